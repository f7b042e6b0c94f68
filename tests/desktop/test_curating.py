"""What a curator does in a day, with real keys."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from core.records import EditKind, Status
from desktop.window import Window
from tests.desktop.everyday import settle

Press = Callable[..., None]
SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def child(window: Window, name: str) -> Any:
    """The widget of that name; there must be one."""
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def line(window: Window, name: str) -> QLineEdit:
    return child(window, name)


def type_in(field: QWidget, text: str) -> None:
    """Type as an input method hands characters over; QTest knows only ASCII."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))


def current(window: Window, words: str) -> int:
    """Make the first fact whose quote holds `words` the current one."""
    number = next(fact.id for fact in window.session.store.facts(window.session.facts) if words in fact.quote)
    window.session.select(number)
    return number


def test_the_sample_reports_are_imported_on_request(
    opened: Callable[..., Window], tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(str(tmp_path / "new.hedui"))
    window.actions_table.by_id["importSamples"].trigger()
    qtbot.waitUntil(lambda: not window.session.tasks, timeout=60_000)
    assert len(window.session.documents) == 5
    assert window.session.document is not None
    assert child(window, "factTable").model().rowCount() == len(window.session.facts) > 0


def test_dropped_files_are_imported(opened: Callable[..., Window], tmp_path: Path, qtbot: QtBot) -> None:
    window = opened(str(tmp_path / "new.hedui"))
    window.desk.import_paths([str(next(SEEDS.glob("*.txt")))])
    qtbot.waitUntil(lambda: not window.session.tasks, timeout=60_000)
    assert [row.name for row in window.session.documents] == [next(SEEDS.glob("*.txt")).name]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_in(
    opened: Callable[..., Window], tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(str(tmp_path / "new.hedui"))
    said: list[str] = []
    window.session.notified.connect(said.append)
    window.desk.import_paths([str(tmp_path / "gone.txt"), str(next(SEEDS.glob("*.txt")))])
    qtbot.waitUntil(lambda: not window.session.tasks, timeout=60_000)
    QApplication.processEvents()
    assert len(window.session.documents) == 1
    assert any("gone.txt" in text for text in said)


def test_one_key_approves_saves_and_moves_on(window: Window, press: Press) -> None:
    first, second = window.session.facts[0], window.session.facts[1]
    assert window.session.current == first
    press(window, Qt.Key.Key_A)
    assert window.session.store.fact(first).status is Status.APPROVED
    assert window.session.current == second


def test_reject_and_reopen(window: Window, press: Press) -> None:
    first = window.session.current
    press(window, Qt.Key.Key_R)
    assert window.session.store.fact(first).status is Status.REJECTED
    press(window, Qt.Key.Key_K)
    assert window.session.current == first
    press(window, Qt.Key.Key_U)
    assert window.session.store.fact(first).status is Status.PENDING


def test_letters_are_typed_in_fields_and_decide_nothing(window: Window, press: Press) -> None:
    first = window.session.current
    press(window, Qt.Key.Key_E)
    type_in(QApplication.focusWidget(), "ar")
    assert window.session.current == first
    assert window.session.store.fact(first).status is Status.PENDING
    assert line(window, "fieldQuantity").text() == "ar"


def test_a_value_is_corrected_by_typing(window: Window, press: Press) -> None:
    number = current(window, "万元")
    press(window, Qt.Key.Key_E)
    field = line(window, "fieldQuantity")
    assert field.hasFocus()
    type_in(field, "1.5亿元")
    press(window, Qt.Key.Key_Return)
    assert window.session.store.fact(number).value == Decimal(150_000_000)
    assert child(window, "factTable").hasFocus()
    assert field.property("state") == "changed"


def test_what_cannot_be_read_is_refused_beside_the_field(window: Window, press: Press) -> None:
    number = window.session.current
    before = window.session.store.fact(number)
    press(window, Qt.Key.Key_D)
    field = line(window, "fieldPeriod")
    field.selectAll()
    type_in(field, "no such time")
    press(window, Qt.Key.Key_Return)
    assert field.property("state") == "problem"
    reason = window.review.form.fields["period"].meaning.text()
    assert reason
    assert window.review.form.evidence.text() == reason  # whole, where a field is too narrow for it
    assert window.session.store.fact(number) == before
    press(window, Qt.Key.Key_Escape)
    assert window.review.form.evidence.text() != reason
    assert window.session.store.fact(number) == before


def test_one_key_gives_the_machines_value_back(window: Window, press: Press) -> None:
    number = current(window, "万元")
    before = window.session.store.fact(number).value
    press(window, Qt.Key.Key_E)
    type_in(line(window, "fieldQuantity"), "12元")
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_E)
    press(window, Qt.Key.Key_Backspace, CONTROL)
    assert window.session.store.fact(number).value == before


def test_a_place_is_read_by_its_initials(window: Window, press: Press) -> None:
    number = window.session.current
    press(window, Qt.Key.Key_P)
    field = line(window, "fieldRecipient")
    field.selectAll()
    type_in(field, "150926")
    press(window, Qt.Key.Key_Return)
    assert window.session.store.fact(number).recipient == ("150926",)


def test_tag_and_note_are_typed(window: Window, press: Press) -> None:
    number = window.session.current
    press(window, Qt.Key.Key_T)
    type_in(line(window, "fieldTags"), "check later")
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_M)
    type_in(line(window, "fieldNote"), "see the yearbook")
    press(window, Qt.Key.Key_Return)
    fact = window.session.store.fact(number)
    assert set(fact.tags) == {"check", "later"}
    assert fact.note == "see the yearbook"


