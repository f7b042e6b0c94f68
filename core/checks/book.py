"""Keeps the computed findings beside the facts, and computes those of documents and cells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import groupby
from typing import Any

from core.checks import near
from core.checks.figures import fractions, households, periods, places, slips
from core.checks.growth import growth
from core.checks.records import Finding, Kind, Told, finding
from core.checks.rivals import Cell, across, cell_of, within
from core.checks.sums import sums
from core.records import Fact, Status
from core.store import loading
from core.store.rows import FACT_COLUMNS, fact_of, from_json, text_of

#: Checks that look at one document at a time.
DOCUMENT_CHECKS = (sums, growth, households, fractions, slips, periods, places, within)

#: The findings of a document (its number) or of a cell (its name), as they should be.
Renewed = tuple[int | str, tuple[Finding, ...]]
#: Where cells stand in the order in which all of them are read: indicator, year, recipient, provider.
Place = tuple[str, int, str, str]

_COLUMNS = ", ".join(f'f."{name}"' for name in FACT_COLUMNS)
_CELL_FIELDS = frozenset(
    ("indicator", "unit", "provider", "recipient", "period_start", "period_end", "per", "planned", "change")
)
_COMPARED = "f.status IN ('pending', 'approved') AND f.change IS NULL"
_FINDING = tuple(field.name for field in fields(Finding))


def now() -> str:
    """The present moment as the store writes it."""
    return loading.now()


def of_document(told: Told) -> tuple[Finding, ...]:
    """All findings within one document."""
    return tuple(one for check in DOCUMENT_CHECKS for one in check(told))


def stored(connection: sqlite3.Connection, where: str = "1", parameters: Iterable[object] = ()) -> Iterator[Finding]:
    """The computed findings that meet a condition on `found`."""
    for (body,) in connection.execute(f"SELECT body FROM found WHERE {where}", tuple(parameters)):  # noqa: S608
        yield read(body)


def stored_for(connection: sqlite3.Connection, facts: Iterable[int]) -> Iterator[Finding]:
    """The computed findings that rest on any of these facts."""
    where = "key IN (SELECT key FROM found_facts WHERE fact IN (SELECT value FROM json_each(?)))"
    return stored(connection, where, (json.dumps(list(facts)),))


def read(body: str) -> Finding:
    """A finding from its stored form."""
    values = json.loads(body)
    values |= {
        "kind": Kind(values["kind"]),
        "facts": tuple(values["facts"]),
        "figures": tuple((name, value) for name, value in values["figures"]),
    }
    return Finding(**values)


def written(one: Finding) -> str:
    """A finding as it is stored."""
    return json.dumps({name: getattr(one, name) for name in _FINDING} | {"settled": None}, ensure_ascii=False)


# --- documents --------------------------------------------------------------------------------------


def told(connection: sqlite3.Connection, document: int) -> Told:
    """A document as the checks read it."""
    row = connection.execute("SELECT text, published_on FROM documents WHERE id = ?", (document,)).fetchone()
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    return Told(document, text_of(row), day, tuple(_facts(connection, "f.document = ?", (document,), "f.start, f.id")))


def _facts(connection: sqlite3.Connection, where: str, parameters: Iterable[object], order: str) -> Iterator[Fact]:
    query = f"SELECT {_COLUMNS} FROM facts f WHERE f.removed = 0 AND f.status <> ? AND {where} ORDER BY {order}"  # noqa: S608
    for row in connection.execute(query, (Status.REJECTED.value, *parameters)):
        yield fact_of(row)


def of_documents(connection: sqlite3.Connection, documents: Iterable[int]) -> list[Renewed]:
    """The findings within each of these documents."""
    return [(document, of_document(told(connection, document))) for document in documents]


def sketches(connection: sqlite3.Connection, documents: Iterable[int]) -> list[tuple[int, int]]:
    """The bands of each document's sketch: (band, document)."""
    numbers = list(documents)
    bands = near.sketches([_text(connection, document)[0] for document in numbers])
    return [(band, document) for document, own in zip(numbers, bands, strict=True) for band in own]


