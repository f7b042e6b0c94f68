"""Finds what does not fit among the facts, says so in one sentence, and keeps what a curator settled."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core import filters
from core.checks import book, refreshing
from core.checks.book import of_document
from core.checks.records import TITLES, Finding, Kind, Settled, Told
from core.checks.rivals import MANY, Relation, relation
from core.records import Change, EditKind, Fact

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

__all__ = [
    "TITLES", "WAYS", "Finding", "Kind", "Relation", "Settled", "Told", "Way",
    "behind", "crowded", "findings", "known", "near_documents", "of_document",
    "of_facts", "ready", "refresh", "relation", "reopen", "settle", "steps",
]  # fmt: skip


def findings(store: Store, filter: Filter = filters.ALL) -> tuple[Finding, ...]:  # noqa: A002 - the word of the glossary
    """The findings that rest on a fact of `filter`, open ones first, then the heaviest.

    They are brought up to date first; in a store opened for reading only they are those of the last time.
    """
    refresh(store)
    if filter.conditions:
        return of_facts(store, tuple(store.fact_ids(filter)))
    return _in_order(store, book.stored(store.connection))


def known(store: Store) -> int:
    """How many findings there are as computed last: of many it takes a while to read them all."""
    return int(store.connection.execute("SELECT count(*) FROM found").fetchone()[0])


def near_documents(store: Store) -> tuple[Finding, ...]:
    """The findings that a document has nearly the text of an earlier one, as they were computed last."""
    return _in_order(store, book.stored(store.connection, "cell > 'near|' AND cell < 'near}'"))


def crowded(store: Store) -> bool:
    """Whether somewhere so many figures tell of one indicator, year and places that not all pairs are compared.

    Sentences are compared among up to `rivals.MANY` figures; values all with all among up to 1,000.
    """
    return book.crowded(store.connection, MANY)


def ready(store: Store) -> bool:
    """Whether findings are a matter of a moment; where much came, let `steps` run in the background first."""
    return refreshing.ready(store)


def of_facts(store: Store, ids: tuple[int, ...]) -> tuple[Finding, ...]:
    """The findings that rest on any of these facts: flags of rows and notes beside the source."""
    return _in_order(store, book.stored_for(store.connection, ids))


def refresh(store: Store, change: Change | None = None) -> frozenset[str]:
    """Computes anew what edits and imports since the last time can have changed; keys of findings that differ.

    `change` is what the session tells of; other processes' edits are caught up with as well.
    """
    if change is not None and change.edit is None and not change.documents:
        return frozenset()
    return refreshing.refresh(store)


def behind(store: Store, most: int = 1000) -> int:
    """How many facts, counted up to `most`, stand in documents that a refresh would have to check."""
    return refreshing.behind(store, most)


def steps(store: Store) -> Generator[refreshing.Checked, None, None]:
    """The same in steps (done, total) for a thread with a store of its own: what a large import asks for.

    Closing it cancels; what was told is kept, and the next refresh goes on from there.
    """
    yield from refreshing.steps(store)


def _in_order(store: Store, found: Iterable[Finding]) -> tuple[Finding, ...]:
    settled = store.items("findings")
    kinds = list(Kind)
    told = [_with_settled(one, settled.get(one.key)) for one in found]
    return tuple(
        sorted(told, key=lambda one: (one.settled is not None, -one.weight, kinds.index(one.kind), one.facts, one.key))
    )


def _with_settled(one: Finding, row: Mapping[str, object] | None) -> Finding:
    """Settled as long as the figures are those that were settled."""
    if row is None or row["digest"] != one.digest:
        return one
    return replace(one, settled=Settled(str(row["settled_by"]), str(row["settled_at"]), str(row["reason"])))


# --- settling ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a finding: its name, its words, the kinds it is offered for, and what it changes.

    `key` does it in the list of findings. `changes` gives the new field values by fact id, from the finding and the
    fact that the curator chose.
    """

    name: str
    key: str
    zh: str
    en: str
    kinds: frozenset[Kind]
    changes: Callable[[Store, Finding, int | None], dict[int, dict[str, object]]]
    needs_fact: bool = False


