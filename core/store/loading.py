"""Takes documents with their facts into a store, and gives documents back. Loading is no edit."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from core.errors import StoreProblem
from core.records import About, Document, Fact
from core.store import rows, texts
from core.store.answers import DocumentRow
from core.store.packing import Packed

if TYPE_CHECKING:
    from core.read import Page

_INSERT_FACT = (
    f"INSERT INTO facts ({rows.FACT_NAMES}, scaled, year, curator, by_hand)"
    f" VALUES ({', '.join('?' * (len(rows.FACT_COLUMNS) + 4))})"
)


def now() -> str:
    """The time as the store keeps it: ISO 8601 in UTC with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def known(connection: sqlite3.Connection, sha256: str) -> int | None:
    """The id of the document with these bytes, if there is one."""
    row = connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    return row[0] if row else None


_INSERT_DOCUMENT = (
    f"INSERT INTO documents ({rows.DOCUMENT_COLUMNS}, pages, imported_at) VALUES ({', '.join('?' * 17)})"
    " ON CONFLICT (sha256) DO NOTHING"
)


def put(connection: sqlite3.Connection, many: Sequence[Packed]) -> list[tuple[int, bool]]:
    """Writes documents with their facts, numbered anew: the id of each, and whether its bytes were new.

    Within a transaction of the caller. One table after the other takes less time than one document after the other.
    """
    answers = [_put_document(connection, packed) for packed in many]
    new = [(number, packed) for packed, (number, is_new) in zip(many, answers, strict=True) if is_new]
    texts.index_words(connection, ((number, packed.words) for number, packed in new))
    firsts = list(accumulate((len(packed.facts) for _, packed in new), initial=next_fact(connection)))
    behind = [(first, number) for first, (number, _) in zip(firsts, new, strict=False)]
    facts = (row + more for more, (_, packed) in zip(behind, new, strict=True) for row in packed.facts)
    connection.executemany(rows.INSERT_FOUND, facts)
    know_places(connection, (places for _, packed in new for places in packed.places))
    for first, (_, packed) in zip(firsts, new, strict=False):
        for at, names in packed.tags.items():
            put_tags(connection, first + at, names)
    return answers


def _put_document(connection: sqlite3.Connection, packed: Packed) -> tuple[int, bool]:
    cursor = connection.execute(_INSERT_DOCUMENT, (*packed.document, now()))
    if cursor.rowcount:
        return int(cursor.lastrowid or 0), True
    return known(connection, packed.sha256) or 0, False


def next_fact(connection: sqlite3.Connection) -> int:
    """The id that the next new fact gets; facts are never deleted, so no id is used twice."""
    return int(connection.execute("SELECT coalesce(max(id), 0) + 1 FROM facts").fetchone()[0])


def insert_by_hand(connection: sqlite3.Connection, fact: Fact, curator: str) -> None:
    """Writes a fact that a curator added, under the id and document it has."""
    _insert(connection, fact, curator, 1)


def insert_found(connection: sqlite3.Connection, fact: Fact) -> None:
    """Writes a fact that an extractor found, under the id, document and links it has."""
    _insert(connection, fact, "", 0)


def _insert(connection: sqlite3.Connection, fact: Fact, curator: str, by_hand: int) -> None:
    """Writes the row of a new fact, the places it names, and its tags."""
    connection.execute(_INSERT_FACT, (*rows.fact_row(fact), curator, by_hand))
    know_places(connection, (fact.provider, fact.recipient))
    if fact.tags:
        put_tags(connection, fact.id, fact.tags)


def know_places(connection: sqlite3.Connection, places: Iterable[tuple[str, ...]]) -> None:
    """Notes which codes each combination of places holds, for filters."""
    connection.executemany(
        "INSERT OR IGNORE INTO place_codes (code, places) VALUES (?, ?)",
        ((code, " ".join(codes)) for codes in set(places) for code in codes),
    )


