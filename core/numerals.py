"""Reads one numeral, Arabic, Chinese or mixed, with its scale and its vagueness (余, 多, 几) as an exact decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_DIGITS = {
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **{c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{c: i for i, c in enumerate("○壹貳參肆伍陸柒捌玖")},
    **{"两": 2, "兩": 2, "俩": 2, "仨": 3, "幺": 1, "弌": 1, "弍": 2, "弎": 3, "叄": 3, "陆": 6},
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_SCALES = {**_SMALL, **_LARGE}
_ZERO = "零〇○"

#: Character classes and pieces for scanners; ARABIC takes separated thousands and full-width digits.
DIGIT = "0-9０-９"
SCALE = "".join(c for c in _SCALES if c != "兆")
HAN = (
    "".join(_DIGITS).replace("弌弍弎", "").replace("幺", "").replace("俩", "").replace("仨", "")
    + "".join(_TENS)
    + SCALE
)
VAGUE = "余多几来餘"
ARABIC = (
    rf"(?:[{DIGIT}]{{1,3}}(?:[,，][{DIGIT}]{{3}})+(?![{DIGIT}])|[{DIGIT}]+)"
    rf"(?:[.．][{DIGIT}]+)?"
)


_POINTED = "".join(_DIGITS)
_TOKEN = re.compile(rf"({ARABIC})|([点點][{_POINTED}]+)|(.)", re.S)
_PLAIN = re.compile(rf"({ARABIC})([十百千万亿]?)")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_FRACTION = re.compile(r"(.{1,12}?)分之(.{1,24})", re.S)
_SIGNS = {"负": -1, "負": -1, "-": -1, "−": -1, "－": -1, "+": 1, "＋": 1, "正": 1}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a numeral says: `value`, `high` for 三五 and 七八十, `vague` the word in it (余, 多, 几, 来) or ""."""

    value: Decimal
    high: Decimal | None = None
    vague: str = ""


def parse(text: str) -> Decimal | None:
    """The value of one numeral, or None where `text` is no numeral or a vague one (`三十多`, `十几`, `七八`).

    >>> parse("1亿2300万"), parse("一万五"), parse("二〇一八"), parse("百分之十五点三")
    (Decimal('123000000'), Decimal('15000'), Decimal('2018'), Decimal('0.153'))
    """
    reading = read(text)
    return None if reading is None or reading.vague or reading.high is not None else reading.value


@lru_cache(maxsize=65536)
def read(text: str) -> Reading | None:
    """What one numeral says, vague ones included, or None where `text` is none.

    >>> read("三十多万").value, read("七八十").high, read("几万").vague
    (Decimal('300000'), Decimal('80'), '几')
    """
    text = _SPACE.sub("", text)
    if not text or len(text) > 60:
        return _long(text)
    plain = _PLAIN.fullmatch(text)
    if plain:
        return Reading(_arabic(plain[1]) * _SCALES.get(plain[2], 1))
    if text[0] in _SIGNS:
        inner = read(text[1:])
        return inner and Reading(_SIGNS[text[0]] * inner.value, None, inner.vague)
    return _fraction(text) or _percent(text) or _half(text) or _mixed(text)


def _long(text: str) -> Reading | None:
    plain = _PLAIN.fullmatch(text) if text and len(text) < 400 else None
    return plain and Reading(_arabic(plain[1]) * _SCALES.get(plain[2], 1))


def _arabic(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("，", "").replace("．", "."))


def _fraction(text: str) -> Reading | None:
    found = _FRACTION.fullmatch(text)
    if not found:
        return None
    below = Decimal(_SMALL.get(found[1], 0) or _LARGE.get(found[1], 0)) or parse(found[1])
    above = read(found[2])
    if not below or above is None:
        return None
    high = None if above.high is None else above.high / below
    return Reading(above.value / below, high, above.vague)


def _percent(text: str) -> Reading | None:
    if text[-1] not in "%％‰":
        return None
    inner = read(text[:-1])
    return inner and Reading(inner.value / (1000 if text[-1] == "‰" else 100), None, inner.vague)


