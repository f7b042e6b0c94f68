"""The list of columns in the export dialog: ticked ones go out, in the order of the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from core import export
from desktop import language, widgets
from desktop.messages import translate

_NAME = Qt.ItemDataRole.UserRole


class ColumnList(QListWidget):
    """Columns to tick, and to put in order by dragging or by Alt with an arrow key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("export_dialog", "Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        zh = language.current() == "zh"
        for column in export.COLUMNS:
            item = QListWidgetItem(column.zh if zh else column.en)
            item.setData(_NAME, column.name)
            item.setToolTip(column.description_zh if zh else column.description)
            item.setCheckState(Qt.CheckState.Checked)
            self.addItem(item)
        self.setCurrentRow(0)
        self.itemChanged.connect(lambda _: self.changed.emit())
        self.model().rowsMoved.connect(lambda *_: self.changed.emit())
        self.up = widgets.tool(
            "previous", translate("export_dialog", "Move up (Alt+Up)"), lambda: self.move_current(-1)
        )
        self.down = widgets.tool(
            "next", translate("export_dialog", "Move down (Alt+Down)"), lambda: self.move_current(1)
        )
        for button, arrow in ((self.up, "↑"), (self.down, "↓")):
            button.setIcon(QIcon())
            button.setText(arrow)
        self.up.setShortcut("Alt+Up")
        self.down.setShortcut("Alt+Down")
        self.every = widgets.button(translate("export_dialog", "All or none"), self.toggle_all)

    def layout_of(self) -> QVBoxLayout:
        """The list with its buttons below."""
        buttons = widgets.row(self.up, self.down, 1, self.every)
        buttons.setContentsMargins(6, 4, 6, 6)
        return widgets.column(self, buttons, margin=1)

    def chosen(self) -> list[str]:
        """Names of the columns that are ticked, in the order of the list."""
        items = (self.item(at) for at in range(self.count()))
        return [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]

    def move_current(self, by: int) -> None:
        """Move the current column up or down."""
        at = self.currentRow()
        if 0 <= at < self.count() and 0 <= at + by < self.count():
            self.insertItem(at + by, self.takeItem(at))
            self.setCurrentRow(at + by)
            self.changed.emit()

    def toggle_all(self) -> None:
        """Tick all, or none where all are ticked."""
        state = Qt.CheckState.Unchecked if len(self.chosen()) == self.count() else Qt.CheckState.Checked
        self.blockSignals(True)
        for at in range(self.count()):
            self.item(at).setCheckState(state)
        self.blockSignals(False)
        self.changed.emit()
