"""Tables, offsets, families and tasks: the parts of the window that compute."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt, QThread
from PySide6.QtGui import QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.errors import BadValue, Problem
from core.records import Bound, Fact
from desktop import family, language, messages, strokes, theme
from desktop.fact_model import COLUMNS, FactModel, around
from desktop.grid import GridModel
from desktop.offsets import Offsets
from desktop.tasks import Task
from desktop.window import Window

FACT = Fact(1, 0, 7, "5107.12万元", "共投入5107.12万元。", Decimal(51_071_200), "CNY", measure_word="元")


def drawn(text: str, *, struck: bool = False) -> tuple[int, QImage]:
    """The pixels that a cell's words take, and their picture."""
    picture = QImage(200, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    taken = strokes.write(painter, QRectF(picture.rect()), text, struck=struck)
    painter.end()
    return taken, picture


@pytest.mark.usefixtures("qapp")
def test_words_of_a_cell_stand_in_one_line_within_it() -> None:
    assert drawn("7300\n余万元")[1] == drawn("7300 余万元")[1]
    assert drawn("7300余万元")[0] < drawn("7300余万元" * 100)[0] <= 200


@pytest.mark.usefixtures("qapp")
def test_words_of_a_cell_are_no_markup_and_can_be_struck_out() -> None:
    assert drawn("<b>7个</b>")[1] != drawn("7个")[1]
    assert drawn("7个", struck=True)[1] != drawn("7个")[1]


def test_the_models_keep_qts_rules(window: Window, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(window.review.facts.model)
    qtmodeltester.check(window.review.documents.model)


def test_the_table_of_all_facts_keeps_qts_rules(window: Window, qtmodeltester: ModelTester) -> None:
    model = FactModel(window.session, list(COLUMNS))
    model.set_ids(window.session.store.fact_ids())
    qtmodeltester.check(model)
    assert model.rowCount() == window.session.store.count()


def test_a_grid_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = GridModel(("one", "two"))
    model.fill(("one", "two"), [("a", "b"), ("c", "d")], [1, 2])
    qtmodeltester.check(model)


def test_rows_are_read_a_page_at_a_time(window: Window) -> None:
    model = FactModel(window.session, ("quantity",))
    ids = window.session.store.fact_ids()
    model.set_ids(ids * 1000)
    assert model.rowCount() == len(ids) * 1000
    assert model.index(len(ids) * 999, 0).data()
    assert len(model._seen) <= len(ids)


def test_a_removed_fact_leaves_an_empty_row(window: Window) -> None:
    model = FactModel(window.session, ("quantity",))
    model.set_ids(array("q", [10_000_000]))
    assert model.index(0, 0).data() is None


TEXTS = st.text(st.sampled_from("ab万元1２𠮷😀\n é"), max_size=40)


@given(TEXTS)
def test_offsets_go_to_qt_and_back(text: str) -> None:
    offsets = Offsets(text)
    assert [offsets.to_points(offsets.to_units(at)) for at in range(len(text) + 1)] == list(range(len(text) + 1))


@given(TEXTS)
def test_offsets_are_those_of_a_document(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(text)
    offsets = Offsets(text)
    for start in range(len(text)):
        cursor = QTextCursor(document)
        cursor.setPosition(offsets.to_units(start))
        cursor.setPosition(offsets.to_units(start + 1), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().replace("\u2029", "\n") == text[start]


def test_crlf_is_one_position() -> None:
    offsets = Offsets("a\r\n万")
    assert [offsets.to_units(at) for at in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_parts_stand_below_their_whole_and_add_up() -> None:
    whole = replace(FACT, id=1, value=Decimal(266), quote="266家", unit="count")
    parts = [replace(whole, id=n, value=Decimal(v), quote=f"{v}家", whole=1) for n, v in ((2, 235), (3, 31))]
    assert family.depths([whole, *parts]) == {1: 0, 2: 1, 3: 1}
    assert family.sums([whole, *parts])[1] == family.PartSum(Decimal(266), holds=True)
    assert not family.sums([replace(whole, value=Decimal(267)), *parts])[1].holds


def test_a_sum_holds_within_the_digits_told() -> None:
    whole = replace(FACT, id=1, value=Decimal(5_162_000), quote="516.2万元")
    values = (("386.4", 3_864_000), ("113", 1_130_000), ("16.86", 168_600))
    parts = [replace(FACT, id=n, value=Decimal(v), quote=f"{q}万元", whole=1) for n, (q, v) in enumerate(values, 2)]
    assert family.step(whole) == 1000
    assert not family.sums([whole, *parts])[1].holds  # 600 too much: half a thousand is 500


def test_rings_of_wholes_end() -> None:
    one, other = replace(FACT, id=1, whole=2), replace(FACT, id=2, whole=1)
    assert set(family.depths([one, other])) == {1, 2}


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("51071200", "CNY", "5107.12万元", "51.0712 m CNY"),
        ("102000000", "CNY", "1.02亿元", "102 m CNY"),
        ("30046000000", "CNY", "300.46亿元", "30.046 bn CNY"),
        ("892", "person", "892人", "892 people"),
        ("5073", "person", "5073人", "5,073 people"),
        ("16.24", "%", "16.24%", "16.24%"),
        ("0", "%", "0%", "0%"),
    ],
)
def test_values_are_written_as_people_write_them(qapp: QApplication, value: str, unit: str, zh: str, en: str) -> None:
    said = []
    for tongue in ("zh", "en"):
        language.speak(qapp, tongue)
        said.append(messages.figure(Decimal(value), unit))
    assert said == [zh, en]


def test_the_quote_is_shown_only_while_it_says_the_value(qapp: QApplication) -> None:
    language.speak(qapp, "zh")
    assert messages.as_written(FACT) == "5107.12万元"
    assert messages.as_written(replace(FACT, value=Decimal(600))) == "600元"


def test_a_bound_is_said_in_words(qapp: QApplication) -> None:
    language.speak(qapp, "zh")
    assert messages.exact(replace(FACT, bound=Bound.OVER, value=Decimal(73_000_000))) == "超过 73,000,000 元"


@dataclass(frozen=True)
class Step:
    done: int
    total: int = 3
    name: str = ""


def steps(ended: list[str], *, problem: Problem | None = None) -> Iterator[Step]:
    try:
        for done in range(3):
            yield Step(done)
        if problem:
            raise problem
    finally:
        ended.append("cleaned up")


def test_a_task_tells_each_step_and_its_end(qtbot: QtBot) -> None:
    ended: list[str] = []
    task = Task("work", lambda: steps(ended))
    seen: list[Step] = []
    task.advanced.connect(seen.append)
    with qtbot.waitSignals([task.ended, task.over]):
        task.start()
    assert [step.done for step in seen] == [0, 1, 2]
    assert ended == ["cleaned up"]


def test_who_listens_right_after_the_start_misses_no_step(qtbot: QtBot) -> None:
    task = Task("work", lambda: steps([]))
    seen: list[Step] = []
    task.start()
    QThread.msleep(200)  # time enough for all steps
    task.advanced.connect(seen.append)
    with qtbot.waitSignals([task.ended, task.over]):
        pass
    assert [step.done for step in seen] == [0, 1, 2]


def test_a_task_that_is_waited_for_at_once_does_its_work(qtbot: QtBot) -> None:
    ended: list[str] = []
    task = Task("work", lambda: steps(ended))
    with qtbot.waitSignal(task.over):
        task.start()
        assert task.wait()
    assert ended == ["cleaned up"]


def test_a_task_can_be_cancelled_and_cleans_up(qtbot: QtBot) -> None:
    ended: list[str] = []

    def endless() -> Iterator[Step]:
        try:
            while True:
                yield Step(0)
        finally:
            ended.append("cleaned up")

    task = Task("work", endless)
    task.advanced.connect(task.cancel)
    with qtbot.waitSignals([task.cancelled, task.over]):
        task.start()
    assert ended == ["cleaned up"]


def test_a_problem_in_a_task_is_told(qtbot: QtBot) -> None:
    problem = BadValue("quantity", text="x")
    task = Task("work", lambda: steps([], problem=problem))
    told: list[object] = []
    task.failed.connect(told.append)
    with qtbot.waitSignals([task.failed, task.over]):
        task.start()
    assert told == [problem]


@pytest.mark.parametrize(
    ("sentence", "quote", "told"),
    [
        ("共投入5107.12万元。", "5107.12万元", ("共投入", "5107.12万元", "。")),
        ("共投入\n5107.12\n万元。", "5107.12\n万元", ("共投入 ", "5107.12 万元", "。")),
        ("共投入资金。", "3个", ("", "", "共投入资金。")),
    ],
)
def test_a_sentence_is_parted_at_its_figure(sentence: str, quote: str, told: tuple[str, str, str]) -> None:
    assert around(replace(FACT, sentence=sentence, quote=quote)) == told


def test_a_long_sentence_is_parted_near_its_figure() -> None:
    before, quote, after = around(replace(FACT, sentence="甲" * 3000 + FACT.quote + "乙" * 3000))
    assert quote == FACT.quote
    assert set(before) == {"甲"}
    assert set(after) == {"乙"}
    assert len(before) == len(after) < 1000


@pytest.mark.usefixtures("qapp")
def test_what_does_not_fit_is_cut_off_at_the_side_that_is_named() -> None:
    text = "受援方共投入帮扶资金"
    end, _ = theme.fitted(text, 60)
    begin, wide = theme.fitted(text, 60, cut_before=True)
    assert text.startswith(end[:-1])
    assert text.endswith(begin[1:])
    assert 0 < wide <= 60
