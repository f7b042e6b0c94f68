"""The dialog that exports: which facts, which format and columns, and the first rows as they will stand in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QThread, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QProgressBar,
    QSplitter,
    QTableView,
    QWidget,
)

from core import export, filters
from desktop import language, widgets
from desktop.export_columns import ColumnList
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import Store
    from desktop.tasks import Task

ARCHIVE = "archive"
LICENCES = ("", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0")
#: What each format is for, in a sentence.
NOTES = {
    "csv": QT_TRANSLATE_NOOP("export_dialog", "A table in plain text, UTF-8; for programs and statistics."),
    "csv-bom": QT_TRANSLATE_NOOP(
        "export_dialog",
        "A table in plain text with a mark at its beginning (BOM) by which Excel knows that the text is UTF-8; "
        "without it, Chinese opens there as gibberish.",
    ),
    "xlsx": QT_TRANSLATE_NOOP("export_dialog", "A workbook with a sheet each of facts, sources, codebook and columns."),
    "jsonl": QT_TRANSLATE_NOOP("export_dialog", "One JSON object a fact; values are exact texts, lists are lists."),
    "parquet": QT_TRANSLATE_NOOP("export_dialog", "A typed table for pandas, polars, R or DuckDB; values are exact."),
    "datapackage": QT_TRANSLATE_NOOP(
        "export_dialog",
        "A folder (or a .zip) of tables with their description, sources, codebook and licence; for publication.",
    ),
    "labelstudio": QT_TRANSLATE_NOOP("export_dialog", "Documents with their marks, for import into Label Studio."),
    "doccano": QT_TRANSLATE_NOOP("export_dialog", "Documents with their marks, for import into doccano."),
    "webannotation": QT_TRANSLATE_NOOP("export_dialog", "Marks as JSON-LD that point into the raw files."),
    ARCHIVE: QT_TRANSLATE_NOOP(
        "export_dialog",
        "The whole store with documents, facts, tags and every edit; a store can be made of it again, or it can be "
        "merged. Filter and columns do not apply.",
    ),
}


Rows = tuple[tuple[Any, ...], ...]


class Written(NamedTuple):
    """How far an export is, in facts."""

    done: int
    total: int
    name: str


class _Cancelled(Exception):
    """The curator wants it no more."""


class ExportDialog(QDialog):
    """Chooses facts, format and columns; `write` makes the file and tells where it is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self._out = Path()
        self._count: int | None = None  # facts written, once the file is there
        widgets.fitted_name(self, "exportDialog", translate("export_dialog", "Export"))
        self.setWindowTitle(translate("export_dialog", "Export"))
        self.resize(940, 660)
        self.scope, self.format, self.licence = self._scopes(), self._formats(), self._licences()
        self.columns = ColumnList()
        self.described = widgets.label("", wrap=True)
        self.described.setAccessibleName(translate("export_dialog", "What goes out"))
        self.note = widgets.label("", "muted", wrap=True)
        self.outcome = widgets.label("", wrap=True)
        self.model = GridModel(())
        self.preview = QTableView()
        self.preview.setAccessibleName(translate("export_dialog", "Preview"))
        self.preview.setModel(self.model)
        widgets.dress(self.preview)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._lay_out()
        for signal in (self.scope.activated, self.format.activated, self.columns.changed):
            signal.connect(self.read)
        self.read()

    def _scopes(self) -> QComboBox:
        session, made = self._session, QComboBox()
        made.setAccessibleName(translate("export_dialog", "Which facts"))
        made.addItem(translate("export_dialog", "Approved facts"), "status:approved")
        made.addItem(translate("export_dialog", "All facts"), "")
        if own := session.filter.text:
            made.addItem(translate("export_dialog", "As filtered: %1").replace("%1", own), own)
        if session.document:
            title = translate("export_dialog", "Approved facts of this document")
            made.addItem(title, f"status:approved document:{session.document.id}")
        return made

    @staticmethod
    def _formats() -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(translate("export_dialog", "Format"))
        for one in export.FORMATS.values():
            made.addItem(one.zh if language.current() == "zh" else one.en, one.name)
        made.addItem(translate("export_dialog", "Archive of the whole store"), ARCHIVE)
        return made

    def _licences(self) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(translate("export_dialog", "Licence"))
        made.setEditable(True)
        made.addItems(LICENCES)
        made.setEditText(str(self._session.store.setting(export.LICENCE) or ""))
        made.setMinimumWidth(180)
        line = made.lineEdit()
        if line:
            line.setPlaceholderText(translate("export_dialog", "none stated"))
        return made

    def _lay_out(self) -> None:
        panes = self.panes = QSplitter()
        panes.addWidget(widgets.card(self.columns.layout_of()))
        panes.addWidget(widgets.card(widgets.column(self.preview, margin=1)))
        panes.setSizes([240, 640])
        panes.setHandleWidth(8)
        which, how, under = (
            widgets.label(box.accessibleName(), "label") for box in (self.scope, self.format, self.licence)
        )
        top = widgets.row(which, self.scope, how, self.format, 1, under, self.licence)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.save = self.box.addButton(translate("export_dialog", "Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        self.save.setDefault(True)
        self.box.accepted.connect(self._choose_file)
        self.box.rejected.connect(self.reject)
        self.folder = widgets.button(translate("export_dialog", "Open folder"), self._open_folder)
        self.stop = widgets.button(translate("export_dialog", "Cancel export"), self._cancel)
        for one in (self.bar, self.folder, self.stop):
            one.hide()
        heading = widgets.label(self.windowTitle(), "head")
        ended = widgets.row(self.bar, self.stop, self.outcome, self.folder)
        ended.setStretchFactor(self.outcome, 1)
        layout = widgets.column(
            heading, top, self.described, self.note, panes, widgets.row(ended, self.box), margin=24, gap=12
        )
        layout.setStretchFactor(panes, 1)
        self.setLayout(layout)

    @property
    def _kind(self) -> str:
        return str(self.format.currentData())

    def chosen_columns(self) -> list[str]:
        """Names of the columns that are ticked, in their order."""
        return self.columns.chosen()

    def read(self, _: object = None) -> None:
        """Show what goes out: in a sentence with the count, and the first rows as they will stand in the file."""
        whole = self._kind == ARCHIVE
        chosen = filters.ALL if whole else filters.parse(self.scope.currentData())
        takes = not whole and export.FORMATS[self._kind].columns
        wanted = self.chosen_columns() if takes else [column.name for column in export.COLUMNS]

        def work(own: Store) -> tuple[int, Rows]:
            return own.count(chosen), export.preview(own, chosen, wanted) if wanted else ()

        def take(found: tuple[int, Rows]) -> None:
            self._tell_rows(wanted, found[1])
            self._tell_count(chosen, f"{found[0]:,}")
            self.save.setEnabled(bool(wanted) and (whole or found[0] > 0) and self._task is None)

        self._tell_count(chosen, "…")
        self.save.setEnabled(bool(wanted) and self._task is None)
        self._session.questions.ask(self, "export", work, take, urgent=True)
        self.note.setText(translate("export_dialog", NOTES[self._kind]))
        self.scope.setEnabled(not whole)
        self.columns.setEnabled(takes)
        self.licence.setEnabled(self._kind in ("datapackage", ARCHIVE))

    def _tell_rows(self, wanted: list[str], rows: Rows) -> None:
        chinese = language.current() == "zh"
        titles = tuple(export.BY_NAME[name].zh if chinese else export.BY_NAME[name].en for name in wanted)
        cells = [tuple("" if value is None else str(value) for value in row) for row in rows]
        self.model.fill(titles, cells, rows)

    def _tell_count(self, chosen: filters.Filter, count: str) -> None:
        told = translate("export_dialog", "%1 Facts: %2").replace("%2", count)
        self.described.setText(told.replace("%1", filters.describe(chosen, language.current())))

    def write(self, path: Path) -> bool:
        """Write the file in the background; False where nothing was chosen."""
        wanted, kind = self.chosen_columns(), self._kind
        if not wanted and kind != ARCHIVE:
            return False
        self._keep_licence()
        chosen = filters.parse(self.scope.currentData())
        columns = wanted if kind != ARCHIVE and export.FORMATS[kind].columns else None

        def work(store: Store) -> Iterator[Written]:
            from core import exchange

            yield Written(0, 0, path.name)
            if kind == ARCHIVE:
                count = exchange.write(store, path)
            else:
                try:
                    count = export.write(store, path, chosen, kind, columns, told=self._tell(path.name))
                except _Cancelled:
                    return
            self._count = count  # kept here too: a task that is cancelled now hands on no further step
            yield Written(count, count, path.name)

        self._out, self._count = path, None
        self._task = self._session.run(translate("export_dialog", "Exporting"), work)
        self._task.advanced.connect(self._advanced)
        self._task.ended.connect(self._ended)
        self._task.failed.connect(lambda failure: self._show(str(failure)))
        self._task.over.connect(self._over)
        self.outcome.setText("")
        self.folder.hide()
        self.bar.setRange(0, 0)
        for one in (self.bar, self.stop):
            one.show()
        self.save.setEnabled(False)
        return True

    def _keep_licence(self) -> None:
        store, given = self._session.store, self.licence.currentText().strip()
        if self._session.writable and self.licence.isEnabled() and given != (store.setting(export.LICENCE) or ""):
            store.set_setting(export.LICENCE, given)

    def _tell(self, name: str) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            """Runs in the task's thread."""
            if QThread.currentThread().isInterruptionRequested():
                raise _Cancelled
            if self._task:
                self._task.advanced.emit(Written(done, total, name))

        return told

    def _advanced(self, step: Written) -> None:
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)

    def _ended(self, _: Written | None) -> None:
        if self._count is None:
            self._show(translate("export_dialog", "Cancelled; nothing was written"))
            return
        done = translate("export_dialog", "Facts written to %2: %1").replace("%1", f"{self._count:,}")
        self._session.notified.emit(done.replace("%2", self._out.name))
        self._show(done.replace("%2", str(self._out)))
        self.folder.show()

    def _show(self, text: str) -> None:
        self.outcome.setText(text)

    def _over(self) -> None:
        self._task = None
        self.bar.hide()
        self.stop.hide()
        self.read()

    def _cancel(self) -> None:
        if self._task:
            self._task.cancel()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out.parent)))

    def _choose_file(self) -> None:
        suffix = ".jsonl" if self._kind == ARCHIVE else export.FORMATS[self._kind].suffix
        name = self._session.store.path.stem + suffix
        path, _ = QFileDialog.getSaveFileName(self, translate("export_dialog", "Export"), name, f"*{suffix}")
        if path:
            self.write(Path(path))
