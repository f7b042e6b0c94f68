"""Lets a counted whole give way to the parts that make it up exactly, where the grouping tells them apart."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from core.totals.cells import Cells
from core.totals.engine import Decision, links_of
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.records import Reason

_EXACT = 0


def give_way(
    ledger: Ledger, cells: Cells, decision: Decision, code: Ints, apart: Ints | None, *, links_apart: bool
) -> None:
    """Changes a decision in place; `code` is equal for facts that fall in one row."""
    made_of = decision.reasons.setdefault(Reason.MADE_OF_PARTS, np.zeros(len(ledger), np.bool_))
    parts = _broken_down(ledger, cells, decision, code, apart, links_apart=links_apart)
    if not parts:
        return
    facts = [fact for whole in parts for fact in (whole, *(part for group in parts[whole] for part in group))]
    search = _Search(ledger, cells, decision, apart, facts, links_apart=links_apart)
    waiting = sorted((whole for whole in parts if decision.counted[whole]), reverse=True)
    while waiting:
        whole = waiting.pop()
        for group in parts[whole]:
            if all(search.tops(part) == {whole} for part in group):
                decision.counted[whole] = False
                decision.counted[group] = True
                decision.holder[whole] = group[0]
                made_of[whole] = True
                waiting += [part for part in reversed(group) if part in parts]
                break


def _broken_down(
    ledger: Ledger, cells: Cells, decision: Decision, code: Ints, apart: Ints | None, *, links_apart: bool
) -> dict[int, list[list[int]]]:
    """For each whole, or the first telling of it, the lists of parts that make it up exactly and are told apart."""
    links = links_of(ledger, cells, apart, links_apart=links_apart)
    plain = (ledger.bound == _EXACT) & (ledger.value == ledger.high) & (ledger.counting == 0)
    there = decision.asked & (ledger.barred == 0) & ~decision.reasons[Reason.OLDER]
    use = links.part & links.whole_above & there[links.low] & there[links.high]
    low, high = links.low[use], links.high[use]
    total = np.zeros(len(ledger), np.int64)
    np.add.at(total, high, ledger.value[low])
    unfit = np.zeros(len(ledger), np.bool_)
    unfit[high[~plain[low]]] = True
    fits = plain[high] & ~unfit[high] & (total[high] == ledger.value[high])
    lists: dict[int, list[int]] = defaultdict(list)
    for part, whole in zip(low[fits].tolist(), high[fits].tolist(), strict=True):
        lists[whole].append(part)
    found: dict[int, list[list[int]]] = defaultdict(list)
    for told in sorted(lists, key=lambda at: (not decision.counted[at], at)):
        whole = _first_telling(ledger, cells, decision, told)
        members = lists[told]
        if whole is not None and len({int(code[at]) for at in (whole, *members)}) > 1:
            found[whole].append(members)
    return found


def _first_telling(ledger: Ledger, cells: Cells, decision: Decision, told: int) -> int | None:
    """The fact that stands for what is told here: itself, or the one of the same cell and value that holds it."""
    holder = int(decision.holder[told])
    if decision.counted[told] or holder < 0 or cells.cell[holder] != cells.cell[told]:
        return told
    same = ledger.value[holder] == ledger.value[told] and ledger.bound[holder] == ledger.bound[told]
    return holder if same else told


class _Search:
    """Looks for what holds some facts, directly or through others; `of` are all that will be asked about."""

    def __init__(
        self, ledger: Ledger, cells: Cells, decision: Decision, apart: Ints | None, of: list[int], *, links_apart: bool
    ) -> None:
        self.ledger, self.cells, self.decision, self.apart = ledger, cells, decision, apart
        self.there = decision.asked & (ledger.barred == 0) & ~decision.reasons[Reason.OLDER]
        links = links_of(ledger, cells, apart, links_apart=links_apart)
        both = self.there[links.low] & self.there[links.high]
        low, high = links.low[both], links.high[both]
        reached = self._reached(of, cells.cell[low], cells.cell[high])
        self.above: dict[int, list[int]] = defaultdict(list)
        some = reached[cells.cell[low]]
        for one, other in zip(low[some].tolist(), high[some].tolist(), strict=True):
            self.above[one].append(other)
        self.outer: dict[int, list[int]] = defaultdict(list)
        some = reached[cells.inner]
        for one, other in zip(cells.inner[some].tolist(), cells.outer[some].tolist(), strict=True):
            self.outer[one].append(other)
        at = np.flatnonzero(reached[cells.cell] & self.there)
        self.order = at[np.argsort(cells.cell[at], kind="stable")]
        self.starts = np.searchsorted(cells.cell[self.order], np.arange(len(cells.where) + 1))

    def _reached(self, of: list[int], low: Ints, high: Ints) -> Mask:
        """The cells of these facts, those around them, and those that links lead to."""
        reached = np.zeros(len(self.cells.where), np.bool_)
        reached[self.cells.cell[of]] = True
        while True:
            before = np.count_nonzero(reached)
            reached[self.cells.outer[reached[self.cells.inner]]] = True
            reached[high[reached[low]]] = True
            if np.count_nonzero(reached) == before:
                return reached

    def tops(self, fact: int) -> set[int]:
        """The counted facts that hold `fact`."""
        found: set[int] = set()
        seen = {fact}
        waiting = [fact]
        while waiting:
            for other in self._holders(waiting.pop()):
                if self.decision.counted[other]:
                    found.add(other)
                elif other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return found

    def _holders(self, fact: int) -> list[int]:
        if self.ledger.counting[fact] == 1:
            return []
        cell = int(self.cells.cell[fact])
        same = self._higher(cell, fact)
        found: list[int] = same[self.ledger.document[same] != self.ledger.document[fact]].tolist()
        for outer in self.outer.get(cell, ()):
            found += self._higher(outer, fact).tolist()
        return found + self.above.get(fact, [])

    def _higher(self, cell: int, fact: int) -> Ints:
        members = self.order[self.starts[cell] : self.starts[cell + 1]]
        fits = self.ledger.rank[members] > self.ledger.rank[fact]
        if self.apart is not None:
            fits &= self.apart[members] == self.apart[fact]
        higher: Ints = members[fits]
        return higher
