"""Writes a filter as a curator would, in Chinese or English; what is written reads as the same filter again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.errors import BadFilter
from core.filters.describing import name_of
from core.filters.fields import Field
from core.filters.names import number, unit
from core.filters.syntax import Value
from core.units import UNITS

#: Greater scales first; a number is written with the first that leaves it short.
_SCALES = (("亿", 8), ("万", 4))
_SHORT = 6
_FIGURES = "-0123456789."


@lru_cache(maxsize=4096)
def word(field: Field, value: str, language: str) -> str:
    """A value of a field in a language, where that reads as this value alone; else the value itself."""
    return next((told for told in _words(field, value, language) if _reads(field, told, value)), value)


def _words(field: Field, value: str, language: str) -> Iterator[str]:
    chinese = language == "zh"
    if chinese or field.name not in ("indicator", "category"):  # their codes are shorter than their English names
        yield from filter(None, (name_of(field.name, value, language),))
    if chinese and field.read is number:
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
