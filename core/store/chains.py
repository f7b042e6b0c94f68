"""What was done to facts and by whom, as merging needs it: a store's own course of edits, and those brought to it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from core.records import Fact
from core.store import history, loading, rows


class Step(NamedTuple):  # some for each fact decided: a named tuple is made faster than a frozen dataclass
    """One field of one fact before and after (as JSON), done by `who` at `at` (ISO 8601).

    `kind` is that of the edit, or `TAKEN` where a merge took the value from another store; `chain` is 0 for what was
    done in this store and counts those that were brought to it.
    """

    field: str
    at: str
    who: str
    kind: str
    before: str
    after: str
    chain: int = 0


#: The kind of a step that only repeats, by a merge or by taking one back, what another chain holds.
TAKEN = "merge"

_AT = {name: place for place, name in enumerate(rows.FACT_COLUMNS)}


class Columns:
    """Some columns of facts, to be read from many rows."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.get: Callable[[Sequence[Any]], tuple[Any, ...]] = itemgetter(*(_AT[name] for name in names))


class Course(NamedTuple):
    """A fact as it came in and as it is; one added by hand came in with the values it was given first.

    `row` is as `rows.FACT_COLUMNS` has it and three more, `befores` the first values (as JSON) of the fields that were
    changed since: of a hundred thousand facts that are compared, few need to be made.
    """

    row: tuple[Any, ...]
    befores: Mapping[str, str]
    tags: tuple[str, ...]

    @property
    def by_hand(self) -> bool:
        """Whether a curator added it."""
        return bool(self.row[-3])

    @property
    def removed(self) -> bool:
        """Whether a curator took it away."""
        return bool(self.row[-2])

    @property
    def curator(self) -> str:
        """Who decided or changed it last."""
        return str(self.row[-1])

    @property
    def id(self) -> int:
        """The fact's id in its store."""
        return int(self.row[0])

    @property
    def document(self) -> int:
        """The document it stands in."""
        return int(self.row[_AT["document"]])

    @property
    def present(self) -> Fact:
        """The fact as it is."""
        return rows.fact_of(self.row[:-3], self.tags)

    @property
    def first(self) -> Fact:
        """The fact as it came in."""
        firsts: dict[str, Any] = {name: rows.from_json(name, text) for name, text in self.befores.items()}
        return replace(self.present, **firsts)

    def value(self, name: str) -> Any:
        """A field as it is; `removed` is one."""
        if name == "removed":
            return self.removed
        return self.tags if name == "tags" else rows.from_column(name, self.row[_AT[name]])

    def first_value(self, name: str) -> Any:
        """A field as it came in."""
        return rows.from_json(name, self.befores[name]) if name in self.befores else self.value(name)

    def first_columns(self, of: Columns) -> tuple[Any, ...]:
        """Fields as they came in, as their columns hold them (none that holds several texts)."""
        if self.befores.keys().isdisjoint(of.names):
            return of.get(self.row)
        return tuple(
            json.loads(self.befores[name]) if name in self.befores else self.row[_AT[name]] for name in of.names
        )

    def moved(self, first: tuple[int, int, str], present: tuple[int, int, str]) -> Course:
        """The same fact on other places (start, end, quote), then and now."""
        names, row = ("start", "end", "quote"), list(self.row)
        for name, value in zip(names, present, strict=True):
            row[_AT[name]] = value
        befores = {name: rows.to_json(name, value) for name, value in zip(names, first, strict=True)}
        return Course(tuple(row), {**self.befores, **befores}, self.tags)


# A rewind that passes over nothing but merges of a field is one that takes them back.
_OWN = """
WITH RECURSIVE merging (number) AS (
    SELECT edit FROM brought_changes UNION SELECT e.number FROM edits e JOIN merging m ON e.reverses = m.number
), rewinding (number, since, root) AS (
    SELECT number, CAST(detail AS INTEGER), number FROM edits WHERE kind = 'rewind'
    UNION SELECT e.number, r.since, r.root FROM edits e JOIN rewinding r ON e.reverses = r.number
)
SELECT c.fact, c.field, e.at, e.who,
CASE WHEN e.number IN (SELECT number FROM merging) THEN 'merge' WHEN e.kind = 'merge' THEN 'tag'
WHEN EXISTS (SELECT 1 FROM rewinding r WHERE r.number = e.number AND NOT EXISTS (
    SELECT 1 FROM changes p WHERE p.fact = c.fact AND p.field = c.field AND p.edit >= r.since AND p.edit < r.root
    AND p.edit NOT IN (SELECT number FROM merging)
)) THEN 'merge' ELSE e.kind END,
c.before, c.after, 0
FROM changes c JOIN edits e ON e.number = c.edit ORDER BY c.fact, c.edit
"""
# A merge that is taken back for a fact, alone or with all after it, takes back what it brought for it.
_BROUGHT = """
SELECT b.fact, b.field, b.at, b.who, b.kind, b.before, b.after, b.edit, b.chain FROM brought_changes b
WHERE NOT EXISTS (
    SELECT 1 FROM edits u JOIN changes p ON p.edit = u.number AND p.fact = b.fact
    WHERE (u.reverses = b.edit OR u.kind = 'rewind' AND u.number > b.edit AND CAST(u.detail AS INTEGER) <= b.edit)
    AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
) ORDER BY b.fact, b.edit, b.chain, b.turn
"""


