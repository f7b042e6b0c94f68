"""Joins numbers that share a unit: ranges (1.2-1.5万元) and enumerations (5亿和7.5亿元, 160、543%)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from core.numerals import Reading
from core.units import Unit

_TO = re.compile(r"\s{0,2}(?:[-－–—―~～〜∼]{1,2}|至|到)\s{0,2}")
_AND = re.compile(r"\s{0,2}(?:[、,，]|和|与|及|以及|或)\s{0,2}")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}


@dataclass(slots=True)
class Mention:
    """A numeral with what stands right behind it: `end` is the end of the quote, `unit` None where there is none."""

    start: int
    number_end: int
    end: int
    reading: Reading
    unit: Unit | None
    low: Reading | None = None
    shared: bool = False
    marks: set[str] = field(default_factory=set)


def join(text: str, mentions: list[Mention]) -> list[Mention]:
    """Ranges become one mention with a lower and an upper reading; numbers before a shared unit get it."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and _is_range(text, before, mention):
            mention.low = _scaled(text, before, mention)
            mention.start = before.start
            joined[-1] = mention
        else:
            joined.append(mention)
    for place in range(len(joined) - 2, -1, -1):
        _share(text, joined[place], joined[place + 1])
    return joined


def _is_range(text: str, low: Mention, high: Mention) -> bool:
    if high.unit is None or low.low is not None or not _TO.fullmatch(text, low.end, high.start):
        return False
    if low.unit is not None and low.unit.base != high.unit.base:
        return False
    return _scaled(text, low, high).value < high.reading.value


def _scaled(text: str, low: Mention, high: Mention) -> Reading:
    """`low` with the scale of `high` where it has none of its own: 1.2-1.5万."""
    scale = _SCALES.get(text[high.number_end - 1], Decimal(1))
    bare = text[low.number_end - 1] not in _SCALES and low.unit is None
    if bare and scale > 1 and low.reading.value < high.reading.value / scale:
        return Reading(low.reading.value * scale, None, low.reading.vague)
    return low.reading


def _share(text: str, first: Mention, second: Mention) -> None:
    """Gives `first` the unit of `second` where only "和" or "、" stands between them and both are alike."""
    if first.unit is not None or second.unit is None or not _AND.fullmatch(text, first.number_end, second.start):
        return
    scaled = text[first.number_end - 1] in "万亿" and text[second.number_end - 1] in "万亿"
    alike = second.unit.base in ("%", "percentage-point") or "分别" in text[max(0, first.start - 16) : first.start]
    if scaled or alike:
        first.unit, first.shared = second.unit, True
