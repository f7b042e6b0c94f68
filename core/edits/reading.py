"""Reads what a curator types into a field: `7300余万元`, `察右前旗、兴和县`, `crqq`, `2018年以来`, `#12`, `人均`.

Every reader gives the fields of a fact that the text sets, and raises `BadValue` where it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from core import numerals
from core.edits.placing import read_places
from core.errors import BadValue
from core.extract import indicators
from core.extract.periods import read_period
from core.extract.quantities import read_quantities
from core.filters import CHOICES, NONE
from core.records import About, Bound, Direction, Fact, Per, Quantity, Status
from core.units import UNITS

Values = dict[str, object]
Reader = Callable[[str, Fact, About], Values]

_NOTHING = frozenset(("", "无", "没有", "-", "—", "none", "null"))
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})?\s*(?:\.\.|~|–|—|至|到|/)\s*(\d{4}-\d{2}-\d{2})?")
_BY_NOUN = frozenset(("count", "person", "household"))
_WORDS = {"counting": {"": ("", "按规则", "rules"), "count": ("计入", "count"), "leave": ("不计", "leave")}}


def read_field(field: str, text: str, fact: Fact, about: About) -> Values:
    """What a curator wrote into `field` of a fact, as new values of its fields.

    `field` is one of `FIELDS`: a group that the form shows as one (`quantity`, `period`) or a field of the record.

    Raises:
        BadValue: the text cannot be read, or there is no such field.
    """
    reader = FIELDS.get(field)
    if reader is None:
        raise BadValue("field", text=field)
    return reader(text.strip(), fact, about)


# --- quantities -------------------------------------------------------------------------------------


def _quantity(text: str, fact: Fact, _about: About) -> Values:
    found = read_quantities(text) or read_quantities(text + _usual_word(fact))
    if len(found) == 1:
        return _quantity_values(found[0], fact)
    plain = numerals.parse(text) if not found else None
    if plain is None:
        raise BadValue("quantity", text=text)
    return {"value": plain, "value_high": None, "bound": Bound.EXACT}


def _usual_word(fact: Fact) -> str:
    """The measure word to read a bare number with: the fact's, else the first that means its unit."""
    words = (word for word, unit in UNITS.items() if unit.base == fact.unit and unit.factor == 1)
    return fact.measure_word or next(words, "")


def _quantity_values(quantity: Quantity, fact: Fact) -> Values:
    word = UNITS.get(quantity.measure_word or "")
    kept = word is not None and word.open and {quantity.unit, fact.unit} <= _BY_NOUN
    values: Values = {
        "value": quantity.value,
        "value_high": quantity.value_high,
        "bound": quantity.bound,
        "unit": fact.unit if kept else quantity.unit,
        "measure_word": quantity.measure_word,
    }
    return values if quantity.per is None else {**values, "per": quantity.per}


def _value(text: str, _fact: Fact, _about: About) -> Values:
    plain = numerals.parse(text)
    if plain is None:
        raise BadValue("quantity", text=text)
    return {"value": plain}


def _value_high(text: str, fact: Fact, about: About) -> Values:
    return {"value_high": None if text in _NOTHING else _value(text, fact, about)["value"]}


def _unit(text: str, _fact: Fact, _about: About) -> Values:
    known = UNITS.get(text)
    bases = {unit.base for unit in UNITS.values()}
    if known is None and text not in bases:
        raise BadValue("choice", text=text, choices=", ".join(sorted(bases)))
    return {"unit": known.base, "measure_word": text} if known else {"unit": text}


# --- what, where, when ------------------------------------------------------------------------------


def _indicator(text: str, _fact: Fact, _about: About) -> Values:
    found = indicators.find(text) if text else ()
    if not found:
        raise BadValue("indicator", text=text)
    return {"indicator": found[0].code}


def _provider(text: str, fact: Fact, about: About) -> Values:
    return {"provider": () if text in _NOTHING else read_places(text, (fact.provider, about.provider), about)}


def _recipient(text: str, fact: Fact, about: About) -> Values:
    return {"recipient": () if text in _NOTHING else read_places(text, (fact.recipient, about.recipient), about)}


def _period(text: str, fact: Fact, about: About) -> Values:
    if text in _NOTHING:
        return {"period_start": None, "period_end": None, "period_text": ""}
    start, end = _dates(text, about)
    if start and end and end < start:
        raise BadValue("reversed_period", text=text)
    kept = fact.period_text if (start, end) == (fact.period_start, fact.period_end) else text
    return {"period_start": start, "period_end": end, "period_text": kept}


def _dates(text: str, about: About) -> tuple[date | None, date | None]:
    written = _DATES.fullmatch(text)
    if written and any(written.groups()):
        try:
            start, end = (date.fromisoformat(day) if day else None for day in written.groups())
        except ValueError:
            raise BadValue("period", text=text) from None
        return start, end
    period = read_period(text, about) or (read_period(f"{text}年", about) if re.fullmatch(r"\d{4}", text) else None)
    if period is None:
        raise BadValue("period", text=text)
    return period.start, period.end


# --- choices and links ------------------------------------------------------------------------------


def _choice(field: str, text: str) -> str:
    wanted = text.casefold()
    words = _WORDS.get(field) or CHOICES[field]
    for value, names in words.items():
        if wanted == value or wanted in names or (value == NONE and wanted in _NOTHING):
            return str(value)
    raise BadValue(
        "choice", text=text, choices=", ".join(f"{value} {names[0]}".strip() for value, names in words.items())
    )


def _per(text: str, _fact: Fact, _about: About) -> Values:
    chosen = _choice("per", text)
    return {"per": None if chosen == NONE else Per(chosen)}


def _change(text: str, _fact: Fact, _about: About) -> Values:
    chosen = _choice("change", text)
    return {"change": None if chosen == NONE else Direction(chosen)}


def _planned(text: str, _fact: Fact, _about: About) -> Values:
    words = {"计划": "yes", "planned": "yes", "实际": "no", "actual": "no", "": "no"}
    return {"planned": _choice("planned", words.get(text.casefold(), text)) == "yes"}


def _bound(text: str, _fact: Fact, _about: About) -> Values:
    return {"bound": Bound(_choice("bound", text))}


def _status(text: str, _fact: Fact, _about: About) -> Values:
    return {"status": Status(_choice("status", text))}


def _counting(text: str, _fact: Fact, _about: About) -> Values:
    return {"counting": _choice("counting", text)}


def _link(field: str) -> Reader:
    def read(text: str, fact: Fact, _about: About) -> Values:
        if text in _NOTHING:
            return {field: None}
        digits = text.removeprefix("#").removeprefix("＃")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise BadValue("link_missing", target=text)
        if int(digits) == fact.id:
            raise BadValue("link_itself", fact=fact.id)
        return {field: int(digits)}

    return read


def _tags(text: str, _fact: Fact, _about: About) -> Values:
    return {"tags": tuple(sorted({word for word in _SEPARATORS.split(text) if word}))}


def _note(text: str, _fact: Fact, _about: About) -> Values:
    return {"note": text}


#: What can be typed into, by the name of the field or group.
FIELDS: dict[str, Reader] = {
    "quantity": _quantity,
    "value": _value,
    "value_high": _value_high,
    "unit": _unit,
    "bound": _bound,
    "indicator": _indicator,
    "provider": _provider,
    "recipient": _recipient,
    "period": _period,
    "per": _per,
    "planned": _planned,
    "whole": _link("whole"),
    "change": _change,
    "same_as": _link("same_as"),
    "status": _status,
    "counting": _counting,
    "tags": _tags,
    "note": _note,
}
