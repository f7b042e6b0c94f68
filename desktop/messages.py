"""How the window puts records into words: statuses, units, quantities, places, periods, edits and problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.errors import Problem
from core.records import Bound, Direction, EditKind, Fact, Per, RepairKind, Status
from desktop import language
from desktop.language import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

STATUS = {
    Status.PENDING: QT_TRANSLATE_NOOP("messages", "Pending"),
    Status.APPROVED: QT_TRANSLATE_NOOP("messages", "Approved"),
    Status.REJECTED: QT_TRANSLATE_NOOP("messages", "Rejected"),
}
BOUND = {
    Bound.EXACT: QT_TRANSLATE_NOOP("messages", "exactly"),
    Bound.ABOUT: QT_TRANSLATE_NOOP("messages", "about"),
    Bound.OVER: QT_TRANSLATE_NOOP("messages", "over"),
    Bound.UNDER: QT_TRANSLATE_NOOP("messages", "under"),
}
PER = {
    Per.PERSON: QT_TRANSLATE_NOOP("messages", "per person"),
    Per.HOUSEHOLD: QT_TRANSLATE_NOOP("messages", "per household"),
    Per.DAY: QT_TRANSLATE_NOOP("messages", "per day"),
    Per.MONTH: QT_TRANSLATE_NOOP("messages", "per month"),
    Per.YEAR: QT_TRANSLATE_NOOP("messages", "per year"),
    Per.ITEM: QT_TRANSLATE_NOOP("messages", "per item"),
}
CHANGE = {
    Direction.FROM: QT_TRANSLATE_NOOP("messages", "from"),
    Direction.TO: QT_TRANSLATE_NOOP("messages", "to"),
    Direction.INCREASE: QT_TRANSLATE_NOOP("messages", "increase"),
    Direction.DECREASE: QT_TRANSLATE_NOOP("messages", "decrease"),
}
EDIT = {
    EditKind.APPROVE: QT_TRANSLATE_NOOP("messages", "Approved"),
    EditKind.REJECT: QT_TRANSLATE_NOOP("messages", "Rejected"),
    EditKind.REOPEN: QT_TRANSLATE_NOOP("messages", "Reopened"),
    EditKind.SET: QT_TRANSLATE_NOOP("messages", "Corrected"),
    EditKind.TAG: QT_TRANSLATE_NOOP("messages", "Tagged"),
    EditKind.UNTAG: QT_TRANSLATE_NOOP("messages", "Tag taken off"),
    EditKind.ADD: QT_TRANSLATE_NOOP("messages", "Added"),
    EditKind.REMOVE: QT_TRANSLATE_NOOP("messages", "Removed"),
    EditKind.SPLIT: QT_TRANSLATE_NOOP("messages", "Split"),
    EditKind.JOIN: QT_TRANSLATE_NOOP("messages", "Joined"),
    EditKind.LINK: QT_TRANSLATE_NOOP("messages", "Linked"),
    EditKind.SETTLE: QT_TRANSLATE_NOOP("messages", "Finding settled"),
    EditKind.RULE: QT_TRANSLATE_NOOP("messages", "Rule applied"),
    EditKind.MERGE: QT_TRANSLATE_NOOP("messages", "Merged"),
    EditKind.UNDO: QT_TRANSLATE_NOOP("messages", "Undone"),
    EditKind.REDO: QT_TRANSLATE_NOOP("messages", "Redone"),
    EditKind.REWIND: QT_TRANSLATE_NOOP("messages", "All taken back"),
}
REPAIR = {
    RepairKind.ENCODING: QT_TRANSLATE_NOOP("messages", "encoding"),
    RepairKind.GLOSS: QT_TRANSLATE_NOOP("messages", "pinyin gloss"),
    RepairKind.BYTE_SLIP: QT_TRANSLATE_NOOP("messages", "character cut in two"),
    RepairKind.PUNCTUATION: QT_TRANSLATE_NOOP("messages", "punctuation"),
    RepairKind.COLUMN: QT_TRANSLATE_NOOP("messages", "columns in reading order"),
    RepairKind.WRAP: QT_TRANSLATE_NOOP("messages", "broken line joined"),
    RepairKind.FURNITURE: QT_TRANSLATE_NOOP("messages", "page furniture"),
    RepairKind.METADATA: QT_TRANSLATE_NOOP("messages", "heading or source line"),
    RepairKind.TRADITIONAL: QT_TRANSLATE_NOOP("messages", "traditional character"),
    RepairKind.WIDTH: QT_TRANSLATE_NOOP("messages", "full or half width"),
    RepairKind.INVISIBLE: QT_TRANSLATE_NOOP("messages", "invisible character"),
    RepairKind.SPACE: QT_TRANSLATE_NOOP("messages", "space"),
    RepairKind.DAMAGED: QT_TRANSLATE_NOOP("messages", "damaged, not mended"),
}
#: Where the words stand that decided on an indicator, by the first part of a fact's rule.
EVIDENCE = {
    "before": QT_TRANSLATE_NOOP("messages", "“%1” before it"),
    "after": QT_TRANSLATE_NOOP("messages", "“%1” after it"),
    "head": QT_TRANSLATE_NOOP("messages", "what is counted, “%1”"),
    "thing": QT_TRANSLATE_NOOP("messages", "what is counted, “%1”"),
    "measure word": QT_TRANSLATE_NOOP("messages", "the measure word “%1”"),
    "describes": QT_TRANSLATE_NOOP("messages", "what it describes, “%1”"),
    "holds": QT_TRANSLATE_NOOP("messages", "what it is a part of, “%1”"),
    "list": QT_TRANSLATE_NOOP("messages", "the figure before it in its list, “%1”"),
    "topic": QT_TRANSLATE_NOOP("messages", "the heading “%1”"),
    "side": QT_TRANSLATE_NOOP("messages", "the side it stands on, “%1”"),
    "whole": QT_TRANSLATE_NOOP("messages", "its whole, “%1”"),
    "beside": QT_TRANSLATE_NOOP("messages", "the figure beside it, “%1”"),
    "earlier": QT_TRANSLATE_NOOP("messages", "“%1” earlier on"),
    "next": QT_TRANSLATE_NOOP("messages", "“%1” further on"),
    "later": QT_TRANSLATE_NOOP("messages", "“%1” further on"),
    "stretch": QT_TRANSLATE_NOOP("messages", "“%1” in its sentence"),
}
FIELD = {
    "start": QT_TRANSLATE_NOOP("messages", "Start"),
    "end": QT_TRANSLATE_NOOP("messages", "End"),
    "value": QT_TRANSLATE_NOOP("messages", "Value"),
    "value_high": QT_TRANSLATE_NOOP("messages", "Upper value"),
    "bound": QT_TRANSLATE_NOOP("messages", "Bound"),
    "unit": QT_TRANSLATE_NOOP("messages", "Unit"),
    "measure_word": QT_TRANSLATE_NOOP("messages", "Measure word"),
    "quantity": QT_TRANSLATE_NOOP("messages", "Quantity"),
    "indicator": QT_TRANSLATE_NOOP("messages", "Indicator"),
    "category": QT_TRANSLATE_NOOP("messages", "Category"),
    "provider": QT_TRANSLATE_NOOP("messages", "Provider"),
    "recipient": QT_TRANSLATE_NOOP("messages", "Recipient"),
    "place": QT_TRANSLATE_NOOP("messages", "Place"),
    "period": QT_TRANSLATE_NOOP("messages", "Period"),
    "period_start": QT_TRANSLATE_NOOP("messages", "First day"),
    "period_end": QT_TRANSLATE_NOOP("messages", "Last day"),
    "period_text": QT_TRANSLATE_NOOP("messages", "Period as written"),
    "per": QT_TRANSLATE_NOOP("messages", "Rate"),
    "planned": QT_TRANSLATE_NOOP("messages", "Planned"),
    "whole": QT_TRANSLATE_NOOP("messages", "Whole"),
    "parts": QT_TRANSLATE_NOOP("messages", "sum of the parts"),
    "change": QT_TRANSLATE_NOOP("messages", "Change"),
    "same_as": QT_TRANSLATE_NOOP("messages", "Repeats"),
    "status": QT_TRANSLATE_NOOP("messages", "Status"),
    "certainty": QT_TRANSLATE_NOOP("messages", "Sure"),
    "flags": QT_TRANSLATE_NOOP("messages", "Flags"),
    "flag": QT_TRANSLATE_NOOP("messages", "Flag"),
    "tag": QT_TRANSLATE_NOOP("messages", "Tag"),
    "tags": QT_TRANSLATE_NOOP("messages", "Tags"),
    "note": QT_TRANSLATE_NOOP("messages", "Note"),
    "year": QT_TRANSLATE_NOOP("messages", "Year"),
    "document": QT_TRANSLATE_NOOP("messages", "Document"),
    "curator": QT_TRANSLATE_NOOP("messages", "Curator"),
    "sentence": QT_TRANSLATE_NOOP("messages", "Sentence"),
    "counting": QT_TRANSLATE_NOOP("messages", "Counting"),
    "rule": QT_TRANSLATE_NOOP("messages", "Rule"),
}
FLAG = {
    "place_suggested": QT_TRANSLATE_NOOP("messages", "The place is a suggestion: the text has an unknown name"),
    "damaged_nearby": QT_TRANSLATE_NOOP("messages", "The text is damaged nearby"),
    "planned": QT_TRANSLATE_NOOP("messages", "Planned or expected, not yet so"),
    "repeat": QT_TRANSLATE_NOOP("messages", "The same figure was told before"),
    "changed": QT_TRANSLATE_NOOP("messages", "A curator changed the machine's values"),
    "note": QT_TRANSLATE_NOOP("messages", "Has a note"),
}
TYPED_BOUND = {Bound.ABOUT: "约", Bound.OVER: "超过", Bound.UNDER: "不到"}
#: How a base unit is written: (中文, English). `""` leaves the word to the measure word.
UNITS = {
    "CNY": ("元", "CNY"),
    "person": ("人", "people"),
    "person-time": ("人次", "person-times"),
    "household": ("户", "households"),
    "%": ("%", "%"),
    "percentage-point": ("个百分点", "percentage points"),
    "mu": ("亩", "mu"),
    "m2": ("平方米", "m²"),
    "km": ("公里", "km"),
    "t": ("吨", "t"),
    "jin": ("斤", "jin"),
    "kWh": ("千瓦时", "kWh"),
    "hour": ("小时", "hours"),
    "year": ("年", "years"),
    "month": ("个月", "months"),
    "count": ("", ""),
}


def verbatim(text: str) -> str:
    """A text for a tool tip, which Qt would take for markup where it looks like some: shown as it stands."""
    return f'<div style="white-space: pre-wrap">{escape(text)}</div>' if "<" in text else text


def word(table: Mapping[Any, str], key: str) -> str:
    """The word of a table in this module, in the window's language; the key itself where it has none."""
    text = table.get(key)
    return translate("messages", text) if text else str(key)


