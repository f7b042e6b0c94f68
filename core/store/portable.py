"""A store's whole contents as plain rows, and a store made of such rows; what can be computed is left out."""

from __future__ import annotations

import base64
import binascii
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from core.records import Document, Piece, Repair, RepairKind
from core.store import chains, history, loading, rows, texts

#: A row with values that JSON can hold.
Row = dict[str, Any]

#: The tables in the order in which they are written, each with the columns that order its rows.
TABLES: Mapping[str, str] = {
    "documents": "id",
    "facts": "id",
    "tags": "name",
    "fact_tags": "tag, fact",
    "edits": "number",
    "changes": "edit, fact, field",
    "item_changes": "edit, item, name",
    "brought_changes": "edit, fact, chain, turn",
    "findings": "name",
    "rules": "name",
    "settings": "name",
}

#: Columns that follow from others.
_DERIVED = {"facts": ("scaled", "year")}
#: Columns of documents that hold bytes, which `_document` puts into words.
_LONG = ("text", "data", "raw", "pieces", "repairs", "pages")
#: Settings that only say what was computed.
_COMPUTED_SETTINGS = ("checked",)


def columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table that are carried, in its order."""
    names = (row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
    return tuple(name for name in names if name not in _DERIVED.get(table, ()))


def types(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The type of each column: TEXT, INTEGER, REAL or BLOB."""
    return {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}


def contents(connection: sqlite3.Connection) -> Iterator[tuple[str, Row]]:
    """Every row of `TABLES` with its table's name, in an order that depends on the contents alone."""
    for table, order in TABLES.items():
        names = columns(connection, table)
        query = f"SELECT * FROM {table} ORDER BY {order}"
        for row in connection.execute(query):
            if table == "settings" and row["name"] in _COMPUTED_SETTINGS:
                continue
            plain = {name: row[name] for name in names if not (table == "documents" and name in _LONG)}
            yield table, plain | (_told(row) if table == "documents" else {})


def _told(row: sqlite3.Row) -> Row:
    document = rows.document_of(row)
    return {
        "text": document.text,
        "raw": None if row["raw"] is None else document.raw,
        "pieces": [[one.start, one.end, one.raw_start, one.raw_end] for one in document.pieces],
        "repairs": [one._asdict() for one in document.repairs],
        "pages": [asdict(page) for page in rows.pages_of(row["pages"])],
        "data": base64.b64encode(document.data).decode(),
    }


def fill(connection: sqlite3.Connection, contents: Iterable[tuple[str, Row]], *, older: bool = False) -> None:
    """Writes the rows of `contents` into an empty store, within a transaction of the caller.

    Rows of an `older` program may lack columns that came since; those get what a migration gives them, their defaults.

    Raises:
        ValueError: a table or column is unknown or missing, or a value is of the wrong kind.
        sqlite3.IntegrityError: rows contradict each other.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, group in groupby(contents, key=itemgetter(0)):
        if table not in TABLES:
            raise ValueError(f"there is no table {table}")
        names = columns(connection, table)
        write = _WRITERS.get(table, _write)
        for _, row in group:
            if set(row) != set(names) and not (older and set(row) < set(names)):
                raise ValueError(f"a row of {table} has other columns: {', '.join(sorted(set(row) ^ set(names)))}")
            try:
                write(connection, table, row)
            except (KeyError, TypeError, ArithmeticError, binascii.Error) as error:
                raise ValueError(f"a row of {table} cannot be read: {error}") from error


def _write(connection: sqlite3.Connection, table: str, row: Row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def _write_document(connection: sqlite3.Connection, table: str, row: Row) -> None:
    data = base64.b64decode(row["data"], validate=True)
    document = Document(
        name=row["name"],
        format=row["format"],
        sha256=row["sha256"],
        data=data,
        raw=data.decode(row["encoding"]) if row["raw"] is None else row["raw"],
        text=row["text"],
        pieces=tuple(Piece(*piece) for piece in row["pieces"]),
        repairs=tuple(Repair(**{**one, "kind": RepairKind(one["kind"])}) for one in row["repairs"]),
        encoding=row["encoding"],
    )
    names = [name.strip() for name in rows.DOCUMENT_COLUMNS.split(",")]
    written = dict(zip(names, rows.document_row(document), strict=True))
    plain = {name: value for name, value in row.items() if name not in _LONG}
    _write(connection, table, {**written, **plain, "pages": rows.pages_column(_pages(row["pages"]))})
    texts.index(connection, row["id"], document.text)


def _pages(told: list[Row]) -> list[Any]:
    from core.read import Page  # the readers are slow to load, and few documents have pages

    return [Page(**{**page, "boxes": tuple(tuple(box) for box in page["boxes"])}) for page in told]


def _write_fact(connection: sqlite3.Connection, table: str, row: Row) -> None:
    day = row["period_end"] or row["period_start"]
    year = date.fromisoformat(day).year if day else None
    _write(connection, table, {**row, "scaled": rows.scaled(Decimal(row["value"])), "year": year})
    loading.know_places(connection, (tuple(row["provider"].split()), tuple(row["recipient"].split())))


_WRITERS: Mapping[str, Callable[[sqlite3.Connection, str, Row], None]] = {
    "documents": _write_document,
    "facts": _write_fact,
}


# --- parts ------------------------------------------------------------------------------------------

_LINKS = ("whole", "same_as")
#: What a blind part leaves out: all that curators did.
_DONE = frozenset(TABLES) - {"documents", "facts"}


def by_hand(connection: sqlite3.Connection) -> frozenset[int]:
    """The facts that curators added."""
    return frozenset(row[0] for row in connection.execute("SELECT id FROM facts WHERE by_hand = 1"))


def indicators(connection: sqlite3.Connection, facts: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Each of these facts with its indicator, in the order of ids."""
    query = "SELECT id, indicator FROM facts WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return ((row[0], row[1]) for row in connection.execute(query, (json.dumps(list(facts)),)))


