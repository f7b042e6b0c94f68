"""A fault of the program is told, logged and copied without a word of a document, and the work goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop import bugs
from desktop.dialogs import BugDialog
from desktop.window import Window

SECRET = "北京市投入帮扶资金"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of the window, in a folder of the test."""
    monkeypatch.setattr(bugs, "log_path", lambda: tmp_path / "log" / "hedui.log")
    before = list(logging.getLogger().handlers)
    bugs.start_log()
    yield tmp_path / "log" / "hedui.log"
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


def broken() -> Exception:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_the_report_is_copied_by_a_click_and_holds_no_text_of_a_document(
    window: Window, log: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def click(dialog: BugDialog) -> None:
        dialog.show()
        copier = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy the report")
        qtbot.mouseClick(copier, Qt.MouseButton.LeftButton)

    monkeypatch.setattr(BugDialog, "exec", click)
    QGuiApplication.clipboard().clear()
    bugs.Reporter(window).show_bug(broken())
    told = QGuiApplication.clipboard().text()
    for said in (told, log.read_text("utf-8")):
        assert "ValueError" in said
        assert "test_bugs.py" in said
        assert SECRET not in said
    assert str(log) in told
    assert "Python" in told
    assert window.session.ready


def test_the_log_is_kept_small(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = next(one for one in logging.getLogger().handlers if isinstance(one, RotatingFileHandler))
    monkeypatch.setattr(handler, "maxBytes", 2000)
    for number in range(200):
        logging.getLogger("hedui").warning("number %d", number)
    files = list(log.parent.iterdir())
    assert len(files) == bugs.KEPT + 1
    assert all(file.stat().st_size <= 2000 for file in files)


def test_without_a_place_for_it_there_is_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(bugs, "log_path", lambda: tmp_path / "file" / "log" / "hedui.log")
    before = list(logging.getLogger().handlers)
    bugs.start_log()
    assert logging.getLogger().handlers == before
