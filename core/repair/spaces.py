"""Spaces inside figures and between figures and their units, and full-width digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

_HAN = "\u3400-\u9fff"
_SPACE = "[ \u00a0\u2000-\u200a\u202f\u3000]"
_UNIT = "[万亿千百大余多个名人户家项元年月日时分秒所座亩期次类公米吨斤克套辆台批对条村县岁天位件只头处间%％‰℃]"
_NUMBER = r"\d[\d.,]{0,30}"
#: A comma belongs to a figure only before three digits: `１２．５％，４６个` are two figures.
_WIDE = re.compile(r"[０-９]+(?:，[０-９]{3}(?![０-９]))*(?:．[０-９]+)*％?")
#: The class of spaces comes first, so that the search runs from space to space.
_BESIDE = re.compile(
    rf"{_SPACE}(?:(?<=\d.)(?!人口)(?={_UNIT})|(?<=[余多几].)(?=[万亿千百名人户家项元个])|(?<=[{_HAN}，、。；：“（].)(?={_NUMBER}{_SPACE}?{_UNIT}))"
)
WIDE = frozenset("０１２３４５６７８９")
SPACES = frozenset(map(chr, (0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)))
_WIDE_TABLE = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９．，％"}


def fix_width(text: str) -> Iterator[Fix]:
    """Full-width digits and the signs between them become ordinary ones.

    >>> [fix.after for fix in fix_width("投入１２．５万元")]
    ['12.5']
    """
    for match in _WIDE.finditer(text):
        after = match[0].translate(_WIDE_TABLE)
        yield Fix(*match.span(), after, RepairKind.WIDTH, "full-width figure")


def fix_spaces(text: str) -> Iterator[Fix]:
    """A single space before a figure and between it and its unit goes.

    >>> [fix.start for fix in fix_spaces("投入 5107.12 万元")]
    [2, 10]
    """
    for match in _BESIDE.finditer(text):
        yield Fix(*match.span(), "", RepairKind.SPACE, "space beside a figure")
