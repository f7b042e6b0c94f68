"""Totals of a store, made from the columns of its ledger: the rows, and on demand the facts behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, overload
from weakref import WeakKeyDictionary

import numpy as np

from core.records import Bound, Status
from core.schema import SCALE
from core.totals.cells import Cells, year_of
from core.totals.counting import reaches_meet
from core.totals.engine import Decision, decide, tops
from core.totals.giving import give_way
from core.totals.grouping import GROUPINGS, rolled
from core.totals.ledger import Ints, Ledger, reason
from core.totals.records import LeftOut, Reason, Row, Totals
from core.totals.rules import merged_bound

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

_BOUNDS = tuple(Bound)
_LIMB = 32  # bits: a million limbs add up exactly in a double


@dataclass(slots=True)
class _Open:
    """What is kept of an open store."""

    ledger: Ledger
    version: int
    cells: dict[bool, Cells]


_KEPT: WeakKeyDictionary[Store, _Open] = WeakKeyDictionary()


def ledger_of(store: Store) -> _Open:
    """The ledger of a store, brought up to its version."""
    kept, version = _KEPT.get(store), store.version
    if kept is None or not _caught_up(store, kept, version):
        kept = _KEPT[store] = _Open(Ledger(store.connection), version, {})
    return kept


def _caught_up(store: Store, kept: _Open, version: int) -> bool:
    if kept.version == version:
        return True
    for change in store.changes_since(kept.version):
        if change.edit is None or not kept.ledger.update(store.connection, change.facts):
            return False
        for cells in kept.cells.values():
            cells.catch_up()
    kept.version = version
    return True


def tallied(store: Store, filter: Filter, by: Sequence[str], status: Status | None) -> Totals | None:  # noqa: A002
    """Totals from the ledger, or None where it cannot have them (a tag, a value of very many digits)."""
    kept = ledger_of(store)
    ledger = kept.ledger
    if "tag" in by or not ledger.exact or not len(ledger):
        return None
    by_year = "year" in by
    if by_year not in kept.cells:
        kept.cells[by_year] = Cells(ledger, by_year=by_year)
    asked = np.ones(len(ledger), np.bool_)
    if filter.conditions:
        asked[:] = False
        asked[ledger.positions(store.fact_ids(filter))] = True
    if status is not None:
        asked &= ledger.status == list(Status).index(status)
    apart = ledger.status if "status" in by else None
    decision = decide(ledger, kept.cells[by_year], asked, apart, links_apart="indicator" in by)
    keys = [_keys(ledger, name) for name in by]
    groups = _Groups(ledger, decision, keys)
    give_way(ledger, kept.cells[by_year], decision, groups.code, apart, links_apart="indicator" in by)
    return Totals(tuple(by), tuple(_rows(groups, by)), LeftOuts(ledger, kept.cells[by_year], decision))


# --- keys -------------------------------------------------------------------------------------------


def _keys(ledger: Ledger, name: str) -> tuple[Ints, list[str]]:
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
        return _shared(of_flow + of_stock, ledger.period + ledger.stock * len(of_flow))
    if name == "status":
        return ledger.status, [status.value for status in Status]
    numbers, at = np.unique(ledger.document, return_inverse=True)
    return at, [str(number) for number in numbers.tolist()]


def _shared(keys: Sequence[str], at: Ints) -> tuple[Ints, list[str]]:
    """Numbers of keys, the same number for the same key."""
    distinct = sorted(set(keys))
    number = {key: place for place, key in enumerate(distinct)}
    return np.array([number[key] for key in keys], np.int64)[at], distinct


class _Groups:
    """The rows that facts fall in: `code` is a number for each fact, equal within a row."""

    def __init__(self, ledger: Ledger, decision: Decision, keys: Sequence[tuple[Ints, list[str]]]) -> None:
        self.ledger, self.decision, self.keys = ledger, decision, keys
        self.spans = [len(texts) for _, texts in keys] + [len(ledger.units.texts), 2]
        self.code = np.zeros(len(ledger), np.int64)
        for part, span in zip(
            [*(numbers for numbers, _ in keys), ledger.unit, ledger.planned], self.spans, strict=True
        ):
            self.code = self.code * span + part

    @cached_property
    def counted(self) -> Ints:
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
        return self.split(self.counted, self.numbers[1])

    @cached_property
    def covered(self) -> list[Ints]:
        codes = self.numbers[0]
        held = self.decision.asked & ~self.decision.counted & (self.decision.holder >= 0)
        at = np.flatnonzero(held)
        place = np.minimum(np.searchsorted(codes, self.code[at]), max(len(codes) - 1, 0))
        known = codes[place] == self.code[at] if len(codes) else np.zeros(0, np.bool_)
        return self.split(at[known], place[known])

    def sums(self, column: Ints) -> list[int]:
        """Exact sums of a column for each row."""
        values, rows = column[self.counted], self.numbers[1]
        size = len(self.numbers[0])
        low = np.bincount(rows, weights=values & (1 << _LIMB) - 1, minlength=size)
        high = np.bincount(rows, weights=values >> _LIMB, minlength=size)
        return [int(one) + (int(other) << _LIMB) for one, other in zip(low, high, strict=True)]

    def bounds(self) -> list[set[Bound]]:
        """The bounds of the figures of each row."""
        size = len(self.numbers[0])
        pairs = np.bincount(self.numbers[1] * 4 + self.ledger.bound[self.counted], minlength=4 * size).reshape(-1, 4)
        return [{_BOUNDS[at] for at in range(4) if row[at]} for row in pairs.tolist()]


class Ids(Sequence[int]):
    """The ids of the facts of a row; they are gathered when they are first asked for."""

    def __init__(self, groups: _Groups, kind: str, row: int) -> None:
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


def _rows(groups: _Groups, by: Sequence[str]) -> Iterator[Row]:
    ledger = groups.ledger
    values, lows, highs = (groups.sums(ledger.columns[name]) for name in ("value", "low", "high"))
    bounds = groups.bounds()
    made = []
    for row, code in enumerate(groups.numbers[0].tolist()):
        parts = []
        for span in reversed(groups.spans):
            code, part = divmod(code, span)
            parts.append(part)
        planned, unit, *rest = parts
        key = tuple(texts[part] for (_, texts), part in zip(groups.keys, reversed(rest), strict=True))
        made.append((key, ledger.units.texts[unit], bool(planned), row))
    for key, name, planned_row, row in sorted(made):
        yield Row(
            key=key,
            labels=tuple(GROUPINGS[one].label(part, "zh") for one, part in zip(by, key, strict=True)),
            labels_en=tuple(GROUPINGS[one].label(part, "en") for one, part in zip(by, key, strict=True)),
            unit=name,
            planned=planned_row,
            value=_decimal(values[row]),
            low=_decimal(lows[row]),
            high=None if Bound.OVER in bounds[row] else _decimal(highs[row]),
            bound=merged_bound(bounds[row]),
            facts=Ids(groups, "facts", row),
            covered=Ids(groups, "covered", row),
        )


def _decimal(scaled: int) -> Decimal:
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
        return _decimal(int(ledger.value[at])), _decimal(int(ledger.high[at])), _BOUNDS[int(ledger.bound[at])]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
