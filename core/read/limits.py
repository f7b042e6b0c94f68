"""How much a reader takes on: sizes, pages, members, depth and time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from core.errors import UnreadableFile

MIB = 1 << 20

#: Bytes that a file of each format may have. Each is read by one call that nothing can stop, so that the limits are set
#: where such a call ends within about ten seconds.
SIZES: dict[str, int] = {
    "txt": 64 * MIB,
    "md": 16 * MIB,
    "html": 16 * MIB,
    "rtf": 16 * MIB,
    "docx": 128 * MIB,
    "eml": 64 * MIB,
    "pdf": 256 * MIB,
    "zip": 512 * MIB,
}
#: No file is loaded that is larger than any format allows.
LARGEST = max(SIZES.values())

#: XML that one part of a DOCX may hold, unpacked.
XML_PART = 64 * MIB
#: Elements and depth up to which a web page is given to the reader of article bodies, which is not linear in them.
HTML_ELEMENTS, HTML_DEPTH = 20_000, 150
#: Pages of a PDF, characters of one page, and of all.
PDF_PAGES, PDF_PAGE_CHARACTERS, PDF_CHARACTERS = 3_000, 200_000, 20_000_000
#: Members of an archive or parts of a letter, what they hold together unpacked, how many archives may nest.
MEMBERS, UNPACKED, DEPTH = 10_000, 1024 * MIB, 3
#: A member larger than `RATIO_FROM` may unpack to so many times its packed size (text: ten, rarely fifty times).
RATIO, RATIO_FROM = 250, MIB
#: Seconds that one file, with all that is in it, may take.
SECONDS = 120.0


def readable_size(size: int) -> str:
    """A size as people write it.

    >>> readable_size(3 * MIB), readable_size(2048)
    ('3 MB', '2 KB')
    """
    return f"{size / MIB:.0f} MB" if size >= MIB else f"{size / 1024:.0f} KB"


def check_size(name: str, size: int, limit: int) -> None:
    """Raises UnreadableFile if `size` is over `limit` (both in bytes)."""
    if size > limit:
        raise UnreadableFile("too_large", name=name, size=readable_size(size), limit=readable_size(limit))


@dataclass(slots=True)
class Watch:
    """The time and room one file has, counted over all that is inside it.

    Time is looked at between pages, parts and members, not within one: what bounds a single step is its size limit.
    """

    name: str
    seconds: float = SECONDS
    members: int = 0
    unpacked: int = 0
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    def check(self) -> None:
        """Raises UnreadableFile once the time is up."""
        if time.monotonic() > self._end:
            raise UnreadableFile("too_slow", name=self.name, limit=f"{self.seconds:.0f} s")

    def unpack(self, name: str, size: int) -> None:
        """Counts a member of `size` bytes; raises UnreadableFile if there are too many or they are too large."""
        self.check()
        self.members += 1
        self.unpacked += size
        if self.members > MEMBERS:
            raise UnreadableFile("too_many_members", name=self.name, limit=MEMBERS)
        if self.unpacked > UNPACKED:
            raise UnreadableFile("bomb", name=name, limit=readable_size(UNPACKED))
