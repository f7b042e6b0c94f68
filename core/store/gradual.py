"""Edits of very many facts in steps: one transaction and one edit, with progress, and nothing kept when it is closed.

The last step has the Change. Others who write wait meanwhile. Slices in transactions of their own would let them in
between, but a process that is killed would leave half an edit, which the next one would have to take back before
anybody reads it. In one transaction SQLite does that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType

from core.errors import StoreProblem
from core.records import Change, EditKind
from core.store import history, reversing
from core.store.answers import Edit, EditStep
from core.store.connection import spare
from core.store.history import SLICE, Changes, Items, ItemStep, Step
from core.store.store import Store
from core.uncollected import uncollected


@contextmanager
def _at_length(store: Store) -> Iterator[None]:
    """A transaction in which a hundred thousand steps are held, none of which is garbage, and few pages."""
    with store.writing(), uncollected():
        spare(store.connection)
        yield


def applying(
    store: Store, kind: EditKind, changes: Changes, detail: str = "", items: Items = MappingProxyType({})
) -> Iterator[EditStep]:
    """`Store.apply` in steps."""
    with _at_length(store):
        total = 2 * len(changes)  # each fact is read and written
        steps: list[Step] = []
        for done, part in _slices(changes):
            steps += history.steps_of(store.connection, part)
            yield EditStep(done, total)
        moved = history.item_steps_of(store.connection, items)
        if steps or moved:
            yield from _written(store, kind, steps, moved, detail)
        else:
            yield EditStep(total, total, change=Change(None, kind, detail=detail))


def undoing(store: Store, edit: int | None = None) -> Iterator[EditStep]:
    """`Store.undo` of all that an edit did, in steps."""
    with _at_length(store):
        yield from _reversing(store, reversing.to_undo(store.connection, edit), EditKind.UNDO)


def redoing(store: Store) -> Iterator[EditStep]:
    """`Store.redo` in steps."""
    with _at_length(store):
        yield from _reversing(store, reversing.to_redo(store.connection), EditKind.REDO)


def rewinding(store: Store, edit: int) -> Iterator[EditStep]:
    """Takes an edit and all after it back to what they found, as one edit, in steps.

    It looks at values, not at who reversed what: undo, redo, merges and rewinding among those edits are taken back as
    well, and one undo brings all of it again.

    Raises:
        StoreProblem: there is no such edit, or all is as it was before it.
    """
    with _at_length(store):
        befores, items = reversing.before(store.connection, edit)
        steps: list[Step] = []
        for first in range(0, len(befores), SLICE):
            steps += history.steps_to(store.connection, befores[first : first + SLICE])
            yield EditStep(min(first + SLICE, len(befores)), 2 * len(befores))
        moved = history.item_steps_of(store.connection, items)
        if not (steps or moved):
            raise StoreProblem("nothing_to_undo")
        yield from _written(store, EditKind.REWIND, steps, moved, str(edit))


def rewind(store: Store, edit: int) -> Change:
    """The same at once."""
    *_, last = rewinding(store, edit)
    assert last.change is not None  # noqa: S101 - the last step has it
    return last.change


def touched_since(store: Store, edit: int) -> int:
    """How many facts and other things an edit and all after it changed, those changed twice counted twice."""
    query = "SELECT coalesce(sum(touched), 0) FROM edits WHERE number >= ?"
    return int(store.connection.execute(query, (edit,)).fetchone()[0])


def to_undo(store: Store, edit: int | None = None) -> Edit | None:
    """The last edit that stands, or the one with this number, before it is undone; None where there is none."""
    try:
        return reversing.to_undo(store.connection, edit)
    except StoreProblem:
        return None


def _reversing(store: Store, target: Edit, kind: EditKind) -> Iterator[EditStep]:
    yield EditStep(0, 2 * target.touched)
    steps, items = reversing.reversal(store.connection, target, None)
    yield from _written(store, kind, steps, items, target.detail, target.number)


def _written(
    store: Store, kind: EditKind, steps: list[Step], items: list[ItemStep], detail: str, reverses: int | None = None
) -> Iterator[EditStep]:
    told = history.writing(
        store.connection, kind, steps, who=store.curator, detail=detail, items=items, reverses=reverses
    )
    for done, change in told:
        yield EditStep(len(steps) + done, 2 * len(steps), change=change)


def _slices(changes: Changes) -> Iterator[tuple[int, dict[int, Mapping[str, object]]]]:
    waiting, done = iter(changes.items()), 0
    while part := dict(islice(waiting, SLICE)):
        done += len(part)
        yield done, part
