"""The tags of a store: names, counts, colours and keys 1 to 9; renamed, merged and deleted as edits like any other."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QComboBox, QDialog, QInputDialog, QStackedWidget, QTableView, QWidget

from desktop import widgets
from desktop.grid import GridModel
from desktop.messages import translate
from desktop.session import Session


class TagsDialog(QDialog):
    """A table of tags and what can be done to one."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "tagsDialog", translate("tags_dialog", "Tags"))
        self.setWindowTitle(translate("tags_dialog", "Tags"))
        self.resize(560, 420)
        self.model = GridModel((), frozenset((1,)))
        self.view = QTableView()
        self.view.setAccessibleName(self.windowTitle())
        self.view.setModel(self.model)
        widgets.dress(self.view)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show_key())
        self.key = QComboBox()
        self.key.setAccessibleName(translate("tags_dialog", "Key"))
        for number in range(10):
            self.key.addItem(str(number) if number else "–", number or None)
        self.key.activated.connect(self._set_key)
        empty = translate("tags_dialog", "No tags yet: press T on a fact and type a word.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(widgets.EmptyState("tag", self.windowTitle(), empty))
        bottom = widgets.row(
            widgets.label(translate("tags_dialog", "Key"), "label"),
            self.key,
            widgets.button(translate("tags_dialog", "Colour…"), self._colour),
            1,
            widgets.button(translate("tags_dialog", "Rename…"), self._rename),
            widgets.button(translate("tags_dialog", "Merge into…"), self._merge),
            widgets.button(translate("tags_dialog", "Delete"), self._delete, icon="remove"),
        )
        heading = widgets.label(self.windowTitle(), "head")
        self.setLayout(widgets.column(heading, self.stack, bottom, margin=24, gap=12))
        session.changed.connect(self.read)
        self.read()

    def read(self, _: object = None) -> None:
        """Show the tags of the store."""
        tags = self._session.store.tags()
        titles = (
            translate("tags_dialog", "Tag"),
            translate("tags_dialog", "Facts"),
            translate("tags_dialog", "Key"),
            translate("tags_dialog", "Colour"),
        )
        cells = [(tag.name, f"{tag.count:,}", str(tag.key or ""), tag.colour or "") for tag in tags]
        at = max(0, self.view.currentIndex().row())
        self.model.fill(titles, list(cells), list(tags))
        self.stack.setCurrentIndex(0 if tags else 1)
        if tags:
            self.view.selectRow(min(at, len(tags) - 1))

    def _tag(self) -> str:
        row = self.view.currentIndex().row()
        return str(self.model.behind[row].name) if 0 <= row < len(self.model.behind) else ""

    def _show_key(self) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.behind):
            self.key.setCurrentIndex(self.model.behind[row].key or 0)

    def _set_key(self) -> None:
        from core import edits

        name = self._tag()
        if not name:
            return
        now = next(tag for tag in self._session.store.tags() if tag.name == name)
        self._session.do(edits.set_tag, name, colour=now.colour or "", key=self.key.currentData())

    def _colour(self) -> None:
        from core import edits

        name = self._tag()
        if not name:
            return
        now = next(tag for tag in self._session.store.tags() if tag.name == name)
        colour = QColorDialog.getColor(QColor(now.colour or "#2A5BD0"), self)
        if colour.isValid():
            self._session.do(edits.set_tag, name, colour=colour.name(), key=now.key)

    def _rename(self) -> None:
        from core import edits

        name = self._tag()
        title, ask = translate("tags_dialog", "Rename…"), translate("tags_dialog", "New name")
        new, given = QInputDialog.getText(self, title, ask, text=name)
        if given and name and new.strip() and new.strip() != name:
            self._session.do(edits.rename_tag, name, new.strip())

    def _merge(self) -> None:
        from core import edits

        name = self._tag()
        others = [tag.name for tag in self._session.store.tags() if tag.name != name]
        title, ask = translate("tags_dialog", "Merge into…"), translate("tags_dialog", "Into which tag?")
        into, given = QInputDialog.getItem(self, title, ask, others, 0, False)
        if given and name and into:
            self._session.do(edits.merge_tags, (name,), into)

    def _delete(self) -> None:
        from core import edits

        if self._tag():
            self._session.do(edits.delete_tag, self._tag())
