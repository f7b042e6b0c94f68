"""Writes a filter as a curator would, in Chinese or English; what is written reads as the same filter again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core import gazetteer
from core.errors import BadFilter
from core.extract.indicators import CATEGORIES, INDICATORS
from core.filters.fields import Field
from core.filters.names import CHOICES, NONE, number, places, unit
from core.filters.syntax import Value, written
from core.units import UNITS

#: Greater scales first; a number is written with the first that leaves it short.
_SCALES = (("亿", 8), ("万", 4))
_SHORT = 6
_FIGURES = "-0123456789."


def condition(field: Field, sign: str, values: tuple[str, ...], negated: bool, language: str) -> str:
    """One condition with its field and values in the words of a language, "zh" or else English."""
    title = field.zh if language == "zh" else field.name
    words = ",".join(written(word(field, value, language)) for value in values)
    return f"{'-' if negated else ''}{title}{sign}{words}"


@lru_cache(maxsize=4096)
def word(field: Field, value: str, language: str) -> str:
    """A value of a field in a language, where that reads as this value alone; else the value itself."""
    return next((told for told in _words(field, value, language) if _reads(field, told, value)), value)


def _words(field: Field, value: str, language: str) -> Iterator[str]:
    chinese = language == "zh"
    if field.name in CHOICES:
        yield CHOICES[field.name][value][0 if chinese else 1]
    elif value == NONE:
        yield "无" if chinese else NONE
    elif field.read is places:
        yield gazetteer.load().label(value)
    elif chinese and field.name in ("indicator", "category"):
        known = INDICATORS.get(value) or CATEGORIES.get(value.removesuffix(".*"))
        yield known.zh if known else value
    elif chinese and field.read is number:
        ends = [_scaled(end) for end in value.split("..")]
        if len({end.lstrip(_FIGURES) for end in ends}) == 1:  # 20..200万 could be taken for 20万..200万
            yield "..".join(ends)
    elif chinese and field.read is unit and value != "count":  # which has no word of its own
        yield from (each for each, known in UNITS.items() if known.base == value)


def _reads(field: Field, told: str, value: str) -> bool:
    try:
        return field.read(field.name, Value(told, 0, len(told))) == (value,)
    except BadFilter:
        return False


def _scaled(number: str) -> str:
    """A number with 万 or 亿 where that is shorter.

    >>> _scaled("1500000"), _scaled("24")
    ('150万', '24')
    """
    for sign, power in _SCALES:
        scaled = format(Decimal(number).scaleb(-power).normalize(), "f")
        if abs(Decimal(scaled)) >= 1 and len(scaled) <= _SHORT:
            return scaled + sign
    return number
