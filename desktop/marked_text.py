"""A read-only text whose spans are code points: where each stands in the viewport, and what of it is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from desktop.offsets import Offsets

if TYPE_CHECKING:
    from core.repair.origin import Origin

Span = tuple[int, int]


class MarkedText(QPlainTextEdit):
    """Qt counts its own units; only this class and its `_offsets` know."""

    def __init__(self) -> None:
        super().__init__()
        self.raw = False
        self._text = ""
        self._offsets = Offsets("")
        self._origin: Origin | None = None

    def _shown_span(self, start: int, end: int) -> tuple[Span, ...]:
        return self._origin.to_raw(start, end) if self.raw and self._origin else ((start, end),)

    def _to_text(self, start: int, end: int) -> tuple[Span, ...]:
        return self._origin.to_text(start, end) if self._origin else ()

    def _select(self, spans: tuple[Span, ...]) -> None:
        if spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._offsets.to_units(spans[0][0]))
            cursor.setPosition(self._offsets.to_units(spans[-1][1]), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self.centerCursor()

    def _point(self, position: QPoint) -> int:
        return self._offsets.to_points(self.cursorForPosition(position).position())

    def _point_on(self, position: QPoint) -> int:
        """The character under a point of the viewport, not the nearest gap between two."""
        at = self._point(position)
        left = any(rect.contains(QPointF(position)) for rect in self._rects(max(0, at - 1), at))
        return at - 1 if left else at

    def _rects(self, start: int, end: int) -> list[QRectF]:
        """Where a span stands in the viewport, one rectangle a line."""
        first, last = self._offsets.to_units(start), self._offsets.to_units(end)
        block, found = self.document().findBlock(first), []
        while block.isValid() and block.position() < last:
            found += self._rects_in(block, first, last)
            block = block.next()
        return found

    def _rects_in(self, block: QTextBlock, first: int, last: int) -> list[QRectF]:
        origin = self.blockBoundingGeometry(block).translated(self.contentOffset()).topLeft()
        found = []
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            low = max(first - block.position(), line.textStart())
            high = min(last - block.position(), line.textStart() + line.textLength())
            if low < high:
                left, right = _across(line.cursorToX(low)), _across(line.cursorToX(high))
                found.append(QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height()))
        return found

    def _visible(self) -> Span:
        first = self.firstVisibleBlock()
        bottom, block = self.viewport().height(), first
        while block.isValid() and self.blockBoundingGeometry(block).translated(self.contentOffset()).top() < bottom:
            block = block.next()
        end = block.position() if block.isValid() else self.document().characterCount()
        return self._offsets.to_points(first.position()), self._offsets.to_points(end)


def hide_blank_lines(document: QTextDocument) -> None:
    """Show no blank lines at the start and never two in a row: they are there, and every position stays as it is."""
    blank, block = True, document.firstBlock()
    while block.isValid():
        bare = not block.text().strip()
        if bare and blank and document.blockCount() > 1:
            block.setVisible(False)
        blank, block = bare, block.next()


def _across(x: Any) -> float:
    """The place of a cursor on its line: some versions of PySide give a pair."""
    return float(x[0] if isinstance(x, tuple) else x)
