"""Numerals are read as exact decimals, and what is no numeral is not."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import numerals
from tests.core.writer import capital, chinese, positional

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numerals.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "value"), CASES["exact"])
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert numerals.parse(text) == Decimal(value)


@pytest.mark.parametrize(("text", "value", "high", "vague"), CASES["vague"])
def test_a_vague_numeral_has_no_value_but_a_reading(text: str, value: str, high: str | None, vague: str) -> None:
    assert numerals.parse(text) is None
    reading = numerals.read(text)
    assert reading is not None
    assert (reading.value, reading.high, reading.vague) == (Decimal(value), high and Decimal(high), vague)


@pytest.mark.parametrize("text", CASES["none"])
def test_other_words_are_no_numerals(text: str) -> None:
    assert numerals.parse(text) is None


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_every_whole_number_is_read_back_from_chinese(number: int) -> None:
    assert numerals.parse(chinese(number)) == number


@given(st.integers(min_value=1, max_value=10**12))
def test_every_whole_number_is_read_back_from_capital_numerals(number: int) -> None:
    assert numerals.parse(capital(number)) == number


@given(st.integers(min_value=100, max_value=10**9))
def test_digits_one_by_one_are_read_back(number: int) -> None:
    assert numerals.parse(positional(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_every_decimal_is_read_back_with_and_without_separators(number: Decimal) -> None:
    assert numerals.parse(str(number)) == number
    assert numerals.parse(f"{number:,}") == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    numerals.read(text)
