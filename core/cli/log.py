"""A log of what went wrong, in the user's state folder: when, where and what, and never a word of a document."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from core.errors import Problem

LARGEST, KEPT = 1_000_000, 3  # bytes of a file, and how many older ones stay
_FORMAT = "%(asctime)s %(levelname)s %(process)d %(name)s %(message)s"

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Tells of an exception where it arose and of what type it is; its own words may quote a document."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its exception put into words here: another handler's are kept with the record, words and all."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: Failure) -> str:  # noqa: N802 - logging's name
        """Type, and each frame as file, line and function."""
        kind, _, trace = ei
        frames = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "?", *frames])


def path() -> Path:
    """Where the log is written."""
    from platformdirs import user_state_path

    return user_state_path("hedui", appauthor=False) / "hedui.log"


@contextmanager
def kept() -> Iterator[None]:
    """Writes warnings and faults to the log as long as it is open; where it cannot be written, there is none."""
    where = path()
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        yield
        return
    handler = RotatingFileHandler(where, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(Discreet(_FORMAT))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        yield
    except Problem:
        raise
    except Exception:
        logging.getLogger("hedui").error("fault", exc_info=True)
        raise
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
