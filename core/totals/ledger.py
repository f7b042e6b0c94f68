"""All facts of a store as columns of numbers, so that a million of them are counted in a fraction of a second.

Texts become codes, values integers of 1 / SCALE, places and periods numbers of a table. The columns are read once
for a store and brought up to date with what its history says was changed: a fact keeps its place in them for ever,
a removed one is only no longer `there`, a new one comes to the end.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
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

Ints = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

_STATUS = {status.value: at for at, status in enumerate(Status)}
_BOUND = {bound.value: at for at, bound in enumerate(Bound)}
_REASONS = (None, Reason.RATE, Reason.CHANGE, Reason.NOT_ADDED, Reason.CURATOR)
_COUNTING = {"": 0, "count": 1, "leave": 2}
_NOTHING = -1
_FEW = 200  # edited facts that are put in their new places one by one
_SLACK = 64  # one part in so many is kept free for facts to come
_COLUMNS = (
    "id, document, start, status, indicator, unit, planned, per IS NOT NULL, change IS NOT NULL, counting, provider, "
    "recipient, period_start, period_end, scaled, value_high, bound, whole, same_as, removed"
)
#: The columns, each as wide as its numbers need: 68 bytes a fact.
FIELDS: dict[str, Any] = {
    "id": np.int32, "document": np.int32, "start": np.int32, "status": np.int8, "indicator": np.int16,
    "unit": np.int16, "planned": np.int8, "barred": np.int8, "counting": np.int8, "provider": np.int32,
    "recipient": np.int32, "period": np.int32, "value": np.int64, "high": np.int64, "bound": np.int8,
    "height": np.int64, "whole": np.int32, "same_as": np.int32, "stock": np.int8, "there": np.bool_,
}  # fmt: skip
#: What rows and cells hang on.
_PLACING = frozenset(("indicator", "unit", "planned", "provider", "recipient", "period", "stock", "document"))
_EXACT, _ABOUT, _UNDER = (_BOUND[bound] for bound in ("exact", "about", "under"))


class Codes(dict[Any, int]):
    """The numbers that stand for texts, in the order of their first use: asked for a new one, it gives it a number."""

    def __init__(self, texts: Iterable[Any] = ()) -> None:
        self.texts: list[Any] = list(texts)
        super().__init__((text, at) for at, text in enumerate(self.texts))

    def __missing__(self, text: Any) -> int:
        number = self[text] = len(self.texts)
        self.texts.append(text)
        return number


class _Spelled(dict[str, int]):
    """The numbers of sets of places as the store writes them, in whatever order."""

    def __init__(self, places: Codes) -> None:
        super().__init__()
        self.places = places

    def __missing__(self, text: str) -> int:
        number = self[text] = self.places[" ".join(sorted(text.split()))]
        return number


class Ledger:
    """Columns of all facts of a store in the order of ids; `order` are their places by rank (see `counting.order`).

    `exact` is False where some value does not fit the integers; then totals are made from records.
    """

    def __init__(self) -> None:
        self.indicators, self.units, self.places, self.periods = Codes(), Codes(), Codes(), Codes()
        self.years = Codes()
        self.exact = True
        self.generation = 0  # raised where anything but a status changed
        self.shifted = 0  # raised where facts came, or a column of `_PLACING` changed
        self.room = {name: np.zeros(0, kind) for name, kind in FIELDS.items()}
        self.columns: dict[str, Ints] = dict(self.room)
        self.order: Ints = np.zeros(0, np.int32)
        self.rank: Ints = np.zeros(0, np.int32)
        self._days: Ints = np.zeros(1, np.int32)

    def read_all(self, connection: sqlite3.Connection) -> None:
        """Reads every fact of a store."""
        new = self._read(connection, f"SELECT {_COLUMNS} FROM facts ORDER BY id", ())  # noqa: S608
        self.take(new, _order(new))
        self.columns["whole"][:] = self._places_of(new["whole"])
        self.columns["same_as"][:] = self._places_of(new["same_as"])
        self.read_dates(connection)

    def take(self, columns: dict[str, Ints], order: Ints) -> None:
        """Takes whole columns, and the places of their facts by rank."""
        self._grow(columns)
        self.order = order
        self.rank = np.empty(len(order), np.int32)
        self.rank[order] = np.arange(len(order), dtype=np.int32)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["columns"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self) -> int:
        return len(self.columns["id"])

    def positions(self, ids: Iterable[int]) -> Ints:
        """Where facts stand in the columns; those that are not there are left out."""
        found = self._places_of(np.fromiter(ids, np.int64))
        some: Ints = found[found != _NOTHING]
        return some

    def _places_of(self, ids: Ints) -> Ints:
        """Where facts stand, -1 for those that are nowhere."""
        if not len(self):
            return np.full(len(ids), _NOTHING, np.int32)
        own = self.columns["id"]
        at = np.minimum(np.searchsorted(own, ids.astype(own.dtype)), len(self) - 1)
        return np.where(own[at] == ids, at, _NOTHING).astype(np.int32)

    # --- edits --------------------------------------------------------------------------------------

    def update(self, connection: sqlite3.Connection, facts: Iterable[int], documents: Iterable[int]) -> Ints | None:
        """Reads edited facts and the facts of new documents; where they stand and stood in relation to others.

        Gives the places of these facts and of those that they were linked to, or None where a fact came among the
        old ones, so that all must be read anew.
        """
        of_new = "removed = 0 AND document IN (SELECT value FROM json_each(?))"
        which = f"SELECT value FROM json_each(?) UNION SELECT id FROM facts WHERE {of_new}"  # noqa: S608
        lists = (json.dumps(sorted(facts)), json.dumps(sorted(documents)))
        new = self._read(connection, f"SELECT {_COLUMNS} FROM facts WHERE id IN ({which}) ORDER BY id", lists)  # noqa: S608
        known = self._places_of(new["id"]) != _NOTHING
        if not known.all() and len(self) and new["id"][~known].min() <= self.columns["id"][-1]:
            return None
        if not known.all():
            self.read_dates(connection)
        size = len(self)
        self._grow({name: column[~known] for name, column in new.items()})
        for name in ("whole", "same_as"):
            new[name] = self._places_of(new[name])
        at = self._places_of(new["id"])
        partners = np.concatenate([self.columns[name][at[known]] for name in ("whole", "same_as")])
        changed, shifted = ~known, False
        for name, column in new.items():
            if name != "status":
                differs = self.columns[name][at] != column
                changed |= differs
                shifted |= name in _PLACING and bool(differs.any())
            self.columns[name][at] = column
        self._rank_again(at[changed], size)
        self.generation += bool(changed.any())
        self.shifted += bool(shifted or not known.all())
        return np.unique(np.concatenate([at, partners[partners != _NOTHING]]))

    def read_dates(self, connection: sqlite3.Connection) -> None:
        """Reads the dates of the documents."""
        rows = connection.execute("SELECT id, published_on FROM documents").fetchall()
        self._days = np.zeros(max((row[0] for row in rows), default=0) + 1, np.int32)
        for number, day in rows:
            self._days[number] = _ordinal(day) if day else 0

    def _grow(self, new: dict[str, Ints]) -> None:
        size = len(self)
        whole = size + len(new["id"])
        for name, column in new.items():
            if whole > len(self.room[name]):
                roomier = np.zeros(whole + whole // _SLACK + 1024, FIELDS[name])
                roomier[:size] = self.columns[name]
                self.room[name] = roomier
            self.room[name][size:whole] = column
            self.columns[name] = self.room[name][:whole]

    def _rank_again(self, moved: Ints, size: int) -> None:
        """Puts edited facts, and those from `size` on, in their places in the total order."""
        if not len(moved):
            return
        if len(moved) > _FEW:
            self.order = _order(self.columns)
        else:
            left = np.delete(self.order, self.rank[moved[moved < size]])
            for one in sorted(moved.tolist(), key=self._key):
                place = bisect_left(left, self._key(one), key=self._key)
                left = np.insert(left, place, one)
            self.order = left
        if len(self.rank) != len(self.order):
            self.rank = np.empty(len(self.order), np.int32)
        self.rank[self.order] = np.arange(len(self.order), dtype=np.int32)

    def _key(self, at: int) -> tuple[int, ...]:
        columns = self.columns
        height, exact = int(columns["height"][at]), int(columns["bound"][at] == _EXACT)
        return height, exact, -int(columns["document"][at]), -int(columns["start"][at]), -int(columns["id"][at])

    # --- reading ------------------------------------------------------------------------------------

    def _read(self, connection: sqlite3.Connection, query: str, parameters: Sequence[object]) -> dict[str, Ints]:
        cursor = connection.cursor()
        cursor.row_factory = None
        parts: list[dict[str, Ints]] = []
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(20_000):
            parts.append(self._coded(rows))
        if not parts:
            return {name: np.zeros(0, kind) for name, kind in FIELDS.items()}
        return {name: np.concatenate([part[name] for part in parts]) for name in FIELDS}

    def _coded(self, rows: Sequence[Sequence[Any]]) -> dict[str, Ints]:
        (
            ids, documents, starts, statuses, indicators, units, planned, per, change, counting, providers, recipients,
            first, last, values, highs, bounds, wholes, repeats, removed,
        ) = zip(*rows, strict=True)  # fmt: skip
        spelled = _Spelled(self.places)
        self.exact &= None not in values
        indicator = np.fromiter(map(self.indicators.__getitem__, indicators), np.int16)
        kinds = np.array([_kind(code) for code in self.indicators.texts], np.int8)[indicator]
        overruled = np.fromiter(map(_COUNTING.__getitem__, counting), np.int8)
        barred = np.where(np.array(per), 1, np.where(np.array(change), 2, np.where(kinds == 2, 3, 0)))
        value = np.fromiter((0 if one is None else one for one in values), np.int64)
        bound = np.fromiter(map(_BOUND.__getitem__, bounds), np.int8)
        high = value.copy()
        for at, one in enumerate(highs):
            if one is not None:
                high[at] = self._scaled(one)
        coded = {
            "id": ids, "document": documents, "start": starts, "indicator": indicator, "planned": planned,
            "status": np.fromiter(map(_STATUS.__getitem__, statuses), np.int8),
            "unit": np.fromiter(map(self.units.__getitem__, units), np.int16),
            "barred": np.where(overruled == 2, 4, np.where(overruled == 1, 0, barred)), "counting": overruled,
            "provider": np.fromiter(map(spelled.__getitem__, providers), np.int32),
            "recipient": np.fromiter(map(spelled.__getitem__, recipients), np.int32),
            "period": np.fromiter(map(self.periods.__getitem__, zip(first, last, strict=True)), np.int32),
            "value": value, "high": high, "bound": bound, "height": _heights(value, bound),
            "whole": [_NOTHING if one is None else one for one in wholes],
            "same_as": [_NOTHING if one is None else one for one in repeats],
            "stock": kinds == 1, "there": np.array(removed) == 0,
        }  # fmt: skip
        return {name: np.asarray(coded[name]).astype(kind) for name, kind in FIELDS.items()}

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

    def days(self, at: Ints) -> Ints:
        """The day that the stocks at these places are of: their last day, else the document's."""
        last = np.array([_ordinal(end) if end else _NOTHING for _, end in self.periods.texts] or [0], np.int64)
        of_period = last[self.columns["period"][at]]
        return np.where(of_period == _NOTHING, self._days[self.columns["document"][at]], of_period)

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


def _kind(indicator: str) -> int:
    return {"sum": 0, "latest": 1, "none": 2}[aggregate(indicator)]


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _span(first: str | None, last: str | None) -> tuple[int, int]:
    if first is None and last is None:
        return 1, 0
    return _ordinal(first) if first else 0, _ordinal(last) if last else date.max.toordinal()


def _heights(value: Ints, bound: Ints) -> Ints:
    """See `rules.height`: one unit of the last digit that is not 0 off what is about or under."""
    height = value.copy()
    rough = np.flatnonzero(((bound == _ABOUT) | (bound == _UNDER)) & (value != 0))
    step = np.ones(len(rough), np.int64)
    for _ in range(18):
        step = np.where((value[rough] % (step * 10) == 0) & (step < 10**17), step * 10, step)
    height[rough] -= step
    return height


def _order(columns: dict[str, Ints]) -> Ints:
    """The places of all facts, the lowest of the total order (see `counting.order`) first."""
    told = columns["document"].astype(np.int64) << 32 | columns["start"]
    return np.lexsort((-columns["id"], -told, columns["bound"] == _EXACT, columns["height"])).astype(np.int32)


__all__ = ["FIELDS", "SCALE", "Codes", "Ints", "Ledger", "Mask", "reason"]
