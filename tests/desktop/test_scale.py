"""What takes long with very many facts happens beside the window: no question that grows with the store is asked in its
thread, and long edits are written in a task that can be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.records import Status
from core.store import Store
from core.store.asking import Asking
from desktop import bulk, questions, session
from desktop.facts_view import FIRST
from desktop.window import Window
from tests.desktop.everyday import settle

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which question that grows with the store was asked, and in which thread."""
    told: list[tuple[str, int]] = []
    for name in ("facets", "count", "fact_ids"):
        answer = getattr(Asking, name)

        def noted(asking: Asking, chosen: Any, *more: Any, name: str = name, answer: Any = answer) -> Any:
            if not any(one.field == "document" for one in chosen.conditions):
                told.append((name, threading.get_ident()))
            return answer(asking, chosen, *more)

        monkeypatch.setattr(Asking, name, noted)
    return told


def test_facets_counts_and_lists_are_not_asked_in_the_windows_thread(
    window: Window, asked: list[tuple[str, int]]
) -> None:
    window.workspaces.setCurrentIndex(1)
    for group in window.facts.facets.groups.values():
        group.setExpanded(True)
    for text in ("status:pending", "text:帮扶", ""):
        window.session.set_filter(text)
        settle(window)
    window.facts.bar.edit.textEdited.emit("recipient:")
    window.facts.table.view.horizontalHeader().sortIndicatorChanged.emit(2, Qt.SortOrder.DescendingOrder)
    window.session.requested.emit("copyTable")
    window.session.count()
    settle(window)
    assert {name for name, _ in asked} == {"facets", "count", "fact_ids"}
    assert threading.get_ident() not in {thread for _, thread in asked}


def test_completion_offers_the_values_that_facts_have(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    bar = window.facts.bar
    bar.edit.setText("year:")
    bar.edit.textEdited.emit("year:")
    settle(window)
    years = {value for value, _ in window.session.store.facets(window.session.filter, "year") if value}
    assert {f"year:{year}" for year in years} == set(bar.edit.completer().model().stringList())


def test_facets_that_are_counted_again_say_so_until_then(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    settle(window)
    group = window.facts.facets.groups["status"]
    assert group.text(1) == ""
    window.session.set_filter("status:pending")
    assert group.text(1) == "…"
    settle(window)
    assert group.text(1) == ""


def test_counting_all_that_match_moves_nothing(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    settle(window)
    everything = window.facts.table.everything
    shown, room = everything.text(), everything.size()
    window.session.set_filter("status:pending")
    window.facts.table._take_first(window.session.store.fact_ids()[:FIRST])
    assert everything.text() != shown
    assert everything.size() == everything.minimumSize() == room
    settle(window)
    assert everything.size() == room


def test_questions_begin_when_the_window_has_drawn_and_the_urgent_one_comes_first(window: Window) -> None:
    settle(window)
    begun: list[str] = []
    questions = window.session.questions

    def ask(key: str, *, urgent: bool = False) -> None:
        questions.ask(window, key, lambda _: begun.append(key), lambda _: None, urgent=urgent)

    ask("facets")
    ask("first", urgent=True)
    QThread.msleep(50)
    assert begun == []
    settle(window)
    assert begun == ["first", "facets"]


def test_what_is_not_urgent_waits_until_the_curator_pauses(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(window)
    monkeypatch.setattr(questions, "PAUSE", 2000)
    begun: list[str] = []

    def ask(key: str, *, urgent: bool = False) -> None:
        window.session.questions.ask(window, key, lambda _: begun.append(key), lambda _: None, urgent=urgent)

    ask("facets")
    for _ in range(5):
        QTest.qWait(20)
    assert begun == []
    ask("first", urgent=True)
    settle(window)
    assert begun == ["first", "facets"]


def test_columns_are_held_once_facts_are_many(
    opened: Callable[..., Window], store_with_seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Asking.hold
    monkeypatch.setattr(Asking, "hold", lambda asking, _least: ask(asking, 0))
    held: list[Asking] = []
    facets = Asking.facets
    monkeypatch.setattr(Asking, "facets", lambda asking, *more: held.append(asking) or facets(asking, *more))
    window = opened(str(store_with_seeds))
    settle(window)
    window.workspaces.setCurrentIndex(1)
    settle(window)
    assert held
    assert all(asking._held is not None for asking in held)
    status = window.facts.facets.groups["status"]
    told = {status.child(row).text(1) for row in range(status.childCount())}
    with Store.open(store_with_seeds, read_only=True) as store:
        assert told == {f"{count:,}" for _, count in store.facets(window.session.filter, "status")}


# --- long edits --------------------------------------------------------------------------------------


@pytest.fixture
def many(window: Window, monkeypatch: pytest.MonkeyPatch) -> tuple[int, ...]:
    """All facts of the window's store, which count as many."""
    monkeypatch.setattr(bulk, "MANY", 5)
    monkeypatch.setattr(session, "MANY", 5)
    monkeypatch.setattr("core.store.history.SLICE", 3)
    monkeypatch.setattr("core.store.gradual.SLICE", 3)
    return tuple(window.session.store.fact_ids())


def states(window: Window, ids: tuple[int, ...]) -> set[Status]:
    return {fact.status for fact in window.session.store.facts(ids)}


def test_all_from_an_edit_on_is_taken_back_in_a_task(window: Window, many: tuple[int, ...]) -> None:
    from core import edits

    first = edits.approve(window.session.store, many).edit
    edits.reject(window.session.store, many)
    window.session.undo_since(first)
    assert [task.alone for task in window.session.tasks] == [True]
    settle(window)
    assert states(window, many) == {Status.PENDING}
    window.session.undo()
    settle(window)
    assert states(window, many) == {Status.REJECTED}


def test_many_facts_are_approved_and_undone_in_tasks_as_one_edit(
    window: Window, many: tuple[int, ...], press: Callable[..., None]
) -> None:
    from core import edits

    version = window.session.store.version
    assert bulk.apply(window.session, edits.approve, many)
    assert [task.alone for task in window.session.tasks] == [True]
    settle(window)
    assert states(window, many) == {Status.APPROVED}
    assert window.session.store.version >> 32 == (version >> 32) + 1
    for key, expected in ((Qt.Key.Key_Z, Status.PENDING), (Qt.Key.Key_Y, Status.APPROVED)):
        press(window, key, CONTROL) if key == Qt.Key.Key_Z else window.session.redo()
        assert [task.alone for task in window.session.tasks] == [True]
        settle(window)
        assert states(window, many) == {expected}


def test_a_long_edit_that_is_cancelled_changes_nothing(window: Window, many: tuple[int, ...]) -> None:
    from core import edits

    told: list[str] = []
    window.session.notified.connect(told.append)
    bulk.apply(window.session, edits.approve, many)
    window.session.tasks[0].cancel()
    settle(window)
    assert states(window, many) == {Status.PENDING}
    assert any("nothing was changed" in text for text in told)


def test_while_a_long_edit_is_written_others_are_put_off_and_the_window_says_so(
    window: Window, many: tuple[int, ...]
) -> None:
    from core import edits

    told: list[str] = []
    window.session.notified.connect(told.append)
    bulk.apply(window.session, edits.reject, many)
    assert window.session.do(edits.approve, many[:1]) is None
    window.session.undo()
    assert len(window.session.tasks) == 1
    assert len(told) == 2
    settle(window)
    assert states(window, many) == {Status.REJECTED}
    QApplication.processEvents()
