"""Draws a place that a search found: its document above, its sentence below with the searched words marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop import theme

Index = QModelIndex | QPersistentModelIndex
WORDS = Qt.ItemDataRole.UserRole + 1  # what was searched for
EDGE, GAP = 8, 2  # pixels around an item, and between document and sentence
LINES = 3  # of a sentence, at most; the one with the words is among them


class HitDelegate(QStyledItemDelegate):
    """Items whose text is a document's name and, after a line break, a sentence; `WORDS` are marked in it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one place."""
        name, _, sentence = str(index.data()).partition("\n")
        now = theme.current()
        area = QRectF(option.rect).adjusted(EDGE, EDGE / 2, -EDGE, -EDGE / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.selection if selected else now.hover))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 1, -2, -1), 6, 6)
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(now.muted))
        height = painter.fontMetrics().height()
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QRectF(area.left(), area.top(), area.width(), height), Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QColor(now.text))
        layout = self._laid_out(sentence, str(index.data(WORDS) or ""), area.width())
        at = QPointF(area.left(), area.top() + height + GAP)
        first = _first_line(layout, sentence.find(str(index.data(WORDS) or "")))
        at.setY(at.y() - layout.lineAt(first).y())
        for line in range(first, min(first + LINES, layout.lineCount())):
            layout.lineAt(line).draw(painter, at)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The name in one line and the sentence in up to three."""
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QListView) else option.rect.width()) - 2 * EDGE
        _, _, sentence = str(index.data()).partition("\n")
        lines = min(LINES, self._laid_out(sentence, "", width).lineCount())
        text, small = QFontMetrics(theme.font()).lineSpacing(), QFontMetrics(theme.font("small")).height()
        return QSize(120, round(small + GAP + lines * (text + 1) + EDGE))

    @staticmethod
    def _laid_out(sentence: str, words: str, width: float) -> QTextLayout:
        layout = QTextLayout(sentence, theme.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        start = sentence.find(words) if words else -1
        if start >= 0:
            marked, shape = QTextLayout.FormatRange(), QTextCharFormat()
            shape.setBackground(QColor(theme.current().pending_soft))
            shape.setForeground(QColor(theme.current().text))
            shape.setFont(theme.font(bold=True))
            marked.start, marked.length, marked.format = _units(sentence[:start]), _units(words), shape
            layout.setFormats([marked])
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout


def _units(text: str) -> int:
    """How long Qt takes a text to be: characters beyond the basic plane are two units."""
    return len(text.encode("utf-16-le")) // 2


def _first_line(layout: QTextLayout, at: int) -> int:
    """The first line that is drawn, so that the one with the words is seen."""
    line = layout.lineForTextPosition(max(0, at)).lineNumber()
    return max(0, min(line, layout.lineCount() - LINES)) if line >= LINES else 0
