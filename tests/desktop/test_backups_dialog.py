"""The dialog of backups, and the copies that nobody has to think of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import edits
from core.errors import StoreProblem
from core.records import Status
from core.store import Store, backups
from desktop.backups_dialog import BackupsDialog
from desktop.window import Window
from tests.desktop.everyday import settle


def test_a_copy_is_put_back_in_two_clicks(window: Window, qtbot: QtBot) -> None:
    session = window.session
    dialog = BackupsDialog(session, window)
    dialog.show()
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=30_000)
    fact = session.facts[0]
    session.do(edits.approve, (fact,))
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=30_000)
    assert session.fact(fact).status is Status.PENDING
    assert session.writable
    assert len(session.store.backups()) >= 2


def test_a_copy_that_is_gone_leaves_the_store_as_it_is(window: Window, qtbot: QtBot) -> None:
    dialog = BackupsDialog(window.session, window)
    dialog.show()
    dialog.put_back(window.session.store.path.with_name("gone.hedui"))
    qtbot.waitUntil(lambda: dialog.problem.text() != "" and window.session.ready, timeout=30_000)
    assert window.session.writable
    dialog.reject()


@pytest.mark.parametrize("asked", ["bulk:approve", "approveAllShown", "mergeStore", "importFiles"])
def test_a_copy_is_made_before_much_is_changed_at_once(
    window: Window, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.desk, "_answers", {})
    assert window.session.store.backups() == ()
    window.session.requested.emit(asked)
    settle(window)
    assert len(window.session.store.backups()) == 1


def test_a_copy_is_made_when_the_window_goes_and_only_where_something_is_new(
    window: Window, opened: Callable[..., Window]
) -> None:
    path = window.session.store.path
    window.close()
    assert len(backups(path)) == 1
    opened(str(path)).close()
    assert len(backups(path)) == 1


def test_the_clock_of_the_window_makes_copies(window: Window) -> None:
    window.copier._timer.timeout.emit()
    settle(window)
    assert len(window.session.store.backups()) == 1


def test_a_copy_that_cannot_be_made_is_told_once_and_work_goes_on(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Store) -> None:
        raise StoreProblem("disk_full")

    said: list[str] = []
    window.session.notified.connect(said.append)
    monkeypatch.setattr(Store, "back_up_if_due", full)
    for _ in range(2):
        window.copier.copy()
        settle(window)
    assert len(said) == 1
    assert window.session.do(edits.approve, (window.session.current,))


def test_a_reader_leaves_copies_to_the_window_that_writes(window: Window, opened: Callable[..., Window]) -> None:
    reader = opened(str(window.session.store.path))
    reader.copier.copy()
    reader.close()
    assert window.session.store.backups() == ()
