"""The main window: it builds panels, menus and docks, and nothing else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QStackedWidget, QTabWidget, QWidget

from core.errors import Problem
from desktop import actions, icons, widgets
from desktop.all_facts import AllFactsWorkspace
from desktop.banner import Banner
from desktop.checks_view import ChecksView
from desktop.copier import Copier
from desktop.desk import WORKSPACES, Desk, Stage
from desktop.history_view import HistoryView
from desktop.messages import translate
from desktop.offers import Offers
from desktop.refused import RefusedStore
from desktop.repair_list import RepairList
from desktop.review import Review
from desktop.search_view import SearchView
from desktop.session import Session
from desktop.status_line import StatusLine
from desktop.totals_view import TotalsView

DOCK = 220  # pixels that a dock is high at first


class Window(QMainWindow):
    """The one window. `build` may be called again to show another language or theme."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._refusal: tuple[Path, Problem] | None = None
        widgets.fitted_name(self, "window", "Hedui 核对")
        self.setWindowTitle("Hedui 核对")
        self.setWindowIcon(icons.window_icon())
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.build()
        self.copier = Copier(session, self)
        session.store_changed.connect(self._name)
        session.store_changed.connect(self._show_panels)
        session.refused.connect(self._show_refused)
        state = session.settings.get("geometry")
        if isinstance(state, QByteArray) and not state.isEmpty():
            self.restoreGeometry(state)

    def rebuild(self) -> None:
        """Make all of it again, in another language, theme or text size."""
        at, refusal = self.workspaces.currentIndex(), self._refusal
        for old in (self.desk, self.actions_table, self.history, self.search_dock, self.repairs_dock):
            old.setParent(None)
            old.deleteLater()
        for action in self.actions():
            self.removeAction(action)
        self.build()
        self.complete()
        self.workspaces.setCurrentIndex(at)
        if self.session.ready:
            self.session.store_changed.emit()
        if refusal:
            self._show_refused(*refusal)

    def build(self) -> None:
        """Make what the curator sees first; `complete` makes the rest."""
        self.workspaces = QTabWidget()
        widgets.fitted_name(self.workspaces, "workspaces", translate("window", "Workspaces"))
        self.workspaces.setDocumentMode(True)
        self.workspaces.setIconSize(QSize(16, 16))
        self.actions_table = actions.Actions(self.session, self)
        self.review = Review(self.session)
        self._add(translate("window", "Review"), "review", self.review)
        self._menus()
        self.status = StatusLine(self.session)
        self.refused = RefusedStore(self.session)
        self.setCentralWidget(self._centre())
        self.setStatusBar(self.status)

    def _centre(self) -> QWidget:
        offers = Offers(self.session)
        holder = widgets.row(offers)
        holder.setContentsMargins(8, 0, 8, 0)
        centre = QWidget()
        top = widgets.row(Banner(self.session))
        top.setContentsMargins(8, 0, 8, 0)
        centre.setLayout(widgets.column(top, self.workspaces, holder, gap=0))
        self.centre = QStackedWidget()
        self.centre.addWidget(centre)
        self.centre.addWidget(self.refused)
        self.refused.left.connect(self._show_panels)
        return self.centre

    def complete(self) -> None:
        """Make the other workspaces and the docks, once the first picture stands."""
        self.facts = AllFactsWorkspace(self.session)
        self.totals, self.findings = TotalsView(self.session), ChecksView(self.session)
        self._add(translate("window", "Facts"), "facts", self.facts)
        self._add(translate("window", "Totals"), "totals", self.totals)
        self._add(translate("window", "Findings"), "findings", self.findings)
        self.workspaces.currentChanged.connect(self._moved)
        self._docks()
        docks = (self.history, self.search_dock, self.search, self.repairs_dock)
        stage = Stage(self.workspaces, self.facts.table, *docks, self.rebuild)
        self.desk = Desk(self.session, self, self.actions_table, stage)
        self.refused.rescue_wanted.connect(self.desk.rescue)
        self.refused.copies_wanted.connect(self.desk.copies)

    def _add(self, name: str, icon: str, panel: QWidget) -> None:
        holder = QWidget()
        holder.setLayout(widgets.column(panel, margin=8))
        self.workspaces.addTab(holder, icons.icon(icon), name)

    def _moved(self, at: int) -> None:
        self.session.workspace = WORKSPACES[at]

    def _docks(self) -> None:
        self.history = QDockWidget(translate("window", "History"), self)
        self.history.setObjectName("historyDock")
        self.history.setWidget(HistoryView(self.session))
        self.search_dock = QDockWidget(translate("window", "Search"), self)
        self.search_dock.setObjectName("searchDock")
        self.search = SearchView(self.session)
        self.search_dock.setWidget(self.search)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.history)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.search_dock)
        self.tabifyDockWidget(self.history, self.search_dock)
        self.repairs_dock = QDockWidget(translate("window", "Repairs"), self)
        self.repairs_dock.setObjectName("repairsDock")
        self.repairs_dock.setWidget(RepairList(self.session))
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.repairs_dock)
        self.tabifyDockWidget(self.search_dock, self.repairs_dock)
        self.history.hide()
        self.search_dock.hide()
        self.repairs_dock.hide()
        self.resizeDocks([self.history], [DOCK], Qt.Orientation.Vertical)
        kept = self.session.settings.get("state")
        if isinstance(kept, QByteArray) and not kept.isEmpty():
            self.restoreState(kept)

    def _menus(self) -> None:
        bar = self.menuBar()
        bar.clear()
        menus: dict[str, QMenu] = {}
        for name, text in actions.MENUS.items():
            menus[name] = bar.addMenu(translate("actions", text))
            menus[name].setToolTipsVisible(True)
        for action, made in self.actions_table:
            if action.menu:
                menus[action.menu].addAction(made)
            if action.id == "openStore":
                self.recent = menus[action.menu].addMenu(translate("window", "Recent stores"))
        self.recent.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for path in map(Path, self.session.settings.get("recent")):
            if path.exists():
                made = self.recent.addAction(path.stem.replace("&", "&&"), partial(self.session.open, path))
                made.setToolTip(widgets.verbatim(str(path)))
        self.recent.setToolTipsVisible(True)

    def _show_panels(self) -> None:
        self._refusal = None
        self.centre.setCurrentIndex(0)

    def _show_refused(self, path: Path, problem: Problem) -> None:
        self._refusal = path, problem
        self.refused.tell(path, problem)
        self.centre.setCurrentIndex(1)

    def _name(self) -> None:
        path = self.session.store.path
        self.setWindowTitle(f"{path.stem} – Hedui 核对")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if event.mimeData().hasUrls() and self.session.writable:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what is dropped."""
        self.desk.import_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep size and place, end the tasks, close the store."""
        focused = self.focusWidget()
        if focused:
            focused.clearFocus()
        self.session.settings.set("geometry", self.saveGeometry())
        self.session.settings.set("state", self.saveState())
        self.review.keep()
        self.session.settings.sync()
        self.hide()
        self.copier.finish()
        self.session.close()
        super().closeEvent(event)
