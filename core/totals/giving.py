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
    use = links.part & links.whole_above
    low, high = links.low[use], links.high[use]
    both = _there(ledger, decision, low) & _there(ledger, decision, high)
    low, high = low[both], high[both]
    total = np.zeros(len(ledger), np.int64)
    np.add.at(total, high, ledger.value[low])
    unfit = np.zeros(len(ledger), np.bool_)
    unfit[high[~_plain(ledger, low)]] = True
    fits = _plain(ledger, high) & ~unfit[high] & (total[high] == ledger.value[high])
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


def _plain(ledger: Ledger, at: Ints) -> Mask:
    """Whether facts are exact figures that no curator ruled on."""
    exact: Mask = (ledger.bound[at] == _EXACT) & (ledger.value[at] == ledger.high[at]) & (ledger.counting[at] == 0)
    return exact


def _there(ledger: Ledger, decision: Decision, at: Ints) -> Mask:
    """Whether facts take part."""
    some: Mask = decision.asked[at] & (ledger.barred[at] == 0) & ~decision.reasons[Reason.OLDER][at]
    return some


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
        links = links_of(ledger, cells, apart, links_apart=links_apart)
        both = _there(ledger, decision, links.low) & _there(ledger, decision, links.high)
        low, high = links.low[both], links.high[both]
        self.reached = self._reached(np.unique(cells.cell[of]), cells.cell[low], cells.cell[high])
        self.above: dict[int, list[int]] = defaultdict(list)
        some = np.isin(cells.cell[low], self.reached)
        for one, other in zip(low[some].tolist(), high[some].tolist(), strict=True):
            self.above[one].append(other)
        self.outer: dict[int, list[int]] = defaultdict(list)
        for one, other in zip(*(side.tolist() for side in cells.pairs.around(self.reached)), strict=True):
            self.outer[one].append(other)
        at = cells.members(self.reached)
        at = at[_there(ledger, decision, at)]
        self.order = at[np.argsort(cells.cell[at], kind="stable")]
        self.starts = np.searchsorted(cells.cell[self.order], np.append(self.reached, len(cells.where)))

    def _reached(self, cells: Ints, low: Ints, high: Ints) -> Ints:
        """These cells, those around them, and those that links lead to, in order."""
        seen = np.zeros(len(self.cells.where), np.bool_)
        while len(cells):
            seen[cells] = True
            further = np.concatenate([self.cells.pairs.around(cells)[1], high[np.isin(low, cells)]])
            cells = np.unique(further[~seen[further]])
        return np.flatnonzero(seen)

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
        place = int(np.searchsorted(self.reached, cell))
        members = self.order[self.starts[place] : self.starts[place + 1]]
        fits = self.ledger.rank[members] > self.ledger.rank[fact]
        if self.apart is not None:
            fits &= self.apart[members] == self.apart[fact]
        higher: Ints = members[fits]
        return higher