def put_tags(connection: sqlite3.Connection, fact: int, tags: Iterable[str]) -> None:
    """Gives a fact exactly these tags; new ones are made."""
    names = tuple(tags)
    connection.execute("DELETE FROM fact_tags WHERE fact = ?", (fact,))
    connection.executemany("INSERT OR IGNORE INTO tags (name) VALUES (?)", ((name,) for name in names))
    connection.executemany("INSERT INTO fact_tags (tag, fact) VALUES (?, ?)", ((name, fact) for name in names))


def document(connection: sqlite3.Connection, number: int) -> Document:
    """A document with its bytes, texts, pieces and repairs.

    Raises:
        StoreProblem: there is no such document.
    """
    row = connection.execute(f"SELECT id, {rows.DOCUMENT_COLUMNS} FROM documents WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise StoreProblem("no_such_document", document=number)
    return rows.document_of(row)


def pages(connection: sqlite3.Connection, number: int) -> tuple[Page, ...]:
    """The pages of a document; none for one that has no pages."""
    row = connection.execute("SELECT pages FROM documents WHERE id = ?", (number,)).fetchone()
    return rows.pages_of(row[0]) if row else ()


def about(connection: sqlite3.Connection, number: int) -> About:
    """What a document says of itself."""
    query = "SELECT title, publisher, author, published_on, provider, recipient FROM documents WHERE id = ?"
    row = connection.execute(query, (number,)).fetchone()
    if row is None:
        raise StoreProblem("no_such_document", document=number)
    return rows.about_of(row)


def names(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """The title of each of these documents, or the name of its file."""
    query = """SELECT id, coalesce(nullif(title, ''), name) FROM documents
    WHERE id IN (SELECT value FROM json_each(?))"""
    return {row[0]: row[1] for row in connection.execute(query, (json.dumps(list(ids)),))}


# Two walks along two indexes: joined, each document would be a search of its own.
_LIST = """
SELECT d.id, d.name, d.title, d.publisher, d.published_on, d.format,
       c.facts, c.pending, c.approved, c.rejected
FROM documents d LEFT JOIN (
    SELECT document, count(*) AS facts, sum(status = 'pending') AS pending,
           sum(status = 'approved') AS approved, sum(status = 'rejected') AS rejected
    FROM facts f INDEXED BY facts_of_document WHERE f.removed = 0 {among} GROUP BY document
) c ON c.document = d.id
{where} ORDER BY d.id
"""


def documents(connection: sqlite3.Connection, ids: Iterable[int] | None) -> tuple[DocumentRow, ...]:
    """The rows of the document list, all or those with `ids`."""
    if ids is None:
        found = connection.execute(_LIST.format(where="", among=""))
    else:
        wanted = json.dumps(list(ids))
        query = _LIST.format(
            where="WHERE d.id IN (SELECT value FROM json_each(?))",
            among="AND f.document IN (SELECT value FROM json_each(?))",
        )
        found = connection.execute(query, (wanted, wanted))
    found.row_factory = None
    return tuple(map(_listed, found))


def document_ids(connection: sqlite3.Connection, text: str) -> array[int]:
    """Ids of all documents, or of those whose title, publisher or name holds `text`, whatever its case."""
    if not text:
        # without an order SQLite walks the index of hashes, a hundredth of the table; as one text, so that the lock of
        # the interpreter does not change hands at every row
        told = connection.execute("SELECT json_group_array(id) FROM documents").fetchone()[0]
        return array("q", sorted(json.loads(told)))
    query = """SELECT id FROM documents INDEXED BY documents_named
    WHERE instr(lower(coalesce(title, '') || ' ' || coalesce(publisher, '') || ' ' || name), ?) ORDER BY id"""
    return array("q", (row[0] for row in connection.execute(query, (text.lower(),))))


def _listed(row: tuple[Any, ...]) -> DocumentRow:
    number, name, title, publisher, day, kind, facts, pending, approved, rejected = row
    counts = (facts or 0, pending or 0, approved or 0, rejected or 0)
    return DocumentRow(number, name, title, publisher, rows.about_date(day), kind, *counts)
