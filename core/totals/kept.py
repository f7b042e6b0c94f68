"""Keeps the columns of a ledger in a file beside the store, so that opening it again takes a fraction of a second.

The file can be deleted at any time. It holds nothing that the store does not, is bound to the last edit and the last
document up to which it was made, and is passed over where its digest or one of these does not agree.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from core.schema import VERSION
from core.totals.cells import Cells
from core.totals.ledger import Codes, Ints, Ledger
from core.totals.reading import FIELDS
from core.totals.rules import aggregate

_FORM = 2  # raised where the file is made otherwise
_TABLES = ("indicators", "units", "places", "periods", "years")
_ALIGNED = 64  # bytes


def file_of(path: Path) -> Path:
    """Where the columns of a store lie: beside it."""
    return path.with_name(path.name + "-columns")


def save(path: Path, connection: sqlite3.Connection, version: int, ledger: Ledger, cells: dict[bool, Cells]) -> bool:
    """Writes the columns as they are at a version of the store; False where there is no room or no permission."""
    arrays = {"order": ledger.order, **{f"column.{name}": ledger.columns[name] for name in FIELDS}}
    for by_year, one in cells.items():
        arrays |= {f"cells.{int(by_year)}.{name}": array for name, array in one.arrays.items()}
    digest = hashlib.blake2b(digest_size=16)
    listed = []
    for name, array in arrays.items():
        data = np.ascontiguousarray(array)
        listed.append((name, data.dtype.str, data.shape))
        digest.update(data.data.cast("B") if data.size else b"")
    tables = {name: getattr(ledger, name).texts for name in _TABLES}
    head = {
        "form": _FORM, "version": version, "until": until(connection, version), "digest": digest.hexdigest(),
        "arrays": listed, "tables": tables, "kinds": _kinds(tables["indicators"]), "exact": ledger.exact,
    }  # fmt: skip
    out = file_of(path)
    part = out.with_name(f"{out.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
            for array in arrays.values():
                file.write(b"\0" * (-file.tell() % _ALIGNED))
                np.ascontiguousarray(array).tofile(file)
        part.replace(out)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def load(path: Path, connection: sqlite3.Connection) -> tuple[int, Ledger, dict[bool, Cells]] | None:
    """The version up to which columns are kept, and what was kept; None where the file is damaged or another's."""
    try:
        with file_of(path).open("rb") as file:
            head = json.loads(file.readline())
            if head["form"] != _FORM or head["until"] != until(connection, head["version"]):
                return None
            if head["kinds"] != _kinds(head["tables"]["indicators"]):
                return None
            ledger = Ledger()
            arrays = _arrays(file, head, ledger)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if arrays is None else (head["version"], ledger, _made(head, ledger, arrays, connection))


def _arrays(file: Any, head: dict[str, Any], ledger: Ledger) -> dict[str, Ints] | None:
    """What is kept, the columns of the ledger read into their places; None where it is damaged."""
    shapes = {name: shape for name, _, shape in head["arrays"]}
    columns = ledger.make_room(shapes["order"][0])
    digest = hashlib.blake2b(digest_size=16)
    arrays: dict[str, Ints] = {}
    for name, kind, shape in head["arrays"]:
        file.seek(-file.tell() % _ALIGNED, os.SEEK_CUR)
        own = columns.get(name.removeprefix("column.")) if name.startswith("column.") else None
        array = np.empty(shape, np.dtype(kind)) if own is None else own
        if list(array.shape) != shape or array.dtype.str != kind:
            return None
        if file.readinto(array.data.cast("B") if array.size else bytearray()) != array.nbytes:
            return None
        digest.update(array.data.cast("B") if array.size else b"")
        arrays[name] = array
    return arrays if digest.hexdigest() == head["digest"] else None


def _made(
    head: dict[str, Any], ledger: Ledger, arrays: dict[str, Ints], connection: sqlite3.Connection
) -> dict[bool, Cells]:
    """The cells, once the ledger has its tables."""
    for name in _TABLES:
        texts = head["tables"][name]
        setattr(ledger, name, Codes(map(tuple, texts) if name == "periods" else texts))
    ledger.exact = head["exact"]
    ledger.take(arrays["order"])
    ledger.read_dates(connection)
    cells = {}
    for by_year in (False, True):
        start = f"cells.{int(by_year)}."
        kept = {name.removeprefix(start): array for name, array in arrays.items() if name.startswith(start)}
        if kept:
            cells[by_year] = Cells(ledger, by_year=by_year, kept=kept)
    return cells


def _kinds(indicators: list[str]) -> list[str]:
    """How each indicator adds up: columns made with another table of indicators do not serve."""
    return [aggregate(code) for code in indicators]


def until(connection: sqlite3.Connection, version: int) -> list[Any]:
    """What tells one course of edits and imports from another with as many of them."""
    edit = connection.execute("SELECT at, who, kind, touched FROM edits WHERE number = ?", (version >> 32,)).fetchone()
    query = "SELECT sha256, imported_at FROM documents WHERE id = ?"
    document = connection.execute(query, (version & 2**32 - 1,)).fetchone()
    return [VERSION, list(edit or ()), list(document or ())]
