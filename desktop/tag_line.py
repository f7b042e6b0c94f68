"""Where tags are typed and pressed: a line that completes its last word, and the tags as chips beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QIcon, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QToolTip, QWidget

from desktop import strokes, theme, widgets
from desktop.messages import translate
from desktop.tag_book import TagBook

_BETWEEN = re.compile(r"[\s,，、;；]+")


def words_of(text: str) -> tuple[str, ...]:
    """The tags in a typed line, each once."""
    return tuple(dict.fromkeys(filter(None, _BETWEEN.split(text))))


class TagLine(QLineEdit):
    """Tags with spaces between; the word that is being typed is completed from the tags there are."""

    def __init__(self, book: TagBook) -> None:
        super().__init__()
        self._book = book
        self._completer = QCompleter(QStringListModel(self), self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def new_words(self) -> tuple[str, ...]:
        """Tags in the line that are not there yet."""
        return tuple(word for word in words_of(self.text()) if word not in self._book.names())

    def _offer(self, text: str) -> None:
        last = _BETWEEN.split(text[: self.cursorPosition()])[-1]
        names = [name for name in self._book.names() if name != last and name not in words_of(text)]
        self._completer.setModel(QStringListModel(names, self._completer))
        self._completer.setCompletionPrefix(last)
        if last and self._completer.completionCount():
            self._completer.complete()
        elif popup := self._completer.popup():
            popup.hide()

    def _take(self, name: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = before[: len(before) - len(_BETWEEN.split(before)[-1])]
        self.setText(f"{kept}{name} {after}")
        self.setCursorPosition(len(kept) + len(name) + 1)
        self.setModified(True)
        self.textEdited.emit(self.text())


class TagChips(QWidget):
    """The tags of the facts as filled chips, the other favourites as outlined ones; a click puts one on or off."""

    toggled = Signal(str)

    def __init__(self, book: TagBook) -> None:
        super().__init__()
        self._book = book
        self._on: frozenset[str] = frozenset()
        self._some: frozenset[str] = frozenset()
        widgets.fitted_name(self, "tagChips", translate("tag_line", "Tags of the fact"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        book.read_again.connect(self.update)

    def show_tags(self, on: frozenset[str], some: frozenset[str]) -> None:
        """Show the tags that all facts have, and those that only some have."""
        self._on, self._some = on, some
        self.setAccessibleDescription(" ".join(sorted(on | some)))
        self.update()

    def chips(self) -> Iterator[tuple[QRectF, str, str]]:
        """Where each chip stands, its tag, and what it says; a last one without a tag counts those left out."""
        metrics, left = QFontMetrics(theme.font("small")), 0.0
        names = [name for name in self._book.names() if name in self._on | self._some or self._book.key(name)]
        names += sorted((self._on | self._some) - set(names))
        for at, name in enumerate(names):
            key = self._book.key(name)
            text = f"{key} {name}" if key else name
            width = min(metrics.horizontalAdvance(text) + 20, 160)
            if left + width > self.width() - (0 if at == len(names) - 1 else 40):
                yield QRectF(left, 2, 36, self.height() - 4), "", f"+{len(names) - at}"
                return
            yield QRectF(left, 2, width, self.height() - 4), name, text
            left += width + 6

    def sizeHint(self) -> QSize:
        """One row of chips."""
        return QSize(120, QFontMetrics(theme.font("small")).height() + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        for place, name, text in self.chips():
            draw_chip(painter, place, text, self._book.colour(name), on=name in self._on, some=name in self._some)
        painter.end()

    def _at(self, x: float, y: float) -> str:
        return next((name for place, name, _ in self.chips() if place.contains(x, y)), "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put a tag on or off."""
        name = self._at(event.position().x(), event.position().y())
        if name and self.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(name)

    def event(self, event: QEvent) -> bool:
        """Tell on hover what a click or its key does."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            name = self._at(event.pos().x(), event.pos().y())
            key = self._book.key(name)
            told = translate("tag_line", "Take “%1” off") if name in self._on else translate("tag_line", "Tag “%1”")
            QToolTip.showText(
                event.globalPos(), (told.replace("%1", name) + (f" ({key})" if key else "")) if name else "", self
            )
            return True
        return super().event(event)


def draw_chip(painter: QPainter, place: QRectF, text: str, colour: str, *, on: bool, some: bool = False) -> None:
    """Draw a tag's chip: filled where it is on, outlined where it could be, with a broken line where some have it."""
    now, (ink, ground) = theme.current(), theme.chip(colour)
    radius = place.height() / 2
    style = Qt.PenStyle.DashLine if some and not on else Qt.PenStyle.SolidLine
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    if on:
        strokes.fill_rounded(painter, box, radius, ground)
    else:
        painter.setPen(QPen(QColor(ink if some else now.border_strong), 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, radius, radius)
    painter.setPen(QColor(ink if on else now.muted))
    strokes.write(painter, place.adjusted(9, 0, -6, 0), text, "small")


def dot(colour: str) -> QIcon:
    """A tag's colour as an icon for menus and lists, where its name stands beside."""
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink, ground = theme.chip(colour)
    painter.setPen(QPen(QColor(ink), 3))
    painter.setBrush(QColor(colour or ground))
    painter.drawEllipse(5, 5, 22, 22)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)
