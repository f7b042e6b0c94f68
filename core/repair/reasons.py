"""Why repairs were made, in the curator's language.

A repair keeps its reason as an English sentence: so `--json`, archives and stores say it to anyone. The Chinese one
is found by the English: `resources/repair/reasons.toml` pairs the sentences, with {} for what they speak of.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache

from core.repair.readings import FOLDER

#: Between the parts of a reason, in English and in Chinese.
APART, APART_CHINESE = "; ", "；"


def sentence(reason: str, language: str = "en") -> str:
    """A repair's reason in `language` ("zh" or "en"); one that has no Chinese stays English.

    >>> sentence("reading of 戰 put in by a copying site", "zh")
    '转载网站插入的“戰”字注音'
    >>> sentence("a byte is lost before the gloss “qū”")
    'a byte is lost before the gloss “qū”'
    """
    return _chinese(reason) if language == "zh" else reason


@lru_cache(1 << 12)
def _chinese(reason: str) -> str:
    parts = [_told(part) for part in reason.split(APART)]
    return APART_CHINESE.join(parts) if all(parts) else _told(reason) or reason


def _told(part: str) -> str:
    """The Chinese sentence with the words that the English one holds; empty where there is none."""
    table, templates = _sentences()
    if part in table:
        return table[part]
    matches = ((pattern.fullmatch(part), chinese) for pattern, chinese in templates)
    return next((chinese.format(*match.groups()) for match, chinese in matches if match), "")


@cache
def _sentences() -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """The sentences without placeholders, and a pattern for each of the others."""
    table: dict[str, str] = tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))["sentences"]
    return table, tuple(_templates(table.items()))


def _templates(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[re.Pattern[str], str]]:
    for english, chinese in pairs:
        if "{}" in english:
            around = map(re.escape, english.split("{}"))
            yield re.compile("(.+)".join(around), re.DOTALL), chinese
