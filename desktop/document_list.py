"""The list of documents: what each is, and how far its facts are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop import theme, widgets
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import DocumentRow

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
DISPLAY, TOOL_TIP, ROW = 0, 3, 256


def about(row: DocumentRow) -> str:
    """Publisher and date of a document, or its file name where neither is known."""
    known = [part for part in (row.publisher, str(row.published_on) if row.published_on else "") if part]
    return " · ".join(known) or row.name


class DocumentModel(QAbstractListModel):
    """The documents of the session whose title, publisher or name holds the searched words."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._words = ""
        self.rows: tuple[DocumentRow, ...] = ()

    def search(self, words: str) -> None:
        """Show the documents that hold `words`."""
        self._words = words.strip().lower()
        self.read()

    def read(self) -> None:
        """Take the documents from the session; what stays in place is only repainted."""
        found = tuple(
            row for row in self._session.documents if self._words in f"{row.title} {about(row)} {row.name}".lower()
        )
        if [row.id for row in found] == [row.id for row in self.rows]:
            self.rows = found
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Number of documents shown."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Title, tool tip, or the row itself."""
        if not index.isValid() or role not in (DISPLAY, TOOL_TIP, ROW):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        title = row.title or row.name
        decided = row.approved + row.rejected
        if role == TOOL_TIP:
            return f"{title}\n{about(row)}\n{decided}/{row.facts}"
        return title


class DocumentDelegate(QStyledItemDelegate):
    """Draws title, source and progress of a document."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of title, one of source, one of progress."""
        return QSize(120, 2 * theme.pixels("body") + 2 * theme.pixels("small") + 42)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one document."""
        row, now = index.data(ROW), theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(8, 3, -8, -3)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selection if selected else now.hover))
            painter.drawRoundedRect(rect, 6, 6)
        inner = rect.adjusted(10, 7, -10, -8)
        painter.setPen(QColor(now.text))
        painter.setFont(theme.font(bold=selected))
        self._title(painter, inner, str(index.data(DISPLAY)))
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(now.muted))
        height = painter.fontMetrics().height()
        source = QRectF(inner.left(), inner.bottom() - 2 * height - 2, inner.width(), height)
        text = painter.fontMetrics().elidedText(about(row), Qt.TextElideMode.ElideRight, int(source.width()))
        painter.drawText(source, Qt.AlignmentFlag.AlignLeft, text)
        self._progress(painter, QRectF(inner.left(), inner.bottom() - height, inner.width(), height), row)
        painter.restore()

    def _title(self, painter: QPainter, area: QRectF, text: str) -> None:
        metrics = painter.fontMetrics()
        first = text
        while metrics.horizontalAdvance(first) > area.width() and first:
            first = first[:-1]
        rest = metrics.elidedText(text[len(first) :], Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, first)
        painter.drawText(area.adjusted(0, metrics.height(), 0, 0), Qt.AlignmentFlag.AlignLeft, rest)

    def _progress(self, painter: QPainter, area: QRectF, row: DocumentRow) -> None:
        now, decided = theme.current(), row.approved + row.rejected
        text = f"{decided}/{row.facts}"
        width = painter.fontMetrics().horizontalAdvance("0000/0000")
        painter.setPen(QColor(now.approved if row.facts and decided == row.facts else now.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        bar = QRectF(area.left(), area.center().y() - 2, area.width() - width - 8, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.border_strong if now.dark else now.border))
        painter.drawRoundedRect(bar, 2, 2)
        if row.facts:
            for part, colour in ((decided, now.rejected), (row.approved, now.approved)):
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * part / row.facts, 4), 2, 2)


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
        self.view = QListView()
        widgets.fitted_name(self.view, "documentList", translate("document_list", "Documents"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
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
        self.stack.addWidget(self.empty)
        self.setLayout(widgets.column(top, self.stack, gap=0))
        self.view.selectionModel().currentChanged.connect(self._chosen)
        for signal in (session.changed, session.store_changed, session.document_changed):
            signal.connect(self.read)
        self.read()

    def read(self, _: object = None) -> None:
        """Show the documents of the session, with the open one selected."""
        self.model.read()
        self.count.setText(str(len(self.model.rows)) if self.model.rows else "")
        self.stack.setCurrentWidget(self.view if self._session.documents else self.empty)
        number = self._session.document.id if self._session.document else 0
        at = next((place for place, row in enumerate(self.model.rows) if row.id == number), -1)
        if at >= 0 and self.view.currentIndex().row() != at:
            self.view.setCurrentIndex(self.model.index(at))

    def _chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row and (self._session.document is None or row.id != self._session.document.id):
            self._session.show_document(row.id)
