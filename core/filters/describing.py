"""Puts a filter into a plain sentence, in Chinese or English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core import gazetteer
from core.extract.indicators import CATEGORIES, INDICATORS
from core.filters.fields import named
from core.filters.names import CHOICES, NONE

#: (field, sign, values, negated)
Part = tuple[str, str, tuple[str, ...], bool]

_SIGNS = {
    "zh": {":": "为", ">": "大于", "<": "小于", ">=": "不小于", "<=": "不大于"},
    "en": {":": "is", ">": "is over", "<": "is under", ">=": "is at least", "<=": "is at most"},
}
_CONTAINS = {"zh": "包含", "en": "contains"}
_CONTAINING = frozenset(("text", "quote", "note", "label", "rule"))
_NOT = {"zh": "不", "en": "not"}
_JOIN = {"zh": "、", "en": " or "}
_AND = {"zh": "，", "en": "; "}
_EMPTY = {"zh": "无", "en": "none"}
_ALL = {"zh": "全部数据。", "en": "All facts."}
_OPEN = {"zh": "数据：", "en": "Facts whose "}
_STOP = {"zh": "。", "en": "."}
_TO = {"zh": "至", "en": " to "}


def sentence(parts: Sequence[Part], language: str) -> str:
    """The conditions as one sentence."""
    language = language if language in _OPEN else "en"
    if not parts:
        return _ALL[language]
    return _OPEN[language] + _AND[language].join(_part(part, language) for part in parts) + _STOP[language]


def _part(part: Part, language: str) -> str:
    name, sign, values, negated = part
    field = named(name)
    title = name if field is None or language == "en" else field.zh
    verb = _CONTAINS[language] if name in _CONTAINING else _SIGNS[language][sign]
    words = _JOIN[language].join(_value(name, value, language) for value in values)
    if language == "zh":
        return f"{title}{_NOT['zh'] if negated else ''}{verb}{words}"
    return " ".join(
        (title, *(("does not contain",) if negated and name in _CONTAINING else _english(verb, negated)), words)
    )


def _english(verb: str, negated: bool) -> tuple[str, ...]:
    return (verb.replace("is", f"is {_NOT['en']}", 1) if negated else verb,)


def name_of(field: str, value: str, language: str) -> str | None:
    """What a value is called, "zh" or "en": a choice, no value, a place, an indicator; None for what has no name."""
    if field in CHOICES:
        return CHOICES[field][value][0 if language == "zh" else 1]
    if value == NONE:
        return _EMPTY[language]
    if field in ("provider", "recipient", "place"):
        return gazetteer.load().label(value)
    return _indicator(value, language) if field in ("indicator", "category") else None


def _value(name: str, value: str, language: str) -> str:
    told = name_of(name, value, language)
    if told is not None:
        return told
    if name in ("value", "year"):
        return _TO[language].join(_number(name, end) for end in value.split(".."))
    return f"“{value}”" if name in _CONTAINING or name == "tag" else value


def _indicator(code: str, language: str) -> str:
    known = INDICATORS.get(code) or CATEGORIES.get(code.removesuffix(".*"))
    if known is None:
        return code
    return known.zh if language == "zh" else known.en


def _number(name: str, text: str) -> str:
    if name == "year":
        return text
    return f"{Decimal(text):,}"
