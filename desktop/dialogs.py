"""Dialogs made from tables: settings, keys, command palette, and a look before many facts are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QKeySequenceEdit,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop import icons, messages, theme, widgets
from desktop.actions import Actions, title
from desktop.messages import translate
from desktop.session import Session
from desktop.settings import SETTINGS

SAMPLE = 12  # facts shown before a bulk edit


def buttons(dialog: QDialog, accept: str = "", *, cancel: bool = True) -> QDialogButtonBox:
    """The buttons at the foot of a dialog: one that does it, and one that does not."""
    box = QDialogButtonBox()
    if cancel:
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
    ok = box.addButton(QDialogButtonBox.StandardButton.Ok)
    ok.setProperty("kind", "primary")
    ok.setText(accept or ok.text())
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


class SettingsDialog(QDialog):
    """One row for each setting of the table that has a text."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "settingsDialog", translate("dialogs", "Settings"))
        self.setWindowTitle(translate("dialogs", "Settings"))
        self.setMinimumWidth(480)
        form = QFormLayout()
        form.setSpacing(12)
        self.editors: dict[str, QWidget] = {}
        for setting in SETTINGS:
            if setting.text:
                editor = self._editor(setting.key, setting.choices)
                editor.setAccessibleName(translate("settings", setting.text))
                form.addRow(translate("settings", setting.text), editor)
                self.editors[setting.key] = editor
        self.setLayout(
            widgets.column(widgets.label(self.windowTitle(), "head"), form, 1, buttons(self), margin=24, gap=16)
        )

    def _editor(self, key: str, choices: tuple[tuple[Any, str], ...]) -> QWidget:
        value = self._session.settings.get(key)
        if not choices:
            return QLineEdit(str(value))
        box = QComboBox()
        for chosen, text in choices:
            box.addItem(translate("settings", text), chosen)
        box.setCurrentIndex(max(0, box.findData(value)))
        return box

    def accept(self) -> None:
        """Keep what was chosen."""
        for key, editor in self.editors.items():
            value = editor.currentData() if isinstance(editor, QComboBox) else editor.property("text")
            self._session.settings.set(key, value)
        super().accept()


