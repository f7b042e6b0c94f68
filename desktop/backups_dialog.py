"""The dialog of automatic copies: which there are, one made now, and one put back in two clicks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QStackedWidget, QWidget

from core.errors import Problem
from desktop import messages, widgets
from desktop.grid import GridModel
from desktop.messages import translate
from desktop.session import Session
from desktop.tasks import Task


class BackupsDialog(QDialog):
    """Copies of a store, newest first; what stood in its place is kept among them.

    `path` is a store that could not be opened; without it, it is the open one.
    """

    def __init__(self, session: Session, parent: QWidget, path: Path | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._path = path or session.store.path
        self._task: Task | None = None
        self._problem: Problem | None = None
        widgets.fitted_name(self, "backupsDialog", translate("backups_dialog", "Backups"))
        self.setWindowTitle(translate("backups_dialog", "Backups"))
        self.resize(620, 460)
        self.model = GridModel((), frozenset((1,)))
        self.view = widgets.table(self.model, "backupsTable", self.windowTitle())
        none = widgets.EmptyState(
            "restore",
            translate("backups_dialog", "No copy yet"),
            translate("backups_dialog", "Copies are made by themselves, at most one an hour while you work."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(none)
        self.problem = widgets.label("", "problem", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.make = widgets.button(translate("backups_dialog", "Back up now"), self._make)
        self.restore = widgets.button(translate("backups_dialog", "Put this copy back"), self._restore, kind="primary")
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.box.rejected.connect(self.reject)
        told = translate("backups_dialog", "The store as it is now is kept among the copies when one is put back.")
        self.setLayout(
            widgets.column(
                widgets.label(self.windowTitle(), "head"), widgets.label(told, "muted", wrap=True), self.stack,
                self.bar, self.problem, widgets.row(self.make, self.restore, 1, self.box), margin=24, gap=12,
            )
        )  # fmt: skip
        self.read()
        self.restore.setDefault(True)

    @property
    def _open(self) -> bool:
        return self._session.ready and self._session.store.path == self._path

    def read(self) -> None:
        """List the copies."""
        from core.store import backups

        copies = backups(self._path)
        cells: list[tuple[str, ...]] = [(f"{one.at:%Y-%m-%d %H:%M}", f"{one.size / 1e6:,.1f} MB") for one in copies]
        titles = (translate("backups_dialog", "Made"), translate("backups_dialog", "Size"))
        self.model.fill(titles, cells, list(copies))
        self.view.setColumnWidth(0, 260)
        self.view.selectRow(0)
        self.stack.setCurrentIndex(0 if copies else 1)
        self._show_stage()

    def _show_stage(self) -> None:
        idle, foreign = self._task is None, self._open and not self._session.writable
        self.bar.setVisible(not idle)
        self.make.setEnabled(idle and self._open)
        self.restore.setEnabled(idle and self.model.rowCount() > 0 and not foreign)
        why = translate("backups_dialog", "Only the window that has the store can put a copy back.")
        self.restore.setToolTip(why if foreign else self.restore.text())
        self.box.setEnabled(idle)

    def _run(self, work: Callable[[], object], then: Callable[[Problem | None], object]) -> None:
        """Do what takes long in a thread, the dialog waiting; `then` is told what went wrong."""

        def steps() -> Iterator[object]:
            yield work()

        self.problem.setText("")
        self._problem = None
        self._task = task = Task(self.windowTitle(), steps, self)
        task.failed.connect(self._failed)
        task.over.connect(lambda: self._over(task, then))
        self._show_stage()
        task.start()

    def _failed(self, failure: Exception) -> None:
        if not isinstance(failure, Problem):
            self._session.broke.emit(failure)
            return
        self._problem = failure
        self.problem.setText(messages.problem(failure))

    def _over(self, task: Task, then: Callable[[Problem | None], object]) -> None:
        task.wait()
        task.deleteLater()
        self._task = None
        then(self._problem)
        self.read()

    def _make(self) -> None:
        store = self._session.store

        def work() -> None:
            with store.again() as own:
                own.backup()

        self._run(work, lambda _: None)

    def _restore(self) -> None:
        at = self.view.currentIndex().row()
        if at >= 0:
            self.put_back(self.model.behind[at].path)

    def put_back(self, copy: Path) -> None:
        """Put a copy in the store's place and open it; where that cannot be done, the store stays."""
        from core.store import restore

        path, was_open = self._path, self._open
        if was_open:
            self._session.close()

        def then(problem: Problem | None) -> None:
            if was_open or not problem:
                self._session.open(path)
            if not problem:
                self._session.notified.emit(translate("backups_dialog", "The copy stands in the store's place"))
                self.accept()

        self._run(lambda: restore(copy, path), then)

    def reject(self) -> None:
        """Close, unless a copy is on its way."""
        if self._task is None:
            super().reject()
