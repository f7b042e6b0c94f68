"""Rows of totals over a ledger, and facts left out, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import overload

import numpy as np

from core.records import Bound
from core.schema import SCALE
from core.totals.cells import Cells
from core.totals.counting import reaches_meet
from core.totals.engine import Decision, tops
from core.totals.grouping import GROUPINGS
from core.totals.ledger import Ints, Ledger, Mask, reason
from core.totals.ranking import Keys, LeftOuts, Rows, by_weight
from core.totals.records import LeftOut, Reason, Row
from core.totals.rules import merged_bound
from core.totals.table import BOUNDS, Groups

_CODES = (Reason.RATE, Reason.CHANGE, Reason.NOT_ADDED, Reason.CURATOR)  # as `Ledger.barred` numbers them, from 1


class Ids(Sequence[int]):
    """The ids of the facts of a row; they are gathered when they are first asked for."""

    def __init__(self, groups: Groups, kind: str, row: int) -> None:
        self._groups, self._kind, self._row = groups, kind, row

    @cached_property
    def _ids(self) -> tuple[int, ...]:
        return tuple(getattr(self._groups, self._kind)[self._row].tolist())

    def __len__(self) -> int:
        return int(self._groups.counts[self._row]) if self._kind == "facts" else len(self._ids)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[int, ...]: ...
    def __getitem__(self, at: int | slice) -> int | tuple[int, ...]:
        return self._ids[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._ids == tuple(other)

    def __hash__(self) -> int:
        return hash(self._ids)

    def __repr__(self) -> str:
        return repr(self._ids)


class LedgerRows(Rows):
    """The rows of a ledger in the order of their keys, each made when it is asked for."""

    def __init__(self, groups: Groups, by: Sequence[str]) -> None:
        self._groups, self._by = groups, by

    @cached_property
    def _order(self) -> Ints:
        codes = self._groups.numbers[0]
        parts = self._parts(codes)
        texts = [*self._groups.texts, self._groups.ledger.units.texts]
        ranks = [_alphabetical(names)[part] for names, part in zip(texts, parts, strict=False)]
        order: Ints = np.lexsort([parts[-1], *reversed(ranks)])
        return order

    def _parts(self, codes: Ints) -> list[Ints]:
        """For each code the numbers of its keys, its unit, and whether it is planned."""
        parts = []
        for span in reversed(self._groups.spans):
            codes, part = np.divmod(codes, span)
            parts.append(part)
        return parts[::-1]

    def __len__(self) -> int:
        return len(self._groups.numbers[0])

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(at, slice):
            return tuple(self._row(int(one)) for one in self._order[at])
        return self._row(int(self._order[at]))

    def _row(self, row: int) -> Row:
        groups = self._groups
        *numbers, unit, planned = (int(part[0]) for part in self._parts(groups.numbers[0][row : row + 1]))
        key = tuple(texts[number] for texts, number in zip(groups.texts, numbers, strict=True))
        value, below, above = (int(sums[row]) for sums in groups.sums)
        bounds = groups.bounds(row)
        return Row(
            key=key,
            labels=tuple(GROUPINGS[one].label(part, "zh") for one, part in zip(self._by, key, strict=True)),
            labels_en=tuple(GROUPINGS[one].label(part, "en") for one, part in zip(self._by, key, strict=True)),
            unit=groups.ledger.units.texts[unit],
            planned=bool(planned),
            value=decimal(value),
            low=decimal(value - below),
            high=None if Bound.OVER in bounds else decimal(value + above),
            bound=merged_bound(bounds),
            facts=Ids(groups, "facts", row),
            covered=Ids(groups, "covered", row),
        )

    # --- which weigh most ---------------------------------------------------------------------------

    @cached_property
    def _all_parts(self) -> list[Ints]:
        return self._parts(self._groups.numbers[0])

    def _of(self, unit: str) -> Mask:
        """The rows of a unit."""
        known = self._groups.ledger.units
        some: Mask = self._all_parts[-2] == known[unit] if unit in known else np.zeros(len(self), np.bool_)
        return some

    def units(self) -> dict[str, int]:
        """See `Rows`."""
        numbers = np.bincount(self._all_parts[-2], minlength=1)
        some = sorted(np.flatnonzero(numbers).tolist(), key=lambda at: -numbers[at])
        return {self._groups.ledger.units.texts[at]: int(numbers[at]) for at in some}

    def counted(self) -> int:
        """See `Rows`."""
        return len(self._groups.counted)

    def heaviest(self, unit: str, at: int) -> list[str]:
        """See `Rows`."""
        rows, part = np.flatnonzero(self._of(unit)), self._all_parts[at]
        texts = self._groups.texts[at]
        weights = np.bincount(
            part[rows], weights=np.abs(self._groups.sums[0][rows].astype(float)), minlength=len(texts)
        )
        there = np.unique(part[rows])
        order = np.lexsort((_alphabetical(texts)[there], -weights[there]))
        return [texts[one] for one in there[order].tolist()]

    def largest(self, unit: str, most: int) -> list[Row]:
        """See `Rows`."""
        rows = np.flatnonzero(self._of(unit))
        if len(rows) > 2 * most:  # doubles tell nearly equal sums apart well enough to leave out the small ones
            weights = np.abs(self._groups.sums[0][rows].astype(float))
            rows = rows[np.argpartition(-weights, 2 * most)[: 2 * most]]
        return by_weight([self._row(one) for one in rows.tolist()])[:most]

    def within(self, unit: str, keys: Keys) -> list[Row]:
        """See `Rows`."""
        some = self._of(unit)
        for at, wanted in keys.items():
            chosen = np.array([text in wanted for text in self._groups.texts[at]], np.bool_)
            some = some & chosen[self._all_parts[at]]
        return [self._row(one) for one in self._order[some[self._order]].tolist()]

    def row_of(self, fact: int) -> int:
        """See `Rows`."""
        groups = self._groups
        where = groups.ledger.positions([fact])
        if not len(where) or not groups.decision.counted[where[0]]:
            return -1
        row = np.searchsorted(groups.numbers[0], groups.code[where[0]])
        return int(np.flatnonzero(self._order == row)[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def _alphabetical(texts: Sequence[str]) -> Ints:
    """The place of each text in their order."""
    ranks = np.zeros(max(len(texts), 1), np.int64)
    ranks[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return ranks


def decimal(scaled: int) -> Decimal:
    """A value from its integer of 1 / SCALE."""
    whole, rest = divmod(abs(scaled), SCALE)
    text = f"{'-' if scaled < 0 else ''}{whole}.{rest:06d}"
    return Decimal(text.rstrip("0").rstrip("."))


class LedgerLeftOuts(LeftOuts):
    """The facts of a ledger that were left out, each made when it is asked for: there may be hundreds of thousands."""

    def __init__(self, ledger: Ledger, cells: Cells, decision: Decision) -> None:
        self._ledger, self._cells, self._decision = ledger, cells, decision
        self._at: Ints = np.flatnonzero(decision.asked & ~decision.counted)

    @cached_property
    def _tops(self) -> Ints:
        return tops(self._decision)

    def __len__(self) -> int:
        return len(self._at)

    @overload
    def __getitem__(self, at: int) -> LeftOut: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[LeftOut, ...]: ...
    def __getitem__(self, at: int | slice) -> LeftOut | tuple[LeftOut, ...]:
        if isinstance(at, slice):
            return tuple(self._made(int(one)) for one in self._at[at])
        return self._made(int(self._at[at]))

    def _made(self, at: int) -> LeftOut:
        holder = int(self._tops[at])
        inside = None if holder < 0 else int(self._ledger.id[holder])
        return LeftOut(int(self._ledger.id[at]), self._reason(at), inside)

    def by_reason(self) -> dict[Reason, int]:
        """See `LeftOuts`."""
        numbers: dict[Reason, int] = {}
        left = np.zeros(len(self._ledger), np.bool_)
        left[self._at] = True
        for code, kind in enumerate(_CODES, 1):
            numbers[kind] = int(np.count_nonzero(left & (self._ledger.barred == code)))
        left &= self._ledger.barred == 0
        for kind, mask in self._decision.reasons.items():
            numbers[kind] = int(np.count_nonzero(left & mask))
            left &= ~mask
        at = np.flatnonzero(left)
        holder = self._decision.holder[at]
        alike = np.flatnonzero(self._cells.cell[at] == self._cells.cell[holder])
        same = self._ledger.value[at[alike]] == self._ledger.value[holder[alike]]
        doubtful = zip(at[alike[~same]].tolist(), holder[alike[~same]].tolist(), strict=True)
        repeats = int(np.count_nonzero(same)) + sum(self._consistent(one, other) for one, other in doubtful)
        numbers[Reason.REPEAT] = numbers.get(Reason.REPEAT, 0) + repeats
        numbers[Reason.NESTED] = len(at) - repeats
        return {kind: numbers[kind] for kind in Reason if numbers.get(kind)}

    def _reason(self, at: int) -> Reason:
        never = reason(int(self._ledger.barred[at]))
        if never is not None:
            return never
        for kind, mask in self._decision.reasons.items():
            if mask[at]:
                return kind
        holder = int(self._decision.holder[at])
        alike = self._cells.cell[at] == self._cells.cell[holder]
        return Reason.REPEAT if alike and self._consistent(at, holder) else Reason.NESTED

    def _consistent(self, at: int, holder: int) -> bool:
        one, other = (self._statement(place) for place in (at, holder))
        return reaches_meet(one, other)

    def _statement(self, at: int) -> tuple[Decimal, Decimal, Bound]:
        ledger = self._ledger
        return decimal(int(ledger.value[at])), decimal(int(ledger.high[at])), BOUNDS[int(ledger.bound[at])]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
