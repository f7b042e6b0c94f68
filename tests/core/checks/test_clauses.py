"""What the words of a clause tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest

from core import checks
from core.checks import Kind, near
from core.checks.clauses import apart, said
from core.store import Store
from tests.core.checks.pages import Page
from tests.core.totals.made import fact


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.hedui") as opened:
        yield opened


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("签约资金48亿元", "投资总额48亿元", True),
        ("协议投资48亿元", "到位资金48亿元", True),
        ("签约项目到位资金48亿元", "完成投资48亿元", False),
        ("累计投入48亿元", "今年投入48亿元", True),
        ("今年累计投入48亿元", "今年投入48亿元", False),
        ("自治区级财政资金48亿元", "区级财政资金48亿元", True),
        ("48亿元协议资金", "到位48亿元", True),
        ("投入资金48亿元", "到位资金48亿元", False),
        ("省内就业48亿元", "省外就业48亿元", True),
    ],
)
def test_clauses_that_say_different_things_are_of_two_figures(one: str, other: str, expected: bool) -> None:
    quoted = [said(fact("4800000000", quote="48亿元", sentence=f"去年,{text}。")) for text in (one, other)]
    assert apart(*quoted) is expected


@pytest.mark.parametrize(("second", "kinds"), [("投资总额", []), ("引资", [Kind.ROUNDING])])
def test_signed_and_invested_are_no_rounding_of_each_other(store: Store, second: str, kinds: list[Kind]) -> None:
    page = Page("330100", "522600", 2013).say("共签约资金")
    page.tell("4.8亿元", "480000000", "CNY", "industry.investment")
    page.say("。杭州企业").say(second)
    page.tell("4.827亿元", "482700000", "CNY", "industry.investment")
    store.add(*page.say("。").done("一"))
    assert [one.kind for one in checks.findings(store)] == kinds


@pytest.mark.parametrize("text", ["东西部协作 2020年 α", "a" * 40, "帮扶资金12.5万元,𠮷" * 9, "中" * 29])
def test_sketches_of_many_texts_are_those_of_each_by_the_hash_of_its_runs(text: str) -> None:
    plain = "".join(text.split())
    least = [2**32] * near.MINIMA
    for at in range(len(plain) - near.RUN + 1):
        value = crc32(plain[at : at + near.RUN].encode())
        least[value % near.MINIMA] = min(least[value % near.MINIMA], value)
    bands = range(0, near.MINIMA, near.BAND)
    expected = tuple(crc32(repr((at, least[at : at + near.BAND])).encode()) for at in bands)
    assert near.sketches(["", text, "别的文字" * 20])[1] == (expected if len(text) >= 30 else ())


@pytest.mark.parametrize(("published", "told"), [(date(2020, 9, 3), 1), (date(2020, 10, 26), 0)])
def test_figures_of_one_late_period_are_told_once_and_not_in_its_last_month(
    store: Store, published: date, told: int
) -> None:
    page = Page("110105", "150926", 2020, published).say("截至2020年10月,帮扶")
    for quote, unit, indicator in (("12户", "household", "outcome.households"), ("35人", "person", "other.people")):
        page.tell(quote, quote[:2], unit, indicator, period_start=None, period_end=date(2020, 10, 31))
        page.say(",惠及")
    store.add(*page.say("。").done("一"))
    found = [one for one in checks.findings(store) if one.kind is Kind.PERIOD]
    assert [one.sentence("zh") for one in found] == [
        "12户、35人：时期–2020-10-31的结束晚于文档日期（2020-09-03）。"
    ] * told


@pytest.mark.parametrize(("figures", "expected"), [(3, False), (61, True)])
def test_a_store_tells_where_not_all_figures_are_compared(store: Store, figures: int, expected: bool) -> None:
    page = Page("110105", "150926", 2020).say("投入")
    for at in range(figures):
        page.tell(f"{at + 10}元", str(at + 10), "CNY", "funds.project")
        page.say("、")
    store.add(*page.say("。").done("一"))
    assert checks.crowded(store) is expected
