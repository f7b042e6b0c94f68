"""The line at the foot of the window: progress of the document and of all, long work, notices."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QStatusBar, QWidget

from core.records import Change
from desktop import messages, widgets
from desktop.messages import translate
from desktop.session import Session
from desktop.tasks import Task

SHOWN = 6000  # milliseconds that a notice stays


class StatusLine(QStatusBar):
    """Says what was done and how much is left; long work shows here with its cancel button."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("statusLine")
        self.setSizeGripEnabled(False)
        self.notice = widgets.Elided()
        self.addWidget(self.notice, 1)
        self.task = self._task_box()
        self.addPermanentWidget(self.task)
        self.left = widgets.Steady("muted")
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(translate("status_line", "Decided of all facts"))
        holder = QWidget()
        layout = widgets.row(self.left, self.bar)
        layout.setContentsMargins(8, 2, 16, 2)
        holder.setLayout(layout)
        self.addPermanentWidget(holder)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hush)
        session.notified.connect(self.say)
        session.changed.connect(self._changed)
        session.store_changed.connect(self._progress)
        session.counted.connect(self._progress)
        session.started.connect(self._started)

    def _task_box(self) -> QWidget:
        box = QWidget()
        self.what = widgets.label("", "muted")
        self.steps = QProgressBar()
        self.steps.setTextVisible(False)
        self.steps.setFixedWidth(160)
        self.cancel = widgets.tool("close", translate("status_line", "Cancel"), self._cancel)
        box.setLayout(widgets.row(self.what, self.steps, self.cancel))
        box.hide()
        return box

    def say(self, text: str) -> None:
        """Show a notice for a while."""
        self.notice.setText("  " + text)
        self.notice.setToolTip(widgets.verbatim(text))
        self._timer.start(SHOWN)

    def _hush(self) -> None:
        self.notice.setText("")
        self.notice.setToolTip("")

    def _changed(self, change: Change) -> None:
        if change.edit is not None and change.kind is not None:
            many = translate("status_line", "%1: %2 · Ctrl+Z undoes").replace("%2", f"{len(change.facts):,}")
            text = many if change.facts else translate("status_line", "%1 · Ctrl+Z undoes")
            self.say(text.replace("%1", messages.word(messages.EDIT, change.kind)))

    def _progress(self) -> None:
        total, pending = self._session.total or 0, self._session.pending or 0
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(total - pending)
        text = translate("status_line", "%1 pending of %2").replace("%1", f"{pending:,}").replace("%2", f"{total:,}")
        self.left.setText(text if total else "")
        self.bar.setVisible(bool(total))

    def _started(self, task: Task) -> None:
        self._task = task
        self.what.setText(task.title)
        self.steps.setRange(0, 0)
        self.task.show()
        task.advanced.connect(self._advanced)
        task.over.connect(self.task.hide)

    def _advanced(self, step: Any) -> None:
        if not hasattr(step, "total"):
            return
        self.steps.setRange(0, max(step.total, 1))
        self.steps.setValue(step.done)
        self.what.setText(f"{self._task.title} {step.done}/{step.total}  {step.name}")

    def _cancel(self) -> None:
        self._task.cancel()
