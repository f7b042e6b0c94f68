"""The list of documents: what each is, and how far its facts are decided."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.records import Change
from desktop import strokes, theme, widgets
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import DocumentRow

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
DISPLAY, TOOL_TIP, ROW = 0, 3, 256
FEW = 64  # documents that are drawn again one by one
GAP, EDGE = 4, 9  # pixels between the lines of a document, and above and below them


def about(row: DocumentRow) -> str:
    """Publisher and date of a document, or its file name where neither is known."""
    known = [part for part in (row.publisher, str(row.published_on) if row.published_on else "") if part]
    return " · ".join(known) or row.name


class DocumentModel(QAbstractListModel):
    """The documents of the session, or those that hold the searched words; rows are read when they come into view."""

    read_again = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._words = ""
        self._found: array[int] | None = None
        self.ids: array[int] = array("q")

    def search(self, words: str) -> None:
        """Show the documents that hold `words`."""
        self._words = words.strip()
        if not self._words:
            self._found = None
            self._session.questions.drop("documents")
            self.read()
            return
        text = self._words
        self._session.questions.ask(self, "documents", lambda own: own.document_ids(text), self._take)

    def _take(self, found: array[int]) -> None:
        self._found = found
        self.read()

    def read(self) -> None:
        """Take the documents from the session; what stays in place is only repainted."""
        shown = self._session.documents.ids if self._found is None else self._found
        if shown == self.ids:
            self._repaint(0, len(shown) - 1)
            return
        self.beginResetModel()
        self.ids = shown
        self.endResetModel()
        self.read_again.emit()

    def repaint(self, documents: frozenset[int]) -> None:
        """Let these documents be drawn again, where they are in view."""
        if len(documents) > FEW:
            self._repaint(0, len(self.ids) - 1)
            return
        for place in filter(lambda place: place >= 0, map(self.at, documents)):
            self._repaint(place, place)

    def _repaint(self, first: int, last: int) -> None:
        if last >= 0:  # cheap: the view paints again only what is seen
            self.dataChanged.emit(self.index(first), self.index(last))

    def at(self, document: int) -> int:
        """The place of a document in the list, -1 where it is not shown."""
        place = bisect_left(self.ids, document)
        return place if place < len(self.ids) and self.ids[place] == document else -1

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Number of documents shown."""
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Title, tool tip, or the row itself."""
        if not index.isValid() or role not in (DISPLAY, TOOL_TIP, ROW):
            return None
        row = self._session.documents.row(self.ids[index.row()])
        if role == ROW or row is None:
            return row
        title = row.title or row.name
        decided = row.approved + row.rejected
        if role == TOOL_TIP:
            return widgets.verbatim(f"{title}\n{about(row)}\n{decided}/{row.facts}")
        return title


def row_height() -> int:
    """Pixels that a document takes at the curator's text size."""
    title, small = QFontMetrics(theme.font(bold=True)).height(), QFontMetrics(theme.font("small")).height()
    return 2 * title + 2 * small + 2 * GAP + 2 * EDGE


