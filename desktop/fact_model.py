"""Facts as rows of a table, paged in from the store by id, and how their cells are drawn."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from core.records import Change, Fact, Status
from desktop import icons, messages, strokes, theme, widgets
from desktop.doubts import Doubts
from desktop.family import PartSum
from desktop.messages import word
from desktop.session import Session
from desktop.tag_book import TagBook
from desktop.tag_line import draw_chip

Index = QModelIndex | QPersistentModelIndex
PAGE = 64  # rows read at once
DISPLAY, TOOL_TIP, ALIGN, ACCESSIBLE, FACT = 0, 3, 7, 11, 256  # ints: comparing enums costs 2.5 times the time
NO_INDEX = QModelIndex()
FAR = 240  # characters of a sentence beside its figure, more than any column shows
WIDEST = 10_000  # pixels that they take at most
#: As numbers, for what is asked of every cell that is drawn.
SELECTED = QStyle.StateFlag.State_Selected.value

FLAG_ICONS = {
    "finding": "findings",
    "planned": "planned",
    "repeat": "repeat",
    "place_suggested": "suggested",
    "damaged_nearby": "damaged",
    "note": "note",
}


def flags_of(fact: Fact) -> tuple[str, ...]:
    """What a row should make the curator look twice at."""
    own = [
        *(["planned"] if fact.planned else []),
        *(["repeat"] if fact.same_as else []),
        *(["note"] if fact.note else []),
    ]
    return (*own, *(flag for flag in fact.flags if flag not in own))


def _flags(fact: Fact) -> str:
    return " · ".join(word(messages.FLAG, flag) for flag in flags_of(fact))


def around(fact: Fact) -> tuple[str, str, str]:
    """The sentence of a fact: what stands before its figure, the figure, and what stands after, without far ends."""
    sentence = fact.sentence.replace("\n", " ")
    quote = fact.quote.replace("\n", " ")
    at = sentence.find(quote)
    if at < 0:
        return "", "", sentence[:FAR]
    end = at + len(quote)
    return sentence[max(0, at - FAR) : at], quote, sentence[end : end + FAR]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in `messages.FIELD`, width in characters, the text of a cell, and what sorts it."""

    name: str
    width: int
    text: Callable[[Fact], str]
    order: str = ""
    right: bool = False


COLUMNS = {
    column.name: column
    for column in (
        Column("quantity", 13, messages.as_written, "value"),
        Column("indicator", 18, lambda fact: messages.indicator(fact.indicator), "indicator"),
        Column("place", 17, messages.way, "recipient"),
        Column("provider", 12, lambda fact: messages.places(fact.provider) or "–", "provider"),
        Column("recipient", 12, lambda fact: messages.places(fact.recipient) or "–", "recipient"),
        Column("period", 19, lambda fact: messages.period(fact.period_start, fact.period_end), "period"),
        Column("status", 10, lambda fact: word(messages.STATUS, fact.status), "status"),
        Column(
            "certainty", 6, lambda fact: f"{fact.confidence:.0%}" if fact.confidence else "–", "confidence", right=True
        ),
        Column("flags", 5, _flags, "flags"),
        Column("value", 16, messages.exact, "value", right=True),
        Column("sentence", 56, lambda fact: fact.sentence.replace("\n", " "), "document"),
        Column("document", 20, lambda fact: str(fact.document), "document"),
        Column("tags", 12, lambda fact: " ".join(fact.tags), "tags"),
        Column("note", 16, lambda fact: fact.note, "note"),
    )
}


