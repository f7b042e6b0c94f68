"""Reads facts: by id, by filter in pages, counted, and counted by value."""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter

from core.errors import StoreProblem
from core.records import Fact
from core.store import rows
from core.store.history import tags_of

#: A filter as SQL: a condition on `facts f` and its parameters.
Where = tuple[str, tuple[object, ...]]

_TAGS = """coalesce((
    SELECT group_concat(tag, char(31)) FROM (SELECT tag FROM fact_tags WHERE fact = f.id ORDER BY tag)
), '')"""
#: Orders of facts: columns that a page is sorted and continued by; a `-` before the name turns them round.
ORDERS: dict[str, tuple[str, ...]] = {
    "document": ("f.document", "f.start", "f.id"),
    "id": ("f.id",),
    "confidence": ("f.confidence", "f.id"),
    "value": ("ifnull(f.scaled, 9e18)", "f.id"),
    "unit": ("f.unit", "f.id"),
    "indicator": ("f.indicator", "f.document", "f.start", "f.id"),
    "provider": ("f.provider", "f.document", "f.start", "f.id"),
    "recipient": ("f.recipient", "f.document", "f.start", "f.id"),
    "period": ("coalesce(f.period_end, f.period_start, '')", "f.document", "f.start", "f.id"),
    "year": ("coalesce(f.year, 0)", "f.document", "f.start", "f.id"),
    "status": ("f.status", "f.document", "f.start", "f.id"),
    "per": ("coalesce(f.per, '')", "f.id"),
    "planned": ("f.planned", "f.id"),
    "change": ("coalesce(f.change, '')", "f.id"),
    "curator": ("f.curator", "f.id"),
    "quote": ("f.quote", "f.id"),
    "note": ("f.note", "f.id"),
    "flags": ("f.flags", "f.document", "f.start", "f.id"),
    "tags": (_TAGS, "f.document", "f.start", "f.id"),
}

_COLUMNS = ", ".join(f'f."{name}"' for name in rows.FACT_COLUMNS)


def facts(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Fact, ...]:
    """The facts with these ids, in their order; removed ones are left out."""
    wanted = list(ids)
    query = f"SELECT {_COLUMNS} FROM facts f WHERE f.id IN (SELECT value FROM json_each(?)) AND f.removed = 0"
    cursor = connection.execute(query, (json.dumps(wanted),))
    found = {fact.id: fact for fact in _with_tags(connection, cursor)}
    return tuple(found[number] for number in wanted if number in found)


def fact(connection: sqlite3.Connection, number: int) -> Fact:
    """The fact with this id.

    Raises:
        StoreProblem: there is none, or it was removed.
    """
    found = facts(connection, (number,))
    if not found:
        raise StoreProblem("no_such_fact", fact=number)
    return found[0]


def _with_tags(connection: sqlite3.Connection, cursor: sqlite3.Cursor) -> tuple[Fact, ...]:
    cursor.row_factory = None
    listed = cursor.fetchall()
    tags = tags_of(connection, (row[0] for row in listed))
    return tuple(rows.fact_of(row, tags.get(row[0], ())) for row in listed)


def _order(order: str) -> tuple[tuple[str, ...], bool]:
    backwards = order.startswith("-")
    return ORDERS[order.removeprefix("-")], backwards


def _order_by(order: str) -> str:
    columns, backwards = _order(order)
    return ", ".join(f"{column} DESC" if backwards else column for column in columns)


def _from(where: Where, order: str = "document") -> str:
    """The table, with the index to take where SQLite, which keeps no statistics here, would guess wrong.

    In the order of documents, the first hundred of a filter are soon found by walking along that order; only ids or
    tags lead to few facts at once.
    """
    if order.removeprefix("-") != "document" or re.search(r"(?<!OR )f\.id ", where[0]):
        return "facts f"
    return "facts f INDEXED BY facts_in_order"


def fact_ids(connection: sqlite3.Connection, where: Where, order: str) -> array[int]:
    """Ids of all facts that a filter lets through."""
    return _ids(connection, where, order, -1)


def _ids(connection: sqlite3.Connection, where: Where, order: str, limit: int) -> array[int]:
    condition, parameters = where
    query = f"SELECT f.id FROM {_from(where, order)} WHERE f.removed = 0 AND {condition} ORDER BY {_order_by(order)}"
    cursor = connection.execute(f"{query} LIMIT ?", (*parameters, limit))
    cursor.row_factory = None
    return array("q", map(itemgetter(0), cursor))


def page(connection: sqlite3.Connection, where: Where, order: str, after: int | None, limit: int) -> tuple[Fact, ...]:
    """The next `limit` facts behind the fact `after`: found by its place in the order, not by counting rows."""
    if after is not None:
        where = _behind(connection, where, order, after)
    return facts(connection, _ids(connection, where, order, limit))


