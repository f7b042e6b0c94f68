"""The columns of all facts in memory, so that any filter of a million facts takes milliseconds.

A fact's id is its place in each column: ids are given in turn and never taken away. A column of few different values is
kept as numbers into the list of them. All of it is read from the store, in slices, or from a file beside it, and
brought up to date from the history.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from core.store import beside, history, telling

Ints = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

SLICE = 10_000  # facts read at once
MOST = 100_000  # different values up to which a column is kept as numbers; the table answers for the others
_FORM = 1  # raised where the file of columns is made otherwise
_SPARE = 1.5  # ids for each fact up to which columns are kept by id

#: What is read for each column. Those of one line are read as one text: where few combinations of their values occur in
#: a slice, that takes a fifth of the time of reading each.
_READ: tuple[dict[str, str], ...] = (
    {"indicator": "f.indicator", "year": "f.year", "period": "coalesce(f.period_end, f.period_start, '')"},
    {"provider": "f.provider", "recipient": "f.recipient"},
    {
        **{name: f"f.{name}" for name in ("status", "unit", "bound", "per", "planned", "change")},
        **{name: f"f.{name}" for name in ("flags", "curator", "rule", "note")},
        "there": "f.removed = 0",
        "unscaled": "f.scaled IS NULL",
        "whole": "f.whole IS NOT NULL",
        "same": "f.same_as IS NOT NULL",
    },
    {"quote": "f.quote"},
    {"label": "f.label"},
    {"confidence": "f.confidence"},
)
#: Columns kept as they are, and what is read for each where no line above does.
_PLAIN: dict[str, tuple[type[Any], str]] = {
    "document": (np.int32, "f.document"),
    "start": (np.int32, "f.start"),
    "scaled": (np.int64, f"ifnull(f.scaled, {9 * 10**18})"),
    **dict.fromkeys(("there", "unscaled", "whole", "same"), (np.bool_, "")),
}
#: Columns kept as numbers into the list of their values.
CODED = tuple(name for group in _READ for name in group if name not in _PLAIN)


def file_of(path: Path) -> Path:
    """Where the columns of a store are kept: beside it."""
    return path.with_name(path.name + "-filters")


class _Numbers(dict[Any, int]):
    """Gives each new key the next number."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


class Coded:
    """A column as numbers into the list of its different values; given up where there are too many of them."""

    def __init__(self, size: int) -> None:
        self._numbers = _Numbers()
        self.rows: Ints = np.zeros(size, np.uint8)
        self.given_up = False

    @property
    def values(self) -> list[Any]:
        """The different values in the order of their numbers."""
        return list(self._numbers)

    @values.setter
    def values(self, values: Sequence[Any]) -> None:
        self._numbers = _Numbers((value, number) for number, value in enumerate(values))

    def put(self, at: Ints, values: Sequence[object], chosen: Ints | None = None) -> bool:
        """Sets the rows `at`, to `values` or to those of them that are `chosen`; whether that changed any."""
        if self.given_up:
            return True
        numbers: Ints = np.fromiter(map(self._numbers.__getitem__, values), np.int32, len(values))
        if len(self._numbers) > MOST:
            self.given_up, self._numbers, self.rows = True, _Numbers(), np.zeros(0, np.uint8)
            return True
        if len(self._numbers) > np.iinfo(self.rows.dtype).max:
            self.rows = self.rows.astype(np.uint16 if len(self._numbers) < 60_000 else np.int32)
        return _set(self.rows, at, numbers if chosen is None else numbers[chosen])

    def ranks(self) -> Ints:
        """The place of each value in their order; what is empty comes first, as 0 or as no text."""
        values = self.values
        empty: Any = 0 if any(isinstance(value, int | float) for value in values) else ""
        keys = [empty if value is None else value for value in values]
        places = {key: place for place, key in enumerate(sorted(set(keys)))}
        kind = np.uint16 if len(places) < 2**16 else np.int32  # sixteen bits are sorted by their digits
        return np.fromiter(map(places.__getitem__, keys), kind, len(keys))


