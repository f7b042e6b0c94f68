"""The pages of a PDF as they were printed, with every fact outlined where it stands."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from core.records import Change, Document, Fact
from desktop import messages, theme, widgets
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.read import Page
    from core.repair.origin import Origin

GAP = 16  # pixels around a page
KEPT = 12  # pictures of pages held


class PageView(QAbstractScrollArea):
    """Pages one below the other, as wide as the view; pictures are drawn in the background when they come into view."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._document: Document | None = None
        self._pages: tuple[Page, ...] = ()
        self._tops: list[float] = []
        self._rects: dict[int, tuple[tuple[int, QRectF], ...]] = {}
        self._facts: dict[int, Fact] = {}
        self._pictures: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._stale = True
        widgets.fitted_name(self, "pageView", translate("page_view", "Pages of the document"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        session.document_changed.connect(self._left)
        session.facts_changed.connect(self._mark)
        session.changed.connect(self._changed)
        session.current_changed.connect(self.show_fact)

    def _left(self, _: int = 0) -> None:
        self._document, self._pages, self._stale = None, (), True
        self._pictures.clear()
        self._rects, self._facts = {}, {}
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Take the pages of the open document; those of a store that kept none are read again from its bytes."""
        document = self._session.document
        self._document, self._stale = document, False
        if document is None or document.format != "pdf":
            self._pages = ()
            return
        number = document.id

        def work(own: Any) -> tuple[Page, ...]:
            from core.read import RawDocument, read_bytes

            kept: tuple[Page, ...] = own.pages(number)
            if kept:
                return kept
            read = (one for one in read_bytes(document.name, document.data) if isinstance(one, RawDocument))
            return next((one.pages for one in read if one.text == document.raw), ())

        self._session.questions.ask(self, "pages", work, self._take)

    def _take(self, pages: tuple[Page, ...]) -> None:
        self._pages = pages
        self._lay_out()
        self._mark()
        self.show_fact(self._session.current)

    # --- where things stand ----------------------------------------------------------------------------

    def _scale(self) -> float:
        widest = max((page.width for page in self._pages), default=0.0)
        return (self.viewport().width() - 2 * GAP) / widest if widest else 1.0

    def _lay_out(self) -> None:
        top, self._tops = float(GAP), []
        for page in self._pages:
            self._tops.append(top)
            top += page.height * self._scale() + GAP
        height = self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, round(top) - height))
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setSingleStep(40)

    def _mark(self, _: object = None) -> None:
        if not self._pages or self._document is None or not self.isVisible():
            return
        from core.repair.origin import Origin

        origin = Origin(self._document.pieces, len(self._document.raw))
        facts = self._session.facts_of(self._session.facts)
        self._facts = {fact.id: fact for fact in facts}
        self._rects = {fact.id: tuple(self._places(origin, fact)) for fact in facts}
        self.viewport().update()

    def _changed(self, change: Change) -> None:
        if change.edit is None or change.fields - {"status", "note", "tags"}:
            self._mark()
        elif self.isVisible():
            self._facts |= {fact.id: fact for fact in self._session.facts_of(change.facts & self._facts.keys())}
            self.viewport().update()

    def _places(self, origin: Origin, fact: Fact) -> Iterator[tuple[int, QRectF]]:
        """The lines that a fact stands on: number of the page, and a rectangle in points."""
        for start, end in origin.to_raw(fact.start, fact.end):
            for number, page in enumerate(self._pages):
                if page.start < end and start < page.end:
                    yield from ((number, rect) for rect in lines(page, start, end))

    def _shown(self, number: int, rect: QRectF) -> QRectF:
        scale = self._scale()
        top = self._tops[number] - self.verticalScrollBar().value()
        return QRectF(GAP + rect.x() * scale, top + rect.y() * scale, rect.width() * scale, rect.height() * scale)

    def rects(self, fact: int) -> list[QRectF]:
        """Where a fact is outlined, in pixels of the viewport."""
        return [self._shown(number, rect).adjusted(-3, -2, 3, 2) for number, rect in self._rects.get(fact, ())]

    def show_fact(self, fact: int) -> None:
        """Bring a fact to the middle."""
        rects = self.rects(fact)
        if rects:
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + rects[0].center().y() - self.viewport().height() / 2))
        self.viewport().update()

    # --- pictures ----------------------------------------------------------------------------------------

    def _picture(self, number: int) -> QPixmap | None:
        document = self._document
        width = round(self._pages[number].width * self._scale() * self.devicePixelRatioF())
        known = self._pictures.get((number, width))
        if known is None and document is not None and width > 0:
            fine = width / max(self._pages[number].width, 1.0)

            def work(_: object) -> tuple[int, int, bytes]:
                from core.read.pdf import page_picture

                return page_picture(document.data, number, fine)

            self._session.questions.ask(self, f"page:{number}", work, partial(self._drawn, (number, width)))
        return known

    def _drawn(self, key: tuple[int, int], drawn: tuple[int, int, bytes]) -> None:
        width, height, pixels = drawn
        image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGBA8888).copy()
        self._pictures[key] = QPixmap.fromImage(image)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view, the facts on them, and the current fact outlined."""
        now = theme.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(now.sunken))
        view = QRectF(self.viewport().rect())
        for number, page in enumerate(self._pages[: len(self._tops)]):
            area = self._shown(number, QRectF(0, 0, page.width, page.height))
            if area.intersects(view):
                painter.fillRect(area, Qt.GlobalColor.white)
                picture = self._picture(number)
                if picture:
                    painter.drawPixmap(area, picture, QRectF(picture.rect()))
        for fact in self._facts.values():
            self._outline(painter, fact, view)
        painter.end()

    def _outline(self, painter: QPainter, fact: Fact, view: QRectF) -> None:
        """On paper, which is white in every theme, an outline of the category; the current one is thick and filled."""
        chosen = fact.id == self._session.current
        colour = QColor.fromHsl(theme.HUES.get(messages.category(fact.indicator), 0), 150, 100)
        for rect in self.rects(fact.id):
            if rect.intersects(view):
                fill = QColor(colour)
                fill.setAlpha(60 if chosen else 24)
                painter.setBrush(fill)
                painter.setPen(QPen(colour, 3 if chosen else 1))
                painter.drawRoundedRect(rect, 3, 3)

    # --- events ------------------------------------------------------------------------------------------

    def fact_at(self, position: QPoint) -> int:
        """The fact under a point of the viewport, 0 for none."""
        at = QPointF(position)
        return next((number for number in self._facts if any(rect.contains(at) for rect in self.rects(number))), 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a fact selects it."""
        number = self.fact_at(event.position().toPoint())
        if number:
            QTimer.singleShot(0, self, lambda: self._session.select(number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep pages as wide as the view, and the current fact in it."""
        self._lay_out()
        self.show_fact(self._session.current)

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802 - Qt's own
        """Paint anew: nothing is a child widget."""
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Read the pages when they come into view."""
        if event.type() == QEvent.Type.Show and self._stale:
            self.read()
        elif event.type() == QEvent.Type.Show:
            self._mark()
        return super().event(event)


def lines(page: Page, start: int, end: int) -> list[QRectF]:
    """The lines that raw characters from `start` to `end` stand on, in points; those without ink are left out."""
    found: list[QRectF] = []
    for left, top, right, bottom in page.boxes[max(0, start - page.start) : max(0, end - page.start)]:
        if right <= left or bottom <= top:
            continue
        box = QRectF(left, top, right - left, bottom - top)
        last = found[-1] if found else None
        if last and abs(last.center().y() - box.center().y()) < box.height() / 2 and box.left() >= last.left():
            found[-1] = last.united(box)
        else:
            found.append(box)
    return found