class ShortcutsDialog(QDialog):
    """All actions with their keys, to read and to change; a key that another action has is refused."""

    def __init__(self, table: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        widgets.fitted_name(self, "shortcutsDialog", translate("dialogs", "Keyboard shortcuts"))
        self.setWindowTitle(translate("dialogs", "Keyboard shortcuts"))
        self.resize(900, 640)
        rows = list(table)
        self.grid = QTableWidget(len(rows), 3)
        self.grid.setAccessibleName(self.windowTitle())
        titles = (translate("dialogs", "Action"), translate("dialogs", "Keys"), translate("dialogs", "What it does"))
        self.grid.setHorizontalHeaderLabels(titles)
        widgets.dress(self.grid)
        self.grid.verticalHeader().setDefaultSectionSize(theme.pixels("body") + 27)
        self.grid.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.problem = widgets.label("", "problem")
        for at, (action, made) in enumerate(rows):
            self.grid.setItem(at, 0, QTableWidgetItem(title(action)))
            self.grid.setItem(at, 2, QTableWidgetItem(translate("actions", action.tip)))
            edit = self._key_edit(action.id, made.shortcut())
            edit.setAccessibleName(title(action))
            self.grid.setCellWidget(at, 1, edit)
        widgets.set_widths(self.grid, (230, 170, 0), stretched=2)
        heading = widgets.label(self.windowTitle(), "head")
        self.setLayout(widgets.column(heading, self.grid, self.problem, buttons(self, cancel=False), margin=24, gap=12))

    def _key_edit(self, name: str, keys: QKeySequence) -> QKeySequenceEdit:
        edit = QKeySequenceEdit(keys)
        edit.setMaximumSequenceLength(1)
        edit.setObjectName(f"keys:{name}")
        edit.editingFinished.connect(lambda: self.change(name, edit))
        return edit

    def change(self, name: str, edit: QKeySequenceEdit) -> None:
        """Give an action the keys of an editor, unless another has them."""
        keys = edit.keySequence()
        other = next(
            (
                action
                for action, made in self._table
                if action.id != name and not keys.isEmpty() and made.shortcut() == keys
            ),
            None,
        )
        if other:
            edit.setKeySequence(self._table.by_id[name].shortcut())
            text = translate("dialogs", "%1 belongs to “%2” already.")
            native = keys.toString(QKeySequence.SequenceFormat.NativeText)
            self.problem.setText(text.replace("%1", native).replace("%2", title(other)))
            return
        self.problem.setText("")
        self._table.set_keys({name: keys.toString()})


class CommandPalette(QDialog):
    """Type what you want to do; Enter does the first one found."""

    def __init__(self, table: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._table = table
        widgets.fitted_name(self, "commandPalette", translate("dialogs", "Command palette"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(translate("dialogs", "What do you want to do?"))
        self.words.setAccessibleName(translate("dialogs", "What do you want to do?"))
        self.words.textChanged.connect(self._fill)
        self.words.returnPressed.connect(self._run)
        self.words.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(translate("dialogs", "Actions"))
        self.list.itemActivated.connect(lambda _: self._run())
        self.list.itemClicked.connect(lambda _: self._run())
        self.setLayout(widgets.column(self.words, self.list, margin=12))
        self.resize(520, 380)
        self._fill("")

    def _fill(self, text: str) -> None:
        self.list.clear()
        wanted = text.lower().split()
        for action, made in self._table:
            keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            hay = f"{made.text()} {title(action)} {action.text} {action.id} {translate('actions', action.tip)}".lower()
            if action.id != "palette" and made.isEnabled() and all(one in hay for one in wanted):
                item = QListWidgetItem(icons.icon(action.icon or "blank"), f"{made.text()}    {keys}")
                item.setData(Qt.ItemDataRole.UserRole, action.id)
                item.setToolTip(made.toolTip())
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item:
            self.close()
            self._table.by_id[item.data(Qt.ItemDataRole.UserRole)].trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while typing goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + by) % self.list.count())
                return True
        return super().eventFilter(watched, event)


class BulkDialog(QDialog):
    """A look at the evidence before many facts are changed: how many, and a sample of their sentences."""

    def __init__(self, session: Session, ids: Sequence[int], what: str, parent: QWidget) -> None:
        super().__init__(parent)
        widgets.fitted_name(self, "bulkDialog", what)
        self.setWindowTitle(what)
        self.resize(720, 560)
        count = translate("dialogs", "Facts: %1. One undo takes all of it back.").replace("%1", f"{len(ids):,}")
        step = max(1, len(ids) // SAMPLE)
        sample = session.store.facts(list(ids)[::step][:SAMPLE])
        self.evidence = QListWidget()
        self.evidence.setAccessibleName(translate("dialogs", "A sample of the sentences"))
        self.evidence.setWordWrap(True)
        self.evidence.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.evidence.setSpacing(4)
        for fact in sample:
            head = f"{messages.as_written(fact)} · {messages.indicator(fact.indicator)} · {messages.way(fact)}"
            self.evidence.addItem(f"{head}\n{' '.join(fact.sentence.split())}")
        self.extra = QFormLayout()
        shown = translate("dialogs", "A sample of the sentences")
        self.setLayout(
            widgets.column(
                widgets.label(what, "head"), widgets.label(count, "muted"), self.extra, widgets.label(shown, "label"),
                self.evidence, buttons(self, what.rstrip("…")), margin=24, gap=12,
            )
        )  # fmt: skip


class BugDialog(QDialog):
    """What happened when the program itself failed; it goes on."""

    def __init__(self, text: str, copy: Callable[[], object], parent: QWidget | None) -> None:
        super().__init__(parent)
        widgets.fitted_name(self, "bugDialog", translate("dialogs", "Something went wrong"))
        self.setWindowTitle(translate("dialogs", "Something went wrong"))
        self.resize(640, 360)
        told = translate(
            "dialogs", "This is a fault of the program. What you decided before is kept, and you can go on."
        )
        details = QListWidget()
        details.setAccessibleName(translate("dialogs", "Details"))
        details.addItems(text.splitlines())
        copier = widgets.button(translate("dialogs", "Copy the report"), copy, icon="copy")
        bottom = widgets.row(copier, 1, buttons(self, cancel=False))
        self.setLayout(
            widgets.column(
                widgets.label(self.windowTitle(), "head"), widgets.label(told, wrap=True), details, bottom, margin=24
            )
        )
