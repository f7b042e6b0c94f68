"""Punctuation doubled by the same copying sites: `,。` for `。`, `、、`, `,,`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

_HAN = "\u3400-\u9fff"
_DOUBLED = re.compile(
    rf"([,，、;；:：。．](?<=[{_HAN}”》）)\d%].)(?:[ \u3000]?[,，、;；:：。．])+)(?=[{_HAN}“《\n]|\d|$)"
)
#: How far (in characters) the line around a sign is looked at.
REACH = 500
#: Which of several signs stays: the one that ends most.
_RANK = "。．；;：:、，,"


def fix(text: str) -> Iterator[Fix]:
    """Of signs that do not stand together the stronger one stays.

    >>> [fix.after for fix in fix("山东省青岛市,、福建省,,助力脱贫,。")]
    ['、', ',', '。']
    """
    for match in _DOUBLED.finditer(text):
        signs = match[1]
        if set(signs) <= {"。", "．"} or _is_row(text, *match.span()):
            continue
        kept = min(signs.replace(" ", "").replace("\u3000", ""), key=_RANK.index)
        yield Fix(*match.span(), kept, RepairKind.PUNCTUATION, "punctuation doubled by a copying site")


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether the line is a row of values apart by commas, where two commas are an empty value."""
    first = text.rfind("\n", max(0, start - REACH), start) + 1
    before = text[max(0, first - REACH) : first].rstrip("\n").rpartition("\n")[2]
    line, _, rest = text[first : end + REACH].partition("\n")
    after = rest.partition("\n")[0]
    if any(map(line.__contains__, "。、；;“")):
        return False
    commas = _commas(line)
    return commas >= 2 and (commas - (end - start) >= 2 or commas in (_commas(before), _commas(after)))


def _commas(line: str) -> int:
    return line.count(",") + line.count("，")
