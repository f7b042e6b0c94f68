"""What a total counts, and what it leaves out and why."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import totals
from core.records import Bound, Direction, Fact, Per
from core.totals import Reason, Totals
from core.totals.counting import order
from core.totals.rules import aggregate, barred, scope
from tests.core.totals.made import fact


def outcome(result: Totals) -> dict[int, Reason | None]:
    told: dict[int, Reason | None] = {left.fact: left.reason for left in result.left_out}
    return told | {number: None for row in result.rows for number in row.facts}


def reason_of(one: Fact, *others: Fact, by: tuple[str, ...] = ("indicator", "year")) -> Reason | None:
    return outcome(totals.of_facts((one, *others), by))[one.id]


def test_a_sum_is_exact() -> None:
    facts = [fact("0.1"), fact("0.2"), fact("30046000000")]
    assert totals.of_facts(facts).rows[0].value == Decimal("30046000000.3")


def test_a_sum_of_many_digits_loses_none() -> None:
    facts = [fact("12345678901234567890123456789"), fact("0.000000001")]
    assert totals.of_facts(facts).rows[0].value == Decimal("12345678901234567890123456789.000000001")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"per": Per.PERSON}, Reason.RATE),
        ({"change": Direction.TO}, Reason.CHANGE),
        ({"indicator": "outcome.poverty_rate", "unit": "%"}, Reason.NOT_ADDED),
        ({"counting": "leave"}, Reason.CURATOR),
        ({"counting": "count", "per": Per.PERSON}, None),
    ],
)
def test_what_can_be_added(fields: dict[str, Any], reason: Reason | None) -> None:
    assert reason_of(fact(**fields)) == reason


def test_a_part_is_inside_its_whole() -> None:
    whole = fact("266", provider=("110000", "120000"))
    part = fact("200", provider=("110000",), whole=whole.id)
    result = totals.of_facts([whole, part])
    assert [(left.fact, left.reason, left.contained_in) for left in result.left_out] == [
        (part.id, Reason.PART, whole.id)
    ]


def test_parts_that_make_up_their_whole_count_where_the_grouping_tells_them_apart() -> None:
    whole = fact("266", provider=("110000", "120000"))
    parts = [fact("235", provider=("110000",), whole=whole.id), fact("31", provider=("120000",), whole=whole.id)]
    by_provider = totals.of_facts([whole, *parts], ("provider",))
    assert {row.key: row.value for row in by_provider.rows} == {("110000",): 235, ("120000",): 31}
    assert outcome(by_provider)[whole.id] is Reason.MADE_OF_PARTS
    assert [row.facts for row in totals.of_facts([whole, *parts], ("year",)).rows] == [(whole.id,)]


def test_parts_that_miss_their_whole_stay_inside_it() -> None:
    whole = fact("266", provider=("110000", "120000"))
    parts = [fact("235", provider=("110000",), whole=whole.id), fact("30", provider=("120000",), whole=whole.id)]
    assert [row.value for row in totals.of_facts([whole, *parts], ("provider",)).rows] == [266]


def test_a_part_of_another_indicator_counts_where_indicators_are_told_apart() -> None:
    whole = fact("940000000", indicator="funds.total")
    part = fact("102000000", whole=whole.id)
    assert reason_of(part, whole) is None
    assert reason_of(part, whole, by=("category",)) is Reason.PART


def test_a_part_counts_where_its_whole_is_not_asked_for() -> None:
    assert reason_of(fact("5", whole=10**9)) is None


def test_a_figure_told_twice_counts_once() -> None:
    first = fact("2744000000")
    again = fact("2744000000", same_as=first.id)
    elsewhere = fact("2700000000", bound=Bound.OVER, document=2)
    result = totals.of_facts([elsewhere, again, first])
    assert [row.value for row in result.rows] == [Decimal(2744000000)]
    assert outcome(result) == {first.id: None, again.id: Reason.REPEAT, elsewhere.id: Reason.REPEAT}


def test_an_approximate_telling_is_inside_the_exact_one() -> None:
    exact = fact("2744000000")
    assert reason_of(fact("2800000000", bound=Bound.ABOUT, document=2), exact) is Reason.REPEAT


def test_another_value_for_the_same_scope_in_another_document_is_not_added() -> None:
    assert reason_of(fact("90"), fact("100", document=2)) is Reason.NESTED


def test_figures_of_one_document_with_the_same_scope_are_added() -> None:
    assert [row.value for row in totals.of_facts([fact("90"), fact("100")]).rows] == [190]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"recipient": ("150926",)}, Reason.NESTED),
        ({"provider": ("110115",)}, Reason.NESTED),
        ({"period_start": date(2019, 5, 1), "period_end": date(2019, 5, 31)}, Reason.NESTED),
        ({"recipient": ("150926", "152500")}, Reason.NESTED),
        ({"recipient": ("130000",)}, None),
        ({"provider": ()}, None),
        ({"year": 2020}, None),
        ({"unit": "mu"}, None),
        ({"planned": True}, None),
        ({"indicator": "funds.social"}, None),
    ],
)
def test_a_figure_whose_places_and_period_lie_within_anothers_is_inside_it(
    fields: dict[str, Any], reason: Reason | None
) -> None:
    assert reason_of(fact("5", **fields), fact("1000")) == reason


def test_a_larger_figure_is_never_inside_a_smaller_one() -> None:
    assert reason_of(fact("2000", recipient=("150926",)), fact("1000")) is None


def test_what_is_inside_an_inside_figure_stays_out() -> None:
    outer, middle, inner = fact("100"), fact("50", recipient=("152500",)), fact("5", recipient=("152527",))
    result = totals.of_facts([inner, middle, outer])
    assert {left.fact: left.contained_in for left in result.left_out} == {middle.id: outer.id, inner.id: outer.id}


def test_plans_have_totals_of_their_own() -> None:
    rows = totals.of_facts([fact("5"), fact("7", planned=True)]).rows
    assert [(row.planned, row.value) for row in rows] == [(False, 5), (True, 7)]


def test_a_stock_takes_the_newest_figure_of_each_place() -> None:
    def stock(value: str, year: int, place: str) -> Fact:
        return fact(value, indicator="pairing.villages", unit="count", year=year, recipient=(place,))

    facts = [stock("10", 2018, "150926"), stock("8", 2020, "150926"), stock("3", 2018, "152500")]
    assert [row.value for row in totals.of_facts(facts, ("indicator",)).rows] == [11]
    by_year = totals.of_facts(facts, ("year",))
    assert {row.key: row.value for row in by_year.rows} == {("2018",): 13, ("2020",): 8}


@pytest.mark.parametrize(
    ("start", "end", "key", "label"),
    [
        (date(2018, 1, 1), date(2020, 12, 31), "2018–2020", "2018–2020"),
        (None, date(2020, 7, 13), "–2020", "至2020"),
        (date(2019, 5, 1), date(2019, 5, 31), "2019", "2019"),
        (None, None, "", "不明"),
    ],
)
def test_a_period_over_several_years_is_a_bar_of_its_own(
    start: date | None, end: date | None, key: str, label: str
) -> None:
    (row,) = totals.of_facts([fact(period_start=start, period_end=end)], ("year",)).rows
    assert (row.key, row.label("zh")) == ((key,), (label,))


@pytest.mark.parametrize(
    ("fields", "low", "high", "bound"),
    [
        ({"bound": Bound.OVER}, 107, None, Bound.OVER),
        ({"bound": Bound.UNDER}, 7, 107, Bound.UNDER),
        ({"bound": Bound.ABOUT}, 107, 107, Bound.ABOUT),
        ({"value_high": Decimal(150)}, 107, 157, Bound.EXACT),
    ],
)
def test_bounds_of_a_sum_are_honest(fields: dict[str, Any], low: int, high: int | None, bound: Bound) -> None:
    (row,) = totals.of_facts([fact("100", **fields), fact("7")]).rows
    assert (row.low, row.high, row.bound) == (low, high, bound)


def test_a_curator_counts_what_the_rules_leave_out() -> None:
    whole = fact("100")
    part = fact("40", whole=whole.id, counting="count")
    assert totals.of_facts([whole, part]).rows[0].value == 140


PLACES = ("110000", "110115", "150000", "150900", "150926", "152500")


@st.composite
def sets_of_facts(draw: st.DrawFn) -> list[Fact]:
    facts: list[Fact] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        start = draw(st.sampled_from([None, date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1)]))
        end = draw(st.sampled_from([None, date(2018, 12, 31), date(2019, 12, 31), date(2020, 12, 31)]))
        earlier = st.none() | st.integers(1, 12)
        facts.append(
            fact(
                str(draw(st.integers(1, 30))),
                id=number,
                indicator=draw(st.sampled_from(["funds.government", "pairing.villages", "labour.wage"])),
                provider=draw(st.sampled_from([(), ("110000",), ("110115",)])),
                recipient=tuple(sorted(draw(st.sets(st.sampled_from(PLACES), max_size=2)))),
                period_start=start,
                period_end=end,
                bound=draw(st.sampled_from(list(Bound))),
                document=draw(st.integers(1, 3)),
                whole=draw(earlier),
                same_as=draw(earlier),
                planned=draw(st.booleans()),
                counting=draw(st.sampled_from(["", "", "", "count", "leave"])),
            )
        )
    return facts


def uncovered(facts: list[Fact]) -> set[int]:
    """The rule book, word by word and pair by pair, without any index."""
    there = [one for one in facts if barred(one) is None]

    def rival(one: Fact, other: Fact) -> bool:
        same = (one.indicator, one.planned, one.provider, one.recipient)
        return same == (other.indicator, other.planned, other.provider, other.recipient)

    def superseded(one: Fact) -> bool:
        return not one.counting and any(
            rival(one, other) and not other.counting and (other.period_end or date.min) > (one.period_end or date.min)
            for other in there
            if aggregate(one.indicator) == "latest"
        )

    there = [one for one in there if not superseded(one)]

    def inside(one: Fact, other: Fact) -> bool:
        if order(one) >= order(other) or (one.planned, one.indicator) != (other.planned, other.indicator):
            return False
        linked = one.id in (other.whole, other.same_as) or other.id in (one.whole, one.same_as)
        equal = scope(one) == scope(other)
        within = one.document != other.document if equal else scope(one).within(scope(other))
        return linked or within

    return {one.id for one in there if one.counting == "count" or not any(inside(one, other) for other in there)}


@given(sets_of_facts(), st.randoms(use_true_random=False))
def test_counted_is_what_a_search_over_all_pairs_finds_uncovered(facts: list[Fact], shuffle: random.Random) -> None:
    shuffled = list(facts)
    shuffle.shuffle(shuffled)
    result = totals.of_facts(shuffled, ("indicator",))
    assert {number for row in result.rows for number in row.facts} == uncovered(facts)
    assert result == totals.of_facts(facts, ("indicator",))


@given(sets_of_facts())
def test_every_fact_is_counted_or_left_out_with_a_reason(facts: list[Fact]) -> None:
    result = totals.of_facts(facts, ("provider", "recipient"))
    counted = [number for row in result.rows for number in row.facts]
    assert sorted([*counted, *(left.fact for left in result.left_out)]) == sorted(one.id for one in facts)


@given(sets_of_facts(), st.sampled_from([("provider",), ("recipient.province",), ("provider", "recipient")]))
def test_no_grouping_changes_the_sum(facts: list[Fact], by: tuple[str, ...]) -> None:
    flows = [dataclasses.replace(one, indicator="funds.government") for one in facts]
    whole = totals.of_facts(flows, ("category",))
    split = totals.of_facts(flows, by)
    assert sum(row.value for row in split.rows) == sum(row.value for row in whole.rows)
