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
#: A full stop inside a figure, before a unit of which there are fractions; no year and no number in a row before it.
_POINT = re.compile(
    r"[。．](?<=\d.)(?=\d{1,2}\s?(?:[亿万%％倍元吨亩米]|个百分点|公里|公顷|平方|千米))(?!\d{1,2}\s?万?元?以[上下])"
)
_WHOLE = re.compile(r"(?<![\d.第年])(?!(?:19|20)\d\d)\d{1,5}\Z")
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


def fix_points(text: str) -> Iterator[Fix]:
    """A full stop that a copy wrote for the point of a figure becomes a point.

    >>> [(fix.start, fix.after) for fix in fix_points("投入14。24亿元。2021年完成3。5家")]
    [(4, '.')]
    """
    for match in _POINT.finditer(text):
        if _WHOLE.search(text, max(0, match.start() - 8), match.start()):
            yield Fix(*match.span(), ".", RepairKind.PUNCTUATION, "full stop inside a figure", False)


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
