"""Tells which numbers are no quantities: dates, ordinals, ages, names, articles, idioms."""

from __future__ import annotations

import re

from core.extract.ranges import Mention
from core.units import Unit

_YEAR_FACT = re.compile(r"\s?期(?:限)?(?:以[内下上]|[、,，的贷])")
_LASTS = re.compile(r"(?:期限|为期|贴息|质保|长达|年限)(?:为|约)?$")
_AGO = re.compile(r"(?:以?来|前|后|内|之前|之后|多来|间|期间|时间)")
_LETTER = re.compile(r"[A-Za-z0-9０-９_第．.@#/+]")
_ARTICLE_BEFORE = re.compile(r"[一]$")


def is_none(text: str, mention: Mention, unit: Unit) -> bool:
    """Is this number with its unit no quantity of a report?"""
    before = text[mention.start - 1 : mention.start]
    if before and _LETTER.match(before):
        return True
    if unit.counts == "time":
        return _is_time(text, mention, unit)
    number = text[mention.start : mention.number_end]
    if number[0].isdigit():
        return False
    if number == "一":
        return unit.base not in ("times", "%")
    if number in ("万", "千", "百", "亿", "十万", "百万", "千万"):
        return unit.counts not in ("area", "mass") and before not in ("近", "上", "数", "几", "超", "逾", "约", "达")
    return unit.arabic or _quoted(text, mention)


def _quoted(text: str, mention: Mention) -> bool:
    """A Chinese numeral that opens a short quotation is part of a name: “三个一批”."""
    return (
        text[mention.start - 1 : mention.start] in ("“", "‘", "「", "《")
        and "”" in text[mention.end : mention.end + 12]
    )


def _is_time(text: str, mention: Mention, unit: Unit) -> bool:
    if unit.base == "year":
        return not (
            _YEAR_FACT.match(text, mention.end) or _LASTS.search(text, max(0, mention.start - 6), mention.start)
        )
    return bool(_AGO.match(text, mention.end)) or text[mention.start - 1 : mention.start] in (
        "近",
        "每",
        "前",
        "后",
        "头",
        "这",
    )
