"""Reads the values of a filter: Chinese and English words, names of places and indicators, numbers with 万 and 亿."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from core.errors import BadFilter
from core.filters.syntax import Value
from core.records import Bound, Direction, Per, Status

#: What stands for "no value", and how it is written in a filter.
NONE = "none"
_NONES = {"none", "无"}

#: Words for the values of fields that have few: value -> (Chinese, English), further words behind.
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "status": {
        Status.PENDING: ("待核", "pending"),
        Status.APPROVED: ("通过", "approved", "已通过"),
        Status.REJECTED: ("驳回", "rejected", "已驳回"),
    },
    "bound": {
        Bound.EXACT: ("确数", "exact"),
        Bound.ABOUT: ("约数", "about", "约"),
        Bound.OVER: ("以上", "over", "超过"),
        Bound.UNDER: ("以下", "under", "不到"),
    },
    "per": {
        Per.PERSON: ("人均", "person", "每人"),
        Per.HOUSEHOLD: ("户均", "household", "每户"),
        Per.DAY: ("每天", "day", "每日"),
        Per.MONTH: ("每月", "month"),
        Per.YEAR: ("每年", "year"),
        Per.ITEM: ("每个", "item"),
        NONE: ("无", "none"),
    },
    "change": {
        Direction.FROM: ("变化起点", "from", "由"),
        Direction.TO: ("变化终点", "to", "到"),
        Direction.INCREASE: ("增加", "increase", "增长"),
        Direction.DECREASE: ("减少", "decrease", "下降"),
        NONE: ("无", "none"),
    },
    "planned": {"yes": ("是", "yes", "true", "1"), "no": ("否", "no", "false", "0")},
}
CHOICES["whole"] = CHOICES["same"] = CHOICES["edited"] = CHOICES["planned"]

_YEARS = re.compile(r"(\d{4})(?:年)?(?:(?:\.\.|-|–|—|~|至|到)(\d{4})年?)?")
_RANGE = re.compile(r"(.+?)(?:\.\.|~|至)(.+)", re.S)
_LARGEST_EXPONENT = 30

Reader = Callable[[str, Value], tuple[str, ...]]


def _bad(kind: str, field: str, value: Value, **more: object) -> BadFilter:
    return BadFilter(kind, word=value.text, field=field, start=value.start, end=value.end, **more)


def choice(field: str, value: Value) -> tuple[str, ...]:
    """One of the field's few values."""
    wanted = value.text.casefold()
    for name, words in CHOICES[field].items():
        if wanted == name or wanted in words:
            return (str(name.value) if isinstance(name, StrEnum) else name,)
    choices = ", ".join(f"{name} {words[0]}" for name, words in CHOICES[field].items())
    raise _bad("choice", field, value, choices=choices)


def plain(_field: str, value: Value) -> tuple[str, ...]:
    """The text as it stands; surrogates, which no store can hold, become `?`."""
    return (value.text.encode("utf-8", "replace").decode("utf-8"),)


def plain_or_none(field: str, value: Value) -> tuple[str, ...]:
    """The text as it stands, or `none`."""
    return (NONE,) if value.text.casefold() in _NONES else plain(field, value)


def number(field: str, value: Value) -> tuple[str, ...]:
    """A number, also `1e6`, `100万`, `1.5亿`; a range `100万..200万`.

    >>> number("value", Value("1.5亿", 0, 4))
    ('150000000',)
    """
    ends = _RANGE.fullmatch(value.text)
    if ends:
        return (f"{_number(field, value, ends[1])}..{_number(field, value, ends[2])}",)
    return (_number(field, value, value.text),)


def _number(field: str, value: Value, text: str) -> str:
    from core import numerals

    try:
        found: Decimal | None = Decimal(text.replace("_", "x"))
    except InvalidOperation:
        found = numerals.parse(text)
    if found is None or not found.is_finite() or abs(found.adjusted()) > _LARGEST_EXPONENT:
        raise _bad("number", field, value)
    return format(found.normalize() + 0, "f")


