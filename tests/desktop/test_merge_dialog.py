"""The dialog that merges two curators' copies of a store."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import edits, exchange
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
    assert not dialog.merge.isEnabled()
    qtbot.waitUntil(lambda: dialog.merge.isEnabled(), timeout=30_000)
    assert dialog.model.rowCount() == 1
    assert "李" in dialog.model.cells[0][2]
    assert dialog.sentence.text()
    qtbot.mouseClick(dialog.theirs, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible() and not session.tasks, timeout=30_000)
    assert [session.fact(one).status for one in (first, second)] == [Status.REJECTED, Status.APPROVED]
    session.undo()
    assert [session.fact(one).status for one in (first, second)] == [Status.APPROVED, Status.PENDING]


def test_an_archive_is_merged_like_a_store(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    session = window.session
    exchange.write(session.store, tmp_path / "copy.jsonl")
    with Store.open(tmp_path / "other.hedui", curator="李") as other:
        exchange.load(other, tmp_path / "copy.jsonl")
        edits.approve(other, session.facts[:3])
        exchange.write(other, tmp_path / "theirs.zip")
    dialog = MergeDialog(session, tmp_path / "theirs.zip", window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.merge.isEnabled(), timeout=30_000)
    qtbot.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible() and not session.tasks, timeout=30_000)
    assert {one.status for one in session.facts_of(session.facts[:3])} == {Status.APPROVED}
    again = MergeDialog(session, tmp_path / "theirs.zip", window)
    again.show()
    qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
    assert not again.merge.isEnabled()
    again.reject()


def test_a_file_that_cannot_be_merged_is_told_in_the_dialog(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "text.hedui").write_text("no store", encoding="utf-8")
    dialog = MergeDialog(window.session, tmp_path / "text.hedui", window)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.problem.text()), timeout=30_000)
    qtbot.waitUntil(lambda: not window.session.tasks, timeout=30_000)
    assert not dialog.merge.isEnabled()
    dialog.reject()
