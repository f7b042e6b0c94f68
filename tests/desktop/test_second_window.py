"""Two windows on one store, and the command line beside one: who edits, who reads, and what each sees."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core import edits
from core.cli import main
from core.errors import StoreProblem
from core.records import Status
from core.store import Store
from desktop.actions import ACTIONS, EDITING
from desktop.tags_dialog import TagsDialog
from desktop.window import Window
from tests.desktop.everyday import settle

Press = Callable[..., None]
EDITORS = ("fieldQuantity", "fieldIndicator", "fieldProvider", "fieldRecipient", "fieldPeriod", "fieldNote")


@pytest.fixture
def reader(window: Window, opened: Callable[..., Window]) -> Window:
    """A second window on the store of the first."""
    window.session.settings.set("curator", "张三")
    return opened(str(window.session.store.path))


def test_a_second_window_reads_and_says_who_has_the_store(reader: Window) -> None:
    banner = reader.findChild(QWidget, "banner")
    assert banner.isVisible()
    assert str(os.getpid()) in banner.text.text()
    assert not reader.session.writable
    assert len(reader.session.facts)


def test_what_edits_is_disabled_and_says_why(reader: Window) -> None:
    edits_it = [reader.actions_table.by_id[one.id] for one in ACTIONS if one.enabled in EDITING]
    assert len(edits_it) > 20
    assert [one.objectName() for one in edits_it if one.isEnabled() or "For reading only" not in one.toolTip()] == []


def test_the_form_is_disabled_and_says_why(reader: Window) -> None:
    for name in EDITORS:
        editor = reader.review.form.findChild(QWidget, name)
        assert not editor.isEnabled(), name
        shown = editor.toolTip() or editor.parentWidget().toolTip()
        assert "For reading only" in shown, name


def test_keys_change_nothing(reader: Window, press: Press) -> None:
    before = reader.session.store.version
    for key in (Qt.Key.Key_A, Qt.Key.Key_R, Qt.Key.Key_U, Qt.Key.Key_Delete, Qt.Key.Key_1):
        press(reader, key)
    press(reader, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert reader.session.store.version == before


def test_dialogs_that_edit_are_shut(reader: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QDialog] = []
    monkeypatch.setattr(TagsDialog, "exec", lambda self: shown.append(self))
    reader.session.requested.emit("tags")
    (dialog,) = shown
    editors = [*dialog.findChildren(QPushButton), *dialog.findChildren(QComboBox)]
    assert editors
    assert not any(one.isEnabled() for one in editors)
    dialog.deleteLater()


def test_the_reader_sees_what_the_owner_does(window: Window, reader: Window) -> None:
    fact = window.session.current
    window.session.do(edits.approve, (fact,))
    reader.session.look()
    settle(reader)
    assert reader.session.fact(fact).status is Status.APPROVED


def test_when_the_owner_goes_one_click_takes_over(window: Window, reader: Window, qtbot: QtBot, press: Press) -> None:
    banner = reader.findChild(QWidget, "banner")
    assert not banner.take.isVisible()
    window.close()
    reader.session.look()
    assert banner.take.isVisible()
    qtbot.mouseClick(banner.take, Qt.MouseButton.LeftButton)
    assert reader.session.writable
    assert not banner.isVisible()
    fact = reader.session.current
    press(reader, Qt.Key.Key_A)
    assert reader.session.fact(fact).status is Status.APPROVED


_OWNER = """
import os, sys
from core.store import Store
store = Store.open(sys.argv[1], curator="李四", own=True)
print(store.writable if hasattr(store, "writable") else not store.read_only, flush=True)
sys.stdin.read()
os._exit(9)
"""


def test_an_owner_that_crashed_keeps_nobody_out(opened: Callable[..., Window], window: Window) -> None:
    path = window.session.store.path
    window.close()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", _OWNER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as owner:
        assert owner.stdout
        assert owner.stdout.readline()
        reader = opened(str(path))
        assert "李四" in reader.session.store.owner
        owner.kill()
        owner.wait()
    reader.session.look()
    banner = reader.findChild(QWidget, "banner")
    assert banner.take.isVisible()
    banner.take.click()
    assert reader.session.writable


def test_what_the_command_line_does_is_shown_and_said(window: Window) -> None:
    said: list[str] = []
    window.session.notified.connect(said.append)
    fact = window.session.current
    assert main(["edit", str(window.session.store.path), "approve", "--where", f"id:{fact}"]) == 0
    window.session._watch.timeout.emit()
    settle(window)
    assert window.session.fact(fact).status is Status.APPROVED
    assert any("Another program" in text for text in said)


# --- the place of a store -----------------------------------------------------------------------------


def test_a_bad_place_is_warned_of_once_and_can_be_left_so_for_good(
    window: Window, opened: Callable[..., Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = StoreProblem("synchronised", path=window.session.store.path, service="Dropbox")
    monkeypatch.setattr(Store, "place_warning", lambda _: problem)
    banner = window.findChild(QWidget, "banner")
    banner.read()
    settle(window)
    assert banner.isVisible()
    assert "Dropbox" in banner.text.text()
    assert window.session.writable
    qtbot.mouseClick(banner.known, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
    path = str(window.session.store.path)
    window.close()
    again = opened(path)
    settle(again)
    assert not again.findChild(QWidget, "banner").isVisible()
