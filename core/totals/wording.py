"""Totals as people write them, in Chinese and English."""

from __future__ import annotations

from decimal import Decimal

from core.records import Bound
from core.totals.records import Row

#: Words of base units, Chinese and English; others are told as they are.
UNIT_WORDS: dict[str, tuple[str, str]] = {
    "CNY": ("元", " yuan"), "count": ("", ""), "person": ("人", " people"), "household": ("户", " households"),
    "person-time": ("人次", " person-times"), "percentage-point": ("个百分点", " percentage points"),
    "mu": ("亩", " mu"), "m2": ("平方米", " m²"), "km": ("公里", " km"), "t": ("吨", " t"),
    "jin": ("斤", " jin"), "hour": ("小时", " hours"), "month": ("个月", " months"), "year": ("年", " years"),
}  # fmt: skip

_BOUNDS = {
    Bound.EXACT: ("", ""),
    Bound.ABOUT: ("约", "about "),
    Bound.OVER: ("超过", "over "),
    Bound.UNDER: ("不足", "under "),
}


def written(row: Row, language: str = "zh") -> str:
    """A total as people write it, exact, with what it is at least and at most: 超过 7300万元, 3000–5000元."""
    english = language != "zh"
    value = amount(row.value, row.unit, language)
    ends = [amount(end, row.unit, language) for end in (row.low, row.high) if end is not None]
    if row.bound is Bound.EXACT and ends[0] != ends[-1]:
        return "–".join(ends)
    said = f"{_BOUNDS[row.bound][english]}{value}"
    if row.high is not None and row.low != row.high:
        return f"{said} ({'–'.join(ends)})"
    if row.high is None and row.low != row.value:
        return f"{said} ({'at least ' if english else '至少'}{ends[0]})"
    return said


def amount(value: Decimal, unit: str, language: str = "zh") -> str:
    """A value in words: 1.02亿元, 102,000,000 yuan."""
    word = UNIT_WORDS.get(unit, (unit, f" {unit}"))[language != "zh"]
    if language == "zh":
        for size, scale in ((8, "亿"), (4, "万")):
            if abs(value) >= 10**size and -value.scaleb(-size).normalize().as_tuple().exponent <= 6:  # type: ignore[operator]
                return f"{_plain(value.scaleb(-size))}{scale}{word}"
    return f"{_plain(value)}{word}"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
