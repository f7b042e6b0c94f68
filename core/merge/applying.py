"""Carries out a plan of a merge: one transaction, one edit of the history, one undo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from core.errors import ExchangeProblem
from core.merge.items import items
from core.merge.planning import JUDGED, LINKS, Plan, Side, their_value
from core.records import Change, EditKind, Fact
from core.store import Store, chains, history, loading
from core.store.chains import Course, Step
from core.store.packing import pack

_FIELDS = (*JUDGED, "note", "counting", "tags")


@dataclass
class _Written:
    """What the edit will hold, by my ids: new values, what was done there, and whose the decisions are."""

    ids: dict[int, int]
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    brought: dict[int, list[Step]] = field(default_factory=dict)
    curators: dict[int, str] = field(default_factory=dict)

    def bring(self, fact: int, values: Mapping[str, object], steps: Iterable[Step]) -> None:
        """Notes what a fact takes and what was done to it there, links in my ids."""
        linked = {name: self._link(value) if name in LINKS else value for name, value in values.items()}
        if linked:
            self.changes[fact] = linked
        self.brought[fact] = [self._step(step) for step in steps]

    def _link(self, value: object) -> int | None:
        if not isinstance(value, int):
            return None
        return value if value > 0 else self.ids.get(-value)

    def _step(self, step: Step) -> Step:
        if step.field not in LINKS:
            return step
        before, after = (json.dumps(self.ids.get(json.loads(text))) for text in (step.before, step.after))
        return step._replace(before=before, after=after)


def apply(store: Store, plan: Plan, choices: Mapping[int, Side] = MappingProxyType({})) -> Change:
    """Makes `store` what the plan says, in one edit; documents and facts that it lacked are loaded, which is no edit.

    Args:
        store: The store that the plan was made for.
        plan: What `plan` gave.
        choices: Whose word holds in each conflict, by my fact's id. Facts of conflicts not named here stay as they are,
            and the next merge tells of them again.

    Raises:
        ExchangeProblem: either store was changed since the plan was made.
    """
    with store.writing():
        if (store.version, plan.other.version) != plan.versions:
            raise ExchangeProblem("changed_since", path=store.path)
        written = _Written(dict(plan.same))
        documents, fresh = _load(store, plan, written.ids)
        for course in fresh:
            _take_new(plan, course, written)
        _take(plan, choices, written)
        _without_dangling(store, written.changes)
        return _write(store, plan, written, documents)


def _load(store: Store, plan: Plan, ids: dict[int, int]) -> tuple[frozenset[int], list[Course]]:
    """Takes in documents and facts that mine lacks, as they came in; gives the documents and their facts."""
    fresh: list[Course] = []
    homes: dict[int, int] = {}
    for number in plan.documents:
        courses = chains.courses(plan.other.connection, number).values()
        found = [course for course in courses if not course.by_hand]
        first = loading.next_fact(store.connection)
        document, pages = plan.other.document(number), plan.other.pages(number)
        home, _ = loading.put(store.connection, [pack(document, [course.first for course in found], pages)])[0]
        ids.update({course.id: first + at for at, course in enumerate(found)})
        homes.update({course.id: home for course in courses if course.by_hand and not course.removed})
        fresh += [course for course in courses if not (course.by_hand and course.removed)]
    homes.update({course.id: here for here, course in plan.lacked})
    fresh += (course for _, course in plan.lacked)
    _insert(store, [course for course in fresh if course.id in homes], homes, ids)
    return frozenset(loading.known(store.connection, sha) or 0 for sha in _hashes(plan)), fresh


def _hashes(plan: Plan) -> Iterable[str]:
    wanted = set(plan.documents)
    return (sha256 for sha256, number in chains.hashes(plan.other.connection).items() if number in wanted)


def _insert(store: Store, lacked: list[Course], homes: Mapping[int, int], ids: dict[int, int]) -> None:
    first = loading.next_fact(store.connection)
    ids.update({course.id: first + at for at, course in enumerate(lacked)})
    for course in lacked:
        told = course.first
        links = {name: ids.get(getattr(told, name) or 0) for name in LINKS}
        fact: Fact = replace(told, id=ids[course.id], document=homes[course.id], **links)  # type: ignore[arg-type]
        chains.insert(store.connection, fact, by_hand=course.by_hand)


def _take_new(plan: Plan, course: Course, written: _Written) -> None:
    """What was done to a fact that mine lacked."""
    values: dict[str, object] = {
        name: their_value(course, name, {})
        for name in _FIELDS
        if name in course.befores and course.value(name) != course.first_value(name)
    }
    if course.by_hand or course.removed:
        values["removed"] = course.removed
    steps = plan.steps.get(course.id, ())
    if values or steps:
        written.bring(written.ids[course.id], values, steps)
        written.curators[written.ids[course.id]] = course.curator


def _take(plan: Plan, choices: Mapping[int, Side], written: _Written) -> None:
    for meeting in plan.meetings:
        values, judged = meeting.taken, meeting.judged
        if meeting.conflict:
            if (side := choices.get(meeting.mine)) is None:
                continue
            if side is Side.THEIRS:
                values = {**values, **meeting.conflict.theirs}
                judged = judged or any(name in JUDGED for name in meeting.conflict.fields)
        written.bring(meeting.mine, values, meeting.steps)
        if judged:
            written.curators[meeting.mine] = meeting.curator


def _without_dangling(store: Store, changes: dict[int, dict[str, object]]) -> None:
    """Takes away links to facts that are removed, and the latest link of a circle that two stores' links make."""
    gone = [fact for fact, values in changes.items() if values.get("removed")]
    for fact, values in history.removal(store.connection, gone).items():
        changes.setdefault(fact, {}).update(values)
    targets = {value for values in changes.values() for name in LINKS if (value := values.get(name)) is not None}
    present = history.present_values(store.connection, [int(str(one)) for one in targets], ("removed",))
    for values in changes.values():
        for name in LINKS:
            target = values.get(name)
            if isinstance(target, int) and _removed(target, changes, present):
                values[name] = None
    for name in LINKS:
        _without_circles(store, name, changes)


