"""The dialog of backups."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import edits
from core.records import Status
from desktop.backups_dialog import BackupsDialog
from desktop.window import Window


def test_a_copy_is_put_back_in_two_clicks(window: Window, qtbot: QtBot) -> None:
    session = window.session
    dialog = BackupsDialog(session, window)
    dialog.show()
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.model.rowCount() >= 1
    fact = session.facts[0]
    session.do(edits.approve, (fact,))
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert session.fact(fact).status is Status.PENDING
    assert session.writable
    assert not dialog.isVisible()
    assert len(session.store.backups()) >= 2


def test_a_copy_that_is_gone_leaves_the_store_as_it_is(window: Window) -> None:
    dialog = BackupsDialog(window.session, window)
    assert not dialog.put_back(window.session.store.path.with_name("gone.hedui"))
    assert dialog.problem.text()
    assert window.session.writable
