"""Copies of the open store that nobody has to think of: now and then, before large edits, and at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from core.errors import Problem
from desktop import messages
from desktop.messages import translate
from desktop.session import Session
from desktop.tasks import Task

if TYPE_CHECKING:
    from core.store import Store

FIRST, EVERY = 60_000, 600_000  # milliseconds after opening, and between looks whether a copy is due
LONGEST = 60_000  # milliseconds that the end of the window waits for a copy
#: What is asked of the window before much is changed at once; the copy begins before the curator has answered.
LARGE = ("bulk:", "approveAllShown", "mergeStore", "importFiles", "importFolder")


class Copier(QObject):
    """Lets the store make a copy, in a thread, whenever one is due."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._told: Path | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.copy)
        session.store_changed.connect(self._opened)
        session.requested.connect(self._asked)

    def _opened(self) -> None:
        self._timer.start(FIRST)

    def _asked(self, what: str) -> None:
        if what.startswith(LARGE):
            self.copy()

    def copy(self) -> None:
        """Make a copy where one is due; a read-only window leaves that to the one that writes."""
        self._timer.setInterval(EVERY)
        if self._task or not self._session.writable:
            return
        store, session = self._session.store, self._session

        def steps() -> Iterator[Path | None]:
            with store.again() as own:
                yield own.back_up_if_due()

        task = self._task = Task(translate("copier", "Copying the store"), steps, self)
        session.tasks.append(task)
        task.failed.connect(lambda failure: self._failed(failure, store))
        task.over.connect(lambda: self._over(task))
        task.start()

    def finish(self) -> None:
        """Make the last copy before the window goes, and wait for it."""
        self._timer.stop()
        self.copy()
        if self._task:
            self._task.wait(LONGEST)

    def _over(self, task: Task) -> None:
        self._task = None
        if task in self._session.tasks:
            self._session.tasks.remove(task)
        task.wait()
        task.deleteLater()

    def _failed(self, failure: Exception, store: Store) -> None:
        """A copy that cannot be made is told once for each store; work goes on."""
        if not isinstance(failure, Problem):
            self._session.broke.emit(failure)
        elif self._told != store.path:
            self._told = store.path
            text = translate("copier", "No copy of the store could be made: %1")
            self._session.notified.emit(text.replace("%1", messages.problem(failure)))
