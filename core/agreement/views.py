"""What each curator made of each fact: the values that stood when they decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from core.merge import pairs
from core.records import Fact, Status
from core.store import Store, chains, rows
from core.store.chains import TAKEN, Course, Step

#: Decisions that a curator can come to; a fact taken away was decided too.
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class View:
    """A curator's decision on a fact (`approved`, `rejected` or `removed`), the fact as they left it, and when."""

    decision: str
    fact: Fact
    at: str


#: By fact (its id in the first store), then by curator.
Views = dict[int, dict[str, View]]


def views(store: Store, others: Iterable[Store] = ()) -> Views:
    """All decisions on the facts of a store: those in its history, those that merges brought, those of other stores.

    Where a curator decided a fact in several stores, the latest holds.
    """
    found: Views = {}
    steps = chains.steps(store.connection)
    for document in sorted(chains.documents_of(store.connection, steps)):
        for number, course in chains.courses(store.connection, document).items():
            _note(found, number, course, steps.get(number, ()))
    for other in others:
        theirs = chains.steps(other.connection)
        for pairing in pairs(store, other):
            for there, here in pairing.same.items():
                _note(found, here, pairing.theirs[there], theirs.get(there, ()))
    return found


def _note(found: Views, number: int, course: Course, steps: Sequence[Step]) -> None:
    for _, chain in groupby(steps, key=lambda step: step.chain):
        for who, view in _views(course.first, chain):
            told = found.setdefault(number, {})
            if who not in told or told[who].at < view.at:
                told[who] = view


def _views(first: Fact, chain: Iterable[Step]) -> Iterator[tuple[str, View]]:
    """The decisions that stand at the end of one course of edits; a curator who reopens a fact has none."""
    fact, removed = first, False
    standing: dict[str, View] = {}
    for (at, who, kind), edit in groupby(chain, key=lambda step: (step.at, step.who, step.kind)):
        values = {step.field: rows.from_json(step.field, step.after) for step in edit}
        removed = bool(values.pop("removed", removed))
        fact = replace(fact, **_known(values))
        if kind == TAKEN:
            continue
        if removed or fact.status is not Status.PENDING:
            standing[who] = View(REMOVED if removed else fact.status.value, fact, at)
        else:
            standing.pop(who, None)
    yield from standing.items()


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in Fact.__dataclass_fields__}
