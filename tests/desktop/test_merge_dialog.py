"""The dialog that merges two curators' copies of a store."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import edits
from core.records import Status
from core.store import Store
from desktop.merge_dialog import MergeDialog
from desktop.window import Window


def test_conflicts_are_shown_settled_and_undone_at_once(
    window: Window, store_with_seeds: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session = window.session
    first, second = session.facts[0], session.facts[1]
    copy = tmp_path / "other.hedui"
    shutil.copy(store_with_seeds, copy)
    with Store.open(copy, curator="李") as other:
        edits.reject(other, (first,))
        edits.approve(other, (second,))
    session.do(edits.approve, (first,))
    dialog = MergeDialog(session, copy, window)
    dialog.show()
    assert dialog.model.rowCount() == 1
    assert "李" in dialog.model.cells[0][2]
    assert dialog.sentence.text()
    qtbot.mouseClick(dialog.theirs, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    assert [session.fact(one).status for one in (first, second)] == [Status.REJECTED, Status.APPROVED]
    session.undo()
    assert [session.fact(one).status for one in (first, second)] == [Status.APPROVED, Status.PENDING]