def share(field: str, value: Value) -> tuple[str, ...]:
    """A number from 0 to 1; `70%` is 0.7."""
    if value.text.endswith(("%", "％")):
        percent = Value(value.text[:-1], value.start, value.end)
        return (format(Decimal(_number(field, value, percent.text)).scaleb(-2).normalize() + 0, "f"),)
    return number(field, value)


def years(field: str, value: Value) -> tuple[str, ...]:
    """A year, a range of years or `none`.

    >>> years("year", Value("2018-2020", 0, 9))
    ('2018..2020',)
    """
    if value.text.casefold() in _NONES:
        return (NONE,)
    found = _YEARS.fullmatch(value.text)
    if not found:
        raise _bad("number", field, value)
    first, last = (str(int(year)).zfill(4) if year else None for year in found.groups())
    return (f"{first}..{last}" if last else str(first),)


def numbers(field: str, value: Value) -> tuple[str, ...]:
    """An id: `12` or `#12`."""
    digits = value.text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise _bad("number", field, value)
    return (str(int(digits)),)


def document(field: str, value: Value) -> tuple[str, ...]:
    """An id (`12`, `#12`) or a part of a name or title."""
    digits = value.text.removeprefix("#")
    return numbers(field, value) if digits.isdigit() else plain(field, value)


def indicator(field: str, value: Value) -> tuple[str, ...]:
    """A code, a pattern of codes (`funds.*`), a Chinese or an English name."""
    from core.extract.indicators import CATEGORIES, INDICATORS

    text = value.text.casefold()
    if "*" in text or "?" in text or text in INDICATORS:
        return (text,)
    named = [one.code for one in INDICATORS.values() if text in (one.zh.casefold(), one.en.casefold())]
    families = [f"{one.code}.*" for one in CATEGORIES.values() if text in (one.code, one.zh, one.en.casefold())]
    if not (named or families):
        named = [one.code for one in INDICATORS.values() if text in one.zh.casefold()]
    if not (named or families):
        if re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", text):  # an indicator that a curator added
            return (text,)
        raise _bad("name", field, value)
    return tuple(named or families)


def category(field: str, value: Value) -> tuple[str, ...]:
    """A category by code, Chinese or English name."""
    from core.extract.indicators import CATEGORIES

    text = value.text.casefold()
    found = [one.code for one in CATEGORIES.values() if text in (one.code, one.zh, one.en.casefold())]
    if not found:
        raise _bad("name", field, value)
    return tuple(found)


def places(field: str, value: Value) -> tuple[str, ...]:
    """A six-digit code, a name, or `none`; a name that several places have means any of them."""
    from core import gazetteer

    if value.text.casefold() in _NONES:
        return (NONE,)
    if value.text.isascii() and value.text.isdigit() and len(value.text) == 6:
        return (value.text,)
    known = gazetteer.load()
    found = known.named(value.text)
    if not found:
        mentions = known.find(value.text)
        whole = [one for one in mentions if (one.start, one.end) == (0, len(value.text))]
        found = whole[0].candidates if whole else ()
    if not found:
        raise _bad("name", field, value)
    return tuple(dict.fromkeys(place.code for place in found))


def unit(field: str, value: Value) -> tuple[str, ...]:
    """A base unit (`CNY`, `person`) or a measure word (`元`, `名`, `户`), which stands for its base unit."""
    from core.units import UNITS

    known = UNITS.get(value.text)
    return (known.base,) if known else plain(field, value)


def read_all(reader: Reader, field: str, values: tuple[Value, ...]) -> Iterator[str]:
    """All values of a field, each once, in the order written."""
    seen: dict[str, None] = {}
    for value in values:
        for found in reader(field, value):
            seen.setdefault(found)
    return iter(seen)