class FactModel(QAbstractTableModel):
    """A table over ids; facts are read a page at a time when a row comes into view."""

    def __init__(self, session: Session, columns: Sequence[str]) -> None:
        super().__init__()
        self.columns = [COLUMNS[name] for name in columns]
        self.ids: array[int] = array("q")
        self.depth: dict[int, int] = {}
        self.sums: dict[int, PartSum] = {}
        self.doubts: Doubts | None = None
        self.tags = TagBook.of(session)
        self._session = session
        self._seen: dict[int, Fact] = {}
        self._rows: dict[int, int] = {}  # of the facts that were read
        self._names: dict[int, str] = {}  # of their documents
        session.changed.connect(self._changed)
        self.tags.read_again.connect(self.repaint)

    def set_ids(self, ids: array[int]) -> None:
        """Show other facts."""
        self.beginResetModel()
        self.ids = ids
        self._forget()
        self.endResetModel()

    def extend(self, ids: array[int]) -> None:
        """Show more facts behind those that are shown; begin anew where they are others."""
        known = len(self.ids)
        if ids[:known] != self.ids:
            self.set_ids(ids)
        elif len(ids) > known:
            self.beginInsertRows(NO_INDEX, known, len(ids) - 1)
            self.ids = ids
            self.endInsertRows()

    def row_of(self, fact: int) -> int:
        """The row of a fact, -1 where it is not shown."""
        try:
            return self.ids.index(fact)
        except ValueError:
            return -1

    def fact(self, row: int) -> Fact | None:
        """The fact of a row, None where it was removed meanwhile."""
        number = self.ids[row]
        if number not in self._seen:
            start = row - row % PAGE
            if len(self._seen) > PAGE * 64:
                self._forget()
            read = self.ids[start : start + PAGE]
            self._seen |= {fact.id: fact for fact in self._session.facts_of(read)}
            self._rows |= zip(read, range(start, start + len(read)), strict=True)
        return self._seen.get(number)

    def text(self, column: Column, fact: Fact) -> str:
        """What the cell of a fact says."""
        return self._name(fact.document) if column.name == "document" else column.text(fact)

    def _name(self, document: int) -> str:
        """Of the document; read with those of all facts that are held, so that a table reads them a page at a time."""
        if document not in self._names:
            wanted = {fact.document for fact in self._seen.values()} - self._names.keys()
            self._names |= self._session.store.document_names(wanted | {document})
        return self._names.get(document, "")

    def _forget(self) -> None:
        self._seen, self._rows, self._names = {}, {}, {}

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Number of facts."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Text, tool tip, alignment or the fact itself of a cell."""
        if role not in (DISPLAY, TOOL_TIP, ALIGN, ACCESSIBLE, FACT) or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == ALIGN:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        fact = self.fact(index.row())
        if fact is None or role == FACT:
            return fact
        text = self.text(column, fact)
        if column.name == "flags":
            text = "\n".join(filter(None, (text, self._doubted(fact.id))))
        elif column.name == "quantity" and role == TOOL_TIP:
            text = self._quantity_tip(fact)
        return widgets.verbatim(text) if role == TOOL_TIP else text

    def _quantity_tip(self, fact: Fact) -> str:
        told, parts = messages.exact(fact), self.sums.get(fact.id)
        if parts is None:
            return told
        sign = "=" if parts.holds else "≠"
        return f"{told}\n{sign} {messages.number(parts.total)} ({word(messages.FIELD, 'parts')})"

    def signs(self, fact: Fact) -> tuple[str, ...]:
        """What a row should make the curator look twice at: a finding first."""
        return (*(["finding"] if self._doubted(fact.id) else []), *flags_of(fact))

    def _doubted(self, number: int) -> str:
        return self.doubts.sentences(number) if self.doubts else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Names of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == ALIGN:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return word(messages.FIELD, self.columns[section].name) if role == DISPLAY else None

    def _changed(self, change: Change) -> None:
        if change.edit is None:
            self._seen = {}
        for number in change.facts:
            self._seen.pop(number, None)
        if change.edit is None or len(change.facts) > PAGE:
            self.repaint()
            return
        for row in sorted(self._rows[number] for number in change.facts & self._rows.keys()):
            self._repaint(row, row)

    def repaint(self) -> None:
        """Let what is in view be drawn again."""
        if self.ids:
            self._repaint(0, len(self.ids) - 1)

    def _repaint(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


class FactDelegate(QStyledItemDelegate):
    """Draws chips, certainty, flags, category dots and the indent of parts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One even height for all rows."""
        return QSize(40, theme.pixels("body") + 19)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell of a fact."""
        model, at = index.model(), index.column()
        if not isinstance(model, FactModel):
            return
        fact, column = model.fact(index.row()), model.columns[at]
        selected = option.state.value & SELECTED
        now, rect = theme.current(), option.rect
        painter.save()
        painter.fillRect(rect, QColor(now.selection if selected else now.surface))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(now.border))
        if selected and at == 0:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(now.accent))
        if fact is not None:
            painter.setPen(QColor(now.text))
            area = QRectF(rect).adjusted(8, 0, -6, -1)
            draw = getattr(self, f"_draw_{column.name}", None)
            if draw:
                draw(painter, area, fact, model)
            else:
                self._draw_text(painter, area, model.text(column, fact), right=column.right)
        painter.restore()

    def _draw_text(self, painter: QPainter, area: QRectF, text: str, *, right: bool = False) -> None:
        if text == "–":
            painter.setPen(QColor(theme.current().muted))
        strokes.write(painter, area, text, right=right)

    def _draw_quantity(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        depth = model.depth.get(fact.id, 0)
        if depth:
            area.adjust(14 * (depth - 1), 0, 0, 0)
            muted = theme.current().muted
            painter.drawPixmap(QPoint(int(area.left()), int(area.center().y()) - 6), icons.pixmap("part", muted, 12))
            area.adjust(16, 0, 0, 0)
        rejected = fact.status is Status.REJECTED
        width = strokes.write(painter, area, messages.as_written(fact), bold=not fact.planned, struck=rejected)
        told = model.sums.get(fact.id)
        if told:
            area.adjust(width + 8, 0, 0, 0)
            self._draw_sum(painter, area, fact, told)

    def _draw_sum(self, painter: QPainter, area: QRectF, fact: Fact, told: PartSum) -> None:
        now = theme.current()
        painter.setPen(QColor(now.approved if told.holds else now.rejected))
        text = "= ✓" if told.holds else f"≠ {messages.figure(told.total, fact.unit, fact.measure_word)}"
        strokes.write(painter, area, text, "small")

    def _draw_indicator(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, colour = QRectF(area.left(), area.center().y() - 4, 8, 8), theme.ink(messages.category(fact.indicator))
        strokes.fill_rounded(painter, dot, 4, colour)
        self._draw_text(painter, area.adjusted(14, 0, 0, 0), messages.indicator(fact.indicator))

    def _draw_status(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        painter.setFont(theme.font("small"))
        ink, soft = widgets.status_colours(fact.status)
        text = word(messages.STATUS, fact.status)
        widgets.paint_chip(painter, area, text, ink, soft, widgets.STATUS_ICON[fact.status])

    def _draw_certainty(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        now = theme.current()
        painter.setPen(QColor(now.muted))
        strokes.write(painter, area, COLUMNS["certainty"].text(fact), "small", right=True)
        if area.width() < 72:
            return
        bar = QRectF(area.left(), area.center().y() - 2, max(0.0, area.width() - 40), 4)
        strokes.fill_rounded(painter, bar, 2, now.border)
        bar.setWidth(bar.width() * fact.confidence)
        strokes.fill_rounded(painter, bar, 2, now.accent)

    def _draw_sentence(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        """The figure in bold with as much around it as there is room for, rather more before it."""
        before, quote, after = around(fact)
        quote, wide = theme.fitted(quote, int(area.width()), bold=True)
        room = int(area.width()) - wide
        behind = min(theme.fitted(after, WIDEST)[1], max(room * 2 // 5, room - theme.fitted(before, WIDEST)[1]))
        lead, led = theme.fitted(before, room - behind, cut_before=True)
        for text, left, bold in ((lead, 0, False), (quote, led, True), (after, led + wide, False)):
            strokes.write(painter, area.adjusted(left, 0, 0, 0), text, bold=bold)

    def _draw_flags(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        at = QPoint(int(area.left()), int(area.center().y()) - 7)
        for flag in model.signs(fact):
            painter.drawPixmap(at, icons.pixmap(FLAG_ICONS.get(flag, "flag"), theme.current().pending, 14))
            at += QPoint(18, 0)

    def _draw_tags(self, painter: QPainter, area: QRectF, fact: Fact, model: FactModel) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        left = area.left()
        for name in fact.tags:
            room = area.right() - left
            width = min(painter.fontMetrics().horizontalAdvance(name) + 20, room)
            if room < 24:
                break
            place = QRectF(left, area.top() + 5, width, area.height() - 10)
            draw_chip(painter, place, name, model.tags.colour(name), on=True)
            left += width + 4


def fit(view: QTableView, model: FactModel) -> None:
    """Give each column the width of its characters at the curator's text size, and let other facts be drawn once."""
    model.modelReset.connect(view.executeDelayedItemsLayout)  # laid out later, all is drawn a second time
    unit = theme.pixels("body") * 0.56
    small = QFontMetrics(theme.font("small"))
    chip = max(small.horizontalAdvance(word(messages.STATUS, status)) for status in Status) + 44
    header = QFontMetrics(theme.font("small", bold=True))
    for at, column in enumerate(model.columns):
        title = header.horizontalAdvance(word(messages.FIELD, column.name)) + 20
        wanted = chip if column.name == "status" else round(column.width * unit) + 14
        view.setColumnWidth(at, max(title, wanted))
