"""What is painted over the text in view: repairs, signs of decisions, the current fact, and findings in the margin."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from core.records import Repair, RepairKind, Status
from desktop import icons, theme, widgets

#: Repairs that a page may be full of: underlined faintly, so that the others stand out.
ROUTINE = frozenset(
    (
        RepairKind.TRADITIONAL,
        RepairKind.GLOSS,
        RepairKind.WIDTH,
        RepairKind.SPACE,
        RepairKind.INVISIBLE,
        RepairKind.COLUMN,
        RepairKind.WRAP,
        RepairKind.PUNCTUATION,
        RepairKind.FURNITURE,
    )
)
FAINT = 140  # of 255: a page may be full of routine repairs
SIGN = 14  # pixels of a finding's sign in the margin


def draw_repair(painter: QPainter, rects: Iterable[QRectF], repair: Repair) -> None:
    """Routine repairs are dotted faintly, doubtful ones strongly; what is still damaged stands on a red ground."""
    now = theme.current()
    faint = repair.sure and repair.kind in ROUTINE
    colour = QColor(now.border_strong if repair.is_layout else now.muted if faint else now.rejected)
    colour.setAlpha(FAINT if faint else 255)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DotLine))
    for rect in rects:
        if repair.kind is RepairKind.DAMAGED:
            ground = QColor(now.rejected)
            ground.setAlpha(48)
            painter.fillRect(rect, ground)
        if repair.kind is not RepairKind.COLUMN:
            painter.drawLine(rect.bottomLeft() - QPoint(0, 1), rect.bottomRight() - QPoint(0, 1))


def draw_sign(painter: QPainter, rects: list[QRectF], status: Status) -> None:
    """Draw the sign of a decision at the corner of a mark."""
    if not rects:
        return
    ink, soft = widgets.status_colours(status)
    corner = rects[-1].topRight()
    disc = QRectF(corner.x() - 5, corner.y() - 4, 12, 12)
    painter.setPen(QPen(QColor(ink), 1))
    painter.setBrush(QColor(soft))
    painter.drawEllipse(disc)
    sign = icons.pixmap(widgets.STATUS_ICON[status], ink, 9)
    painter.drawPixmap(disc.adjusted(1.5, 1.5, 0, 0).topLeft(), sign)


def draw_outline(painter: QPainter, rects: Iterable[QRectF]) -> None:
    """Draw the outline of the current fact."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 4, 4)


def margin_of(rect: QRectF) -> QRectF:
    """Where in the margin the sign of a finding stands, beside the line of a mark."""
    return QRectF(3, rect.center().y() - SIGN / 2, SIGN, SIGN)


def draw_doubt(painter: QPainter, place: QRectF) -> None:
    """Draw the sign of a finding in the margin."""
    painter.drawPixmap(place.topLeft(), icons.pixmap("findings", theme.current().pending, SIGN))
