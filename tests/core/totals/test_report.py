"""A report says every total, what was left out and why, and the sentences behind it, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from core import filters, totals
from core.records import About, Bound, Document, Piece
from core.store import Store
from core.totals.records import Row
from tests.core.totals.made import fact


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.hedui", curator="梅") as opened:
        text = "<b>投入</b>5万元,其中2万元;另3万元。"
        about = About(title="报告 <1> & 2")
        document = Document("a", "txt", "0" * 64, b"", text, text, (Piece(0, len(text), 0, len(text)),), (), about)
        told = {"sentence": text, "end": 3}
        facts = [
            fact("50000", id=1, start=1, quote="5万元", bound=Bound.OVER, **told),
            fact("20000", id=2, start=2, quote="2万元", whole=1, **told),
            fact("30000", id=3, start=3, quote="3万元", recipient=("620000",), **told),
        ]
        opened.add(document, facts)
        yield opened


class Tags(HTMLParser):
    """Opens and closes every element in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - HTMLParser calls it so
        if tag not in ("meta", "br"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.mark.parametrize("by", [("indicator",), ("provider", "recipient"), ("recipient.province", "year")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_is_whole_html_that_stands_alone(store: Store, by: tuple[str, ...], language: str) -> None:
    html = totals.report_html(store, filters.ALL, by, language)
    tags = Tags()
    tags.feed(html)
    assert tags.stack == []
    assert "报告 &lt;1&gt; &amp; 2" in html
    assert "&lt;b&gt;投入&lt;/b&gt;<b>5万元</b>" in html
    assert "http" not in html


def test_a_report_says_totals_with_their_bounds_and_what_was_left_out(store: Store) -> None:
    html = totals.report_html(store, filters.ALL, ("recipient",), "zh")
    assert "超过5万元" in html
    assert ">3万元<" in html
    assert "已含在所属总数中：1" in html


def test_each_number_of_a_report_leads_to_its_sentence(store: Store) -> None:
    html = totals.report_html(store, filters.ALL, ("recipient",), "zh")
    named, led = set(re.findall(r'href="#(s\d+)"', html)), set(re.findall(r'name="(s\d+)"', html))
    assert named == led != set()


def test_an_appendix_comes_only_when_it_is_asked_for(store: Store) -> None:
    assert "附录" not in totals.report_html(store, filters.ALL, ("recipient",), "zh")
    asked = totals.report_html(store, filters.ALL, ("recipient",), "zh", extras=totals.Extras(appendix=True))
    assert "附录" in asked
    assert "含于" in asked


def test_the_first_page_has_the_largest_of_the_unit_that_matters_and_some_of_the_others(store: Store) -> None:
    short = totals.report_html(store, filters.ALL, ("recipient",), "zh", extras=totals.Extras(rows=1))
    assert "超过5万元" in short
    assert ">3万元<" not in short


def test_a_report_of_nothing_says_so(store: Store) -> None:
    assert "There is nothing to count." in totals.report_html(store, filters.parse("year:1999"), language="en")


def test_who_helps_whom_is_a_matrix(store: Store) -> None:
    (one,) = totals.matrices(totals.rows(store, filters.ALL, ("recipient", "provider")))
    assert (len(one.rows), len(one.columns), len(one.cells)) == (2, 1, 2)
    assert one.label("620000", 0, "zh") == "甘肃"
    assert totals.matrices(totals.rows(store, filters.ALL, ("recipient",))) == ()


@pytest.mark.parametrize(
    ("low", "value", "high", "bound", "zh", "en"),
    [
        ("5000", "5000", "5000", Bound.EXACT, "5,000元", "5,000 yuan"),
        ("102000000", "102000000", "102000000", Bound.EXACT, "1.02亿元", "102,000,000 yuan"),
        ("3000", "3000", "5000", Bound.EXACT, "3,000元–5,000元", "3,000 yuan–5,000 yuan"),
        ("73000000", "73000000", None, Bound.OVER, "超过7,300万元", "over 73,000,000 yuan"),
        ("0", "40", "40", Bound.UNDER, "不足40元 (0元–40元)", "under 40 yuan (0 yuan–40 yuan)"),
        ("10", "50", None, Bound.ABOUT, "约50元 (至少10元)", "about 50 yuan (at least 10 yuan)"),
        ("28", "28", "28", Bound.ABOUT, "约28元", "about 28 yuan"),
    ],
)
def test_a_total_is_written_with_what_it_is_at_least_and_at_most(
    low: str, value: str, high: str | None, bound: Bound, zh: str, en: str
) -> None:
    row = Row((), (), (), "CNY", False, Decimal(value), Decimal(low), Decimal(high) if high else None, bound, ())
    assert (totals.written(row, "zh"), totals.written(row, "en")) == (zh, en)