def of_likeness(connection: sqlite3.Connection, bands: Iterable[tuple[int, int]]) -> list[Renewed]:
    """Those of these documents, whose sketches are kept, that have nearly the text of an earlier one."""
    found: list[Renewed] = []
    for document, of_one in groupby(bands, key=lambda one: one[1]):
        own = [band for band, _ in of_one]
        marks = ", ".join("?" * len(own))
        query = f"SELECT DISTINCT document FROM sketches WHERE band IN ({marks}) AND document < ?"  # noqa: S608
        rivals = [row[0] for row in connection.execute(query, (*own, document))]
        if rivals and (one := _near_found(connection, document, rivals)) is not None:
            found.append((one.cell, (one,)))
    return found


def _near_found(connection: sqlite3.Connection, document: int, rivals: Sequence[int]) -> Finding | None:
    text, title = _text(connection, document)
    for rival in rivals:
        other, other_title = _text(connection, rival)
        share = near.likeness(text, other)
        if share >= near.NEAR:
            figures = {"one": title, "other": other_title, "share": f"{share:.0%}"}
            cell = f"{NEAR}{document}|{rival}"
            heads = [fact for one in (document, rival) for fact in _first(connection, one)]
            found = finding(Kind.NEAR_DOCUMENT, 40, heads, "near_document", figures, cell=cell)
            return replace(found, key=cell, document=document, digest="")
    return None


#: What the cells of findings on documents that are alike begin with; their numbers follow, the later one first.
NEAR = "near|"


def _first(connection: sqlite3.Connection, document: int) -> Iterator[Fact]:
    return _facts(connection, "f.document = ?", (document,), "f.start, f.id LIMIT 1")


def _text(connection: sqlite3.Connection, document: int) -> tuple[str, str]:
    row = connection.execute("SELECT text, title, name FROM documents WHERE id = ?", (document,)).fetchone()
    return text_of(row), row["title"] or row["name"]


# --- cells ------------------------------------------------------------------------------------------


def of_cells(connection: sqlite3.Connection, cells: Iterable[Cell]) -> list[Renewed]:
    """The findings of each of these cells."""
    return _compared({cell: list(_facts_of_cell(connection, cell)) for cell in cells}, Dates(connection))


