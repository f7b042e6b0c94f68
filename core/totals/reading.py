"""Reads facts of a store as columns of numbers: a few by rows, all of them in large pieces."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from core.records import Bound, Status
from core.store.rows import scaled
from core.totals.rules import aggregate
from core.units import MULTIPLES

if TYPE_CHECKING:
    from core.totals.ledger import Ints, Ledger

_STATUS = {status.value: at for at, status in enumerate(Status)}
_BOUND = {bound.value: at for at, bound in enumerate(Bound)}
_COUNTING = {"": 0, "count": 1, "leave": 2}
_NOTHING = -1
_PIECE = 20_000  # facts that are read at once
_ABOUT, _UNDER = _BOUND["about"], _BOUND["under"]

#: The columns, each as wide as its numbers need: 68 bytes a fact.
FIELDS: dict[str, Any] = {
    "id": np.int32, "document": np.int32, "start": np.int32, "status": np.int8, "indicator": np.int16,
    "unit": np.int16, "planned": np.int8, "barred": np.int8, "counting": np.int8, "provider": np.int32,
    "recipient": np.int32, "period": np.int32, "value": np.int64, "high": np.int64, "bound": np.int8,
    "height": np.int64, "whole": np.int32, "same_as": np.int32, "stock": np.int8, "there": np.bool_,
}  # fmt: skip

# What few texts and flags of a fact have in common is read as one text, so that each is looked up once.
_KIND = (
    "indicator || '|' || unit || '|' || bound || '|' || status || '|' || counting || '|' || planned "
    "|| (per IS NOT NULL) || (change IS NOT NULL"
    f" OR ifnull(measure_word, '') IN ({', '.join(map(repr, sorted(MULTIPLES)))})) || removed"
)
_PLACES = "provider || '|' || recipient"
_PERIOD = "ifnull(period_start, '') || '|' || ifnull(period_end, '')"
_NUMBERS = {
    "id": "id", "document": "document", "start": "start", "value": "ifnull(scaled, 0)",
    "whole": f"ifnull(whole, {_NOTHING})", "same_as": f"ifnull(same_as, {_NOTHING})",
}  # fmt: skip
_TEXTS = (_KIND, _PLACES, _PERIOD)
_WHOLE = (
    f"SELECT {', '.join(f'group_concat({one})' for one in _NUMBERS.values())}, "  # noqa: S608
    f"{', '.join(f'group_concat({one}, char(10))' for one in _TEXTS)}, min(scaled IS NOT NULL) "
    "FROM facts NOT INDEXED WHERE id BETWEEN ? AND ?"
)
_SOME = f"SELECT {', '.join([*_NUMBERS.values(), *_TEXTS])}, scaled IS NOT NULL FROM facts WHERE id IN "  # noqa: S608


def read_all(ledger: Ledger, connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Reads all facts into the columns of an empty ledger, in steps (done, total)."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()[0]
    size = connection.execute("SELECT count(*) FROM facts WHERE id <= ?", (last,)).fetchone()[0]
    columns = ledger.make_room(size)
    at, coder = 0, _Coder(ledger)
    for first in range(1, last + 1, _PIECE):
        *told, exact = connection.execute(_WHOLE, (first, first + _PIECE - 1)).fetchone()
        if told[0] is not None:
            ledger.exact &= bool(exact)
            numbers = [np.fromstring(one, np.int64, sep=",") for one in told[: len(_NUMBERS)]]
            piece = coder.coded(numbers, [one.split("\n") for one in told[len(_NUMBERS) :]])
            for name, column in piece.items():
                columns[name][at : at + len(column)] = column
            at += len(piece["id"])
        yield min(first + _PIECE - 1, last), last
    _read_highs(ledger, connection, columns, "value_high IS NOT NULL", ())
    ledger.take(order_of(columns))


def read_some(ledger: Ledger, connection: sqlite3.Connection, which: str, lists: Sequence[str]) -> dict[str, Ints]:
    """The facts whose ids a query gives, as columns in the order of ids."""
    rows = connection.execute(f"{_SOME} ({which}) ORDER BY id", lists).fetchall()
    if not rows:
        return {name: np.zeros(0, kind) for name, kind in FIELDS.items()}
    *told, exact = zip(*map(tuple, rows), strict=True)
    ledger.exact &= all(exact)
    numbers = [np.array(one, np.int64) for one in told[: len(_NUMBERS)]]
    columns = _Coder(ledger).coded(numbers, told[len(_NUMBERS) :])
    _read_highs(ledger, connection, columns, f"value_high IS NOT NULL AND id IN ({which})", lists)
    return columns


def _read_highs(
    ledger: Ledger, connection: sqlite3.Connection, columns: dict[str, Ints], where: str, lists: Sequence[str]
) -> None:
    """The upper ends of ranges, which few facts have."""
    rows = connection.execute(f"SELECT id, value_high FROM facts WHERE {where}", lists).fetchall()  # noqa: S608
    for number, text in rows:
        high = scaled(Decimal(text))
        ledger.exact &= high is not None
        columns["high"][np.searchsorted(columns["id"], number)] = high or 0


class _Coder:
    """Turns what is read into columns; each combination of texts is taken apart once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kinds, self._sides, self._periods = (_Combined(one) for one in (self._kind, self._places, self._period))

    def coded(self, numbers: Sequence[Ints], texts: Sequence[Sequence[str]]) -> dict[str, Ints]:
        """Columns of facts from their numbers (as `_NUMBERS`) and combined texts (as `_TEXTS`)."""
        found = dict(zip(_NUMBERS, numbers, strict=True))
        names = ("indicator", "unit", "bound", "status", "counting", "planned", "barred", "stock", "there")
        found |= dict(zip(names, self._kinds.columns(texts[0]), strict=True))
        found |= dict(zip(("provider", "recipient"), self._sides.columns(texts[1]), strict=True))
        (found["period"],) = self._periods.columns(texts[2])
        found["high"], found["height"] = found["value"], _heights(found["value"], found["bound"])
        return {name: found[name].astype(kind) for name, kind in FIELDS.items()}

    def _kind(self, text: str) -> tuple[int, ...]:
        indicator, unit, bound, status, counting, flags = text.split("|")
        planned, per, change, removed = map(int, flags)
        kind, overruled = {"sum": 0, "latest": 1, "none": 2}[aggregate(indicator)], _COUNTING[counting]
        never = 1 if per else 2 if change else 3 if kind == 2 else 0
        barred = 4 if overruled == 2 else 0 if overruled == 1 else never
        codes = self._ledger.indicators[indicator], self._ledger.units[unit], _BOUND[bound], _STATUS[status]
        return *codes, overruled, planned, barred, int(kind == 1), 1 - removed

    def _places(self, text: str) -> tuple[int, ...]:
        return tuple(self._ledger.places[" ".join(sorted(side.split()))] for side in text.split("|"))

    def _period(self, text: str) -> tuple[int, ...]:
        first, last = text.split("|")
        return (self._ledger.periods[first or None, last or None],)


