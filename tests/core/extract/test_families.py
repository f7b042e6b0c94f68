"""What the items of a list take from one another."""

from __future__ import annotations

import pytest

from core.extract import extract
from core.extract.families import HELD, family_of, inherited


@pytest.mark.parametrize(
    ("code", "measure", "heir"),
    [
        ("outcome.beneficiary_villages", "people", "outcome.beneficiaries"),
        ("outcome.households_lifted", "people", "outcome.people_lifted"),
        ("service.households", "people", "service.people"),
        ("outcome.people_lifted", "households", "outcome.households_lifted"),
    ],
)
def test_an_item_hands_on_what_is_said_of_it(code: str, measure: str, heir: str) -> None:
    assert [each for each, _ in inherited(family_of(code, None), measure, joined=True)] == [heir]


def test_a_count_of_other_things_hands_on_what_it_was_given_and_people_do_not() -> None:
    family = family_of("outcome.beneficiary_villages", None)
    assert family_of("other.count", family) == family
    assert family_of("labour.trained", family) is None


def test_poor_people_are_not_handed_on_across_a_mark() -> None:
    family = family_of("outcome.poor_villages", None)
    assert inherited(family, "people", joined=True)
    assert not inherited(family, "people", joined=False)


def test_what_a_region_is_made_up_of_is_told_by_its_whole_list() -> None:
    assert [code for code, _ in inherited(HELD, "count", joined=False)] == ["other.count"]
    facts = extract("全县辖9个镇、2个街道,118个行政村,总人口31万人。").facts
    assert {fact.indicator for fact in facts} == {"other.count", "other.people"}
