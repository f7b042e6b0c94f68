"""The sample reports as a curator imports them: which of their sums hold, and what counts once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from core import checks, ingest, totals
from core.checks import Finding, Kind
from core.records import Fact
from core.store import Store

SEEDS = Path(__file__).resolve().parents[3] / "seeds"


#: The samples have half-width signs; most reports have those of Chinese type.
TYPE = str.maketrans(",:;?!()", "，：；？！（）")
WITHIN = re.compile(r"(?<=[\u4e00-\u9fff”》%\d])[,:;?!](?!\d)|[()](?![^()]*[a-zA-Zā-ǜ])")


@pytest.fixture(scope="module", params=["as they are", "full-width"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("seeds")
    for path in SEEDS.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        if request.param == "full-width":
            text = WITHIN.sub(lambda sign: sign[0].translate(TYPE), text)
        (folder / path.name).write_text(text, encoding="utf-8")
    with Store.open(folder / "seeds.hedui") as opened:
        assert not [step.problem for step in ingest.run(opened, [folder], workers=1) if step.problem]
        yield opened


@pytest.fixture(scope="module")
def found(store: Store) -> tuple[Finding, ...]:
    return checks.findings(store)


@pytest.fixture(scope="module")
def facts(store: Store) -> tuple[Fact, ...]:
    return store.facts(store.fact_ids())


@pytest.mark.parametrize(
    "sentence",
    [
        "5.8 + 1.02 + 0.11 + 0.46 + 2.21 = 9.60亿元，文中为9.4亿元：多出0.20亿元。",
        "3952 + 1291.3 + 450 + 100 = 5793.30万元，文中为5107.12万元：多出686.18万元。",
    ],
)
def test_a_sum_that_does_not_hold_is_told(found: tuple[Finding, ...], sentence: str) -> None:
    assert sentence in [one.sentence("zh") for one in found if one.kind is Kind.SUM]


def test_no_other_sum_is_blamed(found: tuple[Finding, ...]) -> None:
    assert len([one for one in found if one.kind is Kind.SUM]) == 2


def test_a_sum_that_holds_by_rounding_is_a_note(found: tuple[Finding, ...]) -> None:
    (one,) = [one for one in found if one.template == "sum_rounds"]
    assert one.sentence("zh") == "386.4 + 113 + 16.86 = 516.26万元，文中为516.2万元：取整后相符。"
    assert one.weight == 0


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("266", ("235", "31")), ("5437", ("3256", "2181")), ("240", ("216", "24")), ("561", ("532", "29")),
        ("309", ("245", "64")), ("306", ("283", "23")), ("237", ("65", "121", "51")), ("1175", ("47", "1128")),
        ("174", ("136", "2", "33", "3")),
    ],
)  # fmt: skip
def test_a_sum_that_holds_is_linked_and_raises_nothing(
    facts: tuple[Fact, ...], found: tuple[Finding, ...], whole: str, parts: tuple[str, ...]
) -> None:
    wholes = {fact.id: [part for part in facts if part.whole == fact.id] for fact in facts if fact.value == int(whole)}
    (number,) = [one for one, own in wholes.items() if [str(part.value) for part in own] == list(parts)]
    assert not [one for one in found if one.kind is Kind.SUM and number in one.facts]


@pytest.mark.parametrize("value", ["2744000000", "102000000"])
def test_a_figure_told_twice_counts_once(facts: tuple[Fact, ...], value: str) -> None:
    told = [fact for fact in facts if fact.value == Decimal(value)]
    assert len(told) == 2
    (row,) = totals.of_facts(told, ("indicator", "year")).rows
    assert (row.value, len(row.facts)) == (Decimal(value), 1)
