"""An edit of many facts in steps is the same edit; closed before its end it leaves nothing."""

from __future__ import annotations

import pytest

from core import edits
from core.records import Status
from core.store import Store, history, redoing, undoing
from tests.core.made_documents import TEXT, document, facts


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(history, "SLICE", 2)
    monkeypatch.setattr("core.store.gradual.SLICE", 2)
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        opened.add(document(f"{TEXT}其后。", name="二.txt"), facts())
        yield opened


ALL = tuple(range(1, 9))
EDITS = {
    "approve": (edits.approve, ()),
    "remove": (edits.remove, ()),
    "tag": (edits.tag, ("复核",)),
    "note": (edits.note, ("看一下",)),
    "restore": (edits.restore_field, ("quantity",)),
}


def _state(store):
    told = [(row.kind, row.fact, row.field, row.before, row.after, row.undone) for row in store.history()]
    return store.page(), told, store.tags()


@pytest.mark.parametrize("what", EDITS)
def test_steps_do_what_the_edit_at_once_does(store, tmp_path, what):
    function, arguments = EDITS[what]
    store.backup(tmp_path / "copy.hedui")
    steps = list(edits.gradually(store, function, ALL, *arguments))
    with Store.open(tmp_path / "copy.hedui", curator="张三") as other:
        change = function(other, ALL, *arguments)
        assert steps[-1].change == change
        assert _state(store) == _state(other)
    assert store.verify() == []
    assert sorted(step.done for step in steps) == [step.done for step in steps]
    assert all(step.change is None for step in steps[:-1])
    assert steps[-1].done == steps[-1].total


def test_undo_and_redo_in_steps_are_undo_and_redo(store):
    edits.approve(store, ALL)
    assert [one.change for one in undoing(store)][-1].facts == frozenset(ALL)
    assert {fact.status for fact in store.page()} == {Status.PENDING}
    assert list(redoing(store))[-1].change.facts == frozenset(ALL)
    assert {fact.status for fact in store.page()} == {Status.APPROVED}
    assert store.verify() == []


@pytest.mark.parametrize("taken", range(1, 8))
def test_an_edit_that_is_cancelled_leaves_nothing(store, taken):
    before = _state(store), store.version
    steps = edits.gradually(store, edits.approve, ALL)
    for _ in range(taken):
        next(steps)
    steps.close()
    assert (_state(store), store.version) == before
    assert edits.approve(store, (1,)).edit


@pytest.mark.parametrize("taken", range(1, 5))
def test_an_undo_that_is_cancelled_leaves_the_edit(store, taken):
    edits.approve(store, ALL)
    before = _state(store), store.version
    steps = undoing(store)
    for _ in range(taken):
        next(steps)
    steps.close()
    assert (_state(store), store.version) == before


def test_nobody_sees_half_an_edit(store):
    steps = edits.gradually(store, edits.approve, ALL)
    with store.again() as other:
        for step in steps:
            if step.change is None:
                assert {fact.status for fact in other.page()} == {Status.PENDING}
        assert {fact.status for fact in other.page()} == {Status.APPROVED}


def test_the_command_line_shows_how_far_a_long_edit_is(tmp_path, monkeypatch, capsys):
    from core.cli import facts as commands
    from core.cli import main
    from core.cli.console import Console

    path = str(tmp_path / "b.hedui")
    with Store.open(path) as store:
        store.add(document(), facts())
    shown = []
    monkeypatch.setattr(commands, "_LONG", 1)
    monkeypatch.setattr(Console, "progress", lambda _, done, total, what: shown.append((done, total, what)))
    for command in (["edit", path, "approve"], ["undo", path], ["redo", path]):
        shown.clear()
        assert main(command) == 0
        assert shown[-1][:2] == (8, 8)
    capsys.readouterr()
    with Store.open(path) as store:
        assert {fact.status for fact in store.page()} == {Status.APPROVED}
