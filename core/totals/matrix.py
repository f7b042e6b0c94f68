"""Totals by two groupings laid out as rows and columns: who helped whom, or what came in which year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.totals.records import Row, Totals


@dataclass(frozen=True, slots=True)
class Matrix:
    """The totals of one unit, planned or not, by the keys of two groupings, each in the order of its keys.

    `cells` holds the row of totals at (key of the first, key of the second); where there is none, nothing was counted.
    """

    unit: str
    planned: bool
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Row]

    def label(self, key: str, side: int, language: str = "zh") -> str:
        """The words of a key of the first (0) or the second (1) grouping."""
        row = next(row for where, row in self.cells.items() if where[side] == key)
        return row.label(language)[side]


def matrices(totals: Totals) -> tuple[Matrix, ...]:
    """A matrix for each unit, actual figures before planned ones; none where there is one grouping."""
    if len(totals.by) != 2:
        return ()
    parts: dict[tuple[bool, str], dict[tuple[str, str], Row]] = {}
    for row in totals.rows:
        parts.setdefault((row.planned, row.unit), {})[row.key[0], row.key[1]] = row
    return tuple(
        Matrix(unit, planned, _sorted(cells, 0), _sorted(cells, 1), cells)
        for (planned, unit), cells in sorted(parts.items())
    )


def _sorted(cells: Mapping[tuple[str, str], Row], side: int) -> tuple[str, ...]:
    return tuple(sorted({key[side] for key in cells}))