def _half(text: str) -> Reading | None:
    return Reading(Decimal("0.5")) if text in ("半", "一半") else None


def _mixed(text: str) -> Reading | None:
    """A numeral of several tokens; None where they do not follow the grammar of numerals."""
    vague = "".join(c for c in text if c in "余餘多几数上来")
    if len(vague) > 1:
        return None
    if vague in ("几", "数", "上"):
        return _some(text, vague)
    if vague:
        place = text.index(vague)
        if place == 0 or not all(c in _SCALES for c in text[place + 1 :]):
            return None
        text = text.replace(vague, "")
    else:
        pair = None if "点" in text or "點" in text else _neighbours(text)
        if pair:
            return pair
    value = _sum(text)
    return None if value is None else Reading(value, None, vague)


def _some(text: str, vague: str) -> Reading | None:
    """几万, 数百: one of the scale; 十几, 二十几: the tens; 上千: the scale."""
    head, _, tail = text.partition(vague)
    if vague != "几" and head:
        return None
    scales = Decimal(1)
    for c in tail:
        if c not in _SCALES:
            return None
        scales *= _SCALES[c]
    base = _sum(head) if head else Decimal(1)
    if base is None or (not head and not tail):
        return None
    return Reading(base * scales, None, vague)


def _neighbours(text: str) -> Reading | None:
    """七八, 三五, 二三十, 十七八, 三四百万: two digits side by side are the ends of a range."""
    for place in range(len(text) - 1):
        low, high = _DIGITS.get(text[place], 0), _DIGITS.get(text[place + 1], 0)
        if low and high and (high == low + 1 or (low, high) == (3, 5)):
            before, after = text[:place], text[place + 2 :]
            if any(c in _DIGITS for c in before[-1:] + after[:1]) or not all(c in _SCALES for c in after):
                return None
            if not before and not after and text[place] not in "一二两三四五六七八":
                return None
            first, second = _sum(before + text[place] + after), _sum(before + text[place + 1] + after)
            if first is not None and second is not None and first < second:
                return Reading(first, second)
    return None


def _sum(text: str) -> Decimal | None:
    """The value of a numeral without vagueness: tokens are gathered below each 万 and 亿."""
    if all(c in _DIGITS for c in text) and text:
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    high, low, section = Decimal(0), Decimal(0), Decimal(0)
    pending: Decimal | None = None
    scale, bare = 0, False
    for arabic, point, char in _TOKEN.findall(text):
        if point:
            digits = _positional(point[1:])
            if digits is None or (pending is None and not (section or low or high)):
                return None
            pending = (pending or Decimal(0)) + digits
        elif arabic or char in _DIGITS:
            value = _arabic(arabic) if arabic else Decimal(_DIGITS[char])
            if pending:
                return None
            bare = not arabic or len(arabic) == 1
            bare = bare and pending is None
            pending = value if value or arabic or not scale else Decimal(0)
        elif char in _TENS:
            section, pending, scale = section + _TENS[char], None, 10
        elif char in _SMALL:
            section += (Decimal(1) if pending is None or (pending == 0 and char in "十拾") else pending) * _SMALL[char]
            pending, scale = None, _SMALL[char]
        elif char in _LARGE:
            amount = section + (pending or 0)
            scale = _LARGE[char]
            if scale > 10**4:
                below = low + amount
                if not below and high:
                    high *= scale
                else:
                    high += (below or Decimal(1)) * scale
                low = Decimal(0)
            else:
                low += (amount or Decimal(1)) * scale
            section, pending = Decimal(0), None
        else:
            return None
    if pending and bare and scale >= 100 and pending == int(pending) and pending < 10:
        pending *= scale // 10  # 两千三, 一万五
    return high + low + section + (pending or 0)


def _positional(digits: str) -> Decimal | None:
    try:
        return Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    except (KeyError, InvalidOperation):
        return None
