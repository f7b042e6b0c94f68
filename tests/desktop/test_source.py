"""What stands in the source: repairs shown and listed, exact positions in any text, PDF pages with their facts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from core.records import RepairKind
from desktop.offsets import Offsets
from desktop.window import Window
from tests.desktop.everyday import settle


def named(window: Window, part: str) -> Any:
    """Open the sample report whose name begins so."""
    row = next(row for row in window.session.documents if row.name.startswith(part))
    window.session.show_document(row.id)
    return window.review.source.text


@pytest.mark.parametrize("part", ["002", "003"])
def test_each_gloss_and_each_slip_shows_where_it_was_put_right(window: Window, part: str) -> None:
    text = named(window, part)
    document = window.session.document
    shown = {id(repair) for _, _, repair in text._repairs}
    wanted = [one for one in document.repairs if one.kind in (RepairKind.GLOSS, RepairKind.BYTE_SLIP)]
    assert wanted
    assert [one for one in wanted if id(one) not in shown and one.start > 0] == []
    start, end, repair = next(one for one in text._repairs if one[2].kind is RepairKind.BYTE_SLIP)
    text.show_span(start, end)
    (rect, *_) = text._rects(start, end)
    assert repair.before.strip() in text._tip(rect.center().toPoint())


def test_a_conversion_of_a_whole_line_underlines_only_what_it_changed(window: Window) -> None:
    text = named(window, "002")
    document = window.session.document
    for start, end, repair in text._repairs:
        if repair.kind is RepairKind.TRADITIONAL:
            assert all(character not in "，。、年月日" for character in document.text[start:end])


@pytest.mark.parametrize("part", ["000", "002", "003"])
def test_the_raw_text_and_back_keeps_the_fact_in_view(window: Window, part: str) -> None:
    text = named(window, part)
    fact = window.session.fact(window.session.current)
    window.session.requested.emit("toggleRaw")
    assert text.raw
    raw = "".join(window.session.document.raw[start:end] for start, end in text._spans(fact.id))
    assert any(digit in raw for digit in fact.quote if digit.isdigit())
    window.session.requested.emit("toggleRaw")
    assert not text.raw
    assert window.session.current == fact.id


def test_repairs_are_listed_by_kind_doubtful_ones_first_and_shown(window: Window) -> None:
    text = named(window, "003")
    tree = window.findChild(QTreeWidget, "repairList")
    kinds = {one.kind for one in window.session.document.repairs}
    assert tree.topLevelItemCount() == len(kinds)
    first = tree.topLevelItem(0)
    first.setExpanded(True)
    tree.itemActivated.emit(first.child(0), 0)
    repair = next(one for one in window.session.document.repairs if not one.sure)
    start, end = text.selected()
    assert [one[2] for one in text._repairs if one[:2] == (start, end)] == [repair]


def test_blank_lines_at_the_start_take_no_room(window: Window) -> None:
    text = named(window, "000")
    first = next(block for block in iter_blocks(text) if block.text().strip())
    assert all(not block.isVisible() for block in iter_blocks(text) if block.position() < first.position())
    assert text.toPlainText() == window.session.document.text


def iter_blocks(text: Any) -> Any:
    block = text.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize("made", ["𠮷村12户", "😀😀资金５０万元", "甲\r\n乙7人", "（２０２０年）𠮷𠮷３次\r\n完"])
def test_positions_are_exact_in_any_text(made: str) -> None:
    offsets = Offsets(made)
    shown = made.replace("\r\n", "\n").encode("utf-16-le")
    for point in range(len(made)):
        if made[point] != "\n" or made[point - 1] != "\r":
            unit = offsets.to_units(point)
            assert shown[2 * unit : 2 * unit + 2] == made[point].replace("\r", "\n").encode("utf-16-le")[:2]
            assert offsets.to_points(unit) == point


def test_the_page_of_a_pdf_outlines_its_facts(
    opened: Callable[..., Window], tmp_path: Path, press: Callable[..., None]
) -> None:
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out, pagesize=(400, 500))
    for number in (1, 2):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(40, 420, f"2019年投入帮扶资金{number}300万元，选派干部{number}2名。")
        canvas.showPage()
    canvas.save()
    (tmp_path / "pages.pdf").write_bytes(out.getvalue())
    window = opened(str(tmp_path / "own.hedui"))
    window.desk.import_paths([str(tmp_path / "pages.pdf")])
    settle(window, lambda: len(window.session.documents) == 1)
    source = window.review.source
    press(window, Qt.Key.Key_O)
    assert source.text.raw
    press(window, Qt.Key.Key_O)
    settle(window, lambda: bool(source.page._rects))
    assert source.stack.currentWidget() is source.page
    for number in window.session.facts:
        window.session.select(number)
        settle(window)
        (rect, *_) = source.page.rects(number)
        assert source.page.viewport().rect().contains(rect.center().toPoint())
        assert source.page.fact_at(rect.center().toPoint()) == number
    assert source.page._pictures
    press(window, Qt.Key.Key_O)
    assert source.stack.currentWidget() is source.text
    assert not source.text.raw
