"""The facts of the open document, in the order of the queue."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QTimer
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QStackedWidget, QTableView, QWidget

from core.records import Change
from desktop import settings, theme, widgets
from desktop.doubts import Doubts
from desktop.fact_model import FactDelegate, FactModel, fit
from desktop.family import depths, sums
from desktop.messages import translate
from desktop.session import Session

SHOWN = ("quantity", "indicator", "place", "period", "status", "certainty", "tags", "flags")
#: Columns narrower than in the table of all facts, in characters: the text stands beside them.
NARROW = {"quantity": 18, "period": 13, "certainty": 7, "tags": 11, "flags": 7}
CRAMPED = 720  # pixels of the table at plain text size


class FactTable(QWidget):
    """Table of the document's facts with its heading, queue order and progress."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tagged = False
        self._following = False
        self.model = FactModel(session, SHOWN)
        self.model.doubts = Doubts.of(session)
        self.view = QTableView()
        widgets.fitted_name(self.view, "factTable", translate("fact_table", "Facts of the document"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(FactDelegate(self.view))
        widgets.dress(self.view)
        fit(self.view, self.model)
        self._set_widths(NARROW)
        for elastic in ("indicator", "place"):
            self.view.horizontalHeader().setSectionResizeMode(SHOWN.index(elastic), QHeaderView.ResizeMode.Stretch)
        self.progress = widgets.Steady("muted")
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
        session.changed.connect(self._changed)
        session.selection_changed.connect(lambda: self._show_current(session.current))
        session.store_changed.connect(self.read)
        self.model.doubts.read_again.connect(self.model.repaint)
        session.requested.connect(self._asked)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(lambda: self._show_current(session.current))
        self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current fact in view, once the new size has settled."""
        super().resizeEvent(event)
        self._settle.start(0)
        self._make_room()

    def _set_widths(self, widths: dict[str, int]) -> None:
        for name, characters in widths.items():
            self.view.setColumnWidth(SHOWN.index(name), round(characters * theme.pixels("body") * 0.56))

    def _make_room(self) -> None:
        """Where there is little room, indicator and place come before sums and tags, which the form shows as well."""
        cramped = self.width() < CRAMPED * theme.scale()
        self._set_widths({"quantity": 14 if cramped else NARROW["quantity"]})
        self.view.setColumnHidden(SHOWN.index("tags"), cramped or not self._tagged)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen facts."""
        at = event.globalPos()
        self._session.requested.emit(f"menu:{at.x()},{at.y()}")

    def _asked(self, what: str) -> None:
        found = self.model.doubts.about(self._session.current) if what == "showDoubt" and self.model.doubts else ()
        if found:
            self._session.requested.emit(f"finding:{found[0].key}")
        elif what == "showDoubt":
            self._session.notified.emit(translate("fact_table", "Nothing about this fact fails to fit"))

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
        self._show_tags(any(fact.tags for fact in facts))
        self._count()
        self._show_current(self._session.current)

    def _changed(self, change: Change) -> None:
        self._count()
        if "tags" in change.fields:
            self._show_tags(any(fact.tags for fact in self._session.facts_of(change.facts)) or None)

    def _show_tags(self, shown: bool | None) -> None:
        """Make room for tags only where a fact has any; None leaves it as it is."""
        if shown is not None:
            self._tagged = shown
            self._make_room()

    def _count(self) -> None:
        here = self._session.document.id if self._session.document else 0
        row = self._session.documents.row(here)
        text = translate("fact_table", "%1 of %2 decided")
        if row:
            text = text.replace("%1", str(row.approved + row.rejected)).replace("%2", str(row.facts))
        self.progress.setText(text if row and row.facts else "")

    def _show_current(self, number: int) -> None:
        """Follow the session: the current fact, and those chosen with it. What follows chooses nothing itself."""
        row = self.model.row_of(number)
        selection = self.view.selectionModel()
        self._following = True
        if row < 0:
            selection.clear()
        else:
            index = self.model.index(row, 0)
            others = frozenset(self._session.selection) - {number}
            wanted = {row, *(at for at, one in enumerate(self.model.ids) if one in others)} if others else {row}
            if selection.currentIndex().row() != row or wanted != self._rows():
                chosen = QItemSelection()
                for at in wanted:
                    chosen.select(self.model.index(at, 0), self.model.index(at, 0))
                flags = QItemSelectionModel.SelectionFlag
                selection.setCurrentIndex(index, flags.NoUpdate)
                selection.select(chosen, flags.ClearAndSelect | flags.Rows)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._following = False

    def _rows(self) -> set[int]:
        return {index.row() for index in self.view.selectionModel().selectedRows()}

    def _selected(self, _: QItemSelection) -> None:
        rows = sorted(self._rows())
        current = self.view.currentIndex().row()
        if rows and not self._following:
            at = current if current in rows else rows[0]
            self._session.select(self.model.ids[at], [self.model.ids[row] for row in rows])
