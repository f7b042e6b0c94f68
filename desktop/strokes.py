"""Draws the words and shapes of cells without letting go of the interpreter's lock.

PySide's `drawText`, `drawLine`, `drawRoundedRect` and `drawEllipse` let other threads run and then wait for their turn:
beside a thread at work, a table of some hundred cells took two to three times as long as alone. Paths, filled
rectangles and static text keep the lock, and static text is laid out once and not each time it is drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from desktop import theme


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    size: str = "body",
    *,
    bold: bool = False,
    struck: bool = False,
    right: bool = False,
) -> int:
    """Write one line at half the height of `area`, cut short where it does not fit; the pixels that it takes."""
    laid, width = theme.lettering(text, int(area.width()), size, bold=bold)
    painter.setFont(theme.font(size, bold=bold))
    left, top = area.right() - width if right else area.left(), area.center().y() - laid.size().height() / 2
    painter.drawStaticText(QPointF(left, top), laid)
    if struck:  # static text leaves it out
        metrics = QFontMetricsF(painter.font())
        line = QRectF(left, top + metrics.ascent() - metrics.strikeOutPos(), width, metrics.lineWidth())
        painter.fillRect(line, painter.pen().color())
    return width


def fill_rounded(painter: QPainter, box: QRectF, radius: float, colour: str | QColor) -> None:
    """Fill a box with round corners."""
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.fillPath(path, QColor(colour))
