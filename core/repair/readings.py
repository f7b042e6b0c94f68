"""How Chinese characters are read: pinyin syllables and the characters of GBK that may be read so."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "resources" / "repair"
_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ", "aaaaeeeeiiiioooouuuuüüüünnnm")
#: Letters that sites write for those of pinyin: breves for carons, script g, v for ü.
_VARIANTS = str.maketrans("ăĕĭŏŭɡɑv", "ǎěǐǒǔgaü")
#: All letters that a reading is written with, as the inside of a character class.
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿăĕĭŏŭɡɑ\u0300-\u030c"
LONGEST = len("zhuáng")


def spelt(written: str) -> str:
    """A reading as the table spells it.

    >>> spelt("nǚ"), spelt("xiĕ")
    ('nǚ', 'xiě')
    """
    return unicodedata.normalize("NFC", written).translate(_VARIANTS)


def toneless(reading: str) -> str:
    """The reading without its tone."""
    return reading.translate(_TONES)


@lru_cache(1 << 14)
def has_tone(reading: str) -> bool:
    """Whether any syllable of the reading bears a tone mark."""
    return reading.translate(_TONES) != reading


@cache
def characters() -> dict[str, str]:
    """For each reading, with tone and without, the characters that may be read so."""
    table: dict[str, str] = {}
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for line in (FOLDER / "readings.tsv").read_text(encoding="utf-8").splitlines():
        reading, found = line.split("\t")
        table[reading] = found
        plain[toneless(reading)].append(found)
    for reading, parts in plain.items():
        table[reading] = "".join(parts)
    return table


@lru_cache(1 << 14)
def fits(reading: str, character: str) -> bool:
    """Whether a character may be read so; a reading without tone fits any tone.

    >>> fits("zhàn", "戰"), fits("zhan", "戰"), fits("kg", "重")
    (True, True, False)
    """
    return character in characters().get(reading, "")


@lru_cache(1 << 14)
def syllables(written: str) -> tuple[str, ...]:
    """The readings that were run together, in order; empty where the letters are no pinyin.

    >>> syllables("zhàn"), syllables("zhǎng cháng"), syllables("zhǎngcháng"), syllables("kg")
    (('zhàn',), ('zhǎng', 'cháng'), ('zhǎng', 'cháng'), ())
    """
    found: list[str] = []
    for word in spelt(written.replace("\u00a0", " ")).split():
        part = _split(word, 3)
        if not part:
            return ()
        found += part
    return tuple(found) if len(found) <= 3 else ()


def _split(word: str, most: int) -> list[str]:
    known = characters()
    if word in known:
        return [word]
    if most > 1:
        for cut in range(min(LONGEST, len(word) - 1), 0, -1):
            if word[:cut] in known and (rest := _split(word[cut:], most - 1)):
                return [word[:cut], *rest]
    return []
