"""What a merge would do: which facts meet, what is taken, what agrees, and what conflicts.

A side that has seen all that the other did (its steps are in its history, or were brought by an earlier
merge) is simply newer. Only where both went on without the other can they conflict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.errors import ExchangeProblem
from core.merge.pairing import BATCH, Pairing, common, paired
from core.records import EDITABLE, Status
from core.store import Store, chains, rows
from core.store.chains import TAKEN, Columns, Course, Step

LINKS = ("whole", "same_as")
#: What a decision is about: it is taken as a whole, or not at all.
JUDGED = (*(name for name in EDITABLE if name not in ("note", "counting")), "quote", "sentence", "removed")
#: Fields of which each is taken for itself.
_ALONE = ("note", "counting")
#: Fields that belong together: two curators who each changed one of them changed the same thing.
_GROUPS = {
    **dict.fromkeys(("value", "value_high", "bound", "unit", "measure_word"), "quantity"),
    **dict.fromkeys(("period_start", "period_end", "period_text"), "period"),
    **dict.fromkeys(("start", "end", "quote", "sentence"), "span"),
}
#: The judged fields that are columns of a fact.
_COLUMNS = Columns(*(name for name in JUDGED if name != "removed"))


class Side(StrEnum):
    """Whose word holds."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did the last of something, and when (ISO 8601)."""

    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact on which both sides went on without the other and differ: `fields`, with each side's values.

    `fact` is its id in my store, `machine` the extractor's values, None for a fact added by hand. Links are told as
    ids of my store; one to a fact that comes with the merge is negative.
    """

    fact: int
    document: int
    sentence: str
    fields: tuple[str, ...]
    mine: Mapping[str, object]
    theirs: Mapping[str, object]
    machine: Mapping[str, object] | None
    mine_by: Signed
    theirs_by: Signed


@dataclass(frozen=True, slots=True)
class Meeting:
    """One fact of both stores: what mine takes, what is in conflict, and what was done to it there.

    `judged` says that the decision is theirs after the merge, `joined` that both came to the same one apart.
    """

    mine: int
    theirs: int
    taken: Mapping[str, object]
    conflict: Conflict | None
    steps: Sequence[Step]
    curator: str
    judged: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What `apply` would do to `store` with what `other` holds; both stay open until then.

    `documents` are ids of the other store that mine lacks, `added` ids of its facts that mine lacks in documents of
    both. `joined` are facts decided alike on both sides, `taken` those that only take from the other, by my ids.
    `same` says which of their facts is which of mine, `lacked` has those that I lack, each with my document.
    """

    store: Store
    other: Store
    versions: tuple[int, int]
    documents: tuple[int, ...]
    added: tuple[int, ...]
    joined: tuple[int, ...]
    taken: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    meetings: tuple[Meeting, ...] = field(repr=False)
    same: Mapping[int, int] = field(repr=False)
    lacked: tuple[tuple[int, Course], ...] = field(repr=False)
    steps: Mapping[int, Sequence[Step]] = field(repr=False)

    def between(self, store: Store, other: Store) -> Plan:
        """The same plan with both stores opened anew, as another thread needs them."""
        return replace(self, store=store, other=other)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far planning is, in documents that both stores hold; the last one has the plan."""

    done: int
    total: int
    name: str
    plan: Plan | None = None


def plan(store: Store, other: Store) -> Plan:
    """Compares two stores and changes neither.

    Raises:
        ExchangeProblem: both are the same file.
    """
    *_, last = planning(store, other)
    assert last.plan is not None  # noqa: S101 - the last step has it
    return last.plan


def planning(store: Store, other: Store) -> Iterator[Progress]:
    """The same in steps, for a thread.

    Raises:
        ExchangeProblem: both are the same file.
    """
    if store.path.resolve() == other.path.resolve():
        raise ExchangeProblem("itself", path=store.path)
    versions = store.version, other.version
    yield Progress(0, 0, other.path.name)
    my_steps, their_steps = chains.steps(store.connection), chains.steps(other.connection)
    shared = common(store, other, touched=chains.documents_of(other.connection, their_steps))
    same: dict[int, int] = {}
    found: list[Meeting] = []
    waiting: list[_Met] = []
    lacked: list[tuple[int, Course]] = []
    for at in range(0, len(shared), BATCH):
        for pairing in paired(store, other, shared[at : at + BATCH]):
            same.update(pairing.same)
            lacked += ((pairing.document, course) for course in missing(pairing))
            for met in _met(pairing, my_steps, their_steps, same):
                if met.linked_beyond:
                    waiting.append(met)
                else:
                    found.append(met.meeting())  # at once: what is compared need not be held
        yield Progress(min(at + BATCH, len(shared)), len(shared), other.path.name)
    found += (met.meeting() for met in waiting)
    hashes, known = chains.hashes(other.connection), chains.hashes(store.connection)
    made = Plan(
        store=store,
        other=other,
        versions=versions,
        documents=tuple(sorted(number for sha256, number in hashes.items() if sha256 not in known)),
        added=tuple(course.id for _, course in lacked),
        joined=tuple(one.mine for one in found if one.joined and one.conflict is None),
        taken=tuple(one.mine for one in found if one.taken and one.conflict is None),
        conflicts=tuple(one.conflict for one in found if one.conflict),
        meetings=tuple(found),
        same=same,
        lacked=tuple(lacked),
        steps=their_steps,
    )
    yield Progress(len(shared), len(shared), other.path.name, made)


def missing(pairing: Pairing) -> list[Course]:
    """Their facts that I lack; one added by hand and removed again is nobody's."""
    return [
        course
        for number, course in pairing.theirs.items()
        if number not in pairing.same and not (course.by_hand and course.removed)
    ]


