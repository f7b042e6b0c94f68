"""The window has words for whatever decided on a fact."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from core.extract import extract
from core.records import Fact
from desktop import messages

CASES = Path(__file__).parents[1] / "cases" / "indicators.json"
#: What decides without words of the text: nothing else, what a measure usually is, a rate.
WORDLESS = {"nothing", "bias", "rate"}


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    texts = {case["text"] for case in json.loads(CASES.read_text(encoding="utf-8"))}
    return [fact for text in sorted(texts) for fact in extract(text).facts]


def test_each_place_of_evidence_has_words(facts: list[Fact]) -> None:
    places = {fact.rule.partition(":")[0] for fact in facts}
    assert {"before", "after", "holds", "list"} <= places
    assert places - messages.EVIDENCE.keys() <= WORDLESS


@pytest.mark.usefixtures("qapp")
def test_what_decided_is_told_with_its_words(facts: list[Fact]) -> None:
    told = next(fact for fact in facts if fact.rule.startswith("before:") and fact.label)
    assert told.label in messages.evidence(told)
    assert messages.evidence(replace(told, rule="nothing:", label="")) != messages.evidence(told)
