"""Each figure gets the period it is about, counted from the document's own day or year and never from the clock."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.extract import periods
from core.extract.quantities import read_quantities
from core.records import About

CASES = json.loads((Path(__file__).parents[2] / "cases" / "periods.json").read_text(encoding="utf-8"))


def iso(day: date | None) -> str | None:
    return day and day.isoformat()


def dated(day: str | None) -> About:
    return About(published_on=date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(("anchor", "text", "ends"), CASES["read"])
def test_words_are_resolved_against_the_day_or_year(
    anchor: str | None, text: str, ends: list[str | None] | None
) -> None:
    whole_day = anchor is not None and len(anchor) > 4
    year = int(anchor) if anchor and not whole_day else None
    period = periods.read_period(text, dated(anchor if whole_day else None), year)
    assert (period and [iso(period.start), iso(period.end)]) == ends


@pytest.mark.parametrize("case", CASES["assign"], ids=lambda case: case["text"][:20])
def test_each_figure_gets_its_period(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = read_quantities(text)
    given_periods = periods.assign(text, [(q.start, q.end) for q in found], dated(case["published"]))  # type: ignore[arg-type]
    told = [[text[q.start : q.end], iso(p.start), iso(p.end)] for q, p in zip(found, given_periods, strict=True)]
    assert told == case["periods"]


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("2019年,全盟投入资金9.4亿元。", None, 2019),
        ("引进企业数较2018年增长160%。", None, None),
        ("自2018年签署协议以来,投入3亿元。", None, None),
        ("《2019年规划》已印发。", None, None),
        ("投入资金。", None, None),
        ("到2025年建成基地。", None, None),
        ("2018年投入1亿元。2019年投入2亿元。2019年培训3人。2019年引进5家。", None, 2019),
        ("2020年投入1亿元。2020年培训30人。", "2021-02-03", 2020),
        ("今年投入1亿元。2020年培训30人。", "2021-02-03", 2021),
        ("全年投入1亿元。", "2021-01-20", 2020),
        ("投入1亿元。", "2020-07-13", 2020),
        ("2017年,投入1亿元。今年投入2亿元。", "2018-04-20", 2017),
        ("2017年,投入1亿元。今年投入2亿元。", "2018-08-20", 2018),
        ("去年,投入1亿元。", "2018-03-20", 2017),
        ("去年,投入1亿元。", "2018-07-20", 2018),
        ("本报1月3日电 2023年,投入1亿元。", "2024-11-05", 2023),
        ("2016年7月,两地签署协议。", None, None),
        ("1996年,中央确定两省结对,此后派出干部20名。", None, None),
    ],
)
def test_the_year_of_the_report(text: str, day: str | None, year: int | None) -> None:
    assert periods.report_year(text, dated(day)) == year


@pytest.mark.parametrize("text", ["", "投入3亿元", "《2019-2020年规划》", "三年行动计划", "65岁", "12个月", "电话2019"])
def test_other_words_date_nothing(text: str) -> None:
    assert not [mention for mention in periods.find_periods(text, dated("2020-07-13")) if mention.reach]


def test_spans_hold_the_words() -> None:
    text = "自2018年《框架协议》签署以来，投入3亿元；今年5月，又投入1亿元。"
    mentions = periods.find_periods(text, dated("2020-07-13"))
    assert [text[m.start : m.end] for m in mentions] == ["自2018年《框架协议》签署以来", "今年5月"]
    assert [m.period.text for m in mentions] == [text[m.start : m.end] for m in mentions]


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="0123456789一二三十五年月日今去前上下半全季度自从至到以来起底末截累计近过目前，。；\n-—《》“”期间",
        max_size=60,
    ),
    st.one_of(st.none(), st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))),
)
def test_no_period_ends_before_it_begins(text: str, day: date | None) -> None:
    about = About(published_on=day)
    for mention in periods.find_periods(text, about):
        first, last = mention.period.start, mention.period.end
        assert first is None or last is None or first <= last or (day is not None and first > day)
    assert len(periods.assign(text, [(0, 1), (5, 9)], about)) == 2


@pytest.mark.parametrize("filler", ["1", "年", "2019年", "自", "自2018年", "累计", "《", "以来，", "截至", "。", "；"])
def test_long_runs_are_read_to_the_end(filler: str) -> None:
    text = filler * (20_000 // len(filler)) + "。\n今年投入5元"
    assert periods.find_periods(text, dated("2020-07-13"))[-1].period.text == "今年"
