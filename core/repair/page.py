"""The table of what a page says beside its report: `resources/repair/page.toml`, ready for use."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from core.repair.readings import FOLDER


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of lines: one pattern for all, and for each of its groups the reason to take the line out."""

    pattern: re.Pattern[str]
    reasons: tuple[str, ...]

    def __call__(self, line: str) -> str:
        """The reason to take a line out; empty where there is none."""
        match = self.pattern.fullmatch(line)
        return self.reasons[match.lastindex - 1] if match and match.lastindex else ""


@dataclass(frozen=True, slots=True)
class PageTable:
    """The table, its patterns compiled.

    Attributes:
        anywhere: furniture wherever it stands.
        sentences: those of them that may end as a sentence does.
        at_ends: furniture at an end of the text.
        legal: a part of a line that is a legal notice.
        lists: the head of a list of links.
        publisher: labels, in the order in which they are believed.
        author: labels, likewise.
        published: labels of the day.
        nobody: words that are no name.
        papers: endings of publishers' names.
        no_title: parts of lines that are no title.
    """

    anywhere: Kinds
    sentences: Kinds
    at_ends: Kinds
    legal: re.Pattern[str]
    lists: re.Pattern[str]
    publisher: tuple[str, ...]
    author: tuple[str, ...]
    published: str
    nobody: frozenset[str]
    papers: str
    no_title: re.Pattern[str]


@cache
def page() -> PageTable:
    """The table."""
    table = tomllib.loads((FOLDER / "page.toml").read_text(encoding="utf-8"))
    about = table["about"]
    return PageTable(
        anywhere=_kinds(table["anywhere"]),
        sentences=_kinds([row for row in table["anywhere"] if row.get("sentence")]),
        at_ends=_kinds(table["at_ends"]),
        legal=re.compile(table["parts"]["legal"]),
        lists=re.compile(table["parts"]["lists"]),
        publisher=tuple(about["publisher"]),
        author=tuple(about["author"]),
        published=about["published"],
        nobody=frozenset(about["nobody"]),
        papers=about["papers"],
        no_title=re.compile(about["no_title"]),
    )


def _kinds(rows: list[dict[str, object]]) -> Kinds:
    groups = (f"({'|'.join(row['patterns'])})" for row in rows if isinstance(row["patterns"], list))
    return Kinds(re.compile("|".join(groups)), tuple(str(row["reason"]) for row in rows))
