"""Agreement is what the textbooks say, over one store or several; a blind sample shows nothing of what was decided."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal

import pytest

from core import agreement, edits, filters, merge
from core.agreement.measures import kappa
from core.cli import main
from core.errors import ExchangeProblem
from core.records import Status
from core.store import Store
from tests.core.exchange.stores import made
from tests.core.made_documents import document, fact


@pytest.fixture
def two(tmp_path):
    """Of six facts both decided five: they differ on one decision, one indicator and one value."""
    with made(tmp_path / "a.hedui", "张三") as one, made(tmp_path / "b.hedui", "李四") as other:
        edits.approve(one, (1, 2, 3, 4))
        edits.reject(one, (5,))
        edits.approve(other, (1, 2, 3, 5))
        edits.remove(other, (4,))
        edits.set_fields(other, (1,), value=Decimal("51071000"))
        edits.set_fields(other, (3,), indicator="talent.doctors")
        edits.approve(other, (6,))
        yield one, other


def told(found):
    (pair,) = found.pairs
    return pair


def test_two_stores_are_compared_fact_by_fact(two):
    found = agreement.agreement(two[0], two[1:])
    pair = told(found)
    assert (pair.curators, pair.facts, pair.approved) == (("张三", "李四"), 5, 3)
    assert pair.same_decisions == 3 / 5
    assert pair.decisions == pytest.approx((3 * 5 - 4 * 4 + 0) / (25 - 16))
    assert (pair.same_indicators, pair.same_values) == (2 / 3, 2 / 3)
    assert pair.near_values == 2 / 3
    assert pair.differing == (1, 3, 4, 5)
    assert found.facts == 5


def test_values_within_what_their_statements_allow_are_near(tmp_path):
    text = "投入约300万元。"
    with Store.open(tmp_path / "a", curator="甲") as one, Store.open(tmp_path / "b", curator="乙") as other:
        for store, value in ((one, 3000000), (other, 3004000)):
            store.add(document(text), [fact("300万元", text=text, value=Decimal(3000000), unit="CNY")])
            edits.set_fields(store, (1,), value=Decimal(value))
            edits.approve(store, (1,))
        pair = told(agreement.agreement(one, [other]))
        assert (pair.same_values, pair.near_values) == (0, 1)


def test_a_merged_store_tells_the_same_as_the_two_it_came_from(two):
    apart = agreement.agreement(two[0], two[1:])
    plan = merge.plan(*two)
    merge.apply(two[0], plan, merge.choose(plan, merge.read_rule("mine")))
    assert agreement.agreement(two[0]) == apart
    assert agreement.agreement(two[0], two[1:]) == apart


def test_who_reopens_a_fact_has_not_decided_it(two):
    edits.reopen(two[1], (1, 2, 3))
    assert told(agreement.agreement(two[0], two[1:])).facts == 2


@pytest.mark.parametrize(
    ("judgements", "value"),
    [
        ([("a", "a"), ("b", "b")], 1),
        ([("a", "b"), ("b", "a")], -1),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0),
        ([("a", "a")] * 9, None),
        ([], None),
    ],
)
def test_kappa_is_cohens(judgements, value):
    assert kappa(judgements) == value


def test_alpha_is_krippendorffs(tmp_path):
    """Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", A: two observers, binary: 0.095."""
    judged = ["01", "11", "01", "00", "00", "01", "00", "00", "10", "00"]
    text = "".join(f"投入{number + 1}1万元。" for number in range(10))
    with Store.open(tmp_path / "a", curator="甲") as one, Store.open(tmp_path / "b", curator="乙") as other:
        for at, store in enumerate((one, other)):
            store.add(document(text), [fact(f"入{number + 1}1万", number + 1, text=text) for number in range(10)])
            edits.approve(store, [number + 1 for number in range(10) if judged[number][at] == "1"])
            edits.reject(store, [number + 1 for number in range(10) if judged[number][at] == "0"])
        found = agreement.agreement(one, [other])
        assert found.decisions_alpha == pytest.approx(0.095, abs=0.0005)
        assert found.indicators_alpha is None


# --- samples ------------------------------------------------------------------------------------------


def many(path, number=120):
    store = Store.open(path, curator="张三")
    for name in range(3):
        text = f"第{name}篇。" + "".join(f"投入{at + 100}万元。" for at in range(number))
        listed = [
            fact(f"{at + 100}万元", at + 1, text=text, indicator="funds.total" if at % 4 else "talent.teachers",
                 whole=at if at > 1 else None)
            for at in range(number)
        ]  # fmt: skip
        store.add(document(text, name=f"{name}.txt"), listed)
    return store


