"""What leaves the workspace Totals: the picture of its chart, and the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QToolButton, QWidget

from desktop import theme, widgets
from desktop.chart_data import Figure
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.filters import Filter
    from core.totals import Totals
    from desktop.chart import Chart
    from desktop.totals_report import Drawn

MOST_CHARTS = 3  # in one report


class Shown(Protocol):
    """What the workspace shows at the moment."""

    sums: Totals | None
    kind: QComboBox
    unit: QComboBox
    status: QComboBox
    chart: Chart | None

    def by(self) -> tuple[str, ...]:
        """The groupings chosen."""

    def filtered(self) -> Filter:
        """Which facts are added up."""

    def figure(self) -> Figure:
        """What the chart shows."""

    def chart_title(self) -> str:
        """What the chart shows, in words."""


class Saving:
    """The two menus that copy and save; `owner` is the parent of their dialogs."""

    def __init__(self, owner: QWidget, session: Session, shown: Shown) -> None:
        self._owner = owner
        self._session = session
        self._shown = shown
        self._charts: list[Drawn] = []

    def pictures(self) -> QToolButton:
        """The menu for the chart."""
        return self._menu(
            "copy", translate("totals_view", "Picture"),
            (translate("totals_view", "Copy the chart"), self.copy_picture),
            (translate("totals_view", "Save as PNG…"), lambda: self._save_picture(".png")),
            (translate("totals_view", "Save as SVG…"), lambda: self._save_picture(".svg")),
        )  # fmt: skip

    def reports(self) -> QToolButton:
        """The menu for the report."""
        made = self._menu(
            "export", translate("totals_view", "Report"),
            (translate("totals_view", "Save as PDF…"), lambda: self._save_report(".pdf")),
            (translate("totals_view", "Save as HTML…"), lambda: self._save_report(".html")),
        )  # fmt: skip
        menu = made.menu()
        menu.addSeparator()
        self.appendix = menu.addAction(translate("totals_view", "With all sources and totals as an appendix"))
        self.appendix.setCheckable(True)
        menu.addSeparator()
        menu.addAction(translate("totals_view", "Put this chart into the report")).triggered.connect(self.keep_chart)
        self._forget = menu.addAction(translate("totals_view", "Take the chosen charts out again"))
        self._forget.triggered.connect(self.forget_charts)
        self._forget.setEnabled(False)
        return made

    def keep_chart(self) -> None:
        """Choose the chart that is shown for the report; without a choice the report has the one shown last."""
        if self._shown.figure() and len(self._charts) < MOST_CHARTS:
            self._charts.append(self._drawn())
            self._forget.setEnabled(True)
            told = translate("totals_view", "The report has %1 charts").replace("%1", str(len(self._charts)))
        else:
            told = translate("totals_view", "The report has room for %1 charts").replace("%1", str(MOST_CHARTS))
        self._session.notified.emit(told)

    def forget_charts(self) -> None:
        """Let the report have the chart that is shown."""
        self._charts.clear()
        self._forget.setEnabled(False)

    def _drawn(self) -> Drawn:
        """The chart that is shown, in the colours of paper."""
        from desktop.totals_report import Drawn

        with theme.on_paper():
            figure = self._shown.figure()
        return Drawn(self._shown.kind.currentData(), figure, self._shown.chart_title())

    def _menu(self, icon: str, name: str, *entries: tuple[str, Callable[[], None]]) -> QToolButton:
        made = widgets.tool(icon, name, lambda: None)
        made.setText(name)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        for text, run in entries:
            menu.addAction(text).triggered.connect(lambda _=False, run=run: run())
        made.setMenu(menu)
        return made

    def copy_picture(self) -> None:
        """Put the chart into the clipboard."""
        chart = self._shown.chart
        if chart is not None and chart.figure:
            QGuiApplication.clipboard().setImage(chart.picture())
            self._session.notified.emit(translate("totals_view", "The chart is in the clipboard"))

    def _save_picture(self, suffix: str) -> None:
        path = self._ask(translate("totals_view", "Save the chart"), suffix)
        chart = self._shown.chart
        if path and chart is not None and chart.figure:
            self._told_saved(path, chart.save(path))

    def _save_report(self, suffix: str) -> None:
        path = self._ask(translate("totals_view", "Save the report"), suffix)
        if path and self._shown.sums:
            self._told_saved(path, self.write_report(path))

    def write_report(self, path: Path) -> bool:
        """Write what counts most, charts, findings, what was left out and the sources to a PDF or HTML file."""
        from desktop.totals_report import Report, save

        shown = self._shown
        if shown.sums is None:
            return False
        charts = self._charts or ([self._drawn()] if shown.figure() else [])
        unit, status = shown.unit.currentData() or "CNY", shown.status.currentData()
        report = Report(shown.filtered(), shown.by(), status, unit, tuple(charts), self.appendix.isChecked())
        return save(path, self._session, report)

    def _ask(self, title: str, suffix: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._owner, title, f"hedui{suffix}", f"*{suffix}")
        return Path(path) if path else None

    def _told_saved(self, path: Path, done: bool) -> None:
        good, bad = translate("totals_view", "Saved: %1"), translate("totals_view", "Could not be written: %1")
        self._session.notified.emit((good if done else bad).replace("%1", str(path)))
