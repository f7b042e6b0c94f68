"""Facts in the order of their cells, so that choosing among a million goes through memory from front to back."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from core.totals.ledger import Ints, Ledger, Mask


class Facts(NamedTuple):
    """Some facts by cell and, within one, the lowest rank first; `day` is that of a stock, -1 for what is none."""

    at: Ints
    cell: Ints
    document: Ints
    day: Ints

    def only(self, some: Mask) -> Facts:
        """Those of a mask."""
        return Facts(*(column[some] for column in self))


def facts_of(ledger: Ledger, at: Ints, cell: Ints) -> Facts:
    """Facts, which come in their order, with their columns."""
    day = np.full(len(at), -1, np.int32)
    stock = np.flatnonzero(ledger.stock[at] == 1)
    day[stock] = ledger.days(at[stock])
    return Facts(at, cell, ledger.document[at], day)


class Ordered:
    """All facts of a ledger by cell; what is edited is noted, and put in its place when they are next asked for."""

    def __init__(self, ledger: Ledger, cell: Ints, order: Ints | None = None) -> None:
        self._ledger = ledger
        self._ranked = ledger.ranked
        self._later: list[Ints] = []
        if order is None:
            order = ledger.order[np.argsort(cell[ledger.order], kind="stable")]
        self._facts = facts_of(ledger, order, cell[order])

    @property
    def fresh(self) -> bool:
        """Whether ranks are what they were when this was made."""
        return self._ranked == self._ledger.ranked

    def note(self, edited: Ints) -> None:
        """Takes note of facts that changed or are new."""
        self._later.append(edited)

    def facts(self, cell: Ints) -> Facts:
        """All facts as they are now, by their cells as they are now."""
        if self._later:
            self._facts = self._mended(np.unique(np.concatenate(self._later)), cell)
            self._later = []
        return self._facts

    def _mended(self, edited: Ints, cell: Ints) -> Facts:
        gone = np.zeros(len(self._ledger), np.bool_)
        gone[edited] = True
        left = self._facts.only(~gone[self._facts.at])
        rank = self._ledger.rank
        edited = edited[np.lexsort((rank[edited], cell[edited]))]
        starts = np.searchsorted(left.cell, cell[edited])
        ends = np.searchsorted(left.cell, cell[edited], side="right")
        places = [
            start + int(np.searchsorted(rank[left.at[start:end]], rank[one]))
            for one, start, end in zip(edited.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]
        new = facts_of(self._ledger, edited, cell[edited])
        return Facts(*(np.insert(old, places, more) for old, more in zip(left, new, strict=True)))