class Dates:
    """The dates of documents, each read once: their rows are wide and lie far apart."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, date | None] = {}

    def of(self, documents: Iterable[int]) -> Mapping[int, date | None]:
        """The dates of these documents at least."""
        missing = sorted(set(documents) - self._known.keys())
        if missing:
            query = "SELECT id, published_on FROM documents WHERE id IN (SELECT value FROM json_each(?))"
            for number, day in self._connection.execute(query, (json.dumps(missing),)):
                self._known[number] = date.fromisoformat(day) if day else None
        return self._known


def _compared(cells: Mapping[Cell, Sequence[Fact]], dates: Dates) -> list[Renewed]:
    published = dates.of(fact.document for facts in cells.values() if len(facts) > 1 for fact in facts)
    return [(cell.name, tuple(across(cell, facts, published))) for cell, facts in cells.items()]


def _facts_of_cell(connection: sqlite3.Connection, cell: Cell) -> Iterator[Fact]:
    """The index that finds them begins with indicator, year and places, so all of them are named."""
    last = cell.period_end or cell.period_start
    where = (
        f"{_COMPARED} AND f.indicator = ? AND f.year = ? AND f.recipient = ? AND f.provider = ? "
        "AND f.unit = ? AND f.per IS ? AND f.planned = ? AND f.period_start IS ? AND f.period_end IS ?"
    )
    parameters = (
        cell.indicator, last.year if last else None, " ".join(cell.recipient), " ".join(cell.provider), cell.unit,
        cell.per, int(cell.planned),
        *(day.isoformat() if day else None for day in (cell.period_start, cell.period_end)),
    )  # fmt: skip
    return _facts(connection, where, parameters, "f.document, f.start")


_BEHIND = "f.year IS NOT NULL AND (f.indicator, f.year, f.recipient, f.provider) > (?, ?, ?, ?)"
_START: Place = ("", 0, "", "")


def places_behind(connection: sqlite3.Connection, place: Place | None, most: int) -> list[Place]:
    """Where the next `most` facts that can be compared stand, in order; one place for each of several facts.

    There are fewer of them where places hold one fact alone, which nothing can be held against.
    """
    query = f"""SELECT f.indicator, f.year, f.recipient, f.provider FROM facts f INDEXED BY facts_of_cell
    WHERE f.removed = 0 AND f.change IS NULL AND {_BEHIND} ORDER BY 1, 2, 3, 4 LIMIT ?"""  # noqa: S608
    found = connection.execute(query, (*(place or _START), most)).fetchall()
    return list(dict.fromkeys((row[0], row[1], row[2], row[3]) for row in found))


def crowded(connection: sqlite3.Connection, most: int) -> bool:
    """Whether more than so many figures tell of one indicator, year, recipient and provider."""
    query = """SELECT 1 FROM facts INDEXED BY facts_of_cell WHERE removed = 0 AND change IS NULL AND year IS NOT NULL
    GROUP BY indicator, year, recipient, provider HAVING count(*) > ? LIMIT 1"""
    return connection.execute(query, (most,)).fetchone() is not None


def of_place(connection: sqlite3.Connection, place: Place, dates: Dates) -> list[Renewed]:
    """The findings of all cells of an indicator, year, recipient and provider; a cell of one fact has none."""
    where = f"{_COMPARED} AND f.indicator = ? AND f.year = ? AND f.recipient = ? AND f.provider = ?"
    cells: dict[Cell, list[Fact]] = {}
    for fact in _facts(connection, where, place, "f.document, f.start"):
        if (cell := cell_of(fact)) is not None:
            cells.setdefault(cell, []).append(fact)
    return _compared({cell: facts for cell, facts in cells.items() if len(facts) > 1}, dates)


def cells_of_documents(connection: sqlite3.Connection, documents: Iterable[int]) -> Iterator[Cell]:
    """The cells that facts of these documents are in."""
    for document in documents:
        for fact in _facts(connection, "f.document = ?", (document,), "f.id"):
            if (cell := cell_of(fact)) is not None:
                yield cell


def cells_of_facts(connection: sqlite3.Connection, facts: Iterable[int], since: int) -> Iterator[Cell]:
    """The cells that facts are in, and those that they were in before each edit after the edit `since`."""
    for number in facts:
        row = connection.execute(f"SELECT {_COLUMNS} FROM facts f WHERE f.id = ?", (number,)).fetchone()  # noqa: S608
        fact = fact_of(row)
        stages = [fact]
        earlier = connection.execute(
            "SELECT field, before FROM changes WHERE fact = ? AND edit > ? ORDER BY edit DESC", (number, since)
        )
        for name, before in earlier:
            if name in _CELL_FIELDS:
                value: Any = from_json(name, before)
                stages.append(replace(stages[-1], **{name: value}))
        for stage in stages:
            if (cell := cell_of(stage)) is not None:
                yield cell


# --- keeping ----------------------------------------------------------------------------------------


Rows = list[tuple[str, str | None]]  # keys of findings, and their new form or None


def difference(connection: sqlite3.Connection, renewed: Iterable[Renewed]) -> Rows:
    """What has to be written so that the findings of documents and cells are these: gone ones first."""
    gone, came = [], []
    for scope, found in renewed:
        now = {one.key: written(one) for one in found}
        where = "document = ? AND cell = ''" if isinstance(scope, int) else "cell = ? AND cell <> ''"
        before = dict(connection.execute(f"SELECT key, body FROM found WHERE {where}", (scope,)).fetchall())  # noqa: S608
        gone += [(key, None) for key in before if key not in now]
        came += [(key, body) for key, body in now.items() if before.get(key) != body]
    return [*gone, *came]


def write(connection: sqlite3.Connection, rows: Rows) -> None:
    """Writes findings that came, went or changed."""
    for key, body in rows:
        for before in stored(connection, "key = ?", (key,)):
            facts = ((fact, key) for fact in before.facts)
            connection.executemany("DELETE FROM found_facts WHERE fact = ? AND key = ?", facts)
        if body is None:
            connection.execute("DELETE FROM found WHERE key = ?", (key,))
            continue
        one = read(body)
        connection.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", (key, one.document, one.cell, body))
        connection.executemany("INSERT OR IGNORE INTO found_facts VALUES (?, ?)", ((fact, key) for fact in one.facts))
        if one.cell.startswith(NEAR):
            earlier = one.cell.rpartition("|")[2]
            connection.execute("UPDATE documents SET near = ? WHERE id = ? AND near IS NULL", (earlier, one.document))
