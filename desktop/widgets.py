"""Small pieces that panels are laid out from: labels by role, cards, lines, chips, empty states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.records import Status
from desktop import icons, messages, strokes, theme

GAP = 8
LOW = 96  # pixels that a list in a dock needs at least: an empty state asks for more, and would make the window higher
WIDE = 10_000  # pixels that no text needs
verbatim = messages.verbatim
Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label in one of the style sheet's roles; its text is never taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and show it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def line() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("line", True)
    return made


def column(*children: QWidget | QLayout | int, margin: int = 0, gap: int = GAP) -> QVBoxLayout:
    """Children one below the other; a number is a stretch."""
    return _filled(QVBoxLayout(), children, margin, gap)


def row(*children: QWidget | QLayout | int, margin: int = 0, gap: int = GAP) -> QHBoxLayout:
    """Children side by side; a number is a stretch."""
    return _filled(QHBoxLayout(), children, margin, gap)


def _filled(box: Box, children: tuple[QWidget | QLayout | int, ...], margin: int, gap: int) -> Box:
    box.setContentsMargins(margin, margin, margin, margin)
    box.setSpacing(gap)
    for child in children:
        if isinstance(child, QWidget):
            box.addWidget(child)
        elif isinstance(child, int):
            box.addStretch(child)
        else:
            box.addLayout(child)
    return box


def card(layout: QLayout) -> QFrame:
    """A surface with a hairline around `layout`."""
    made = QFrame()
    made.setProperty("card", True)
    made.setLayout(layout)
    return made


def button(text: str, run: Callable[[], object], *, kind: str = "", icon: str = "", tip: str = "") -> QPushButton:
    """A push button; `kind` is one of the style sheet's (primary, approve, reject)."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        theme_now = theme.current()
        colour = {"primary": theme_now.on_accent, "approve": theme_now.approved, "reject": theme_now.rejected}
        made.setIcon(icons.icon(icon, colour.get(kind, theme_now.text)))
    made.setToolTip(tip or text)
    made.clicked.connect(lambda: run())
    return made


def tool(icon: str, name: str, run: Callable[[], object]) -> QToolButton:
    """A small button that shows an icon and tells its name on hover and to assistive tools."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, theme.current().muted))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.clicked.connect(lambda: run())
    return made


class Elided(QLabel):
    """A label of one line, cut short with an ellipsis where there is no room for it.

    It keeps its text itself: Qt's own lays the whole window out anew at every other text, whatever its room.
    """

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._told = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def text(self) -> str:
        """The whole text."""
        return self._told

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._told:
            self._told = text
            self.setAccessibleName(text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Steady(QLabel):
    """A label for figures that every decision changes: it keeps the room of the longest, and nothing has to move."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        """Show another text, in more room only where it needs more."""
        super().setText(text)
        keep_room(self)

    def changeEvent(self, event: QEvent) -> None:
        """Take as much room as another font needs."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            keep_room(self)


def keep_room(widget: QWidget) -> None:
    """Give a widget the room of its longest text so far: at every other one nothing has to be laid out."""
    wanted = widget.sizeHint().expandedTo(widget.minimumSize())
    if wanted != widget.minimumSize():
        widget.setFixedSize(wanted)


STATUS_ICON = {Status.PENDING: "pending", Status.APPROVED: "approve", Status.REJECTED: "reject"}


def status_colours(status: Status) -> tuple[str, str]:
    """Ink and background of a status."""
    now = theme.current()
    return {
        Status.PENDING: (now.pending, now.pending_soft),
        Status.APPROVED: (now.approved, now.approved_soft),
        Status.REJECTED: (now.rejected, now.rejected_soft),
    }[status]


def paint_chip(painter: QPainter, area: QRectF, text: str, ink: str, soft: str, icon: str = "") -> float:
    """Draw a rounded chip at the left of `area` in the small font, and give the width it takes."""
    height = min(area.height() - 8, painter.fontMetrics().height() + 4)
    lead = 18 if icon else 8
    width = min(area.width(), lead + theme.fitted(text, WIDE, "small")[1] + 8)
    box = QRectF(area.left(), area.center().y() - height / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strokes.fill_rounded(painter, box, height / 2, soft)
    if icon:
        painter.drawPixmap(box.topLeft().toPoint() + _at(5, (height - 11) / 2), icons.pixmap(icon, ink, 11))
    painter.setPen(QColor(ink))
    strokes.write(painter, box.adjusted(lead, 0, -4, 0), text, "small")
    return width


def _at(x: float, y: float) -> QPoint:
    return QPoint(round(x), round(y))


class Chip(QWidget):
    """A status with icon and word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = Status.PENDING
        self.setFont(theme.font("small"))

    def show_status(self, status: Status) -> None:
        """Show another status."""
        self._status = status
        self.setAccessibleName(self._text())
        self.updateGeometry()
        self.update()

    def _text(self) -> str:
        return messages.word(messages.STATUS, self._status)

    def sizeHint(self) -> QSize:
        """Room for icon and word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text()) + 28, metrics.height() + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        ink, soft = status_colours(self._status)
        paint_chip(painter, QRectF(self.rect()), self._text(), ink, soft, STATUS_ICON[self._status])
        painter.end()


PICTURED = 180  # pixels of an empty pane from which on it has its picture


class EmptyState(QWidget):
    """What a pane says while it has nothing to show: what it is for and what to do next."""

    def __init__(self, icon: str, title: str, hint: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._picture = picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.current().border_strong, 40))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading, text = label(title, "heading"), label(hint, "muted", wrap=True)
        for one in (heading, text):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setMaximumWidth(420)
        text.setMinimumWidth(160)
        middle = row(1, text, 1)
        middle.setStretch(1, 20)  # as wide as it may be before it wraps: panes are sometimes low
        self._column = column(1, picture, heading, middle, row(1, *buttons, 1), 1, margin=12, gap=12)
        self.setLayout(self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a pane is low, words and buttons come before the picture and the air."""
        super().resizeEvent(event)
        low = self.height() < PICTURED
        self._picture.setVisible(not low)
        self._column.setContentsMargins(*(4 if low else 12,) * 4)
        self._column.setSpacing(4 if low else 12)


def fitted_name(widget: QWidget, name: str, accessible: str) -> None:
    """Give a widget the name that tests rely on and the one that assistive tools read out."""
    widget.setObjectName(name)
    widget.setAccessibleName(accessible)


def set_widths(view: QTableView, widths: Sequence[int], stretched: int) -> None:
    """Give columns their pixels at the plain text size; the stretched one takes what room is left."""
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    for at, width in enumerate(widths):
        view.setColumnWidth(at, round(width * theme.scale()))
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


def table(model: QAbstractItemModel, name: str, accessible: str) -> QTableView:
    """A table over a model, dressed, its last column as wide as there is room."""
    made = QTableView()
    fitted_name(made, name, accessible)
    made.setModel(model)
    dress(made)
    made.horizontalHeader().setStretchLastSection(True)
    return made


def dress(view: QTableView) -> None:
    """Give a table the look and manners that all tables of the window share."""
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(theme.pixels("body") + 19)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setMinimumSectionSize(48)
