"""Keeps the computed findings beside the facts, and computes anew only what an edit or import can have changed."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from core.checks import near
from core.checks.figures import fractions, households, periods, places, slips
from core.checks.growth import growth
from core.checks.records import Finding, Kind, Told, finding
from core.checks.rivals import Cell, across, cell_of, within
from core.checks.sums import sums
from core.records import Fact, Status
from core.store import loading
from core.store.rows import FACT_COLUMNS, fact_of, from_json, text_of

if TYPE_CHECKING:
    from core.store import Store

#: Checks that look at one document at a time.
DOCUMENT_CHECKS = (sums, growth, households, fractions, slips, periods, places, within)

#: Where the store keeps up to which version findings are computed.
CHECKED = "checked"

#: Where it keeps up to which document of a large import they are, while cells are still to come.
UNTIL = "checked_until"

_GROUPS = "SELECT DISTINCT indicator, year FROM facts WHERE removed = 0"
_SCOPES = """
SELECT id, unit, provider, recipient, period_start, period_end, per, planned FROM facts
WHERE removed = 0 AND status IN ('pending', 'approved') AND indicator = ? AND year IS ? AND change IS NULL
"""
_BATCH = 500  # new documents that are checked in one transaction
_DOCUMENT_BITS = 32  # of a version, see `Store.version`

_COLUMNS = ", ".join(f'f."{name}"' for name in FACT_COLUMNS)
_CELL_FIELDS = frozenset(
    ("indicator", "unit", "provider", "recipient", "period_start", "period_end", "per", "planned", "change")
)


def now() -> str:
    """The present moment as the store writes it."""
    return loading.now()


def of_document(told: Told) -> tuple[Finding, ...]:
    """All findings within one document."""
    return tuple(one for check in DOCUMENT_CHECKS for one in check(told))


@dataclass(frozen=True, slots=True)
class Checked:
    """One step of a refresh: documents done of all that are new or edited, and the keys that came, went or changed."""

    done: int
    total: int
    touched: frozenset[str]
    name: str = ""
    problem: None = None


def refresh(store: Store) -> frozenset[str]:
    """Brings the computed findings up to the store's version; the keys that came, went or changed.

    Documents that are new or were edited are checked again, and the cells (see `rivals`) that their facts are in or
    were in. A store opened for reading only is left as it is.
    """
    return frozenset().union(*(step.touched for step in steps(store)))


def ready(store: Store) -> bool:
    """Whether few documents came since findings were computed."""
    since = store.setting(CHECKED)
    last = since & (1 << _DOCUMENT_BITS) - 1 if isinstance(since, int) else 0
    query = "SELECT count(*) FROM (SELECT 1 FROM documents WHERE id > ? LIMIT ?)"
    new: int = store.connection.execute(query, (last, _BATCH + 1)).fetchone()[0]
    return store.read_only or new <= _BATCH


_BEHIND = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM facts WHERE document > :document AND removed = 0 LIMIT :most))
+ (SELECT count(*) FROM (
    SELECT 1 FROM facts WHERE removed = 0 AND document IN (
        SELECT f.document FROM changes c JOIN facts f ON f.id = c.fact WHERE c.edit > :edit LIMIT :most
    ) LIMIT :most
))
"""


def behind(store: Store, most: int = 1000) -> int:
    """How many facts stand in documents that are new or were edited since the last refresh; counted up to `most`."""
    since = store.setting(CHECKED)
    since = since if isinstance(since, int) else 0
    given = {"document": since & (1 << _DOCUMENT_BITS) - 1, "edit": since >> _DOCUMENT_BITS, "most": most}
    return int(store.connection.execute(_BEHIND, given).fetchone()[0])


def steps(store: Store) -> Generator[Checked, None, None]:
    """The same in steps, each kept once it is told: a large import first, some documents at a time, then the edits."""
    since = store.setting(CHECKED)
    since = since if isinstance(since, int) else 0
    if store.read_only or since == store.version:
        return
    last = since & (1 << _DOCUMENT_BITS) - 1
    new = [row[0] for row in store.connection.execute("SELECT id FROM documents WHERE id > ? ORDER BY id", (last,))]
    if len(new) > _BATCH:
        yield from _many(store, new)
        since = since >> _DOCUMENT_BITS << _DOCUMENT_BITS | new[-1]
    with store.writing(durable=False):
        version = store.version
        changes = store.changes_since(since)
        fresh = frozenset(number for change in changes if change.edit is None for number in change.documents)
        facts = frozenset(number for change in changes for number in change.facts)
        edited = frozenset(number for change in changes for number in change.documents) - fresh
        touched = _check_new(store.connection, sorted(fresh)) | _check_documents(store.connection, edited)
        touched |= _check_cells(store.connection, set(_cells_of_facts(store.connection, facts, since)))
        store.set_setting(CHECKED, version)
        store.set_setting(UNTIL, None)
    yield Checked(len(new), len(new), touched)