def evidence(fact: Fact) -> str:
    """What decided on the indicator of a fact: the words, and where they stand."""
    place, _, words = fact.rule.partition(":")
    words = fact.label or words
    if not words or place not in EVIDENCE:
        return translate("messages", "no word that tells: unit and measure word alone")
    return word(EVIDENCE, place).replace("%1", words)


def problem(failure: Problem) -> str:
    """The sentence of a problem in the window's language."""
    return failure.sentence(language.current())


def unit(name: str, measure_word: str | None = None) -> str:
    """A base unit as it is written after a number."""
    chinese, english = UNITS.get(name, (name, name))
    if language.current() == "zh":
        return chinese or measure_word or ""
    return english


def number(value: Decimal) -> str:
    """A value exactly, with thousands set apart.

    >>> number(Decimal("73000000"))
    '73,000,000'
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    whole, dot, rest = plain.partition(".")
    return f"{int(whole):,}{dot}{rest}" if whole not in ("-0", "") else plain


def short_number(value: Decimal) -> tuple[str, str]:
    """A value as people write it, exactly: (number, scale), such as ("5107.12", "万")."""
    chinese = language.current() == "zh"
    scales = ((8, "亿"), (4, "万")) if chinese else ((9, "bn"), (6, "m"))
    for power, name in scales:
        if abs(value) >= Decimal(10) ** power:
            scaled = value.scaleb(-power)
            return (format(scaled.normalize(), "f") if chinese else number(scaled)), name
    return (format(value.normalize(), "f") if chinese and abs(value) < 10000 else number(value)), ""


def figure(value: Decimal, name: str, measure_word: str | None = None) -> str:
    """A value with its unit as people write it: `5107.12万元`, `51.0712 m CNY`."""
    digits, scale = short_number(value)
    word_after = unit(name, measure_word)
    if language.current() == "zh" or name == "%":
        return f"{digits}{scale}{word_after}"
    return " ".join(part for part in (digits, scale, word_after) if part)


def exact(fact: Fact) -> str:
    """The quantity of a fact in full: bound, range, value and unit."""
    chinese = language.current() == "zh"
    digits = number(fact.value)
    if fact.value_high is not None:
        digits += f"–{number(fact.value_high)}"
    bound = "" if fact.bound is Bound.EXACT else word(BOUND, fact.bound)
    after = unit(fact.unit, fact.measure_word) if chinese else unit(fact.unit) or fact.measure_word or ""
    gap = "" if fact.unit == "%" else " "
    return f"{bound} {digits}{gap}{after}".strip()


def as_written(fact: Fact) -> str:
    """The quantity as the document writes it, or the curator's value where it says something else."""
    if told_by(fact.quote, fact.value, fact.value_high):
        return fact.quote
    upper = f"–{number(fact.value_high)}" if fact.value_high is not None else ""
    return figure(fact.value, fact.unit, fact.measure_word) if not upper else f"{number(fact.value)}{upper}"