def test_a_blind_sample_shows_nothing_of_what_was_decided(tmp_path):
    with many(tmp_path / "a.hedui") as store:
        edits.approve(store, store.fact_ids())
        edits.set_fields(store, store.fact_ids(), value=Decimal(9), note="看过")
        edits.tag(store, store.fact_ids(), "复核")
        edits.add(store, fact("投入100万元", text=store.document(1).text, document=1))
        assert agreement.sample(store, tmp_path / "b.hedui", 60, blind=True) == 60
        with Store.open(tmp_path / "b.hedui", curator="李四") as blind:
            assert blind.verify() == []
            drawn = blind.facts(blind.fact_ids())
            assert len(drawn) == 60
            assert {(one.status, one.value, one.note, one.tags) for one in drawn} == {(Status.PENDING, 1, "", ())}
            assert (blind.history(), blind.tags()) == ((), ())
            assert Counter(one.indicator for one in drawn) == {"funds.total": 45, "talent.teachers": 15}
            edits.reject(blind, blind.fact_ids()[:10])
            edits.approve(blind, blind.fact_ids()[10:])
            pair = told(agreement.agreement(store, [blind]))
            assert (pair.facts, pair.same_decisions) == (60, 50 / 60)
            assert len(merge.plan(store, blind).conflicts) == 60


def test_the_same_seed_draws_the_same_facts(tmp_path):
    with many(tmp_path / "a.hedui") as store:
        drawn = []
        for name, seed in (("b", 1), ("c", 1), ("d", 2)):
            agreement.sample(store, tmp_path / name, 30, seed=seed)
            with Store.open(tmp_path / name) as other:
                drawn.append(list(other.fact_ids()))
        assert drawn[0] == drawn[1] != drawn[2]


def test_a_sample_that_is_not_blind_keeps_what_was_done_to_its_facts(tmp_path):
    with many(tmp_path / "a.hedui") as store:
        edits.approve(store, store.fact_ids())
        edits.set_fields(store, (5, 6), whole=1)
        edits.tag(store, (1, 2, 3), "复核")
        store.undo()
        agreement.sample(store, tmp_path / "b.hedui", 90, blind=False, filter=filters.parse("document:1"))
        with Store.open(tmp_path / "b.hedui", curator="李四") as part:
            assert part.verify() == []
            assert (part.count(), len(part.documents())) == (90, 1)
            for one in part.facts(part.fact_ids()):
                assert one.status is Status.APPROVED
                assert part.history(fact=one.id)[-1].who == "张三"
            part.redo()
            assert part.verify() == []


def test_a_sample_replaces_nothing_and_needs_facts(tmp_path):
    with many(tmp_path / "a.hedui") as store:
        with pytest.raises(ExchangeProblem, match="already"):
            agreement.sample(store, tmp_path / "a.hedui", 5)
        with pytest.raises(ExchangeProblem, match="No fact"):
            agreement.sample(store, tmp_path / "b.hedui", 5, filter=filters.parse("status:approved"))
        assert not (tmp_path / "b.hedui").exists()


# --- on the command line ------------------------------------------------------------------------------


def run(capsys, *arguments, code=0):
    assert main([str(argument) for argument in arguments]) == code
    return capsys.readouterr().out


def test_sample_merge_and_agreement_on_the_command_line(two, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HEDUI_LANGUAGE", "en")
    one, other = (store.path for store in two)
    archive = tmp_path / "b.jsonl"
    run(capsys, "export", other, archive, "--format", "archive")
    assert json.loads(run(capsys, "agreement", one, archive, "--json"))["pairs"][0]["facts"] == 5
    assert "kappa of decisions" in run(capsys, "agreement", one, other)
    planned = json.loads(run(capsys, "merge", one, other, "--dry-run", "--json"))[0]
    assert (planned["edit"], planned["joined"], len(planned["conflicts"])) == (None, [2], 4)
    assert "open: settle it" in run(capsys, "merge", one, archive, code=1)
    assert "settled: theirs" in run(capsys, "merge", one, archive, "--prefer", "curator:李四")
    again = json.loads(run(capsys, "merge", one, archive, other, "--json"))
    assert [(told["edit"], told["conflicts"]) for told in again] == [(None, [])] * 2
    assert "3 facts" in run(capsys, "sample", one, tmp_path / "c.hedui", "--size", "3", "--blind")
    run(capsys, "merge", one, other, "--prefer", "loudest", code=1)
