"""Takes edits back and brings them back: each by another edit that reverses it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from core.errors import StoreProblem
from core.records import Change, EditKind
from core.store.answers import Edit
from core.store.history import Items, ItemStep, Step, edit, edit_of, item, same_item, write

_OF_FACT = "SELECT 1 FROM changes c WHERE c.edit = u.number AND c.fact = :fact"
_STANDING_UNDO = """
SELECT u.number FROM edits u WHERE u.reverses = e.number
AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
"""
_UNDOABLE = f"""
SELECT e.* FROM edits e WHERE e.reverses IS NULL AND e.touched >
(SELECT coalesce(sum(touched), 0) FROM edits WHERE number IN ({_STANDING_UNDO}))
ORDER BY e.number DESC LIMIT 1
"""
_UNDOABLE_OF_FACT = f"""
SELECT e.* FROM edits e WHERE e.reverses IS NULL
AND e.number IN (SELECT edit FROM changes WHERE fact = :fact)
AND NOT EXISTS ({_STANDING_UNDO} AND EXISTS ({_OF_FACT}))
ORDER BY e.number DESC LIMIT 1
"""
_REDOABLE = """
SELECT u.* FROM edits u WHERE u.kind = 'undo'
AND u.number > (SELECT coalesce(max(number), 0) FROM edits WHERE reverses IS NULL)
AND NOT EXISTS (SELECT 1 FROM edits r WHERE r.reverses = u.number)
ORDER BY u.number DESC LIMIT 1
"""


def undoable(connection: sqlite3.Connection, fact: int | None = None) -> Edit | None:
    """The newest edit that stands, of all or of one fact; undo takes it back."""
    row = connection.execute(_UNDOABLE if fact is None else _UNDOABLE_OF_FACT, {"fact": fact}).fetchone()
    return edit_of(row) if row else None


def redoable(connection: sqlite3.Connection) -> Edit | None:
    """The newest undo with no new edit since; redo reverses it."""
    row = connection.execute(_REDOABLE).fetchone()
    return edit_of(row) if row else None


def undo(connection: sqlite3.Connection, number: int | None, fact: int | None, *, who: str) -> Change:
    """Takes back the last edit that stands, or the one with this number; with `fact`, only what it did to that fact."""
    return reverse(connection, to_undo(connection, number, fact), kind=EditKind.UNDO, who=who, fact=fact)


def to_undo(connection: sqlite3.Connection, number: int | None, fact: int | None = None) -> Edit:
    """The last edit that stands, or the one with this number.

    Raises:
        StoreProblem: there is nothing to undo.
    """
    target = undoable(connection, fact) if number is None else edit(connection, number)
    if target is None or target.reverses is not None:
        raise StoreProblem("nothing_to_undo")
    return target


def redo(connection: sqlite3.Connection, *, who: str) -> Change:
    """Brings back what the last undo took."""
    return reverse(connection, to_redo(connection), kind=EditKind.REDO, who=who)


def to_redo(connection: sqlite3.Connection) -> Edit:
    """The undo that redo takes back.

    Raises:
        StoreProblem: there is none.
    """
    target = redoable(connection)
    if target is None:
        raise StoreProblem("nothing_to_redo")
    return target


def reverse(
    connection: sqlite3.Connection, target: Edit, *, kind: EditKind, who: str, fact: int | None = None
) -> Change:
    """Writes the edit that takes `target` back, for all facts on which it still stands or for one.

    Raises:
        StoreProblem: `changed_since`, where a later edit that stands altered the same field.
    """
    steps, items = reversal(connection, target, fact)
    return write(connection, kind, steps, who=who, detail=target.detail, items=items, reverses=target.number)


def reversal(connection: sqlite3.Connection, target: Edit, fact: int | None) -> tuple[list[Step], list[ItemStep]]:
    """What takes `target` back; raises as `reverse` does."""
    steps = _standing_steps(connection, target.number, fact)
    items = [] if fact is not None else _standing_items(connection, target.number)
    if not steps and not items:
        raise StoreProblem("nothing_to_undo")
    _refuse_if_changed_since(connection, target, {(step[0], step[1]) for step in steps})
    back = [(number, name, after, before) for number, name, before, after in steps]
    items_back = [(table, name, after, before) for table, name, before, after in items]
    _refuse_if_item_differs(connection, target, items_back)
    return back, items_back


def before(connection: sqlite3.Connection, number: int) -> tuple[list[tuple[int, str, str]], Items]:
    """What an edit and all later ones found: (fact, field, value as JSON), and the tags, rules and findings."""
    edit(connection, number)  # a problem where there is none
    query = "SELECT fact, field, before, min(edit) FROM changes WHERE edit >= ? GROUP BY fact, field"
    found = [(fact, field, value) for fact, field, value, _ in connection.execute(query, (number,))]
    query = "SELECT item, name, before, min(edit) FROM item_changes WHERE edit >= ? GROUP BY item, name"
    items = {(table, name): json.loads(row) for table, name, row, _ in connection.execute(query, (number,))}
    return found, items


def _standing_steps(connection: sqlite3.Connection, number: int, fact: int | None) -> list[Step]:
    query = f"""
    SELECT c.fact, c.field, c.before, c.after FROM changes c JOIN edits e ON e.number = c.edit
    WHERE c.edit = ? {"AND c.fact = ?" if fact is not None else ""}
    AND NOT EXISTS ({_STANDING_UNDO} AND EXISTS (SELECT 1 FROM changes p WHERE p.edit = u.number AND p.fact = c.fact))
    """
    return [tuple(row) for row in connection.execute(query, (number, fact) if fact is not None else (number,))]


def _standing_items(connection: sqlite3.Connection, number: int) -> list[ItemStep]:
    of_item = "SELECT 1 FROM item_changes p WHERE (p.edit, p.item, p.name) = (u.number, c.item, c.name)"
    query = f"""
    SELECT c.item, c.name, c.before, c.after FROM item_changes c JOIN edits e ON e.number = c.edit
    WHERE c.edit = ? AND NOT EXISTS ({_STANDING_UNDO} AND EXISTS ({of_item}))
    """
    return [tuple(row) for row in connection.execute(query, (number,))]


def _refuse_if_changed_since(connection: sqlite3.Connection, target: Edit, fields: set[tuple[int, str]]) -> None:
    """A later edit of the same field must be taken back first; else its `before` would be false."""
    origin = target.number if target.reverses is None else target.reverses
    query = f"""
    SELECT later.edit, later.fact, later.field FROM edits e
    JOIN changes later ON later.edit = e.number
    WHERE e.number > :origin AND e.reverses IS NULL
    AND later.fact IN (SELECT fact FROM changes WHERE edit = :target)
    AND NOT EXISTS (
        {_STANDING_UNDO} AND EXISTS (SELECT 1 FROM changes p WHERE p.edit = u.number AND p.fact = later.fact)
    )
    """
    for later, fact, field in connection.execute(query, {"origin": origin, "target": target.number}):
        if (fact, field) in fields:
            raise StoreProblem("changed_since", edit=origin, fact=fact, later=later)


def _refuse_if_item_differs(connection: sqlite3.Connection, target: Edit, items: Iterable[ItemStep]) -> None:
    for table, name, before, _ in items:
        if not same_item(table, item(connection, table, name), json.loads(before)):
            later = connection.execute(
                "SELECT max(edit) FROM item_changes WHERE item = ? AND name = ?", (table, name)
            ).fetchone()[0]
            raise StoreProblem("changed_since", edit=target.number, fact=name, later=later)
