"""The dialog of automatic copies: which there are, one made now, and one put back in two clicks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTableView, QWidget

from core.errors import Problem
from desktop import messages, widgets
from desktop.grid import GridModel
from desktop.messages import translate
from desktop.session import Session


class BackupsDialog(QDialog):
    """Copies of the open store, newest first; what stood in its place is kept among them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "backupsDialog", translate("backups_dialog", "Backups"))
        self.setWindowTitle(translate("backups_dialog", "Backups"))
        self.resize(620, 460)
        self.model = GridModel((), frozenset((1,)))
        self.view = QTableView()
        self.view.setAccessibleName(self.windowTitle())
        self.view.setModel(self.model)
        widgets.dress(self.view)
        self.view.horizontalHeader().setStretchLastSection(True)
        self.problem = widgets.label("", "problem", wrap=True)
        self.make = widgets.button(translate("backups_dialog", "Back up now"), self._make)
        self.restore = widgets.button(translate("backups_dialog", "Put this copy back"), self._restore, kind="primary")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        told = translate("backups_dialog", "The store as it is now is kept among the copies when one is put back.")
        self.setLayout(
            widgets.column(
                widgets.label(self.windowTitle(), "head"), widgets.label(told, "muted", wrap=True), self.view,
                self.problem, widgets.row(self.make, self.restore, 1, box), margin=24, gap=12,
            )
        )  # fmt: skip
        self.read()

    def read(self) -> None:
        """List the copies."""
        copies = self._session.store.backups()
        cells: list[tuple[str, ...]] = [(f"{one.at:%Y-%m-%d %H:%M}", f"{one.size / 1e6:,.1f} MB") for one in copies]
        titles = (translate("backups_dialog", "Made"), translate("backups_dialog", "Size"))
        self.model.fill(titles, cells, list(copies))
        self.view.setColumnWidth(0, 260)
        self.view.selectRow(0)
        self.restore.setEnabled(bool(copies) and self._session.writable)

    def _make(self) -> None:
        try:
            self._session.store.backup()
        except Problem as failure:
            self.problem.setText(messages.problem(failure))
        self.read()

    def _restore(self) -> None:
        at = self.view.currentIndex().row()
        if at >= 0 and self.put_back(self.model.behind[at].path):
            self.accept()

    def put_back(self, copy: Path) -> bool:
        """Put a copy in the store's place and open it; False where that cannot be done, and the store stays."""
        from core.store import restore

        path = self._session.store.path
        self._session.close()
        try:
            restore(copy, path)
        except Problem as failure:
            self.problem.setText(messages.problem(failure))
            self._session.open(path)
            return False
        self._session.open(path)
        self._session.notified.emit(translate("backups_dialog", "The copy stands in the store's place"))
        return True
