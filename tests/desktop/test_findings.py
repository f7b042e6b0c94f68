"""The workspace Findings: groups, keys, and settling in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.checks import Kind
from desktop.checks_view import ChecksView
from desktop.finding_list import Group
from desktop.window import Window
from tests.desktop.everyday import settle


@pytest.fixture
def view(window: Window) -> ChecksView:
    window.workspaces.setCurrentIndex(3)
    QApplication.processEvents()
    return window.findings


def groups(view: ChecksView) -> dict[str, tuple[int, bool]]:
    return {one.key: (one.count, one.folded) for one in view.model.behind if isinstance(one, Group)}


def press(view: ChecksView, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(view.window().focusWidget(), key)
    QApplication.processEvents()


def test_findings_stand_by_kind_with_their_number_and_notes_are_folded(view: ChecksView) -> None:
    found = groups(view)
    assert found["sum"] == (2, False)
    assert found["rounding"][1]
    assert view._current().kind is Kind.SUM  # type: ignore[union-attr]


def test_left_folds_and_right_unfolds(view: ChecksView, qtbot: QtBot) -> None:
    press(view, qtbot, Qt.Key.Key_Left)
    press(view, qtbot, Qt.Key.Key_Left)
    assert groups(view)["sum"] == (2, True)
    press(view, qtbot, Qt.Key.Key_Right)
    assert groups(view)["sum"] == (2, False)


def test_dismissing_takes_a_reason_in_place_the_next_is_current_and_undo_brings_it_back(
    view: ChecksView, qtbot: QtBot
) -> None:
    first = view._current()
    press(view, qtbot, Qt.Key.Key_D)
    assert view.reason.isVisible()
    view.reason.setText("with the rest of last year")
    press(view, qtbot, Qt.Key.Key_Return)
    assert groups(view)["settled"] == (1, True)
    assert view._current().key != first.key  # type: ignore[union-attr]
    view._session.undo()
    assert view._current().key == first.key  # type: ignore[union-attr]
    assert "settled" not in groups(view)


def test_a_value_is_put_right_in_place_and_undo_brings_the_finding_back(view: ChecksView, qtbot: QtBot) -> None:
    first = view._current()
    press(view, qtbot, Qt.Key.Key_E)
    edit = view.value.edit
    assert edit is view.window().focusWidget()
    edit.setText("9.6亿元")
    edit.textEdited.emit("9.6亿元")
    assert "960,000,000" in view.value.meaning.text()
    press(view, qtbot, Qt.Key.Key_Return)
    assert view._session.fact(first.facts[0]).value == 960_000_000  # type: ignore[union-attr]
    assert groups(view)["sum"][0] == 1
    view._session.undo()
    assert view._current().key == first.key  # type: ignore[union-attr]


def test_a_digit_chooses_a_sentence_and_a_key_unlinks_it(view: ChecksView, qtbot: QtBot) -> None:
    part = view._current().facts[2]  # type: ignore[union-attr]
    press(view, qtbot, Qt.Key.Key_3)
    assert view.cards.current == part
    press(view, qtbot, Qt.Key.Key_U)
    assert view._session.fact(part).whole is None


def test_a_settled_finding_is_opened_again(view: ChecksView, qtbot: QtBot) -> None:
    key = view._current().key  # type: ignore[union-attr]
    press(view, qtbot, Qt.Key.Key_D)
    press(view, qtbot, Qt.Key.Key_Return)
    assert view.view.go_to(key)
    assert "Dismiss" in view.note.text()
    press(view, qtbot, Qt.Key.Key_B)
    assert view._current().settled is None  # type: ignore[union-attr]


def test_nearly_the_same_document_is_told_of_on_import_and_linked(
    view: ChecksView, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    told: list[str] = []
    window.session.notified.connect(told.append)
    settle(window, lambda: view._near is not None)
    document = window.session.store.document(window.session.documents.ids[0])
    copy = tmp_path / "copy.txt"
    copy.write_text(document.text + "\n转载。\n", "utf-8")
    window.desk.import_paths([str(copy)])
    settle(window, lambda: any("Alt+4" in one for one in told))
    near = next(one for one in view.view._found if one.kind is Kind.NEAR_DOCUMENT)
    assert view.view.go_to(near.key)
    view.view.setFocus()
    press(view, qtbot, Qt.Key.Key_C)
    store = window.session.store
    copied = [fact for fact in store.facts(store.fact_ids()) if fact.document == near.document]
    assert copied
    assert all(fact.counting == "leave" for fact in copied)
