"""Any sequence of edits, undo, redo, selective undo and re-opening leaves the store as a plain model has it."""

from __future__ import annotations

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core import edits
from core.errors import StoreProblem
from core.records import EditKind, Fact, Status
from core.store import Store, rewind
from tests.core.made_documents import document, fact, facts

FIELDS = ("status", "value", "note", "tags", "recipient", "removed")
VALUES = {
    "status": st.sampled_from(list(Status)),
    "value": st.sampled_from([Decimal(1), Decimal("2.50"), Decimal(10) ** 20]),
    "note": st.sampled_from(["", "a", "备注"]),
    "tags": st.sampled_from([(), ("甲",), ("乙", "甲")]),
    "recipient": st.sampled_from([(), ("150926",), ("150926", "150927")]),
}
#: (fact, field) -> (before, after)
Steps = dict[tuple[int, str], tuple[Any, Any]]


@dataclass
class Made:
    """An ordinary edit in the model, and the facts on which it is undone."""

    number: int
    steps: Steps
    undone: set[int] = field(default_factory=set)

    @property
    def facts(self) -> set[int]:
        return {number for number, _ in self.steps}

    @property
    def stands(self) -> bool:
        return self.undone < self.facts


class Model:
    """The facts as a dictionary and the edits as a list; nothing clever."""

    def __init__(self) -> None:
        self.facts: dict[int, dict[str, Any]] = {}
        self.edits: list[Made] = []
        self.redo: list[tuple[Made, set[int]]] = []
        self.found: dict[int, dict[int, dict[str, Any]]] = {}  # what an edit of any kind found

    def apply(self, number: int | None, changes: dict[int, dict[str, Any]]) -> None:
        steps: Steps = {}
        for one, values in changes.items():
            for name, value in values.items():
                if self.facts[one][name] != value:
                    steps[one, name] = (self.facts[one][name], value)
                    self.facts[one][name] = value
        assert (number is not None) == bool(steps)
        if number is not None:
            self.edits.append(Made(number, steps))
            self.redo.clear()

    def last(self, one: int | None = None) -> Made | None:
        standing = (made for made in reversed(self.edits) if made.stands)
        if one is None:
            return next(standing, None)
        return next((made for made in standing if one in made.facts - made.undone), None)

    def blocked(self, made: Made, wanted: set[int]) -> bool:
        later = (other for other in self.edits if other.number > made.number)
        keys = {key for key in made.steps if key[0] in wanted}
        return any(key in keys and key[0] not in other.undone for other in later for key in other.steps)

    def undo(self, made: Made, wanted: set[int]) -> None:
        for (one, name), (before, _) in made.steps.items():
            if one in wanted:
                self.facts[one][name] = before
        made.undone |= wanted
        self.redo.append((made, wanted))

    def redo_last(self) -> None:
        made, wanted = self.redo.pop()
        for (one, name), (_, after) in made.steps.items():
            if one in wanted:
                self.facts[one][name] = after
        made.undone -= wanted


def told(one: Fact) -> dict[str, Any]:
    return {name: getattr(one, name) for name in FIELDS if name != "removed"}