class _Combined(dict[str, int]):
    """Numbers of combined texts, and for each what it is made of."""

    def __init__(self, apart: Any) -> None:
        super().__init__()
        self._apart = apart
        self._parts: list[tuple[int, ...]] = []

    def __missing__(self, text: str) -> int:
        self._parts.append(self._apart(text))
        number = self[text] = len(self._parts) - 1
        return number

    def columns(self, texts: Sequence[str]) -> Ints:
        """One row for each part, one column for each text."""
        at = np.fromiter(map(self.__getitem__, texts), np.int32, len(texts))
        parts: Ints = np.array(self._parts, np.int64)[at].T
        return parts


def ordinal(day: str) -> int:
    """A day as a number."""
    return date.fromisoformat(day).toordinal()


def _heights(value: Ints, bound: Ints) -> Ints:
    """See `rules.height`: one unit of the last digit that is not 0 off what is about or under."""
    height = value.copy()
    rough = np.flatnonzero(((bound == _ABOUT) | (bound == _UNDER)) & (value != 0))
    step = np.ones(len(rough), np.int64)
    for _ in range(18):
        step = np.where((value[rough] % (step * 10) == 0) & (step < 10**17), step * 10, step)
    height[rough] -= step
    return height


def order_of(columns: dict[str, Ints]) -> Ints:
    """The places of all facts, the lowest of the total order (see `counting.order`) first."""
    told = columns["document"].astype(np.int64) << 32 | columns["start"]
    return np.lexsort((-columns["id"], -told, columns["bound"] == 0, columns["height"])).astype(np.int32)
