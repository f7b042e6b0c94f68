"""The main window: it builds panels, menus and docks, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QTabWidget, QWidget

from desktop import actions, icons, widgets
from desktop.desk import Desk
from desktop.messages import translate
from desktop.review import Review
from desktop.session import Session
from desktop.status_line import StatusLine


class Window(QMainWindow):
    """The one window. `build` may be called again to show another language or theme."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        widgets.fitted_name(self, "window", "Hedui 核对")
        self.setWindowTitle("Hedui 核对")
        self.setWindowIcon(icons.window_icon())
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.build()
        session.store_changed.connect(self._name)
        state = session.settings.get("geometry")
        if isinstance(state, QByteArray) and not state.isEmpty():
            self.restoreGeometry(state)

    def rebuild(self) -> None:
        """Make all of it again, in another language, theme or text size."""
        at = self.workspaces.currentIndex()
        for child in (self.desk, self.actions_table):
            child.deleteLater()
        for action in self.actions():
            self.removeAction(action)
        self.build()
        self.workspaces.setCurrentIndex(at)
        self.session.facts_changed.emit()

    def build(self) -> None:
        """Make everything that stands in the window."""
        self.workspaces = QTabWidget()
        widgets.fitted_name(self.workspaces, "workspaces", translate("window", "Workspaces"))
        self.workspaces.setDocumentMode(True)
        self.actions_table = actions.Actions(self.session, self)
        self._workspaces()
        self._menus()
        self.setCentralWidget(self.workspaces)
        self.status = StatusLine(self.session)
        self.setStatusBar(self.status)
        self.desk = Desk(self.session, self, self.actions_table)

    def _workspaces(self) -> None:
        for name, icon, panel in (
            (translate("window", "Review"), "review", Review(self.session)),
        ):
            holder = QWidget()
            holder.setLayout(widgets.column(panel, margin=8))
            self.workspaces.addTab(holder, icons.icon(icon), name)

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
        self.session.settings.sync()
        self.session.close()
        super().closeEvent(event)

