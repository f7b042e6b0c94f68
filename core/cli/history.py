"""The commands `undo`, `redo` and `history`."""

from __future__ import annotations

import argparse

from core.cli.console import Console
from core.cli.facts import in_steps, told
from core.cli.stores import existing
from core.export import plain
from core.store import HistoryRow, redoing, rewinding, undoing


def undo(given: argparse.Namespace, console: Console) -> int:
    """Takes back the last edit, one by number, one and all after it, or what was done to one fact."""
    with existing(given.store, console) as store:
        if given.fact:
            change = store.undo(given.edit, given.fact)
        else:
            steps = rewinding(store, given.since) if given.since else undoing(store, given.edit)
            change = in_steps(steps, console)
        told(change, console)
    return 0


def redo(given: argparse.Namespace, console: Console) -> int:
    """Brings back what undo took."""
    with existing(given.store, console) as store:
        told(in_steps(redoing(store), console), console)
    return 0


def history(given: argparse.Namespace, console: Console) -> int:
    """Prints fields before and after, newest first."""
    with existing(given.store, console, read_only=True) as store:
        rows = store.history(given.fact, given.document, given.text, limit=given.limit)
    if console.as_json:
        console.data([_record(row) for row in rows])
    else:
        heads = ("edit", "at", "who", "kind", "fact", "field", "before", "after", "undone")
        console.table(heads, (tuple(_record(row)[name] for name in heads) for row in rows))
    return 0


def _record(row: HistoryRow) -> dict[str, object]:
    names = HistoryRow.__dataclass_fields__
    return {name: plain(getattr(row, name)) for name in names}
