"""What one exported row is made from: a fact, the document it stands in, what the machine said, and who decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.records import EDITABLE, Document, Fact
from core.repair.origin import Origin

if TYPE_CHECKING:
    from core.store import Store

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """Who approved or rejected a fact, and when."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """A fact with all that its row tells.

    `raw` is its span in the raw text (first to last stretch), `original` the extractor's fact, None where it was added
    by hand.
    """

    fact: Fact
    document: Document
    raw: tuple[int, int]
    original: Fact | None
    decision: Decision | None

    @property
    def changed(self) -> dict[str, object]:
        """The extractor's values of fields that a curator changed; status, note and counting are the curator's own."""
        if self.original is None:
            return {}
        fields = (name for name in EDITABLE if name not in ("status", "note", "counting"))
        return {
            name: getattr(self.original, name)
            for name in fields
            if getattr(self.original, name) != getattr(self.fact, name)
        }


def sources(store: Store, ids: Sequence[int]) -> Iterator[Source]:
    """The sources of facts in the order asked; a document is read once for each run of its facts."""
    document: Document | None = None
    for at in range(0, len(ids), _CHUNK):
        for fact in store.facts(ids[at : at + _CHUNK]):
            if document is None or document.id != fact.document:
                document = store.document(fact.document)
                origin = Origin(document.pieces, len(document.raw))
            yield Source(fact, document, _raw(origin, fact), store.original(fact.id), _decision(store, fact))


def _raw(origin: Origin, fact: Fact) -> tuple[int, int]:
    stretches = origin.to_raw(fact.start, fact.end)
    if not stretches:
        return 0, 0
    return min(start for start, _ in stretches), max(end for _, end in stretches)


def _decision(store: Store, fact: Fact) -> Decision | None:
    if fact.status == "pending":
        return None
    for row in store.history(fact=fact.id):
        if row.field == "status" and row.after == fact.status:
            return Decision(row.who, row.at)
    return None