class Columns:
    """All facts of a store up to `version`, by id; `read` fills them, `catch_up` brings them up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.version = telling.version(connection)
        self.last = _last(connection)
        size = self.last + 1
        self.plain: dict[str, NDArray[Any]] = {name: np.zeros(size, kind) for name, (kind, _) in _PLAIN.items()}
        self.edited: Mask = np.zeros(size, np.bool_)
        self.coded = {name: Coded(size) for name in (*CODED, "tags")}
        self.coded["tags"].put(np.zeros(1, np.int32), ((),))  # so that 0 stands for none
        self._orders: dict[str, Ints] = {}
        self.missed = 0  # facts that were read again

    @staticmethod
    def fit(connection: sqlite3.Connection) -> bool:
        """Whether ids lie so close together that columns by id are worth their room."""
        few = connection.execute("SELECT count(*) FROM facts f INDEXED BY facts_of_document WHERE f.removed = 0")
        return bool(_last(connection) <= _SPARE * few.fetchone()[0] + SLICE)

    def read(self, connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
        """Reads all facts in slices, each a query of its own: (ids done, ids in all)."""
        for first in range(0, self.last, SLICE):
            self._read_slice(connection, first + 1, min(first + SLICE, self.last))
            yield min(first + SLICE, self.last), self.last

    def _read_slice(self, connection: sqlite3.Connection, first: int, last: int) -> None:
        self._put(connection, "f.id BETWEEN ? AND ?", (first, last))
        edited = "SELECT DISTINCT fact FROM changes WHERE fact BETWEEN ? AND ?"
        self.edited[[row[0] for row in _rows(connection, edited, (first, last))]] = True
        tagged = _rows(connection, "SELECT fact FROM fact_tags WHERE fact BETWEEN ? AND ?", (first, last))
        self._tag(connection, np.arange(first, last + 1), sorted({row[0] for row in tagged}))

    def _tag(self, connection: sqlite3.Connection, every: Ints, tagged: Sequence[int]) -> bool:
        """Sets the tags of `every` fact, those of which that may carry any being `tagged`."""
        carried = history.tags_of(connection, tagged)
        if not carried and len(self.coded["tags"].values) == 1:
            return False
        return self.coded["tags"].put(every, [carried.get(number, ()) for number in every.tolist()])

    def _put(self, connection: sqlite3.Connection, where: str, parameters: Sequence[object]) -> set[str]:
        """Reads these facts; the columns in which anything changed.

        SQLite puts each column into one JSON text: read row by row, they would take four times as long, and the lock
        of the interpreter, for which the window would wait, would change hands at every row.
        """
        alone = {name: read for name, (_, read) in _PLAIN.items() if read}
        groups = [group for group in _READ if not all(self._given_up(name) for name in group)]
        told = ", ".join(f"json_group_array({read})" for read in ("f.id", *alone.values(), *map(_together, groups)))
        row = _rows(connection, f"SELECT {told} FROM facts f WHERE {where}", parameters)[0]
        ids, *texts = row
        at: Ints = np.array(json.loads(ids), np.int32)
        changed = set()
        for name, text in zip(alone, texts, strict=False):
            if _set(self.plain[name], at, np.array(json.loads(text), self.plain[name].dtype)):
                changed.add(name)
        for group, text in zip(groups, texts[len(alone) :], strict=True):
            changed |= self._put_group(tuple(group), at, json.loads(text))
        return changed

    def _given_up(self, name: str) -> bool:
        return name in self.coded and self.coded[name].given_up

    def _put_group(self, names: tuple[str, ...], at: Ints, told: Sequence[Any]) -> set[str]:
        numbers = _Numbers()
        chosen: Ints = np.fromiter(map(numbers.__getitem__, told), np.int32, len(told))
        different = [(value,) for value in numbers] if len(names) == 1 else list(map(json.loads, numbers))
        changed = set()
        for name, values in zip(names, zip(*different, strict=True), strict=False):
            if name in self.plain:
                moved = _set(self.plain[name], at, np.array(values, np.bool_)[chosen])
            else:
                moved = self.coded[name].put(at, values, chosen)
            if moved:
                changed.add(name)
        return changed

    # --- in a file ---------------------------------------------------------------------------------

    def save(self, connection: sqlite3.Connection, path: Path) -> bool:
        """Writes the columns into a file beside the store; False where there is no room or no permission."""
        coded = {name: one for name, one in self.coded.items() if not one.given_up}
        head = {
            "form": _FORM, "version": self.version, "last": self.last, "until": beside.until(connection, self.version),
            "values": {name: one.values for name, one in coded.items()},
        }  # fmt: skip
        arrays = {f"plain.{name}": column for name, column in self.plain.items()}
        arrays |= {f"coded.{name}": one.rows for name, one in coded.items()}
        return beside.write(file_of(path), head, {**arrays, "edited": self.edited})

    @classmethod
    def load(cls, connection: sqlite3.Connection, path: Path) -> Self | None:
        """The columns as they were kept, to be caught up with; None where the file is none of this store."""

        def begin(head: dict[str, Any]) -> dict[str, Ints] | None:
            return {} if head["form"] == _FORM and head["until"] == beside.until(connection, head["version"]) else None

        found = beside.read(file_of(path), begin)
        if found is None:
            return None
        head, arrays = found
        columns = cls.__new__(cls)
        columns.version, columns.last, columns.missed, columns._orders = head["version"], head["last"], 0, {}
        columns.plain = {name: arrays[f"plain.{name}"] for name in _PLAIN}
        columns.edited = arrays["edited"]
        columns.coded = {name: Coded(0) for name in (*CODED, "tags")}
        for name, coded in columns.coded.items():
            coded.given_up = name not in head["values"]
            if not coded.given_up:
                values = head["values"][name]
                coded.values = list(map(tuple, values)) if name == "tags" else values
                coded.rows = arrays[f"coded.{name}"]
        return columns

    # --- keeping up --------------------------------------------------------------------------------

    def catch_up(self, connection: sqlite3.Connection) -> frozenset[str]:
        """Reads again what was edited or added since; the columns in which anything changed.

        `sentence` stands for the sentences, which are not held.
        """
        version = telling.version(connection)
        if version == self.version:
            return frozenset()
        edited, fields = _edited(connection, self.version >> telling.DOCUMENT_BITS)
        query = "SELECT json_group_array(id) FROM facts WHERE document > ? AND removed = 0"
        new = _rows(connection, query, (telling.newest_document(self.version),))[0][0]
        wanted = np.union1d(edited, np.array(json.loads(new), np.int32)).tolist()
        self.missed += len(wanted)
        changed = {"edited", *({"sentence"} & fields)}
        if wanted and wanted[-1] > self.last:
            changed |= {"sentence", "document", "start"}
            self._grow(wanted[-1])
        for first in range(0, len(wanted), SLICE):
            part = wanted[first : first + SLICE]
            changed |= self._put(connection, "f.id IN (SELECT value FROM json_each(?))", (json.dumps(part),))
            if self._tag(connection, np.array(part, np.int32), part):
                changed.add("tags")
        self.edited[edited] = True
        self._drop_orders(changed)
        self.version = version
        return frozenset(changed)

    def _grow(self, last: int) -> None:
        more = max(0, last + 1 - len(self.edited))
        if more:
            more += len(self.edited) // 10 + 1024
            self._orders.clear()

            def grown(column: NDArray[Any]) -> NDArray[Any]:
                return np.concatenate((column, np.zeros(more, column.dtype)))

            self.plain = {name: grown(column) for name, column in self.plain.items()}
            self.edited = grown(self.edited)
            for coded in self.coded.values():
                if not coded.given_up:
                    coded.rows = grown(coded.rows)
        self.last = max(self.last, last)

    # --- orders ------------------------------------------------------------------------------------

    def order(self, name: str) -> Ints | None:
        """Ids of all places in an order of `reading.ORDERS`; None for one that only the table knows."""
        if name not in self._orders:
            made = self._order(name)
            if made is None:
                return None
            if len(self._orders) > 3:  # the one by documents, which came first, stays
                self._orders.pop(list(self._orders)[1])
            self._orders[name] = made
        return self._orders[name]

    def _order(self, name: str) -> Ints | None:
        if name == "id":
            return np.arange(len(self.edited), dtype=np.int32)
        if name == "document":
            told = self.plain["document"].astype(np.int64) << 32 | self.plain["start"]
            return _sorted(told)
        if name == "value":
            return _sorted(self.plain["scaled"])
        coded = self.coded.get(name)
        if coded is None or coded.given_up:
            return None
        ranked = coded.ranks()[coded.rows]
        if name not in _BY_DOCUMENT:
            return _sorted(ranked)
        first = self.order("document")
        return None if first is None else first[_sorted(ranked[first])]

    def _drop_orders(self, changed: set[str]) -> None:
        moved = changed & {"document", "start"}
        for name in list(self._orders):
            column = {"value": "scaled"}.get(name, name)
            if column in changed or (moved and name in ("document", *_BY_DOCUMENT)):
                del self._orders[name]


#: Orders in which facts of one value follow in the order of documents; in the others by their ids.
_BY_DOCUMENT = ("indicator", "provider", "recipient", "period", "year", "status", "flags", "tags")


def _sorted(keys: NDArray[Any]) -> Ints:
    """Places in the order of their keys, equal ones as they are; nothing is moved where nothing has to be."""
    if (keys[1:] >= keys[:-1]).all():
        return np.arange(len(keys), dtype=np.int32)
    return np.argsort(keys, kind="stable").astype(np.int32)


def _together(group: dict[str, str]) -> str:
    """One column, or the columns of a group as one text of JSON."""
    return next(iter(group.values())) if len(group) == 1 else f"json_array({', '.join(group.values())}) || ''"


def _set(column: NDArray[Any], at: Ints, new: NDArray[Any]) -> bool:
    """Sets rows of a column; whether that changed any."""
    changed = bool((column[at] != new).any())
    column[at] = new
    return changed


def _last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()[0])


def _rows(connection: sqlite3.Connection, query: str, parameters: Sequence[object]) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(query, parameters).fetchall()


def _edited(connection: sqlite3.Connection, since: int) -> tuple[Ints, set[str]]:
    """The facts that later edits touched, here or in what a merge brought, each once, and their fields."""
    facts: Ints = np.zeros(0, np.int32)
    fields: set[str] = set()
    for table in ("changes", "brought_changes"):
        told = f"SELECT json_group_array(fact), json_group_array(DISTINCT field) FROM {table} WHERE edit > ?"
        of_facts, of_fields = _rows(connection, told, (since,))[0]
        facts = np.union1d(facts, np.array(json.loads(of_facts), np.int32))
        fields.update(json.loads(of_fields))
    return facts, fields


def ids_of(places: Ints) -> array[int]:
    """Ids as the store gives them."""
    found = array("q")
    found.frombytes(places.astype(np.int64).tobytes())
    return found


def placed(ids: Ints, size: int) -> Mask:
    """True at these places."""
    mask: Mask = np.zeros(size, np.bool_)
    mask[ids] = True
    return mask


__all__ = ["CODED", "MOST", "SLICE", "Coded", "Columns", "Ints", "Mask", "ids_of", "placed"]
