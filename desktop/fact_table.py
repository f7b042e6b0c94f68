"""The facts of the open document, in the order of the queue."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QStackedWidget, QTableView, QWidget

from desktop import settings, widgets
from desktop.fact_model import FactDelegate, FactModel, fit
from desktop.family import depths, sums
from desktop.messages import translate
from desktop.session import Session

SHOWN = ("quantity", "indicator", "place", "period", "status", "certainty", "flags")


class FactTable(QWidget):
    """Table of the document's facts with its heading, queue order and progress."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = FactModel(session, SHOWN)
        self.view = QTableView()
        widgets.fitted_name(self.view, "factTable", translate("fact_table", "Facts of the document"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(FactDelegate(self.view))
        widgets.dress(self.view)
        fit(self.view, self.model)
        for elastic in ("indicator", "place"):
            self.view.horizontalHeader().setSectionResizeMode(SHOWN.index(elastic), QHeaderView.ResizeMode.Stretch)
        self.progress = widgets.label("", "muted")
        self.queue = self._queue_box()
        heading = widgets.label(translate("fact_table", "Facts"), "heading")
        top = widgets.row(heading, self.progress, 1, self.queue, margin=8)
        top.setContentsMargins(12, 8, 12, 8)
        self.empty = widgets.EmptyState(
            "facts",
            translate("fact_table", "No facts here"),
            translate(
                "fact_table",
                "Facts of the open document stand here. Select a quantity in its text and press Insert to add one.",
            ),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self.setLayout(widgets.column(top, widgets.line(), self.stack, gap=0))
        self.view.selectionModel().selectionChanged.connect(self._selected)
        session.facts_changed.connect(self.read)
        session.changed.connect(self._count)
        session.current_changed.connect(self._show_current)
        session.store_changed.connect(self.read)
        self.read()

    def _queue_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(translate("fact_table", "Order of review"))
        box.setToolTip(translate("fact_table", "Order of review"))
        for value, text in settings.BY_KEY["queue"].choices:
            box.addItem(translate("settings", text), value)
        box.setCurrentIndex(max(0, box.findData(self._session.settings.get("queue"))))
        box.activated.connect(self._reorder)
        return box

    def _reorder(self) -> None:
        self._session.settings.set("queue", self.queue.currentData())
        self._session.arrange()

    def read(self) -> None:
        """Show the facts of the session."""
        if not self._session.ready:
            self.stack.setCurrentWidget(self.empty)
            return
        facts = self._session.facts_of(self._session.facts)
        self.model.depth, self.model.sums = depths(facts), sums(facts)
        self.model.set_ids(self._session.facts)
        self.stack.setCurrentWidget(self.view if facts else self.empty)
        self._count()
        self._show_current(self._session.current)

    def _count(self, _: object = None) -> None:
        here = self._session.document.id if self._session.document else 0
        row = self._session.documents.row(here)
        text = translate("fact_table", "%1 of %2 decided")
        if row:
            text = text.replace("%1", str(row.approved + row.rejected)).replace("%2", str(row.facts))
        self.progress.setText(text if row and row.facts else "")

    def _show_current(self, number: int) -> None:
        row = self.model.row_of(number)
        selection = self.view.selectionModel()
        if row < 0:
            selection.clear()
            return
        index = self.model.index(row, 0)
        if selection.currentIndex().row() != row or not selection.isRowSelected(row):
            selection.setCurrentIndex(
                index,
                QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
            )
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def _selected(self, _: QItemSelection) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        current = self.view.currentIndex().row()
        if rows:
            at = current if current in rows else rows[0]
            self._session.select(self.model.ids[at], [self.model.ids[row] for row in rows])
