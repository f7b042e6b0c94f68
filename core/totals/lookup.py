"""Where numbers stand in a column, so that an edit asks for a few places and does not go through all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from core.totals.ledger import Ints

_MANY = 4_096  # places that changed from which a lookup is made anew


class Lookup:
    """The places of a column by the number that stands there; numbers below 0 are not looked for.

    Made once; what changes afterwards is noted and looked through as well.
    """

    def __init__(self, column: Ints, order: Ints | None = None) -> None:
        if order is None:
            there = np.flatnonzero(column >= 0).astype(np.int32)
            order = there[np.argsort(column[there], kind="stable")]
        self.order: Ints = order
        size = int(column[order[-1]]) + 1 if len(order) else 0
        self._starts = np.zeros(size + 1, np.int32)
        np.cumsum(np.bincount(column[order], minlength=size), out=self._starts[1:])
        self._later: Ints = np.zeros(0, np.int32)

    def note(self, places: Ints) -> None:
        """Takes note of places where another number stands now, or that are new."""
        self._later = np.concatenate([self._later, places.astype(np.int32)])

    @property
    def noted(self) -> bool:
        """Whether anything changed since it was made."""
        return len(self._later) > 0

    @property
    def worn(self) -> bool:
        """Whether so much changed that another should be made."""
        return len(self._later) > _MANY

    def of(self, column: Ints, wanted: Ints) -> Ints:
        """The places, in order, where one of these numbers stands in the column as it is now."""
        known = wanted[(wanted >= 0) & (wanted < len(self._starts) - 1)]
        found = self.order[spread(self._starts[known], self._starts[known + 1])]
        if len(self._later):
            found = np.concatenate([found, self._later])
            found = found[np.isin(column[found], wanted)]
        return np.unique(found)


def spread(starts: Ints, ends: Ints) -> Ints:
    """All numbers from each start up to its end, one range after the other."""
    lengths = (ends - starts).astype(np.int64)
    skipped = np.cumsum(lengths) - lengths
    ranges: Ints = np.repeat(starts - skipped, lengths) + np.arange(int(lengths.sum()))
    return ranges


class Pairs:
    """Pairs (inner, outer) of cells; those that edits brought stand apart from the many others."""

    def __init__(self, inner: Ints, outer: Ints, by_outer: Ints | None = None) -> None:
        self.inner, self.outer = inner, outer
        self._from_outer = None if by_outer is None else Lookup(outer, by_outer)
        self._from_inner: Lookup | None = None

    @classmethod
    def sorted(cls, inner: Ints, outer: Ints) -> Pairs:
        """Pairs in any order."""
        order = np.argsort(inner, kind="stable")
        return cls(inner[order], outer[order])

    @property
    def by_outer(self) -> Ints:
        """The places of the pairs in the order of their outer cells."""
        return self._outer.order

    @property
    def _outer(self) -> Lookup:
        if self._from_outer is None:
            self._from_outer = Lookup(self.outer)
        return self._from_outer

    @property
    def _inner(self) -> Lookup:
        if self._from_inner is None:
            self._from_inner = Lookup(self.inner, np.arange(len(self.inner), dtype=np.int32))
        return self._from_inner

    def add(self, inner: Ints, outer: Ints) -> None:
        """Adds pairs of new cells."""
        if not len(inner):
            return
        places = np.arange(len(self.inner), len(self.inner) + len(inner), dtype=np.int32)
        self._inner.note(places)
        self._outer.note(places)
        self.inner = np.concatenate([self.inner, inner.astype(np.int32)])
        self.outer = np.concatenate([self.outer, outer.astype(np.int32)])

    def around(self, cells: Ints) -> tuple[Ints, Ints]:
        """The pairs whose inner cell is one of these."""
        at = self._inner.of(self.inner, cells)
        return self.inner[at], self.outer[at]

    def inside(self, cells: Ints) -> Ints:
        """The cells that lie within one of these."""
        return np.unique(self.inner[self._outer.of(self.outer, cells)])
