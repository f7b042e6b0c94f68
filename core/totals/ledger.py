"""All facts of a store as columns of numbers, so that a million of them are counted in a fraction of a second.

Texts become codes, values integers of 1 / SCALE, places and periods numbers of a table. The columns are loaded once
for a store and brought up to date with what its history says was changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from core.records import Bound, Status
from core.schema import SCALE
from core.store.rows import scaled
from core.totals.records import Reason
from core.totals.rules import aggregate, stem

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_STATUS = {status.value: at for at, status in enumerate(Status)}
_BOUND = {bound.value: at for at, bound in enumerate(Bound)}
_REASONS = (None, Reason.RATE, Reason.CHANGE, Reason.NOT_ADDED, Reason.CURATOR)
_COUNTING = {"": 0, "count": 1, "leave": 2}
_NOTHING = -1
_FEW = 5  # edited facts that are put in their new places one by one
_COLUMNS = (
    "id, document, start, status, indicator, unit, planned, per, change, counting, provider, recipient, "
    "period_start, period_end, scaled, value_high, bound, whole, same_as"
)
_FIELDS = (
    "id", "document", "start", "status", "indicator", "unit", "planned", "barred", "counting", "provider", "recipient",
    "period", "value", "low", "high", "bound", "height", "whole", "same_as", "stock",
)  # fmt: skip
_EXACT, _ABOUT, _OVER, _UNDER = (_BOUND[bound] for bound in ("exact", "about", "over", "under"))


class Codes:
    """Texts and the numbers that stand for them, in the order of their first use."""

    def __init__(self) -> None:
        self.texts: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def __call__(self, text: Any) -> int:
        """The number of a text, a new one where it is new."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number


class Ledger:
    """Columns of all facts that are not removed, in the order of ids; `rank` is their place in the total order.

    `exact` is False where some value does not fit the integers; then totals are made from records.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.indicators, self.units, self.places, self.periods = Codes(), Codes(), Codes(), Codes()
        self.years = Codes()
        self.exact = True
        self.columns = self._read(connection, f"SELECT {_COLUMNS} FROM facts WHERE removed = 0 ORDER BY id", ())  # noqa: S608
        self.rank = _ranks(self.columns)
        self.apart = _apart(self.columns)
        self.published = _published(connection)
        self.generation = 0  # raised where anything but a status changed
        self.moved = np.zeros(0, np.int64)  # where, the last time

    def __getattr__(self, name: str) -> Ints:
        try:
            columns: dict[str, Ints] = self.__dict__["columns"]
            return columns[name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return len(self.columns["id"])

    def positions(self, ids: Iterable[int]) -> Ints:
        """Where facts stand in the columns; those that are not there are left out."""
        wanted = np.fromiter(ids, np.int64)
        if not len(self):
            return wanted[:0]
        at: Ints = np.minimum(np.searchsorted(self.id, wanted), len(self) - 1)
        found: Ints = at[self.id[at] == wanted]
        return found

    def update(self, connection: sqlite3.Connection, facts: Iterable[int]) -> bool:
        """Reads edited facts anew. False where facts came or went, so that the ledger must be made anew."""
        wanted = sorted(facts)
        which = "removed = 0 AND id IN (SELECT value FROM json_each(?)) ORDER BY id"
        new = self._read(connection, f"SELECT {_COLUMNS} FROM facts WHERE {which}", (json.dumps(wanted),))  # noqa: S608
        at = self.positions(wanted)
        if len(at) != len(wanted) or len(new["id"]) != len(wanted):
            return False
        moved = np.zeros(len(at), np.bool_)
        for name in _FIELDS:
            moved |= (self.columns[name][at] != new[name]) & (name != "status")
            self.columns[name][at] = new[name]
        if moved.sum() > _FEW:
            self.rank = _ranks(self.columns)
        else:
            for one in at[moved]:
                _rerank(self.columns, self.rank, int(one))
        self.moved = at[moved]
        self.apart = _apart(self.columns)
        self.generation += bool(moved.any())
        return True

    def _read(self, connection: sqlite3.Connection, query: str, parameters: Sequence[object]) -> dict[str, Ints]:
        cursor = connection.cursor()
        cursor.row_factory = None
        parts: list[dict[str, Ints]] = []
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(50_000):
            parts.append(self._coded(rows))
        if not parts:
            return {name: np.zeros(0, np.int64) for name in _FIELDS}
        return {name: np.concatenate([part[name] for part in parts]) for name in _FIELDS}

    def _coded(self, rows: Sequence[Sequence[Any]]) -> dict[str, Ints]:
        (
            ids, documents, starts, statuses, indicators, units, planned, per, change, counting, providers, recipients,
            first, last, values, highs, bounds, wholes, repeats,
        ) = zip(*rows, strict=True)  # fmt: skip
        size = len(rows)

        def ints(items: Iterable[int]) -> Ints:
            return np.fromiter(items, np.int64, size)

        indicator = ints(map(self.indicators, indicators))
        kinds = np.array([_kind(code) for code in self.indicators.texts], np.int64)[indicator]
        rate, changed = ints(one is not None for one in per), ints(one is not None for one in change)
        overruled = ints(_COUNTING[one] for one in counting)
        barred = np.where(rate, 1, np.where(changed, 2, np.where(kinds == 2, 3, 0)))
        value = ints(0 if one is None else one for one in values)
        bound = ints(_BOUND[one] for one in bounds)
        high = value.copy()
        for at, one in enumerate(highs):
            if one is not None:
                high[at] = self._scaled(one)
        self.exact &= None not in values
        return {
            "id": ints(ids), "document": ints(documents), "start": ints(starts),
            "status": ints(_STATUS[one] for one in statuses), "indicator": indicator,
            "unit": ints(map(self.units, units)), "planned": ints(planned),
            "barred": np.where(overruled == 2, 4, np.where(overruled == 1, 0, barred)), "counting": overruled,
            "provider": ints(map(self.places, map(_sorted, providers))),
            "recipient": ints(map(self.places, map(_sorted, recipients))),
            "period": ints(map(self.periods, zip(first, last, strict=True))),
            "value": value, "low": np.where(bound == _UNDER, 0, value), "high": high, "bound": bound,
            "height": _heights(value, bound),
            "whole": ints(_NOTHING if one is None else one for one in wholes),
            "same_as": ints(_NOTHING if one is None else one for one in repeats),
            "stock": (kinds == 1).astype(np.int64),
        }  # fmt: skip

    def _scaled(self, text: str) -> int:
        number = scaled(Decimal(text))
        if number is None:
            self.exact = False
            return 0
        return number

    # --- tables of places and periods -------------------------------------------------------------

    def spans(self) -> tuple[Ints, Ints]:
        """First and last day of each period as ordinals, an unknown end open; two unknown ends give (1, 0)."""
        days = [_span(*one) for one in self.periods.texts] or [(1, 0)]
        first, last = np.array(days, np.int64).T
        return first, last

    def days(self) -> Ints:
        """The day that a stock is of: its last day, else the document's."""
        last = np.array([_ordinal(end) if end else _NOTHING for _, end in self.periods.texts] or [0], np.int64)
        numbers = np.array(sorted(self.published), np.int64)
        dates = np.array([self.published[int(number)] for number in numbers], np.int64)
        own = dates[np.searchsorted(numbers, self.columns["document"])] if len(numbers) else np.zeros(0, np.int64)
        of_period = last[self.columns["period"]]
        return np.where(of_period == _NOTHING, own, of_period)

    def wider(self) -> Ints:
        """For each set of places the sets that hold it, itself first; rows are filled up with -1."""
        sets = [tuple(text.split()) for text in self.places.texts]
        numbers = {one: at for at, one in enumerate(sets)}
        several = [(at, tuple(map(stem, one))) for at, one in enumerate(sets) if len(one) > 1]
        found = [[at, *_holders(one, at, numbers, several)] for at, one in enumerate(sets)] or [[0]]
        width = max(map(len, found))
        return np.array([row + [_NOTHING] * (width - len(row)) for row in found], np.int64)


