"""The indicators: what a fact can measure, read from `resources/indicators.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from core.frozen import record

#: Measure of each base unit; all other units (time, energy …) are "any".
MEASURES = MappingProxyType(
    {
        "CNY": "money",
        "person": "people",
        "person-time": "people",
        "household": "households",
        "%": "share",
        "percentage-point": "share",
        "mu": "area",
        "m2": "area",
        "hectare": "area",
        "km": "length",
        "m": "length",
        "t": "mass",
        "kg": "mass",
        "jin": "mass",
        "kWh": "energy",
        "kW": "energy",
        "count": "count",
    }
)


@record(frozen=True, slots=True)
class Category:
    """A family of indicators; `topics` are words by which a section announces it."""

    code: str
    zh: str
    en: str
    topics: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Indicator:
    """What a fact measures. `aggregate` is "sum", "latest" or "none"; `of` the thing counted.

    The word lists are evidence for it (see the head of `indicators.toml`).
    """

    code: str
    zh: str
    en: str
    measure: str
    aggregate: str
    of: str | None = None
    strong: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    stretch: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    refines: str | None = None
    bias: tuple[tuple[str, float], ...] = ()

    @property
    def category(self) -> str:
        """Code of its category: what stands before the dot."""
        return self.code.partition(".")[0]


def _table() -> dict[str, Any]:
    return tomllib.loads(files("resources").joinpath("indicators.toml").read_text(encoding="utf-8"))


def _indicator(code: str, row: dict[str, Any]) -> Indicator:
    return Indicator(code, **{name: _kept(value) for name, value in row.items()})


def _kept(value: Any) -> Any:
    """Lists and tables of the file as tuples."""
    return tuple(value) if isinstance(value, list) else tuple(value.items()) if isinstance(value, dict) else value


_TABLE = _table()
CATEGORIES: MappingProxyType[str, Category] = MappingProxyType(
    {
        code: Category(code, row["zh"], row["en"], tuple(row.get("topics", ())))
        for code, row in _TABLE["categories"].items()
    }
)
INDICATORS: MappingProxyType[str, Indicator] = MappingProxyType(
    {code: _indicator(code, row) for code, row in _TABLE["indicator"].items()}
)


def measure_of(unit: str) -> str:
    """The measure that quantities of a base unit have: `measure_of("CNY") == "money"`."""
    return MEASURES.get(unit, "any")


@cache
def _initials(words: str) -> str:
    # Imported here: pypinyin takes 100 ms, and only a search needs it.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).casefold()


def find(text: str) -> tuple[Indicator, ...]:
    """Indicators that a curator may mean by `text`: code, Chinese, English or pinyin initials; best first.

    >>> find("贫困发生率")[0].code, find("labour.wage")[0].code
    ('outcome.poverty_rate', 'labour.wage')
    """
    wanted = text.strip().casefold()
    if not wanted:
        return tuple(INDICATORS.values())
    ranked = [
        (rank, place, indicator)
        for place, indicator in enumerate(INDICATORS.values())
        if (rank := _rank(indicator, wanted)) is not None
    ]
    return tuple(indicator for _, _, indicator in sorted(ranked, key=lambda row: row[:2]))


def _rank(indicator: Indicator, wanted: str) -> int | None:
    """How well `wanted` names the indicator: 0 exactly, up to 5; None where it does not."""
    code, zh, en = indicator.code, indicator.zh.casefold(), indicator.en.casefold()
    if wanted in (code, zh, en):
        return 0
    if zh.startswith(wanted) or code.partition(".")[2].startswith(wanted) or code.startswith(wanted):
        return 1
    if wanted in zh or wanted in en:
        return 2
    if wanted.isascii():
        initials = _initials(indicator.zh)
        return 1 if initials == wanted else 3 if initials.startswith(wanted) else 4 if wanted in initials else None
    if any(wanted in word for word in (*indicator.strong, *indicator.cues, *indicator.heads)):
        return 4
    return None