def _met(
    pairing: Pairing,
    mine: Mapping[int, Sequence[Step]],
    theirs: Mapping[int, Sequence[Step]],
    same: Mapping[int, int],
) -> Iterator[_Met]:
    """The facts of a document on which the other side has news."""
    for there, here in pairing.same.items():
        if there in theirs:
            told = _Met(pairing.mine[here], pairing.theirs[there], mine.get(here, ()), theirs[there], same)
            if told.news:
                yield told


def _known(step: Step) -> tuple[str, ...]:
    """What a step is recognised by; links are numbered anew in each store."""
    return step.field, step.at, step.who, "" if step.field in LINKS else step.after


class _Met:
    """A fact of both stores with what either did to it that the other has not seen."""

    def __init__(
        self,
        mine: Course,
        theirs: Course,
        my_steps: Sequence[Step],
        their_steps: Sequence[Step],
        same: Mapping[int, int],
    ) -> None:
        self.mine, self.theirs, self.same = mine, theirs, same
        self.steps = their_steps
        my_seen, their_seen = ({_known(step) for step in steps} for steps in (my_steps, their_steps))
        self.news = [step for step in their_steps if step.kind != TAKEN and _known(step) not in my_seen]
        self.own = [step for step in my_steps if step.kind != TAKEN and _known(step) not in their_seen]

    @property
    def linked_beyond(self) -> bool:
        """Whether their fact is linked to one that is not met yet."""
        links = (self.theirs.value(name) for name in LINKS)
        return any(link is not None and link not in self.same for link in links)

    def meeting(self) -> Meeting:
        judged, conflicting = self._judged()
        taken = {name: self._theirs(name) for name in judged}
        for name in _ALONE:
            if self._new(self.news, (name,)) and self._differs(name):
                if self._new(self.own, (name,)):
                    conflicting = (*conflicting, name)
                else:
                    taken[name] = self._theirs(name)
        taken |= self._tags()
        agreed = bool(self._new(self.own, JUDGED) and self._new(self.news, JUDGED)) and not (judged or conflicting)
        return Meeting(
            mine=self.mine.id,
            theirs=self.theirs.id,
            taken=taken,
            conflict=self._conflict(conflicting) if conflicting else None,
            steps=self.steps,
            curator=self.theirs.curator,
            judged=bool(judged),
            joined=agreed,
        )

    def _judged(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The judged fields to take, and those in conflict."""
        news, own = self._new(self.news, JUDGED), self._new(self.own, JUDGED)
        differing = self._differing() if news else ()
        if not own or not differing:
            return differing, ()
        ours, others = _topics(own, self.mine), _topics(news, self.theirs)
        clash = any(_GROUPS.get(name, name) in ours & others for name in differing)
        if clash or _decided(self.mine) or _decided(self.theirs):
            return (), differing
        return tuple(name for name in differing if _GROUPS.get(name, name) in others), ()

    def _tags(self) -> dict[str, object]:
        """My tags with what they added and without what they took away."""
        steps = self._new(self.news, ("tags",))
        if not steps:
            return {}
        net: Counter[str] = Counter()
        for step in steps:
            before, after = (set(_tags_of(text)) for text in (step.before, step.after))
            net.update(after - before)
            net.subtract(before - after)
        added, gone = ({tag for tag, sign in net.items() if sign * way > 0} for way in (1, -1))
        tags = tuple(sorted({*self.mine.tags, *added} - gone))
        return {"tags": tags} if tags != self.mine.tags else {}

    def _differing(self) -> tuple[str, ...]:
        """The judged fields that differ: columns first, because most are equal there."""
        pairs = zip(_COLUMNS.names, _COLUMNS.get(self.mine.row), _COLUMNS.get(self.theirs.row), strict=True)
        names = [name for name, one, two in pairs if one != two or (name in LINKS and two is not None)]
        return tuple(name for name in (*names, "removed") if self._differs(name))

    @staticmethod
    def _new(steps: Sequence[Step], fields: Sequence[str]) -> list[Step]:
        return [step for step in steps if step.field in fields]

    def _mine(self, name: str) -> object:
        return self.mine.value(name)

    def _theirs(self, name: str) -> object:
        return their_value(self.theirs, name, self.same)

    def _differs(self, name: str) -> bool:
        return self._mine(name) != self._theirs(name)

    def _conflict(self, fields: tuple[str, ...]) -> Conflict:
        machine = {name: False if name == "removed" else self.mine.first_value(name) for name in fields}
        return Conflict(
            fact=self.mine.id,
            document=self.mine.document,
            sentence=self.mine.value("sentence"),
            fields=fields,
            mine={name: self._mine(name) for name in fields},
            theirs={name: self._theirs(name) for name in fields},
            machine=None if self.mine.by_hand else machine,
            mine_by=_signed(self._new(self.own, fields) or self._new(self.own, JUDGED)),
            theirs_by=_signed(self._new(self.news, fields) or self._new(self.news, JUDGED)),
        )


def their_value(course: Course, name: str, same: Mapping[int, int]) -> object:
    """A value of their fact in my store's terms: a link as the id of mine, or as a negative one of theirs."""
    value = course.value(name)
    return same.get(value, -value) if name in LINKS and value is not None else value


def _tags_of(text: str) -> tuple[str, ...]:
    found = rows.from_json("tags", text)
    return found if isinstance(found, tuple) else ()


def _topics(steps: Sequence[Step], course: Course) -> set[str]:
    """What steps are about: who adds a fact by hand says everything of it."""
    added = course.by_hand and any(step.field == "removed" for step in steps)
    fields = JUDGED if added else tuple(step.field for step in steps)
    return {_GROUPS.get(name, name) for name in fields}


def _decided(course: Course) -> bool:
    return course.removed or course.value("status") is not Status.PENDING


def _signed(steps: Sequence[Step]) -> Signed:
    last = max(steps, key=lambda step: step.at)
    return Signed(last.who, last.at)
