"""The choice of `counting`, made over the columns of a ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.totals.cells import Cells
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.links import KeptLinks, Links
from core.totals.ordered import Facts, facts_of
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
    for number in np.unique(apart[asked]) if apart is not None else (None,):
        some = asked if number is None or apart is None else asked & (apart == number)
        present = some & (ledger.barred == 0)
        scene = Scene(cells.facts, present, len(cells.where), cells.pairs.inner, cells.pairs.outer, links)
        _decide(ledger, scene, None, decision)
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
    facts = facts[np.lexsort((ledger.rank[facts], cells.cell[facts]))]
    ordered = facts_of(ledger, facts, np.searchsorted(context, cells.cell[facts]))
    pairs = np.searchsorted(context, inner), np.searchsorted(context, outer)
    scene = Scene(ordered, _mask(len(ledger), facts), len(context), *pairs, links)
    _decide(ledger, scene, _mask(len(ledger), members), decision)


def _blank(size: int) -> Decision:
    reasons = {kind: np.zeros(size, np.bool_) for kind in (Reason.OLDER, Reason.REPEAT, Reason.PART)}
    return Decision(np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.full(size, _NONE, np.int32), reasons)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is decided at once: facts in order, which of them take part, how many cells there are, pairs, and links."""

    facts: Facts
    present: Mask
    cells: int
    inner: Ints
    outer: Ints
    links: Links


def _decide(ledger: Ledger, scene: Scene, wanted: Mask | None, into: Decision) -> None:
    """Decides on the facts of a scene; what comes out is noted for those that are wanted, or for all."""
    facts, present = scene.facts, scene.present
    some = present[facts.at]
    old, newest = _older(ledger, facts, some)
    if len(old):
        gone, newest = facts.at[old], facts.at[newest]
        some[old] = False
        present = present.copy()
        present[gone] = False
        noted = slice(None) if wanted is None else wanted[gone]
        into.holder[gone[noted]] = newest[noted]
        into.reasons[Reason.OLDER][gone[noted]] = True
    if some.any():
        at = facts.at[some]
        holder = _holders(ledger, scene, at, facts.cell[some], facts.document[some])
        holder[ledger.counting[at] == 1] = _NONE
        if wanted is not None:
            at, holder = at[wanted[at]], holder[wanted[at]]
        into.counted[at] = holder == _NONE
        into.holder[at] = holder
    _hold_by_links(ledger, present if wanted is None else present & wanted, present, scene.links, into)


def _older(ledger: Ledger, facts: Facts, some: Mask) -> tuple[Ints, Ints]:
    """Where the stocks stand of which the same place has a newer figure among some facts, and where that stands."""
    stock = np.flatnonzero(some & (facts.day >= 0))
    stock = stock[ledger.counting[facts.at[stock]] == 0]
    if not len(stock):
        return stock, stock
    cell, day = facts.cell[stock], facts.day[stock]
    starts = np.flatnonzero(np.append(True, cell[1:] != cell[:-1]))
    sizes = np.diff(starts, append=len(stock))
    old = day < np.repeat(np.maximum.reduceat(day, starts), sizes)
    top = np.repeat(np.maximum.reduceat(np.where(old, _NONE, stock), starts), sizes)
    return stock[old], top[old]


def _holders(ledger: Ledger, scene: Scene, at: Ints, cell: Ints, document: Ints) -> Ints:
    """For each of these facts, in order, a higher one of its cell told elsewhere, or of a wider cell, else -1."""
    last = np.append(cell[1:] != cell[:-1], True)
    tops = np.flatnonzero(last)
    row = np.cumsum(last, dtype=np.int32) - last  # which of the cells that have facts
    elsewhere = document != document[tops][row]
    rank = ledger.rank[at[tops]]
    above, holding = _above(scene, cell[tops], rank, at[tops])
    higher = above > rank
    holder: Ints = np.where(higher, holding, at[tops])[row]
    holder[tops] = np.where(higher, holding, _NONE)
    beside = np.flatnonzero(~(elsewhere | last))  # told in the document of the top: few, so looked at singly
    if len(beside):
        asked = np.zeros(len(tops), np.bool_)
        asked[row[beside]] = True
        second = np.full(len(tops), _NONE, np.int64)  # the highest of a cell that is told elsewhere than its top
        others = np.flatnonzero(elsewhere & asked[row])
        second[row[others]] = others
        own = row[beside]
        height = np.where(second[own] == _NONE, _NONE, ledger.rank[at[second[own]]])
        covering = np.where(above[own] > height, holding[own], at[second[own]])
        covered = ledger.rank[at[beside]] < np.maximum(above[own], height)
        holder[beside] = np.where(covered, covering, _NONE)
    return holder


def _above(scene: Scene, cells: Ints, rank: Ints, fact: Ints) -> tuple[Ints, Ints]:
    """For each of these cells the highest rank in the cells around it, and the fact of that rank.

    `rank` and `fact` are those at the top of each of these cells.
    """
    height = np.full(scene.cells, _NONE, np.int64)
    height[cells] = rank
    top = np.full(scene.cells, _NONE, fact.dtype)
    top[cells] = fact
    above = np.full(scene.cells, _NONE, np.int64)
    holding = np.full(scene.cells, _NONE, fact.dtype)
    around = height[scene.outer]
    np.maximum.at(above, scene.inner, around)
    highest = np.flatnonzero(around == above[scene.inner])
    holding[scene.inner[highest]] = top[scene.outer[highest]]
    return above[cells], holding[cells]


def _hold_by_links(ledger: Ledger, noted: Mask, present: Mask, links: Links, into: Decision) -> None:
    """Takes out the facts that a link puts inside another one of these."""
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


def links_of(ledger: Ledger, cells: Cells, apart: Ints | None, *, links_apart: bool) -> Links:
    """The linked facts that fall in one sum (see `decide` for the arguments); kept, and mended where one was edited."""
    kept = cells.links.get((links_apart, apart is not None))
    if kept is None or (apart is not None and kept.edited):
        all_linked = np.flatnonzero((ledger.whole != _NONE) | (ledger.same_as != _NONE))
        kept = KeptLinks(linked_of(ledger, cells, all_linked, apart, links_apart=links_apart), [])
    elif kept.edited:
        kept = KeptLinks(_mended(ledger, cells, kept, links_apart=links_apart), [])
    cells.links[links_apart, apart is not None] = kept
    return kept.links


def _mended(ledger: Ledger, cells: Cells, kept: KeptLinks, *, links_apart: bool) -> Links:
    """The links once those of edited facts are looked up anew."""
    edited = np.unique(np.concatenate(kept.edited))
    new = linked_of(ledger, cells, np.union1d(edited, ledger.linked_to(edited)), None, links_apart=links_apart)
    touched = _mask(len(ledger), edited)
    old = kept.links.only(~(touched[kept.links.low] | touched[kept.links.high]))
    return old.joined(new.only(touched[new.low] | touched[new.high]))


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
