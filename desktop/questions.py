"""Questions to the store that take time, answered by one thread of their own; what is no longer wanted is dropped."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from shiboken6 import isValid

from core.errors import Problem

if TYPE_CHECKING:
    from core.store import Store

Work = Callable[["Store"], Any]
#: Milliseconds that a curator at work must have paused before what is not urgent is begun: who decides one fact after
#: the other, or scrolls, shares the processor with nobody.
PAUSE = 40


class Questions(QObject):
    """Asks in the order of need: a question of the same key replaces the earlier one, also while it is worked on.

    The answer comes in the window's thread, unless its owner is gone by then. Each question is begun only when the
    window has drawn what led to it, what is not urgent after a pause: drawing beside a thread at work takes twice as
    long, and the window stands still.
    """

    broke = Signal(object)
    _came = Signal(str, int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._wanted: dict[str, tuple[int, QObject, Callable[[Any], object]]] = {}
        self._thread: _Thread | None = None
        self._came.connect(self._answered)
        self._drawn = QTimer(self)  # comes after all events that wait, and drawing is the last of them
        self._rested = QTimer(self)
        for timer, then in ((self._drawn, lambda: self._rested.start(PAUSE)), (self._rested, self._go_on)):
            timer.setSingleShot(True)
            timer.timeout.connect(then)

    @property
    def idle(self) -> bool:
        """Whether every question has its answer."""
        return not self._wanted

    def open(self, store: Store) -> None:
        """Answer from this store from now on."""
        self.close()
        self._thread = _Thread(store, self._came.emit, self)
        self._thread.start()
        self._hold()

    def _hold(self) -> None:
        """Let the thread read the columns of many facts, a slice at a time between the questions.

        Filters, counts and facets are then a matter of milliseconds; until then the tables answer.
        """
        steps: list[Iterator[tuple[int, int]]] = []

        def work(own: Store) -> tuple[int, int] | None:
            if not steps:
                steps.append(own.hold_columns())
            return next(steps[0], None)

        def go_on(step: object) -> None:
            if step:
                self.ask(self, "columns", work, go_on)

        self.ask(self, "columns", work, go_on)

    def close(self) -> None:
        """Drop all questions and end the thread."""
        self._wanted.clear()
        if self._thread:
            self._thread.end()
            self._thread.deleteLater()
            self._thread = None

    def ask(
        self, owner: QObject, key: str, work: Work, answer: Callable[[Any], object], *, urgent: bool = False
    ) -> None:
        """Let `work(store)` run in the thread and `answer` take what it gives; `urgent` goes before what waits."""
        if self._thread is None:
            return
        self._ticket += 1
        self._wanted[key] = (self._ticket, owner, answer)
        self._thread.put(key, self._ticket, work, urgent=urgent)
        if urgent:
            self._begin_soon()
        elif not self._rested.isActive() or self._rested.interval():
            self._rested.stop()
            self._drawn.start()  # the pause counts from when what led to the question is drawn

    def _begin_soon(self) -> None:
        self._drawn.stop()
        self._rested.start(0)

    def _go_on(self) -> None:
        if self._thread:
            self._thread.go_on()

    def drop(self, key: str) -> None:
        """Want an answer no more."""
        if self._wanted.pop(key, None) and self._thread:
            self._thread.drop(key)

    def _answered(self, key: str, ticket: int, given: object) -> None:
        self._begin_soon()
        wanted = self._wanted.get(key)
        if wanted is None or wanted[0] != ticket:
            return
        del self._wanted[key]
        if isinstance(given, Exception):
            self.broke.emit(given)
        elif isValid(wanted[1]):
            wanted[2](given)


class _Thread(QThread):
    def __init__(self, store: Store, tell: Callable[[str, int, object], None], parent: QObject) -> None:
        super().__init__(parent)
        self._again = store.again
        self._tell = tell
        self._own: Store | None = None
        self._waiting: OrderedDict[str, tuple[int, Work]] = OrderedDict()
        self._running = ""
        self._ended = False
        self._may = False  # begin a question
        self._turn = threading.Condition()

    def put(self, key: str, ticket: int, work: Work, *, urgent: bool) -> None:
        with self._turn:
            self._waiting.pop(key, None)
            self._waiting[key] = (ticket, work)
            if urgent:
                self._waiting.move_to_end(key, last=False)
            self._stop(key)

    def go_on(self) -> None:
        with self._turn:
            self._may = bool(self._waiting)
            self._turn.notify()

    def drop(self, key: str) -> None:
        with self._turn:
            self._waiting.pop(key, None)
            self._stop(key)

    def end(self) -> None:
        with self._turn:
            self._ended = True
            self._waiting.clear()
            self._stop(self._running)
            self._turn.notify()
        self.wait()

    def _stop(self, key: str) -> None:
        if key == self._running and self._own:
            self._own.connection.interrupt()

    def run(self) -> None:
        with self._again() as own:
            with self._turn:
                self._own = own
            while True:
                with self._turn:
                    self._running = ""
                    while not (self._may and self._waiting) and not self._ended:
                        self._turn.wait()
                    if self._ended:
                        self._own = None
                        return
                    key, (ticket, work) = self._waiting.popitem(last=False)
                    self._running = key
                given = self._result(own, work)
                with self._turn:
                    self._may = False
                self._tell(key, ticket, given)

    def _result(self, own: Store, work: Work) -> object:
        try:
            return work(own)
        except Problem as failure:
            return failure
        except Exception as bug:  # noqa: BLE001 - an interrupted query is dropped with its question, a bug is shown
            return bug
