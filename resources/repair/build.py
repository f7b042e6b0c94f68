"""Builds the tables of this folder from the dictionaries of pypinyin and jieba: `python resources/repair/build.py`."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
PAIRS_KEPT = 160_000
HAN = range(0x3400, 0xA000)


def in_gbk(character: str) -> bool:
    """Whether a character has two bytes in GBK."""
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def write_readings() -> None:
    """`readings.tsv`: a reading with its tone, and all characters of GBK that may be read so."""
    from pypinyin.pinyin_dict import pinyin_dict

    characters: defaultdict[str, list[str]] = defaultdict(list)
    for code, readings in pinyin_dict.items():
        if code in HAN and in_gbk(chr(code)):
            for reading in dict.fromkeys(readings.split(",")):
                characters[reading].append(chr(code))
    lines = [f"{reading}\t{''.join(sorted(found))}\n" for reading, found in sorted(characters.items())]
    (HERE / "readings.tsv").write_text("".join(lines), encoding="utf-8")


def level(count: float) -> int:
    """One digit for a count: about the binary logarithm, halved."""
    return min(9, max(0, round(math.log2(count) / 2)))


def write_pairs() -> None:
    """`pairs.tsv`: a character, its own level, and the characters after it in words, behind a digit for their level."""
    import jieba

    pairs: Counter[tuple[str, str]] = Counter()
    singles: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        if all(ord(character) in HAN for character in word):
            singles.update(dict.fromkeys(word, 0))
            for character in word:
                singles[character] += int(count)
            for pair in pairwise(word):
                pairs[pair] += int(count) + 1
    levels: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (first, second), count in pairs.most_common(PAIRS_KEPT):
        levels[first][level(count)].append(second)
    lines = []
    for first, count in sorted(singles.items()):
        followers = "".join(f"{step}{''.join(sorted(levels[first][step]))}" for step in sorted(levels[first]))
        lines.append(f"{first}\t{level(count + 1)}\t{followers}\n")
    (HERE / "pairs.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_readings()
    write_pairs()
