"""Pages in columns are read one column after the other, and paragraphs come out whole."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from core.repair import repair

sys.path.insert(0, str(Path(__file__).parent))
from typeset import PARAGRAPHS, Layout, narrow, page

LAYOUTS = {
    **{f"two columns, gutter {gutter}": Layout(gutter=gutter) for gutter in (2, 3, 4, 6, 10, 20)},
    **{f"two columns of {width}": Layout(width=width) for width in (30, 36, 44, 50)},
    **{f"three columns, gutter {gutter}": Layout(columns=3, width=30, gutter=gutter) for gutter in (3, 4, 8)},
    "margin": Layout(margin=12),
    "headline": Layout(headline="山海携手谱写新篇 两地协作结出硕果"),
    "headline and subtitle": Layout(
        headline="山海携手谱写新篇 两地协作结出硕果", subtitle="——某市与某县开展对口协作工作综述"
    ),
    "three columns with headline": Layout(columns=3, width=30, headline="山海携手谱写新篇 两地协作结出硕果"),
    "running head and page number": Layout(running_head="专刊专版", page_number="- 12 -"),
    "columns of unequal length": Layout(uneven=8),
    "footnote at a column's foot": Layout(footnote="注:本文数据由两地主管部门提供,截至当年12月底。"),
    "all of it": Layout(
        margin=6,
        headline="山海携手谱写新篇 两地协作结出硕果",
        subtitle="——某市与某县开展对口协作工作综述",
        running_head="专刊专版",
        page_number="- 12 -",
        uneven=4,
    ),
}


def paragraphs(text: str) -> list[str]:
    return [words for line in text.split("\n") if (words := re.sub(r"\s+", "", line))]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_columns_come_out_as_the_paragraphs_that_were_set(layout: Layout) -> None:
    told = paragraphs(repair(page(layout)).text)
    wanted = [re.sub(r"\s+", "", paragraph) for paragraph in PARAGRAPHS]
    assert [line for line in told if line in wanted] == wanted


@pytest.mark.parametrize("layout", [LAYOUTS["headline and subtitle"], LAYOUTS["all of it"]], ids=["headline", "all"])
def test_headline_and_subtitle_stand_before_the_columns(layout: Layout) -> None:
    told = paragraphs(repair(page(layout)).text)
    assert told[:2] == [re.sub(r"\s+", "", words) for words in (layout.headline, layout.subtitle)]


@pytest.mark.parametrize("columns", [2, 3])
def test_running_head_and_page_number_go(columns: int) -> None:
    layout = Layout(columns=columns, width=30, running_head="专刊专版", page_number="- 12 -")
    assert paragraphs(repair(page(layout)).text) == [re.sub(r"\s+", "", paragraph) for paragraph in PARAGRAPHS]


def test_a_footnote_stays_at_the_foot_of_its_column() -> None:
    layout = LAYOUTS["footnote at a column's foot"]
    assert re.sub(r"\s+", "", layout.footnote) in paragraphs(repair(page(layout)).text)


def test_words_of_latin_letters_stay_whole() -> None:
    assert "(Telemedicine Platform)" in repair(page(Layout())).text


TABLES = (
    (("县名", "资金(万元)", "项目(个)"), ("甲县", "1200", "12"), ("乙县", "860", "9"), ("丙县", "2045", "21")),
    (
        ("指标名称", "上年完成情况", "本年完成情况"),
        ("帮扶资金总额", "1200万元", "1560万元"),
        ("选派干部人数", "32名", "41名"),
        ("结对学校数量", "18对", "26对"),
        ("共建产业园区", "3个", "5个"),
    ),
    (
        ("甲县", "120", "450", "98"),
        ("乙县", "98", "377", "45"),
        ("丙县", "210", "899", "132"),
        ("丁县", "31", "102", "17"),
    ),
)


def set_in_columns(rows: tuple[tuple[str, ...], ...], width: int) -> str:
    return "\n".join("".join(cell + " " * (width - narrow(cell)) for cell in row).rstrip() for row in rows) + "\n"


@pytest.mark.parametrize("width", [14, 20, 31])
@pytest.mark.parametrize("rows", TABLES)
def test_tables_of_figures_are_left_as_tables(rows: tuple[tuple[str, ...], ...], width: int) -> None:
    text = repair(set_in_columns(rows, width)).text
    assert [line.split() for line in text.rstrip("\n").split("\n")] == [list(row) for row in rows]


@pytest.mark.parametrize("broken", ["", "\n", "\n\n"])
def test_a_sentence_cut_by_a_break_is_joined(broken: str) -> None:
    first = "两地不断深化产业协作,全年实施项目46个。各乡镇组织群众强"
    second = "化技能培训,开展培训班33期,培训2870人次。"
    assert repair(f"{first}\n{broken}{second}").text == first + second


@pytest.mark.parametrize("width", [30, 44, 60, 76])
def test_wrapped_lines_of_one_column_become_paragraphs(width: int) -> None:
    told = paragraphs(repair(page(Layout(columns=1, width=width))).text)
    assert told == [re.sub(r"\s+", "", paragraph) for paragraph in PARAGRAPHS]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_sentence_cut_by_a_page_break_is_joined_over_head_and_number(columns: int) -> None:
    cut = PARAGRAPHS[3].index("全年") + 1
    first = Layout(columns=columns, width=36, paragraphs=(*PARAGRAPHS[:3], PARAGRAPHS[3][:cut]), page_number="- 12 -")
    second = page(Layout(columns=columns, width=36, paragraphs=PARAGRAPHS[4:], page_number="- 13 -"))
    rest = PARAGRAPHS[3][cut:]
    told = paragraphs(repair(f"{page(first)}\n{rest}\n\n{second}").text)
    assert told == [re.sub(r"\s+", "", paragraph) for paragraph in PARAGRAPHS]
