"""How figures belong together: parts and wholes, ends of changes, plans, repeats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.extract import extract
from core.records import Fact

CASES = json.loads((Path(__file__).parents[2] / "cases" / "structure.json").read_text(encoding="utf-8"))
PARAMETERS = [pytest.param(case, id=case["text"][:30]) for case in CASES]


def facts_of(case: dict[str, object]) -> dict[int, Fact]:
    return {fact.id: fact for fact in extract(str(case["text"])).facts}


@pytest.mark.parametrize("case", PARAMETERS)
def test_parts_know_their_whole_and_others_have_none(case: dict[str, object]) -> None:
    facts = facts_of(case)
    assert {fact.quote: facts[fact.whole].quote for fact in facts.values() if fact.whole} == case["wholes"]


@pytest.mark.parametrize("case", PARAMETERS)
def test_the_ends_and_sizes_of_changes_are_told(case: dict[str, object]) -> None:
    facts = facts_of(case)
    assert {fact.quote: fact.change.value for fact in facts.values() if fact.change} == case["changes"]


@pytest.mark.parametrize("case", PARAMETERS)
def test_plans_are_told_from_deeds(case: dict[str, object]) -> None:
    assert [fact.quote for fact in facts_of(case).values() if fact.planned] == case["planned"]


@pytest.mark.parametrize("case", PARAMETERS)
def test_a_figure_told_again_points_to_its_first_telling(case: dict[str, object]) -> None:
    facts = facts_of(case)
    repeats = [fact for fact in facts.values() if fact.same_as]
    assert [fact.quote for fact in repeats] == case["repeats"]
    assert all(fact.same_as is not None and fact.same_as < fact.id for fact in repeats)
