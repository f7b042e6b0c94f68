"""The clause that a figure stands in, and what its words tell apart: signed from invested money, one year from all."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from core.records import Fact

_BREAK = re.compile(r"[,，。;；:：、!！?？()（）\n]")

#: What a clause says of each table of `resources/apart.toml`, in their order: the name of a list, or None.
Said = tuple[str | None, ...]
_NOTHING: Said = ()


@lru_cache(maxsize=4096)
def around(sentence: str, quote: str) -> tuple[str, str]:
    """What stands before and after a figure in its clause."""
    before, _, after = sentence.partition(quote)
    return _BREAK.split(before)[-1], _BREAK.split(after)[0]


def said(fact: Fact) -> Said:
    """Which of several like figures the clause of a fact says that it is.

    >>> from core.checks.clauses import _said
    >>> _said("签约项目累计到位资金", "")[:2]
    ('there', 'until_now')
    """
    return _said(*around(fact.sentence, fact.quote))


def apart(one: Said, other: Said) -> bool:
    """Whether two clauses say different things of one table: 签约资金 and 到位资金."""
    if one is _NOTHING or other is _NOTHING:
        return False
    return any(left and right and left != right for left, right in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def _said(before: str, after: str) -> Said:
    tables, known = _tables()
    if not (known.search(before) or known.search(after)):
        return _NOTHING
    return tuple(_nearest(words, before, after) for words in tables)


def _nearest(words: dict[str, str], before: str, after: str) -> str | None:
    """The list whose word stands next to the figure."""
    ends = [(before.rfind(word) + len(word), len(word), name) for word, name in words.items() if word in before]
    if ends:
        return max(ends)[2]
    starts = [(after.find(word), -len(word), name) for word, name in words.items() if word in after]
    return min(starts)[2] if starts else None


@cache
def _tables() -> tuple[tuple[dict[str, str], ...], re.Pattern[str]]:
    """For each table the name of the list of each word, and a pattern of all words."""
    read = tomllib.loads(files("resources").joinpath("apart.toml").read_text(encoding="utf-8"))
    tables = tuple({word: name for name, words in table.items() for word in words} for table in read.values())
    return tables, re.compile("|".join(re.escape(word) for table in tables for word in table))
