"""All facts of a store as columns of numbers, so that a million of them are counted in a fraction of a second.

Texts become codes, values integers of 1 / SCALE, places and periods numbers of a table. The columns are read once
for a store and brought up to date with what its history says was changed: a fact keeps its place in them for ever,
a removed one is only no longer `there`, a new one comes to the end.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from core.totals.lookup import Lookup
from core.totals.reading import FIELDS, order_of, ordinal, read_all, read_some
from core.totals.records import Reason
from core.totals.rules import stem

Ints = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

_REASONS = (None, Reason.RATE, Reason.CHANGE, Reason.NOT_ADDED, Reason.CURATOR)
_NOTHING = -1
_MANY = 2_000  # edited facts from which all are put in order anew
_APART = 1 << 32  # between the ranks of neighbours at first, so that a fact finds room between two others
_SLACK = 64  # one part in so many is kept free for facts to come
_EXACT = 0


class Codes(dict[Any, int]):
    """The numbers that stand for texts, in the order of their first use: asked for a new one, it gives it a number."""

    def __init__(self, texts: Iterable[Any] = ()) -> None:
        self.texts: list[Any] = list(texts)
        super().__init__((text, at) for at, text in enumerate(self.texts))

    def __missing__(self, text: Any) -> int:
        number = self[text] = len(self.texts)
        self.texts.append(text)
        return number


class Ledger:
    """Columns of all facts of a store in the order of ids; `order` are their places by rank (see `counting.order`).

    Ranks are numbers with room between them, so that an edited fact takes one between its new neighbours.
    `exact` is False where some value does not fit the integers; then totals are made from records.
    """

    def __init__(self) -> None:
        self.indicators, self.units, self.places, self.periods = Codes(), Codes(), Codes(), Codes()
        self.years = Codes()
        self.exact = True
        self.ranked = 0  # raised where all ranks are given anew
        self.room = {name: np.zeros(0, kind) for name, kind in FIELDS.items()}
        self.columns: dict[str, Ints] = dict(self.room)
        self.order: Ints = np.zeros(0, np.int32)
        self.rank: Ints = np.zeros(0, np.int64)
        self._wholes: Lookup | None = None
        self._repeats: Lookup | None = None
        self._days: Ints = np.zeros(1, np.int32)

    def read_all(self, connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
        """Reads every fact of a store, in steps (done, total)."""
        yield from read_all(self, connection)
        for name in ("whole", "same_as"):
            self.columns[name][:] = self._places_of(self.columns[name])
        self.read_dates(connection)

    def make_room(self, size: int) -> dict[str, Ints]:
        """Columns for so many facts, to be filled."""
        roomy = size + size // _SLACK + 1024
        self.room = {name: np.zeros(roomy, kind) for name, kind in FIELDS.items()}
        self.columns = {name: column[:size] for name, column in self.room.items()}
        return self.columns

    def take(self, order: Ints) -> None:
        """Takes the places of the facts by rank, once the columns are filled."""
        self.order = order
        self._rank_all()

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
        new = read_some(self, connection, which, lists)
        known = self._places_of(new["id"]) != _NOTHING
        if not known.all() and len(self) and new["id"][~known].min() <= self.columns["id"][-1]:
            return None
        if not known.all():
            self.read_dates(connection)
        self._grow({name: column[~known] for name, column in new.items()})
        for name in ("whole", "same_as"):
            new[name] = self._places_of(new[name])
        at = self._places_of(new["id"])
        partners = np.concatenate([self.columns[name][at[known]] for name in ("whole", "same_as")])
        changed = ~known
        for name, column in new.items():
            if name != "status":
                differs = self.columns[name][at] != column
                changed |= differs
            self.columns[name][at] = column
        self._rank_again(at[changed], at[known & changed])
        self._note_links(at[changed])
        return np.unique(np.concatenate([at, partners[partners != _NOTHING]]))

    def read_dates(self, connection: sqlite3.Connection) -> None:
        """Reads the dates of documents that came since they were read."""
        last = connection.execute("SELECT coalesce(max(id), 0) FROM documents").fetchone()[0]
        days = np.zeros(last + 1, np.int32)
        days[: len(self._days)] = self._days
        query = "SELECT id, published_on FROM documents WHERE id >= ? AND published_on IS NOT NULL"
        for number, day in connection.execute(query, (len(self._days),)):
            days[number] = ordinal(day)
        self._days = days

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

    def _rank_all(self) -> None:
        self.rank = np.empty(len(self.order), np.int64)
        self.rank[self.order] = np.arange(1, len(self.order) + 1, dtype=np.int64) * _APART
        self.ranked += 1

    def _rank_again(self, moved: Ints, known: Ints) -> None:
        """Puts edited facts in their places in the total order; `known` are those of them that are not new."""
        if not len(moved):
            return
        if len(moved) > _MANY:
            self.order = order_of(self.columns)
            self._rank_all()
            return
        rank = self.rank
        was = sorted(bisect_left(self.order, rank[one], key=rank.__getitem__) for one in known.tolist())
        left = np.delete(self.order, was) if was else self.order
        if len(rank) < len(self):
            self.rank = np.concatenate([rank, np.zeros(len(self) - len(rank), np.int64)])
        ones = sorted(moved.tolist(), key=self._key)
        places = [bisect_left(left, self._key(one), key=self._key) for one in ones]
        groups = groupby(zip(places, ones, strict=True), key=itemgetter(0))
        room = [self._rank_between(left, place, [one for _, one in some]) for place, some in groups]
        self.order = np.insert(left, places, ones)
        if not all(room):
            self._rank_all()

    def _rank_between(self, left: Ints, place: int, ones: list[int]) -> bool:
        """Gives facts ranks between those of their neighbours; whether there was room."""
        below = int(self.rank[left[place - 1]]) if place else 0
        above = int(self.rank[left[place]]) if place < len(left) else below + (len(ones) + 1) * _APART
        step = (above - below) // (len(ones) + 1)
        self.rank[ones] = below + step * np.arange(1, len(ones) + 1)
        return step > 0

    def _key(self, at: int) -> tuple[int, ...]:
        columns = self.columns
        height, exact = int(columns["height"][at]), int(columns["bound"][at] == _EXACT)
        return height, exact, -int(columns["document"][at]), -int(columns["start"][at]), -int(columns["id"][at])

    # --- links ----------------------------------------------------------------------------------------

    def _note_links(self, at: Ints) -> None:
        for known in (self._wholes, self._repeats):
            if known is not None:
                known.note(at)

    def linked_to(self, at: Ints) -> Ints:
        """The facts that are linked with these, from here to there and from there to here."""
        if self._wholes is None or self._repeats is None or self._wholes.worn:
            self._wholes, self._repeats = Lookup(self.columns["whole"]), Lookup(self.columns["same_as"])
        targets = [self.columns[name][at] for name in ("whole", "same_as")]
        sources = [self._wholes.of(self.columns["whole"], at), self._repeats.of(self.columns["same_as"], at)]
        found = np.unique(np.concatenate(targets + sources))
        some: Ints = found[found != _NOTHING]
        return some

    # --- tables of places and periods -------------------------------------------------------------

    def spans(self) -> tuple[Ints, Ints]:
        """First and last day of each period as ordinals, an unknown end open; two unknown ends give (1, 0)."""
        days = [_span(*one) for one in self.periods.texts] or [(1, 0)]
        first, last = np.array(days, np.int64).T
        return first, last

    def days(self, at: Ints) -> Ints:
        """The day that the stocks at these places are of: their last day, else the document's."""
        last = np.array([ordinal(end) if end else _NOTHING for _, end in self.periods.texts] or [0], np.int64)
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


def _span(first: str | None, last: str | None) -> tuple[int, int]:
    if first is None and last is None:
        return 1, 0
    return ordinal(first) if first else 0, ordinal(last) if last else date.max.toordinal()


__all__ = ["Codes", "Ints", "Ledger", "Mask", "reason"]
