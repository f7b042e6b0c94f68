"""Quantities are read as the guide says, and other numbers are left alone."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.extract import negatives
from core.extract.quantities import read_quantities

CASES = json.loads((Path(__file__).parents[2] / "cases" / "quantities.json").read_text(encoding="utf-8"))
NONE = json.loads((Path(__file__).parents[2] / "cases" / "quantities_none.json").read_text(encoding="utf-8"))


def told(text: str) -> list[list[str | None]]:
    """Each quantity as quote, value, upper end, unit, measure word, bound, per."""
    return [
        [
            text[q.start : q.end],
            f"{q.value:f}",
            None if q.value_high is None else f"{q.value_high:f}",
            q.unit,
            q.measure_word,
            str(q.bound),
            q.per and str(q.per),
        ]
        for q in read_quantities(text)
    ]


@pytest.mark.parametrize(("text", "quantities"), [(case["text"], case["quantities"]) for case in CASES])
def test_quantities_are_read_as_the_guide_says(text: str, quantities: list[list[str | None]]) -> None:
    assert told(text) == quantities


@pytest.mark.parametrize("text", NONE["words"] + NONE["pages"])
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", [case["text"] for case in CASES])
def test_a_text_without_its_digits_has_no_quantities_but_those_in_words(text: str) -> None:
    bare = re.sub(r"[0-9０-９零〇一二两三四五六七八九十百千万亿几半壹贰叁肆伍陆柒捌玖拾佰仟]+", "", text)
    assert told(bare) == []


WORDS = [word for group in ("policies", "idioms", "places") for word in negatives._TABLE[group]]


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_the_table_is_no_quantity(word: str) -> None:
    assert told(f"工作中坚持{word},成效明显。") == []


@pytest.mark.parametrize("filler", ["1", "一", "(", "万", "1,", "1 ", "1-", "1\n", "万1", "第1", "分之", "。", "1万元"])
def test_long_runs_are_read_to_the_end(filler: str) -> None:
    text = filler * (30_000 // len(filler)) + "。投入资金5元"
    assert told(text)[-1][:2] == ["5元", "5"]


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="一二三十百千万亿余多几第约近至和、,。%0123456789.-元人户个名年月公里 \n每均以上下", max_size=60)
)
def test_spans_are_in_order_and_hold_a_numeral(text: str) -> None:
    end = 0
    for quantity in read_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert re.search(r"[0-9一二三十百千万亿几]", text[quantity.start : quantity.end])
        assert quantity.value_high is None or quantity.value_high > quantity.value
        end = quantity.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    read_quantities(text)


def test_values_are_exact_decimals() -> None:
    (quantity,) = read_quantities("投资300.46亿元")
    assert isinstance(quantity.value, Decimal)
    assert quantity.value == 30_046_000_000
