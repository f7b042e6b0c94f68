"""Why nothing can be changed where a store is open for reading only, and the widgets that say so."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from shiboken6 import isValid

from desktop.messages import translate
from desktop.session import Session


def reason(session: Session) -> str:
    """Why the open store takes no edits, in one sentence; nothing where it does, or where none is open."""
    if not session.ready or session.writable:
        return ""
    owner = session.store.owner
    if not owner:
        return translate("read_only", "For reading only: this store cannot be written to.")
    text = translate("read_only", "For reading only: this store is open in another window (%1).")
    return text.replace("%1", owner)


def close_off(session: Session, panel: QWidget) -> None:
    """Disable every button and choice of a dialog that only edits, where nothing can be edited, and say why."""
    why = reason(session)
    editors = [one for kind in (QPushButton, QComboBox) for one in panel.findChildren(kind)]
    for widget in editors if why else ():
        widget.setEnabled(False)
        widget.setToolTip(why)


class Guard(QObject):
    """Widgets that edit: disabled with the reason while the store is for reading only."""

    def __init__(self, session: Session, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        self._session = session
        self._tips = {widget: widget.toolTip() for widget in widgets}
        session.store_changed.connect(self.read)
        self.read()

    def read(self) -> None:
        """Enable the widgets, or disable them and say why."""
        why = reason(self._session)
        for widget, tip in self._tips.items():
            if isValid(widget):
                widget.setEnabled(not why)
                widget.setToolTip(why or tip)