def part(connection: sqlite3.Connection, facts: frozenset[int], *, blind: bool) -> Iterator[tuple[str, Row]]:
    """The contents of a store that holds only these facts and their documents; `blind`, as they came in.

    Links to facts that are left out go, and with them what was done to these links.
    """
    documents = history.documents_of(connection, facts)
    loose = _loose_links(connection, facts)
    touched = _touched(connection, facts, loose)
    firsts = _firsts(connection, documents) if blind else {}
    for table, row in contents(connection):
        if blind and table in _DONE:
            continue
        if table == "documents":
            if row["id"] in documents:
                yield table, row | {"near": row["near"] if row["near"] in documents else None}
        elif table == "facts":
            if row["id"] in facts:
                yield table, _fact_alone(row | firsts.get(row["id"], {}), facts)
        elif table == "edits":
            if row["number"] in touched:
                yield table, row | {"touched": touched[row["number"]]}
        elif row.get("fact", -1) in facts | {-1} and (row.get("fact"), row.get("field")) not in loose:
            yield table, row


def _fact_alone(row: Row, facts: frozenset[int]) -> Row:
    return row | {name: row[name] if row[name] in facts else None for name in _LINKS}


def _loose_links(connection: sqlite3.Connection, facts: frozenset[int]) -> frozenset[tuple[int, str]]:
    query = "SELECT id, whole, same_as FROM facts WHERE id IN (SELECT value FROM json_each(?))"
    found = connection.execute(query, (json.dumps(list(facts)),))
    return frozenset(
        (row["id"], name) for row in found for name in _LINKS if row[name] is not None and row[name] not in facts
    )


def _touched(
    connection: sqlite3.Connection, facts: frozenset[int], loose: frozenset[tuple[int, str]]
) -> dict[int, int]:
    """How many facts and items of the part each edit touches; edits that only brought something touch none."""
    facts_of: dict[int, set[int]] = defaultdict(set)
    query = "SELECT edit, fact, field FROM changes WHERE fact IN (SELECT value FROM json_each(?))"
    for edit, fact, field in connection.execute(query, (json.dumps(list(facts)),)):
        if (fact, field) not in loose:
            facts_of[edit].add(fact)
    found = {edit: len(touched) for edit, touched in facts_of.items()}
    for edit, items in connection.execute("SELECT edit, count(*) FROM item_changes GROUP BY edit"):
        found[edit] = found.get(edit, 0) + items
    query = "SELECT DISTINCT edit FROM brought_changes WHERE fact IN (SELECT value FROM json_each(?))"
    return {row[0]: 0 for row in connection.execute(query, (json.dumps(list(facts)),))} | found


def _firsts(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, Row]:
    """The columns of facts as they came in, where a curator has changed them since."""
    nothing = {"curator": "", "status": "pending", "note": "", "counting": ""}
    found: dict[int, Row] = {}
    for document in documents:
        for number, course in chains.courses(connection, document).items():
            names = (name for name in rows.FACT_COLUMNS if getattr(course.first, name) != getattr(course.present, name))
            found[number] = nothing | {name: rows.to_column(name, getattr(course.first, name)) for name in names}
    return found
