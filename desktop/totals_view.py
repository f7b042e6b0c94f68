"""The workspace Totals: a chart and a table of the same rows, and every fact that was left out with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.records import Change, Status
from desktop import messages, widgets
from desktop.chart_data import MOST_BARS, SIGNS, Figure, Mark, figure_of, name_of, rounded
from desktop.grid import LazyGrid
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate, word
from desktop.session import Session
from desktop.totals_panes import BehindPane, LeftOutPane
from desktop.totals_saving import Saving
from desktop.working import Working

if TYPE_CHECKING:
    from core.filters import Filter
    from core.totals import Row, Totals
    from desktop.chart import Chart

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
    "status": QT_TRANSLATE_NOOP("totals_view", "Status"),
}
CHARTS = {
    "bars": QT_TRANSLATE_NOOP("totals_view", "Bars"),
    "lines": QT_TRANSLATE_NOOP("totals_view", "Lines over years"),
    "matrix": QT_TRANSLATE_NOOP("totals_view", "Matrix"),
}
TITLES = (
    QT_TRANSLATE_NOOP("totals_view", "Total of"),
    QT_TRANSLATE_NOOP("totals_view", "Value"),
    QT_TRANSLATE_NOOP("totals_view", "Exactly"),
    QT_TRANSLATE_NOOP("totals_view", "Facts"),
)


PANES, EMPTY, WORKING = range(3)  # what the workspace shows


def value_text(row: Row) -> str:
    """A total as people write it, with its bound; all its digits stand beside it."""
    return SIGNS[row.bound] + messages.figure(rounded(row.value), row.unit)


class TotalsView(QWidget):
    """Groupings above, chart and tables below, all of the same rows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.saving = Saving(self, session, self)
        self.sums: Totals | None = None
        self._stale = True
        self.chart: Chart | None = None
        self.first = self._choice(translate("totals_view", "Group by"), {name: GROUPS[name] for name in GROUPS})
        self.second = self._choice(translate("totals_view", "then by"), {"": "–", **GROUPS})
        self.kind = self._choice(translate("totals_view", "Chart"), CHARTS)
        self.kind.activated.connect(self._suit)
        for box in (self.first, self.second, self.kind):
            box.activated.connect(self.read)
        self.unit = self._choice(translate("totals_view", "Unit"), {})
        self.unit.activated.connect(self._draw)
        self.log = QCheckBox(translate("totals_view", "Logarithmic"))
        self.log.toggled.connect(self._draw)
        self.status = self._choice(word(messages.FIELD, "status"), {})
        self.status.addItem(translate("totals_view", "Approved facts"), Status.APPROVED)
        self.status.addItem(translate("totals_view", "All facts not rejected"), None)
        self.status.activated.connect(self.read)
        self.summary = widgets.Elided("muted")
        self.totals = self._table()
        self.left_out, self.behind = LeftOutPane(session), BehindPane(session)
        self.left_out.wanted.connect(self._select_containing)
        self.chart_box = QWidget()
        widgets.fitted_name(self.chart_box, "chart", translate("totals_view", "Chart of totals"))
        self._chart_place = widgets.column()
        self.chart_box.setLayout(self._chart_place)
        self.hint = widgets.label("", "muted", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._panes())
        self.stack.addWidget(_empty(session, self._show_all))
        self.working = Working("totals", translate("totals_view", "Reading facts for totals"), self._prepare)
        self.stack.addWidget(self.working)
        self.working.ended.connect(self.read)
        self.setLayout(widgets.column(self._bar(), self.stack))
        session.store_changed.connect(self._opened)
        session.filter_changed.connect(self.read)
        session.changed.connect(self._changed)

    def _choice(self, name: str, texts: dict[str, str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for key, text in texts.items():
            box.addItem(translate("totals_view", text), key)
        return box

    def _table(self) -> QTableView:
        self.model = LazyGrid(frozenset((1, 2, 3)))
        view = widgets.table(self.model, "totalsTable", translate("totals_view", "Totals"))
        view.activated.connect(lambda index: self._behind_row(self.sums.rows[index.row()]) if self.sums else None)
        return view

    def _bar(self) -> QWidget:
        def named(box: QWidget) -> QLabel:
            return widgets.label(box.accessibleName(), "label")

        top = widgets.row(
            named(self.kind), self.kind, named(self.first), self.first, named(self.second), self.second,
            named(self.unit), self.unit, self.status, 1,
        )  # fmt: skip
        below = widgets.row(self.log, self.summary, self.saving.pictures(), self.saving.reports())
        below.setStretch(1, 1)
        return widgets.card(widgets.column(top, below, margin=10))

    def _panes(self) -> QWidget:
        heading = widgets.row(widgets.label(self.totals.accessibleName(), "heading"))
        heading.setContentsMargins(12, 8, 12, 8)
        sums = widgets.card(widgets.column(heading, widgets.line(), self.totals, margin=1, gap=0))
        hint = widgets.column(self.hint)
        hint.setContentsMargins(12, 6, 12, 0)
        chart = widgets.card(widgets.column(hint, self.chart_box, margin=1, gap=0))
        left = _split(Qt.Orientation.Vertical, chart, self.behind)
        left.setSizes([360, 220])
        left.setStretchFactor(0, 1)
        panes = _split(
            Qt.Orientation.Horizontal, left,
            _split(Qt.Orientation.Vertical, sums, self.left_out),
        )  # fmt: skip
        panes.setSizes([720, 520])
        return panes

    def _show_all(self) -> None:
        self.status.setCurrentIndex(1)
        self.read()

    # --- reading ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Add up when the workspace comes into view."""
        super().showEvent(event)
        if self._stale:
            self.read()

    def _opened(self) -> None:
        self.sums = None
        self.working.forget()
        self.read()

    def _changed(self, _: Change) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def _prepare(self) -> None:
        """Read the facts in the background; the workspace says so meanwhile."""
        from core import totals

        self.stack.setCurrentIndex(WORKING)
        self.working.follow(self._session.run(translate("totals_view", "Reading facts for totals"), totals.prepare))

    def _suit(self, _: object = None) -> None:
        """Give a chart the groupings that it needs."""
        wanted = {"lines": ("year", "indicator"), "matrix": ("provider", "recipient")}.get(self.kind.currentData())
        by = self.by()
        if wanted and not ("year" in by if self.kind.currentData() == "lines" else len(by) == 2):
            self.first.setCurrentIndex(self.first.findData(wanted[0]))
            self.second.setCurrentIndex(self.second.findData(wanted[1]))

    def by(self) -> tuple[str, ...]:
        """The groupings chosen."""
        return tuple(dict.fromkeys(name for name in (self.first.currentData(), self.second.currentData()) if name))

    def read(self, _: object = None) -> None:
        """Add up again what the filter describes."""
        self._stale = True
        if not self.isVisible() or not self._session.ready:
            return
        from core import totals

        if self.working.running:
            return
        if not totals.ready(self._session.store):
            if self.working.stopped:
                self.stack.setCurrentIndex(WORKING)
            else:
                self._prepare()
            return
        self._stale = False
        self.sums = totals.rows(self._session.store, self.filtered(), self.by(), self.status.currentData())
        self._fill_units()
        self._fill_tables()
        self._draw()
        self.stack.setCurrentIndex(PANES if len(self.sums.rows) else EMPTY)

    def filtered(self) -> Filter:
        """Which facts are added up."""
        from core.filters import parse

        chosen = self._session.filter
        return chosen if self.status.currentData() else parse(f"{chosen.text} -status:rejected".strip())

    def named(self, row: Row) -> Row:
        """A row with the words that it is shown with: a document is told by its title."""
        by = self.sums.by if self.sums else ()
        if "document" not in by:
            return row
        at = by.index("document")
        title = self._session.documents.name(int(row.key[at]))
        labels, english = list(row.labels), list(row.labels_en)
        labels[at] = english[at] = title
        return replace(row, labels=tuple(labels), labels_en=tuple(english))

    def _fill_units(self) -> None:
        chosen = self.unit.currentData()
        names = list(self.sums.rows.units()) if self.sums else []
        self.unit.clear()
        for name in names:
            self.unit.addItem(messages.unit(name) or translate("totals_view", "counted things"), name)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen if chosen in names else "CNY")))

    def _fill_tables(self) -> None:
        if self.sums is None:
            return
        first = not self.model.titles
        self.model.fill(tuple(translate("totals_view", text) for text in TITLES), self.sums.rows, self._texts)
        if first:
            widgets.set_widths(self.totals, (0, 128, 130, 60), stretched=0)
        self.left_out.show_left_out(self.sums.left_out)
        text = translate("totals_view", "%1 facts counted, %2 left out")
        counted, left = self.sums.rows.counted(), len(self.sums.left_out)
        self.summary.setText(text.replace("%1", f"{counted:,}").replace("%2", f"{left:,}"))

    def _texts(self, rows: Sequence[Row]) -> list[tuple[str, ...]]:
        return [
            (name_of(row), value_text(row), messages.number(row.value), f"{len(row.facts):,}")
            for row in map(self.named, rows)
        ]

    # --- the chart -------------------------------------------------------------------------------------

    def figure(self) -> Figure:
        """What the chart shows: the rows of the unit chosen, arranged for the kind of chart."""
        if self.sums is None or not len(self.sums.rows):
            return Figure()
        kind, unit = self.kind.currentData(), self.unit.currentData()
        return figure_of(self.sums, kind, unit, self.named, log=self.log.isChecked())

    def _draw(self, _: object = None) -> None:
        if self.sums is None or not len(self.sums.rows):
            return
        if self.chart is None:
            from desktop.chart import Chart  # pyqtgraph and numpy take a third of a second: only when one is wanted

            self.chart = Chart()
            self.chart.setAccessibleName(self.chart_box.accessibleName())
            self.chart.chosen.connect(self._behind)
            self._chart_place.addWidget(self.chart)
        figure = self.figure()
        self.chart.show_figure(self.kind.currentData(), figure)
        self.hint.setText(_told(figure, self.kind.currentData()))
        self.hint.setVisible(bool(self.hint.text()))

    def _behind(self, mark: Mark) -> None:
        self.behind.show_facts(f"{mark.label}: {mark.written}", mark.facts)

    def _behind_row(self, row: Row, fact: int = 0) -> None:
        row = self.named(row)
        exactly = SIGNS[row.bound] + messages.figure(row.value, row.unit)
        self.behind.show_facts(f"{name_of(row)}: {exactly}", row.facts, fact)

    def _select_containing(self, fact: int) -> None:
        """Select the total that counts a fact, and show that fact behind it."""
        at = self.sums.rows.row_of(fact) if self.sums else -1
        if self.sums and at >= 0:
            self.totals.selectRow(at)
            self.totals.scrollTo(self.model.index(at, 0))
            self._behind_row(self.sums.rows[at], fact)

    def chart_title(self) -> str:
        """What the chart shows, in words."""
        names = [translate("totals_view", GROUPS[name]) for name in self.by()]
        unit = self.unit.currentText()
        return translate("totals_view", "Totals by %1").replace("%1", " · ".join(names)) + (
            f" ({unit})" if unit else ""
        )


