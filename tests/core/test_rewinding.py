"""Taking back an edit and all after it is one edit: all is as it was before, and one undo restores it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core import checks, edits, learn, merge
from core.errors import StoreProblem
from core.records import EditKind, Status
from core.store import Store, history, rewind, rewinding
from tests.core.exchange.stores import made
from tests.core.made_documents import TEXT, document, fact, facts

PAIR = "选派教师65名、121名。"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        opened.add(document(f"{TEXT}其后。", name="二.txt"), facts())
        opened.add(document(PAIR, name="三.txt"), [fact("65名、121名", 1, text=PAIR)])
        edits.tag(opened, (1,), "重点")
        yield opened


def _correct(store):
    change = edits.set_fields(store, (3,), indicator="talent.cadres")
    for proposal in learn.proposals(store, change):
        learn.accept(store, proposal)


def _settle(store):
    found = checks.findings(store)
    assert found
    checks.settle(store, found[0], reason="原文如此")


def _merge(store):
    with made(store.path.with_name("other.hedui"), "李四") as other:
        edits.approve(other, (1, 3))
        edits.set_fields(other, (5,), value=Decimal(32))
        merge.apply(store, merge.plan(store, other), {})


WORK = {
    "decisions": lambda store: (
        edits.approve(store, (1, 2)),
        edits.reject(store, (2, 3)),
        edits.note(store, (4,), "看"),
    ),
    "tags": lambda store: (
        edits.tag(store, (2, 5), "复核"),
        edits.set_tag(store, "复核", colour="#C62828", key=1),
        edits.rename_tag(store, "重点", "要点"),
        edits.merge_tags(store, ("复核",), "要点"),
    ),
    "rules": _correct,
    "findings": _settle,
    "merges": _merge,
    "added and removed": lambda store: (edits.add(store, fact("24名", document=1)), edits.remove(store, (1, 6))),
    "split": lambda store: edits.split(store, 9, PAIR.index("、")),
    "undo and redo": lambda store: (edits.approve(store, (1,)), store.undo(), store.redo(), store.undo()),
    "rewinding": lambda store: (edits.approve(store, (1,)), edits.reject(store, (2,)), rewind(store, 2)),
}


def _state(store):
    """Facts and findings of the first documents, for one that a merge brought stays, and all the rest."""
    present = [one for one in store.page() if one.document <= 3]
    ids = {one.id for one in present}
    told = [(one.key, one.settled) for one in checks.findings(store) if set(one.facts) <= ids]
    items = {table: store.items(table) for table in ("rules", "findings")}
    tags = [tag for tag in store.tags() if tag.colour or tag.key or tag.count]  # words stay known
    return present, tags, items, told


@pytest.mark.parametrize("what", WORK)
def test_all_from_an_edit_on_is_taken_back_as_one_edit_that_one_undo_restores(store, what):
    before, first = _state(store), store.undoable().number + 1
    WORK[what](store)
    edits.approve(store, (4, 8))
    after, number = _state(store), store.version >> 32
    change = rewind(store, first)
    assert (change.kind, change.edit) == (EditKind.REWIND, number + 1)
    assert _state(store) == before
    assert store.verify() == []
    assert store.undoable().number == change.edit
    store.undo()
    assert _state(store) == after
    store.redo()
    assert _state(store) == before
    assert store.verify() == []


def test_what_was_done_before_stays(store):
    edits.approve(store, (1,))
    second = edits.approve(store, (2,)).edit
    edits.reject(store, (1,))
    rewind(store, second)
    assert [one.status for one in store.facts((1, 2))] == [Status.APPROVED, Status.PENDING]
    assert store.fact(1).tags == ("重点",)


def test_nothing_is_written_where_all_is_as_it_was(store):
    first = edits.approve(store, (1,)).edit
    store.undo()
    version = store.version
    with pytest.raises(StoreProblem, match="nothing to undo"):
        rewind(store, first)
    with pytest.raises(StoreProblem, match="no edit 99"):
        rewind(store, 99)
    assert store.version == version


@pytest.mark.parametrize("taken", range(1, 6))
def test_one_that_is_cancelled_leaves_everything(store, monkeypatch, taken):
    monkeypatch.setattr(history, "SLICE", 2)
    monkeypatch.setattr("core.store.gradual.SLICE", 2)
    first = edits.approve(store, range(1, 10)).edit
    before, version = _state(store), store.version
    steps = rewinding(store, first)
    for _ in range(taken):
        step = next(steps)
        assert step.done < step.total or step.change is None
    steps.close()
    assert (_state(store), store.version) == (before, version)


def test_a_merge_that_was_taken_back_with_all_after_it_can_be_made_again(store):
    first = store.undoable().number + 1
    _merge(store)
    edits.approve(store, (4,))
    rewind(store, first)
    with Store.open(store.path.with_name("other.hedui"), curator="李四") as other:
        plan = merge.plan(store, other)
        assert {one.fact for one in plan.conflicts} == set()
        merge.apply(store, plan, {})
        assert [one.status for one in store.facts((1, 3))] == [Status.APPROVED, Status.APPROVED]
        assert merge.apply(store, merge.plan(store, other), {}).edit is None
    assert store.verify() == []
