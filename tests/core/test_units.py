"""The table of measure words is sound, and the longest word is taken."""

from decimal import Decimal

import pytest

from core import units

GUIDE = {
    "CNY",
    "person",
    "person-time",
    "household",
    "%",
    "percentage-point",
    "mu",
    "m2",
    "km",
    "t",
    "jin",
    "kWh",
    "hour",
    "year",
    "month",
    "count",
}
BEYOND = {"USD", "HKD", "EUR", "JPY", "GBP", "AUD", "CAD", "RUB", "KRW", "TWD", "MOP", "CHF", "kW"}


def test_no_word_stands_twice_in_the_table() -> None:
    words = [word for row in units._TABLE["unit"] for word in row["words"]]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("unit", units.UNITS.values(), ids=lambda unit: unit.word)
def test_every_unit_has_a_known_base_and_a_positive_factor(unit: units.Unit) -> None:
    assert unit.base in GUIDE | BEYOND
    assert unit.factor > 0
    assert unit.counts


@pytest.mark.parametrize(
    ("text", "word", "base", "factor"),
    [
        ("人次,", "人次", "person-time", "1"),
        ("人到", "人", "person", "1"),
        ("个百分点", "个百分点", "percentage-point", "1"),
        ("个村", "个", "count", "1"),
        ("大类项目", "大类", "count", "1"),
        ("平方公里", "平方公里", "m2", "1000000"),
        ("平方米", "平方米", "m2", "1"),
        ("公里", "公里", "km", "1"),
        ("公顷", "公顷", "mu", "15"),
        ("公斤", "公斤", "t", "0.001"),
        ("千瓦时", "千瓦时", "kWh", "1"),
        ("千瓦,", "千瓦", "kW", "1"),
        ("美元", "美元", "USD", "1"),
        ("台(套)", "台(套)", "count", "1"),
        ("户次", "户次", "household", "1"),
        ("学时", "学时", "hour", "1"),
    ],
)
def test_the_longest_measure_word_is_taken(text: str, word: str, base: str, factor: str) -> None:
    unit = units.at(text, 0)
    assert unit is not None
    assert (unit.word, unit.base, unit.factor) == (word, base, Decimal(factor))


@pytest.mark.parametrize("text", ["", "。", "岁", "号", "月", "日", "世纪", "版"])
def test_other_words_are_no_units(text: str) -> None:
    assert units.at(text, 0) is None