def _many(store: Store, new: Sequence[int]) -> Iterator[Checked]:
    """Checks very many new documents: one after the other, then all cells, an indicator and year at a time.

    How far the documents were checked is kept, so that the next refresh goes on there where this one is cancelled.
    """
    groups = store.connection.execute(_GROUPS).fetchall()
    total, until = len(new) + len(groups), store.setting(UNTIL)
    first = bisect_right(new, until) if isinstance(until, int) else 0
    for at in range(first, len(new), _BATCH):
        batch = new[at : at + _BATCH]
        with store.writing(durable=False):
            touched = _check_documents(store.connection, batch) | _check_likeness(store.connection, batch)
            store.set_setting(UNTIL, batch[-1])
        yield Checked(at + len(batch), total, touched)
    for done, (indicator, year) in enumerate(groups, len(new) + 1):
        with store.writing(durable=False):
            touched = _check_group(store.connection, indicator, year)
        yield Checked(done, total, touched)


def _check_group(connection: sqlite3.Connection, indicator: str, year: int | None) -> frozenset[str]:
    """All cells of an indicator and year; those of a single fact have no findings and are not read."""
    numbers: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, *scope in connection.execute(_SCOPES, (indicator, year)):
        numbers[tuple(scope)].append(number)
    several = [number for of_scope in numbers.values() if len(of_scope) > 1 for number in of_scope]
    which = "f.id IN (SELECT value FROM json_each(?))"
    cells: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in _facts(connection, which, (json.dumps(several),), "f.document, f.start"):
        if (cell := cell_of(fact)) is not None:
            cells[cell].append(fact)
    published = _published(connection, {fact.document for facts in cells.values() for fact in facts})
    touched: set[str] = set()
    for cell, facts in cells.items():
        touched |= _replace(connection, "cell = ? AND cell <> ''", (cell.name,), across(cell, facts, published))
    return frozenset(touched)


def _check_new(connection: sqlite3.Connection, documents: Sequence[int]) -> frozenset[str]:
    touched = _check_documents(connection, documents)
    touched |= _check_cells(connection, set(_cells_of_documents(connection, documents)))
    return touched | _check_likeness(connection, documents)


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
    return json.dumps(asdict(one) | {"settled": None}, ensure_ascii=False)


# --- what is checked anew ---------------------------------------------------------------------------


def told(connection: sqlite3.Connection, document: int) -> Told:
    """A document as the checks read it."""
    row = connection.execute("SELECT text, published_on FROM documents WHERE id = ?", (document,)).fetchone()
    day = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    return Told(document, text_of(row), day, tuple(_facts(connection, "f.document = ?", (document,), "f.start, f.id")))


def _facts(connection: sqlite3.Connection, where: str, parameters: Iterable[object], order: str) -> Iterator[Fact]:
    query = f"SELECT {_COLUMNS} FROM facts f WHERE f.removed = 0 AND f.status <> ? AND {where} ORDER BY {order}"  # noqa: S608
    for row in connection.execute(query, (Status.REJECTED.value, *parameters)):
        yield fact_of(row)


def _check_documents(connection: sqlite3.Connection, documents: Iterable[int]) -> frozenset[str]:
    touched: set[str] = set()
    for document in sorted(documents):
        found = of_document(told(connection, document))
        touched |= _replace(connection, "document = ? AND cell = ''", (document,), found)
    return frozenset(touched)


def _check_cells(connection: sqlite3.Connection, cells: Iterable[Cell]) -> frozenset[str]:
    touched: set[str] = set()
    for cell in cells:
        facts = list(_facts_of_cell(connection, cell))
        found: tuple[Finding, ...] = ()
        if len(facts) > 1:
            found = tuple(across(cell, facts, _published(connection, {fact.document for fact in facts})))
        touched |= _replace(connection, "cell = ? AND cell <> ''", (cell.name,), found)
    return frozenset(touched)


def _facts_of_cell(connection: sqlite3.Connection, cell: Cell) -> Iterator[Fact]:
    """The index that finds them begins with status, indicator and year, so all three are named."""
    last = cell.period_end or cell.period_start
    where = (
        "f.status IN ('pending', 'approved') AND f.indicator = ? AND f.year = ? AND f.recipient = ? AND f.provider = ? "
        "AND f.unit = ? AND f.per IS ? AND f.planned = ? AND f.change IS NULL "
        "AND f.period_start IS ? AND f.period_end IS ?"
    )
    parameters = (
        cell.indicator, last.year if last else None, " ".join(cell.recipient), " ".join(cell.provider), cell.unit,
        cell.per, int(cell.planned),
        *(day.isoformat() if day else None for day in (cell.period_start, cell.period_end)),
    )  # fmt: skip
    return _facts(connection, where, parameters, "f.document, f.start")


