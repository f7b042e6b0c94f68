"""A plain table model: texts in rows and columns, each row with what it stands for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.messages import verbatim

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class GridModel(QAbstractTableModel):
    """Texts in rows and columns, each row with what it stands for."""

    def __init__(self, titles: tuple[str, ...], right: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.titles = titles
        self._right = right
        self.cells: list[tuple[str, ...]] = []
        self.behind: list[Any] = []

    def fill(self, titles: tuple[str, ...], cells: list[tuple[str, ...]], behind: list[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.titles, self.cells, self.behind = titles, cells, behind
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = 0) -> Any:
        """Text of a cell."""
        if not index.isValid():
            return None
        if role in (0, 3):
            text = self.cells[index.row()][index.column()]
            return verbatim(text) if role else text
        if role == 7:
            side = Qt.AlignmentFlag.AlignRight if index.column() in self._right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Names of the columns."""
        known = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.titles)
        return self.titles[section] if role == 0 and known else None
