"""The order in which a curator meets the facts of a document."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.store import Store


def ordered(store: Store, document: int, queue: str) -> array[int]:
    """Ids of the facts of a document: as they stand, least certain first, or those with findings first."""
    from core.filters import parse

    chosen = parse(f"document:{document}")
    if queue == "confidence":
        return store.fact_ids(chosen, order="confidence")
    ids = store.fact_ids(chosen, order="document")
    if queue != "findings":
        return ids
    from core import checks

    troubled = {fact for finding in checks.findings(store, chosen) if not finding.settled for fact in finding.facts}
    return array("q", sorted(ids, key=lambda number: number not in troubled))