@lru_cache(maxsize=20_000)
def told_by(quote: str, value: Decimal, high: Decimal | None) -> bool:
    """Whether a quote, read alone, may say this value; what cannot be read alone (a shared unit) is believed."""
    from core.extract.quantities import read_quantities

    found = read_quantities(quote)
    return len(found) != 1 or (found[0].value, found[0].value_high) == (value, high)


def as_typed(fact: Fact) -> str:
    """The quantity as a curator would type it: the quote while it says the same, else value with bound and unit."""
    bound = "" if fact.bound is Bound.EXACT else TYPED_BOUND[fact.bound]
    return fact.quote if told_by(fact.quote, fact.value, fact.value_high) else f"{bound}{typed_figure(fact)}"


def typed_figure(fact: Fact) -> str:
    """Value and unit in Chinese, as the reader of quantities takes them back."""
    word_after = UNITS.get(fact.unit, (fact.unit, ""))[0] or fact.measure_word or "个"
    upper = f"-{format(fact.value_high.normalize(), 'f')}" if fact.value_high is not None else ""
    return f"{format(fact.value.normalize(), 'f')}{upper}{word_after}"


def period_as_typed(fact: Fact) -> str:
    """A period as a curator would type it; empty where it is unknown."""
    told = period(fact.period_start, fact.period_end)
    return "" if told == "–" else told


