"""What a workspace says while its figures are made in the background: how far it is, a way to stop, a way to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from desktop import icons, theme, widgets
from desktop.messages import translate
from desktop.tasks import Task


class Working(QWidget):
    """Follows one task; once it was stopped it offers to begin again. `ended` tells that the task is over."""

    ended = Signal()

    def __init__(self, icon: str, text: str, begin: Callable[[], object]) -> None:
        super().__init__()
        widgets.fitted_name(self, f"{icon}Working", text)
        self._begin, self._text = begin, text
        self._task: Task | None = None
        self.stopped = False
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, theme.current().border_strong, 40))
        self.heading = widgets.label(text, "heading")
        self.hint = widgets.label("", "muted", wrap=True)
        for one in (picture, self.heading, self.hint):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(280)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self.cancel = widgets.button(translate("working", "Stop"), self._cancel)
        self.again = widgets.button(translate("working", "Go on"), self.begin, kind="primary")
        bar, buttons = widgets.row(1, self.bar, 1), widgets.row(1, self.cancel, self.again, 1)
        self.setLayout(widgets.column(1, picture, self.heading, self.hint, bar, buttons, 1, margin=12, gap=12))

    @property
    def running(self) -> bool:
        """Whether the task goes on."""
        return self._task is not None

    def begin(self) -> None:
        """Begin, or begin again."""
        self.stopped = False
        self._begin()

    def follow(self, task: Task) -> None:
        """Show how far a task is."""
        self._task, self.stopped = task, False
        task.advanced.connect(self._advanced)
        task.cancelled.connect(self._stop)
        task.over.connect(self._over)
        self.bar.setRange(0, 0)
        self._show(self._text, translate("working", "The window can be used meanwhile."))

    def forget(self) -> None:
        """Another store: nothing was stopped there."""
        self._task, self.stopped = None, False

    def _show(self, heading: str, hint: str) -> None:
        self.heading.setText(heading)
        self.hint.setText(hint)
        for one in (self.bar, self.cancel):
            one.setVisible(not self.stopped)
        self.again.setVisible(self.stopped)

    def _mine(self, sender: QObject | None) -> bool:
        return sender is self._task

    def _advanced(self, step: Any) -> None:
        if self._mine(self.sender()):
            self.bar.setRange(0, max(1, step.total))
            self.bar.setValue(step.done)

    def _stop(self) -> None:
        if self._mine(self.sender()):
            self.stopped = True
            self._show(translate("working", "Stopped"), translate("working", "What was done so far is kept."))

    def _over(self) -> None:
        if self._mine(self.sender()):
            self._task = None
            self.ended.emit()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.hint.setText(translate("working", "Stopping…"))
