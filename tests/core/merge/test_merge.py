"""Two curators' stores become one: nothing twice, nothing lost, in any order, and again changes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core import checks, edits, export, filters, learn, merge, totals
from core.errors import ExchangeProblem
from core.learn.rules import row_of
from core.merge import Side
from core.records import EditKind, Piece, Status
from core.store import Store
from tests.core.exchange.stores import ACTS, do, made
from tests.core.made_documents import TEXT, document, fact, facts

NOT_CONTENT = ("id", "document", "whole", "same_as")


def state(store: Store) -> Counter:
    """What a store says, without the numbers that it gives: each fact with its document and where its links lead."""
    names = {row.id: row.name for row in store.documents()}
    found = {one.id: one for one in store.facts(store.fact_ids())}

    def place(number):
        return None if number is None else (found[number].start, found[number].value)

    return Counter(
        (names[one.document], place(one.whole), place(one.same_as), str(replace(one, **dict.fromkeys(NOT_CONTENT, 0))))
        for one in found.values()
    )


def merged(store: Store, other: Store, rule: str = "") -> merge.Plan:
    """The plan, after it was carried out."""
    plan = merge.plan(store, other)
    merge.apply(store, plan, merge.choose(plan, merge.read_rule(rule)) if rule else {})
    assert store.verify() == []
    return plan


@pytest.fixture
def mine(tmp_path):
    with made(tmp_path / "mine.hedui", "张三") as store:
        yield store


@pytest.fixture
def theirs(tmp_path):
    with made(tmp_path / "theirs.hedui", "李四") as store:
        yield store


# --- properties ---------------------------------------------------------------------------------------

WORK = st.lists(ACTS, max_size=6)
#: Undo would take back the merge itself, which the other store is not told of.
ONWARD = st.lists(ACTS.filter(lambda act: act[0] not in ("undo", "redo")), max_size=6)


class Desk:
    """Stores of several curators in one folder; those copied begin with a common past."""

    def __init__(self, folder: str, past: list, works: list[list]) -> None:
        self.folder = Path(folder)
        with made(self.folder / "past.hedui", "王五") as first:
            for act in past:
                do(first, act)
            first.backup(self.folder / "copy.hedui")
        for number, work in enumerate(works):
            with self.copied("copy", f"{number}", f"审核{number}") as store:
                for act in work:
                    do(store, act)

    def copied(self, name: str, to: str, curator: str = "合并") -> Store:
        shutil.copy(self.folder / f"{name}.hedui", self.folder / f"{to}.hedui")
        return Store.open(self.folder / f"{to}.hedui", curator=curator)

    def store(self, name: str) -> Store:
        return Store.open(self.folder / f"{name}.hedui", curator="合并")


@settings(max_examples=40, deadline=None)
@given(past=WORK, one=WORK, two=WORK, rule=st.sampled_from(["", "newer", "mine", "theirs"]))
def test_merging_again_changes_nothing_and_undo_gives_all_back(past, one, two, rule):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, past, [one, two])
        with desk.copied("0", "a") as store, desk.store("1") as other:
            before, version = state(store), store.version
            plan = merged(store, other, rule)
            after, again = state(store), merge.plan(store, other)
            settled = len(merge.choose(plan, merge.read_rule(rule))) if rule else 0
            assert len(again.conflicts) == len(plan.conflicts) - settled
            assert (again.documents, again.added, again.joined, again.taken) == ((), (), (), ())
            assert merge.apply(store, again).edit is None
            assert state(store) == after
            if after != before:
                assert store.undoable().kind is EditKind.MERGE
                store.undo()
                assert state(store) == before
                assert store.verify() == []
                store.redo()
                assert state(store) == after
            else:
                assert all(change.edit is None or not change.facts for change in store.changes_since(version))


@settings(max_examples=40, deadline=None)
@given(past=WORK, one=WORK, two=WORK)
def test_who_merges_whom_does_not_matter_without_conflicts(past, one, two):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, past, [one, two])
        with (
            desk.copied("0", "a") as a,
            desk.copied("1", "b") as b,
            desk.store("0") as first,
            desk.store("1") as second,
        ):
            plan = merged(a, second)
            back = merged(b, first)
            assert len(plan.conflicts) == len(back.conflicts)
            assume(not plan.conflicts)
            assert state(a) == state(b)


@settings(max_examples=30, deadline=None)
@given(past=WORK, works=st.lists(WORK, min_size=3, max_size=3))
def test_the_order_of_merges_does_not_matter_without_conflicts(past, works):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, past, works)
        found = []
        for order in ("012", "021", "120"):
            with desk.copied(order[0], "a") as store:
                for name in order[1:]:
                    with desk.store(name) as other:
                        assume(not merged(store, other).conflicts)
                found.append(state(store))
        assert found[0] == found[1] == found[2]


@settings(max_examples=30, deadline=None)
@given(past=WORK, one=WORK, two=WORK, later=ONWARD)
def test_a_settled_conflict_stays_settled_on_the_way_back(past, one, two, later):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, past, [one, two])
        with desk.store("0") as a, desk.store("1") as b:
            merged(a, b, "theirs")
            for act in later:
                do(a, act)
            assert merged(b, a).conflicts == ()
            assert state(a) == state(b)


# --- single promises ----------------------------------------------------------------------------------


def test_decisions_that_agree_are_joined_and_the_rest_is_taken(mine, theirs):
    edits.approve(mine, (1, 2))
    edits.approve(theirs, (2, 3))
    edits.tag(theirs, (4,), "复核")
    edits.tag(mine, (4,), "重要")
    plan = merged(mine, theirs)
    assert (plan.joined, plan.taken, plan.conflicts) == ((2,), (3, 4), ())
    assert [one.status for one in mine.facts((1, 2, 3))] == [Status.APPROVED] * 3
    assert mine.fact(4).tags == ("复核", "重要")


def test_who_approved_and_when_stays_true(mine, theirs):
    edits.approve(theirs, (3,))
    decided = theirs.history(fact=3)[0]
    merged(mine, theirs)
    (row,) = export.sources(mine, (3,))
    assert (row.decision.who, row.decision.at) == (decided.who, decided.at) == ("李四", decided.at)
    assert list(mine.fact_ids(filters.parse("curator:李四"))) == [3]
    assert mine.undoable().who == "张三"


def test_a_conflict_is_told_with_both_sides_and_the_machines(mine, theirs):
    edits.set_fields(mine, (3,), value=Decimal(25))
    edits.approve(mine, (3,))
    edits.approve(theirs, (3,))
    plan = merge.plan(mine, theirs)
    (conflict,) = plan.conflicts
    assert (conflict.fact, conflict.fields, conflict.sentence) == (3, ("value",), TEXT)
    assert [dict(one) for one in (conflict.mine, conflict.theirs, conflict.machine)] == [
        {"value": Decimal(25)}, {"value": Decimal(24)}, {"value": Decimal(24)},
    ]  # fmt: skip
    assert (conflict.mine_by.who, conflict.theirs_by.who) == ("张三", "李四")
    assert merge.apply(mine, plan).edit is None
    assert mine.fact(3).value == 25
    merge.apply(mine, merge.plan(mine, theirs), {3: Side.THEIRS})
    assert mine.fact(3).value == 24


def test_nobodys_approval_is_put_under_a_value_that_they_did_not_see(mine, theirs):
    edits.approve(mine, (3,))
    edits.set_fields(theirs, (3,), value=Decimal(25))
    (conflict,) = merge.plan(mine, theirs).conflicts
    assert set(conflict.fields) == {"status", "value"}
    assert conflict.theirs == {"status": Status.PENDING, "value": 25}


@pytest.mark.parametrize(
    ("rule", "value"),
    [("newer", 26), ("mine", 25), ("theirs", 26), ("curator:张三", 25), ("curator:李四", 26), ("curator:王五", 25)],
)
def test_rules_settle_conflicts(mine, theirs, rule, value, monkeypatch):
    times = iter(f"2026-01-01T00:00:0{second}.000+00:00" for second in range(9))
    monkeypatch.setattr("core.store.loading.now", lambda: next(times))
    edits.set_fields(mine, (3,), value=Decimal(25))
    edits.set_fields(theirs, (3,), value=Decimal(26))
    merged(mine, theirs, rule)
    assert mine.fact(3).value == value


@pytest.mark.parametrize("rule", ["older", "curator:", "curator", ""])
def test_an_unknown_rule_is_refused(rule):
    with pytest.raises(ExchangeProblem, match="no rule"):
        merge.read_rule(rule)


def test_changes_of_different_things_before_any_decision_are_put_together(mine, theirs):
    edits.set_fields(mine, (3,), recipient=("150926",))
    edits.set_fields(theirs, (3,), indicator="talent.doctors")
    assert merged(mine, theirs).conflicts == ()
    assert (mine.fact(3).recipient, mine.fact(3).indicator) == (("150926",), "talent.doctors")


def test_documents_and_facts_that_one_lacks_are_added_once(mine, theirs):
    more = "2021年,上海市捐款5万元,培训9名,选派8人。"
    money = fact("5万元", 1, text=more, value=Decimal(50000), unit="CNY")
    theirs.add(document(more, name="上海.txt"), [money, fact("9名", 2, text=more, whole=1)])
    added = edits.add(theirs, fact("8人", text=more, value=Decimal(8), document=3))
    edits.approve(theirs, (7, 8, *added.facts))
    edits.add(theirs, fact("1200人次", value=Decimal(1), document=1))
    edits.add(mine, fact("1200人次", value=Decimal(1), document=1))
    plan = merged(mine, theirs)
    assert (plan.documents, plan.added, plan.conflicts) == ((3,), (), ())
    assert state(mine) == state(theirs)
    assert mine.document(3).data == theirs.document(3).data
    mine.undo()
    assert mine.count(filters.parse("status:approved")) == 0
    assert mine.count() == 9  # loading is no edit, so the document stays with the facts found in it


def test_totals_after_a_merge_count_nothing_twice(mine, theirs):
    for store in (mine, theirs):
        edits.add(store, fact("24名", value=Decimal(3), unit="person", indicator="talent.doctors", document=1))
        edits.approve(store, store.fact_ids())
    before = [(row.key, row.value) for row in totals.rows(mine, filters.ALL).rows]
    merged(mine, theirs)
    assert [(row.key, row.value) for row in totals.rows(mine, filters.ALL).rows] == before


def test_a_text_repaired_differently_is_met_by_way_of_the_raw_one(tmp_path):
    raw = "页眉\n" + TEXT
    for name, text, shift in (("a", TEXT, 3), ("b", raw, 0)):
        made_of = replace(document(text, raw=raw), pieces=(Piece(0, len(text), shift, len(raw)),))
        with Store.open(tmp_path / name, curator=name) as store:
            moved = [replace(one, start=one.start + 3 - shift, end=one.end + 3 - shift) for one in facts()]
            store.add(made_of, moved)
            if name == "b":
                edits.approve(store, (2, 3))
                edits.set_fields(store, (4,), whole=3)
    with Store.open(tmp_path / "a", curator="a") as mine, Store.open(tmp_path / "b") as theirs:
        assert merged(mine, theirs).added == ()
        assert [one.status for one in mine.facts((1, 2, 3))] == [Status.PENDING, Status.APPROVED, Status.APPROVED]
        assert mine.fact(4).whole == 3
        assert mine.count() == 4


def test_another_extractors_facts_are_recognised_by_their_span(tmp_path, mine):
    with Store.open(tmp_path / "b", curator="李四") as theirs:
        first, *_, last = facts()
        theirs.add(
            document(), [replace(first, value=Decimal(510712)), replace(last, start=last.start + 2, quote="00人次")]
        )
        edits.approve(theirs, (1, 2))
        plan = merged(mine, theirs)
        assert (plan.taken, plan.added) == ((1,), (2,))
        assert mine.fact(1).value == 510712  # what was approved there is that value
        assert mine.count() == 7


def test_links_that_would_make_a_circle_or_lead_to_nothing_go(mine, theirs):
    edits.set_fields(mine, (3,), whole=4)
    edits.set_fields(theirs, (4,), whole=3)
    edits.remove(theirs, (5,))
    merged(mine, theirs)
    assert [one.whole for one in mine.facts((3, 4))] == [4, None]
    assert mine.fact(6).same_as is None


def test_tags_and_rules_come_along_and_what_was_given_up_stays_so(mine, theirs):
    edits.set_tag(theirs, "复核", colour="#ff0000", key=1)
    edits.set_tag(theirs, "旧", colour="#00ff00")
    edits.set_tag(mine, "重要", key=1)
    edits.set_tag(mine, "旧", colour="#0000ff")
    edits.delete_tag(mine, "旧")
    for document_number in (None, 2):
        rule = learn.Rule("教师", {}, {"indicator": "talent.teachers"}, document_number)
        theirs.apply(EditKind.RULE, {}, items={("rules", rule.name): row_of(rule, "李四")})
    merged(mine, theirs)
    assert {one.name: (one.colour, one.key) for one in mine.tags()} == {"复核": ("#ff0000", None), "重要": ("", 1)}
    assert learn.rules(mine) == learn.rules(theirs) != ()
    mine.undo()
    assert [one.name for one in mine.tags()] == ["重要"]
    assert learn.rules(mine) == ()


def test_settled_findings_come_along(mine, theirs):
    for store in (mine, theirs):
        edits.set_fields(store, (2,), value=Decimal(10) ** 9)
    finding = checks.findings(theirs)[0]
    checks.settle(theirs, finding, reason="看过")
    merged(mine, theirs)
    assert [one.settled.reason for one in checks.findings(mine) if one.key == finding.key] == ["看过"]


def test_a_plan_that_is_out_of_date_is_refused(mine, theirs):
    plan = merge.plan(mine, theirs)
    edits.approve(theirs, (1,))
    with pytest.raises(ExchangeProblem, match="plan it again"):
        merge.apply(mine, plan)
    with pytest.raises(ExchangeProblem, match="itself"):
        merge.plan(mine, mine)