def all_indicators() -> list[str]:
    """Names of all indicators in the window's language, for completion."""
    return [names[0 if language.current() == "zh" else 1] for names in _indicators().values()]


def period(first: date | None, last: date | None) -> str:
    """A period as short as it can be said: `2019`, `2019-07`, `2018–2020-07-13`, `…–2020-07-13`."""
    if first is None and last is None:
        return "–"
    if first and last and first.year == last.year:
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year)
        if first.day == 1 and first.month == last.month and last.day >= 28:
            return f"{first:%Y-%m}"
    opening = "…" if first is None else str(first.year) if (first.month, first.day) == (1, 1) else str(first)
    ending = "…" if last is None else str(last.year) if (last.month, last.day) == (12, 31) else str(last)
    return opening if opening == ending else f"{opening} – {ending}"


def category(code: str) -> str:
    """The category of an indicator's code."""
    return code.partition(".")[0]


def category_name(code: str) -> str:
    """The name of a category in the window's language."""
    from core.extract.indicators import CATEGORIES

    known = CATEGORIES.get(code)
    return (known.zh if language.current() == "zh" else known.en) if known else code


@cache
def _indicators() -> dict[str, tuple[str, str]]:
    from core.extract.indicators import INDICATORS  # light only once the window stands

    return {code: (indicator.zh, indicator.en) for code, indicator in INDICATORS.items()}


def indicator(code: str) -> str:
    """The name of an indicator in the window's language."""
    names = _indicators().get(code)
    return names[0 if language.current() == "zh" else 1] if names else code


def place(code: str) -> str:
    """The name of a place, short enough for a table."""
    from core.gazetteer import load

    return load().label(code)


def places(codes: tuple[str, ...]) -> str:
    """The names of several places."""
    return ("、" if language.current() == "zh" else ", ").join(place(code) for code in codes)


def way(fact: Fact) -> str:
    """Provider and recipient of a fact: `大兴区 → 察右前旗`."""
    parts = [places(codes) for codes in (fact.provider, fact.recipient)]
    if all(parts):
        return " → ".join(parts)
    return f"{parts[0]} →" if parts[0] else parts[1] or "–"
