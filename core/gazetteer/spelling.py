"""Pinyin of place names: initials as people type them, and the likeness of garbled names."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
    """The syllables of a name without tones.

    >>> syllables("阿尔山")
    ('a', 'er', 'shan')
    """
    from pypinyin import lazy_pinyin  # 60 ms: only where a name must be spelt

    return tuple(lazy_pinyin(name))


def initials(name: str) -> str:
    """First letters of the syllables: 察右前旗 is crqq."""
    return "".join(syllable[:1] for syllable in syllables(name))


def edit_distance(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Least cost of turning one row of syllables into another; likely mishearings cost less than 1."""
    row = [float(place) for place in range(len(right) + 1)]
    for done, one in enumerate(left, 1):
        diagonal, row[0] = row[0], float(done)
        for place, other in enumerate(right, 1):
            cheapest = min(row[place] + 1, row[place - 1] + 1, diagonal + _unlike(one, other))
            diagonal, row[place] = row[place], cheapest
    return row[-1]


def _unlike(one: str, other: str) -> float:
    """0 for equal syllables, 1 for strangers, between for a shared initial or final."""
    if one == other:
        return 0.0
    (head, tail), (other_head, other_tail) = _split(one), _split(other)
    return 1.0 - 0.25 * (head == other_head) - 0.5 * (tail == other_tail)


@lru_cache(maxsize=2_000)
def _split(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable, with the pairs that many speakers do not tell apart made one."""
    length = 2 if syllable[1:2] == "h" else 1 if syllable[:1] not in "aeo" else 0
    head, tail = syllable[:length].rstrip("h") or syllable[:length], syllable[length:]
    return head, tail.removesuffix("g") if tail.endswith(("ing", "eng", "ang")) else tail
