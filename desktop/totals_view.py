"""The workspace Totals: a chart and a table of the same rows, and every fact that was left out with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QTableView, QWidget

from core.records import Bound, Change, Status
from desktop import language, messages, widgets
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate, word
from desktop.session import Session

if TYPE_CHECKING:
    from core.totals import Row, Totals

GROUPS = {
    "indicator": QT_TRANSLATE_NOOP("totals_view", "Indicator"),
    "category": QT_TRANSLATE_NOOP("totals_view", "Category"),
    "year": QT_TRANSLATE_NOOP("totals_view", "Year"),
    "recipient": QT_TRANSLATE_NOOP("totals_view", "Recipient"),
    "recipient.prefecture": QT_TRANSLATE_NOOP("totals_view", "Recipient: prefecture"),
    "recipient.province": QT_TRANSLATE_NOOP("totals_view", "Recipient: province"),
    "provider": QT_TRANSLATE_NOOP("totals_view", "Provider"),
    "provider.prefecture": QT_TRANSLATE_NOOP("totals_view", "Provider: prefecture"),
    "provider.province": QT_TRANSLATE_NOOP("totals_view", "Provider: province"),
    "document": QT_TRANSLATE_NOOP("totals_view", "Document"),
    "tag": QT_TRANSLATE_NOOP("totals_view", "Tag"),
}
TOTAL_TITLES = (
    QT_TRANSLATE_NOOP("totals_view", "Total of"),
    QT_TRANSLATE_NOOP("totals_view", "Value"),
    QT_TRANSLATE_NOOP("totals_view", "Exactly"),
    QT_TRANSLATE_NOOP("totals_view", "Facts"),
)
LEFT_OUT_TITLES = (
    QT_TRANSLATE_NOOP("totals_view", "Fact"),
    QT_TRANSLATE_NOOP("totals_view", "Measures"),
    QT_TRANSLATE_NOOP("totals_view", "Why it is left out"),
    QT_TRANSLATE_NOOP("totals_view", "Counted in"),
)
MOST_BARS = 400


def value_text(row: Row) -> str:
    """A total as people write it, with its bound."""
    sign = {Bound.OVER: "≥ ", Bound.ABOUT: "≈ ", Bound.UNDER: "≤ "}.get(row.bound, "")
    return sign + messages.figure(row.value, row.unit)


class TotalsView(QWidget):
    """Groupings above, chart and tables below, all of the same rows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._totals: Totals | None = None
        self._stale = True
        self._chart: Any = None
        self.first, self.second = self._groups(tuple(GROUPS), "indicator"), self._groups(("", *GROUPS), "")
        self.unit = QComboBox()
        self.unit.setAccessibleName(translate("totals_view", "Unit"))
        self.unit.activated.connect(self._draw)
        self.status = QComboBox()
        self.status.setAccessibleName(word(messages.FIELD, "status"))
        self.status.addItem(translate("totals_view", "Approved facts"), Status.APPROVED)
        self.status.addItem(translate("totals_view", "All facts not rejected"), None)
        self.status.activated.connect(self.read)
        self.summary = widgets.label("", "muted")
        self.totals = self._table("totalsTable", translate("totals_view", "Totals"), frozenset((1, 2, 3)))
        self.left_out = self._table("leftOutTable", translate("totals_view", "Left out, and why"), frozenset())
        self.chart_box = QWidget()
        widgets.fitted_name(self.chart_box, "chart", translate("totals_view", "Chart of totals"))
        self._chart_place = widgets.column()
        self.chart_box.setLayout(self._chart_place)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._panes())
        self.stack.addWidget(self._empty())
        self.setLayout(widgets.column(self._bar(), self.stack))
        for signal in (session.store_changed, session.filter_changed):
            signal.connect(self.read)
        session.changed.connect(self._changed)

    def _groups(self, names: tuple[str, ...], chosen: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(translate("totals_view", "Group by"))
        for name in names:
            box.addItem(translate("totals_view", GROUPS[name]) if name else "–", name)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.activated.connect(self.read)
        return box

    def _table(self, name: str, title: str, right: frozenset[int]) -> QTableView:
        view = QTableView()
        widgets.fitted_name(view, name, title)
        view.setModel(GridModel((), right))
        widgets.dress(view)
        view.horizontalHeader().setStretchLastSection(True)
        view.doubleClicked.connect(lambda index: self._open(cast(GridModel, view.model()).behind[index.row()]))
        return view

    def _bar(self) -> QWidget:
        by = widgets.label(translate("totals_view", "Group by"), "label")
        then = widgets.label(translate("totals_view", "then by"), "label")
        unit = widgets.label(translate("totals_view", "Unit"), "label")
        layout = widgets.row(by, self.first, then, self.second, unit, self.unit, self.status, 1, self.summary)
        layout.setContentsMargins(12, 8, 12, 8)
        return widgets.card(layout)

    def _panes(self) -> QWidget:
        tables = QSplitter(Qt.Orientation.Vertical)
        for view in (self.totals, self.left_out):
            heading = widgets.row(widgets.label(view.accessibleName(), "heading"))
            heading.setContentsMargins(12, 8, 12, 8)
            tables.addWidget(widgets.card(widgets.column(heading, widgets.line(), view, margin=1, gap=0)))
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(widgets.card(widgets.column(self.chart_box, margin=1)))
        panes.addWidget(tables)
        panes.setSizes([720, 520])
        for splitter in (tables, panes):
            splitter.setHandleWidth(8)
            splitter.setChildrenCollapsible(False)
        return panes

    def _empty(self) -> QWidget:
        everything = translate("totals_view", "Show facts not yet decided")
        return widgets.EmptyState(
            "totals",
            translate("totals_view", "No approved facts to add up yet"),
            translate(
                "totals_view",
                "Approve facts in Review, and their sums stand here. Rates, repeats and parts are never counted twice.",
            ),
            widgets.button(
                translate("totals_view", "Go to Review"),
                lambda: self._session.requested.emit("workspace:review"),
                kind="primary",
            ),
            widgets.button(everything, self._show_all),
        )

    def _show_all(self) -> None:
        self.status.setCurrentIndex(1)
        self.read()

    # --- reading ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Add up when the workspace comes into view."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _changed(self, _: Change) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def read(self, _: object = None) -> None:
        """Add up again what the filter describes."""
        self._stale = True
        if not self.isVisible() or not self._session.ready:
            return
        self._stale = False
        from core import totals

        by = tuple(dict.fromkeys(name for name in (self.first.currentData(), self.second.currentData()) if name))
        self._totals = totals.rows(self._session.store, self._filter(), by, self.status.currentData())
        self._fill_units()
        self._fill_tables()
        self._draw()
        self.stack.setCurrentIndex(0 if self._totals.rows else 1)

    def _filter(self) -> Any:
        from core.filters import parse

        chosen = self._session.filter
        return chosen if self.status.currentData() else parse(f"{chosen.text} -status:rejected".strip())

    def _fill_units(self) -> None:
        chosen = self.unit.currentData()
        counts = Counter(row.unit for row in self._totals.rows) if self._totals else Counter[str]()
        self.unit.clear()
        for name, _ in counts.most_common():
            self.unit.addItem(messages.unit(name) or translate("totals_view", "counted things"), name)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen if chosen in counts else "CNY")))

    def _name(self, row: Row) -> str:
        label = " · ".join(row.label(language.current()))
        planned = translate("totals_view", "planned")
        return f"{label} ({planned})" if row.planned else label

    def _fill_tables(self) -> None:
        if self._totals is None:
            return
        rows = self._totals.rows
        titles = tuple(translate("totals_view", text) for text in TOTAL_TITLES)
        cells = [(self._name(row), value_text(row), messages.number(row.value), str(len(row.facts))) for row in rows]
        self._show(self.totals, titles, cells, [row.facts for row in rows], (220, 110, 130, 50))
        facts = {fact.id: fact for fact in self._session.store.facts(one.fact for one in self._totals.left_out)}
        out = [one for one in self._totals.left_out if one.fact in facts]
        held = {
            fact.id: fact for fact in self._session.store.facts(one.contained_in for one in out if one.contained_in)
        }
        why = tuple(translate("totals_view", text) for text in LEFT_OUT_TITLES)
        reasons = [
            (
                facts[one.fact].quote,
                messages.indicator(facts[one.fact].indicator),
                one.reason.sentence(language.current()),
                held[one.contained_in].quote if one.contained_in in held else "",
            )
            for one in out
        ]
        self._show(self.left_out, why, reasons, [(one.fact,) for one in out], (100, 130, 200, 90))
        counted = sum(len(row.facts) for row in rows)
        text = translate("totals_view", "%1 facts counted, %2 left out")
        self.summary.setText(text.replace("%1", str(counted)).replace("%2", str(len(out))))

    def _show(
        self,
        view: QTableView,
        titles: tuple[str, ...],
        cells: Sequence[tuple[str, ...]],
        behind: list[Any],
        widths: tuple[int, ...],
    ) -> None:
        model = cast(GridModel, view.model())
        first = not model.titles
        model.fill(titles, list(cells), behind)
        if first:
            for at, width in enumerate(widths):
                view.setColumnWidth(at, width)

    def _draw(self, _: object = None) -> None:
        if self._totals is None or not self._totals.rows:
            return
        if self._chart is None:
            from desktop.chart import Chart  # pyqtgraph and numpy take a third of a second: only when a chart is wanted

            self._chart = Chart()
            self._chart.chosen.connect(self._open)
            self._chart_place.addWidget(self._chart)
        from desktop.chart import Bar

        rows = [row for row in self._totals.rows if row.unit == self.unit.currentData()]
        rows.sort(key=lambda row: (row.key if self.first.currentData() == "year" else (), -row.value))
        self._chart.show_bars([self._bar_of(row, Bar) for row in rows[:MOST_BARS]])

    def _bar_of(self, row: Row, kind: Any) -> Any:
        facts = translate("totals_view", "facts: %1").replace("%1", str(len(row.facts)))
        tip = f"{self._name(row)}\n{messages.number(row.value)} {messages.unit(row.unit)} · {facts}"
        if row.high is None or row.high != row.low:
            high = "…" if row.high is None else messages.number(row.high)
            tip += f"\n{messages.number(row.low)} – {high}"
        category = messages.category(row.key[0]) if self.first.currentData() in ("indicator", "category") else "funds"
        return kind(self._name(row), Decimal(row.value), value_text(row), tip, category, row.facts)

    def _open(self, facts: tuple[int, ...]) -> None:
        if facts and self._session.set_filter("id:" + ",".join(str(number) for number in facts)):
            self._session.requested.emit("workspace:facts")