def _nothing(_: Store, __: Finding, ___: int | None) -> dict[int, dict[str, object]]:
    return {}


def _repeat(_: Store, one: Finding, chosen: int | None) -> dict[int, dict[str, object]]:
    first = chosen if chosen is not None else min(one.facts)
    return {fact: {"same_as": first} for fact in one.facts if fact != first}


def _unlink(_: Store, __: Finding, chosen: int | None) -> dict[int, dict[str, object]]:
    return {} if chosen is None else {chosen: {"whole": None}}


def _prefer(_: Store, one: Finding, chosen: int | None) -> dict[int, dict[str, object]]:
    return {fact: {"counting": "leave"} for fact in one.facts if fact != chosen}


def _copy(store: Store, one: Finding, _: int | None) -> dict[int, dict[str, object]]:
    """Leaves out the facts of the later document that the earlier one tells too."""
    earlier = int(one.cell.rpartition("|")[2])

    def told(document: int) -> list[tuple[object, Fact]]:
        facts = store.facts(store.fact_ids(filters.parse(f"document:{document}")))
        return [((fact.indicator, fact.unit, fact.value, fact.value_high, fact.recipient), fact) for fact in facts]

    known = {figure for figure, _ in told(earlier)}
    return {
        fact.id: {"counting": "leave"}
        for figure, fact in told(one.document)
        if figure in known and fact.counting != "leave"
    }


_RIVALS = frozenset((Kind.CONTRADICTION, Kind.REVISION, Kind.SCALE))

#: The ways to settle, in the order of the menu. A wrong value is put right like any other (`edits.set_fields`).
WAYS: Mapping[str, Way] = {
    way.name: way
    for way in (
        Way("dismiss", "D", "忽略", "Dismiss", frozenset(Kind), _nothing),
        Way("repeat", "S", "标为同一数据", "Mark as the same figure",
            frozenset((Kind.REPEAT, Kind.ROUNDING, Kind.CONTRADICTION, Kind.REVISION)), _repeat),
        Way("unlink", "U", "不是其中一项", "Unlink the part", frozenset((Kind.SUM, Kind.SCALE)), _unlink,
            needs_fact=True),
        Way("prefer", "P", "以此为准", "Prefer this source", _RIVALS, _prefer, needs_fact=True),
        Way("copy", "C", "认作副本，不重复计入", "Link as a copy", frozenset((Kind.NEAR_DOCUMENT,)), _copy),
    )
}  # fmt: skip


def settle(store: Store, one: Finding, way: str = "dismiss", reason: str = "", fact: int | None = None) -> Change:
    """Settles a finding as one edit of the history; it stays settled until a figure in it changes.

    Args:
        store: The open store.
        one: The finding.
        way: A name of `WAYS`.
        reason: The curator's reason.
        fact: The fact chosen, for ways that need one (the part to unlink, the source to prefer).
    """
    row = {
        "kind": one.kind.value,
        "facts": " ".join(map(str, one.facts)),
        "digest": one.digest,
        "settled_by": store.curator,
        "settled_at": book.now(),
        "reason": reason or WAYS[way].en,
    }
    changes = _within_documents(store, WAYS[way].changes(store, one, fact))
    return store.apply(EditKind.SETTLE, changes, one.key, items={("findings", one.key): row})


def _within_documents(store: Store, changes: dict[int, dict[str, object]]) -> dict[int, dict[str, object]]:
    """Leaves out links to a fact of another document: those are claims, which totals know without a link."""
    linked = {int(str(values["same_as"])) for values in changes.values() if values.get("same_as") is not None}
    home = {fact.id: fact.document for fact in store.facts([*changes, *linked])}
    return {
        number: values
        for number, values in changes.items()
        if values.get("same_as") is None or home.get(number) == home.get(int(str(values["same_as"])))
    }


def reopen(store: Store, one: Finding) -> Change:
    """Takes back that a finding is settled."""
    return store.apply(EditKind.SETTLE, {}, one.key, items={("findings", one.key): None})
