"""A fact and a document as JSON: the shape that every command prints (`--json`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.records import Document, Fact

#: Fields of a fact's JSON, in order.
FIELDS = (
    "id", "start", "end", "quote", "sentence", "value", "value_high", "bound", "unit", "measure_word",
    "indicator", "label", "provider", "recipient", "period_start", "period_end", "period_text", "per",
    "planned", "whole", "change", "same_as", "rule", "confidence", "flags",
)  # fmt: skip

#: Fields that only a fact of a store has.
STORED = ("document", "status", "tags", "note", "counting")


def plain(value: object) -> Any:
    """A field's value as JSON takes it: decimals and dates as text, tuples as lists.

    >>> plain(Decimal("3E+7")), plain(("110000",)), plain(date(2020, 1, 1))
    ('30000000', ['110000'], '2020-01-01')
    """
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return str(value) if isinstance(value, str) else value


def record(fact: Fact, document: int | None = None, original: Mapping[str, object] | None = None) -> dict[str, Any]:
    """A fact as JSON.

    Args:
        fact: The fact.
        document: Its document's id where it comes from a store; then the fields of `STORED` are there too.
        original: The extractor's values of the fields that a curator changed.
    """
    told = {name: plain(getattr(fact, name)) for name in FIELDS}
    if document is not None:
        told |= {name: plain(getattr(fact, name)) for name in STORED} | {"document": document}
        told["original"] = plain(original or {})
    return told


def document_record(document: Document) -> dict[str, Any]:
    """A document as JSON: what it says of itself, its repaired text, and where the bytes are known by."""
    about = document.about
    return {
        "title": about.title,
        "publisher": about.publisher,
        "published_on": plain(about.published_on),
        "author": about.author,
        "provider": list(about.provider),
        "recipient": list(about.recipient),
        "text": document.text,
        "raw_length": len(document.raw),
        "sha256": document.sha256,
        "format": document.format,
    }
