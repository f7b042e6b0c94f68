"""Writes the archive of a store, knows one when it sees it, and makes a store of it.

The lines of `dump` are the canonical form of a store: two stores with the same contents give the same
lines, and a store made of them gives them again.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from core import schema
from core.errors import ExchangeProblem, StoreProblem
from core.exchange.package import NAME, package_rows, read_descriptor, write_package
from core.export.files import whole_file
from core.store import Store, portable

#: The first line of an archive in JSON lines.
HEADER = {"format": NAME, "version": schema.VERSION}
#: What reading or filling in an archive may meet in a damaged one, an encrypted one, or one that is something else.
_DAMAGE = (
    ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, ArithmeticError, RuntimeError,
    zipfile.BadZipFile, zlib.error, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError,
)  # fmt: skip
_SURROGATE = re.compile("[\ud800-\udfff]")


class Held(StrEnum):
    """What a file holds: a whole store, or facts alone (an export, which no store can be made of)."""

    ARCHIVE = "archive"
    FACTS = "facts"


def dump(store: Store) -> Iterator[str]:
    """The lines of an archive, without line ends: the header, then one JSON array of table and row each."""
    yield json.dumps(HEADER)
    for table, row in portable.contents(store.connection):
        line = json.dumps([table, row], ensure_ascii=False, separators=(",", ":"))
        # half a pair of surrogates, which a damaged text may hold, is no UTF-8
        yield json.dumps([table, row], separators=(",", ":")) if _SURROGATE.search(line) else line


def write(store: Store, out: Path) -> int:
    """Writes the archive and gives the number of facts: JSON lines, or a data package for a folder or a .zip.

    The same store gives the same bytes.

    Raises:
        ExportProblem: the place cannot be written to.
    """
    if out.suffix.lower() in ("", ".zip"):
        write_package(store, out)
    else:
        with whole_file(out) as part, part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in dump(store))
    return store.count()


def held(path: Path) -> Held | None:
    """What a file or folder holds for this program; None for anything else, such as a document."""
    try:
        if _is_package(path):
            descriptor = read_descriptor(path)
            return _kind(descriptor.get("name"), descriptor.get("name") == "hedui-facts")
        if path.suffix.lower() != ".jsonl":
            return None
        with path.open(encoding="utf-8") as file:
            first = json.loads(file.readline(1 << 20))
    except _DAMAGE:
        return None
    if not isinstance(first, dict):
        return None
    return _kind(first.get("format"), {"quote", "value"} <= first.keys())


def _kind(name: object, facts: object) -> Held | None:
    if name == NAME:
        return Held.ARCHIVE
    return Held.FACTS if facts else None


def load(store: Store, path: Path) -> int:
    """Makes an empty store what the archive at `path` holds, in one transaction; the number of documents.

    Raises:
        ExchangeProblem: the store holds documents, the file is no archive, of a newer program, or damaged.
    """
    if held(path) is not Held.ARCHIVE:
        raise ExchangeProblem("facts_alone", name=path.name)
    with store.writing():
        if store.version:
            raise ExchangeProblem("not_empty", path=store.path, name=path.name)
        try:
            older = _version(path) < schema.VERSION
            portable.fill(store.connection, _rows(path, older=older), older=older)
        except _DAMAGE as error:
            raise ExchangeProblem("damaged", name=path.name, detail=error) from error
        complaints = store.verify()
        if complaints:
            raise ExchangeProblem("damaged", name=path.name, detail=complaints[0].rstrip("."))
    return len(store.documents())


@contextmanager
def opened(path: Path, curator: str = "") -> Iterator[Store]:
    """A store opened for reading, or an archive made into one for the while.

    Raises:
        StoreProblem: there is none, or it cannot be opened.
        ExchangeProblem: the archive cannot be read.
    """
    if held(path) is None:
        if not path.exists():
            raise StoreProblem("missing", path=path)
        with Store.open(path, curator=curator, read_only=True) as store:
            yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"{path.name}.hedui")
        with Store.open(made, curator=curator) as store:
            load(store, path)
        with Store.open(made, curator=curator, read_only=True) as store:
            yield store


def _rows(path: Path, *, older: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    if _is_package(path):
        yield from package_rows(path, older=older)
        return
    with path.open(encoding="utf-8", newline="\n") as file:
        file.readline()
        for line in file:
            table, row = json.loads(line)
            yield table, row


def _is_package(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".zip"


def _version(path: Path) -> int:
    """The version of the schema that an archive was written by; what came since is empty or has its default."""
    if _is_package(path):
        version = read_descriptor(path).get("version")
    else:
        with path.open(encoding="utf-8", newline="\n") as file:
            version = json.loads(file.readline()).get("version")
    known = int(version) if isinstance(version, int | str) and str(version).isdigit() else 0
    if known > schema.VERSION:
        raise ExchangeProblem("too_new", name=path.name)
    if not known:
        raise ExchangeProblem("damaged", name=path.name, detail=f"version {version}")
    return known
