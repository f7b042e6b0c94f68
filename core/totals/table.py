"""The rows that the facts of a ledger fall in, their sums, and on demand the facts behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from core.records import Bound, Status
from core.totals.cells import year_of
from core.totals.engine import Decision
from core.totals.grouping import rolled
from core.totals.ledger import Ints, Ledger

BOUNDS = tuple(Bound)
_UNDER = BOUNDS.index(Bound.UNDER)
_LIMB = 32  # bits: a million limbs add up exactly in a double
_SAFE = 1 << 30  # sums of upper limbs below this fit a 64-bit integer together with the lower ones

# --- keys -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one grouping: a fact's is `texts[numbers[column[fact]]]`."""

    texts: list[str]
    numbers: Ints
    column: Ints


def keys_of(ledger: Ledger, name: str) -> Keys:
    """The keys of all facts by one grouping."""
    field, _, level = name.partition(".")
    if field in ("provider", "recipient"):
        keys = [rolled(tuple(text.split()), level or "county") for text in ledger.places.texts]
        return _shared(keys, ledger.columns[field])
    if name == "indicator":
        return _shared(ledger.indicators.texts, ledger.indicator)
    if name == "category":
        return _shared([code.partition(".")[0] for code in ledger.indicators.texts], ledger.indicator)
    if name == "year":
        of_flow = [year_of(first, last, stock=False) for first, last in ledger.periods.texts]
        of_stock = [year_of(first, last, stock=True) for first, last in ledger.periods.texts]
        return _shared(of_flow + of_stock, ledger.period + ledger.stock.astype(np.int32) * len(of_flow))
    if name == "status":
        return _shared([status.value for status in Status], ledger.status)
    known = np.zeros(int(ledger.document.max(initial=0)) + 1, np.bool_)
    known[ledger.document] = True
    there = np.flatnonzero(known)
    return Keys([str(number) for number in there.tolist()], np.cumsum(known, dtype=np.int32) - 1, ledger.document)


def _shared(keys: Sequence[str], column: Ints) -> Keys:
    """The same number for the same key."""
    distinct = sorted(set(keys))
    number = {key: place for place, key in enumerate(distinct)}
    return Keys(distinct, np.array([number[key] for key in keys], np.int32), column)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The rows that facts fall in: `code` is equal within a row, and made of parts below `spans`."""

    texts: list[list[str]]
    spans: list[int]
    code: Ints


def numbers_of(ledger: Ledger, by: Sequence[str]) -> Numbers:
    """The rows of all facts of a ledger by one or two groupings."""
    keys = [keys_of(ledger, name) for name in by]
    spans = [len(one.texts) for one in keys] + [len(ledger.units.texts), 2]
    return Numbers([one.texts for one in keys], spans, _codes(ledger, keys, spans, slice(None)))


def numbers_again(ledger: Ledger, by: Sequence[str], numbers: Numbers, edited: Ints) -> Numbers:
    """The same after some facts were edited or came."""
    keys = [keys_of(ledger, name) for name in by]
    spans = [len(one.texts) for one in keys] + [len(ledger.units.texts), 2]
    texts = [one.texts for one in keys]
    if texts != numbers.texts or spans != numbers.spans:
        return numbers_of(ledger, by)
    code = np.zeros(len(ledger), np.int64)
    code[: len(numbers.code)] = numbers.code
    code[edited] = _codes(ledger, keys, spans, edited)
    return Numbers(texts, spans, code)


def _codes(ledger: Ledger, keys: Sequence[Keys], spans: Sequence[int], at: Any) -> Ints:
    parts = [*(one.numbers[one.column[at]] for one in keys), ledger.unit[at], ledger.planned[at]]
    code = np.zeros(len(parts[0]), np.int64)
    for part, span in zip(parts, spans, strict=True):
        code *= span
        code += part
    return code


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
    def sums(self) -> tuple[Ints, Ints, Ints]:
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

    def _sum(self, values: Ints, rows: Ints) -> Ints:
        """Exact sums by row: 64-bit integers where they fit, else Python's."""
        size = len(self.numbers[0])
        low = np.bincount(rows, weights=values & (1 << _LIMB) - 1, minlength=size).astype(np.int64)
        high = np.bincount(rows, weights=values >> _LIMB, minlength=size).astype(np.int64)
        if np.abs(high).max(initial=0) >= _SAFE:
            low, high = low.astype(object), high.astype(object)
        total: Ints = low + high * (1 << _LIMB)
        return total

    @cached_property
    def _bounds(self) -> Ints:
        size = len(self.numbers[0])
        return np.bincount(self.numbers[1] * 4 + self.ledger.bound[self.counted], minlength=4 * size).reshape(-1, 4)

    @cached_property
    def counts(self) -> Ints:
        """How many facts each row counts."""
        return np.bincount(self.numbers[1], minlength=len(self.numbers[0]))

    def bounds(self, row: int) -> set[Bound]:
        """The bounds of the figures of a row."""
        return {BOUNDS[at] for at in np.flatnonzero(self._bounds[row]).tolist()}
