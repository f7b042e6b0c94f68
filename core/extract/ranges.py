"""Joins numbers that share a unit: ranges (1.2-1.5万元), enumerations (5亿和7.5亿元, 160、543%), ends of a change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.numerals import Reading
from core.units import Unit

_TO = re.compile(r"\s{0,2}(?:[-－–—―~～〜∼]{1,2}|至|到)\s{0,2}")
_AND = re.compile(r"\s{0,2}(?:[、,，/]|和|与|及|以及|或)\s{0,2}")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}

#: The words between the two ends of a change: 下降到, 增至.
TURN = re.compile(
    r"[^,，。;；、\n\d]{0,6}?(?:下降|降低|降|减少|减|提高|提升|上升|增加|增长|增|升高|升|扩大|扩|缩小|缩减|缩短|压减|回落|调整|发展|上涨|涨|跌)"
    r"(?:到|至|为)了?\s?"
)


@dataclass(slots=True)
class Mention:
    """A numeral with what stands right behind it; `unit` is None where there is no measure word.

    `start` and `number_end` hold the numeral, `end` is the end of the quote; `low` is the lower end of a
    range whose upper end is `reading`; `shared` says that the unit stands behind a later number.
    """

    start: int
    number_end: int
    end: int
    reading: Reading
    unit: Unit | None
    low: Reading | None = None
    shared: bool = False


def join(text: str, mentions: list[Mention]) -> list[Mention]:
    """Ranges become one mention with a lower and an upper reading; numbers before a shared unit get it."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and 0 < mention.start - before.end <= 6 and _is_range(text, before, mention):
            mention.low = _scaled(text, before, mention)
            mention.start = before.start
            joined[-1] = mention
        else:
            joined.append(mention)
    for place in range(len(joined) - 2, -1, -1):
        if joined[place].unit is None and joined[place + 1].start - joined[place].end <= 12:
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
    """Gives `first` the unit of `second` across "和" or "、" between alike numbers, or across the turn of a change."""
    unit = second.unit
    if unit is None or unit.counts == "time":
        return
    if _AND.fullmatch(text, first.number_end, second.start):
        scaled = text[first.number_end - 1] in "万亿" and text[second.number_end - 1] in "万亿"
        alike = unit.base in ("%", "percentage-point") and text[first.start].isdigit()
        if scaled or alike or "分别" in text[max(0, first.start - 16) : first.start]:
            first.unit, first.shared = unit, True
    elif (
        text[first.start].isdigit()
        and text[first.number_end] not in ".．)"
        and TURN.fullmatch(text, first.number_end, second.start)
    ):
        first.unit, first.shared = unit, True
