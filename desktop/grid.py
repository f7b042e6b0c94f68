"""Tables of texts: rows that are all there, and rows that are made when they come into view."""

from __future__ import annotations

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.messages import verbatim

Index = QModelIndex | QPersistentModelIndex
Texts = Sequence[tuple[str, ...]]
NO_INDEX = QModelIndex()
PAGE = 64  # rows that are made at once
KEPT = 64  # pages that are kept


class TextTable(QAbstractTableModel):
    """Texts in rows and columns; `behind` is what each row stands for, `right` the columns of figures."""

    def __init__(self, titles: tuple[str, ...] = (), right: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.titles = titles
        self.behind: Sequence[Any] = ()
        self._right = right

    @abstractmethod
    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of one row."""

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self.behind)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = 0) -> Any:
        """Text of a cell."""
        if not index.isValid():
            return None
        if role in (0, 3):
            text = self.texts(index.row())[index.column()]
            return verbatim(text) if role else text
        return self._side(index.column()) if role == 7 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Names of the columns, on the side of what stands under them."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        return self.titles[section] if role == 0 else self._side(section) if role == 7 else None

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


class GridModel(TextTable):
    """Rows whose texts are all there."""

    cells: Texts = ()

    def fill(self, titles: tuple[str, ...], cells: Texts, behind: Sequence[Any]) -> None:
        """Show other rows, as many as there are `cells`."""
        self.beginResetModel()
        self.titles, self.cells, self.behind = titles, cells, behind
        self.endResetModel()

    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of one row."""
        return self.cells[row]


class LazyGrid(TextTable):
    """Rows whose texts are made when they come into view: hundreds of thousands open at once."""

    def __init__(self, right: frozenset[int] = frozenset()) -> None:
        super().__init__((), right)
        self._cells: Callable[[Sequence[Any]], Texts] = lambda _: ()
        self._pages: OrderedDict[int, Texts] = OrderedDict()

    def fill(self, titles: tuple[str, ...], behind: Sequence[Any], cells: Callable[[Sequence[Any]], Texts]) -> None:
        """Show other rows; `cells` makes the texts of some of those that `behind` stands for."""
        self.beginResetModel()
        self.titles, self.behind, self._cells = titles, behind, cells
        self._pages.clear()
        self.endResetModel()

    def extend(self, more: Sequence[Any]) -> None:
        """Show more rows behind those that are shown."""
        first = len(self.behind)
        if more:
            self.beginInsertRows(NO_INDEX, first, first + len(more) - 1)
            self.behind = [*self.behind, *more]
            self._pages.pop(first // PAGE, None)
            self.endInsertRows()

    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of one row."""
        number, place = divmod(row, PAGE)
        if number not in self._pages:
            self._pages[number] = self._cells(self.behind[number * PAGE : (number + 1) * PAGE])
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return self._pages[number][place]