def _empty(session: Session, show_all: Callable[[], None]) -> QWidget:
    return widgets.EmptyState(
        "totals",
        translate("totals_view", "No approved facts to add up yet"),
        translate(
            "totals_view",
            "Approve facts in Review, and their sums stand here. Rates, repeats and parts are never counted twice.",
        ),
        widgets.button(
            translate("totals_view", "Go to Review"),
            lambda: session.requested.emit("workspace:review"),
            kind="primary",
        ),
        widgets.button(translate("totals_view", "Show facts not yet decided"), show_all),
    )


def _told(figure: Figure, kind: str) -> str:
    """What a chart needs, or what of it stands only in the table."""
    if not figure and kind == "lines":
        return translate("totals_view", "Lines need the year as one of the groupings.")
    if not figure and kind == "matrix":
        return translate("totals_view", "A matrix needs two groupings, and sums that are not plans.")
    if figure.left_columns and figure.left:
        more = translate(
            "totals_view",
            "The heaviest are drawn; %1 rows and %2 columns more stand in the table. A filter brings them here.",
        )
    elif figure.left_columns:
        more = translate(
            "totals_view", "The heaviest are drawn; %2 columns more stand in the table. A filter brings them here."
        )
    elif figure.cells:
        more = translate(
            "totals_view", "The heaviest are drawn; %1 rows more stand in the table. A filter brings them here."
        )
    elif figure.series:
        more = translate(
            "totals_view", "The %3 heaviest lines are drawn; %1 more stand in the table. A filter brings them here."
        )
    else:
        more = translate(
            "totals_view", "The %3 largest are drawn; %1 more stand in the table. A filter brings them here."
        )
    most = len(figure.series) or MOST_BARS
    told = more.replace("%1", f"{figure.left:,}").replace("%2", f"{figure.left_columns:,}")
    return told.replace("%3", f"{most:,}") if figure.left or figure.left_columns else ""


def _split(way: Qt.Orientation, *panes: QWidget) -> QSplitter:
    made = QSplitter(way)
    for pane in panes:
        made.addWidget(pane)
    made.setHandleWidth(8)
    made.setChildrenCollapsible(False)
    return made