def _removed(fact: int, changes: Mapping[int, Mapping[str, object]], present: Mapping[int, Mapping[str, str]]) -> bool:
    told = changes.get(fact, {}).get("removed")
    return bool(told) if told is not None else present.get(fact, {}).get("removed") == "true"


def _without_circles(store: Store, name: str, changes: dict[int, dict[str, object]]) -> None:
    def target(fact: int) -> int | None:
        value = changes[fact][name] if name in changes.get(fact, {}) else _linked(store, fact, name)
        return value if isinstance(value, int) else None

    for fact in [one for one, values in changes.items() if values.get(name) is not None]:
        circle = [fact]
        while (following := target(circle[-1])) is not None and following not in circle:
            circle.append(following)
        if following is not None:
            places = history.present_values(store.connection, circle, ("start", "end"))
            last = max(
                circle[circle.index(following) :], key=lambda one: [int(place) for place in places[one].values()]
            )
            changes.setdefault(last, {})[name] = None


def _linked(store: Store, fact: int, name: str) -> object:
    return json.loads(history.present_values(store.connection, (fact,), (name,))[fact][name])


def _write(store: Store, plan: Plan, written: _Written, documents: frozenset[int]) -> Change:
    steps = history.steps_of(store.connection, written.changes)
    moved = history.item_steps_of(store.connection, items(store, plan.other, written.ids))
    if not (steps or moved or written.brought):
        return Change(None, None, documents=documents)
    detail = plan.other.path.name
    change = history.write(store.connection, EditKind.MERGE, steps, who=store.curator, detail=detail, items=moved)
    chains.bring(store.connection, change.edit or 0, written.brought)
    chains.sign(store.connection, written.curators)
    return replace(change, documents=change.documents | documents)
