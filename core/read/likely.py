"""How likely decoded characters are Chinese text: the check that a guessed encoding has to pass."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path

_PAIRS = Path(__file__).parents[2] / "resources" / "repair" / "pairs.tsv"
_SIGNS = frozenset("，。、；：？！“”‘’《》（）【】…—·％　「」『』〈〉〔〕①②③④⑤⑥⑦⑧⑨⑩℃～－０１２３４５６７８９")
#: What a character counts for: a stranger among Chinese characters, one no text has, any letter of another script.
_STRANGER, _IMPOSSIBLE, _FOREIGN = -6.0, -12.0, -4.0
_PLAIN_CONTROLS = frozenset("\t\n\r\f\x1a")


@cache
def _levels() -> dict[str, float]:
    """How common each character is in words (0 to 9); traditional ones as their simplified forms."""
    levels: dict[str, float] = {}
    for line in _PAIRS.read_text(encoding="utf-8").splitlines():
        character, level, _ = line.split("\t")
        levels[character] = float(level)
    traditional = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    for line in traditional.splitlines():
        character, _, simplified = line.partition("\t")
        if character not in levels and simplified[:1] in levels:
            levels[character] = levels[simplified[:1]]
    levels.update(dict.fromkeys(_SIGNS, 5.0))
    return levels


def score(text: str) -> float:
    """How much the characters beyond ASCII look like Chinese: real text has over 3, a wrong decoding under 0.

    A text of ASCII alone has 0; control characters count against it.
    """
    levels = _levels()
    total, count = 0.0, 0
    for character, times in Counter(text).items():
        if "\x7f" > character >= " " or character in _PLAIN_CONTROLS:
            continue
        known = levels.get(character)
        total += times * (known - 1.5 if known is not None else _unknown(character))
        count += times
    return total / count if count else 0.0


@cache
def _unknown(character: str) -> float:
    """What a character counts for that stands in no word."""
    if character < " " or character in "\x7f\ufffd":
        return _IMPOSSIBLE
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return _IMPOSSIBLE
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return _STRANGER
    if character < "\u0250" and category[0] == "L":
        return _FOREIGN if character < "\u0100" else _FOREIGN / 2  # ā á ǎ à of glosses are at home in Chinese text
    return _FOREIGN if category[0] == "L" else -1.0
