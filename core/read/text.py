"""Plain text."""

from __future__ import annotations

from collections.abc import Iterator

from core.errors import UnreadableFile
from core.read.documents import RawDocument, Source
from core.read.encodings import decode, is_binary


def read(source: Source) -> Iterator[RawDocument]:
    """The text as it stands."""
    text, encoding = decode(source.data)
    if is_binary(text):
        raise UnreadableFile("other_format", name=source.name)
    if not text.strip():
        raise UnreadableFile("empty", name=source.name)
    yield RawDocument(source.name, "txt", source.data, text, encoding)
