"""Chooses the reader for a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.errors import UnreadableFile
from core.read.documents import RawDocument


def read(path: Path | str) -> Iterator[RawDocument]:
    """The documents that a file holds: one for a plain file, several for an archive.

    Raises:
        UnreadableFile: the file is missing, forbidden, empty or of an unknown format.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile("missing", name=path.name) from None
    except PermissionError:
        raise UnreadableFile("forbidden", name=path.name) from None
    if not data:
        raise UnreadableFile("empty", name=path.name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("unknown_format", name=path.name, detail=str(error)) from None
    yield RawDocument(path.name, "txt", data, text)
