"""The menu on a fact: what can be done with it, its tags, and what is selected in the text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

from desktop.actions import Actions
from desktop.messages import translate
from desktop.session import Session
from desktop.tag_book import TagBook
from desktop.tag_line import dot

#: Actions in the order of the menu, "" for a line between them.
ENTRIES = (
    *("approve", "reject", "reopen", ""),
    *("editQuantity", "editIndicator", "editPlace", "editProvider", "editPeriod", "editWhole", "note", ""),
    *("splitFact", "joinFacts", "addFact", "reanchor", "removeFact", "", "showDoubt"),
)


class FactMenu(QObject):
    """Opens the menu where a panel asks for it (`menu:x,y` in pixels of the screen)."""

    def __init__(self, session: Session, window: QWidget, table: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._window, self._table = session, window, table
        session.requested.connect(self._asked)

    def _asked(self, what: str) -> None:
        if what.startswith("menu:"):
            across, down = what.removeprefix("menu:").split(",")
            menu = self.made()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(QPoint(int(across), int(down)))

    def made(self) -> QMenu:
        """The menu as things stand."""
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        menu.setAccessibleName(translate("fact_menu", "What can be done with the fact"))
        text = QApplication.focusWidget()
        if isinstance(text, QPlainTextEdit) and text.textCursor().hasSelection():
            menu.addAction(translate("fact_menu", "Copy the text"), text.copy)
            menu.addSeparator()
        for entry in ENTRIES:
            if entry:
                menu.addAction(self._table.by_id[entry])
            else:
                menu.addSeparator()
        tags = QMenu(translate("fact_menu", "Tags"), menu)
        menu.insertMenu(self._table.by_id["note"], tags)
        self._fill(tags)
        return menu

    def _fill(self, menu: QMenu) -> None:
        from core import edits

        book, session = TagBook.of(self._session), self._session
        chosen = session.facts_of(session.selection)
        for name in book.names():
            key = book.key(name)
            on = bool(chosen) and all(name in fact.tags for fact in chosen)
            run = partial(session.do, edits.untag if on else edits.tag, session.selection, name)
            made = menu.addAction(dot(book.colour(name)), f"{name.replace('&', '&&')}\t{key or ''}", run)
            made.setCheckable(True)
            made.setChecked(on)
            made.setEnabled(session.writable and bool(chosen))
        menu.addSeparator()
        for entry in ("tag", "tags"):
            menu.addAction(self._table.by_id[entry])
