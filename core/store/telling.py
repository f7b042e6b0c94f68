"""Tells what happened: the history for reading, and what changed since a version."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from core.records import Change, EditKind
from core.store import rows
from core.store.answers import HistoryRow

_UNDONE = """
EXISTS (
    SELECT 1 FROM edits u JOIN changes p ON p.edit = u.number AND p.fact = c.fact
    WHERE u.reverses = e.number AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
)
"""
# A value that a merge took from another store is told under the name of who set it there, and when.
_BROUGHT = """coalesce((
    SELECT b.{0} FROM brought_changes b WHERE b.edit = c.edit AND b.fact = c.fact AND b.field = c.field
    AND b.after = c.after ORDER BY b.at DESC LIMIT 1
), e.{0})"""
_ROWS = f"""
SELECT e.number, {_BROUGHT.format("at")} AS at, {_BROUGHT.format("who")} AS who,
e.kind, e.detail, e.reverses, c.fact, f.document, c.field, c.before, c.after, '' AS item,
{_UNDONE} AS undone
FROM edits e CROSS JOIN changes c ON c.edit = e.number CROSS JOIN facts f ON f.id = c.fact
"""
_ITEM_ROWS = """
SELECT e.number, e.at, e.who, e.kind, e.detail, e.reverses, NULL AS fact, NULL AS document, c.item AS field,
c.before, c.after, c.name AS item,
EXISTS (
    SELECT 1 FROM edits u JOIN item_changes p ON p.edit = u.number AND p.item = c.item AND p.name = c.name
    WHERE u.reverses = e.number AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
) AS undone
FROM edits e CROSS JOIN item_changes c ON c.edit = e.number
"""
_WORDS = """(instr(e.who, :text) OR instr(e.detail, :text) OR instr(e.kind, :text) OR instr(c.before, :text)
OR instr(c.after, :text) OR instr({field}, :text))"""


def history(
    connection: sqlite3.Connection, fact: int | None, document: int | None, text: str, before: int | None, limit: int
) -> tuple[HistoryRow, ...]:
    """Fields before and after, newest edit first; `before` continues behind the edit of that number.

    An edit of many facts gives at most `limit` rows.
    """
    wanted: dict[str, object] = {"fact": fact, "document": document, "text": text, "before": before, "limit": limit}
    conditions = ["e.number < :before"] if before is not None else []
    of_fact = ["c.fact = :fact"] if fact is not None else []
    of_document = ["f.document = :document"] if document is not None else []
    words = [_WORDS.format(field="c.field")] if text else []
    found = _select(connection, _ROWS, [*conditions, *words, *of_fact, *of_document], "c.fact, c.field", wanted)
    if fact is None and document is None:
        words = [_WORDS.format(field="c.item || ' ' || c.name")] if text else []
        found += _select(connection, _ITEM_ROWS, [*conditions, *words], "c.item, c.name", wanted)
        found.sort(key=lambda row: -row.edit)
    return tuple(found[:limit])


def _select(
    connection: sqlite3.Connection, rows_of: str, conditions: list[str], order: str, wanted: dict[str, object]
) -> list[HistoryRow]:
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"{rows_of} {where} ORDER BY e.number DESC, {order} LIMIT :limit"
    return [_told(row) for row in connection.execute(query, wanted)]


def _told(row: sqlite3.Row) -> HistoryRow:
    read = json.loads if row["item"] else lambda text: rows.from_json(row["field"], text)
    return HistoryRow(
        edit=row["number"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        kind=EditKind(row["kind"]),
        detail=row["detail"],
        reverses=row["reverses"],
        fact=row["fact"],
        document=row["document"],
        field=row["field"],
        before=read(row["before"]),
        after=read(row["after"]),
        undone=bool(row["undone"]),
        item=row["item"],
    )


# --- versions ---------------------------------------------------------------------------------------

DOCUMENT_BITS = 32


def version(connection: sqlite3.Connection) -> int:
    """A number that every edit and every new document raises: the last edit's above the last document's."""
    query = "SELECT (SELECT coalesce(max(number), 0) FROM edits), (SELECT coalesce(max(id), 0) FROM documents)"
    edit, document = connection.execute(query).fetchone()
    return int(edit) << DOCUMENT_BITS | int(document)


def newest_document(version: int) -> int:
    """The id of the document that was the last one at a `version`, 0 where there was none; none is ever taken away."""
    return version & (1 << DOCUMENT_BITS) - 1


def changes_since(connection: sqlite3.Connection, since: int) -> Iterator[Change]:
    """What came after a version: one Change without a number for new documents, then one for each edit."""
    last_edit, last_document = since >> DOCUMENT_BITS, newest_document(since)
    new = frozenset(row[0] for row in connection.execute("SELECT id FROM documents WHERE id > ?", (last_document,)))
    if new:
        yield Change(None, None, documents=new)
    edits = connection.execute("SELECT number, kind, detail FROM edits WHERE number > ?", (last_edit,)).fetchall()
    for number, kind, detail in edits:
        yield _change(connection, number, EditKind(kind), detail)


def _change(connection: sqlite3.Connection, number: int, kind: EditKind, detail: str) -> Change:
    query = "SELECT c.fact, f.document, c.field FROM changes c JOIN facts f ON f.id = c.fact WHERE c.edit = ?"
    touched = connection.execute(query, (number,)).fetchall()
    items = connection.execute("SELECT item FROM item_changes WHERE edit = ?", (number,)).fetchall()
    return Change(
        number,
        kind,
        facts=frozenset(row[0] for row in touched),
        documents=frozenset(row[1] for row in touched),
        fields=frozenset(row[2] for row in touched) | frozenset(row[0] for row in items),
        detail=detail,
    )
