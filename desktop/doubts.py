"""The open findings of the open document by fact, kept up to date in the background for rows and margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.records import Change
from desktop import language
from desktop.queue import open_findings
from desktop.session import Session

if TYPE_CHECKING:
    from core.checks import Finding
    from core.store import Store

WAIT = 400  # milliseconds after the last edit: who decides fast is not kept waiting for a lock


class Doubts(QObject):
    """Which facts of the open document have findings that nobody settled; `read_again` tells when that changed."""

    read_again = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._by_fact: dict[int, tuple[Finding, ...]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        session.document_changed.connect(self._left)
        session.changed.connect(self._edited)
        session.store_changed.connect(self._left)
        self._timer.start(0)

    @classmethod
    def of(cls, session: Session) -> Doubts:
        """The one of a session."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    def facts(self) -> frozenset[int]:
        """Facts with findings."""
        return frozenset(self._by_fact)

    def about(self, fact: int) -> tuple[Finding, ...]:
        """The open findings that rest on a fact, the heaviest first."""
        return self._by_fact.get(fact, ())

    def sentences(self, fact: int) -> str:
        """What does not fit about a fact, a line each."""
        return "\n".join(one.sentence(language.current()) for one in self.about(fact))

    def _left(self, _: int = 0) -> None:
        self._take({})
        self._timer.start(0)

    def _edited(self, change: Change) -> None:
        if change.edit is None or not change.fields <= {"note", "tags"}:
            self._timer.start(WAIT)

    def _ask(self) -> None:
        document = self._session.document
        if document is None or not self._session.ready:
            return
        number = document.id

        def work(own: Store) -> dict[int, tuple[Finding, ...]]:
            from core.filters import parse

            found: dict[int, tuple[Finding, ...]] = {}
            for one in open_findings(own, own.fact_ids(parse(f"document:{number}"))):
                for fact in one.facts:
                    found[fact] = (*found.get(fact, ()), one)
            return found

        self._session.questions.ask(self, "doubts", work, self._take)

    def _take(self, found: dict[int, tuple[Finding, ...]]) -> None:
        if found != self._by_fact:
            self._by_fact = found
            self.read_again.emit()
