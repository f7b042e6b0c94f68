"""Keeps the columns of a ledger in a file beside the store, so that opening it again takes a fraction of a second.

See `core.store.beside` for what binds the file to its store; with another table of indicators it does not serve.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from core.store import beside
from core.totals.cells import Cells
from core.totals.ledger import Codes, Ints, Ledger
from core.totals.reading import FIELDS
from core.totals.rules import aggregate

_FORM = 4  # raised where the file is made otherwise
_TABLES = ("indicators", "units", "places", "periods", "years")


def file_of(path: Path) -> Path:
    """Where the columns of a store lie: beside it."""
    return path.with_name(path.name + "-columns")


def save(path: Path, connection: sqlite3.Connection, version: int, ledger: Ledger, cells: dict[bool, Cells]) -> bool:
    """Writes the columns as they are at a version of the store; False where there is no room or no permission."""
    arrays = {"order": ledger.order, **{f"column.{name}": ledger.columns[name] for name in FIELDS}}
    for by_year, one in cells.items():
        arrays |= {f"cells.{int(by_year)}.{name}": array for name, array in one.arrays.items()}
    tables = {name: getattr(ledger, name).texts for name in _TABLES}
    head = {
        "form": _FORM, "version": version, "until": beside.until(connection, version),
        "tables": tables, "kinds": _kinds(tables["indicators"]), "exact": ledger.exact,
    }  # fmt: skip
    return beside.write(file_of(path), head, arrays)


def load(path: Path, connection: sqlite3.Connection) -> tuple[int, Ledger, dict[bool, Cells]] | None:
    """The version up to which columns are kept, and what was kept; None where the file is damaged or another's."""
    ledger = Ledger()

    def begin(head: dict[str, Any]) -> dict[str, Ints] | None:
        if head["form"] != _FORM or head["until"] != beside.until(connection, head["version"]):
            return None
        if head["kinds"] != _kinds(head["tables"]["indicators"]):
            return None
        shapes = {name: shape for name, _, shape in head["arrays"]}
        columns = ledger.make_room(shapes["order"][0])
        return {f"column.{name}": column for name, column in columns.items()}

    found = beside.read(file_of(path), begin)
    return None if found is None else (found[0]["version"], ledger, _made(found[0], ledger, found[1], connection))


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
