"""The rows of totals over a ledger, and on demand the facts behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import overload

import numpy as np

from core.records import Bound, Status
from core.schema import SCALE
from core.totals.cells import Cells, year_of
from core.totals.counting import reaches_meet
from core.totals.engine import Decision, tops
from core.totals.grouping import GROUPINGS, rolled
from core.totals.ledger import Ints, Ledger, reason
from core.totals.records import LeftOut, Reason, Row
from core.totals.rules import merged_bound

_BOUNDS = tuple(Bound)
_UNDER = _BOUNDS.index(Bound.UNDER)
_LIMB = 32  # bits: a million limbs add up exactly in a double

# --- keys -------------------------------------------------------------------------------------------


def keys_of(ledger: Ledger, name: str) -> tuple[Ints, list[str]]:
    """For each fact the number of its key, and the keys."""
    field, _, level = name.partition(".")
    if field in ("provider", "recipient"):
        keys = [rolled(tuple(text.split()), level or "county") for text in ledger.places.texts]
        return _shared(keys, ledger.columns[field])
    if name == "indicator":
        return ledger.indicator, ledger.indicators.texts
    if name == "category":
        return _shared([code.partition(".")[0] for code in ledger.indicators.texts], ledger.indicator)
    if name == "year":
        of_flow = [year_of(first, last, stock=False) for first, last in ledger.periods.texts]
        of_stock = [year_of(first, last, stock=True) for first, last in ledger.periods.texts]
        return _shared(of_flow + of_stock, ledger.period + ledger.stock.astype(np.int32) * len(of_flow))
    if name == "status":
        return ledger.status, [status.value for status in Status]
    numbers, at = np.unique(ledger.document, return_inverse=True)
    return at, [str(number) for number in numbers.tolist()]


def _shared(keys: Sequence[str], at: Ints) -> tuple[Ints, list[str]]:
    """Numbers of keys, the same number for the same key."""
    distinct = sorted(set(keys))
    number = {key: place for place, key in enumerate(distinct)}
    return np.array([number[key] for key in keys], np.int32)[at], distinct


@dataclass(frozen=True, slots=True)
class Numbers:
    """The rows that facts fall in: `code` is equal within a row, and made of parts below `spans`."""

    texts: list[list[str]]
    spans: list[int]
    code: Ints


def numbers_of(ledger: Ledger, by: Sequence[str]) -> Numbers:
    """The rows of all facts of a ledger by one or two groupings."""
    keys = [keys_of(ledger, name) for name in by]
    spans = [len(texts) for _, texts in keys] + [len(ledger.units.texts), 2]
    code = np.zeros(len(ledger), np.int64)
    for part, span in zip([*(numbers for numbers, _ in keys), ledger.unit, ledger.planned], spans, strict=True):
        code *= span
        code += part
    return Numbers([texts for _, texts in keys], spans, code)


class Groups:
    """The facts of a decision by row."""

    def __init__(self, ledger: Ledger, decision: Decision, numbers: Numbers) -> None:
        self.ledger, self.decision = ledger, decision
        self.texts, self.spans, self.code = numbers.texts, numbers.spans, numbers.code

    @cached_property
    def counted(self) -> Ints:
        """Where the counted facts stand."""
        return np.flatnonzero(self.decision.counted)

    @cached_property
    def numbers(self) -> tuple[Ints, Ints]:
        """The codes of the rows in order, and for each counted fact the place of its row."""
        code = self.code[self.counted]
        size = int(np.prod(self.spans))
        if size > 4_000_000:
            return np.unique(code, return_inverse=True)
        there = np.flatnonzero(np.bincount(code, minlength=size))
        place = np.zeros(size, np.int64)
        place[there] = np.arange(len(there))
        return there, place[code]

    def split(self, at: Ints, rows: Ints) -> list[Ints]:
        """The ids of facts of each row."""
        order = np.argsort(rows, kind="stable")
        ends = np.searchsorted(rows[order], np.arange(len(self.numbers[0]) + 1))
        ids = self.ledger.id[at[order]]
        return [ids[start:end] for start, end in pairwise(ends)]

    @cached_property
    def facts(self) -> list[Ints]:
        """The ids counted in each row."""
        return self.split(self.counted, self.numbers[1])

    @cached_property
    def covered(self) -> list[Ints]:
        """The ids of each row that are inside counted facts."""
        codes = self.numbers[0]
        held = self.decision.asked & ~self.decision.counted & (self.decision.holder >= 0)
        at = np.flatnonzero(held)
        place = np.minimum(np.searchsorted(codes, self.code[at]), max(len(codes) - 1, 0))
        known = codes[place] == self.code[at] if len(codes) else np.zeros(0, np.bool_)
        return self.split(at[known], place[known])

    @cached_property
    def sums(self) -> tuple[list[int], list[int], list[int]]:
        """For each row the exact sum of values, and how far its low end is below and its high end above that."""
        ledger, at = self.ledger, self.counted
        rows = self.numbers[1]
        under = np.flatnonzero(ledger.bound == _UNDER)
        ranged = np.flatnonzero(ledger.high != ledger.value)
        return (
            self._sum(ledger.value[at], rows),
            self._sum(*self._some(under, ledger.value)),
            self._sum(*self._some(ranged, ledger.high, ledger.value)),
        )

    def _some(self, at: Ints, column: Ints, less: Ints | None = None) -> tuple[Ints, Ints]:
        """A column of the few facts that have it (`less` another), where they are counted, and their rows."""
        at = at[self.decision.counted[at]]
        return column[at] if less is None else column[at] - less[at], self.numbers[1][np.searchsorted(self.counted, at)]

    def _sum(self, values: Ints, rows: Ints) -> list[int]:
        size = len(self.numbers[0])
        low = np.bincount(rows, weights=values & (1 << _LIMB) - 1, minlength=size)
        high = np.bincount(rows, weights=values >> _LIMB, minlength=size)
        return [int(one) + (int(other) << _LIMB) for one, other in zip(low.tolist(), high.tolist(), strict=True)]

    @cached_property
    def _bounds(self) -> Ints:
        size = len(self.numbers[0])
        return np.bincount(self.numbers[1] * 4 + self.ledger.bound[self.counted], minlength=4 * size).reshape(-1, 4)

    def bounds(self, row: int) -> set[Bound]:
        """The bounds of the figures of a row."""
        return {_BOUNDS[at] for at in np.flatnonzero(self._bounds[row]).tolist()}


class Ids(Sequence[int]):
    """The ids of the facts of a row; they are gathered when they are first asked for."""

    def __init__(self, groups: Groups, kind: str, row: int) -> None:
        self._groups, self._kind, self._row = groups, kind, row

    @cached_property
    def _ids(self) -> tuple[int, ...]:
        return tuple(getattr(self._groups, self._kind)[self._row].tolist())

    def __len__(self) -> int:
        return len(self._ids)

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


class Rows(Sequence[Row]):
    """The rows in the order of their keys, each made when it is asked for."""

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
        value, below, above = (sums[row] for sums in groups.sums)
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


class LeftOuts(Sequence[LeftOut]):
    """The facts left out, each made when it is asked for: there may be hundreds of thousands."""

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
        return decimal(int(ledger.value[at])), decimal(int(ledger.high[at])), _BOUNDS[int(ledger.bound[at])]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
