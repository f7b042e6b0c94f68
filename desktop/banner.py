"""The bar at the top: who else has the store, that its place is a bad one, or a question for the curator's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton

from desktop import messages, read_only, widgets
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.errors import StoreProblem


class Banner(QFrame):
    """Says one thing at a time, and is gone when there is nothing to say; it keeps nobody from working."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        widgets.fitted_name(self, "banner", translate("banner", "Notice"))
        self.text = widgets.label("", wrap=True)
        self.name = QLineEdit()
        self.name.setAccessibleName(translate("banner", "Your name"))
        self.name.setPlaceholderText(translate("banner", "Your name"))
        self.name.setMaximumWidth(220)
        self.name.returnPressed.connect(self._keep)
        self.keep = widgets.button(translate("banner", "Keep"), self._keep)
        self.later = widgets.button(translate("banner", "Not now"), self._put_off)
        self.again = widgets.button(translate("banner", "Try again"), self._again)
        self.take = widgets.button(translate("banner", "Edit here"), self._again, kind="primary")
        self.known = widgets.button(translate("banner", "Do not warn of this store again"), self._know)
        self.all: tuple[QLineEdit | QPushButton, ...] = (
            self.name, self.keep, self.take, self.again, self.known, self.later
        )  # fmt: skip
        layout = widgets.row(self.text, *self.all)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 4, 8, 4)
        self.setLayout(layout)
        self.hide()
        session.store_changed.connect(self.read)
        session.freed.connect(self._freed)
        session.changed.connect(self._edited)

    def read(self) -> None:
        """Tell whether the store can be written to, else what is wrong with its place."""
        why = read_only.reason(self._session)
        if why:
            self._show(why, self.again)
            return
        self.hide()
        if str(self._session.store.path) not in self._session.settings.get("warned"):
            self._session.questions.ask(self, "place", lambda own: (own.place_warning(),), self._warn)

    def _warn(self, answer: tuple[StoreProblem | None]) -> None:
        (problem,) = answer  # a bare problem would be taken for a question that failed
        if problem and self.isHidden():
            self._show(messages.problem(problem), self.known, self.later)

    def _freed(self) -> None:
        """The window that had the store is gone, closed or crashed."""
        self._show(translate("banner", "The other window has let go of this store."), self.take)

    def _show(self, text: str, *offered: QLineEdit | QPushButton) -> None:
        self.text.setText(text)
        for one in self.all:
            one.setVisible(one in offered)
        self.show()

    def _edited(self, change: object) -> None:
        """After the first edit, ask once under what name edits are to stand."""
        settings = self._session.settings
        if getattr(change, "edit", None) and not settings.get("curator") and not settings.get("asked"):
            settings.set("asked", True)
            text = translate("banner", "Under what name shall your edits stand in the history?")
            self._show(text, self.name, self.keep, self.later)

    def _keep(self) -> None:
        name = self.name.text().strip()
        if name:
            self._session.settings.set("curator", name)
            self._session.store.curator = name
            self._put_off()

    def _know(self) -> None:
        settings = self._session.settings
        settings.set("warned", (*settings.get("warned"), str(self._session.store.path)))
        self._put_off()

    def _put_off(self) -> None:
        self.hide()
        self._session.requested.emit("focusFacts")

    def _again(self) -> None:
        self._session.open(self._session.store.path)
