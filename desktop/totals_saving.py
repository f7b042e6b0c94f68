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
    from core.totals import Totals
    from desktop.chart import Chart


class Shown(Protocol):
    """What the workspace shows at the moment."""

    sums: Totals | None
    kind: QComboBox
    chart: Chart | None

    def figure(self) -> Figure:
        """What the chart shows."""

    def title(self) -> str:
        """What the totals are by, in words."""


class Saving:
    """The two menus that copy and save; `owner` is the parent of their dialogs."""

    def __init__(self, owner: QWidget, session: Session, shown: Shown) -> None:
        self._owner = owner
        self._session = session
        self._shown = shown

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
        return self._menu(
            "export", translate("totals_view", "Report"),
            (translate("totals_view", "Save as PDF…"), lambda: self._save_report(".pdf")),
            (translate("totals_view", "Save as HTML…"), lambda: self._save_report(".html")),
        )  # fmt: skip

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
        """Write chart, totals, what was left out and the sources to a PDF or HTML file; whether it could be."""
        from desktop.chart import Chart
        from desktop.totals_report import Report, save

        sums = self._shown.sums
        if sums is None:
            return False
        with theme.on_paper():
            figure = self._shown.figure()
        picture = Chart.on_paper(self._shown.kind.currentData(), figure) if figure else None
        return save(path, self._session, Report(self._shown.title(), sums, picture))

    def _ask(self, title: str, suffix: str) -> Path | None:
        path, _ = QFileDialog.getSaveFileName(self._owner, title, f"hedui{suffix}", f"*{suffix}")
        return Path(path) if path else None

    def _told_saved(self, path: Path, done: bool) -> None:
        good, bad = translate("totals_view", "Saved: %1"), translate("totals_view", "Could not be written: %1")
        self._session.notified.emit((good if done else bad).replace("%1", str(path)))
