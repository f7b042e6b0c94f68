"""What totals can be grouped by: one table of groupings, each with its key and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from core import gazetteer
from core.extract.indicators import CATEGORIES, INDICATORS
from core.records import Fact
from core.totals.rules import aggregate

JOIN = "+"
_CUT = {"province": 2, "prefecture": 4, "county": 6}
_STATUS = {"pending": "待核", "approved": "通过", "rejected": "驳回"}


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to group: `key` of a fact, and the words of a key in Chinese and English."""

    zh: str
    en: str
    key: Callable[[Fact], str]
    label: Callable[[str, str], str]


def year(fact: Fact) -> str:
    """The year of a fact, or its years: 2019, 2018–2020, –2020 (up to), "" (unknown); a stock has that of its end."""
    start = fact.period_start.year if fact.period_start else None
    end = fact.period_end.year if fact.period_end else None
    if end is not None and (start == end or aggregate(fact.indicator) == "latest"):
        return str(end)
    return "" if start is None and end is None else f"{start or ''}–{end or ''}"


def rolled(codes: tuple[str, ...], level: str) -> str:
    """Place codes at a level, joined: a broader place stays what it is."""
    cut = _CUT[level]
    return JOIN.join(sorted({code[:cut].ljust(6, "0") for code in codes}))


def _places(field: str, level: str) -> Callable[[Fact], str]:
    return lambda fact: rolled(getattr(fact, field), level)


@lru_cache(maxsize=65536)
def _place_label(key: str, language: str) -> str:
    if not key:
        return _unknown(language)
    return ("、" if language == "zh" else ", ").join(gazetteer.load().label(code) for code in key.split(JOIN))


def _unknown(language: str) -> str:
    return "不明" if language == "zh" else "unknown"


def _indicator_label(key: str, language: str) -> str:
    known = INDICATORS.get(key)
    return (known.zh if language == "zh" else known.en) if known else key


def _category_label(key: str, language: str) -> str:
    known = CATEGORIES.get(key)
    return (known.zh if language == "zh" else known.en) if known else key


def _year_label(key: str, language: str) -> str:
    if not key.startswith("–"):
        return key or _unknown(language)
    return f"至{key[1:]}" if language == "zh" else f"to {key[1:]}"


def _itself(key: str, language: str) -> str:
    return key or ("无" if language == "zh" else "none")


def _status_label(key: str, language: str) -> str:
    return _STATUS[key] if language == "zh" else key


def _place_groupings(field: str, zh: str, en: str) -> dict[str, Grouping]:
    levels = {"province": ("省级", "province"), "prefecture": ("地级", "prefecture"), "county": ("县级", "county")}
    return {
        f"{field}.{level}": Grouping(f"{zh}({words[0]})", f"{en} ({words[1]})", _places(field, level), _place_label)
        for level, words in levels.items()
    }


#: Everything a total can be grouped by, in the order of the menu.
GROUPINGS: Mapping[str, Grouping] = {
    "indicator": Grouping("指标", "Indicator", lambda fact: fact.indicator, _indicator_label),
    "category": Grouping("类别", "Category", lambda fact: fact.indicator.partition(".")[0], _category_label),
    "year": Grouping("年份", "Year", year, _year_label),
    "provider": Grouping("帮扶方", "Provider", _places("provider", "county"), _place_label),
    "recipient": Grouping("受援方", "Recipient", _places("recipient", "county"), _place_label),
    **_place_groupings("provider", "帮扶方", "Provider"),
    **_place_groupings("recipient", "受援方", "Recipient"),
    "document": Grouping("文档", "Document", lambda fact: str(fact.document), _itself),
    "tag": Grouping("标签", "Tag", lambda fact: JOIN.join(sorted(fact.tags)), _itself),
    "status": Grouping("状态", "Status", lambda fact: fact.status.value, _status_label),
}
