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
#: What can be wrong, in English and in Chinese.
_SENTENCES = {
    "end": ("The store cannot be read to its end: {error}.", "数据库无法读到末尾：{error}。"),
    "more": ("… and more of the same kind.", "……还有更多同类问题。"),
    "page": ("SQLite: {told}.", "SQLite：{told}。"),
    "link": (
        "Row {row} of {table} points to a row of {target} that is not there.",
        "{table} 的第 {row} 行指向 {target} 中不存在的行。",
    ),
    "document": ("Document {document} cannot be read: {error}.", "文档 {document} 无法读取：{error}。"),
    "bytes": (
        "The bytes of document {document} are not those that were imported.",
        "文档 {document} 的内容与导入时不同。",
    ),
    "quote": (
        "Fact {fact} quotes “{quote}”, but its text says “{text}”.",
        "数据 {fact} 引用“{quote}”，而文中是“{text}”。",
    ),
    "value": (
        "Fact {fact} has the value {value}, but sums would take {scaled} millionths.",
        "数据 {fact} 的数值为 {value}，而合计会取百万分之 {scaled}。",
    ),
    "year": (
        "Fact {fact} counts for the year {year}, which is not that of its period.",
        "数据 {fact} 计入 {year} 年，与其时期不符。",
    ),
    "step": (
        "Edit {edit} changed {field} of fact {fact} from {before}, but it was {reached}.",
        "操作 {edit} 把数据 {fact} 的 {field} 由 {before} 改出，而当时是 {reached}。",
    ),
    "present": (
        "The {field} of fact {fact} is {present}, but the history ends with {after}.",
        "数据 {fact} 的 {field} 为 {present}，而历史记录止于 {after}。",
    ),
    "item": ("{name} of {table} is not what edit {edit} left.", "{table} 中的 {name} 与操作 {edit} 的结果不同。"),
    "places": ("Filters would not find the facts of {places}.", "筛选会漏掉 {places} 的数据。"),
}
#: A complaint before it is put into words: its kind, and what its sentence names.
Complaint = tuple[str, dict[str, object]]


def verify(connection: sqlite3.Connection, language: str = "en") -> list[str]:
    """What is wrong with a store, one sentence each in `language` ("zh" or "en"); an empty list where all is well."""
    try:
        found = [told for check in _CHECKS for told in _some(check(connection))]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        found = [("end", {"error": error})]
    return [_SENTENCES[kind][language == "zh"].format(**named) for kind, named in found]


def _some(complaints: Iterator[Complaint]) -> Iterator[Complaint]:
    for number, complaint in enumerate(complaints):
        if number == _TOLD:
            yield "more", {}
            return
        yield complaint


def _pages(connection: sqlite3.Connection) -> Iterator[Complaint]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield "page", {"told": row[0]}


def _links(connection: sqlite3.Connection) -> Iterator[Complaint]:
    for table, number, target, _ in connection.execute("PRAGMA foreign_key_check"):
        yield "link", {"row": number, "table": table, "target": target}


def _texts(connection: sqlite3.Connection) -> Iterator[Complaint]:
    """Bytes against their hash, and quotes against the repaired text."""
    query = f"SELECT id, {rows.DOCUMENT_COLUMNS} FROM documents ORDER BY id"
    for row in connection.execute(query):
        try:
            document = rows.document_of(row)
        except (zlib.error, ValueError, KeyError, TypeError) as error:
            yield "document", {"document": row["id"], "error": error}
            continue
        if hashlib.sha256(document.data).hexdigest() != document.sha256:
            yield "bytes", {"document": document.id}
        spans = connection.execute('SELECT id, start, "end", quote FROM facts WHERE document = ?', (document.id,))
        for number, start, end, quote in spans:
            if document.text[start:end] != quote:
                yield "quote", {"fact": number, "quote": quote, "text": document.text[start:end]}


def _values(connection: sqlite3.Connection) -> Iterator[Complaint]:
    for number, value, scaled in connection.execute("SELECT id, value, scaled FROM facts"):
        if rows.scaled(Decimal(value)) != scaled:
            yield "value", {"fact": number, "value": value, "scaled": scaled}


def _years(connection: sqlite3.Connection) -> Iterator[Complaint]:
    year = "CAST(substr(coalesce(period_end, period_start), 1, 4) AS INTEGER)"
    for number, kept in connection.execute(f"SELECT id, year FROM facts WHERE year IS NOT {year}"):
        yield "year", {"fact": number, "year": kept}


def _replay(connection: sqlite3.Connection) -> Iterator[Complaint]:
    """Every change must start where the one before ended, and the last must end in the present."""
    query = "SELECT fact, edit, field, before, after FROM changes INDEXED BY changes_of_fact ORDER BY fact, edit"
    for fact, changes in groupby(connection.execute(query), key=itemgetter(0)):
        reached: dict[str, str] = {}
        for _, edit, field, before, after in changes:
            if reached.get(field, before) != before:
                known = {"edit": edit, "field": field, "fact": fact, "before": before}
                yield "step", {**known, "reached": reached[field]}
            reached[field] = after
        present = history.present_values(connection, (fact,), list(reached)).get(fact, {})
        for field, after in reached.items():
            if present.get(field) != after:
                yield "present", {"field": field, "fact": fact, "present": present.get(field), "after": after}


def _replay_items(connection: sqlite3.Connection) -> Iterator[Complaint]:
    query = "SELECT item, name, before, after, edit FROM item_changes ORDER BY item, name, edit"
    for (table, name), changes in groupby(connection.execute(query), key=itemgetter(0, 1)):
        last = list(changes)[-1]
        if not history.same_item(table, history.item(connection, table, name), json.loads(last[3])):
            yield "item", {"name": name, "table": table, "edit": last[4]}


def _places(connection: sqlite3.Connection) -> Iterator[Complaint]:
    known = {row[0] for row in connection.execute("SELECT DISTINCT places FROM place_codes")}
    for field in ("provider", "recipient"):
        for (places,) in connection.execute(f"SELECT DISTINCT {field} FROM facts WHERE {field} <> ''"):
            if places not in known:
                yield "places", {"places": places}


_CHECKS = (_pages, _links, _texts, _values, _years, _replay, _replay_items, _places)
