"""Copies of a store: made while it is in use, checked by opening, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from core import schema
from core.errors import StoreProblem
from core.store import telling
from core.store.answers import Backup
from core.store.connection import connect, problems
from core.store.owner import claim, owner_of

#: Automatic copies that are kept: the newest, and the newest of each of so many days and weeks that have any.
NEWEST, DAYS, WEEKS = 10, 7, 4
#: An automatic copy is due so long after the one before, where anything was done since.
EVERY = timedelta(hours=1)

_STAMP = "%Y-%m-%d %H%M%S"


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None, microsecond=0)


def folder_of(path: Path) -> Path:
    """Where the automatic copies of a store lie."""
    return path.with_name(path.name + "-backups")


def backups(path: Path) -> tuple[Backup, ...]:
    """The automatic copies of a store, newest first.

    They are numbered, `0012 2026-03-01 140000.hedui`, and so in their order even where the clock was set back.
    """
    folder = folder_of(path)
    listed = sorted(folder.glob("* * *.hedui"), key=_number, reverse=True) if folder.is_dir() else ()
    return tuple(found for copy in listed if (found := _backup(copy)))


def _number(copy: Path) -> int:
    number = copy.stem.partition(" ")[0]
    return int(number) if number.isdecimal() else -1


def _backup(copy: Path) -> Backup | None:
    try:
        at = datetime.strptime(copy.stem.partition(" ")[2], _STAMP)
        return Backup(copy, at, copy.stat().st_size)
    except (ValueError, OSError):
        return None


def back_up(connection: sqlite3.Connection, path: Path, to: Path | None = None) -> Path:
    """Copies an open store to `to`, or into its folder of copies, where old ones go (see `surplus`).

    The copy appears under its name only when it is whole: it was opened, its pages fit, and it has all that the
    store had when the copy was begun.

    Raises:
        StoreProblem: the disk is full, or the place may not be written.
    """
    before = telling.version(connection)
    target = to or _next(path)
    with _part(target) as part:
        with problems(part), closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
            _check(copy, part)
            if telling.version(copy) < before:
                raise StoreProblem("damaged", path=part, detail="the copy is not whole")
        os.replace(part, target)  # noqa: PTH105 - replaces on Windows too
    if to is None:
        for old in surplus(backups(path)):
            with suppress(OSError):
                old.path.unlink()
    return target


def back_up_if_due(connection: sqlite3.Connection, path: Path, every: timedelta = EVERY) -> Path | None:
    """An automatic copy, where something was done since the last one and that is old enough; None where not."""
    newest = next(iter(backups(path)), None)
    if newest is None:
        return back_up(connection, path) if telling.version(connection) else None
    if abs(_now() - newest.at) < every:  # a clock that was set back makes it due too
        return None
    with suppress(sqlite3.Error), closing(sqlite3.connect(newest.path)) as copy:
        if telling.version(copy) == telling.version(connection):
            return None
    return back_up(connection, path)


def surplus(copies: Sequence[Backup]) -> tuple[Backup, ...]:
    """The copies, newest first as given, that go: not among the newest, and not the last of a day or week.

    Days and weeks without copies do not count, so that a store left alone for a year keeps its old copies.
    """
    wanted = set(copies[:NEWEST])
    for period, number in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS)):
        last: dict[str, Backup] = {}
        for one in copies:
            last.setdefault(one.at.strftime(period), one)
        wanted.update(list(last.values())[:number])
    return tuple(one for one in copies if one not in wanted)


def _next(path: Path) -> Path:
    number = max((_number(one.path) for one in backups(path)), default=0) + 1
    return folder_of(path) / f"{number:04} {_now().strftime(_STAMP)}.hedui"


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
        target = folder_of(path) / f"{_now().strftime(_STAMP)}.damaged"
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
