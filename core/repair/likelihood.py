"""How likely it is that one character follows another in Chinese text, from the words of a dictionary."""

from __future__ import annotations

from functools import cache, lru_cache

from core.repair.readings import FOLDER
from core.repair.simplified import simplified_characters

#: What a pair that no word holds costs, and a character that no word holds: between 1 (a rare pair) and -10.
UNSEEN_PAIR, UNSEEN_CHARACTER = -4.0, -10.0
#: What a sign between clauses scores on either side, and any other sign.
CLAUSE, SIGN = 3.0, 0.0
_CLAUSE_SIGNS = frozenset("，。、；：,;:\n")
_SIGNS = frozenset("“”《》（）！？()!?—…·%％0123456789")
_DIGITS = "0123456789"


@cache
def _table() -> dict[str, tuple[int, str]]:
    """For each first character its own level and its followers, each group behind the digit for its level."""
    table: dict[str, tuple[int, str]] = {}
    for line in (FOLDER / "pairs.tsv").read_text(encoding="utf-8").splitlines():
        first, level, followers = line.split("\t")
        table[first] = int(level), followers
    return table


def level(character: str) -> int:
    """How common a character is in words: half the binary logarithm of its count, 0 for a stranger."""
    entry = _table().get(simplified_characters(character))
    return entry[0] if entry else 0


@lru_cache(1 << 16)
def pair_level(first: str, second: str) -> int:
    """How common a pair is inside words, from 0 to 9; -1 where no word has it. Both must be simplified."""
    entry = _table().get(first)
    if not entry:
        return -1
    followers = entry[1]
    at = followers.find(second)
    while at >= 0 and followers[at] not in _DIGITS:
        at -= 1
    return int(followers[at]) if at >= 0 else -1


def _is_common(character: str) -> bool:
    return character in _table() or character in _CLAUSE_SIGNS or character in _SIGNS


@lru_cache(1 << 16)
def pair_score(first: str, second: str) -> float:
    """How likely `second` is after `first`: higher is likelier. Traditional characters count as simplified ones."""
    one, other = simplified_characters(first), simplified_characters(second)
    if (one in _CLAUSE_SIGNS) != (other in _CLAUSE_SIGNS) and one not in _SIGNS and other not in _SIGNS:
        return CLAUSE if _is_common(one) and _is_common(other) else UNSEEN_PAIR
    if one in _SIGNS or other in _SIGNS or one in _CLAUSE_SIGNS:
        return SIGN if _is_common(one) and _is_common(other) else UNSEEN_PAIR
    found = pair_level(one, other)
    if found >= 0:
        return 1.0 + found
    entry = _table().get(other)
    if entry is None:
        return UNSEEN_CHARACTER if other.isalpha() else UNSEEN_PAIR
    return UNSEEN_PAIR + entry[0] * 0.4
