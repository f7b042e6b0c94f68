"""The dialog that exports: which facts, which format and columns, and the first rows as they will stand in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableView,
    QWidget,
)

from core import export, filters
from desktop import language, widgets
from desktop.grid import GridModel
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import Store


class ExportDialog(QDialog):
    """Chooses facts, format and columns; `write` makes the file."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "exportDialog", translate("export_dialog", "Export"))
        self.setWindowTitle(translate("export_dialog", "Export"))
        self.resize(900, 600)
        self.scope = QComboBox()
        self.scope.setAccessibleName(translate("export_dialog", "Which facts"))
        own = session.filter.text
        self.scope.addItem(translate("export_dialog", "Approved facts"), "status:approved")
        self.scope.addItem(translate("export_dialog", "All facts"), "")
        if own:
            self.scope.addItem(translate("export_dialog", "As filtered: %1").replace("%1", own), own)
        if session.document:
            title = translate("export_dialog", "Approved facts of this document")
            self.scope.addItem(title, f"status:approved document:{session.document.id}")
        self.format = QComboBox()
        self.format.setAccessibleName(translate("export_dialog", "Format"))
        zh = language.current() == "zh"
        for one in export.FORMATS.values():
            self.format.addItem(one.zh if zh else one.en, one.name)
        self.columns = QListWidget()
        self.columns.setAccessibleName(translate("export_dialog", "Columns"))
        for column in export.COLUMNS:
            item = QListWidgetItem(column.zh if zh else column.en)
            item.setData(Qt.ItemDataRole.UserRole, column.name)
            item.setToolTip(column.description_zh if zh else column.description)
            item.setCheckState(Qt.CheckState.Checked)
            self.columns.addItem(item)
        self.count = widgets.label("", "muted")
        self.model = GridModel(())
        self.preview = QTableView()
        self.preview.setAccessibleName(translate("export_dialog", "Preview"))
        self.preview.setModel(self.model)
        widgets.dress(self.preview)
        self._lay_out()
        self.scope.activated.connect(self.read)
        self.columns.itemChanged.connect(self.read)
        self.read()

    def _lay_out(self) -> None:
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(widgets.card(widgets.column(self.columns, margin=1)))
        panes.addWidget(widgets.card(widgets.column(self.preview, margin=1)))
        panes.setSizes([220, 640])
        panes.setHandleWidth(8)
        which = widgets.label(translate("export_dialog", "Which facts"), "label")
        how = widgets.label(translate("export_dialog", "Format"), "label")
        top = widgets.row(which, self.scope, how, self.format, 1, self.count)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = box.addButton(translate("export_dialog", "Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        box.accepted.connect(self._choose_file)
        box.rejected.connect(self.reject)
        heading = widgets.label(self.windowTitle(), "head")
        layout = widgets.column(heading, top, panes, box, margin=24, gap=12)
        layout.setStretchFactor(panes, 1)
        self.setLayout(layout)

    def chosen_columns(self) -> list[str]:
        """Names of the columns that are ticked."""
        items = (self.columns.item(at) for at in range(self.columns.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def read(self, _: object = None) -> None:
        """Show the first rows as they will stand in the file."""
        chosen, wanted = filters.parse(self.scope.currentData()), self.chosen_columns()
        rows = export.preview(self._session.store, chosen, wanted) if wanted else ()
        zh = language.current() == "zh"
        titles = tuple(export.BY_NAME[name].zh if zh else export.BY_NAME[name].en for name in wanted)
        cells = [tuple("" if value is None else str(value) for value in row) for row in rows]
        self.model.fill(titles, cells, list(rows))
        count = self._session.store.count(chosen)
        self.count.setText(translate("export_dialog", "Facts: %1").replace("%1", f"{count:,}"))

    def write(self, path: Path) -> bool:
        """Write the file in the background; False where nothing was chosen."""
        wanted, name = self.chosen_columns(), str(self.format.currentData())
        if not wanted:
            return False
        chosen = filters.parse(self.scope.currentData())

        def work(store: Store) -> Iterator[int]:
            yield export.write(store, path, chosen, name, wanted if export.FORMATS[name].columns else None)

        task = self._session.run(translate("export_dialog", "Exporting"), work)
        done = translate("export_dialog", "Facts written to %2: %1").replace("%2", path.name)
        task.ended.connect(lambda count: self._session.notified.emit(done.replace("%1", str(count))))
        return True

    def _choose_file(self) -> None:
        suffix = export.FORMATS[str(self.format.currentData())].suffix
        title = translate("export_dialog", "Export")
        path, _ = QFileDialog.getSaveFileName(self, title, f"hedui{suffix}", f"*{suffix}")
        if path and self.write(Path(path)):
            self.accept()
