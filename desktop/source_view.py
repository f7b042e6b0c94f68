"""The document's text with its facts marked: repaired, or raw with the same fact in view."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip

from core.records import Document, Repair, Status
from desktop import messages, theme, widgets
from desktop import source_drawing as drawing
from desktop.doubts import Doubts
from desktop.fact_marks import FactMarks
from desktop.marked_text import Span, hide_blank_lines
from desktop.messages import translate
from desktop.offsets import Offsets
from desktop.places_shown import in_text
from desktop.session import Session
from desktop.stretches import Stretches
from desktop.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 4  # repairs that one tip tells
TIP = 120  # characters of the raw text that a tip tells
SHORT = 16  # characters that were taken away and need no look at the raw text: the tip tells them


class SourceText(FactMarks):
    """The text itself, read-only: marks, outline of the current fact, repairs, selection by click.

    Spans inside are in code points of the text that is shown; only `_rects`, `_choose` and `_point` speak Qt's units.
    """

    raw_changed = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._document: Document | None = None
        self._repairs: list[tuple[int, int, Repair]] = []
        self._repaired: Stretches[Repair] = Stretches()
        self._doubts = Doubts.of(session)
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
        session.current_changed.connect(self.show_fact)
        self._doubts.read_again.connect(self.viewport().update)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._keep_in_view)
        self.read()
        self.mark()

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
        self._text, self._offsets = text, Offsets(text)
        self._repairs = sorted(self._shown_repairs(), key=lambda one: one[:2])
        self._repaired = Stretches(self._repairs)
        self.forget()
        self.setPlainText(text)
        if not self.raw:
            hide_blank_lines(self.document())

    def _shown_repairs(self) -> list[tuple[int, int, Repair]]:
        if self._document is None or self._origin is None:
            return []
        if self.raw:
            return [(repair.start, repair.end, repair) for repair in self._document.repairs]
        return in_text(self._document, self._origin)

    def show_fact(self, number: int) -> None:
        """Bring the sentence of a fact to the middle, without taking the curator's selection for its own."""
        spans = self._spans(number)
        if spans:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._offsets.to_units(spans[0][0]))
            self.setTextCursor(cursor)
            self.centerCursor()
        self.viewport().update()

    def _keep_in_view(self) -> None:
        """After the view changed its size: the curator's selection, else the current fact, in the middle again."""
        if self.textCursor().hasSelection():
            self.centerCursor()
        else:
            self.show_fact(self._session.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what the curator looks at in view, once the new size has settled."""
        super().resizeEvent(event)
        self._settle.start(0)

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
            for start, end, number in self._marks.meeting(max(0, point - 1), point + 2)
            if any(rect.intersects(area) for rect in self._rects(start, end))
        ]
        return min(near)[1] if near else 0

    def doubt_at(self, position: QPoint) -> int:
        """The fact whose finding is signed in the margin under a point of the viewport, 0 for none."""
        return next((number for place, number in self._doubtful() if place.contains(QPointF(position))), 0)

    def _doubtful(self) -> Iterable[tuple[QRectF, int]]:
        """The signs in the margin: one a line, for the first fact there that has findings."""
        doubted, lines = self._doubts.facts(), set()
        for start, end, number in self._marks.meeting(*self._visible()) if doubted else ():
            rects = self._rects(start, end) if number in doubted else []
            if rects and rects[0].y() not in lines:
                lines.add(rects[0].y())
                yield drawing.margin_of(rects[0]), number

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark selects its fact, one in the margin shows its finding; a drag selects text."""
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        position = event.position().toPoint()
        doubted = self.doubt_at(position)
        number = doubted or self.fact_at(position)
        if number:
            QTimer.singleShot(0, self, lambda: self._session.select(number))
        if doubted:
            key = self._doubts.about(doubted)[0].key
            QTimer.singleShot(0, self, lambda: self._session.requested.emit(f"finding:{key}"))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On a mark, its fact; elsewhere the whole quantity, place or Chinese word."""
        if self.fact_at(event.position().toPoint()):
            return
        span = Words.of(self._session).at(self._text, self._point_on(event.position().toPoint()))
        if span is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseDoubleClickEvent(event)
            return
        cursor = QTextCursor(self.document())
        self._choose(cursor, span)
        self.setTextCursor(cursor)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the fact here, or with the selected text."""
        number = self.fact_at(event.pos())
        if number and not self.textCursor().hasSelection():
            self._session.select(number)
        at = event.globalPos()
        self._session.requested.emit(f"menu:{at.x()},{at.y()}")

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell on hover what a repaired place was, or what a fact is."""
        if isinstance(event, QHelpEvent):
            text = self._tip(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), widgets.verbatim(text), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _tip(self, position: QPoint) -> str:
        point, doubted = self._point(position), self.doubt_at(position)
        lines = [self._doubts.sentences(doubted)] if doubted else []
        near = self._repaired.meeting(max(0, point - 1), point + 1)  # a cursor stands before or behind
        here = (one for *at, one in near if any(rect.contains(QPointF(position)) for rect in self._rects(*at)))
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
            lines += filter(None, [self._doubts.sentences(number)])
        return "<p style='white-space:pre-wrap'>" + escape("\n".join(lines)) + "</p>" if lines else ""

    # --- drawing ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, then repairs, status signs, findings and the outline of the current fact."""
        super().paintEvent(event)
        top, bottom = self._visible()
        layout = self.raw or bool(self._session.settings.get("layout_repairs"))
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for start, end, repair in self._repaired.meeting(top, bottom):
            if layout or not repair.is_layout:
                drawing.draw_repair(painter, self._rects(max(start, top), min(end, bottom)), repair)
        for *_, number in self._marks.meeting(top, bottom):
            spans, _, status = self._looks[number]
            if status is not Status.PENDING:
                drawing.draw_sign(painter, self._rects(*spans[-1]), status)
        for place, _ in self._doubtful():
            drawing.draw_doubt(painter, place)
        for span in self._spans(self._session.current):
            drawing.draw_outline(painter, self._rects(*span))
        painter.end()


def _cut(text: str) -> str:
    plain = text.strip() or text
    return plain if len(plain) <= TIP else plain[: TIP - 1] + "…"
