"""The document's text with its facts marked: repaired, or raw with the same fact in view."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip

from core.records import Change, Document, Fact, Repair, RepairKind, Status
from desktop import icons, messages, theme, widgets
from desktop.marked_text import MarkedText, Span, hide_blank_lines
from desktop.messages import translate
from desktop.offsets import Offsets
from desktop.places_shown import in_text
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import Store

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
MOST = 4  # repairs that one tip tells
TIP = 120  # characters of the raw text that a tip tells
SHORT = 16  # characters that were taken away and need no look at the raw text: the tip tells them
UNDERLINE = {
    Status.PENDING: QTextCharFormat.UnderlineStyle.DashUnderline,
    Status.APPROVED: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Status.REJECTED: QTextCharFormat.UnderlineStyle.NoUnderline,
}


class SourceText(MarkedText):
    """The text itself, read-only: marks, outline of the current fact, repairs, selection by click.

    Spans inside are in code points of the text that is shown; only `_rects`, `_cursor` and `_point` speak Qt's units.
    """

    raw_changed = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._spans: dict[int, tuple[Span, ...]] = {}
        self._status: dict[int, Status] = {}
        self._repairs: list[tuple[int, int, Repair]] = []
        self._longest = 0
        widgets.fitted_name(self, "sourceView", translate("source_view", "Text of the document"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setCenterOnScroll(True)
        self.setFont(theme.font("reading"))
        self.document().setDocumentMargin(20)
        self.setMouseTracking(True)
        session.document_changed.connect(self.read)
        session.facts_changed.connect(self.mark)
        session.changed.connect(self._changed)
        session.current_changed.connect(self.show_fact)
        self.read()
        self.mark()
        QTimer.singleShot(0, self, lambda: self.show_fact(session.current))

    # --- what is shown -----------------------------------------------------------------------------

    def read(self, _: int = 0) -> None:
        """Show the document of the session."""
        self._document = self._session.document
        document = self._document
        self._origin = None
        if document:
            from core.repair.origin import Origin  # loads all of repair: not before there is a document

            self._origin = Origin(document.pieces, len(document.raw))
        self._fill()

    def show_raw(self, raw: bool) -> None:
        """Show the raw text, or the repaired one, with the same fact in view."""
        if raw != self.raw:
            self.raw = raw
            self._fill()
            self.mark()
            self.show_fact(self._session.current)
            self.raw_changed.emit(raw)

    def _fill(self) -> None:
        text = "" if self._document is None else self._document.raw if self.raw else self._document.text
        self._offsets = Offsets(text)
        self._repairs = sorted(self._shown_repairs(), key=lambda one: one[:2])
        self._longest = max((end - start for start, end, _ in self._repairs), default=0)
        self._spans = {}
        self.setPlainText(text)
        if not self.raw:
            hide_blank_lines(self.document())

    def _shown_repairs(self) -> list[tuple[int, int, Repair]]:
        if self._document is None or self._origin is None:
            return []
        if self.raw:
            return [(repair.start, repair.end, repair) for repair in self._document.repairs]
        return in_text(self._document, self._origin)

    def mark(self) -> None:
        """Mark the facts of the session, all in one edit block."""
        facts = self._session.facts_of(self._session.facts) if self._session.ready else ()
        self._spans = {fact.id: self._shown(fact) for fact in facts}
        self._status = {fact.id: fact.status for fact in facts}
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())
        for fact in sorted(facts, key=lambda fact: fact.start - fact.end):
            self._format(cursor, fact)
        cursor.endEditBlock()
        self.viewport().update()

    def _format(self, cursor: QTextCursor, fact: Fact) -> None:
        made = QTextCharFormat()
        category = messages.category(fact.indicator)
        rejected = fact.status is Status.REJECTED
        made.setBackground(QColor(theme.current().hover) if rejected else theme.tint(category))
        made.setForeground(QColor(theme.current().muted if rejected else theme.current().text))
        made.setFontStrikeOut(rejected)
        made.setUnderlineStyle(UNDERLINE[fact.status])
        made.setUnderlineColor(theme.ink(category))
        for start, end in self._spans.get(fact.id, ()):
            cursor.setPosition(self._offsets.to_units(start))
            cursor.setPosition(self._offsets.to_units(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(made)

    def _shown(self, fact: Fact) -> tuple[Span, ...]:
        return self._shown_span(fact.start, fact.end)

    def _changed(self, change: Change) -> None:
        shown = self._session.facts_of(change.facts & self._spans.keys())
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for fact in shown:
            self._status[fact.id] = fact.status
            self._format(cursor, fact)
        cursor.endEditBlock()
        self.viewport().update()

    def show_fact(self, number: int) -> None:
        """Bring the sentence of a fact to the middle, without taking the curator's selection for its own."""
        spans = self._spans.get(number)
        if spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._offsets.to_units(spans[0][0]))
            self.setTextCursor(cursor)
            self.centerCursor()
        self.viewport().update()

    def show_span(self, start: int, end: int) -> None:
        """Select a stretch of the repaired text and bring it into view."""
        self._select(self._shown_span(start, end))

    def show_repair(self, start: int, end: int) -> None:
        """Select what a repair of this raw stretch put there; the raw text itself where it only took something away."""
        if not self.raw:
            here = next((one for one in self._repairs if (one[2].start, one[2].end) == (start, end)), None)
            if here and (here[2].after or len(here[2].before) <= SHORT):
                self.show_span(here[0], here[1])
                return
            self.show_raw(True)
        self._select(((start, end),))

    # --- what the curator points at -----------------------------------------------------------------

    def selected(self) -> Span | None:
        """The selected stretch, in code points of the repaired text; None where nothing is selected."""
        cursor = self.textCursor()
        if not cursor.hasSelection() or self._document is None:
            return None
        start, end = (self._offsets.to_points(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        if not self.raw:
            return start, end
        spans = self._to_text(start, end)
        return (spans[0][0], spans[-1][1]) if spans else None

    def fact_at(self, position: QPoint) -> int:
        """The narrowest fact under a point of the viewport, 0 for none."""
        area = QRectF(position.x() - 2, position.y() - 2, 4, 4)
        point = self._point(position)
        near = [
            (end - start, number)
            for number, spans in self._spans.items()
            for start, end in spans
            if start - 1 <= point <= end + 1 and any(rect.intersects(area) for rect in self._rects(start, end))
        ]
        return min(near)[1] if near else 0

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark selects its fact; a drag selects text."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            number = self.fact_at(event.position().toPoint())
            if number:
                QTimer.singleShot(0, self, lambda: self._session.select(number))

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell on hover what a repaired place was, or what a fact is."""
        if isinstance(event, QHelpEvent):
            text = self._tip(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _tip(self, position: QPoint) -> str:
        point, lines = self._point(position), []
        near = [one for one in self._repairs if one[0] <= point <= one[1]]  # a cursor stands before or behind
        here = (one[2] for one in near if any(rect.contains(QPointF(position)) for rect in self._rects(*one[:2])))
        for repair in sorted(here, key=lambda repair: (repair.sure, len(repair.before)))[:MOST]:
            if repair.before:
                kind = messages.word(messages.REPAIR, repair.kind)
                told = translate("source_view", "Raw: %1 (%2)").replace("%2", kind)
                lines.append(told.replace("%1", _cut(repair.before)))
        number = self.fact_at(position)
        if number:
            fact = self._session.fact(number)
            status = messages.word(messages.STATUS, fact.status)
            lines.append(f"{messages.exact(fact)} · {messages.indicator(fact.indicator)} · {status}")
        return "<p style='white-space:pre-wrap'>" + escape("\n".join(lines)) + "</p>" if lines else ""

    # --- drawing ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then repairs, status signs and the outline of the current fact."""
        super().paintEvent(event)
        now, (top, bottom) = theme.current(), self._visible()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_repairs(painter, self, top, bottom)
        for number, spans in self._spans.items():
            status = self._status.get(number, Status.PENDING)
            if spans and status is not Status.PENDING and spans[-1][0] < bottom and top < spans[-1][1]:
                draw_sign(painter, self._rects(*spans[-1]), status)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(now.accent), 2))
        for start, end in self._spans.get(self._session.current, ()):
            for rect in self._rects(start, end):
                painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 4, 4)
        painter.end()

    # --- edits --------------------------------------------------------------------------------------

    def add_fact(self) -> None:
        """Make the selected text a fact, with all that can be read of it."""
        span, document = self.selected(), self._document
        if span is None or document is None:
            self._session.notified.emit(translate("source_view", "Select a quantity in the text first"))
            return
        from core import edits
        from core.extract import read_fact

        def add(store: Store) -> Change:
            fact = read_fact(document.text, *span, document.about)
            return edits.add(store, replace(fact, document=document.id))

        change = self._session.do(add)
        if change and change.facts:
            self._session.arrange()
            self._session.select(next(iter(change.facts)))

    def reanchor(self) -> None:
        """Let the current fact stand on the selected text."""
        span, document = self.selected(), self._document
        if span is None or document is None or not self._session.current:
            self._session.notified.emit(translate("source_view", "Select a quantity in the text first"))
            return
        from core import edits

        self._session.do(edits.reanchor, self._session.current, *span)


def draw_repairs(painter: QPainter, view: SourceText, top: int, bottom: int) -> None:
    """Routine repairs are dotted faintly, doubtful ones strongly; what is still damaged stands on a red ground."""
    now = theme.current()
    faint, strong = (QPen(QColor(ink), 1.4, Qt.PenStyle.DotLine) for ink in (now.muted, now.rejected))
    first = bisect_left(view._repairs, top, key=lambda one: one[0] + view._longest)
    for start, end, repair in islice(view._repairs, first, None):
        if start >= bottom:
            break
        if end <= top:
            continue
        painter.setPen(faint if repair.sure and repair.kind in ROUTINE else strong)
        for rect in view._rects(max(start, top), min(end, bottom)):
            if repair.kind is RepairKind.DAMAGED:
                ground = QColor(now.rejected)
                ground.setAlpha(48)
                painter.fillRect(rect, ground)
            if repair.kind is not RepairKind.COLUMN:
                painter.drawLine(rect.bottomLeft() - QPoint(0, 1), rect.bottomRight() - QPoint(0, 1))


def _cut(text: str) -> str:
    plain = text.strip() or text
    return plain if len(plain) <= TIP else plain[: TIP - 1] + "…"


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
