"""The order in which a curator meets the facts of a document."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.checks import Finding
    from core.store import Store

LONG = 1000  # facts of a document that are checked while the curator works
FEW = 200  # documents and facts that wait to be checked


def ordered(store: Store, document: int, queue: str) -> array[int]:
    """Ids of the facts of a document: as they stand, least certain first, or those with findings first."""
    from core.filters import parse

    chosen = parse(f"document:{document}")
    if queue == "confidence":
        return store.fact_ids(chosen, order="confidence")
    ids = store.fact_ids(chosen, order="document")
    if queue != "findings":
        return ids
    troubled = {fact for finding in open_findings(store, ids) for fact in finding.facts}
    return array("q", sorted(ids, key=lambda number: number not in troubled))


def open_findings(store: Store, ids: Sequence[int]) -> tuple[Finding, ...]:
    """Findings that rest on any of these facts and that nobody settled, checked anew where that is quick.

    Where much was imported or edited, or a document is very long, they are those of the last time: checking holds
    the store's lock, and the workspace Findings does it in steps.
    """
    from core import checks

    if len(ids) <= LONG and checks.behind(store) <= FEW:
        checks.refresh(store)
    return tuple(one for one in checks.of_facts(store, tuple(ids)) if not one.settled)
