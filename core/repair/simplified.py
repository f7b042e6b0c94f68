"""Traditional characters to simplified ones, exactly as OpenCC's t2s gives them, and no more."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

#: Characters with another form that a simplified text may have (瞭望, a name); more are a traditional text.
FEW = 16
FOLDER = Path(__file__).parents[2] / "resources" / "repair"


def simplify(text: str) -> str:
    """The text in simplified characters, of the same length.

    >>> simplify("靖遠縣深化東西部扶貧協作"), simplify("乾隆年間的乾糧")
    ('靖远县深化东西部扶贫协作', '乾隆年间的干粮')
    """
    converted = _characters_of(text)
    starts, phrases, _ = _phrases()
    hits = [
        (start, start + length, phrase)
        for match in starts.finditer(text)
        for start in (match.start(),)
        for length in _lengths()[text[start : start + 2]]
        if (phrase := text[start : start + length]) in phrases
    ]
    if not hits:
        return converted
    parts: list[str] = []
    done = 0
    for start, end, phrase in _chosen(hits):
        parts += (converted[done:start], phrases[phrase])
        done = end
    parts.append(converted[done:])
    return "".join(parts)


def _characters_of(text: str) -> str:
    """Each character in its simplified form: the few of a simplified text one by one, many by a list of all."""
    found = list(islice(_traditional().finditer(text), FEW + 1))
    if len(found) > FEW:
        return text.translate(_characters())  # a list is looked up much faster than a dict
    parts: list[str] = []
    done = 0
    for match in found:
        parts += (text[done : match.start()], _table().get(ord(match[0]), match[0]))
        done = match.end()
    return "".join((*parts, text[done:]))


def simplified_characters(text: str) -> str:
    """Each character on its own in its simplified form; no phrases."""
    return text.translate(_characters())


def is_traditional(character: str) -> bool:
    """Whether the character has another, simplified form."""
    return ord(character) in _table()


@cache
def _traditional() -> re.Pattern[str]:
    """A pattern for characters that have a simplified form, and for all rare ones (beyond U+FFFF)."""
    common = "".join(chr(code) for code in _table() if code < 0x10000)
    return re.compile(f"[{re.escape(common)}\U00010000-\U0010ffff]")


@cache
def signs() -> frozenset[str]:
    """Characters that change: any text that does holds one of them or a `phrase`."""
    return frozenset(chr(code) for code, new in _table().items() if chr(code) != new)


@cache
def phrase() -> re.Pattern[str]:
    """Phrases that change though none of their characters does by itself: 反覆 (but 覆盖 stays)."""
    kept = frozenset(map(chr, _table())) - signs()
    places: dict[str, list[str]] = {}
    for old, new in _phrases()[1].items():
        if old != new and signs().isdisjoint(old):
            rare = next((character for character in old if character in kept), old[0])
            before, after = old.split(rare, 1)
            places.setdefault(rare, []).append(f"(?<={before}{rare})(?={after})")
    return re.compile(f"[{''.join(places)}](?:{'|'.join(place for rare in places for place in places[rare])})")


def _chosen(hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping phrases the longest, then the leftmost, as OpenCC's tree takes them."""
    chosen: list[tuple[int, int, str]] = []
    cluster: list[tuple[int, int, str]] = []
    reach = 0
    for hit in [*hits, None]:
        if hit is None or hit[0] >= reach:
            chosen += _longest_first(cluster)
            cluster = []
        if hit is not None:
            cluster.append(hit)
            reach = max(reach, hit[1])
    return chosen


def _longest_first(cluster: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    if len(cluster) < 2:
        return cluster
    taken: list[tuple[int, int, str]] = []
    free = set(range(cluster[0][0], max(end for _, end, _ in cluster)))
    for start, end, phrase in sorted(cluster, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if free.issuperset(range(start, end)):
            free.difference_update(range(start, end))
            taken.append((start, end, phrase))
    return sorted(taken)


def _dictionary(name: str) -> dict[str, str]:
    spec = find_spec("opencc")
    lines = (
        (Path(spec.origin if spec and spec.origin else "").parent / "dictionary" / f"{name}.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    pairs = (line.split("\t") for line in lines)
    return {pair[0]: pair[1].split()[0] for pair in pairs if len(pair) == 2}


@cache
def _characters() -> list[int]:
    """For each code point that of its simplified form."""
    table = _table()
    codes = list(range(max(table) + 1))
    for old, new in table.items():
        codes[old] = ord(new)
    return codes


@cache
def _table() -> dict[int, str]:
    table = _dictionary("TSCharacters")
    for variants in ("TWVariantsRev", "HKVariantsRev"):
        for variant, standard in _dictionary(variants).items():
            simplified = table.get(standard, standard)
            if variant not in table and simplified != variant and not _in_gb2312(variant):
                table[variant] = simplified
    for line in (FOLDER / "variants.tsv").read_text(encoding="utf-8").splitlines():
        variant, simplified = line.split("\t")
        if table.get(variant, variant) == variant:
            table[variant] = simplified
    return {ord(old): new for old, new in table.items() if len(old) == len(new) == 1}


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str], int]:
    """A pattern for the first two characters of any phrase, the phrases, and the length of the longest."""
    phrases = {old: new for old, new in _dictionary("TSPhrases").items() if len(old) == len(new)}
    followers: dict[str, set[str]] = {}
    for phrase in phrases:
        followers.setdefault(phrase[0], set()).add(phrase[1:2])
    starts = "|".join(f"{first}(?=[{''.join(sorted(next_ones))}])" for first, next_ones in sorted(followers.items()))
    return re.compile(starts), phrases, max(map(len, phrases))


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for phrase in _phrases()[1]:
        lengths.setdefault(phrase[:2], set()).add(len(phrase))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}
