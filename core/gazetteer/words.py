"""Short forms that are also ordinary words (合作, 日照), and where they are not places."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from core.frozen import record
from core.gazetteer.places import RESOURCES

#: What makes of a short form the name of a township, a village or a road.
_LOCAL = re.compile(r"镇(?![村级])|村(?![级民集干庄里])|乡(?!村)|路(?![径上])|街道")
#: What makes of any place the name of a newspaper or a site.
_MEDIUM = re.compile(r"(?:日报|晚报|晨报|商报|新闻网|电视台|广播|在线|网讯|传媒|发布客户端)")
#: Their first characters.
_BEGINS = frozenset("日晚晨商新电广在网传发镇村乡路街")


@record(frozen=True, slots=True)
class Words:
    """`never` are places only beside what holds them, `seldom` only where the text supports them.

    `not_before`, `not_after` give the characters that make a name part of another word, `begins` the first
    characters of those in `never`.
    """

    never: frozenset[str]
    seldom: frozenset[str]
    not_before: dict[str, str]
    not_after: dict[str, str]
    begins: frozenset[str]

    def free(self, text: str, start: int, name: str, *, short: bool) -> bool:
        """May a name at this place of a text stand alone, or is it part of another (日照时数, 南安村, 北京路)?"""
        end = start + len(name)
        after = text[end : end + 1]
        if after in _BEGINS and (_MEDIUM.match(text, end) or (short and _LOCAL.match(text, end))):
            return False
        if name in self.not_before and after in self.not_before[name]:
            return False
        return not (name in self.not_after and start > 0 and text[start - 1] in self.not_after[name])


def read_words(path: Path = RESOURCES / "places" / "words.toml") -> Words:
    """The table `words.toml`."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    never, seldom = (frozenset(table[grade].split()) for grade in ("never", "seldom"))
    begins = frozenset(name[0] for name in never)
    return Words(never, seldom - never, table["not_before"], table["not_after"], begins)
