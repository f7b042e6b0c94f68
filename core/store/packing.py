"""A document with its facts as the rows that a store keeps: packed in any process, written by the one that owns it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from core.records import Document, Fact
from core.schema import tokens
from core.store import rows

if TYPE_CHECKING:
    from core.read import Page


class Packed(NamedTuple):
    """Nothing but tuples, text, numbers and bytes: quick to send to another process.

    `document` is a row of `rows.DOCUMENT_COLUMNS` with the pages, `words` the text as the index takes it, `facts`
    are `rows.found_rows`; `places` all combinations of codes among them, `tags` those of facts that have some, by
    their place among the facts.
    """

    name: str
    sha256: str
    document: tuple[object, ...]
    words: str
    facts: tuple[tuple[object, ...], ...]
    places: frozenset[tuple[str, ...]]
    tags: dict[int, tuple[str, ...]]


def pack(document: Document, facts: Sequence[Fact], pages: Sequence[Page] = ()) -> Packed:
    """What `Store.put` writes."""
    return Packed(
        document.name,
        document.sha256,
        (*rows.document_row(document), rows.pages_column(pages)),
        tokens(document.text),
        rows.found_rows(facts),
        frozenset(place for fact in facts for place in (fact.provider, fact.recipient)),
        {at: fact.tags for at, fact in enumerate(facts) if fact.tags},
    )
