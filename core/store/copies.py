"""Copies of a store: made while it is in use, checked by opening, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from core import schema
from core.errors import StoreProblem
from core.store.connection import connect, problems
from core.store.owner import claim, owner_of

#: Automatic copies that are kept; older ones go.
KEPT = 10


def _stamp() -> str:
    """The local time as a file name, readable in a list of files."""
    return datetime.now().astimezone().strftime("%Y-%m-%d %H%M%S")


def folder_of(path: Path) -> Path:
    """Where the automatic copies of a store lie."""
    return path.with_name(path.name + "-backups")


def backups(path: Path) -> tuple[Path, ...]:
    """The automatic copies of a store, newest first."""
    folder = folder_of(path)
    return tuple(sorted(folder.glob("*.hedui"), reverse=True)) if folder.is_dir() else ()


def back_up(connection: sqlite3.Connection, path: Path, to: Path | None = None) -> Path:
    """Copies an open store to `to`, or into its folder of copies, of which the newest `KEPT` stay.

    The copy appears under its name only when it is whole and has been opened.

    Raises:
        StoreProblem: the disk is full, or the place may not be written.
    """
    target = to or folder_of(path) / f"{_stamp()}.hedui"
    with _part(target) as part:
        with problems(part), closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            _check(copy, part)
        os.replace(part, target)  # noqa: PTH105 - replaces on Windows too
    if to is None:
        for old in backups(path)[KEPT:]:
            with suppress(OSError):
                old.unlink()
    return target


def restore(backup: Path, to: Path) -> Path | None:
    """Puts a copy in the place of a store; the store that was there is kept among its copies and given back.

    Raises:
        StoreProblem: the copy is no store or damaged, or a window has the store open.
    """
    with closing(connect(backup, read_only=True)) as copy, problems(backup):
        _check(copy, backup)
        owner = claim(to, "restore") if to.parent.is_dir() else None
        if owner is None:
            raise StoreProblem("in_use", path=to, owner=owner_of(to))
        try:
            kept = _set_aside(to)
            with _part(to) as part:
                with problems(to), closing(sqlite3.connect(part)) as target:
                    copy.backup(target)
                for leftover in ("-wal", "-shm"):
                    to.with_name(to.name + leftover).unlink(missing_ok=True)
                os.replace(part, to)  # noqa: PTH105
        finally:
            owner.release()
    return kept


def _set_aside(path: Path) -> Path | None:
    """Keeps what is there, damaged or not: as a copy where it opens, as the bare file where it does not."""
    if not path.exists():
        return None
    try:
        with closing(connect(path, read_only=False)) as present:
            return back_up(present, path)
    except StoreProblem:
        target = folder_of(path) / f"{_stamp()}.damaged"
        target.parent.mkdir(exist_ok=True)
        shutil.copy2(path, target)
        return target


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """A name for the unfinished copy, which goes if it is not finished."""
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        yield part
    except PermissionError:
        raise StoreProblem("forbidden", path=target) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _check(copy: sqlite3.Connection, path: Path) -> None:
    if copy.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise StoreProblem("foreign", path=path)
    if (said := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
        raise StoreProblem("damaged", path=path, detail=said)
