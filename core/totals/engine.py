"""The choice of `counting`, made over the columns of a ledger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.totals.cells import Cells, Links
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.records import Reason

_NONE = -1


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


def decide(ledger: Ledger, cells: Cells, asked: Mask, apart: Ints | None, *, links_apart: bool) -> Decision:
    """Chooses what to count among the facts asked for.

    Args:
        ledger: The columns.
        cells: The cells of the facts.
        asked: Which facts.
        apart: Numbers that must agree for two facts to be compared (the status, where it is grouped by), or None.
        links_apart: Whether linked facts of several indicators are in several sums.
    """
    counted = np.zeros(len(ledger), np.bool_)
    holder = np.full(len(ledger), _NONE, np.int64)
    reasons = {kind: np.zeros(len(ledger), np.bool_) for kind in (Reason.OLDER, Reason.REPEAT, Reason.PART)}
    links = links_of(ledger, cells, apart, links_apart=links_apart)
    for number in np.unique(apart[asked]) if apart is not None else (None,):
        some = asked if number is None or apart is None else asked & (apart == number)
        _decide(ledger, cells, some & (ledger.barred == 0), links, counted, holder, reasons)
    return Decision(asked, counted, holder, reasons)


def decide_again(
    ledger: Ledger, cells: Cells, decision: Decision, edited: Ints, touched: Ints, *, links_apart: bool
) -> None:
    """Brings a decision up to date in place: only cells that the edited facts are or were in, and those inside them.

    `decision.asked` is already what it is after the edit; `touched` are the cells of the edited facts.
    """
    links = links_of(ledger, cells, None, links_apart=links_apart)
    changed = np.zeros(len(cells.where), np.bool_)
    changed[touched] = True
    changed[cells.inner[changed[cells.outer]]] = True
    for one, other in ((links.low, links.high), (links.high, links.low)):
        changed[cells.cell[other[np.isin(one, edited)]]] = True
    context = changed.copy()
    context[cells.outer[changed[cells.inner]]] = True
    context[cells.cell[links.high[changed[cells.cell[links.low]]]]] = True
    present = decision.asked & (ledger.barred == 0) & context[cells.cell]
    counted = np.zeros(len(ledger), np.bool_)
    holder = np.full(len(ledger), _NONE, np.int64)
    reasons = {kind: np.zeros(len(ledger), np.bool_) for kind in decision.reasons}
    _decide(ledger, cells, present, links, counted, holder, reasons)
    at = np.flatnonzero(changed[cells.cell])
    decision.counted[at] = counted[at]
    decision.holder[at] = holder[at]
    for kind, mask in reasons.items():
        decision.reasons[kind][at] = mask[at]


def _decide(
    ledger: Ledger,
    cells: Cells,
    present: Mask,
    links: Links,
    counted: Mask,
    holder: Ints,
    reasons: dict[Reason, Mask],
) -> None:
    number = len(cells.where)
    present = _newest(ledger, cells, present, holder, reasons[Reason.OLDER])
    at = np.flatnonzero(present)
    cell, rank, document = cells.cell[at], ledger.rank[at], ledger.document[at]
    top = np.full(number, _NONE, np.int64)
    np.maximum.at(top, cell, rank)
    best = np.full(number, _NONE, np.int64)
    highest = top[cell] == rank
    best[cell[highest]] = at[highest]
    elsewhere = document != ledger.document[best[cell]]
    second = np.full(number, _NONE, np.int64)
    np.maximum.at(second, cell[elsewhere], rank[elsewhere])
    above = np.full(number, _NONE, np.int64)
    np.maximum.at(above, cells.inner, top[cells.outer])
    rival = np.where(elsewhere, top[cell], second[cell])
    covering = np.maximum(rival, above[cell])
    free = ledger.counting[at] == 1
    covered = (rank < covering) & ~free
    fact_of = np.full(len(ledger), _NONE, np.int64)
    fact_of[rank] = at
    holder[at[covered]] = fact_of[covering[covered]]
    counted[at] = ~covered
    both = present[links.low] & present[links.high] & (ledger.counting[links.low] != 1)
    low, high, part = links.low[both], links.high[both], links.part[both]
    for kind, some in ((Reason.REPEAT, ~part), (Reason.PART, part)):
        counted[low[some]] = False
        holder[low[some]] = high[some]
        reasons[kind][low[some]] = True


def _newest(ledger: Ledger, cells: Cells, present: Mask, holder: Ints, older: Mask) -> Mask:
    """Takes out the stocks of which the same place has a newer figure."""
    stock = np.flatnonzero(present & (ledger.stock == 1) & (ledger.counting == 0))
    if not len(stock):
        return present
    cell, day = cells.cell[stock], ledger.days()[stock]
    newest = np.full(len(cells.where), _NONE, np.int64)
    np.maximum.at(newest, cell, day)
    old = day < newest[cell]
    top = np.full(len(cells.where), _NONE, np.int64)
    np.maximum.at(top, cell[~old], ledger.rank[stock[~old]])
    fact_of = np.full(len(ledger), _NONE, np.int64)
    fact_of[ledger.rank[stock]] = stock
    holder[stock[old]] = fact_of[top[cell[old]]]
    older[stock[old]] = True
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
        linked = np.flatnonzero(target != _NONE)
        where = np.minimum(np.searchsorted(ledger.id, target[linked]), max(len(ledger) - 1, 0))
        there = (ledger.id[where] == target[linked]) & (where != linked)
        one, other = linked[there], where[there]
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
