"""Pinyin of place names: initials as people type them, and the likeness of garbled names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from core.frozen import record
from core.gazetteer.places import RESOURCES


@record(frozen=True, slots=True)
class Readings:
    """The syllable of each character, and of the names that are read otherwise (六安) the row of theirs."""

    characters: dict[str, str]
    names: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def readings(path: Path = RESOURCES / "places" / "pinyin.tsv") -> Readings:
    """The table of readings: reading it takes some ms, where pypinyin takes a second for its dictionaries."""
    single, _, names = path.read_text(encoding="utf-8").partition("\n\n")
    rows = (line.split("\t") for line in single.splitlines())
    return Readings(
        {character: syllable for syllable, characters in rows for character in characters},
        {name: tuple(row.split()) for name, row in (line.split("\t") for line in names.splitlines())},
    )


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """The syllables of a name without tones.

    >>> syllables("阿尔山")
    ('a', 'er', 'shan')
    """
    known = readings()
    return known.names.get(name) or tuple([known.characters.get(each, each) for each in name])


def initials(name: str) -> str:
    """First letters of the syllables: 察右前旗 is crqq."""
    return "".join(syllable[:1] for syllable in syllables(name))


def edit_distance(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Least cost of turning one row of syllables into another; likely mishearings cost less than 1."""
    row = [float(place) for place in range(len(right) + 1)]
    for done, one in enumerate(left, 1):
        diagonal, row[0] = row[0], float(done)
        for place, other in enumerate(right, 1):
            above = row[place]
            cheapest = diagonal if one == other else diagonal + _unlike(one, other)
            # Not min(): this runs some thousand times for a page.
            if above + 1 < cheapest:
                cheapest = above + 1
            if row[place - 1] + 1 < cheapest:
                cheapest = row[place - 1] + 1
            diagonal, row[place] = above, cheapest
    return row[-1]


@lru_cache(maxsize=40_000)
def _unlike(one: str, other: str) -> float:
    """0 for equal syllables, 1 for strangers, between for a shared initial or final."""
    if one == other:
        return 0.0
    (head, tail), (other_head, other_tail) = _split(one), _split(other)
    return 1.0 - 0.25 * (head == other_head) - 0.5 * (tail == other_tail)


@lru_cache(maxsize=4_000)
def _split(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable, with the pairs that many speakers do not tell apart made one."""
    length = 2 if syllable[1:2] == "h" else 1 if syllable[:1] not in "aeo" else 0
    head, tail = syllable[:length].rstrip("h") or syllable[:length], syllable[length:]
    return head, tail.removesuffix("g") if tail.endswith(("ing", "eng", "ang")) else tail
