"""Reads one numeral, Arabic, Chinese or mixed, with its scale and its vagueness (余, 多, 几) as an exact decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.frozen import record

_DIGITS = {
    digit: value
    for digits in (
        "〇一二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
        "○幺两叄",
        "零壹貳參肆伍陸柒捌玖",
        "零弌兩弎",
        "零幺俩仨",
    )
    for value, digit in enumerate(digits)
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_SCALES = {**_SMALL, **_LARGE}

#: Character classes and pieces for scanners; ARABIC takes separated thousands and full-width digits.
DIGIT = "0-9０-９"
SCALE = "".join(c for c in _SCALES if c != "兆")
HAN = (
    "".join(_DIGITS).replace("弌弍弎", "").replace("幺", "").replace("俩", "").replace("仨", "")
    + "".join(_TENS)
    + SCALE
)
#: What follows the first digit of a number in Arabic digits, and the whole of it.
MORE_ARABIC = (
    rf"(?:[{DIGIT}]{{0,2}}(?:[,，][{DIGIT}]{{3}})+(?![{DIGIT}])|[{DIGIT}]*)"
    rf"(?:[.．][{DIGIT}]+)?"
)
ARABIC = rf"[{DIGIT}]{MORE_ARABIC}"


_POINTED = "".join(_DIGITS)
_TOKEN = re.compile(rf"({ARABIC})|([点點][{_POINTED}]+)|(.)", re.S)
_PLAIN = re.compile(rf"({ARABIC})([十百千万亿]?)")
#: 5.6e3, .5: as programs write numbers.
_POWER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_FRACTION = re.compile(r"(.{1,12}?)分之(.{1,24})", re.S)
_SIGNS = {"负": -1, "負": -1, "-": -1, "−": -1, "－": -1, "+": 1, "＋": 1, "正": 1}


@record(frozen=True, slots=True)
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
    if text.isascii() and _POWER.fullmatch(text):
        return Reading(Decimal(text))
    if text[0] in _SIGNS:
        inner = None if text[1:2] in _SIGNS else read(text[1:])
        return inner and Reading(_SIGNS[text[0]] * inner.value, None, inner.vague)
    return _fraction(text) or _percent(text) or _half(text) or _mixed(text)


@lru_cache(maxsize=65536)
def digits_of(value: Decimal) -> int:
    """How many digits a value is told by: 3 for 1230000 and 0.123."""
    return len(value.normalize().as_tuple().digits)


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
    if text[-1] not in "%％‰" or text[-2:-1] in "%％‰":
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


@dataclass(slots=True)
class _Tally:
    """A numeral read so far: 亿, 万 below them, the part below 万, and the digits that wait for their scale."""

    high: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    waiting: Decimal | None = None
    scale: int = 0  # the last scale, for 两千三 and 一万五
    step: int = 10**9  # the last scale inside the section: the next must be smaller
    short: bool = False  # may the waiting digit be the short form of the next lower scale?

    def digits(self, value: Decimal, single: bool) -> bool:
        if self.waiting:
            return False
        self.short = single and self.waiting is None
        self.waiting = value
        return True

    def point(self, digits: str) -> bool:
        if self.waiting is None and not (self.section or self.low or self.high):
            return False
        self.waiting = (self.waiting or Decimal(0)) + Decimal(f"0.{digits}")
        return True

    def add(self, scale: int) -> bool:
        """十, 百, 千 below 万."""
        if scale >= self.step:
            return False
        none = self.waiting is None or (self.waiting == 0 and scale == 10)
        self.section += scale if none or self.waiting is None else self.waiting * scale
        self.waiting, self.scale, self.step = None, scale, scale
        return True

    def lift(self, scale: int) -> bool:
        """万 and 亿: all that was gathered below them counts so often."""
        amount = self.section + (self.waiting or 0)
        if scale == 10**4:
            if not amount and (self.low or self.high):
                self.low *= scale
                return bool(self.low)
            self.low += (amount or 1) * scale
        elif self.low + amount or not self.high:
            self.high += (self.low + amount or 1) * scale
            self.low = Decimal(0)
        else:
            self.high *= scale
        self.section, self.waiting, self.scale, self.step = Decimal(0), None, scale, 10**9
        return True

    def total(self) -> Decimal:
        rest = self.waiting or Decimal(0)
        if self.short and self.scale >= 100 and 0 < rest < 10 and rest == int(rest):
            rest *= self.scale // 10
        return self.high + self.low + self.section + rest


def _sum(text: str) -> Decimal | None:
    """The value of a numeral without vagueness, or None where its parts do not follow each other rightly."""
    if text and all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    tally = _Tally()
    return tally.total() if all(_step(tally, *token) for token in _TOKEN.findall(text)) else None


def _step(tally: _Tally, arabic: str, point: str, char: str) -> bool:
    if arabic:
        return tally.digits(_arabic(arabic), len(arabic) == 1)
    if point:
        return tally.point("".join(str(_DIGITS[c]) for c in point[1:]))
    if char in _DIGITS:
        return tally.digits(Decimal(_DIGITS[char]), True)
    if char in _TENS:
        tally.section += _TENS[char]
        return True
    if char in _SMALL:
        return tally.add(_SMALL[char])
    return char in _LARGE and tally.lift(_LARGE[char])
