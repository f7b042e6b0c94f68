"""Which facts: a small language, read once into a frozen filter that table, totals and export share.

    status:approved indicator:funds.* recipient:150000 year:2019 tag:复核 value>1e6 text:"帮扶资金"

Fields have Chinese names too (`状态:通过 受援方:内蒙古 数值>100万`), `,` separates alternatives, `-` before a
condition turns it round, and a word without a field is looked for in the sentence. A place means itself and all
places within it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from core.errors import BadFilter
from core.filters import syntax
from core.filters.fields import FIELDS, Field, Sql, any_of, named
from core.filters.names import CHOICES, NONE, read_all

__all__ = [
    "ALL",
    "CHOICES",
    "FIELDS",
    "NONE",
    "Condition",
    "Field",
    "Filter",
    "describe",
    "parse",
    "sql",
    "value_word",
    "worded",
]

_COMPARISONS = frozenset((":", ">", "<", ">=", "<="))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a field's name, a sign, and values of which one must fit; `negated` turns it round."""

    field: str
    sign: str
    values: tuple[str, ...]
    negated: bool = False

    @property
    def text(self) -> str:
        """The condition as it is written."""
        return syntax.condition(self.field, self.sign, self.values, negated=self.negated)


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that a fact must all meet; none lets every fact through."""

    conditions: tuple[Condition, ...] = ()

    @property
    def text(self) -> str:
        """The filter in its language; parsing it gives the filter again."""
        return " ".join(condition.text for condition in self.conditions)

    def __and__(self, other: Filter) -> Filter:
        """Facts that both let through."""
        return Filter(tuple(dict.fromkeys((*self.conditions, *other.conditions))))


#: Lets every fact through.
ALL = Filter()


@lru_cache(maxsize=512)
def parse(text: str) -> Filter:
    """Reads a filter.

    Raises:
        BadFilter: with `start` and `end` of the place that is wrong among its `values`.

    >>> parse("状态:通过 数值>100万").text
    'status:approved value>1000000'
    """
    return Filter(tuple(_condition(word) for word in syntax.words(text)))


def _condition(word: syntax.Word) -> Condition:
    field = named(word.field or "text")
    if field is None:
        known = ", ".join(f"{one.name} {one.zh}" for one in FIELDS)
        end = word.start + word.negated + len(word.field)
        raise BadFilter("unknown_field", word=word.field, known=known, start=word.start + word.negated, end=end)
    if word.sign not in _COMPARISONS or (word.sign != ":" and not field.compared):
        raise BadFilter("comparison", word=word.sign, field=field.name, start=word.start, end=word.end)
    values = tuple(read_all(field.read, field.name, word.values))
    ranged = next((value for value in values if ".." in value or value == NONE), None)
    if word.sign != ":" and ranged is not None:
        raise BadFilter("comparison", word=f"{word.sign}{ranged}", field=field.name, start=word.start, end=word.end)
    return Condition(field.name, word.sign, values, word.negated)


def sql(filter: Filter) -> Sql:  # noqa: A002 - the word of the glossary
    """A condition on `facts f` and its parameters.

    >>> sql(parse("status:approved,rejected year:2019"))
    ('f.status IN (?, ?) AND f.year = ?', ('approved', 'rejected', 2019))
    """
    parts = [_sql(condition) for condition in filter.conditions]
    where = " AND ".join(condition for condition, _ in parts) or "1"
    return where, tuple(value for _, values in parts for value in values)


def _sql(condition: Condition) -> Sql:
    field = named(condition.field)
    if field is None:
        raise KeyError(condition.field)
    where, parameters = any_of([field.sql(condition.sign, value) for value in condition.values])
    return (f"NOT ifnull({where}, 0)", parameters) if condition.negated else (where, parameters)


def describe(filter: Filter, language: str = "en") -> str:  # noqa: A002 - the word of the glossary
    """What a filter means, as a plain sentence in "zh" or "en"."""
    from core.filters.describing import sentence

    return sentence([(one.field, one.sign, one.values, one.negated) for one in filter.conditions], language)


def worded(filter: Filter, language: str) -> str:  # noqa: A002 - the word of the glossary
    """A filter in its language, fields and values in the words of "zh" or "en"; parsing it gives the filter again.

    >>> worded(parse("status:approved recipient:150000 value>1e6"), "zh")
    '状态:通过 受援方:内蒙古 数值>100万'
    """
    from core.filters import writing

    return " ".join(
        syntax.condition(
            field.zh if language == "zh" else field.name,
            one.sign,
            [writing.word(field, value, language) for value in one.values],
            negated=one.negated,
        )
        for one in filter.conditions
        if (field := named(one.field))
    )


def value_word(field: str, value: str, language: str) -> str:
    """A value of a field in the words of a language, as it is written in a filter."""
    from core.filters import writing

    known = named(field)
    return syntax.written(writing.word(known, value, language) if known else value)
