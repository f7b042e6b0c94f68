"""Moving among the panels of the window by key: F6 goes round, Escape goes back to the facts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDockWidget, QMainWindow, QTabBar, QWidget

from desktop.messages import translate
from desktop.session import Session


class Panels(QObject):
    """The cards and docks of the window that stand open, in the order in which one reads."""

    def __init__(self, session: Session, window: QMainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._last: dict[QWidget, QWidget] = {}
        session.requested.connect(self._asked)
        window.installEventFilter(self)

    def _asked(self, what: str) -> None:
        if what in ("nextPanel", "previousPanel"):
            self.move(1 if what == "nextPanel" else -1)

    def move(self, by: int) -> None:
        """Give the focus to the next panel, to the control that had it there last."""
        panels = self.open_panels()
        now = QApplication.focusWidget()
        here = panel_of(now) if now else None
        if now and here:
            self._last[here] = now
        order = list(panels)
        if order:
            at = order.index(here) + by if here in order else 0
            panel = order[at % len(order)]
            last = self._last.get(panel)
            target = last if last in panels[panel] else _chief(panels[panel])
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_panels(self) -> dict[QWidget, list[QWidget]]:
        """Each panel with the controls that take the focus, from left to right and from top to bottom."""
        found: dict[QWidget, list[QWidget]] = {}
        for control in controls(self._window):
            panel = panel_of(control)
            if isinstance(control, QTabBar) and not control.accessibleName():
                control.setAccessibleName(translate("panels", "Tabs"))  # Qt makes those of docks itself
            if panel:
                found.setdefault(panel, []).append(control)

        def place(panel: QWidget) -> tuple[bool, int, int]:
            corner = panel.mapTo(self._window, QPoint(0, 0))
            return isinstance(panel, QDockWidget), corner.x(), corner.y()

        return {panel: found[panel] for panel in sorted(found, key=place)}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape that no control took: out of a dock and it closes, else back to the main list of the workspace."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            now = QApplication.focusWidget()
            panel = panel_of(now) if now else None
            if isinstance(panel, QDockWidget):
                panel.hide()
            self._back()
            return True
        return False

    def _back(self) -> None:
        self._session.requested.emit("focusFacts")
        if self._session.workspace != "review":
            panels = [own for panel, own in self.open_panels().items() if not isinstance(panel, (QDockWidget, QTabBar))]
            lists = [one for own in panels for one in own if isinstance(one, QAbstractScrollArea)]
            if lists:
                max(lists, key=lambda one: one.width() * one.height()).setFocus(Qt.FocusReason.ShortcutFocusReason)


def controls(top: QWidget) -> Iterator[QWidget]:
    """The controls of a window that Tab reaches, in its order."""
    one = top.nextInFocusChain()
    while one is not None and one is not top:
        reached = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.focusProxy() is None
        if reached and one.isVisible() and one.isEnabled() and one.window() is top:
            yield one
        one = one.nextInFocusChain()


def panel_of(control: QWidget) -> QWidget | None:
    """The card, dock or tab bar that a control stands in; the outermost card."""
    found, one = None, control
    while one is not None and not one.isWindow():
        if isinstance(one, (QDockWidget, QTabBar)):
            return one
        if one.property("card"):
            found = one
        one = one.parentWidget()  # type: ignore[assignment]
    return found


def _chief(own: list[QWidget]) -> QWidget:
    """The control to begin with: the list or text of the panel, else its first."""
    return next((one for one in own if isinstance(one, QAbstractScrollArea)), own[0])
