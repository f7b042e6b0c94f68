"""The dialog on agreement: figures, facts where curators differ, samples."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core import edits
from core.records import Status
from core.store import Store
from desktop.agreement_dialog import AgreementDialog
from desktop.window import Window


def test_a_sample_is_handed_out_decided_and_compared(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    session = window.session
    session.do(edits.approve, session.facts)
    session.do(edits.tag, session.facts[:2], "复核")
    dialog = AgreementDialog(session, window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=30_000)
    assert dialog.pages.currentIndex() == 0
    dialog.size_of.setValue(100_000)
    dialog.write_sample(tmp_path / "second.hedui")
    qtbot.waitUntil(lambda: not session.tasks, timeout=30_000)
    assert "second.hedui" in dialog.told.text()
    wrong = session.facts[4]
    with Store.open(tmp_path / "second.hedui", curator="李四") as second:
        assert {one.status for one in second.facts(second.fact_ids())} == {Status.PENDING}
        assert second.tags() == ()
        edits.approve(second, [number for number in session.facts if number != wrong])
        edits.reject(second, (wrong,))
    dialog.compare_with(tmp_path / "second.hedui")
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=30_000)
    pair = dialog.pair
    assert pair is not None
    assert (pair.facts, pair.differing) == (len(session.facts), (wrong,))
    dialog.differing.setFocus()
    qtbot.mouseClick(dialog.go_to, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert session.current == wrong


def test_the_facts_that_differ_are_shown_by_a_filter(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    session = window.session
    session.do(edits.approve, session.facts[:3])
    session.store.backup(tmp_path / "b.hedui")
    with Store.open(tmp_path / "b.hedui", curator="李四") as other:
        edits.reject(other, session.facts[:2])
    dialog = AgreementDialog(session, window)
    dialog.compare_with(tmp_path / "b.hedui")
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1, timeout=30_000)
    dialog.filter_differing()
    assert sorted(session.store.fact_ids(session.filter)) == sorted(session.facts[:2])


def test_a_store_that_cannot_be_compared_is_told_and_left_out(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = AgreementDialog(window.session, window)
    dialog.compare_with(tmp_path / "none.hedui")
    qtbot.waitUntil(lambda: bool(dialog.problem.text()), timeout=30_000)
    assert dialog.others == []
    dialog.deleteLater()