def reason(code: int) -> Reason | None:
    """Why a fact can never be added, from its code in `barred`."""
    return _REASONS[code]


def _holders(
    one: tuple[str, ...], at: int, numbers: dict[tuple[str, ...], int], several: Sequence[tuple[int, tuple[str, ...]]]
) -> list[int]:
    if not one:
        return []
    shared = one[0]
    while not all(code.startswith(shared) for code in one):
        shared = shared[:-1]
    above = {(shared[:size].ljust(6, "0"),) for size in (2, 4, 6) if size <= len(shared)} | {("100000",)}
    held = {numbers[place] for place in above if place in numbers}
    held |= {number for number, stems in several if all(code.startswith(stems) for code in one)}
    return sorted(held - {at})


def _sorted(places: str) -> str:
    return places if len(places) <= 6 else " ".join(sorted(places.split()))


def _kind(indicator: str) -> int:
    return {"sum": 0, "latest": 1, "none": 2}[aggregate(indicator)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _span(first: str | None, last: str | None) -> tuple[int, int]:
    if first is None and last is None:
        return 1, 0
    return _ordinal(first) if first else 0, _ordinal(last) if last else date.max.toordinal()


def _published(connection: sqlite3.Connection) -> dict[int, int]:
    rows = connection.execute("SELECT id, published_on FROM documents")
    return {number: _ordinal(day) if day else 0 for number, day in rows}


def _heights(value: Ints, bound: Ints) -> Ints:
    """See `rules.height`: one unit of the last digit that is not 0 off what is about or under."""
    height = value.copy()
    rough = np.flatnonzero(((bound == _ABOUT) | (bound == _UNDER)) & (value != 0))
    step = np.ones(len(rough), np.int64)
    for _ in range(18):
        step = np.where((value[rough] % (step * 10) == 0) & (step < 10**17), step * 10, step)
    height[rough] -= step
    return height


def _ranks(columns: dict[str, Ints]) -> Ints:
    """The place of each fact in the total order (see `counting.order`)."""
    order = np.lexsort(
        (-columns["id"], -columns["start"], -columns["document"], columns["bound"] == _EXACT, columns["height"])
    )
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _apart(columns: dict[str, Ints]) -> tuple[Ints, Ints]:
    """Where the low and the high end are not the value: both are few."""
    value = columns["value"]
    return np.flatnonzero(columns["low"] != value), np.flatnonzero(columns["high"] != value)


def _rerank(columns: dict[str, Ints], rank: Ints, at: int) -> None:
    """Moves one edited fact to its place in the total order; all between the old place and the new one move by one."""
    keys = [columns["height"], columns["bound"] == _EXACT, -columns["document"], -columns["start"], -columns["id"]]
    below = np.zeros(len(rank), np.bool_)
    level = np.ones(len(rank), np.bool_)
    for key in keys:
        below |= level & (key < key[at])
        level &= key == key[at]
    old, new = int(rank[at]), int(below.sum())
    rank[rank > old] -= 1
    rank[rank >= new] += 1
    rank[at] = new


__all__ = ["SCALE", "Codes", "Ints", "Ledger", "Mask", "reason"]
