"""Punctuation doubled by the same copying sites: `,。` for `。`, `、、`, `,,`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.records import RepairKind
from core.repair.draft import Fix

_HAN = "\u3400-\u9fff"
_DOUBLED = re.compile(
    rf"([,，、;；:：。．](?<=[{_HAN}”》）)\d%].)(?:[ \u3000]?[,，、;；:：。．])++)(?=[{_HAN}“《\n]|\d|$)"
)
SIGNS = frozenset(",，、;；:：。．")
#: Which of several signs stays: the one that ends most.
_RANK = "。．；;：:、，,"


def fix(text: str) -> Iterator[Fix]:
    """Of signs that do not stand together the stronger one stays.

    >>> [fix.after for fix in fix("山东省青岛市,、福建省,,助力脱贫,。")]
    ['、', ',', '。']
    """
    line = _Line(0, -1, 0, False)
    for match in _DOUBLED.finditer(text):
        signs = match[1]
        if set(signs) <= {"。", "．"}:
            continue
        start, end = match.span()
        if start > line.end:
            line = _line(text, start)
        if line.is_row(end - start):
            continue
        kept = min(signs.replace(" ", "").replace("\u3000", ""), key=_RANK.index)
        yield Fix(start, end, kept, RepairKind.PUNCTUATION, "punctuation doubled by a copying site")


class _Line(NamedTuple):
    """A line, its commas, and whether a neighbour has as many; 0 commas where it is a sentence."""

    start: int
    end: int
    commas: int
    alike: bool

    def is_row(self, signs: int) -> bool:
        """Whether it is a row of values apart by commas, where two commas are an empty value."""
        return self.commas >= 2 and (self.commas - signs >= 2 or self.alike)


def _line(text: str, at: int) -> _Line:
    start, end = _bounds(text, at)
    line = text[start:end]
    if any(map(line.__contains__, "。、；;“")):
        return _Line(start, end, 0, False)
    commas = _commas(line)
    neighbours = [_bounds(text, place) for place in (start - 1, end + 1) if 0 <= place <= len(text)]
    return _Line(start, end, commas, any(_commas(text[first:last]) == commas for first, last in neighbours))


def _bounds(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _commas(line: str) -> int:
    return line.count(",") + line.count("，")
