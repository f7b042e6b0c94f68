"""The tables that go with an exported data set: the indicators, and the documents that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.export.columns import Value
from core.extract.indicators import CATEGORIES, INDICATORS
from core.records import Document

CODEBOOK = ("code", "zh", "en", "category", "category_zh", "measure", "aggregate")
SOURCES = ("document", "title", "publisher", "published_on", "author", "file", "format", "sha256", "characters")


def codebook_rows() -> Iterator[tuple[Value, ...]]:
    """A header, then one row an indicator."""
    yield CODEBOOK
    for code, indicator in INDICATORS.items():
        category = CATEGORIES[indicator.category]
        yield code, indicator.zh, indicator.en, category.en, category.zh, indicator.measure, indicator.aggregate


def source_rows(documents: Iterable[Document]) -> Iterator[tuple[Value, ...]]:
    """A header, then one row a document; `characters` is the length of its repaired text."""
    yield SOURCES
    for document in documents:
        about = document.about
        yield (
            document.id, about.title, about.publisher, about.published_on, about.author,
            document.name, document.format, document.sha256, len(document.text),
        )  # fmt: skip
