"""An import from the window that is stopped, begun again, or meets a bad file doubles nothing and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.window import Window
from tests.desktop.everyday import settle

FILES = 400  # several batches: the first step is told when the first batch is kept


def reports(folder: Path) -> Path:
    folder.mkdir()
    for number in range(FILES):
        text = f"第{number}号：2019年北京市投入帮扶资金{number + 1}00万元，选派教师{number + 2}名。" * 3
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def test_an_import_that_was_stopped_goes_on_where_it_was(
    opened: Callable[..., Window], tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(str(tmp_path / "a.hedui"))
    folder = reports(tmp_path / "报告")
    session = window.session
    task = session.import_files([folder])
    with qtbot.waitSignal(task.cancelled, timeout=60_000):
        task.advanced.connect(lambda _: window.status.cancel.click())
    settle(window)
    kept = {row.id for row in session.store.documents()}
    assert 0 < len(kept) < FILES
    assert session.store.verify() == []
    session.import_files([folder])
    settle(window)
    names = [row.name for row in session.store.documents()]
    assert len(names) == len(set(names)) == FILES
    assert kept <= {row.id for row in session.store.documents()}
    assert session.store.verify() == []


def test_bad_files_and_a_folder_that_is_gone_are_told_and_the_rest_is_in(
    opened: Callable[..., Window], tmp_path: Path
) -> None:
    window = opened(str(tmp_path / "a.hedui"))
    folder = reports(tmp_path / "报告")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    said: list[str] = []
    window.session.notified.connect(said.append)
    window.desk.import_paths([str(folder), str(tmp_path / "没有")])
    settle(window)
    assert len(window.session.store.documents()) == FILES
    assert any("坏.docx" in text and "没有" in text for text in said)
