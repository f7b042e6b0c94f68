"""From a text to its facts."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BadValue
from core.extract import extract, read_fact
from core.records import About

TEXT = (
    "2022年,福州市向定西市投入财政援助资金3.82亿元,实施帮扶项目156个。\n"
    "劳务协作方面,帮助就业5200人(其中脱贫人口1300人),预计全年人均增收7500元。"
)
ABOUT = About(title="闽宁协作", published_on=date(2022, 12, 1))
SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
PIECES = [
    *("投入资金", "3.2亿元", "其中", "增长", "12%", "分别", "企业", "6家", "1307户", "4274人", "由", "下降到", "0"),
    *("预计", "方面,", "结对", "北京", "的", "到", ":", "(", ")", "、", ",", "。", ";", "\n"),
]


def test_facts_are_numbered_in_reading_order_and_quote_the_text() -> None:
    facts = extract(TEXT, ABOUT).facts
    assert [fact.quote for fact in facts] == ["3.82亿元", "156个", "5200人", "1300人", "7500元"]
    assert [fact.id for fact in facts] == [1, 2, 3, 4, 5]
    assert all(TEXT[fact.start : fact.end] == fact.quote for fact in facts)
    assert all(fact.quote in fact.sentence for fact in facts)


def test_what_is_known_of_the_document_stays_and_its_pair_is_added() -> None:
    about = extract(TEXT, ABOUT).about
    assert (about.title, about.published_on) == (ABOUT.title, ABOUT.published_on)
    assert about.provider
    assert about.recipient


def test_a_pair_that_is_known_is_kept() -> None:
    known = About(provider=("350000",), recipient=("640000",))
    assert extract(TEXT, known).about == known


def test_each_fact_tells_the_words_and_the_rule_that_decided() -> None:
    first = extract(TEXT, ABOUT).facts[0]
    assert first.label in TEXT
    assert first.rule.endswith(first.label)


@pytest.mark.parametrize("text", ["", "\n", "。", "没有任何数字的句子。", "A plain page of English."])
def test_a_text_without_figures_has_no_facts(text: str) -> None:
    assert extract(text).facts == ()


@pytest.mark.parametrize("words", ["156个", "156", "目156个。", "5200人"])
def test_a_selection_gives_the_fact_that_it_meets(words: str) -> None:
    start = TEXT.index(words)
    chosen = read_fact(TEXT, start, start + len(words), ABOUT)
    assert chosen in extract(TEXT, ABOUT).facts
    assert chosen.start < start + len(words)
    assert chosen.end > start


def test_a_selection_that_only_reads_as_a_quantity_alone_is_read_alone() -> None:
    text = "报告编号为第12页所载,另有“1+6”框架。"
    start = text.index("6")
    assert read_fact(text, start, start + 1).quote == "6"


def test_a_selection_without_a_quantity_is_a_problem() -> None:
    with pytest.raises(BadValue) as problem:
        read_fact("福州市向定西市投入", 0, 3)
    assert problem.value.kind == "quantity"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_the_raw_sample_reports_are_read_without_their_repair(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    facts = extract(text).facts
    assert all(text[fact.start : fact.end] == fact.quote for fact in facts)
    assert all(first.end <= second.start for first, second in pairwise(facts))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_links_point_to_other_facts_of_the_same_unit_and_confidence_is_a_probability(text: str) -> None:
    facts = {fact.id: fact for fact in extract(text).facts}
    for fact in facts.values():
        assert 0 < fact.confidence < 1
        assert fact.whole is None or fact.unit in (facts[fact.whole].unit, "%")  # 其中80%用于…
        assert fact.same_as is None or facts[fact.same_as].value == fact.value


def test_the_same_sentences_far_apart_are_read_alike() -> None:
    filler = "这一段没有数字。" * 400 + "\n"
    alone = extract(TEXT, ABOUT).facts
    after = extract(filler + TEXT, ABOUT).facts
    assert [fact.indicator for fact in after] == [fact.indicator for fact in alone]


def test_what_begins_after_the_report_is_planned() -> None:
    before, after = extract("收益按照2022年3%、2024年起5%分配。", About(published_on=date(2023, 5, 28))).facts
    assert (before.planned, after.planned) == (False, True)


def test_facts_of_one_sentence_share_its_text() -> None:
    first, *others = extract("新建厂房3座、" * 50 + "学校1所。").facts
    assert others
    assert all(fact.sentence is first.sentence for fact in others)


def test_who_needs_the_indicators_alone_does_not_load_the_extractor() -> None:
    told = "import sys, core.extract.indicators; print('core.extract.pipeline' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("今年将投入援疆资金8.3亿元。", date(2012, 12, 31)),
        ("今年,上海市将实施项目56个。", date(2012, 12, 31)),
        ("今年投入援疆资金8.3亿元。", date(2012, 2, 10)),
        ("今年建成的车间将带动就业300人。", date(2012, 2, 10)),
        ("今年,促成外地公司签订了协议,计划投资2亿元。", date(2012, 2, 10)),
        ("2012年,全县预计实现3万人脱贫。", date(2012, 12, 31)),
        ("年内帮助培训人才1530名。", date(2012, 12, 31)),
        ("今年援疆8.3亿元\n今年将投入援疆资金8.3亿元。", date(2012, 12, 31)),
    ],
)
def test_what_a_year_will_bring_ends_with_it(text: str, end: date) -> None:
    facts = extract(text, About(published_on=date(2012, 2, 10))).facts
    assert {fact.period_end for fact in facts} == {end}


def test_a_plain_dot_behind_a_word_ends_its_sentence() -> None:
    text = "现场签约2.1亿元.这里也说明,已达到93.5%.1至6月,销售62.5亿元. 其他不变."
    told = [fact.sentence for fact in extract(text).facts]
    assert told == ["现场签约2.1亿元.", "这里也说明,已达到93.5%.", "1至6月,销售62.5亿元."]
