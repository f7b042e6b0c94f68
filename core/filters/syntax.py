r"""How a filter is written: words apart by spaces, each `[-]field:value,value`, `field>value`, or plain text.

`"…"` keeps spaces and commas together, `\\` before `"` or `\\` inside it is dropped. Full-width colons, commas and
comparison signs count as the plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.errors import BadFilter

_PLAIN_SIGNS = str.maketrans({"：": ":", "＝": "=", "＞": ">", "＜": "<", "≥": ">=", "≤": "<="})
_SIGN = re.compile("[:：=＝]|[<>＜＞][=＝]?|[≥≤]")
_NAME = re.compile(r'[^\s:：=＝<>＜＞≥≤"“”,，、]+')
_PLAIN = re.compile(r'[^\s"“”,，、]+')
_BARE = re.compile(r'[^\s"“”]+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"|“([^”]*)”', re.S)
_ESCAPED = re.compile(r"\\(.)", re.S)
_COMMAS = ",，、"
_NEEDS_QUOTES = re.compile(r'[\s"“”,，、\\]')


@dataclass(frozen=True, slots=True)
class Value:
    """One value as written, and where."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a filter as written: `field` is "" for plain text."""

    field: str
    sign: str
    values: tuple[Value, ...]
    negated: bool
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The parts of a filter.

    Raises:
        BadFilter: a quotation mark is not closed, or a value is missing.
    """
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        word = _word(text, at)
        yield word
        at = word.end


def _word(text: str, start: int) -> Word:
    negated = text[start] in "-－" and start + 1 < len(text) and not text[start + 1].isspace()
    at = start + negated
    name = _NAME.match(text, at)
    sign = _SIGN.match(text, name.end()) if name else None
    if name and sign:
        values = tuple(_values(text, sign.end(), text[start : sign.end()], start))
        return Word(name[0], _plain_sign(sign[0]), values, negated, start, values[-1].end)
    value = _value(text, at, _BARE)
    return Word("", ":", (value,), negated, start, value.end)


def _plain_sign(sign: str) -> str:
    plain = sign.translate(_PLAIN_SIGNS)
    return ":" if plain == "=" else plain


def _values(text: str, at: int, written: str, start: int) -> Iterator[Value]:
    while True:
        if at >= len(text) or text[at].isspace() or text[at] in _COMMAS:
            raise BadFilter("no_value", word=written, start=start, end=at)
        value = _value(text, at, _PLAIN)
        yield value
        if value.end >= len(text) or text[value.end] not in _COMMAS:
            return
        at = value.end + 1


def _value(text: str, at: int, plain: re.Pattern[str]) -> Value:
    quoted = _QUOTED.match(text, at)
    if quoted:
        inner = quoted[2] if quoted[1] is None else _ESCAPED.sub(r"\1", quoted[1])
        return Value(inner, at, quoted.end())
    found = plain.match(text, at)
    if found is None:
        raise BadFilter("unclosed", word=text[at:], start=at, end=len(text))
    return Value(found[0], at, found.end())


def condition(field: str, sign: str, values: Iterable[str], *, negated: bool) -> str:
    """A condition as it is written.

    >>> condition("tag", ":", ("复核", "帮扶 资金"), negated=True)
    '-tag:复核,"帮扶 资金"'
    """
    return f"{'-' if negated else ''}{field}{sign}{','.join(map(written, values))}"


def written(value: str) -> str:
    """A value as it must be written to be read as it is.

    >>> written("帮扶 资金"), written("复核")
    ('"帮扶 资金"', '复核')
    """
    if value and not _NEEDS_QUOTES.search(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
