"""Traditional text in simplified characters: OpenCC's t2s, and the particle 著 that it leaves."""

from __future__ import annotations

import re
from functools import cache

from core.repair.likelihood import pair_level
from core.repair import simplified

_PARTICLE = re.compile("著")
_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
#: A text with more kana than one in so many characters is Japanese.
JAPANESE = 10


@cache
def signs() -> frozenset[str]:
    """A text without any of these is simplified already."""
    return simplified.signs() | {"著"}


def convert(text: str) -> str:
    """The text in simplified characters, of the same length; Japanese stays as it is.

    >>> convert("隨著改革的深入"), convert("著名作家的著作顯著")
    ('随着改革的深入', '著名作家的著作显著')
    """
    if _KANA.search(text) and len(_KANA.findall(text)) * JAPANESE > len(text):
        return text
    text = simplified.simplify(text)
    return _PARTICLE.sub(_particle, text) if "著" in text else text


def _particle(match: re.Match[str]) -> str:
    """着 where the words of the dictionary have it beside these neighbours, and 著 less often."""
    text, at = match.string, match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    follows = pair_level(before, "着") > pair_level(before, "著")
    return "着" if follows and pair_level("著", after) <= pair_level("着", after) else "著"
