"""Who has a store open in a window: a lock that the system frees when its process ends, however it ends."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

#: Another window that only looks whether the lock is free holds it for an instant: so often, and so long, is it tried.
_TRIES, _PAUSE = 3, 0.02


class Owner:
    """The lock on a store, held until `release` or the end of the process."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        """Lets the next window have the store."""
        with suppress(OSError):
            self._file.close()


def lock_file(path: Path) -> Path:
    """Where the lock of a store lies: beside it."""
    return path.with_name(path.name + "-lock")


def claim(path: Path, who: str) -> Owner | None:
    """Takes the lock of a store, or None where another window has it.

    Where a lock cannot be made at all (some network folders), nobody is kept out: SQLite itself keeps
    writers apart, the lock only keeps two windows from surprising each other.
    """
    try:
        file = lock_file(path).open("a+", encoding="utf-8")
    except OSError:
        return None
    for attempt in range(_TRIES):
        try:
            _lock(file)
            break
        except BlockingIOError:
            if attempt == _TRIES - 1:
                file.close()
                return None
            time.sleep(_PAUSE)
        except OSError:
            return Owner(file)
    file.seek(0)
    file.truncate()
    since = datetime.now(UTC).isoformat(timespec="seconds")
    json.dump({"who": who, "process": os.getpid(), "host": socket.gethostname(), "since": since}, file)
    file.flush()
    return Owner(file)


def is_held(path: Path) -> bool:
    """Whether a window has a store at this moment; the lock of one that crashed is free."""
    try:
        with lock_file(path).open("r+", encoding="utf-8") as file:
            _lock(file)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def owner_of(path: Path) -> str:
    """Who holds a store, in one phrase: name, computer, process, since when (local time)."""
    try:
        told = json.loads(lock_file(path).read_text(encoding="utf-8"))
        since = f"{datetime.fromisoformat(told['since']).astimezone():%Y-%m-%d %H:%M}"
        return " · ".join(str(part) for part in (told["who"], told["host"], told["process"], since) if part)
    except (OSError, ValueError, KeyError, TypeError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    #: Windows locks bytes and not files, and refuses to read them: one far behind the text.
    _LOCKED_BYTE = 1 << 30

    def _lock(file: IO[str]) -> None:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