def steps(connection: sqlite3.Connection) -> dict[int, list[Step]]:
    """All steps on each fact that has any: its own in their order, then each brought chain in its."""
    found: dict[int, list[Step]] = defaultdict(list)
    cursor = connection.execute(_OWN)
    cursor.row_factory = None
    for row in cursor:
        found[row[0]].append(Step._make(row[1:]))
    chains: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for fact, *told, edit, chain in connection.execute(_BROUGHT):
        numbers = chains[fact]
        found[fact].append(Step._make((*told, numbers.setdefault((edit, chain), len(numbers) + 1))))
    return dict(found)


def courses(connection: sqlite3.Connection, document: int) -> dict[int, Course]:
    """The facts of a document, removed ones too, by id."""
    return courses_of(connection, (document,))[document]


def courses_of(connection: sqlite3.Connection, documents: Collection[int]) -> dict[int, dict[int, Course]]:
    """The facts of documents, removed ones too, each document's by id."""
    listed = sorted(_rows(connection, documents), key=itemgetter(0))  # by id
    ids = [row[0] for row in listed]
    tags = history.tags_of(connection, ids)
    firsts = _first_values(connection, ids)
    found: dict[int, dict[int, Course]] = {document: {} for document in documents}
    home = _AT["document"]
    for row in listed:
        number = row[0]
        found[row[home]][number] = Course(row, firsts.get(number, _NONE), tags.get(number, ()))
    return found


_NONE: Mapping[str, str] = MappingProxyType({})


def _rows(connection: sqlite3.Connection, documents: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    """The rows of documents' facts; each index on facts holds either those that are there or those removed."""
    asked = json.dumps(list(documents))
    for removed in (0, 1):
        query = f"""
        SELECT {rows.FACT_NAMES}, by_hand, removed, curator FROM facts
        WHERE document IN (SELECT value FROM json_each(?)) AND removed = {removed}
        """
        cursor = connection.execute(query, (asked,))
        cursor.row_factory = None
        yield from cursor


def _first_values(connection: sqlite3.Connection, facts: list[int]) -> dict[int, dict[str, str]]:
    query = """
    SELECT c.fact, c.field, c.before, min(c.edit) FROM changes c
    WHERE c.fact IN (SELECT value FROM json_each(?)) AND c.field <> 'removed' GROUP BY c.fact, c.field
    """
    found: dict[int, dict[str, str]] = defaultdict(dict)
    cursor = connection.execute(query, (json.dumps(facts),))
    cursor.row_factory = None
    for fact, field, before, _ in cursor:
        found[fact][field] = before
    return found


def texts(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, bytes]:
    """The texts of documents as they are kept: what is equal here is equal there."""
    query = "SELECT id, text FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: row[1] for row in connection.execute(query, (json.dumps(list(documents)),))}


def signatures(connection: sqlite3.Connection) -> dict[int, str]:
    """What tells at a glance that two documents hold the same facts."""
    told = "start || ' ' || \"end\" || ' ' || value || ' ' || unit || ' ' || by_hand || removed"
    query = f"SELECT document, group_concat({told}, '|') FROM (SELECT * FROM facts ORDER BY document, id) GROUP BY 1"
    return {row[0]: row[1] for row in connection.execute(query)}


def documents_of(connection: sqlite3.Connection, facts: Iterable[int]) -> frozenset[int]:
    """The documents that these facts stand in."""
    return history.documents_of(connection, list(facts))


def hashes(connection: sqlite3.Connection) -> dict[str, int]:
    """The documents by the SHA-256 of their bytes."""
    return {row[0]: row[1] for row in connection.execute("SELECT sha256, id FROM documents ORDER BY id")}


def known_items(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Tags, rules and findings that an edit ever made, changed or took away, each with its table."""
    return frozenset((row[0], row[1]) for row in connection.execute("SELECT item, name FROM item_changes"))


# --- writing ----------------------------------------------------------------------------------------


def insert(connection: sqlite3.Connection, fact: Fact, *, by_hand: bool) -> None:
    """Writes a fact under the id, document and links that it has; one added by hand waits for the edit that adds it."""
    if not by_hand:
        loading.insert_found(connection, fact)
        return
    loading.insert_by_hand(connection, fact, "")
    connection.execute("UPDATE facts SET removed = 1 WHERE id = ?", (fact.id,))


def bring(connection: sqlite3.Connection, edit: int, brought: Mapping[int, Iterable[Step]]) -> None:
    """Writes under a merge what was done to facts elsewhere."""
    turns: dict[tuple[int, int], int] = defaultdict(int)
    written = []
    for fact, chain in brought.items():
        for step in chain:
            turn = turns[fact, step.chain] = turns[fact, step.chain] + 1
            told = (step.field, step.at, step.who, step.kind, step.before, step.after)
            written.append((edit, fact, step.chain, turn, *told))
    connection.executemany(f"INSERT INTO brought_changes VALUES ({', '.join('?' * 10)})", written)


def sign(connection: sqlite3.Connection, curators: Mapping[int, str]) -> None:
    """Says of facts whose decision was brought who made it."""
    connection.executemany("UPDATE facts SET curator = ? WHERE id = ?", ((who, fact) for fact, who in curators.items()))
