"""The workspace Totals: choices, facts behind a sum, what is left out, pictures and reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog
from pytestqt.qtbot import QtBot

from core import edits
from core.filters import parse
from core.totals import reading, tally
from desktop.grid import LazyGrid
from desktop.totals_view import CHARTS, GROUPS, TotalsView
from desktop.window import Window


@pytest.fixture
def view(window: Window) -> TotalsView:
    window.session.do(edits.approve, window.session.store.fact_ids(parse("")))
    window.workspaces.setCurrentIndex(2)
    QApplication.processEvents()
    return window.totals


def choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


@pytest.mark.parametrize("kind", list(CHARTS))
def test_each_chart_draws_the_samples(view: TotalsView, kind: str) -> None:
    choose(view.kind, kind)
    assert view.chart.kind == kind
    assert view.chart.figure


@pytest.mark.parametrize("name", list(GROUPS))
def test_sums_by_each_grouping_are_drawn(view: TotalsView, name: str) -> None:
    choose(view.first, name)
    assert view.sums is not None
    assert view.model.rowCount() == len(view.sums.rows) > 0
    assert view.chart.figure


def test_the_facts_behind_a_total_stand_with_their_sentences(view: TotalsView, qtbot: QtBot) -> None:
    view.totals.setFocus()
    view.totals.selectRow(0)
    qtbot.keyClick(view.totals, Qt.Key.Key_Return)
    assert view.behind.isVisible()
    assert view.behind.list.count() == len(view.model.behind[0].facts)
    fact = view._session.fact(view.model.behind[0].facts[0])
    assert " ".join(fact.sentence.split()) in view.behind.list.item(0).text()


def test_what_contains_a_fact_is_selected_and_shown(view: TotalsView, qtbot: QtBot) -> None:
    pane = view.left_out
    at = next(place for place, one in enumerate(pane.model.behind) if one.contained_in)
    pane.view.scrollTo(pane.model.index(at, 3))
    place = pane.view.visualRect(pane.model.index(at, 3)).center()
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    chosen = view.model.behind[view.totals.currentIndex().row()]
    assert pane.model.behind[at].contained_in in chosen.facts
    assert view.behind.list.currentItem().data(Qt.ItemDataRole.UserRole) == pane.model.behind[at].contained_in


def test_a_fact_is_left_out_by_hand_with_a_reason_and_undo_counts_it_again(
    view: TotalsView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("told for another county", True))
    before = view.sums
    number = view.model.behind[0].facts[0]
    view._behind_row(before.rows[0], number)  # type: ignore[union-attr]
    qtbot.mouseClick(view.behind.leave, Qt.MouseButton.LeftButton)
    assert number in {one.fact for one in view.left_out.model.behind}
    assert view._session.fact(number).note == "told for another county"
    view._session.undo()
    assert view.sums.rows[0].facts == before.rows[0].facts  # type: ignore[union-attr]
    assert view._session.fact(number).note == ""


def test_a_fact_that_was_left_out_is_counted_by_hand(
    view: TotalsView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("it is another project", True))
    at = next(place for place, one in enumerate(view.left_out.model.behind) if one.reason.value == "repeat")
    number = view.left_out.model.behind[at].fact
    view.left_out.view.selectRow(at)
    qtbot.mouseClick(view.left_out.count, Qt.MouseButton.LeftButton)
    assert any(number in row.facts for row in view.model.behind)


def test_an_edit_changes_the_chart_that_is_there(view: TotalsView) -> None:
    plot = view.chart.plot
    count = len(view.chart.figure.lines)
    view._session.do(edits.reject, view.chart.figure.lines[0].whole.facts)
    assert view.chart.plot is plot
    assert len(view.chart.figure.lines) <= count


def test_the_chart_goes_to_the_clipboard(view: TotalsView) -> None:
    view.saving.copy_picture()
    assert not QApplication.clipboard().image().isNull()


def test_the_report_has_sums_reasons_and_quotes(view: TotalsView, tmp_path: Path) -> None:
    assert view.saving.write_report(tmp_path / "report.html")
    told = (tmp_path / "report.html").read_text("utf-8")
    assert "data:image/png;base64," in told
    assert "Left out" in told
    largest = view.sums.rows.largest("CNY", 1)[0]  # type: ignore[union-attr]
    assert any(f"<b>{view._session.fact(number).quote}</b>" in told for number in largest.facts)


def test_the_report_is_a_pdf_with_text_in_it(view: TotalsView, tmp_path: Path) -> None:
    assert view.saving.write_report(tmp_path / "report.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert len(document) == 1
    told = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Totals" in told


def test_of_many_facts_the_workspace_says_how_far_it_is_and_can_be_stopped_and_go_on(
    view: TotalsView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(tally, "_MANY", 0)
    monkeypatch.setattr(reading, "_PIECE", 5)
    tally._KEPT.pop(view._session.store)
    view.read()
    assert view.stack.currentWidget() is view.working
    assert view.working.running
    qtbot.mouseClick(view.working.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not view.working.running)
    if view.working.stopped:  # else it was done before it could stop
        assert view.stack.currentWidget() is view.working
        qtbot.mouseClick(view.working.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.stack.currentIndex() == 0, timeout=20_000)
    assert view.model.rowCount() == len(view.sums.rows) > 0  # type: ignore[union-attr]


@pytest.mark.usefixtures("qapp")
def test_a_large_table_makes_only_the_rows_in_view() -> None:
    made: list[int] = []

    def cells(some: Sequence[int]) -> list[tuple[str, ...]]:
        made.extend(some)
        return [(str(one),) for one in some]

    grid = LazyGrid()
    grid.fill(("one",), range(1_000_000), cells)
    assert grid.rowCount() == 1_000_000
    assert grid.data(grid.index(999_999, 0)) == "999999"
    assert len(made) <= 64
