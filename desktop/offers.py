"""The bar that offers to make a correction on the other facts it fits: one look, one key, one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from core.records import Change, EditKind
from desktop import language, widgets
from desktop.dialogs import BulkDialog
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.learn import Proposal
    from core.store import Store


class Offers(QFrame):
    """Shows the first proposal after a correction until it is taken, put off, or another edit comes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._offered: list[Proposal] = []
        self.setObjectName("notice")
        self.text = widgets.label("", wrap=False)
        self.text.setAccessibleName(translate("offers", "Offer"))
        look = widgets.tool("", translate("offers", "Look and apply…"), self.look)
        look.setText(translate("offers", "Look and apply…") + "  Y")
        later = widgets.tool("", translate("offers", "Not now"), self._next)
        later.setText(translate("offers", "Not now"))
        layout = widgets.row(self.text, 1, look, later)
        layout.setContentsMargins(12, 4, 8, 4)
        self.setLayout(layout)
        self.hide()
        session.changed.connect(self._changed)
        session.requested.connect(self._asked)

    def _changed(self, change: Change) -> None:
        if change.kind is not EditKind.SET or change.edit is None or not self._session.writable:
            if change.kind is not None:
                self._session.questions.drop("offers")
                self.hide()
            return
        self.hide()

        def work(own: Store) -> tuple[Proposal, ...]:
            from core import learn

            return learn.proposals(own, change)

        self._session.questions.ask(self, "offers", work, self._take)

    def _take(self, offered: tuple[Proposal, ...]) -> None:
        self._offered = list(offered)
        self._show()

    def _asked(self, what: str) -> None:
        if what == "lookOffer" and self.isVisible():
            self.look()
        elif what == "lookOffer":
            self._session.notified.emit(translate("offers", "Nothing is offered: correct a fact first"))

    def _show(self) -> None:
        self.setVisible(bool(self._offered))
        if self._offered:
            self.text.setText(self._offered[0].sentence(language.current()))

    def _next(self) -> None:
        self._offered = self._offered[1:]
        self._show()

    def look(self) -> None:
        """Show the facts that the correction fits, and apply it where the curator agrees."""
        from core import learn

        offer = self._offered[0]
        dialog = BulkDialog(self._session, offer.facts, offer.sentence(language.current()), self.window())
        if dialog.exec():
            self._session.do(learn.accept, offer)
        self._next()
