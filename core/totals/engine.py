"""The choice of `counting`, made over the columns of a ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.totals.cells import Cells, Links
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.records import Reason

_NONE = -1
_MANY = 100_000  # facts from which going through all in order is faster than sorting some


@dataclass(slots=True)
class Decision:
    """For each fact whether it was asked for, whether it is counted, what holds it (-1 for nothing), and why."""

    asked: Mask
    counted: Mask
    holder: Ints
    reasons: dict[Reason, Mask]

    def copy(self) -> Decision:
        """Another that can be changed alone."""
        reasons = {kind: mask.copy() for kind, mask in self.reasons.items()}
        return Decision(self.asked.copy(), self.counted.copy(), self.holder.copy(), reasons)

    def grown(self, size: int) -> Decision:
        """The same for as many facts; those that came are not asked for."""
        if size == len(self.asked):
            return self
        more = _blank(size - len(self.asked))
        reasons = {kind: np.append(mask, more.reasons[kind]) for kind, mask in self.reasons.items()}
        asked, counted = np.append(self.asked, more.asked), np.append(self.counted, more.counted)
        return Decision(asked, counted, np.append(self.holder, more.holder), reasons)


def decide(ledger: Ledger, cells: Cells, asked: Mask, apart: Ints | None, *, links_apart: bool) -> Decision:
    """Chooses what to count among the facts asked for.

    Args:
        ledger: The columns.
        cells: The cells of the facts.
        asked: Which facts.
        apart: Numbers that must agree for two facts to be compared (the status, where it is grouped by), or None.
        links_apart: Whether linked facts of several indicators are in several sums.
    """
    decision = replace(_blank(len(ledger)), asked=asked)
    links = links_of(ledger, cells, apart, links_apart=links_apart)
    for number in np.unique(apart[asked]) if apart is not None else (None,):
        some = asked if number is None or apart is None else asked & (apart == number)
        _decide(ledger, cells, some & (ledger.barred == 0), links, decision)
    return decision


def decide_again(ledger: Ledger, cells: Cells, decision: Decision, touched: Ints, *, links_apart: bool) -> None:
    """Brings a decision up to date in place: only cells that the edited facts are or were in, and those inside them.

    `decision.asked` is already what it is after the edit; `touched` are the cells that edited facts, and those that
    they are or were linked to, are or were in.
    """
    links = links_of(ledger, cells, None, links_apart=links_apart)
    changed = np.zeros(len(cells.where), np.bool_)
    changed[touched] = True
    for one, other in ((links.low, links.high), (links.high, links.low)):
        changed[cells.cell[other[changed[cells.cell[one]]]]] = True
    changed[cells.inner[changed[cells.outer]]] = True
    context = changed.copy()
    context[cells.outer[changed[cells.inner]]] = True
    context[cells.cell[links.high[changed[cells.cell[links.low]]]]] = True
    present = decision.asked & (ledger.barred == 0) & context[cells.cell]
    fresh = _blank(len(ledger))
    some = changed[cells.inner]
    _decide(ledger, cells, present, links, fresh, (cells.inner[some], cells.outer[some]))
    at = np.flatnonzero(changed[cells.cell])
    decision.counted[at] = fresh.counted[at]
    decision.holder[at] = fresh.holder[at]
    for kind, mask in fresh.reasons.items():
        decision.reasons[kind][at] = mask[at]


def _blank(size: int) -> Decision:
    reasons = {kind: np.zeros(size, np.bool_) for kind in (Reason.OLDER, Reason.REPEAT, Reason.PART)}
    return Decision(np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.full(size, _NONE, np.int32), reasons)


def _decide(
    ledger: Ledger, cells: Cells, present: Mask, links: Links, into: Decision, pairs: tuple[Ints, Ints] | None = None
) -> None:
    inner, outer = pairs or (cells.inner, cells.outer)
    number = len(cells.where)
    present = _newest(ledger, cells, present, into)
    ranked = _ranked(ledger, present)
    cell, document = cells.cell[ranked], ledger.document[ranked]
    turn = np.arange(len(ranked), dtype=np.int32)
    top = np.full(number, _NONE, np.int32)
    np.maximum.at(top, cell, turn)
    elsewhere = document != document[top[cell]]
    second = np.full(number, _NONE, np.int32)
    np.maximum.at(second, cell[elsewhere], turn[elsewhere])
    above = np.full(number, _NONE, np.int32)
    height = top[outer]
    there = height != _NONE
    np.maximum.at(above, inner[there], height[there])
    covering = np.maximum(np.where(elsewhere, top[cell], second[cell]), above[cell])
    covered = (turn < covering) & (ledger.counting[ranked] != 1)
    into.holder[ranked[covered]] = ranked[covering[covered]]
    into.counted[ranked] = ~covered
    both = present[links.low] & present[links.high] & (ledger.counting[links.low] != 1)
    low, high, part = links.low[both], links.high[both], links.part[both]
    for kind, some in ((Reason.REPEAT, ~part), (Reason.PART, part)):
        into.counted[low[some]] = False
        into.holder[low[some]] = high[some]
        into.reasons[kind][low[some]] = True


def _ranked(ledger: Ledger, present: Mask) -> Ints:
    """The facts that are present, the lowest of the total order first."""
    at = np.flatnonzero(present)
    if len(at) > _MANY:
        found: Ints = ledger.order[present[ledger.order]]
        return found
    return at[np.argsort(ledger.rank[at])]


def _newest(ledger: Ledger, cells: Cells, present: Mask, into: Decision) -> Mask:
    """Takes out the stocks of which the same place has a newer figure."""
    stock = np.flatnonzero(present & (ledger.stock == 1) & (ledger.counting == 0))
    if not len(stock):
        return present
    cell, day = cells.cell[stock], ledger.days(stock)
    newest = np.full(len(cells.where), _NONE, day.dtype)
    np.maximum.at(newest, cell, day)
    old = day < newest[cell]
    top = np.full(len(cells.where), _NONE, np.int32)
    np.maximum.at(top, cell[~old], ledger.rank[stock[~old]])
    into.holder[stock[old]] = ledger.order[top[cell[old]]]
    into.reasons[Reason.OLDER][stock[old]] = True
    left = present.copy()
    left[stock[old]] = False
    return left


def links_of(ledger: Ledger, cells: Cells, apart: Ints | None, *, links_apart: bool) -> Links:
    """The linked facts that fall in one sum (see `decide` for the arguments); kept until one is edited."""
    known = (ledger.generation, links_apart)
    if apart is None and known in cells.links:
        return cells.links[known]
    links = _linked(ledger, cells, apart, links_apart=links_apart)
    if apart is None:
        cells.links = {known: links}
    return links


def _linked(ledger: Ledger, cells: Cells, apart: Ints | None, *, links_apart: bool) -> Links:
    lows, highs, parts, aboves = [], [], [], []
    for name, part in (("whole", True), ("same_as", False)):
        target = ledger.columns[name]
        one = np.flatnonzero((target != _NONE) & ledger.there)
        other = target[one]
        there = ledger.there[other] & (other != one)
        one, other = one[there], other[there]
        same = (ledger.unit[one] == ledger.unit[other]) & (ledger.planned[one] == ledger.planned[other])
        if links_apart:
            same &= ledger.indicator[one] == ledger.indicator[other]
        if apart is not None:
            same &= apart[one] == apart[other]
        if cells.by_year:
            same &= cells.where[cells.cell[one], 4] == cells.where[cells.cell[other], 4]
        one, other = one[same], other[same]
        lower = ledger.rank[one] < ledger.rank[other]
        lows.append(np.where(lower, one, other))
        highs.append(np.where(lower, other, one))
        parts.append(np.full(len(one), part))
        aboves.append(lower if part else np.zeros(len(one), np.bool_))
    return Links(np.concatenate(lows), np.concatenate(highs), np.concatenate(parts), np.concatenate(aboves))


def tops(decision: Decision) -> Ints:
    """The counted fact that holds each fact in the end, or -1."""
    held = decision.holder.copy()
    while True:
        further = (held != _NONE) & ~decision.counted[held]
        further &= decision.holder[held] != _NONE
        if not further.any():
            return held
        held[further] = decision.holder[held[further]]
