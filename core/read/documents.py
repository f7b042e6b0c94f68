"""What a reader is given and what it hands on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from core.errors import UnreadableFile
from core.frozen import record
from core.read.limits import Watch
from core.records import About


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document: where its text stands in the raw text, and where each character stands on it.

    `width` and `height` are in points; `boxes` holds left, top, right, bottom of each character from the
    page's upper left corner, in points, in the order of the raw text (zeros for characters without ink).
    A page without text has `start == end`: it is blank or a scan.
    """

    start: int
    end: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@record(frozen=True, slots=True)
class RawDocument:
    """One document as it was read: the bytes of its file and the raw text they hold.

    `encoding` is the name of the encoding the bytes were read in, followed by what was wrong with them, if anything.
    """

    name: str
    format: str
    data: bytes
    text: str
    encoding: str = "utf-8"
    about: About = field(default_factory=About)
    pages: tuple[Page, ...] = ()

    @property
    def pages_without_text(self) -> tuple[int, ...]:
        """The numbers (from 1) of pages that gave no text: blank ones and scans."""
        return tuple(number for number, page in enumerate(self.pages, 1) if page.start == page.end)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read, with the name they go by; `depth` counts the archives and messages around them."""

    name: str
    data: bytes
    watch: Watch
    depth: int = 0

    def inside(self, name: str, data: bytes) -> Source:
        """A file inside this one."""
        return replace(self, name=f"{self.name}/{name}", data=data, depth=self.depth + 1)


#: What comes out of a reader: documents, files inside that are to be read in turn, and what could not be read.
Item = RawDocument | Source | UnreadableFile
Reader = Callable[[Source], Iterator[Item]]
