"""Saves what can be read of a damaged store to a new one, and says what could not.

Tables are read by SQLite from both ends, as far as it comes; what is missing between is looked for in the bare
pages (`pages`). Documents must fit their hash, facts their document. What is computed (full text, places, sums,
findings) is made anew. The history comes along; where rows of it are lost, an edit of the rescue leads to the
present, and `verify` tells of the gap.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from core import schema
from core.errors import StoreProblem
from core.store import connection as opening
from core.store import pages, replanting
from core.store.connection import MAGIC
from core.store.losses import Loss

#: Tables in the order in which they can be filled; those that are never deleted from are looked for in bare pages too.
TABLES = (
    "documents", "facts", "edits", "changes", "item_changes", "brought_changes",
    "tags", "fact_tags", "findings", "rules", "settings",
)  # fmt: skip
_KEPT_FOR_EVER = frozenset(TABLES[:6])

#: A table's columns: name, type, whether it must have a value, place in the key (0 for none).
Columns = tuple[tuple[str, str, bool, int], ...]
#: Rows of a table by their keys.
Found = dict[tuple[object, ...], tuple[object, ...]]

_ROWS = 2000  # rows between two steps
_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}


@dataclass(frozen=True, slots=True)
class Rescue:
    """What was saved, as rows of each table, and each thing that was not."""

    saved: dict[str, int]
    losses: tuple[Loss, ...]

    @property
    def lost(self) -> list[str]:
        """One English sentence for each thing that was not saved."""
        return [one.sentence() for one in self.losses]


@dataclass(frozen=True, slots=True)
class RescueStep:
    """How far a rescue is: `done` of `total`, what it is at (of `PHASES`); the last step has the `rescue`."""

    done: int
    total: int
    name: str
    rescue: Rescue | None = None


#: What a rescue does, one after the other, and its share of the work in hundredths.
PHASES = {"tables": 35, "pages": 25, "writing": 40}


def rescue(damaged: Path, to: Path) -> Rescue:
    """Makes a new store at `to` of what can be read of `damaged`, which stays as it is.

    Raises:
        StoreProblem: `damaged` is missing, `to` is there already, or nothing could be read.
    """
    *_, last = rescue_steps(damaged, to)
    assert last.rescue  # noqa: S101 - the last step has it
    return last.rescue


def rescue_steps(damaged: Path, to: Path) -> Iterator[RescueStep]:
    """The same step by step, for a thread; a rescue that is closed before its end leaves nothing behind."""
    if not damaged.is_file():
        raise StoreProblem("missing", path=damaged)
    if to.exists():
        raise StoreProblem("exists", path=to)
    found = yield from _read(damaged)
    if not (found["documents"] or found["facts"]):
        raise StoreProblem("nothing_to_rescue", path=damaged)
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(opening.connect(part, read_only=False)) as new:
            new.row_factory = sqlite3.Row
            planting = replanting.Planting(new, found)
            for done, total in planting.steps():
                yield _step("writing", done, total)
            new.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        part.rename(to)
        told = Rescue(planting.saved, (*_ends_early(damaged), *planting.losses))
        yield RescueStep(100, 100, "writing", told)
    finally:
        for leftover in ("", "-wal", "-shm"):
            part.with_name(part.name + leftover).unlink(missing_ok=True)


def _step(phase: str, done: int, total: int) -> RescueStep:
    names = list(PHASES)
    before = sum(PHASES[name] for name in names[: names.index(phase)])
    return RescueStep(before + PHASES[phase] * done // max(total, 1), 100, phase)


def _ends_early(damaged: Path) -> Iterator[Loss]:
    with damaged.open("rb") as file:
        known = file.read(16) == MAGIC
    if not known:
        yield Loss("beginning")
    elif whole := opening.cut_short(damaged):
        yield Loss("cut_short", {"present": damaged.stat().st_size, "whole": whole})


def _layout() -> dict[str, Columns]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        schema.migrate(fresh)
        layout = {}
        for table in TABLES:
            told = fresh.execute(f"PRAGMA table_info ({table})").fetchall()
            layout[table] = tuple((row[1], row[2], bool(row[3]), row[5]) for row in told)
    return layout


def _read(damaged: Path) -> Generator[RescueStep, None, dict[str, list[replanting.Row]]]:
    """All rows that can be read, of a copy: SQLite writes to what it opens."""
    layout = _layout()
    found: dict[str, Found] = {table: {} for table in TABLES}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "damaged.hedui"
        shutil.copyfile(damaged, copy)
        with suppress(OSError):
            shutil.copyfile(damaged.with_name(damaged.name + "-wal"), copy.with_name(copy.name + "-wal"))
        at = ""
        for table, row in _by_sqlite(copy, layout):
            found[table].setdefault(_key(layout[table], row), row)
            if table != at or len(found[table]) % _ROWS == 0:
                at = table
                yield _step("tables", TABLES.index(table), len(TABLES))
        data = copy.read_bytes()
        for number, (place, table, row) in enumerate(_by_pages(data, layout)):
            found[table].setdefault(_key(layout[table], row), row)
            if number % _ROWS == 0:
                yield _step("pages", place, len(data))
    return {
        table: [dict(zip((name for name, *_ in layout[table]), row, strict=True)) for _, row in sorted(rows.items())]
        for table, rows in found.items()
    }


def _key(columns: Columns, row: tuple[object, ...]) -> tuple[object, ...]:
    return tuple(value for (*_, place), value in zip(columns, row, strict=True) if place)


def _by_sqlite(path: Path, layout: dict[str, Columns]) -> Iterator[tuple[str, tuple[object, ...]]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        opened.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for table, columns in layout.items():
            names = ", ".join(f'"{name}"' for name, *_ in columns)
            key = [f'"{name}"' for name, *_, place in sorted(columns, key=lambda one: one[3]) if place]
            for way in ("", " DESC"):
                order = ", ".join(f"{name}{way}" for name in key)
                ended = False
                with suppress(sqlite3.Error, OverflowError, UnicodeDecodeError):  # what SQLite says may be damaged too
                    for row in opened.execute(f"SELECT {names} FROM {table} NOT INDEXED ORDER BY {order}"):
                        if _fits(columns, row):
                            yield table, row
                    ended = True
                if ended:
                    break
        with suppress(sqlite3.Error, UnicodeDecodeError):
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _by_pages(data: bytes, layout: dict[str, Columns]) -> Iterator[tuple[int, str, tuple[object, ...]]]:
    for row in pages.rows_of(data):
        for table in _KEPT_FOR_EVER:
            columns = layout[table]
            values = _with_rowid(row, columns)
            if values is not None and _fits(columns, values):
                yield row.at, table, values
                break


def _with_rowid(row: pages.Row, columns: Columns) -> tuple[object, ...] | None:
    """The values of a row of this table; its integer key stands beside the record, which has a null in its place."""
    if len(row.values) != len(columns):
        return None
    own = sum(1 for *_, place in columns if place) == 1
    if (row.rowid is not None) != own:
        return None
    return (row.rowid, *row.values[1:]) if own else row.values


def _fits(columns: Columns, row: Iterable[object]) -> bool:
    return all(
        (not needed and not place) if value is None else isinstance(value, _TYPES[kind])
        for (_, kind, needed, place), value in zip(columns, row, strict=True)
    )
