"""Characters that nobody sees: byte order marks, joiners, soft hyphens, controls, line ends, halves of pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

_RANGES = (
    *((0x00, 0x08), (0x0D, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E), (0x200B, 0x200F)),
    *((0x2028, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)),
)
SIGNS = frozenset(chr(code) for first, last in _RANGES for code in range(first, last + 1))
_INVISIBLE = re.compile(
    "((?:\r\n)+|\r(?!\n)(?:\r(?!\n))*|[\u0085\u2028\u2029]+)"
    "|([\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]+)"
    "|([\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+)"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def fix(text: str) -> Iterator[Fix]:
    r"""Line ends become `\n`; what cannot be seen goes.

    >>> [(fix.start, fix.end, fix.after) for fix in fix("扶\u200b贫\r\n")]
    [(1, 2, ''), (3, 5, '\n')]
    """
    for match in _INVISIBLE.finditer(text):
        line_ends, invisible, _ = match.groups()
        if line_ends:
            count = line_ends.count("\r") or len(line_ends)
            yield Fix(*match.span(), "\n" * count, RepairKind.INVISIBLE, "foreign line end")
        else:
            what = "invisible character" if invisible else "control character"
            yield Fix(*match.span(), "", RepairKind.INVISIBLE, what)


def without_surrogates(text: str) -> str:
    """The text, as long as it was, with U+FFFD for halves of surrogate pairs: those characters are lost."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text
