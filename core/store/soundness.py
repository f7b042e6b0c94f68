"""Checks that a store is whole: pages, links, every quote in its text, and a history that leads to the present."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from core.store import history, rows

#: Complaints of one kind that are told one by one.
_TOLD = 20


def verify(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with a store, one English sentence each; an empty list where all is well."""
    try:
        found = [told for check in _CHECKS for told in _some(check(connection))]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [f"The store cannot be read to its end: {error}."]
    return found


def _some(complaints: Iterator[str]) -> Iterator[str]:
    for number, complaint in enumerate(complaints):
        if number == _TOLD:
            yield "… and more of the same kind."
            return
        yield complaint


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"SQLite: {row[0]}."


def _links(connection: sqlite3.Connection) -> Iterator[str]:
    for table, number, target, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Row {number} of {table} points to a row of {target} that is not there."


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    """Bytes against their hash, and quotes against the repaired text."""
    query = f"SELECT id, {rows.DOCUMENT_COLUMNS} FROM documents ORDER BY id"
    for row in connection.execute(query):
        try:
            document = rows.document_of(row)
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            yield f"Document {row['id']} cannot be read: {error}."
            continue
        if hashlib.sha256(document.data).hexdigest() != document.sha256:
            yield f"The bytes of document {document.id} are not those that were imported."
        spans = connection.execute('SELECT id, start, "end", quote FROM facts WHERE document = ?', (document.id,))
        for number, start, end, quote in spans:
            if document.text[start:end] != quote:
                yield f"Fact {number} quotes “{quote}”, but its text says “{document.text[start:end]}”."


def _values(connection: sqlite3.Connection) -> Iterator[str]:
    for number, value, scaled in connection.execute("SELECT id, value, scaled FROM facts"):
        if rows.scaled(Decimal(value)) != scaled:
            yield f"Fact {number} has the value {value}, but sums would take {scaled} millionths."


def _years(connection: sqlite3.Connection) -> Iterator[str]:
    year = "CAST(substr(coalesce(period_end, period_start), 1, 4) AS INTEGER)"
    for number, kept in connection.execute(f"SELECT id, year FROM facts WHERE year IS NOT {year}"):
        yield f"Fact {number} counts for the year {kept}, which is not that of its period."


def _replay(connection: sqlite3.Connection) -> Iterator[str]:
    """Every change must start where the one before ended, and the last must end in the present."""
    query = "SELECT fact, edit, field, before, after FROM changes INDEXED BY changes_of_fact ORDER BY fact, edit"
    for fact, changes in groupby(connection.execute(query), key=itemgetter(0)):
        reached: dict[str, str] = {}
        for _, edit, field, before, after in changes:
            if reached.get(field, before) != before:
                yield f"Edit {edit} changed {field} of fact {fact} from {before}, but it was {reached[field]}."
            reached[field] = after
        present = history.present_values(connection, (fact,), list(reached)).get(fact, {})
        for field, after in reached.items():
            if present.get(field) != after:
                yield f"The {field} of fact {fact} is {present.get(field)}, but the history ends with {after}."


def _replay_items(connection: sqlite3.Connection) -> Iterator[str]:
    query = "SELECT item, name, before, after, edit FROM item_changes ORDER BY item, name, edit"
    for (table, name), changes in groupby(connection.execute(query), key=itemgetter(0, 1)):
        last = list(changes)[-1]
        if not history.same_item(table, history.item(connection, table, name), json.loads(last[3])):
            yield f"{name} of {table} is not what edit {last[4]} left."


def _places(connection: sqlite3.Connection) -> Iterator[str]:
    known = {row[0] for row in connection.execute("SELECT DISTINCT places FROM place_codes")}
    for field in ("provider", "recipient"):
        for (places,) in connection.execute(f"SELECT DISTINCT {field} FROM facts WHERE {field} <> ''"):
            if places not in known:
                yield f"Filters would not find the facts of {places}."


_CHECKS = (_pages, _links, _texts, _values, _years, _replay, _replay_items, _places)
