"""The choice of `counting`, made over the columns of a ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def forget(self, facts: Ints) -> None:
        """Takes back what was decided on some facts."""
        self.counted[facts] = False
        self.holder[facts] = _NONE
        for mask in self.reasons.values():
            mask[facts] = False

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
    every = np.ones(len(cells.where), np.bool_)
    for number in np.unique(apart[asked]) if apart is not None else (None,):
        some = asked if number is None or apart is None else asked & (apart == number)
        facts = _ranked(ledger, some & (ledger.barred == 0))
        scene = Scene(facts, cells.cell[facts], cells.pairs.inner, cells.pairs.outer, links)
        _decide(ledger, scene, every, decision)
    return decision


def decide_again(ledger: Ledger, cells: Cells, decision: Decision, touched: Ints, *, links_apart: bool) -> None:
    """Brings a decision up to date in place: only cells that the edited facts are or were in, and those inside them.

    `decision.asked` is already what it is after the edit; `touched` are the cells that edited facts, and those that
    they are or were linked to, are or were in.
    """
    linked = cells.cell[ledger.linked_to(cells.members(touched))]
    changed = np.union1d(touched, linked)
    changed = np.union1d(changed, cells.pairs.inside(changed))
    inner, outer = cells.pairs.around(changed)
    members = cells.members(changed)
    beside = ledger.linked_to(members)
    context = np.unique(np.concatenate([changed, outer, cells.cell[beside]]))
    facts = cells.members(context)
    links = linked_of(ledger, cells, np.union1d(members, beside), None, links_apart=links_apart)
    decision.forget(members)
    facts = facts[decision.asked[facts] & (ledger.barred[facts] == 0)]
    facts = facts[np.argsort(ledger.rank[facts])]
    places = (
        np.searchsorted(context, cells.cell[facts]),
        np.searchsorted(context, inner),
        np.searchsorted(context, outer),
    )
    _decide(ledger, Scene(facts, *places, links), np.isin(context, changed), decision)


def _blank(size: int) -> Decision:
    reasons = {kind: np.zeros(size, np.bool_) for kind in (Reason.OLDER, Reason.REPEAT, Reason.PART)}
    return Decision(np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.full(size, _NONE, np.int32), reasons)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is decided at once: facts, the lowest rank first, the numbers of their cells, pairs of cells, and links."""

    facts: Ints
    cell: Ints
    inner: Ints
    outer: Ints
    links: Links


def _decide(ledger: Ledger, scene: Scene, wanted: Mask, into: Decision) -> None:
    """Decides on the facts of a scene; what comes out is noted for those in cells that are wanted."""
    number = len(wanted)
    left = _newest(ledger, scene, wanted, into)
    ranked, cell = scene.facts[left], scene.cell[left]
    document = ledger.document[ranked]
    turn = np.arange(len(ranked), dtype=np.int32)
    top = np.full(number, _NONE, np.int32)
    top[cell] = turn  # of several the last one stays, which is the highest
    elsewhere = document != document[top[cell]]
    second = np.full(number, _NONE, np.int32)
    second[cell[elsewhere]] = turn[elsewhere]
    above = np.full(number, _NONE, np.int32)
    height = top[scene.outer]
    there = height != _NONE
    np.maximum.at(above, scene.inner[there], height[there])
    covering = np.where(elsewhere, np.maximum(top, above)[cell], np.maximum(second, above)[cell])
    covered = (turn < covering) & (ledger.counting[ranked] != 1)
    note = wanted[cell]
    into.counted[ranked[note]] = ~covered[note]
    covered &= note
    into.holder[ranked[covered]] = ranked[covering[covered]]
    _hold_by_links(ledger, ranked, note, scene.links, into)


def _hold_by_links(ledger: Ledger, ranked: Ints, note: Mask, links: Links, into: Decision) -> None:
    """Takes out the facts that a link puts inside another one of these."""
    present, noted = _mask(len(ledger), ranked), _mask(len(ledger), ranked[note])
    both = noted[links.low] & present[links.high] & (ledger.counting[links.low] != 1)
    low, high, part = links.low[both], links.high[both], links.part[both]
    for kind, some in ((Reason.REPEAT, ~part), (Reason.PART, part)):
        into.counted[low[some]] = False
        into.holder[low[some]] = high[some]
        into.reasons[kind][low[some]] = True
    into.reasons[Reason.REPEAT][low[part]] = False  # the link that holds it is the one to its whole


def _mask(size: int, at: Ints) -> Mask:
    some = np.zeros(size, np.bool_)
    some[at] = True
    return some


def _ranked(ledger: Ledger, present: Mask) -> Ints:
    """The facts that are present, the lowest of the total order first."""
    found: Ints = ledger.order[present[ledger.order]]
    return found


def _newest(ledger: Ledger, scene: Scene, wanted: Mask, into: Decision) -> Mask:
    """Which facts of a scene are left without the stocks of which the same place has a newer figure."""
    left = np.ones(len(scene.facts), np.bool_)
    stock = np.flatnonzero((ledger.stock[scene.facts] == 1) & (ledger.counting[scene.facts] == 0))
    if not len(stock):
        return left
    facts, cell = scene.facts[stock], scene.cell[stock]
    day = ledger.days(facts)
    newest = np.full(len(wanted), _NONE, day.dtype)
    np.maximum.at(newest, cell, day)
    old = day < newest[cell]
    top = np.full(len(wanted), _NONE, np.int32)
    top[cell[~old]] = facts[~old]  # of several the last one stays, which is the highest
    left[stock[old]] = False
    old &= wanted[cell]
    into.holder[facts[old]] = top[cell[old]]
    into.reasons[Reason.OLDER][facts[old]] = True
    return left


def links_of(ledger: Ledger, cells: Cells, apart: Ints | None, *, links_apart: bool) -> Links:
    """The linked facts that fall in one sum (see `decide` for the arguments); kept until one is edited."""
    known = (ledger.generation, links_apart)
    if apart is None and known in cells.links:
        return cells.links[known]
    all_linked = np.flatnonzero((ledger.whole != _NONE) | (ledger.same_as != _NONE))
    links = linked_of(ledger, cells, all_linked, apart, links_apart=links_apart)
    if apart is None:
        cells.links = {known: links}
    return links


def linked_of(ledger: Ledger, cells: Cells, facts: Ints, apart: Ints | None, *, links_apart: bool) -> Links:
    """The links from these facts to wholes and first tellings that fall in one sum."""
    lows, highs, parts, aboves = [], [], [], []
    facts = facts[ledger.there[facts]]
    for name, part in (("whole", True), ("same_as", False)):
        one = facts[ledger.columns[name][facts] != _NONE]
        other = ledger.columns[name][one]
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
