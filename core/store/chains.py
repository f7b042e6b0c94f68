"""What was done to facts and by whom, as merging needs it: a store's own course of edits, and those brought to it."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.records import Fact
from core.store import history, loading, rows


@dataclass(frozen=True, slots=True)
class Step:
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


@dataclass(frozen=True, slots=True)
class Course:
    """A fact as it came in and as it is; one added by hand came in with the values it was given first."""

    first: Fact
    present: Fact
    by_hand: bool
    removed: bool
    curator: str

    @property
    def id(self) -> int:
        """The fact's id in its store."""
        return self.present.id


_OWN = """
WITH RECURSIVE merging (number) AS (
    SELECT edit FROM brought_changes UNION SELECT e.number FROM edits e JOIN merging m ON e.reverses = m.number
)
SELECT c.fact, c.field, e.at, e.who,
CASE WHEN e.number IN (SELECT number FROM merging) THEN 'merge' WHEN e.kind = 'merge' THEN 'tag' ELSE e.kind END,
c.before, c.after
FROM changes c JOIN edits e ON e.number = c.edit ORDER BY c.fact, c.edit
"""
# A merge that is taken back for a fact takes back what it brought for it.
_BROUGHT = """
SELECT b.fact, b.field, b.at, b.who, b.kind, b.before, b.after, b.edit, b.chain FROM brought_changes b
WHERE NOT EXISTS (
    SELECT 1 FROM edits u JOIN changes p ON p.edit = u.number AND p.fact = b.fact
    WHERE u.reverses = b.edit AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
) ORDER BY b.fact, b.edit, b.chain, b.turn
"""


def steps(connection: sqlite3.Connection) -> dict[int, list[Step]]:
    """All steps on each fact that has any: its own in their order, then each brought chain in its."""
    found: dict[int, list[Step]] = defaultdict(list)
    for fact, *told in connection.execute(_OWN):
        found[fact].append(_step(told, 0))
    chains: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for fact, *told, edit, chain in connection.execute(_BROUGHT):
        numbers = chains[fact]
        found[fact].append(_step(told, numbers.setdefault((edit, chain), len(numbers) + 1)))
    return dict(found)


def _step(told: Sequence[str], chain: int) -> Step:
    field, at, who, kind, before, after = told
    return Step(field, at, who, kind, before, after, chain)


def courses(connection: sqlite3.Connection, document: int) -> dict[int, Course]:
    """The facts of a document, removed ones too, by id."""
    listed = sorted(_rows(connection, document), key=lambda row: row[3])
    tags = history.tags_of(connection, (row[3] for row in listed))
    firsts = _first_values(connection, [row[3] for row in listed])
    found: dict[int, Course] = {}
    for by_hand, removed, curator, *row in listed:
        present = rows.fact_of(row, tags.get(row[0], ()))
        first = replace(present, **firsts.get(present.id, {}))
        found[present.id] = Course(first, present, bool(by_hand), bool(removed), curator)
    return found


def _rows(connection: sqlite3.Connection, document: int) -> Iterator[tuple[Any, ...]]:
    """The rows of a document's facts; each index on facts holds either those that are there or those removed."""
    for removed in (0, 1):
        query = (
            f"SELECT by_hand, removed, curator, {rows.FACT_NAMES} FROM facts WHERE document = ? AND removed = {removed}"
        )
        yield from map(tuple, connection.execute(query, (document,)))


def _first_values(connection: sqlite3.Connection, facts: list[int]) -> dict[int, dict[str, Any]]:
    query = """
    SELECT c.fact, c.field, c.before, min(c.edit) FROM changes c
    WHERE c.fact IN (SELECT value FROM json_each(?)) AND c.field <> 'removed' GROUP BY c.fact, c.field
    """
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for fact, field, before, _ in connection.execute(query, (json.dumps(facts),)):
        found[fact][field] = rows.from_json(field, before)
    return found


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
