"""What the command line says, where, and in which language."""

from __future__ import annotations

import argparse
import getpass
import json
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from core.errors import Problem

_BAR = 24


@dataclass(frozen=True, slots=True)
class Console:
    """Standard output for data, standard error for problems and progress; `language` is "zh" or "en"."""

    language: str
    curator: str
    as_json: bool

    @classmethod
    def of(cls, given: argparse.Namespace) -> Console:
        """As the arguments and the environment ask."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure:
                reconfigure(encoding="utf-8", errors="backslashreplace")
        curator = getattr(given, "curator", None) or os.environ.get("HEDUI_CURATOR") or _user()
        return cls(given.language or _language(), curator, bool(getattr(given, "json", False)))

    def say(self, text: str) -> None:
        """One line of output."""
        print(text)

    def words(self, zh: str, en: str) -> None:
        """One line of output in the language."""
        print(zh if self.language == "zh" else en)

    def data(self, value: Any) -> None:
        """A value as JSON."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def line(self, value: Any) -> None:
        """A value as one line of JSON."""
        print(json.dumps(value, ensure_ascii=False))

    def complain(self, problem: Problem) -> None:
        """A problem, in one sentence."""
        print(problem.sentence(self.language), file=sys.stderr)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows under their heads, columns apart by tabs: to read, and for `cut` and spreadsheets."""
        print("\t".join(heads))
        for row in rows:
            print("\t".join("" if cell is None else str(cell).replace("\t", " ").replace("\n", " ") for cell in row))

    def progress(self, done: int, total: int, what: str) -> None:
        """How far long work is; only where standard error is a terminal."""
        if sys.stderr.isatty():
            show_progress(sys.stderr, done, total, what)


def counted(number: int, noun: str) -> str:
    """A number with its English noun.

    >>> counted(1, "fact"), counted(0, "fact"), counted(1200, "new document")
    ('1 fact', '0 facts', '1,200 new documents')
    """
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def show_progress(stream: IO[str], done: int, total: int, what: str) -> None:
    """Draws the bar over itself; a line of its own at the end."""
    full = _BAR * done // max(total, 1)
    bar = "█" * full + "░" * (_BAR - full)
    stream.write(f"\r\x1b[K{bar} {done}/{total} {what[:40]}" + ("\n" if done >= total else ""))
    stream.flush()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return ""


def _language() -> str:
    """Chinese where the environment or the system speaks it."""
    names = (os.environ.get(name, "") for name in ("HEDUI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "zh" if spoken.casefold().startswith(("zh", "chinese")) else "en"