def test_undo_and_redo_survive_a_restart(window: Window, opened: Callable[..., Window], press: Press) -> None:
    first = window.session.current
    path = window.session.store.path
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.store.fact(first).status is Status.PENDING
    window.close()
    again = opened(str(path))
    press(again, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert again.session.store.fact(first).status is Status.APPROVED


def test_a_missed_quantity_is_added_from_selected_text(window: Window, press: Press) -> None:
    fact = window.session.fact(window.session.facts[2])
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_J)
    press(window, Qt.Key.Key_Delete)
    assert fact.id not in window.session.facts
    window.review.source.text.show_span(fact.start, fact.end)
    press(window, Qt.Key.Key_Insert)
    added = window.session.fact(window.session.current)
    assert added.id != fact.id
    assert (added.quote, added.value, added.start) == (fact.quote, fact.value, fact.start)


def test_a_click_on_a_mark_selects_its_fact(window: Window, qtbot: QtBot) -> None:
    text = window.review.source.text
    wanted = window.session.fact(window.session.facts[1])
    (rect,) = text._rects(wanted.start, wanted.end)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    qtbot.waitUntil(lambda: window.session.current == wanted.id)


def test_the_raw_text_shows_the_same_fact(window: Window, press: Press) -> None:
    text = window.review.source.text
    press(window, Qt.Key.Key_O)
    assert text.raw
    raw = window.session.document.raw
    assert text.toPlainText() == raw.replace("\r\n", "\n").replace("\xa0", " ")  # Qt gives no-break spaces as spaces
    assert text._spans(window.session.current)
    press(window, Qt.Key.Key_O)
    assert text.toPlainText() == window.session.document.text


def test_several_facts_are_edited_at_once_and_undone_at_once(window: Window, press: Press) -> None:
    ids = tuple(window.session.facts[:3])
    before = window.session.store.facts(ids)
    window.session.select(ids[0], ids)
    assert "different" in line(window, "fieldQuantity").placeholderText()
    press(window, Qt.Key.Key_P)
    field = line(window, "fieldRecipient")
    field.selectAll()
    type_in(field, "150400")
    press(window, Qt.Key.Key_Return)
    assert {fact.recipient for fact in window.session.store.facts(ids)} == {("150400",)}
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.session.store.facts(ids) == before