class DocumentDelegate(QStyledItemDelegate):
    """Draws title, source and progress of a document."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of title, one of source, one of progress, with air between."""
        return QSize(120, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one document."""
        row, now = index.data(ROW), theme.current()
        if row is None:
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(8, 2, -8, -2)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            strokes.fill_rounded(painter, rect, 6, now.selection if selected else now.hover)
        inner = rect.adjusted(10, EDGE - 2, -10, 2 - EDGE)
        painter.setPen(QColor(now.text))
        painter.setFont(theme.font(bold=selected))
        title = row.title or row.name
        if _long(title, selected) <= inner.width():  # one line: in the middle of its row
            inner.adjust(0, painter.fontMetrics().height() / 2, 0, 0)
        used = self._title(painter, inner, title, bold=selected)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(now.muted))
        height = painter.fontMetrics().height()
        source = QRectF(inner.left(), inner.top() + used + GAP, inner.width(), height)
        strokes.write(painter, source, about(row), "small")
        self._progress(painter, source.translated(0, height + GAP), row)
        painter.restore()

    def _title(self, painter: QPainter, area: QRectF, text: str, *, bold: bool) -> int:
        """Draw one or two lines, and give the height they take."""
        height, width = painter.fontMetrics().height(), int(area.width())
        line = QRectF(area.left(), area.top(), area.width(), height)
        first = text[: bisect_right(range(len(text)), width, key=lambda end: _long(text[: end + 1], bold))]
        rest = text[len(first) :]
        strokes.write(painter, line, first, bold=bold)
        strokes.write(painter, line.translated(0, height), rest, bold=bold)
        return height * (2 if rest else 1)

    def _progress(self, painter: QPainter, area: QRectF, row: DocumentRow) -> None:
        now, decided = theme.current(), row.approved + row.rejected
        text = f"{decided}/{row.facts}"
        width = painter.fontMetrics().horizontalAdvance("0000/0000")
        painter.setPen(QColor(now.approved if row.facts and decided == row.facts else now.muted))
        strokes.write(painter, area, text, "small", right=True)
        bar = QRectF(area.left(), area.center().y() - 2, area.width() - width - 8, 4)
        strokes.fill_rounded(painter, bar, 2, now.border_strong if now.dark else now.border)
        if row.facts:
            for part, colour in ((decided, now.rejected), (row.approved, now.approved)):
                part_of = QRectF(bar.left(), bar.top(), bar.width() * part / row.facts, 4)
                strokes.fill_rounded(painter, part_of, 2, colour)


def _long(text: str, bold: bool) -> int:
    return theme.fitted(text, widgets.WIDE, bold=bold)[1]


class DocumentList(QWidget):
    """Search box and list of documents; choosing one opens it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = DocumentModel(session)
        self.search = QLineEdit()
        self.search.setPlaceholderText(translate("document_list", "Search titles"))
        self.search.setAccessibleName(translate("document_list", "Search titles"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.model.search)
        self.view = QTableView()  # a QListView lays all rows out anew on each change: 1.3 s for 100,000
        widgets.fitted_name(self.view, "documentList", translate("document_list", "Documents"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(self.view))
        self.view.setMouseTracking(True)
        widgets.dress(self.view)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.verticalHeader().setDefaultSectionSize(row_height())
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = widgets.label("", "muted")
        heading = widgets.row(widgets.label(translate("document_list", "Documents"), "heading"), 1, self.count)
        top = widgets.column(heading, self.search, margin=12)
        self.empty = widgets.EmptyState(
            "document",
            translate("document_list", "No documents yet"),
            translate("document_list", "Drop files here, or import them with Ctrl+I."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.unmatched = widgets.EmptyState(
            "find",
            translate("document_list", "No document has these words"),
            translate("document_list", "Titles, publishers and file names are searched. Ctrl+F searches the texts."),
            widgets.button(translate("document_list", "Show all documents"), self.search.clear),
        )
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.unmatched)
        self.setLayout(widgets.column(top, self.stack, gap=0))
        self.model.read_again.connect(self._show)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        session.store_changed.connect(self.read)
        session.document_changed.connect(self._show)
        session.changed.connect(self._changed)
        self.read()

    def read(self, _: object = None) -> None:
        """Show the documents of the session, with the open one selected."""
        self.model.read()
        self._show()

    def _changed(self, change: Change) -> None:
        if change.edit is None:
            self.read()
        else:
            self.model.repaint(change.documents)

    def _show(self, _: int = 0) -> None:
        self.count.setText(f"{len(self.model.ids):,}" if self.model.ids else "")
        found = self.view if self.model.ids else self.unmatched
        self.stack.setCurrentWidget(found if self._session.documents else self.empty)
        at = self.model.at(self._session.document.id if self._session.document else 0)
        if at >= 0 and self.view.currentIndex().row() != at:
            self.view.setCurrentIndex(self.model.index(at))

    def _chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row and (self._session.document is None or row.id != self._session.document.id):
            self._session.show_document(row.id)