def _behind(connection: sqlite3.Connection, where: Where, order: str, after: int) -> Where:
    columns, backwards = _order(order)
    row = connection.execute(f"SELECT {', '.join(columns)} FROM facts f WHERE f.id = ?", (after,)).fetchone()
    if row is None:
        raise StoreProblem("no_such_fact", fact=after)
    behind = f"({', '.join(columns)}) {'<' if backwards else '>'} ({', '.join('?' * len(columns))})"
    return f"{behind} AND {where[0]}", (*row, *where[1])


def count(connection: sqlite3.Connection, where: Where) -> int:
    """How many facts a filter lets through."""
    condition, parameters = where
    row = connection.execute(f"SELECT count(*) FROM facts f WHERE f.removed = 0 AND {condition}", parameters).fetchone()
    return int(row[0])


#: Facets that are a column; those of several words a row are split when counted.
_FACET_COLUMNS = {
    "status": "status",
    "indicator": "indicator",
    "year": "year",
    "unit": "unit",
    "per": "per",
    "planned": "planned",
    "change": "change",
    "curator": "curator",
    "document": "document",
    "provider": "provider",
    "recipient": "recipient",
    "flag": "flags",
    "category": "indicator",
}
_SPLIT = ("provider", "recipient", "flag")
#: The names of facets.
FACETS = (*_FACET_COLUMNS, "tag")


def facets(connection: sqlite3.Connection, where: Where, field: str, limit: int) -> tuple[tuple[str, int], ...]:
    """The commonest values of a field among the facts of a filter, with how many facts have each.

    A fact of several places counts for each of them; a fact without a value counts under "".
    """
    if field == "document":
        return _documents_counted(connection, where, limit)
    counts: Counter[str] = Counter()
    for value, number in _counted(connection, where, field):
        for word in facet_values(field, value):
            counts[word] += number
    return commonest(counts, limit)


def commonest(counts: Mapping[str, int], limit: int) -> tuple[tuple[str, int], ...]:
    """The values with the highest counts, those of one count in their order."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit])


_LIVE = "f.removed = 0 AND "
_SPARSE = ("flag", "curator")
_OF_STATUS = re.compile(r"1|f\.status (?:= \?|IN \([?, ]+\))")


def _counted(connection: sqlite3.Connection, where: Where, field: str) -> Iterable[tuple[object, int]]:
    """Values of a column with their numbers, each maybe several times.

    SQLite groups by sorting, which takes 0.7 s for a million facts. So all values come as one text, which Python counts
    in a fifth of that.
    """
    condition, parameters = where
    if field == "tag":
        joined = "facts f JOIN fact_tags t ON t.fact = f.id"
        query = f"SELECT t.tag, count(*) FROM {joined} WHERE {_LIVE}{condition} GROUP BY t.tag"
        return connection.execute(query, parameters).fetchall()
    column = f"f.{_FACET_COLUMNS[field]}"
    if field in _SPARSE and _OF_STATUS.fullmatch(condition):
        return _sparse(connection, where, _FACET_COLUMNS[field])
    query = f"SELECT group_concat(ifnull({column}, ''), char(31)), count(*) FROM facts f WHERE {_LIVE}{condition}"
    values, number = connection.execute(query, parameters).fetchone()
    return Counter(values.split("\x1f")).items() if number else ()


def _sparse(connection: sqlite3.Connection, where: Where, column: str) -> list[tuple[object, int]]:
    """Values that few facts have, from an index of those alone; all others are what is left."""
    condition, parameters = where
    query = f"""SELECT f.{column}, count(*) FROM facts f INDEXED BY facts_by_{column}
    WHERE {_LIVE}f.{column} <> '' AND {condition} GROUP BY f.{column}"""
    counted: list[tuple[object, int]] = [tuple(row) for row in connection.execute(query, parameters)]
    left = count(connection, where) - sum(number for _, number in counted)
    return [*counted, ("", left)] if left else counted


def _documents_counted(connection: sqlite3.Connection, where: Where, limit: int) -> tuple[tuple[str, int], ...]:
    """The documents with the most facts: chosen by SQLite, for there may be a hundred thousand."""
    condition, parameters = where
    index = "INDEXED BY facts_of_document" if _OF_STATUS.fullmatch(condition) else ""
    query = f"""SELECT CAST(f.document AS TEXT), count(*) FROM facts f {index} WHERE {_LIVE}{condition}
    GROUP BY f.document ORDER BY 2 DESC, f.document LIMIT ?"""
    return tuple((row[0], row[1]) for row in connection.execute(query, (*parameters, limit)))


def facet_values(field: str, value: object) -> tuple[str, ...]:
    """What a column's value counts under in a facet."""
    text = "" if value is None else str(value)
    if field == "category":
        return (text.partition(".")[0],)
    return tuple(text.split()) or ("",) if field in _SPLIT else (text,)
