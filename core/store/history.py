"""The append-only history: writes edits, takes them back, brings them back, and tells of them.

An edit is taken back by another edit that `reverses` it, for all of its facts or for one; redo reverses
that one again. Whether an edit stands is computed from these rows alone, so it survives a restart.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.errors import StoreProblem
from core.records import Change, EditKind, Fact
from core.store import loading, rows
from core.store.answers import Edit

#: Fields to their new values, for each fact id.
Changes = Mapping[int, Mapping[str, object]]
#: (table, name) to the new row of a tag, rule or finding, without its name, or None.
Items = Mapping[tuple[str, str], Mapping[str, object] | None]
#: (fact, field, before, after), values as JSON.
Step = tuple[int, str, str, str]
#: (table, name, before, after), rows as JSON; "null" where there is none.
ItemStep = tuple[str, str, str, str]

SLICE = 4_000  # steps of a long edit between two looks at whether it was cancelled


def edit_of(row: sqlite3.Row) -> Edit:
    """An edit from its row."""
    return Edit(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        kind=EditKind(row["kind"]),
        detail=row["detail"],
        reverses=row["reverses"],
        touched=row["touched"],
    )


def edit(connection: sqlite3.Connection, number: int) -> Edit:
    """The edit with this number.

    Raises:
        StoreProblem: there is none.
    """
    row = connection.execute("SELECT * FROM edits WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise StoreProblem("no_such_edit", edit=number)
    return edit_of(row)


# --- writing ----------------------------------------------------------------------------------------


def steps_of(connection: sqlite3.Connection, changes: Changes) -> list[Step]:
    """What `changes` would alter: fields that keep their value are left out.

    Raises:
        StoreProblem: one of the facts is not there.
    """
    names = sorted({name for values in changes.values() for name in values})
    present = present_values(connection, changes.keys(), names)
    steps: list[Step] = []
    told: tuple[Mapping[str, object], dict[str, str]] = ({}, {})
    for fact, values in changes.items():
        if fact not in present:
            raise StoreProblem("no_such_fact", fact=fact)
        if values is not told[0]:  # the facts of a bulk edit share one mapping
            told = values, {name: rows.to_json(name, value) for name, value in values.items()}
        for name, after in told[1].items():
            if after != present[fact][name]:
                steps.append((fact, name, present[fact][name], after))
    return steps


def steps_to(connection: sqlite3.Connection, wanted: Sequence[tuple[int, str, str]]) -> list[Step]:
    """The steps that give facts these values (fact, field, JSON), where they have others."""
    present = present_values(connection, {fact for fact, _, _ in wanted}, sorted({name for _, name, _ in wanted}))
    return [(fact, name, present[fact][name], value) for fact, name, value in wanted if present[fact][name] != value]


def removal(connection: sqlite3.Connection, facts: Iterable[int]) -> Changes:
    """The changes that remove facts, and with them the links of others to them."""
    gone = list(facts)
    changes: dict[int, dict[str, object]] = {number: {"removed": True} for number in gone}
    for field in ("whole", "same_as"):
        query = f"SELECT id FROM facts WHERE {field} IN (SELECT value FROM json_each(?))"
        for (number,) in connection.execute(query, (json.dumps(gone),)):
            changes.setdefault(number, {})[field] = None
    return changes


def item_steps_of(connection: sqlite3.Connection, items: Items) -> list[ItemStep]:
    """What `items` would alter of tags, rules and findings."""
    steps: list[ItemStep] = []
    for (table, name), row in items.items():
        before, after = item(connection, table, name), None if row is None else dict(row)
        if before != after:
            steps.append((table, name, json.dumps(before, ensure_ascii=False), json.dumps(after, ensure_ascii=False)))
    return steps


def present_values(
    connection: sqlite3.Connection, facts: Iterable[int], names: Sequence[str]
) -> dict[int, dict[str, str]]:
    """The present values of some fields as JSON, for those of the facts that are there."""
    ids = json.dumps(list(facts))
    columns = [name for name in names if name != "tags"]
    query = ", ".join(["SELECT id", *(f'"{name}"' for name in columns)])
    found: dict[int, dict[str, str]] = {}
    cursor = connection.execute(f"{query} FROM facts WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    cursor.row_factory = None
    cache: dict[tuple[str, object], str] = {}
    for number, *values in cursor:
        found[number] = {name: _as_json(cache, name, value) for name, value in zip(columns, values, strict=True)}
    if "tags" in names:
        tags = tags_of(connection, found)
        for number, values_of in found.items():
            values_of["tags"] = rows.to_json("tags", tags.get(number, ()))
    return found


def _as_json(cache: dict[tuple[str, object], str], name: str, value: object) -> str:
    """JSON of a column's value; a bulk edit meets the same few values a hundred thousand times."""
    key = (name, value)
    if key not in cache:
        cache[key] = rows.to_json(name, rows.from_column(name, value))
    return cache[key]


