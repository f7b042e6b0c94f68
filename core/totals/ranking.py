"""What can be asked of totals without making every row of many: which weigh most, and how much was left out why."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from core.totals.records import LeftOut, Reason, Row

#: For some groupings (0 or 1) the keys that are wanted.
Keys = Mapping[int, Collection[str]]


class Rows(Sequence[Row]):
    """Rows of totals in the order of their keys."""

    __slots__ = ()

    @abstractmethod
    def units(self) -> dict[str, int]:
        """How many rows there are of each unit, those of most rows first."""

    @abstractmethod
    def counted(self) -> int:
        """How many facts all rows count."""

    @abstractmethod
    def heaviest(self, unit: str, at: int) -> list[str]:
        """The keys of the first (0) or second (1) grouping, those of the largest sums of this unit first."""

    @abstractmethod
    def largest(self, unit: str, most: int) -> list[Row]:
        """The rows of a unit with the largest sums, at most so many, the largest first."""

    @abstractmethod
    def within(self, unit: str, keys: Keys) -> list[Row]:
        """The rows of a unit that have one of these keys, in the order of keys."""

    @abstractmethod
    def row_of(self, fact: int) -> int:
        """The place of the row that counts a fact, -1 where none does."""


class LeftOuts(Sequence[LeftOut]):
    """Facts left out in the order of their ids."""

    __slots__ = ()

    @abstractmethod
    def by_reason(self) -> dict[Reason, int]:
        """How many were left out for each reason, in the order of reasons."""


class RowList(tuple[Row, ...], Rows):
    """Rows at hand."""

    __slots__ = ()

    def units(self) -> dict[str, int]:
        """See `Rows`."""
        return dict(Counter(row.unit for row in self).most_common())

    def counted(self) -> int:
        """See `Rows`."""
        return sum(len(row.facts) for row in self)

    def heaviest(self, unit: str, at: int) -> list[str]:
        """See `Rows`."""
        weights: dict[str, Decimal] = {}
        for row in self.within(unit, {}):
            weights[row.key[at]] = weights.get(row.key[at], Decimal(0)) + abs(row.value)
        return sorted(weights, key=lambda key: (-weights[key], key))

    def largest(self, unit: str, most: int) -> list[Row]:
        """See `Rows`."""
        return by_weight(self.within(unit, {}))[:most]

    def within(self, unit: str, keys: Keys) -> list[Row]:
        """See `Rows`."""
        return [row for row in self if row.unit == unit and all(row.key[at] in some for at, some in keys.items())]

    def row_of(self, fact: int) -> int:
        """See `Rows`."""
        return next((at for at, row in enumerate(self) if fact in row.facts), -1)


class LeftOutList(tuple[LeftOut, ...], LeftOuts):
    """Facts left out, at hand."""

    __slots__ = ()

    def by_reason(self) -> dict[Reason, int]:
        """See `LeftOuts`."""
        found = Counter(one.reason for one in self)
        return {reason: found[reason] for reason in Reason if found[reason]}


def by_weight(rows: Sequence[Row]) -> list[Row]:
    """The largest sums first, equal ones in the order of their keys."""
    return sorted(rows, key=lambda row: (-abs(row.value), row.key, row.planned))
