"""The dialog that exports: columns in an order, the licence, archives, and an end before the end."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core import edits, exchange, export
from core.store import Store
from desktop.export_dialog import ARCHIVE, ExportDialog
from desktop.window import Window
from tests.desktop.everyday import settle


@pytest.fixture
def dialog(window: Window) -> ExportDialog:
    window.session.do(edits.approve, window.session.facts[:5])
    return ExportDialog(window.session, window)


def choose(dialog: ExportDialog, kind: str) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData(kind))
    dialog.read()
    settle(dialog.parentWidget())


def written(dialog: ExportDialog, path: Path, qtbot: QtBot) -> Path:
    dialog.show()
    assert dialog.write(path)
    qtbot.waitUntil(lambda: not dialog._session.tasks, timeout=30_000)
    assert str(path) in dialog.outcome.text()
    assert dialog.folder.isVisible()
    dialog.reject()
    return path


def test_columns_go_out_as_chosen_and_ordered(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.columns.toggle_all()
    assert not dialog.save.isEnabled()
    dialog.columns.toggle_all()
    dialog.columns.setCurrentRow(2)
    dialog.columns.move_current(-1)
    assert dialog.columns.chosen()[:3] == ["id", "indicator_zh", "indicator"]
    settle(dialog.parentWidget())
    assert dialog.model.titles[1] == export.BY_NAME["indicator_zh"].en
    with written(dialog, tmp_path / "a.csv", qtbot).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[:3] == ["id", "indicator_zh", "indicator"]


def test_the_licence_is_kept_and_told(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    assert not dialog.licence.isEnabled()
    choose(dialog, "datapackage")
    dialog.licence.setEditText("CC-BY-4.0")
    told = json.loads((written(dialog, tmp_path / "set", qtbot) / "datapackage.json").read_text("utf-8"))
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert dialog._session.store.setting(export.LICENCE) == "CC-BY-4.0"


def test_an_archive_holds_the_whole_store(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    choose(dialog, ARCHIVE)
    assert not dialog.columns.isEnabled()
    path = written(dialog, tmp_path / "all.jsonl", qtbot)
    with Store.open(tmp_path / "new.hedui") as new:
        exchange.load(new, path)
        assert list(exchange.dump(new)) == list(exchange.dump(dialog._session.store))


def test_a_cancelled_export_writes_nothing(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.show()
    (tmp_path / "out").mkdir()
    assert dialog.write(tmp_path / "out" / "a.csv")
    dialog._cancel()
    qtbot.waitUntil(lambda: not dialog._session.tasks, timeout=30_000)
    found = [path.name for path in (tmp_path / "out").iterdir()]
    assert found == [] or (found == ["a.csv"] and dialog.folder.isVisible())  # it may have been done already
    dialog.reject()


@pytest.mark.parametrize("kind", [*export.FORMATS, ARCHIVE])
def test_every_format_says_what_it_is_for_and_what_goes_out(dialog: ExportDialog, kind: str) -> None:
    choose(dialog, kind)
    assert dialog.note.text()
    assert dialog.described.text().endswith(str(dialog._session.store.count() if kind == ARCHIVE else 5))
    assert dialog.save.isEnabled()
