"""The bar at the top: that the store is for reading only and who has it, or a question for the curator's name."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit

from desktop import widgets
from desktop.messages import translate
from desktop.session import Session


class Banner(QFrame):
    """Says one thing at a time, and is gone when there is nothing to say."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        widgets.fitted_name(self, "banner", translate("banner", "Notice"))
        self.text = widgets.label("")
        self.name = QLineEdit()
        self.name.setAccessibleName(translate("banner", "Your name"))
        self.name.setPlaceholderText(translate("banner", "Your name"))
        self.name.setMaximumWidth(220)
        self.name.returnPressed.connect(self._keep)
        self.keep = widgets.button(translate("banner", "Keep"), self._keep)
        self.later = widgets.button(translate("banner", "Not now"), self._put_off)
        self.again = widgets.button(translate("banner", "Try again"), self._again)
        layout = widgets.row(self.text, self.name, self.keep, self.later, 1, self.again)
        layout.setContentsMargins(12, 4, 8, 4)
        self.setLayout(layout)
        self.hide()
        session.store_changed.connect(self.read)
        session.changed.connect(self._edited)

    def read(self) -> None:
        """Tell whether the store can be written to."""
        owner = self._session.store.owner
        text = translate("banner", "For reading only: this store is open in another window (%1).")
        if not owner:
            text = translate("banner", "For reading only: this store cannot be written to.")
        self._show(reading=not self._session.writable, text=text.replace("%1", owner))

    def _show(self, *, reading: bool = False, asking: bool = False, text: str = "") -> None:
        self.text.setText(text)
        for one in (self.name, self.keep, self.later):
            one.setVisible(asking)
        self.again.setVisible(reading)
        self.setVisible(reading or asking)

    def _edited(self, change: object) -> None:
        """After the first edit, ask once under what name edits are to stand."""
        settings = self._session.settings
        if getattr(change, "edit", None) and not settings.get("curator") and not settings.get("asked"):
            settings.set("asked", True)
            self._show(asking=True, text=translate("banner", "Under what name shall your edits stand in the history?"))

    def _keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self._session.settings.set("curator", name)
            self._session.store.curator = name
            self._put_off()

    def _put_off(self) -> None:
        self.hide()
        self._session.requested.emit("focusFacts")

    def _again(self) -> None:
        self._session.open(self._session.store.path)
