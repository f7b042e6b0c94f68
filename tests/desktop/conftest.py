"""A window on the sample reports, driven as a curator would; dialogs raise unless a test scripts them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QThread
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from desktop import language, questions, theme
from desktop.__main__ import build
from desktop.window import Window

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    """Settings in a folder of the test."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not urgent begins as soon as the window has drawn."""
    monkeypatch.setattr(questions, "PAUSE", 0)


@pytest.fixture(autouse=True)
def no_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that no test scripted is a failure, not a hang."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an unexpected dialog")

    for owner, name in (
        (QDialog, "exec"),
        (QMessageBox, "exec"),
        (QFileDialog, "getOpenFileNames"),
        (QFileDialog, "getSaveFileName"),
        (QFileDialog, "getExistingDirectory"),
        (QInputDialog, "getText"),
    ):
        monkeypatch.setattr(owner, name, refuse)


@pytest.fixture(scope="session")
def store_with_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the five sample reports in it, to be copied."""
    from core import ingest
    from core.store import Store

    path = tmp_path_factory.mktemp("seeds") / "seeds.hedui"
    with Store.open(path) as store:
        list(ingest.run(store, [SEEDS]))
    return path


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    """Opens windows, and closes them with their stores and threads at the end."""
    windows: list[Window] = []

    def open_window(*arguments: str) -> Window:
        _, window = build(["--language", "en", "--theme", "light", *arguments])
        windows.append(window)
        qtbot.waitExposed(window)
        return window

    yield open_window
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents()
    qapp.processEvents()
    assert not [one for one in qapp.findChildren(QThread) if one.isRunning()]


@pytest.fixture
def window(opened: Callable[..., Window], store_with_seeds: Path, tmp_path: Path) -> Window:
    """A window on a store with the sample reports."""
    path = tmp_path / "own.hedui"
    shutil.copy(store_with_seeds, path)
    return opened(str(path))


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Presses a key on what has the focus, as a curator does."""

    def key(window: Window, keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = window.focusWidget() or window
        qtbot.keyClick(target, keys, modifier)
        QApplication.processEvents()

    return key


@pytest.fixture(autouse=True)
def plain_look(qapp: QApplication) -> Iterator[None]:
    """English and light before and after each test."""
    yield
    language.speak(qapp, "en")
    theme.wear(qapp, "light")
