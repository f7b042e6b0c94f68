"""The history: who did what and when, before and after, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from core.records import Fact
from desktop import messages, widgets
from desktop.grid import LazyGrid
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate, word
from desktop.read_only import Guard
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import HistoryRow, Store

TITLES = (
    QT_TRANSLATE_NOOP("history_view", "When"),
    QT_TRANSLATE_NOOP("history_view", "Who"),
    QT_TRANSLATE_NOOP("history_view", "What"),
    QT_TRANSLATE_NOOP("history_view", "Fact"),
    QT_TRANSLATE_NOOP("history_view", "Field"),
    QT_TRANSLATE_NOOP("history_view", "Before"),
    QT_TRANSLATE_NOOP("history_view", "After"),
)
WIDTHS = (132, 84, 104, 104, 96, 130, 130)
SHOWN = 500  # rows read at once


class HistoryView(QWidget):
    """Edits of one fact, of one document or of all, newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._more = False  # edits behind those that are shown
        self.scope = QComboBox()
        self.scope.setAccessibleName(translate("history_view", "Edits of"))
        for value, text in (
            ("all", translate("history_view", "All documents")),
            ("document", translate("history_view", "This document")),
            ("fact", translate("history_view", "This fact")),
        ):
            self.scope.addItem(text, value)
        self.scope.activated.connect(self.read)
        self.words = QLineEdit()
        self.words.setPlaceholderText(translate("history_view", "Search the history"))
        self.words.setAccessibleName(translate("history_view", "Search the history"))
        self.words.textChanged.connect(self.read)
        self.model = LazyGrid()
        self.view = widgets.table(self.model, "historyTable", translate("history_view", "History"))
        self.view.doubleClicked.connect(lambda index: self._open(self.model.behind[index.row()]))
        one = widgets.button(translate("history_view", "Undo this edit"), self._undo_one, icon="undo")
        since = widgets.button(translate("history_view", "Undo from here on"), self._undo_since)
        Guard(session, one, since)
        top = widgets.row(self.scope, self.words, one, since)
        top.setContentsMargins(8, 8, 8, 0)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(widgets.LOW)
        self.stack.addWidget(self.view)
        for title, hint in (
            (
                translate("history_view", "Nothing was done yet"),
                translate("history_view", "Each decision and correction is kept here: who, when, before and after."),
            ),
            (
                translate("history_view", "No edit fits"),
                translate("history_view", "Search for other words, or look at the edits of all documents."),
            ),
        ):
            show_all = translate("history_view", "Show all edits")
            buttons = [widgets.button(show_all, self._show_all)] if self.stack.count() > 1 else []
            self.stack.addWidget(widgets.EmptyState("history", title, hint, *buttons))
        self.setLayout(widgets.column(top, self.stack))
        self.view.verticalScrollBar().valueChanged.connect(self._go_on)
        for signal in (session.changed, session.store_changed):
            signal.connect(self.read)
        session.current_changed.connect(self._left_fact)
        session.document_changed.connect(self._left_document)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when the dock opens."""
        super().showEvent(event)
        self.read()

    def read(self, _: object = None) -> None:
        """Show the edits of the chosen scope that hold the searched words."""
        if self.isVisible() and self._session.ready:
            self._ask(None, self._take)

    def _left_fact(self, _: int) -> None:
        if self.scope.currentData() == "fact":
            self.read()

    def _left_document(self, _: int) -> None:
        if self.scope.currentData() == "document":
            self.read()

    def _ask(self, before: int | None, take: Callable[[tuple[HistoryRow, ...]], None]) -> None:
        scope, session, text = self.scope.currentData(), self._session, self.words.text().strip()
        fact = session.current if scope == "fact" and session.current else None
        document = session.document.id if scope == "document" and session.document else None

        def work(own: Store) -> tuple[HistoryRow, ...]:
            return own.history(fact, document, text, before, SHOWN)

        session.questions.ask(self, "history", work, take)

    def _take(self, rows: tuple[HistoryRow, ...]) -> None:
        first = not self.model.titles
        self._more = len(rows) >= SHOWN
        self.model.fill(tuple(translate("history_view", text) for text in TITLES), rows, self._texts)
        narrowed = bool(self.words.text().strip()) or self.scope.currentData() != "all"
        self.stack.setCurrentIndex(0 if rows else 2 if narrowed else 1)
        if first:
            for at, width in enumerate(WIDTHS):
                self.view.setColumnWidth(at, width)

    def _go_on(self, at: int) -> None:
        """Read further edits where the list is scrolled to its end."""
        if self._more and at == self.view.verticalScrollBar().maximum():
            self._more = False
            self._ask(self.model.behind[-1].edit, self._take_more)

    def _take_more(self, rows: tuple[HistoryRow, ...]) -> None:
        self._more = len(rows) >= SHOWN
        self.model.extend(rows)

    def _show_all(self) -> None:
        self.scope.setCurrentIndex(0)
        self.words.clear()
        self.read()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _texts(self, rows: Sequence[HistoryRow]) -> list[tuple[str, ...]]:
        facts = {fact.id: fact for fact in self._session.facts_of({row.fact for row in rows if row.fact})}
        return [self._cells(row, facts.get(row.fact or 0)) for row in rows]

    def _cells(self, row: HistoryRow, fact: Fact | None) -> tuple[str, ...]:
        what = word(messages.EDIT, row.kind)
        undone = translate("history_view", "undone")
        return (
            row.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            row.who or "–",
            f"{what} ({undone})" if row.undone else what,
            messages.as_written(fact) if fact else row.item or "–",
            word(messages.FIELD, row.field),
            said(row.field, row.before),
            said(row.field, row.after),
        )

    def _row(self) -> HistoryRow | None:
        at = self.view.currentIndex().row()
        return self.model.behind[at] if 0 <= at < len(self.model.behind) else None

    def _open(self, row: HistoryRow) -> None:
        if row.fact and self._session.facts_of((row.fact,)):
            self._session.requested.emit("workspace:review")
            self._session.show_fact(row.fact)

    def _undo_one(self) -> None:
        row = self._row()
        if row:
            self._session.undo(row.edit)

    def _undo_since(self) -> None:
        row = self._row()
        if row:
            self._session.undo_since(row.edit)


def said(field: str, value: Any) -> str:
    """A field's value before or after an edit, in words."""
    if value in (None, "", (), []):
        return "–"
    if isinstance(value, dict):
        return said_of_item(value)
    if field == "status":
        return word(messages.STATUS, str(value))
    if field == "indicator":
        return messages.indicator(str(value))
    if field in ("provider", "recipient"):
        return messages.places(tuple(value))
    if field in ("value", "value_high"):
        return messages.number(value)
    if isinstance(value, (tuple, list, frozenset)):
        return " ".join(str(one) for one in value)
    if isinstance(value, bool):
        return translate("history_view", "yes") if value else translate("history_view", "no")
    return str(value)


def said_of_item(row: dict[str, Any]) -> str:
    """A tag, a rule or a settled finding before or after an edit, in words."""
    if "active" in row:
        return translate("history_view", "on") if row["active"] else translate("history_view", "off")
    told = [row["reason"]] if "reason" in row else [row.get("colour"), row.get("key")]
    return " · ".join(str(one) for one in told if one) or "–"
