"""What does not fit is found and said; what fits is left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core import checks, edits
from core.checks import Kind, Relation, refreshing, relation
from core.checks import rivals as comparing
from core.checks.precision import allowed, step
from core.checks.rivals import AROUND, _Figure, across, cell_of
from core.records import Bound
from core.store import Store
from tests.core.checks.measured import measure
from tests.core.checks.pages import Page
from tests.core.totals.made import fact


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "a.hedui", curator="梅") as opened:
        yield opened


def page() -> Page:
    return Page("110105", "150926", 2019)


def sum_page(told: str = "9.4", parts: tuple[str, ...] = ("5.8", "1.02", "0.11", "0.46", "2.21")) -> Page:
    made = page().say("全年投入各类资金")
    whole = made.tell(f"{told}亿元", str(Decimal(told) * 10**8), "CNY", "funds.total")
    made.say(",其中")
    for part in parts:
        made.say("资金")
        made.tell(f"{part}亿元", str(Decimal(part) * 10**8), "CNY", "funds.government", whole=whole)
        made.say(",")
    return made.say("。")


def add(store: Store, *pages: Page) -> list[int]:
    return [store.add(*one.done(f"文档{at}"))[0] for at, one in enumerate(pages)]


def test_the_seeded_errors_are_found_and_nothing_else(tmp_path: Path) -> None:
    measured = measure(tmp_path / "made.hedui")
    assert measured.recall >= 0.95, measured.missed
    assert measured.false_alarms <= 0.02, measured.raised


def test_a_sum_that_misses_its_whole_is_told_with_its_figures(store: Store) -> None:
    add(store, sum_page())
    (found,) = checks.findings(store)
    assert found.sentence("en") == "5.8 + 1.02 + 0.11 + 0.46 + 2.21 = 9.60亿元, told as 9.4亿元: 0.20亿元 too much."
    assert found.sentence("zh") == "5.8 + 1.02 + 0.11 + 0.46 + 2.21 = 9.60亿元，文中为9.4亿元：多出0.20亿元。"


@pytest.mark.parametrize(
    ("told", "parts", "kinds"),
    [
        ("9.6", ("5.8", "1.02", "0.11", "0.46", "2.21"), []),
        ("20", ("5.8", "1.02"), []),
        ("516.2", ("386.4", "113", "16.86"), [Kind.ROUNDING]),
        ("516.2", ("386.4", "113", "17.86"), [Kind.SUM]),
        ("100", ("30", "30", "40", "50", "50"), []),
    ],
)
def test_sums_are_held_within_the_precision_they_are_told_in(
    store: Store, told: str, parts: tuple[str, ...], kinds: list[Kind]
) -> None:
    add(store, sum_page(told, parts))
    assert [one.kind for one in checks.findings(store)] == kinds


@pytest.mark.parametrize(
    ("quote", "value", "unit", "low", "high"),
    [
        ("9.4亿元", "940000000", "CNY", "935000000", "945000000"),
        ("266家", "266", "count", "266", "266"),
        ("12.7万人", "127000", "person", "126500", "127500"),
        ("1亿2300万元", "123000000", "CNY", "122995000", "123005000"),
        ("三百元", "300", "CNY", "250", "350"),
    ],
)
def test_a_statement_allows_half_a_unit_of_its_last_digit(
    quote: str, value: str, unit: str, low: str, high: str
) -> None:
    assert allowed(fact(value, quote=quote, unit=unit)) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("quote", "value", "expected"), [("7300余万元", "73000000", 10000), ("9.40亿元", "940000000", 10**6)]
)
def test_the_step_of_a_quote_is_its_last_digit(quote: str, value: str, expected: int) -> None:
    assert step(quote, Decimal(value)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Relation.REPEAT),
        ({"value": Decimal(2700000000), "quote": "27亿多元", "bound": Bound.OVER}, Relation.ROUNDING),
        ({"value": Decimal(2900000000), "quote": "29亿元"}, Relation.REVISION),
        ({"value": Decimal(2900000000), "quote": "29亿元", "document": 3}, Relation.CONTRADICTION),
        ({"value": Decimal(274400), "quote": "27.44万元"}, Relation.SLIP),
        ({"recipient": ("150926",)}, Relation.OTHER_SCOPE),
        ({"period_end": date(2020, 12, 31)}, Relation.OTHER_PERIOD),
    ],
)
def test_how_two_tellings_stand_to_each_other(fields: dict[str, object], expected: Relation) -> None:
    one = fact("2744000000", quote="27.44亿元")
    other = dataclasses.replace(one, id=one.id + 1, **({"document": 2} | fields))  # type: ignore[arg-type]
    assert relation(one, other, {1: date(2020, 1, 1), 2: date(2020, 5, 1), 3: None}) is expected


def test_a_dismissed_finding_stays_settled_until_a_figure_in_it_changes(store: Store) -> None:
    add(store, sum_page())
    (found,) = checks.findings(store)
    checks.settle(store, found, reason="原文如此")
    (settled,) = checks.findings(store)
    assert settled.settled is not None
    assert (settled.settled.who, settled.settled.reason) == ("梅", "原文如此")
    edits.approve(store, list(found.facts))
    assert checks.findings(store)[0].settled is not None
    edits.set_fields(store, [found.facts[1]], value=Decimal(570000000))
    (reopened,) = checks.findings(store)
    assert reopened.settled is None


def test_settling_is_an_edit_that_can_be_undone(store: Store) -> None:
    add(store, sum_page())
    (found,) = checks.findings(store)
    checks.settle(store, found)
    store.undo()
    assert checks.findings(store)[0].settled is None
    store.redo()
    assert checks.findings(store)[0].settled is not None


def test_fixing_a_value_takes_its_finding_away_and_undo_brings_it_back(store: Store) -> None:
    add(store, sum_page())
    (found,) = checks.findings(store)
    edits.set_fields(store, [found.facts[0]], value=Decimal(960000000))
    assert checks.findings(store) == ()
    store.undo()
    assert [one.key for one in checks.findings(store)] == [found.key]


def test_unlinking_a_part_settles_a_sum(store: Store) -> None:
    add(store, sum_page("9.4", ("5.8", "1.39", "2.21", "0.5")))
    (found,) = checks.findings(store)
    checks.settle(store, found, "unlink", fact=found.facts[-1])
    assert checks.findings(store) == ()


def test_a_rejected_fact_raises_nothing(store: Store) -> None:
    add(store, sum_page())
    (found,) = checks.findings(store)
    edits.reject(store, [found.facts[1]])
    assert checks.findings(store) == ()


def rivals(store: Store, *values: str) -> list[int]:
    pages = []
    for at, value in enumerate(values):
        made = page().say("落实帮扶资金")
        made.tell(f"{value}亿元", str(Decimal(value) * 10**8), "CNY", "funds.government")
        made.say("。" * (at + 1))
        pages.append(made)
    return add(store, *pages)


def test_a_contradiction_across_documents_goes_when_one_is_moved_to_another_year(store: Store) -> None:
    rivals(store, "27.44", "29.1")
    (found,) = checks.findings(store)
    assert found.kind is Kind.CONTRADICTION
    edits.set_fields(store, [found.facts[1]], period_start=date(2018, 1, 1), period_end=date(2018, 12, 31))
    assert checks.findings(store) == ()


def test_a_figure_in_two_documents_is_one_claim(store: Store) -> None:
    rivals(store, "27.44", "27.44")
    (found,) = checks.findings(store)
    assert (found.kind, len(found.facts)) == (Kind.REPEAT, 2)


def test_preferring_a_source_leaves_the_others_uncounted(store: Store) -> None:
    rivals(store, "27.44", "29.1")
    (found,) = checks.findings(store)
    checks.settle(store, found, "prefer", fact=found.facts[0])
    assert [one.counting for one in store.facts(found.facts)] == ["", "leave"]


def test_findings_of_an_incremental_refresh_are_those_of_a_fresh_one(store: Store) -> None:
    add(store, sum_page(), page().say("全无"))
    rivals(store, "27.44", "29.1", "27.44")
    checks.findings(store)
    first = store.fact_ids()[0]
    edits.set_fields(store, [first], value=Decimal(500000000), recipient=("152500",))
    step_by_step = checks.findings(store)
    store.set_setting("checked", None)
    assert checks.findings(store) == step_by_step


def test_every_template_has_both_languages_and_every_kind_a_title() -> None:
    from core.checks.sentences import SENTENCES

    assert all(len(pair) == 2 and all(pair) for pair in SENTENCES.values())
    assert set(checks.TITLES) == set(Kind)


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ("落实帮扶资金13000万元。", [Kind.CONTRADICTION]),
        ("县里用资金13000万元修通了公路。", []),
        ("另投入帮扶资金13000万元建设扶贫车间。", [Kind.CONTRADICTION]),
    ],
)
def test_two_projects_of_a_county_are_no_contradiction(store: Store, other: str, kinds: list[Kind]) -> None:
    for name, text, quote in (("甲", "投入帮扶资金12000万元。", "12000万元"), ("乙", other, "13000万元")):
        page = Page("110000", "150926", 2019)
        before, _, after = text.partition(quote)
        page.say(before).tell(quote, f"{quote[:5]}0000", "CNY", "funds.project")
        store.add(*page.say(after).done(name))
    assert [one.kind for one in checks.findings(store)] == kinds


def _filled(store: Store, documents: int = 7) -> None:
    for at in range(documents):
        page = Page("110000", "150926", 2019 + at % 2).say(f"第{at}年投入帮扶资金")
        page.tell(f"{12000 + 1000 * at}万元", f"{12000 + 1000 * at}0000", "CNY", "funds.project")
        store.add(*page.say("。").done(str(at)))


def _kept(store: Store) -> dict[str, str]:
    return {one.key: one.digest for one in checks.findings(store)}


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("MANY", 2), ("_BATCH", 2), ("_FACTS", 1), ("_TOGETHER", 1)):
        monkeypatch.setattr(refreshing, name, value)


@pytest.mark.parametrize("stop", range(1, 7))
def test_a_large_refresh_goes_on_where_it_was_cancelled(
    store: Store, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    _filled(store)
    found = _kept(store)
    assert found
    store.connection.executescript("DELETE FROM found; DELETE FROM found_facts")
    store.set_setting(refreshing.CHECKED, 0)
    with monkeypatch.context() as patched:
        for name, value in (("MANY", 2), ("_BATCH", 2), ("_FACTS", 1), ("_TOGETHER", 1)):
            patched.setattr(refreshing, name, value)
        running = checks.steps(store)
        first = [next(running) for _ in range(stop)]
        running.close()
        left = list(checks.steps(store))
    assert first[-1].done <= first[-1].total
    assert left[-1].done == left[-1].total
    assert len(left) <= 8 - stop + 2
    assert _kept(store) == found


@pytest.mark.usefixtures("small_steps")
def test_documents_that_came_after_a_cancelled_refresh_are_held_against_the_others(store: Store) -> None:
    _filled(store)
    running = checks.steps(store)
    for _ in range(6):
        next(running)
    running.close()
    page = Page("110000", "150926", 2019).say("第8年投入帮扶资金")
    page.tell("12500万元", "125000000", "CNY", "funds.project")
    store.add(*page.say("。").done("late"))
    found = _kept(store)
    late = max(store.fact_ids())
    assert any(late in one.facts and one.cell for one in checks.findings(store))
    store.set_setting(refreshing.CHECKED, 0)
    assert _kept(store) == found


@pytest.mark.usefixtures("small_steps")
def test_nothing_is_computed_while_others_cannot_write(store: Store) -> None:
    """Another connection can write between and within steps; what it edited is checked by the next refresh."""
    _filled(store)
    with store.again() as other:
        edits.set_fields(other, [1], value=Decimal(1))
        for at, _ in enumerate(checks.steps(store)):
            edits.set_fields(other, [2], value=Decimal(at + 1))
    found = _kept(store)
    store.set_setting(refreshing.CHECKED, 0)
    assert _kept(store) == found


@pytest.mark.parametrize("facts", [3, 500])
def test_a_cell_is_searched_in_time_that_grows_with_its_figures(facts: int) -> None:
    """Figures that nothing is like are held against few others each."""
    held = []
    rivals = _Figure.rivals
    page = Page("110000", "150926", 2019)
    for at in range(facts):
        page.say(f"项目{chr(0x4E00 + 3 * at)}投入").tell(f"{1000 + at}万元", f"{1000 + at}0000", "CNY", "funds.project")
    _, told = page.say("。").done("a")
    told = [dataclasses.replace(fact, document=at) for at, fact in enumerate(told)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(comparing, "_HELD", 60 * facts)
        patched.setattr(_Figure, "rivals", lambda one, other: held.append(one) or rivals(one, other))
        list(across(cell_of(told[0]), told, {}))
    assert len(held) <= AROUND * facts