class Editing(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(self.folder / "a.hedui", curator="张三")
        self.store.add(document(), facts())
        self.model = Model()
        for one in self.store.page():
            self.model.facts[one.id] = {**told(one), "removed": False}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert self.store.verify() == []
            self.store.close()
            shutil.rmtree(self.folder)

    def present(self) -> list[int]:
        return [number for number, values in self.model.facts.items() if not values["removed"]]

    def note(self) -> None:
        """Remember what the next edit finds."""
        self.model.found[(self.store.version >> 32) + 1] = copy.deepcopy(self.model.facts)

    @precondition(lambda self: self.store.version >> 32)
    @rule(data=st.data())
    def rewind(self, data: st.DataObject) -> None:
        since = data.draw(st.integers(1, self.store.version >> 32))
        found = self.model.found[since]
        changes = {one: found.get(one, values | {"removed": True}) for one, values in self.model.facts.items()}
        if changes == self.model.facts:
            with pytest.raises(StoreProblem, match="nothing to undo"):
                rewind(self.store, since)
            return
        self.note()
        self.model.apply(rewind(self.store, since).edit, changes)

    @rule(data=st.data(), name=st.sampled_from(sorted(VALUES)))
    def change(self, data: st.DataObject, name: str) -> None:
        chosen = data.draw(st.sets(st.sampled_from(sorted(self.model.facts)), min_size=1))
        changes = {one: {name: data.draw(VALUES[name])} for one in chosen}
        self.note()
        self.model.apply(self.store.apply(EditKind.SET, changes).edit, changes)

    @rule(data=st.data())
    def add(self, data: st.DataObject) -> None:
        if len(self.model.facts) > 8:
            return
        new = fact("24名", value=Decimal(data.draw(st.integers(1, 9))), document=1)
        self.note()
        change = self.store.add_fact(new)
        (number,) = change.facts
        self.model.facts[number] = {**told(new), "removed": True}
        self.model.apply(change.edit, {number: {"removed": False}})

    @precondition(lambda self: self.present())
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.present()))
        if one != 1:  # the whole of another fact: its link, which this model does not have, goes too
            self.note()
            self.model.apply(self.store.remove_facts((one,)).edit, {one: {"removed": True}})

    @rule()
    def undo(self) -> None:
        made = self.model.last()
        if made is None:
            assert self.store.undoable() is None
            with pytest.raises(StoreProblem, match="nothing to undo"):
                self.store.undo()
            return
        assert self.store.undoable().number == made.number
        self.note()
        self.store.undo()
        self.model.undo(made, made.facts - made.undone)

    @precondition(lambda self: self.model.edits)
    @rule(data=st.data())
    def undo_one_edit(self, data: st.DataObject) -> None:
        made = data.draw(st.sampled_from(self.model.edits))
        self._undo(made, made.facts - made.undone, lambda: self.store.undo(made.number))

    @rule(data=st.data())
    def undo_of_one_fact(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.model.facts)))
        made = self.model.last(one)
        if made is None:
            with pytest.raises(StoreProblem):
                self.store.undo(fact=one)
            return
        self._undo(made, {one}, lambda: self.store.undo(fact=one))

    def _undo(self, made: Made, wanted: set[int], act: Any) -> None:
        if not wanted or self.model.blocked(made, wanted):
            before = self.store.version
            with pytest.raises(StoreProblem) as refused:
                act()
            assert refused.value.kind == ("changed_since" if wanted else "nothing_to_undo")
            assert self.store.version == before
        else:
            self.note()
            act()
            self.model.undo(made, wanted)

    @rule()
    def redo(self) -> None:
        if not self.model.redo:
            assert self.store.redoable() is None
            with pytest.raises(StoreProblem, match="nothing to redo"):
                self.store.redo()
            return
        self.note()
        self.store.redo()
        self.model.redo_last()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "a.hedui", curator="李四")

    @invariant()
    def facts_are_those_of_the_model(self) -> None:
        if hasattr(self, "store"):
            found = {one.id: told(one) for one in self.store.facts(sorted(self.model.facts))}
            assert found == {
                number: {name: value for name, value in values.items() if name != "removed"}
                for number, values in self.model.facts.items()
                if not values["removed"]
            }


Editing.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestEditing = Editing.TestCase


def test_edits_of_the_command_line_can_be_undone_in_the_window(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="窗口") as window:
        window.add(document(), facts())
        with Store.open(tmp_path / "a.hedui", curator="命令行") as command_line:
            edits.approve(command_line, (1, 2))
        window.undo(fact=2)
        assert [one.status for one in window.facts((1, 2))] == [Status.APPROVED, Status.PENDING]
