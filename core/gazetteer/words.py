"""Short forms that are also ordinary words (合作, 日照), and where they are not places."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from core.gazetteer.places import RESOURCES


@dataclass(frozen=True, slots=True)
class Words:
    """`never` are places only beside what holds them, `seldom` only where the text supports them.

    `not_before`, `not_after` give the characters that make a name part of another word.
    """

    never: frozenset[str]
    seldom: frozenset[str]
    not_before: dict[str, str]
    not_after: dict[str, str]

    def free(self, text: str, start: int, end: int) -> bool:
        """May the name at this place of a text stand alone, or is it part of another word (日照时数)?"""
        name = text[start:end]
        return not (
            text[end : end + 1] in self.not_before.get(name, ())
            or (start > 0 and text[start - 1] in self.not_after.get(name, ()))
        )


def read_words(path: Path = RESOURCES / "places" / "words.toml") -> Words:
    """The table `words.toml`."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    never, seldom = (frozenset(table[grade].split()) for grade in ("never", "seldom"))
    return Words(never, seldom - never, table["not_before"], table["not_after"])
