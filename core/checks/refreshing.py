"""Brings the computed findings up to a store's version, in steps that can be stopped and that hardly hold others up.

All is computed before the write lock is taken, and written some findings at a time, as long as nobody edited meanwhile.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from core.checks import book
from core.checks.book import Place, Renewed, Rows
from core.checks.rivals import Cell
from core.store.telling import DOCUMENT_BITS

if TYPE_CHECKING:
    from core.store import Store

#: Where the store keeps up to which version findings are computed.
CHECKED = "checked"
#: Where it keeps how far a refresh of many documents came: the last document, or with the last of all the last place.
UNTIL = "checked_until"

MANY = 500  # new documents from which all cells are read in order and not those of each
LONG = 5_000  # facts from which a refresh is no matter of a moment
_BATCH = 50  # documents, or cells, that are checked in one step
_FACTS = 500  # facts whose cells are checked in one step
_TOGETHER = 100_000  # characters of findings that are written in one transaction
_TRIES = 3  # to write what was computed while nobody edited


@dataclass(frozen=True, slots=True)
class Checked:
    """One step of a refresh: documents and facts done of all to be checked, and keys that came, went or changed."""

    done: int
    total: int
    touched: frozenset[str]
    name: str = ""
    problem: None = None


# --- what is to be done -----------------------------------------------------------------------------

# Approving, and what stands beside a fact, changes no figure.
_FIGURES = """field NOT IN ('note', 'curator', 'tags', 'counting')
AND NOT (field = 'status' AND before <> '"rejected"' AND after <> '"rejected"')"""
_EDITED = f"SELECT DISTINCT fact FROM changes WHERE edit > ? AND {_FIGURES}"  # noqa: S608
_BEHIND = f"""
SELECT (SELECT count(*) FROM (SELECT 1 FROM facts WHERE document > :document AND removed = 0 LIMIT :most))
+ (SELECT count(*) FROM (
    SELECT 1 FROM facts WHERE removed = 0 AND document IN (
        SELECT f.document FROM changes c JOIN facts f ON f.id = c.fact WHERE c.edit > :edit AND {_FIGURES} LIMIT :most
    ) LIMIT :most
))
"""  # noqa: S608


class _Since(NamedTuple):
    """The last edit and the last document up to which findings were computed."""

    edit: int
    document: int


def _since(store: Store) -> _Since:
    told = store.setting(CHECKED)
    return _Since(*divmod(told if isinstance(told, int) else 0, 1 << DOCUMENT_BITS))


def ready(store: Store) -> bool:
    """Whether few documents came, and few facts were edited, since findings were computed."""
    query = "SELECT count(*) FROM (SELECT 1 FROM documents WHERE id > ? LIMIT ?)"
    new: int = store.connection.execute(query, (_since(store).document, MANY + 1)).fetchone()[0]
    return store.read_only or (new <= MANY and behind(store, LONG) < LONG)


def behind(store: Store, most: int = 1000) -> int:
    """How many facts stand in documents that are new or edited since the last refresh; counted up to `most`."""
    since = _since(store)
    given = {"document": since.document, "edit": since.edit, "most": most}
    return min(most, int(store.connection.execute(_BEHIND, given).fetchone()[0]))


def refresh(store: Store) -> frozenset[str]:
    """Brings the computed findings up to the store's version; the keys that came, went or changed.

    Documents that are new or were edited are checked again, and the cells (see `rivals`) that their facts are in or
    were in. A store opened for reading only is left as it is.
    """
    return frozenset().union(*(step.touched for step in steps(store)))


def steps(store: Store) -> Generator[Checked, None, None]:
    """The same in steps, each kept once it is told. What is edited meanwhile is left to the next refresh."""
    since, version = _since(store), store.version
    if store.read_only or store.setting(CHECKED) == version:
        return
    new = _numbers(store.connection, "SELECT id FROM documents WHERE id > ? ORDER BY id", since.document)
    edited = _numbers(store.connection, _EDITED, since.edit)
    done, total, many = 0, len(new) + len(edited), len(new) > MANY
    if many:
        total += _facts_to_compare(store.connection)
    for step in _renewed(store, new, edited, since):
        done += step.size
        yield Checked(done, max(total, done), _keep(store, step))
    with store.writing(durable=False):
        store.set_setting(CHECKED, version)
        if store.setting(UNTIL) is not None:
            store.set_setting(UNTIL, None)
    yield Checked(max(total, done), max(total, done), frozenset())


def _numbers(connection: sqlite3.Connection, query: str, since: int) -> list[int]:
    return [row[0] for row in connection.execute(query, (since,))]


def _facts_to_compare(connection: sqlite3.Connection) -> int:
    query = """SELECT count(*) FROM facts INDEXED BY facts_of_cell
    WHERE removed = 0 AND change IS NULL AND year IS NOT NULL"""
    return int(connection.execute(query).fetchone()[0])


# --- steps ------------------------------------------------------------------------------------------


class _Step(NamedTuple):
    """What is computed anew in one step, for how many documents or facts, and how far the refresh is after it."""

    size: int
    work: Callable[[sqlite3.Connection], list[Renewed]]
    until: object = None
    documents: Sequence[int] = ()  # that are new: they are held against the texts of earlier ones


def _renewed(store: Store, new: Sequence[int], edited: Sequence[int], since: _Since) -> Iterator[_Step]:
    many = len(new) > MANY
    first, place = _until(store, new) if many else (0, None)
    if first:
        yield _Step(first, _nothing)
    for part in _parts(new[first:], _BATCH):
        yield _Step(len(part), _work(book.of_documents, part), {"document": part[-1]} if many else None, part)
    if many:
        yield from _all_places(store.connection, new[-1], place)
    elif new:
        for cells in _parts(dict.fromkeys(book.cells_of_documents(store.connection, new)), _BATCH):
            yield _Step(0, _work(book.of_cells, cells))
    fresh = set(new)
    documents = sorted(_documents_of(store.connection, edited) - fresh)
    for part in _parts(documents, _BATCH):
        yield _Step(0, _work(book.of_documents, part))
    cells_seen: set[Cell] = set()
    for part in _parts(edited, _FACTS):
        moved = set(book.cells_of_facts(store.connection, part, since.edit)) - cells_seen
        cells_seen |= moved
        for cells in _parts(moved, _BATCH):
            yield _Step(0, _work(book.of_cells, cells))
        yield _Step(len(part), _nothing)


def _all_places(connection: sqlite3.Connection, last: int, place: Place | None) -> Iterator[_Step]:
    """All cells in order, a few places at a time."""
    dates = book.Dates(connection)
    while places := book.places_behind(connection, place, _FACTS):
        place = places[-1]

        def work(connection: sqlite3.Connection, places: Sequence[Place] = places) -> list[Renewed]:
            return [one for each in places for one in book.of_place(connection, each, dates)]

        yield _Step(_FACTS, work, {"document": last, "place": list(place)})


def _until(store: Store, new: Sequence[int]) -> tuple[int, Place | None]:
    """How many of the new documents were checked, and where all cells were; a place holds if no document came since."""
    told = store.setting(UNTIL)
    if not isinstance(told, dict):
        return bisect_right(new, told if isinstance(told, int) else 0), None
    place = told.get("place") if told["document"] == new[-1] else None
    return bisect_right(new, told["document"]), (place[0], place[1], place[2], place[3]) if place else None


_T = TypeVar("_T")


def _work(
    make: Callable[[sqlite3.Connection, Iterable[_T]], list[Renewed]], of: Sequence[_T]
) -> Callable[[sqlite3.Connection], list[Renewed]]:
    return lambda connection: make(connection, of)


def _nothing(_: sqlite3.Connection) -> list[Renewed]:
    return []


def _parts(of: Iterable[_T], size: int) -> Iterator[list[_T]]:
    left = iter(of)
    while part := list(islice(left, size)):
        yield part


def _documents_of(connection: sqlite3.Connection, facts: Sequence[int]) -> set[int]:
    query = "SELECT DISTINCT document FROM facts WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.execute(query, (json.dumps(facts),))}


# --- keeping ----------------------------------------------------------------------------------------


def _keep(store: Store, step: _Step) -> frozenset[str]:
    """Computes a step and writes what came of it; computed again where somebody edited meanwhile."""
    connection = store.connection
    bands = book.sketches(connection, step.documents)
    if bands:
        with store.writing(durable=False):
            connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", bands)

    def computed() -> Rows:
        return book.difference(connection, [*step.work(connection), *book.of_likeness(connection, bands)])

    for _ in range(_TRIES):
        version, rows = store.version, computed()
        if _written(store, rows, step.until, version):
            return frozenset(key for key, _ in rows)
    with store.writing(durable=False):
        rows = computed()
        _written(store, rows, step.until, store.version)
    return frozenset(key for key, _ in rows)


def _written(store: Store, rows: Rows, until: object, version: int) -> bool:
    """Writes findings in short transactions, and how far the refresh came; False where the store has moved on."""
    for part in _portions(rows):
        with store.writing(durable=False):
            if store.version != version:
                return False
            book.write(store.connection, part)
    if until is not None:
        with store.writing(durable=False):
            store.set_setting(UNTIL, until)
    return True


def _portions(rows: Rows) -> Iterator[Rows]:
    """Rows that are written together: few where they rest on many facts."""
    part: Rows = []
    size = 0
    for row in rows:
        part.append(row)
        size += len(row[1] or "")
        if size > _TOGETHER:
            yield part
            part, size = [], 0
    if part:
        yield part