def test_what_is_chosen_in_facts_stays_chosen_whole(window: Window, press: Press, qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    settle(window)
    view = window.facts.table.view
    view.setFocus()
    view.selectRow(2)
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = tuple(window.facts.table.model.ids[2:5])
    assert window.session.selection == chosen
    beside = window.review.facts
    assert {beside.model.ids[index.row()] for index in beside.view.selectionModel().selectedRows()} == set(chosen)
    press(window, Qt.Key.Key_A)
    assert {fact.status for fact in window.session.facts_of(chosen)} == {Status.APPROVED}


def test_the_rest_of_a_document_is_approved_with_one_key(window: Window, press: Press) -> None:
    press(window, Qt.Key.Key_R)
    press(window, Qt.Key.Key_Return, CONTROL)
    statuses = {fact.status for fact in window.session.store.facts(window.session.facts)}
    assert statuses == {Status.APPROVED, Status.REJECTED}


@pytest.mark.parametrize("queue", ["confidence", "findings"])
def test_the_queue_can_be_ordered(window: Window, queue: str) -> None:
    before = set(window.session.facts)
    window.session.settings.set("queue", queue)
    window.session.arrange()
    assert set(window.session.facts) == before
    if queue == "confidence":
        sure = [fact.confidence for fact in window.session.store.facts(window.session.facts)]
        assert sure == sorted(sure)


def test_brackets_go_from_document_to_document(window: Window, press: Press) -> None:
    first = window.session.document.id
    press(window, Qt.Key.Key_BracketRight)
    assert window.session.document.id != first
    press(window, Qt.Key.Key_BracketLeft)
    assert window.session.document.id == first


def test_what_is_exported_is_what_was_approved(window: Window, press: Press, tmp_path: Path, qtbot: QtBot) -> None:
    from desktop.export_dialog import ExportDialog

    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_A)
    dialog = ExportDialog(window.session, window)
    settle(window)
    assert dialog.model.rowCount() == 2
    assert dialog.write(tmp_path / "facts.csv")
    qtbot.waitUntil(lambda: not window.session.tasks, timeout=30_000)
    rows = list(csv.DictReader((tmp_path / "facts.csv").read_text("utf-8-sig").splitlines()))
    approved = window.session.store.facts(window.session.facts[:2])
    assert [row["quote"] for row in rows] == [fact.quote for fact in approved]
    assert [Decimal(row["value"]) for row in rows] == [fact.value for fact in approved]
    dialog.deleteLater()


def test_another_process_edit_is_seen(window: Window) -> None:
    from core import edits

    number = window.session.current
    with window.session.store.again() as other:
        edits.approve(other, (number,))
    window.session.look()
    assert window.session.fact(number).status is Status.APPROVED


def test_a_store_that_is_none_is_refused_in_a_sentence(window: Window, tmp_path: Path) -> None:
    shutil.copy(next(SEEDS.glob("*.txt")), tmp_path / "text.hedui")
    said: list[str] = []
    window.session.notified.connect(said.append)
    assert not window.session.open(tmp_path / "text.hedui")
    assert any("text.hedui" in text for text in said)
    assert window.session.ready


def test_the_table_has_a_row_for_each_fact_with_its_words(window: Window) -> None:
    table = child(window, "factTable")
    assert isinstance(table, QTableView)
    fact = window.session.fact(window.session.facts[0])
    assert table.model().index(0, 0).data() == fact.quote
    assert isinstance(line(window, "fieldQuantity"), QLineEdit)


def test_a_favourite_tag_goes_on_and_off_with_its_number(window: Window, press: Press) -> None:
    from core import edits

    number = window.session.current
    window.session.do(edits.tag, (number,), "复核")
    window.session.do(edits.set_tag, "复核", key=3)
    press(window, Qt.Key.Key_3)
    assert window.session.store.fact(number).tags == ()
    press(window, Qt.Key.Key_3)
    assert window.session.store.fact(number).tags == ("复核",)