def _published(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, date | None]:
    query = "SELECT id, published_on FROM documents WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(query, (json.dumps(sorted(documents)),))
    return {number: date.fromisoformat(day) if day else None for number, day in rows}


def _cells_of_documents(connection: sqlite3.Connection, documents: Iterable[int]) -> Iterator[Cell]:
    for document in documents:
        for fact in _facts(connection, "f.document = ?", (document,), "f.id"):
            if (cell := cell_of(fact)) is not None:
                yield cell


def _cells_of_facts(connection: sqlite3.Connection, facts: Iterable[int], since: int) -> Iterator[Cell]:
    """The cells that facts are in, and those that they were in before each edit after a version."""
    for number in facts:
        row = connection.execute(f"SELECT {_COLUMNS} FROM facts f WHERE f.id = ?", (number,)).fetchone()  # noqa: S608
        fact = fact_of(row)
        stages = [fact]
        earlier = connection.execute(
            "SELECT field, before FROM changes WHERE fact = ? AND edit > ? ORDER BY edit DESC", (number, since >> 32)
        )
        for name, before in earlier:
            if name in _CELL_FIELDS:
                value: Any = from_json(name, before)
                stages.append(replace(stages[-1], **{name: value}))
        for stage in stages:
            if (cell := cell_of(stage)) is not None:
                yield cell


def _replace(
    connection: sqlite3.Connection, where: str, parameters: tuple[object, ...], found: Iterable[Finding]
) -> frozenset[str]:
    """Puts findings in the place of those that met a condition; the keys that differ."""
    now = {one.key: written(one) for one in found}
    before = dict(connection.execute(f"SELECT key, body FROM found WHERE {where}", parameters).fetchall())  # noqa: S608
    gone = [key for key in before if now.get(key) != before[key]]
    came = {key: body for key, body in now.items() if before.get(key) != body}
    for key in gone:
        facts = read(before[key]).facts
        connection.executemany("DELETE FROM found_facts WHERE fact = ? AND key = ?", ((fact, key) for fact in facts))
        connection.execute("DELETE FROM found WHERE key = ?", (key,))
    for key, body in came.items():
        one = read(body)
        connection.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", (key, one.document, one.cell, body))
        connection.executemany("INSERT OR IGNORE INTO found_facts VALUES (?, ?)", ((fact, key) for fact in one.facts))
    return frozenset(gone) | frozenset(came)


def _check_likeness(connection: sqlite3.Connection, documents: Iterable[int]) -> frozenset[str]:
    touched: set[str] = set()
    for document in documents:
        text, title = _text(connection, document)
        bands = near.sketch(text)
        marks = ", ".join("?" * len(bands))
        query = f"SELECT DISTINCT document FROM sketches WHERE band IN ({marks}) AND document < ?"  # noqa: S608
        rivals = [row[0] for row in connection.execute(query, (*bands, document))]
        connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?)", ((band, document) for band in bands))
        for rival in rivals:
            other, other_title = _text(connection, rival)
            share = near.likeness(text, other)
            if share >= near.NEAR:
                touched |= _near_found(connection, (document, title), (rival, other_title), share)
                break
    return frozenset(touched)


def _text(connection: sqlite3.Connection, document: int) -> tuple[str, str]:
    row = connection.execute("SELECT text, title, name FROM documents WHERE id = ?", (document,)).fetchone()
    return text_of(row), row["title"] or row["name"]


def _near_found(
    connection: sqlite3.Connection, one: tuple[int, str], other: tuple[int, str], share: float
) -> frozenset[str]:
    figures = {"one": one[1], "other": other[1], "share": f"{share:.0%}"}
    cell = f"near|{one[0]}|{other[0]}"
    heads = [
        fact
        for document in (one[0], other[0])
        for fact in list(_facts(connection, "f.document = ?", (document,), "f.start, f.id"))[:1]
    ]
    found = finding(Kind.NEAR_DOCUMENT, 40, heads, "near_document", figures, cell=cell)
    found = replace(found, key=cell, document=one[0], digest="")
    connection.execute("UPDATE documents SET near = ? WHERE id = ? AND near IS NULL", (other[0], one[0]))
    return _replace(connection, "cell = ? AND cell <> ''", (cell,), (found,))