def tags_of(connection: sqlite3.Connection, facts: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The tags of those facts that have any, in the order of their names."""
    query = "SELECT fact, tag FROM fact_tags WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY fact, tag"
    found: dict[int, tuple[str, ...]] = {}
    for fact, tag in connection.execute(query, (json.dumps(list(facts)),)):
        found[fact] = (*found.get(fact, ()), tag)
    return found


def write(
    connection: sqlite3.Connection,
    kind: EditKind,
    steps: Sequence[Step],
    *,
    who: str,
    detail: str = "",
    items: Sequence[ItemStep] = (),
    reverses: int | None = None,
) -> Change:
    """Writes one edit: its row, its changes, and the facts and other things as they are after it."""
    *_, (_, change) = writing(connection, kind, steps, who=who, detail=detail, items=items, reverses=reverses)
    assert change is not None  # noqa: S101 - the last step has it
    return change


def writing(
    connection: sqlite3.Connection,
    kind: EditKind,
    steps: Sequence[Step],
    *,
    who: str,
    detail: str = "",
    items: Sequence[ItemStep] = (),
    reverses: int | None = None,
) -> Iterator[tuple[int, Change | None]]:
    """The same in slices: how many steps are written, and at the end what changed. The caller holds a transaction."""
    facts = frozenset(step[0] for step in steps)
    number = connection.execute(
        "INSERT INTO edits (at, who, kind, detail, reverses, touched) VALUES (?, ?, ?, ?, ?, ?)",
        (loading.now(), who, kind, detail, reverses, len(facts) + len(items)),
    ).lastrowid
    for first in range(0, len(steps), SLICE):
        part = steps[first : first + SLICE]
        connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?)", ((number, *step) for step in part))
        _put_facts(connection, part, who)
        yield first + len(part), None
    connection.executemany("INSERT INTO item_changes VALUES (?, ?, ?, ?, ?)", ((number, *item) for item in items))
    put_items(connection, items)
    fields = frozenset(step[1] for step in steps) | frozenset(item[0] for item in items)
    yield len(steps), Change(number, kind, facts, documents_of(connection, facts), fields, detail)


def _put_facts(connection: sqlite3.Connection, steps: Sequence[Step], who: str) -> None:
    """Gives facts their new values; of a hundred thousand equal ones each is read once."""
    by_fields: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    values: dict[int, dict[str, object]] = {}
    read: dict[tuple[str, str], dict[str, object]] = {}
    places = set()
    for fact, name, _, after in steps:
        if (name, after) not in read:
            value = rows.from_json(name, after)
            read[name, after] = _columns(name, value)
            if name in ("provider", "recipient"):
                places.add(value)
        values.setdefault(fact, {}).update(read[name, after])
    for fact, columns in values.items():
        if "tags" in columns:
            loading.put_tags(connection, fact, columns.pop("tags"))  # type: ignore[arg-type]
        by_fields.setdefault(tuple(columns), []).append((*columns.values(), who, fact))
    for names, parameters in by_fields.items():
        assignments = ", ".join(f'"{name}" = ?' for name in (*names, "curator"))
        connection.executemany(f"UPDATE facts SET {assignments} WHERE id = ?", parameters)
    loading.know_places(connection, places)  # type: ignore[arg-type]


def _columns(name: str, value: object) -> dict[str, object]:
    """What a field's value is in the columns of its fact; tags have a table of their own."""
    if name == "tags":
        return {name: value}
    told = {name: rows.to_column(name, value)}
    if isinstance(value, Decimal) and name == "value":
        told["scaled"] = rows.scaled(value)
    return told


def put_items(connection: sqlite3.Connection, items: Iterable[ItemStep]) -> None:
    """Makes tags, rules and findings what they are after an edit."""
    for table, name, _, after in items:
        row = json.loads(after)
        if row is None and table == "tags" and _carried(connection, name):
            row = _PLAIN_TAG
        if row is None:
            connection.execute(f"DELETE FROM {table} WHERE name = ?", (name,))
            continue
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        updates = ", ".join(f"{column} = excluded.{column}" for column in row)
        connection.execute(
            f"INSERT INTO {table} (name, {columns}) VALUES (?, {marks}) ON CONFLICT (name) DO UPDATE SET {updates}",
            (name, *row.values()),
        )


#: A tag of which nothing is kept but its name: facts that carry it make it, and it may go when none does.
_PLAIN_TAG: dict[str, object] = {"colour": "", "key": None}


def _carried(connection: sqlite3.Connection, tag: str) -> bool:
    return connection.execute("SELECT 1 FROM fact_tags WHERE tag = ?", (tag,)).fetchone() is not None


def same_item(table: str, one: Mapping[str, object] | None, other: Mapping[str, object] | None) -> bool:
    """Whether two rows of a tag, rule or finding say the same: a plain tag and none do."""
    if table == "tags":
        return (one or _PLAIN_TAG) == (other or _PLAIN_TAG)
    return one == other


def documents_of(connection: sqlite3.Connection, facts: Iterable[int]) -> frozenset[int]:
    """The documents that these facts stand in."""
    query = "SELECT DISTINCT document FROM facts WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in connection.execute(query, (json.dumps(list(facts)),)))


def add_fact(connection: sqlite3.Connection, fact: Fact, *, who: str, detail: str = "") -> Change:
    """Adds a fact by hand, as an edit that takes it from removed to there."""
    number = loading.next_fact(connection)
    loading.insert_by_hand(connection, replace(fact, id=number), who)
    return write(connection, EditKind.ADD, [(number, "removed", "true", "false")], who=who, detail=detail)


def reshape(
    connection: sqlite3.Connection, kind: EditKind, changes: Changes, added: Sequence[Fact], *, who: str, detail: str
) -> Change:
    """One edit that changes facts and adds others; those have negative ids, by which links may name them."""
    first = loading.next_fact(connection)
    numbers: dict[object, int] = {fact.id: first + place for place, fact in enumerate(added)}
    for fact in added:
        whole, same = (numbers.get(link, link) for link in (fact.whole, fact.same_as))
        loading.insert_by_hand(connection, replace(fact, id=numbers[fact.id], whole=whole, same_as=same), who)
    linked = {
        fact: {
            name: numbers.get(value, value) if name in ("whole", "same_as") else value for name, value in values.items()
        }
        for fact, values in changes.items()
    }
    steps = steps_of(connection, linked)
    steps += [(number, "removed", "true", "false") for number in numbers.values()]
    return write(connection, kind, steps, who=who, detail=detail)


def item(connection: sqlite3.Connection, table: str, name: str) -> dict[str, object] | None:
    """A tag's, rule's or finding's row without its name, or None where there is none."""
    row = connection.execute(f"SELECT * FROM {table} WHERE name = ?", (name,)).fetchone()
    return {key: row[key] for key in row.keys() if key != "name"} if row else None  # noqa: SIM118 - sqlite3.Row


def original(connection: sqlite3.Connection, number: int) -> Fact | None:
    """A fact as it came in: its present values, with the `before` of the first change of each field."""
    row = connection.execute(f"SELECT by_hand, {rows.FACT_NAMES} FROM facts WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise StoreProblem("no_such_fact", fact=number)
    if row["by_hand"]:
        return None
    fact = rows.fact_of(tuple(row)[1:], tags_of(connection, (number,)).get(number, ()))
    query = "SELECT field, before, min(edit) FROM changes WHERE fact = ? AND field <> 'removed' GROUP BY field"
    first: dict[str, Any] = {
        field: rows.from_json(field, before) for field, before, _ in connection.execute(query, (number,))
    }
    return replace(fact, **first)