def test_the_filter_shows_what_it_describes(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    field = line(window, "filterBar")
    type_in(field, "value>1亿")
    field.returnPressed.emit()
    settle(window)
    table = child(window, "allFactsTable")
    shown = window.session.store.facts(table.model().ids)
    assert shown
    assert all(fact.value > 100_000_000 for fact in shown)
    assert window.facts.bar.meaning.text()


def test_the_filter_line_keeps_the_words_of_the_curator(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    field = line(window, "filterBar")
    for typed in ("受援方:内蒙古", "recipient:内蒙古"):
        field.clear()
        type_in(field, typed)
        field.returnPressed.emit()
        settle(window)
        assert window.session.filter.text == "recipient:150000"
        assert field.text() == typed
    window.session.set_filter("recipient:110000 status:pending")
    assert field.text() == "recipient:北京 status:pending"


def test_a_filter_that_cannot_be_read_is_refused_beside_the_line(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    before = window.session.filter
    type_in(line(window, "filterBar"), "nothing:1")
    line(window, "filterBar").returnPressed.emit()
    assert window.session.filter == before
    assert line(window, "filterBar").property("state") == "problem"


def test_a_facet_narrows_and_lifts(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    settle(window)
    facets = child(window, "facets")
    everything = child(window, "allFactsTable").model().rowCount()
    group = facets.groups["category"]
    count = int(group.child(0).text(1).replace(",", ""))
    facets.itemClicked.emit(group.child(0), 0)
    settle(window)
    assert child(window, "allFactsTable").model().rowCount() == count < everything
    facets.itemClicked.emit(facets.groups["category"].child(0), 0)
    settle(window)
    assert child(window, "allFactsTable").model().rowCount() == everything


def test_all_that_match_are_approved_after_a_look_with_one_undo(
    window: Window, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.dialogs import BulkDialog

    looked: list[int] = []
    monkeypatch.setattr(BulkDialog, "exec", lambda dialog: looked.append(dialog.evidence.count()) or 1)
    window.workspaces.setCurrentIndex(1)
    window.session.set_filter("category:funds")
    settle(window)
    table = child(window, "allFactsTable")
    table.selectAll()
    window.session.requested.emit("bulk:approve")
    ids = table.model().ids
    assert looked
    assert looked[0] > 0
    assert {fact.status for fact in window.session.store.facts(ids)} == {Status.APPROVED}
    press(window, Qt.Key.Key_Z, CONTROL)
    assert {fact.status for fact in window.session.store.facts(ids)} == {Status.PENDING}


def test_totals_show_what_was_approved(window: Window, press: Press) -> None:
    window.session.set_filter("")
    press(window, Qt.Key.Key_Return, CONTROL)
    window.workspaces.setCurrentIndex(2)
    QApplication.processEvents()
    totals = child(window, "totalsTable").model()
    assert totals.rowCount() > 3
    counted = sum(len(row.facts) for row in totals.behind)
    left_out = child(window, "leftOutTable").model().rowCount()
    assert counted + left_out == len(window.session.facts)
    assert window.totals.chart is not None
    assert window.totals.chart.figure


def test_panels_of_before_a_new_theme_hear_nothing_of_a_new_store(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.rebuild()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as exceptions:
        window.session.open(tmp_path / "other.hedui")
        window.session.set_filter("status:pending")
        QApplication.processEvents()
    assert exceptions == []


def test_findings_lead_to_their_facts(window: Window) -> None:
    window.workspaces.setCurrentIndex(3)
    QApplication.processEvents()
    table = child(window, "findingsTable")
    assert table.model().rowCount() > 0
    finding = window.findings._current()
    window.findings.go.click()
    assert window.workspaces.currentIndex() == 0
    assert window.session.current in finding.facts


def test_the_history_tells_and_takes_back_one_edit(window: Window, press: Press) -> None:
    first, second = window.session.facts[0], window.session.facts[1]
    press(window, Qt.Key.Key_A)
    press(window, Qt.Key.Key_A)
    window.session.requested.emit("toggleHistory")
    settle(window)
    table = child(window, "historyTable")
    assert [row.fact for row in table.model().behind] == [second, first]
    table.selectRow(1)
    window.history.widget()._undo_one()
    assert [fact.status for fact in window.session.store.facts((first, second))] == [Status.PENDING, Status.APPROVED]


def test_all_from_an_edit_on_is_taken_back_as_one_edit(window: Window, press: Press) -> None:
    for _ in range(3):
        press(window, Qt.Key.Key_A)
    first, *others = window.session.store.history()[-1].fact, *(row.fact for row in window.session.store.history()[:2])
    window.session.requested.emit("toggleHistory")
    settle(window)
    child(window, "historyTable").selectRow(1)
    next(one for one in window.findChildren(QPushButton) if one.text() == "Undo from here on").click()
    store = window.session.store
    assert [fact.status for fact in store.facts((first, *others))] == [Status.APPROVED, *[Status.PENDING] * 2]
    assert store.history()[0].kind is EditKind.REWIND
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {fact.status for fact in store.facts((first, *others))} == {Status.APPROVED}


def test_the_history_goes_on_where_it_is_scrolled_to_its_end(
    window: Window, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.history_view.SHOWN", 12)
    for _ in range(30):
        press(window, Qt.Key.Key_A)
    window.session.requested.emit("toggleHistory")
    settle(window)
    table = child(window, "historyTable")
    assert table.model().rowCount() == 12
    told: set[int] = set()
    while len(told) != (known := table.model().rowCount()):
        told = set(range(known))
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
        settle(window)
    assert len(told) > 12
    assert [row.edit for row in table.model().behind] == [row.edit for row in window.session.store.history()]


def test_tags_and_categories_show_their_colours_in_the_facets(window: Window) -> None:
    from core import edits

    window.session.do(edits.tag, window.session.facts[:2], "复核")
    window.session.do(edits.set_tag, "复核", colour="#C62828")
    window.workspaces.setCurrentIndex(1)
    facets = child(window, "facets")
    facets.groups["tag"].setExpanded(True)
    settle(window)

    def colour(name: str) -> str:
        item = facets.groups[name].child(0)
        return item.icon(0).pixmap(16, 16).toImage().pixelColor(8, 8).name()

    assert colour("tag") == "#c62828"
    window.session.do(edits.set_tag, "复核", colour="#1E63D0")
    settle(window)
    assert colour("tag") == "#1e63d0"
    assert colour("category") != "#000000"


@pytest.mark.parametrize("name", ["tags", "flags", "sentence", "document"])
def test_every_column_of_the_facts_sorts(window: Window, name: str) -> None:
    from core import edits

    window.session.do(edits.tag, window.session.store.fact_ids()[5:7], "复核")
    window.workspaces.setCurrentIndex(1)
    settle(window)
    view, model = window.facts.table.view, window.facts.table.model
    column = [one.name for one in model.columns].index(name)
    view.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    settle(window)
    order = {"sentence": "document"}.get(name, name)
    assert list(model.ids) == list(window.session.store.fact_ids(order=f"-{order}"))
    if name == "tags":
        assert model.fact(0).tags == ("复核",)


def test_each_fact_names_its_document_in_the_table_and_in_a_copy(window: Window) -> None:
    window.workspaces.setCurrentIndex(1)
    settle(window)
    table = window.facts.table
    at = [one.name for one in table.model.columns].index("document")
    titles = {row.id: row.title or row.name for row in window.session.store.documents()}
    wanted = [titles[window.session.store.fact(number).document] for number in table.model.ids]
    assert len(set(wanted)) > 1
    assert [table.model.index(row, at).data() for row in range(len(wanted))] == wanted
    table.everything.setChecked(True)
    table.copy()
    settle(window)
    names, *rows = (line.split("\t") for line in QApplication.clipboard().text().splitlines())
    here = names.index("Document")
    assert [row[here] for row in rows] == [" ".join(title.split()) for title in wanted]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("recipient", "crqq", "察右前旗 150926"),
        ("recipient", "150926", "察右前旗 150926"),
        ("recipient", "察右前旗", "150926"),
        ("indicator", "funds.total", "All funds, total funds.total"),
        ("quantity", "7300余万元", "over 73,000,000 CNY"),
    ],
)
def test_what_was_understood_stands_beside_what_is_typed(window: Window, name: str, typed: str, told: str) -> None:
    field = window.review.form.fields[name]
    field.edit.setFocus()
    field.edit.clear()
    type_in(field.edit, typed)
    assert field.meaning.text() == told


def test_a_whole_that_is_typed_is_told_by_its_words(window: Window) -> None:
    field, other = window.review.form.fields["whole"], window.session.fact(window.session.facts[2])
    field.edit.setFocus()
    type_in(field.edit, f"#{other.id}")
    assert field.meaning.text() == other.quote


def test_docks_do_not_make_a_small_window_higher(window: Window) -> None:
    window.resize(1280, 760)
    for dock in ("toggleHistory", "search:帮扶资金", "toggleRepairs"):
        window.session.requested.emit(dock)
        settle(window)
    assert window.height() == 760


def test_search_goes_to_the_sentence(window: Window) -> None:
    window.session.requested.emit("search:资金")
    hits = window.search.hits
    assert hits.count() > 5
    hits.itemActivated.emit(hits.item(hits.count() - 1))
    assert window.review.source.text.textCursor().selectedText() == "资金"


def test_the_palette_runs_what_is_typed(window: Window, press: Press) -> None:
    first = window.session.current
    press(window, Qt.Key.Key_P, CONTROL | SHIFT)
    palette = child(window, "commandPalette")
    type_in(palette.words, "approve")
    palette.words.returnPressed.emit()
    assert window.session.store.fact(first).status is Status.APPROVED


def test_a_key_that_is_taken_is_refused(window: Window) -> None:
    from PySide6.QtGui import QKeySequence

    from desktop.dialogs import ShortcutsDialog

    dialog = ShortcutsDialog(window.actions_table, window)
    edit = dialog.findChild(QWidget, "keys:reject")
    edit.setKeySequence(QKeySequence("A"))
    dialog.change("reject", edit)
    assert dialog.problem.text()
    assert window.actions_table.by_id["reject"].shortcut() == QKeySequence("R")
    edit.setKeySequence(QKeySequence("X"))
    dialog.change("reject", edit)
    assert window.actions_table.by_id["reject"].shortcut() == QKeySequence("X")
    dialog.deleteLater()


def test_a_correction_is_offered_for_the_facts_it_fits(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    from core import edits, learn
    from desktop.dialogs import BulkDialog

    monkeypatch.setattr(BulkDialog, "exec", lambda _: 1)
    store = window.session.store
    offered = next(
        (fact for fact in store.facts(store.fact_ids()) if _teaches(window, fact.id)),
        None,
    )
    assert offered is not None
    offers = child(window, "notice")
    assert offers.text.text()
    offers.look()
    assert learn.rules(store)
    assert edits


def _teaches(window: Window, number: int) -> bool:
    from core import edits

    window.session.do(edits.set_fields, (number,), recipient=("620421",))
    settle(window)
    return bool(child(window, "notice")._offered)


def test_an_empty_store_says_what_to_do(opened: Callable[..., Window], tmp_path: Path) -> None:
    window = opened(str(tmp_path / "empty.hedui"))
    for at in range(window.workspaces.count()):
        window.workspaces.setCurrentIndex(at)
        QApplication.processEvents()
    assert child(window, "totalsTable").model().rowCount() == 0
    window.workspaces.setCurrentIndex(0)
    texts = {one.text() for one in window.findChildren(QPushButton) if one.isVisible()}
    assert "Open the sample reports" in texts


def test_a_long_title_does_not_widen_the_text(window: Window) -> None:
    assert window.review.source.minimumSizeHint().width() < 400
