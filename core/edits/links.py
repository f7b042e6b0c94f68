"""Checks links of facts to their whole and to an earlier telling: one document, no circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.errors import BadValue, StoreProblem
from core.records import Fact
from core.store import Store

LINKS = ("whole", "same_as")


def check_links(store: Store, ids: Iterable[int], values: Mapping[str, object]) -> None:
    """Checks the links among `values` for facts that are to get them.

    Raises:
        BadValue: a link to nothing, to the fact itself, to another document, or in a circle.
    """
    for field in LINKS:
        target = values.get(field)
        if isinstance(target, int):
            chain = _chain(store, field, target)
            for fact in store.facts(ids):
                _check(fact, chain)


def _chain(store: Store, field: str, number: int) -> tuple[Fact, ...]:
    """The target, what it is linked to, and so on; a circle that is there already ends it."""
    chain: dict[int, Fact] = {}
    following: int | None = number
    while following is not None and following not in chain:
        try:
            fact = store.fact(following)
        except StoreProblem:
            if chain:
                break
            raise BadValue("link_missing", target=number) from None
        chain[following] = fact
        following = getattr(fact, field)
    return tuple(chain.values())


def _check(fact: Fact, chain: tuple[Fact, ...]) -> None:
    target = chain[0]
    if target.id == fact.id:
        raise BadValue("link_itself", fact=fact.id)
    if target.document != fact.document:
        raise BadValue("link_elsewhere", fact=fact.id, target=target.id)
    if any(above.id == fact.id for above in chain):
        raise BadValue("link_circle", fact=fact.id, target=target.id)
