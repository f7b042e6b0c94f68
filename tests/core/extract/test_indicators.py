"""What a quantity measures: the table of indicators, and sentences with the indicator of each figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.extract import extract
from core.extract.indicators import CATEGORIES, INDICATORS, MEASURES, find, measure_of
from core.extract.lexicon import lexicon

CASES = json.loads((Path(__file__).parents[2] / "cases" / "indicators.json").read_text(encoding="utf-8"))


def figures() -> list[object]:
    return [
        pytest.param(
            case["text"],
            quote,
            code,
            id=f"{quote} in {case['text'][:24]}",
            marks=[pytest.mark.xfail(strict=True)] if quote in case.get("known_wrong", ()) else [],
        )
        for case in CASES
        for quote, code in case["facts"].items()
    ]


@pytest.mark.parametrize(("text", "quote", "code"), figures())
def test_a_figure_has_the_indicator_that_its_sentence_tells(text: str, quote: str, code: str) -> None:
    found = {fact.quote: fact.indicator for fact in reversed(extract(text).facts)}
    assert found[quote] == code


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS.keys())
def test_each_indicator_has_a_known_category_measure_and_broader_indicator(indicator) -> None:  # type: ignore[no-untyped-def]
    assert indicator.category in CATEGORIES
    assert indicator.measure in {*MEASURES.values(), "any"}
    assert indicator.aggregate in {"sum", "latest", "none"}
    assert indicator.refines is None or indicator.refines in INDICATORS


@pytest.mark.parametrize("thing", sorted({each.of for each in INDICATORS.values() if each.of}))
def test_each_thing_counted_has_its_nouns_or_measure_words(thing: str) -> None:
    known = lexicon()
    assert any(thing in things for things in (*known.things.values(), *known.measure_words.values()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("labour.wage", "labour.wage"),
        ("贫困发生率", "outcome.poverty_rate"),
        ("Poverty headcount rate", "outcome.poverty_rate"),
        ("pkfsl", "outcome.poverty_rate"),
        ("wgsr", "labour.wage"),
        ("消费帮扶销", "consumption.sales"),
    ],
)
def test_an_indicator_is_found_by_code_name_and_pinyin_initials(text: str, code: str) -> None:
    assert find(text)[0].code == code


def test_nothing_is_found_for_words_that_name_no_indicator() -> None:
    assert find("zzzz") == ()


def test_without_words_all_indicators_are_listed_in_the_order_of_the_table() -> None:
    assert [each.code for each in find(" ")] == list(INDICATORS)


def test_units_without_a_measure_of_their_own_are_any() -> None:
    assert (measure_of("CNY"), measure_of("hour")) == ("money", "any")


def test_a_word_known_for_people_does_not_hide_its_beginning_for_households() -> None:
    known = lexicon().entries["households"]
    assert dict(known["剩余贫困人口"].near)["outcome.poor_households"] > 0


def test_a_longer_word_refuses_what_its_beginning_refuses() -> None:
    assert dict(lexicon().entries["people"]["培训基层干部"].near)["talent.professionals"] < 0


def test_a_name_that_begins_like_a_noun_counts_nothing() -> None:
    known = lexicon()
    assert known.noun_of.get("镇江") is None
    assert known.noun_of["医院结对"] == "医院"


@pytest.mark.parametrize("indicator", [each for each in INDICATORS.values() if each.bias], ids=lambda each: each.code)
def test_a_weight_without_words_is_of_a_unit_of_the_indicators_measure(indicator) -> None:  # type: ignore[no-untyped-def]
    assert {measure_of(unit) for unit, _ in indicator.bias} == {indicator.measure}
