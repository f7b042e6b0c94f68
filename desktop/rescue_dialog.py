"""The dialog that saves what can be read of a damaged store to a new one, and lists what was not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QListWidget, QProgressBar, QWidget

from core.errors import Problem
from desktop import language, messages, widgets
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session
from desktop.tasks import Task

if TYPE_CHECKING:
    from core.store import Rescue

PHASES = {
    "tables": QT_TRANSLATE_NOOP("rescue_dialog", "Reading the tables"),
    "pages": QT_TRANSLATE_NOOP("rescue_dialog", "Looking through the pages"),
    "writing": QT_TRANSLATE_NOOP("rescue_dialog", "Writing the new store"),
}


def new_name(damaged: Path) -> Path:
    """A name beside the damaged store that nothing has yet."""
    word = translate("rescue_dialog", "rescued")
    names = (damaged.with_name(f"{damaged.stem} {word}{number or ''}.hedui") for number in range(10_000))
    return next(name for name in names if not name.exists())


class RescueDialog(QDialog):
    """Where to, how far, and what came of it; the damaged file stays as it is."""

    def __init__(self, session: Session, damaged: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._damaged = damaged
        self._task: Task | None = None
        self._rescue: Rescue | None = None
        widgets.fitted_name(self, "rescueDialog", translate("rescue_dialog", "Rescue a damaged store"))
        self.setWindowTitle(translate("rescue_dialog", "Rescue a damaged store"))
        self.resize(720, 480)
        self.target = QLineEdit(str(new_name(damaged)))
        self.target.setAccessibleName(translate("rescue_dialog", "The new store"))
        self.choose = widgets.button(translate("rescue_dialog", "Choose…"), self._choose)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("rescue_dialog", "Progress"))
        self.told = widgets.label("", "heading", wrap=True)
        self.lost = QListWidget()
        self.lost.setAccessibleName(translate("rescue_dialog", "What could not be saved"))
        self.lost.setWordWrap(True)
        self.problem = widgets.label("", "problem", wrap=True)
        self.copy = widgets.button(translate("rescue_dialog", "Copy the list"), self._copy, icon="copy")
        self.start = widgets.button(translate("rescue_dialog", "Rescue"), self.begin, kind="primary")
        self.opens = widgets.button(translate("rescue_dialog", "Open the new store"), self._open, kind="primary")
        self.end = widgets.button(translate("rescue_dialog", "Close"), self.reject)
        for one in (self.choose, self.copy, self.end):
            one.setAutoDefault(False)  # Return goes on, whatever was clicked last
        self._lay_out()
        self._show_stage()

    def _lay_out(self) -> None:
        text = translate(
            "rescue_dialog", "What can be read of %1 is written to a new store. The damaged file stays as it is."
        )
        place = widgets.row(widgets.label(self.target.accessibleName(), "label"), self.target, self.choose)
        self.setLayout(
            widgets.column(
                widgets.label(self.windowTitle(), "head"),
                widgets.label(text.replace("%1", str(self._damaged)), "muted", wrap=True), place, self.bar, self.told,
                self.lost, self.problem, 1, widgets.row(self.copy, 1, self.end, self.start, self.opens),
                margin=24, gap=12,
            )
        )  # fmt: skip

    def _show_stage(self) -> None:
        running, done = self._task is not None, self._rescue is not None
        for one in (self.target, self.choose, self.start):
            one.setEnabled(not running and not done)
        self.start.setVisible(not done)
        self.bar.setVisible(running)
        self.opens.setVisible(done)
        self.told.setVisible(running or done)
        losses = self._rescue.losses if self._rescue else ()
        self.lost.setVisible(bool(losses))
        self.copy.setVisible(bool(losses))
        stop = translate("rescue_dialog", "Stop") if running else translate("rescue_dialog", "Close")
        self.end.setText(stop)
        (self.opens if done else self.start).setDefault(True)

    def begin(self) -> None:
        """Rescue in a thread."""
        damaged, to = self._damaged, Path(self.target.text().strip())

        def steps() -> Iterator[Any]:
            from core.store import rescue_steps

            yield from rescue_steps(damaged, to)

        self.problem.setText("")
        self._task = task = Task(self.windowTitle(), steps, self)
        self._session.tasks.append(task)
        task.advanced.connect(self._advanced)
        task.failed.connect(self._failed)
        task.over.connect(lambda: self._over(task))
        self._show_stage()
        self.bar.setRange(0, 0)
        task.start()

    def _advanced(self, step: Any) -> None:
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)
        self.told.setText(translate("rescue_dialog", PHASES[step.name]))
        self._rescue = step.rescue

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, Problem):
            self.problem.setText(messages.problem(failure))
        else:
            self._session.broke.emit(failure)

    def _over(self, task: Task) -> None:
        self._session.tasks.remove(task)
        self._task = None
        task.wait()
        task.deleteLater()
        if self._rescue:
            self._tell(self._rescue)
        self._show_stage()

    def _tell(self, rescue: Rescue) -> None:
        text = translate("rescue_dialog", "Saved: %1 documents, %2 facts, %3 edits.")
        for at, table in enumerate(("documents", "facts", "edits"), 1):
            text = text.replace(f"%{at}", f"{rescue.saved[table]:,}")
        missing = translate("rescue_dialog", "Not saved: %1").replace("%1", f"{len(rescue.losses):,}")
        nothing = translate("rescue_dialog", "Nothing that was found is missing.")
        self.told.setText(f"{text} {missing if rescue.losses else nothing}")
        self.lost.addItems([one.sentence(language.current()) for one in rescue.losses])

    def _copy(self) -> None:
        lines = (self.lost.item(row).text() for row in range(self.lost.count()))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.target.accessibleName(), self.target.text(), translate("desk", "Hedui stores (*.hedui)")
        )
        if path:
            self.target.setText(path)

    def _open(self) -> None:
        if self._session.open(Path(self.target.text().strip())):
            self.accept()

    def reject(self) -> None:
        """Stop the rescue, which leaves nothing behind; or close."""
        if self._task:
            self._task.cancel()
        else:
            super().reject()
