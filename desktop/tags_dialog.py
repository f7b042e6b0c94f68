"""The tags of a store: names, counts, colours and keys 1 to 9; renamed, merged and deleted as edits like any other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QInputDialog,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop import theme, widgets
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session
from desktop.tag_book import TagBook
from desktop.tag_line import dot, draw_chip

COLOURS = {
    "red": QT_TRANSLATE_NOOP("tags_dialog", "Red"),
    "orange": QT_TRANSLATE_NOOP("tags_dialog", "Orange"),
    "yellow": QT_TRANSLATE_NOOP("tags_dialog", "Yellow"),
    "green": QT_TRANSLATE_NOOP("tags_dialog", "Green"),
    "teal": QT_TRANSLATE_NOOP("tags_dialog", "Teal"),
    "blue": QT_TRANSLATE_NOOP("tags_dialog", "Blue"),
    "violet": QT_TRANSLATE_NOOP("tags_dialog", "Violet"),
    "pink": QT_TRANSLATE_NOOP("tags_dialog", "Pink"),
    "grey": QT_TRANSLATE_NOOP("tags_dialog", "Grey"),
}
OTHER = "other"


class TagsDialog(QDialog):
    """A table of tags and what can be done to one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "tagsDialog", translate("tags_dialog", "Tags"))
        self.setWindowTitle(translate("tags_dialog", "Tags"))
        self.resize(620, 440)
        self.model = GridModel((), frozenset((1,)))
        self.view = widgets.table(self.model, "tagsTable", self.windowTitle())
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setItemDelegateForColumn(0, _ChipDelegate(TagBook.of(session), self.view))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_choices())
        self.key, self.colour = QComboBox(), QComboBox()
        self._fill_choices()
        empty = translate("tags_dialog", "No tags yet: make one here, or press T on a fact and type a word.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        make = widgets.button(translate("tags_dialog", "New tag…"), self._make, kind="primary")
        self.stack.addWidget(widgets.EmptyState("tag", self.windowTitle(), empty, make))
        heading = widgets.label(self.windowTitle(), "head")
        self.setLayout(widgets.column(heading, self.stack, self._bottom(), margin=24, gap=12))
        session.changed.connect(self.read)
        self.read()

    def _fill_choices(self) -> None:
        self.key.setAccessibleName(translate("tags_dialog", "Key"))
        for number in range(10):
            self.key.addItem(str(number) if number else "–", number or None)
        self.key.activated.connect(self._set_key)
        self.colour.setAccessibleName(translate("tags_dialog", "Colour"))
        self.colour.addItem(dot(""), translate("tags_dialog", "No colour"), "")
        for name, text in COLOURS.items():
            colour = theme.TAG_COLOURS[name]
            self.colour.addItem(dot(colour), translate("tags_dialog", text), colour)
        self.colour.addItem(translate("tags_dialog", "Another colour…"), OTHER)
        self.colour.activated.connect(self._set_colour)

    def _bottom(self) -> QWidget:
        """What can be done: to the chosen tag above, to all below."""
        new = widgets.button(translate("tags_dialog", "New tag…"), self._make, icon="add")
        buttons = (
            widgets.button(translate("tags_dialog", "Rename…"), self._rename),
            widgets.button(translate("tags_dialog", "Merge into…"), self._merge),
            widgets.button(translate("tags_dialog", "Delete"), self._delete, icon="remove"),
        )
        captions = [
            widgets.label(text, "label")
            for text in (translate("tags_dialog", "Key"), translate("tags_dialog", "Colour"))
        ]
        choices = widgets.row(captions[0], self.key, captions[1], self.colour, 1, *buttons)
        self.of_one = QWidget()
        self.of_one.setLayout(choices)
        close = widgets.button(translate("tags_dialog", "Close"), self.accept)
        self.foot = QWidget()
        self.foot.setLayout(widgets.column(self.of_one, widgets.row(new, 1, close)))
        return self.foot

    def read(self, _: object = None) -> None:
        """Show the tags of the store."""
        kept, tags = self._tag(), self._session.store.tags()
        titles = (
            translate("tags_dialog", "Tag"),
            translate("tags_dialog", "Facts"),
            translate("tags_dialog", "Key"),
        )
        cells = [(tag.name, f"{tag.count:,}", str(tag.key or "–")) for tag in tags]
        at = max(0, self.view.currentIndex().row())
        first = not self.model.titles
        self.model.fill(titles, list(cells), list(tags))
        if first:
            self.view.setColumnWidth(0, 260)
        self.stack.setCurrentIndex(0 if tags else 1)
        self.of_one.setEnabled(bool(tags) and self._session.writable)
        if tags:
            same = next((place for place, tag in enumerate(tags) if tag.name == kept), min(at, len(tags) - 1))
            self.view.selectRow(same)
        self._show_choices()

    def _tag(self) -> str:
        row = self.view.currentIndex().row()
        return str(self.model.behind[row].name) if 0 <= row < len(self.model.behind) else ""

    def _show_choices(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.behind):
            tag = self.model.behind[row]
            self.key.setCurrentIndex(tag.key or 0)
            at = self.colour.findData(tag.colour or "")
            self.colour.setCurrentIndex(at if at >= 0 else self.colour.count() - 1)

    def _set(self, *, colour: str | None = None, key: int | None = -1) -> None:
        from core import edits

        name, book = self._tag(), TagBook.of(self._session)
        if name:
            own = book.colour(name) if colour is None else colour
            self._session.do(edits.set_tag, name, colour=own, key=(book.key(name) or None) if key == -1 else key)

    def _set_key(self) -> None:
        self._set(key=self.key.currentData())

    def _set_colour(self) -> None:
        colour = self.colour.currentData()
        if colour == OTHER:
            present = TagBook.of(self._session).colour(self._tag())
            chosen = QColorDialog.getColor(QColor(present or theme.TAG_COLOURS["blue"]), self)
            colour = chosen.name() if chosen.isValid() else present
        self._set(colour=colour)

    def _make(self) -> None:
        from core import edits

        name, given = QInputDialog.getText(
            self, translate("tags_dialog", "New tag…"), translate("tags_dialog", "Name of the tag")
        )
        words = "".join(name.split())  # a tag is one word: spaces part tags where they are typed
        if given and words and words not in TagBook.of(self._session).names():
            self._session.do(edits.set_tag, words)
        row = next((at for at, tag in enumerate(self.model.behind) if tag.name == words), -1)
        if row >= 0:
            self.view.selectRow(row)

    def _rename(self) -> None:
        from core import edits

        name = self._tag()
        title, ask = translate("tags_dialog", "Rename…"), translate("tags_dialog", "New name")
        new, given = QInputDialog.getText(self, title, ask, text=name)
        new = "".join(new.split())
        if given and name and new and new != name:
            self._session.do(edits.rename_tag, name, new)

    def _merge(self) -> None:
        from core import edits

        name = self._tag()
        others = [tag.name for tag in self._session.store.tags() if tag.name != name]
        if not others:
            self._session.notified.emit(translate("tags_dialog", "There is no other tag to merge into"))
            return
        title, ask = translate("tags_dialog", "Merge into…"), translate("tags_dialog", "Into which tag?")
        into, given = QInputDialog.getItem(self, title, ask, others, 0, False)
        if given and name and into:
            self._session.do(edits.merge_tags, (name,), into)

    def _delete(self) -> None:
        from core import edits

        if self._tag():
            self._session.do(edits.delete_tag, self._tag())


class _ChipDelegate(QStyledItemDelegate):
    """Draws a tag as the chip that it is on facts."""

    def __init__(self, book: TagBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground of the row and the chip."""
        now = theme.current()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        name = str(index.data() or "")
        painter.save()
        painter.fillRect(option.rect, QColor(now.selection if selected else now.surface))
        painter.setPen(QColor(now.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        width = min(option.rect.width() - 12, painter.fontMetrics().horizontalAdvance(name) + 20)
        place = QRectF(option.rect.x() + 8, option.rect.y() + 4, width, option.rect.height() - 9)
        draw_chip(painter, place, name, self._book.colour(name), on=True)
        painter.restore()
