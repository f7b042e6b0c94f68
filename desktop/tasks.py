"""Long work off the window's thread: a task runs any generator of steps and tells of it by signals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from core.errors import Problem

#: Makes the generator once inside the thread, so that it opens a store of its own there.
Work = Callable[[], Iterator[Any]]


class Task(QObject):
    """One piece of long work with progress, cancel and an end.

    `advanced` carries each step of the generator, `ended` the last one (or None), `failed` a `Problem` or
    the exception of a bug. A cancelled generator is closed at its next step, so that its `finally` runs.
    `alone` says that the task writes one long edit: the store takes no other meanwhile.
    """

    advanced = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    over = Signal()

    def __init__(self, title: str, work: Work, parent: QObject | None = None, *, alone: bool = False) -> None:
        super().__init__(parent)
        self.title = title
        self.alone = alone
        self.last: Any = None
        self._thread = _Thread(self, work)
        self._thread.finished.connect(self.over)

    def start(self) -> None:
        """Begin, but with no step before the caller is back: what it connects meanwhile misses none."""
        self._thread.start()
        QTimer.singleShot(0, self._thread.heard.set)

    def cancel(self) -> None:
        """Ask for an end after the present step."""
        self._thread.requestInterruption()
        self._thread.heard.set()

    @property
    def running(self) -> bool:
        """Whether the thread is still at work."""
        return self._thread.isRunning()

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Block until the end; False where it takes longer."""
        self._thread.heard.set()
        return self._thread.wait(milliseconds)


class _Thread(QThread):
    def __init__(self, task: Task, work: Work) -> None:
        super().__init__(task)
        self._task = task
        self._work = work
        self.heard = Event()  # somebody listens, so that the work may begin

    def run(self) -> None:
        task, steps = self._task, None
        self.heard.wait()
        try:
            steps = self._work()
            for step in steps:
                task.last = step
                task.advanced.emit(step)
                if self.isInterruptionRequested():
                    task.cancelled.emit()
                    return
            task.ended.emit(task.last)
        except Problem as failure:
            task.failed.emit(failure)
        except Exception as bug:  # noqa: BLE001 - whatever it is, the window's thread shows it as a bug
            task.failed.emit(bug)
        finally:
            close = getattr(steps, "close", None)
            if close:
                close()
