"""Chooses the reader for a file, by content first and by name second, and follows what is inside."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from core.errors import UnreadableFile
from core.read import limits
from core.read.documents import RawDocument, Reader, Source
from core.read.limits import Watch
from core.read.signs import format_of

#: The module that reads each format. They are loaded when first needed: PDFium, lxml and trafilatura take their time.
READERS: dict[str, str] = {
    "txt": "text",
    "md": "markdown",
    "html": "html",
    "rtf": "rtf",
    "docx": "docx",
    "eml": "mail",
    "pdf": "pdf",
    "zip": "archive",
}


def read(path: Path | str) -> Iterator[RawDocument | UnreadableFile]:
    """The documents that a file holds: one for a plain file, several for an archive or a letter with attachments.

    What cannot be read inside an archive or letter is yielded as the problem it is, in its place, and the rest follows.

    Raises:
        UnreadableFile: the file itself cannot be read.
    """
    path = Path(path)
    yield from read_bytes(path.name, _bytes_of(path))


def read_bytes(name: str, data: bytes, *, seconds: float = limits.SECONDS) -> Iterator[RawDocument | UnreadableFile]:
    """As `read`, for bytes that are at hand; all that is in them may take `seconds` together."""
    source = Source(name, data, Watch(name, seconds))
    yield from _documents(source)


def _bytes_of(path: Path) -> bytes:
    name = path.name
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableFile("no_file", name=name)
        limits.check_size(name, state.st_size, limits.LARGEST)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile("missing", name=name) from None
    except PermissionError:
        raise UnreadableFile("forbidden", name=name) from None
    except OSError as error:
        raise UnreadableFile("damaged", name=name, detail=error.strerror or type(error).__name__) from None
    return data


def _documents(source: Source) -> Iterator[RawDocument | UnreadableFile]:
    """The documents of a source, those inside it too.

    Raises:
        UnreadableFile: the source itself cannot be read, or the time for all is up.
    """
    source.watch.check()
    for item in _reader_of(source)(source):
        if not isinstance(item, Source):
            yield item
            continue
        try:
            yield from _documents(item)
        except UnreadableFile as problem:
            yield problem
            source.watch.check()


def _reader_of(source: Source) -> Reader:
    if not source.data:
        raise UnreadableFile("empty", name=source.name)
    kind, detail = format_of(source.data, source.name)
    if kind not in READERS:
        raise UnreadableFile(kind, name=source.name, detail=detail)
    limits.check_size(source.name, len(source.data), limits.SIZES[kind])
    return cast("Reader", import_module(f"core.read.{READERS[kind]}").read)
