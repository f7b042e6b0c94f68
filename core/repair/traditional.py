"""Traditional text in simplified characters: OpenCC's t2s, and the particle 著 that it leaves."""

from __future__ import annotations

import re

from core.repair import simplified
from core.repair.likelihood import pair_level

_PARTICLE = re.compile("著")
#: Words in which 著 is read zhù and stays, ending or beginning with it.
_ENDING = frozenset("显顯卓昭土编編原专專论論名巨钜鉅译譯合遗遺拙所撰共史")
_BEGINNING = frozenset("名作述书書者称稱录錄译譯")
#: Words that begin with 着, at the start of a line too.
_ATTENDING = frozenset("力重眼手")
#: An author before 著: after the title of a book, after a space, or 著 before a title.
_AUTHOR = re.compile(r"(?:》[^。，,；《》]{0,8}|[\s　])$")
#: Of how many characters of a traditional text at least one has a simplified form.
TRADITIONAL = 30
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
#: A text with more kana than one in so many characters is Japanese.
JAPANESE = 10


def convert(text: str) -> str:
    """The text in simplified characters, of the same length; Japanese stays as it is.

    >>> convert("隨著改革的深入"), convert("著名作家的著作顯著")
    ('随着改革的深入', '著名作家的著作显著')
    """
    if _is_japanese(text):
        return text
    converted = simplified.simplify(text)
    if "著" not in converted:
        return converted
    changed = sum(map(str.__ne__, text, converted)) if text != converted else 0
    return _PARTICLE.sub(_particle if changed * TRADITIONAL > len(text) else _likely_particle, converted)


def particles(text: str) -> str:
    """The same for a text of which nothing but 著 may be traditional."""
    converted = _PARTICLE.sub(_likely_particle, text)
    return text if converted == text or _is_japanese(text) else converted


def _is_japanese(text: str) -> bool:
    return _KANA.search(text) is not None and len(_KANA.findall(text)) * JAPANESE > len(text)


def _particle(match: re.Match[str]) -> str:
    """着, but for the words in which 著 is meant: in traditional text every 着 is written so."""
    text, at = match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    meant = before in _ENDING or after in _BEGINNING or text.startswith("有《", at + 1)
    if meant or after in _ATTENDING:
        return "著" if meant else "着"
    return "著" if not before or _AUTHOR.search(text, max(0, at - 12), at) else "着"


def _likely_particle(match: re.Match[str]) -> str:
    """The same in a text simplified already, but only where the words of the dictionary have 着 here."""
    before = match.string[match.start() - 1 : match.start()]
    return _particle(match) if pair_level(before, "着") > pair_level(before, "著") else "著"
