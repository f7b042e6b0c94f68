"""The workspace Findings: what does not fit, with the sentences it rests on and the ways to settle it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.records import Change
from desktop import language, messages, widgets
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.checks import Finding, Way

TITLES = (
    QT_TRANSLATE_NOOP("checks_view", "Kind"),
    QT_TRANSLATE_NOOP("checks_view", "What does not fit"),
    QT_TRANSLATE_NOOP("checks_view", "Document"),
    QT_TRANSLATE_NOOP("checks_view", "Settled"),
)


class ChecksView(QWidget):
    """Findings above, the facts of one below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self.view = QTableView()
        widgets.fitted_name(self.view, "findingsTable", translate("checks_view", "Findings"))
        self.model = GridModel(())
        self.view.setModel(self.model)
        widgets.dress(self.view)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._show())
        self.settled = QCheckBox(translate("checks_view", "Show settled ones"))
        self.settled.toggled.connect(self.read)
        self.count = widgets.label("", "muted")
        self.sentence = widgets.label("", "heading", wrap=True)
        self.facts = QListWidget()
        self.facts.setAccessibleName(translate("checks_view", "Sentences of the finding"))
        self.facts.setWordWrap(True)
        self.facts.setSpacing(4)
        self.facts.itemActivated.connect(self._open)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._panes())
        self.stack.addWidget(
            widgets.EmptyState(
                "findings",
                translate("checks_view", "Nothing here that does not fit"),
                translate(
                    "checks_view",
                    "Sums, contradictions, repeats and slips of scale are looked for after each import and edit.",
                ),
            )
        )
        self.setLayout(widgets.column(self.stack))
        session.store_changed.connect(self._changed)
        session.changed.connect(self._changed)
        session.requested.connect(self._asked)

    def _panes(self) -> QWidget:
        heading = widgets.row(
            widgets.label(translate("checks_view", "Findings"), "heading"), self.count, 1, self.settled
        )
        heading.setContentsMargins(12, 8, 12, 8)
        self.go = widgets.button(translate("checks_view", "Go to the fact"), self._go, kind="primary")
        self.ways = QWidget()
        self._ways_row = widgets.row()
        self.ways.setLayout(self._ways_row)
        buttons = widgets.row(self.go, self.ways, 1)
        below = widgets.column(self.sentence, self.facts, buttons, margin=16, gap=12)
        panes = QSplitter(Qt.Orientation.Vertical)
        panes.addWidget(widgets.card(widgets.column(heading, widgets.line(), self.view, margin=1, gap=0)))
        panes.addWidget(widgets.card(below))
        panes.setSizes([420, 280])
        panes.setHandleWidth(8)
        panes.setChildrenCollapsible(False)
        return panes

    def showEvent(self, event: QShowEvent) -> None:
        """Look again when the workspace comes into view."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _changed(self, _: Change | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def read(self, _: object = None) -> None:
        """List the findings of the store."""
        if not self.isVisible() or not self._session.ready:
            return
        self._stale = False
        from core import checks

        found = checks.findings(self._session.store)
        shown = [one for one in found if self.settled.isChecked() or not one.settled]
        kept, first = self.view.currentIndex().row(), not self.model.titles
        cells = [self._cells(one) for one in shown]
        self.model.fill(tuple(translate("checks_view", text) for text in TITLES), cells, list(shown))
        if first:
            for at, width in enumerate((150, 620, 220, 120)):
                self.view.setColumnWidth(at, width)
        self.count.setText(str(len(shown)))
        self.stack.setCurrentIndex(0 if found else 1)
        if shown:
            self.view.selectRow(max(0, min(kept, len(shown) - 1)))
        self._show()

    def _asked(self, what: str) -> None:
        """Show one finding: who sees its sign beside a fact asks for it by its key."""
        if not what.startswith("finding:"):
            return
        self._session.requested.emit("workspace:findings")
        key = what.removeprefix("finding:")
        row = next((at for at, one in enumerate(self.model.behind) if one.key == key), -1)
        if row >= 0:
            self.view.selectRow(row)
            self.view.scrollTo(self.model.index(row, 0))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cells(self, finding: Finding) -> tuple[str, ...]:
        tongue = language.current()
        known = self._session.documents
        where = known.name(finding.document) if finding.document else translate("checks_view", "several")
        return finding.title(tongue), finding.sentence(tongue), where, finding.settled.reason if finding.settled else ""

    def _current(self) -> Finding | None:
        row = self.view.currentIndex().row()
        return self.model.behind[row] if 0 <= row < len(self.model.behind) else None

    def _show(self) -> None:
        finding = self._current()
        self.facts.clear()
        self.go.setEnabled(finding is not None)
        self._offer(finding)
        self.sentence.setText(finding.sentence(language.current()) if finding else "")
        for fact in self._session.facts_of(finding.facts) if finding else ():
            period = messages.period(fact.period_start, fact.period_end)
            head = (
                f"{messages.as_written(fact)} · {messages.indicator(fact.indicator)} · {messages.way(fact)} · {period}"
            )
            item = QListWidgetItem(f"{head}\n{' '.join(fact.sentence.split())}")
            item.setData(Qt.ItemDataRole.UserRole, fact.id)
            self.facts.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        self._session.requested.emit("workspace:review")
        self._session.show_fact(int(item.data(Qt.ItemDataRole.UserRole)))

    def _go(self) -> None:
        item = self.facts.currentItem() or self.facts.item(0)
        if item:
            self._open(item)

    def _offer(self, finding: Finding | None) -> None:
        for old in self.ways.findChildren(QPushButton):
            self._ways_row.removeWidget(old)
            old.deleteLater()
        if finding is None or finding.settled or not self._session.writable:
            return
        from core import checks

        for way in checks.WAYS.values():
            if finding.kind in way.kinds:
                text = way.zh if language.current() == "zh" else way.en
                self._ways_row.addWidget(widgets.button(text, partial(self._settle, finding, way)))

    def _settle(self, finding: Finding, way: Way) -> None:
        from core import checks

        item = self.facts.currentItem()
        fact = int(item.data(Qt.ItemDataRole.UserRole)) if item else None
        if way.needs_fact and fact is None:
            self._session.notified.emit(translate("checks_view", "Choose one of the sentences first"))
            return
        reason = ""
        if way.name == "dismiss":
            title, ask = (
                translate("checks_view", "Dismiss the finding"),
                translate("checks_view", "Why is it right as it is?"),
            )
            reason, given = QInputDialog.getText(self, title, ask)
            if not given:
                return
        self._session.do(checks.settle, finding, way.name, reason.strip(), fact)
