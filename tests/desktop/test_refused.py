"""A store that cannot be opened: the window says why, and helps."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from core.store import Store
from desktop import language
from desktop.backups_dialog import BackupsDialog
from desktop.rescue_dialog import RescueDialog
from desktop.window import Window

PAGE = 4096
Damage = Callable[[bytes], bytes]


def foreign(_: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as other:
        other.execute("CREATE TABLE notes (words)")
        return other.serialize()


def newer(data: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as store:
        store.deserialize(data[:18] + b"\x01\x01" + data[20:])  # no log beside it
        store.execute("PRAGMA user_version = 999")
        return store.serialize()


DAMAGES: dict[str, Damage] = {
    "text_file": lambda _: "只是文字。".encode() * 99,
    "unreadable": lambda data: b"\0" * PAGE + data[PAGE:],
    "cut_short": lambda data: data[: len(data) // 2],
    "foreign": foreign,
    "too_new": newer,
    "damaged": lambda data: data[:PAGE] + b"\xff" * 20 * PAGE + data[21 * PAGE :],
}
RESCUED = {"unreadable", "cut_short", "damaged"}


@pytest.fixture
def broken(store_with_seeds: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a store that has something wrong with it."""

    def make(kind: str) -> Path:
        with Store.open(store_with_seeds) as store:
            store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = tmp_path / "县里的.hedui"
        path.write_bytes(DAMAGES[kind](store_with_seeds.read_bytes()))
        return path

    return make


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("tongue", ["zh", "en"])
def test_each_trouble_has_its_sentence_and_its_ways_on(
    opened: Callable[..., Window], broken: Callable[[str], Path], kind: str, tongue: str
) -> None:
    path = broken(kind)
    window = opened("--language", tongue, str(path))
    page = window.refused
    assert page.isVisible()
    assert path.stem in page.heading.text()
    assert "县里的.hedui" in page.sentence.text()
    assert page.rescue.isVisible() == (kind in RESCUED)
    assert page.other.isVisible()
    assert not page.copies.isVisible()
    assert not page.back.isVisible()
    assert QApplication.focusWidget() in page.findChildren(type(page.other))


def test_the_store_that_is_open_stays_and_one_key_goes_back_to_it(
    window: Window, broken: Callable[[str], Path], qtbot: QtBot
) -> None:
    assert not window.session.open(broken("text_file"))
    assert window.refused.isVisible()
    assert window.session.ready
    window.refused.back.setFocus()
    qtbot.keyClick(window.refused.back, Qt.Key.Key_Space)
    assert not window.refused.isVisible()
    assert window.review.isVisible()


def test_the_page_outlives_another_language(window: Window, broken: Callable[[str], Path]) -> None:
    window.session.open(broken("too_new"))
    language.speak(QApplication.instance(), "zh")  # type: ignore[arg-type]
    window.rebuild()
    QApplication.processEvents()
    assert window.refused.isVisible()
    assert "无法打开" in window.refused.heading.text()


def test_what_can_be_read_is_rescued_by_keys_and_what_cannot_is_listed(
    opened: Callable[..., Window], broken: Callable[[str], Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = broken("cut_short")
    window = opened(str(path))
    dialogs: list[RescueDialog] = []
    monkeypatch.setattr(RescueDialog, "exec", lambda self: (dialogs.append(self), self.show()))
    qtbot.keyClick(window.refused.rescue, Qt.Key.Key_Space)
    (dialog,) = dialogs
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.opens.isVisible(), timeout=30_000)
    assert dialog.lost.count()
    assert "Saved" in dialog.told.text()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert dialog.lost.item(0).text() in QGuiApplication.clipboard().text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.session.ready
    assert window.session.store.path == path.with_name(f"{path.stem} rescued.hedui")
    assert window.review.isVisible()
    assert path.exists()


def test_a_rescue_that_is_stopped_leaves_nothing_behind(
    window: Window, broken: Callable[[str], Path], qtbot: QtBot
) -> None:
    path = broken("damaged")
    dialog = RescueDialog(window.session, path, window)
    dialog.show()
    dialog.begin()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.start.isEnabled(), timeout=30_000)
    assert [one.name for one in path.parent.glob("县里的*")] == [path.name]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_place_that_is_taken_is_refused_in_the_dialog(
    window: Window, broken: Callable[[str], Path], qtbot: QtBot
) -> None:
    dialog = RescueDialog(window.session, broken("damaged"), window)
    dialog.target.setText(str(window.session.store.path))
    dialog.show()
    dialog.begin()
    qtbot.waitUntil(lambda: dialog.problem.text() != "", timeout=30_000)
    qtbot.waitUntil(lambda: dialog.start.isEnabled())
    dialog.reject()


def test_a_copy_is_put_in_the_place_of_a_broken_store_in_two_clicks(
    window: Window, opened: Callable[..., Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, facts = window.session.store.path, window.session.store.count()
    window.close()  # which makes a copy
    path.write_bytes(b"\0" * PAGE)
    again = opened(str(path))
    dialogs: list[QDialog] = []
    monkeypatch.setattr(BackupsDialog, "exec", lambda self: (dialogs.append(self), self.show()))
    qtbot.mouseClick(again.refused.copies, Qt.MouseButton.LeftButton)
    (dialog,) = dialogs
    assert isinstance(dialog, BackupsDialog)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: again.session.ready, timeout=30_000)
    assert again.session.store.count() == facts
    assert again.review.isVisible()
    assert not dialog.isVisible()


def test_damage_that_is_met_while_working_is_told_as_such(window: Window) -> None:
    told = sqlite3.DatabaseError("database disk image is malformed")
    told.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    window.session.questions.broke.emit(told)
    assert window.refused.isVisible()
    assert not window.session.ready
    assert window.refused.rescue.isVisible()


def test_a_store_in_a_forbidden_place_is_told(window: Window, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not window.session.open(tmp_path / "file" / "a.hedui")
    assert window.refused.isVisible()
    shutil.copy(window.session.store.path, tmp_path / "b.hedui")
    assert window.session.open(tmp_path / "b.hedui")
    assert not window.refused.isVisible()
