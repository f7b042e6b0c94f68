"""All facts of all documents in one table, and what is done to many of them at once."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QTableView, QToolButton, QWidget

from core.records import Change, Fact, Status
from desktop import messages, widgets
from desktop.fact_model import COLUMNS, FactDelegate, FactModel, fit
from desktop.messages import translate, word
from desktop.read_only import Guard
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import Store

SHOWN = (
    "quantity",
    "indicator",
    "provider",
    "recipient",
    "period",
    "status",
    "certainty",
    "flags",
    "tags",
    "sentence",
    "document",
    "value",
    "note",
)
WANTED = ("value", "note")  # columns that stand hidden until they are wanted
FIRST = 64  # rows shown before all ids are known: more than a high screen has
FEW = 256  # facts that are read and copied at once
COPIED = 50_000  # rows that one copy takes at most


class AllFacts(QTableView):
    """The table; Ctrl+A means all that match, without asking Qt to select a million rows."""

    def __init__(self, everything: Callable[[], object]) -> None:
        super().__init__()
        self._everything = everything

    def selectAll(self) -> None:
        """Take all that match."""
        self._everything()


class FactsView(QWidget):
    """Table, the line of bulk actions above it, and the columns that are shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._order = "document"
        self._stale = True
        self.complete = True
        self.model = FactModel(session, SHOWN)
        self.view = AllFacts(lambda: self.everything.setChecked(True))
        widgets.fitted_name(self.view, "allFactsTable", translate("facts_view", "All facts"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(FactDelegate(self.view))
        widgets.dress(self.view)
        fit(self.view, self.model)
        header = self.view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(True)
        header.sortIndicatorChanged.connect(self._sorted)
        header.sectionMoved.connect(self._keep_columns)
        self._restore_columns()
        self.view.doubleClicked.connect(lambda index: self._open(index.row()))
        self.view.selectionModel().selectionChanged.connect(self._selected)
        empty = widgets.EmptyState(
            "facts",
            translate("facts_view", "No fact fits this filter"),
            translate("facts_view", "Clear the filter, or click a chosen facet again to lift it."),
            widgets.button(translate("facts_view", "Clear the filter"), lambda: session.set_filter("")),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(empty)
        self.stack.addWidget(
            widgets.EmptyState(
                "import",
                translate("facts_view", "No facts yet"),
                translate("facts_view", "Import reports: the facts found in them all stand here."),
                widgets.button(
                    translate("facts_view", "Import documents"), lambda: session.requested.emit("importFiles")
                ),
            )
        )
        self.setLayout(widgets.column(self._bulk_bar(), widgets.line(), self.stack, gap=0))
        session.filter_changed.connect(self.read)
        session.store_changed.connect(self.read)
        session.changed.connect(self._changed)
        session.requested.connect(self._asked)

    def _bulk_bar(self) -> QWidget:
        self.scope = widgets.label("", "muted")
        self.everything = QToolButton()
        self.everything.setCheckable(True)
        self.everything.toggled.connect(self._say_scope)
        ask = self._session.requested.emit
        approve = widgets.button(
            translate("actions", "Approve"), lambda: ask("bulk:approve"), kind="approve", icon="approve"
        )
        reject = widgets.button(
            translate("actions", "Reject"), lambda: ask("bulk:reject"), kind="reject", icon="reject"
        )
        setting = widgets.button(translate("facts_view", "Set a field…"), lambda: ask("bulk:set"))
        tag = widgets.button(translate("facts_view", "Tag…"), lambda: ask("bulk:tag"), icon="tag")
        copy = widgets.tool("copy", translate("facts_view", "Copy as a table (Ctrl+Shift+C)"), self.copy)
        columns = QToolButton()
        columns.setText(translate("facts_view", "Columns"))
        columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        columns.setMenu(self._columns_menu(columns))
        self._deciding = (approve, reject, setting, tag)
        Guard(self._session, *self._deciding)
        bar = QWidget()
        layout = widgets.row(self.everything, self.scope, 1, approve, reject, setting, tag, copy, columns)
        layout.setContentsMargins(12, 8, 12, 8)
        bar.setLayout(layout)
        return bar

    def _columns_menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for at, column in enumerate(self.model.columns):
            action = menu.addAction(word(messages.FIELD, column.name))
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(at))
            action.toggled.connect(lambda on, at=at: self._show_column(at, on))
        return menu

    def _show_column(self, at: int, on: bool) -> None:
        self.view.setColumnHidden(at, not on)
        self._keep_columns()

    def _keep_columns(self) -> None:
        header = self.view.horizontalHeader()
        order = sorted(range(len(SHOWN)), key=header.visualIndex)
        hidden = [SHOWN[at] for at in order if self.view.isColumnHidden(at)]
        self._session.settings.set("columns", {"order": [SHOWN[at] for at in order], "hidden": hidden})

    def _restore_columns(self) -> None:
        kept = self._session.settings.get("columns") or {}
        header = self.view.horizontalHeader()
        for to, name in enumerate(name for name in kept.get("order", ()) if name in SHOWN):
            header.moveSection(header.visualIndex(SHOWN.index(name)), to)
        fresh = (name for name in WANTED if name not in kept.get("order", ()))
        for name in (*kept.get("hidden", ()), *fresh):
            if name in SHOWN:
                self.view.setColumnHidden(SHOWN.index(name), True)

    # --- showing -------------------------------------------------------------------------------------

    def read(self, _: object = None) -> None:
        """Show the facts of the session's filter, when they are in view."""
        self._stale = True
        if not self.isVisible() or not self._session.ready:
            return
        self._stale = False
        chosen, order, questions = self._session.filter, self._order, self._session.questions
        self.everything.setChecked(False)
        self.complete = False

        def first(own: Store) -> array[int]:
            return array("q", (fact.id for fact in own.page(chosen, order, limit=FIRST)))

        questions.drop("facts:all")
        questions.ask(self, "facts:first", first, self._take_first, urgent=True)
        questions.ask(self, "facts:all", lambda own: own.fact_ids(chosen, order), self._take_all)

    def _take_first(self, ids: array[int]) -> None:
        """Show the first screens at once; the rest follows."""
        self.model.set_ids(ids)
        self.complete = len(ids) < FIRST
        self.stack.setCurrentIndex(0 if ids else 1 if self._session.filter.text else 2)
        self._say_scope()
        if self.complete:
            self._session.questions.drop("facts:all")

    def _take_all(self, ids: array[int]) -> None:
        self.complete = True
        self.model.extend(ids)
        self._say_scope()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while another workspace was in view."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _changed(self, change: Change) -> None:
        if change.edit is None or change.fields - {"note"}:
            self._stale = True
            if self.isVisible() and (change.edit is None or "removed" in change.fields):
                self.read()
        self._say_scope()

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        name = self.model.columns[column].order if column >= 0 else ""
        if name:
            self._order = f"-{name}" if order == Qt.SortOrder.DescendingOrder else name
            self.read()

    def _selected(self, _: QItemSelection) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        if rows:
            self.everything.setChecked(False)
            current = self.view.currentIndex().row()
            at = current if current in rows else rows[0]
            self._session.select(self.model.ids[at], [self.model.ids[row] for row in rows])
        self._say_scope()

    def _say_scope(self) -> None:
        total = f"{len(self.model.ids):,}" if self.complete else "…"
        self.everything.setEnabled(self.complete)
        self.everything.setText(translate("facts_view", "All %1 that match").replace("%1", total))
        widgets.keep_room(self.everything)
        chosen = len(self.view.selectionModel().selectedRows()) if not self.everything.isChecked() else 0
        for button in self._deciding:
            button.setEnabled(bool(len(self.model.ids)) and self._session.writable)
        self.scope.setText(translate("facts_view", "%1 selected").replace("%1", f"{chosen:,}") if chosen else "")

    def _open(self, row: int) -> None:
        self._session.requested.emit("workspace:review")
        self._session.show_fact(self.model.ids[row])

    # --- many at once ----------------------------------------------------------------------------------

    def ids(self) -> Sequence[int]:
        """The facts that a bulk action touches: all that match, or the selected rows."""
        if self.everything.isChecked():
            return self.model.ids
        return array("q", (self.model.ids[index.row()] for index in self.view.selectionModel().selectedRows()))

    def copy(self) -> None:
        """Copy the facts as text that a spreadsheet takes, and takes for text."""
        from core.export.tables import disarmed

        columns = [at for at in range(len(self.model.columns)) if not self.view.isColumnHidden(at)]
        header = self.view.horizontalHeader()
        columns.sort(key=header.visualIndex)
        names = [self.model.columns[at].name for at in columns]
        lines = ["\t".join(word(messages.FIELD, name) for name in names)]
        ids = self.ids()[:COPIED]

        def cell(name: str, fact: Fact, titles: Mapping[int, str]) -> str:
            told = titles[fact.document] if name == "document" else COLUMNS[name].text(fact)
            return disarmed(" ".join(told.split()))

        def work(own: Store) -> list[str]:
            rows: list[str] = []
            for at in range(0, len(ids), FEW):
                facts = own.facts(ids[at : at + FEW])
                titles = own.document_names({fact.document for fact in facts})
                rows += ["\t".join(cell(name, fact, titles) for name in names) for fact in facts]
            return rows

        def put(rows: list[str]) -> None:
            QGuiApplication.clipboard().setText("\n".join([*lines, *rows]))
            self._session.notified.emit(translate("facts_view", "Copied: %1").replace("%1", str(len(rows))))

        if len(ids) <= FEW:
            put(work(self._session.store))
        else:
            self._session.questions.ask(self, "facts:copy", work, put)

    def with_pending(self, then: Callable[[list[int]], object]) -> None:
        """Hand over those of the selected facts, or of all that match, that wait for a decision."""
        chosen, ids = self._session.filter, self.ids()

        def work(own: Store) -> list[int]:
            from core.filters import parse

            if 0 < len(ids) <= FEW:
                return [fact.id for fact in own.facts(ids) if fact.status is Status.PENDING]
            waiting = own.fact_ids(chosen & parse("status:pending"))
            return list(waiting if not ids or self.everything.isChecked() else sorted({*waiting} & {*ids}))

        if 0 < len(ids) <= FEW:
            then(work(self._session.store))
        else:
            self._session.questions.ask(self, "facts:pending", work, then, urgent=True)

    def _asked(self, what: str) -> None:
        if what == "copyTable" and self.isVisible():
            self.copy()
        elif what == "focusTable" and self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
