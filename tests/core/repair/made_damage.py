"""Makes the damage of a gloss program: readings put between bytes of GBK, whatever the borders of characters."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jieba
from opencc import OpenCC

from core.repair.readings import characters
from core.repair.simplified import is_traditional
from core.repair.slips import character_of

#: Endings of clauses, as they come in reports.
SIGNS = "，，，，。。、、；"


@dataclass(frozen=True)
class Damaged:
    """A text as it was, and as it is displayed after the damage; `torn` counts glosses inside a character."""

    original: str
    displayed: str
    glosses: int
    torn: int


def readings() -> dict[str, str]:
    """One reading for each traditional character, as a gloss program's table has them."""
    table: dict[str, str] = {}
    for reading, found in characters().items():
        if not reading.isascii():
            for character in found:
                if is_traditional(character):
                    table.setdefault(character, reading)
    return table


def dictionary_words(least: int = 300) -> list[str]:
    """The words of jieba's dictionary that occur at least so often, in traditional characters of GBK."""
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split() for line in lines)
    words = [word for word, count, *_ in entries if int(count) > least and all("\u4e00" <= c <= "\u9fff" for c in word)]
    converted = OpenCC("s2t").convert("\n".join(words)).split("\n")
    return [word for word in converted if not set(word) - _gbk()]


@cache
def _gbk() -> frozenset[str]:
    return frozenset(bytes((a, b)).decode("gbk", "ignore") for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))


def traditional_text(words: list[str], length: int, seed: int) -> str:
    """Clauses of dictionary words, about `length` characters, a line every dozen clauses."""
    chance = random.Random(seed)
    parts: list[str] = []
    written = 0
    clause = 0
    while written < length:
        clause += 1
        part = "".join(chance.choices(words, k=chance.randint(3, 7)))
        if chance.random() < 0.3:
            part += f"{chance.randint(2, 9999)}万元"
        part += "。\n" if clause % 12 == 0 else chance.choice(SIGNS)
        parts.append(part)
        written += len(part)
    return "".join(parts)


def damage_lines(text: str, *, eaten: str = "?", seed: int = 0, torn_share: float = 0.03) -> list[Damaged]:
    """Each line damaged on its own."""
    return [
        damage(line, eaten=eaten, seed=seed + number, torn_share=torn_share)
        for number, line in enumerate(text.split("\n"))
    ]


def damage(text: str, *, eaten: str = "?", seed: int = 0, torn_share: float = 0.03) -> Damaged:
    """Puts glosses behind traditional characters, and behind a share of the pairs of bytes that only look like one."""
    table = readings()
    chance = random.Random(seed)
    data = text.encode("gbk")
    result = bytearray()
    aligned, inside = True, False
    glosses = torn = 0
    last_gloss = -4
    for at, byte in enumerate(data):
        result.append(byte)
        if not aligned:
            aligned = True
            inside = False
        elif byte >= 0x81:
            aligned = False
            inside = True
        else:
            inside = False
            continue
        if at == 0:
            continue
        character = character_of(data[at - 1], byte) if at - last_gloss >= 2 else ""
        reading = table.get(character)
        if reading is None or (inside and chance.random() >= torn_share):
            continue
        if inside and data[at - 1] < 0x81:
            continue
        result += b"(" + reading.encode("gb18030") + b")"
        glosses += 1
        torn += inside
        last_gloss = at
    return Damaged(text, displayed(bytes(result), eaten), glosses, torn)


def displayed(data: bytes, eaten: str) -> str:
    """The bytes read as GBK by a program that writes `eaten` for two bytes that are no character."""
    if eaten == "\ufffd":  # as Python and browsers read: an ASCII character is not eaten
        return data.decode("gb18030", "replace")
    parts: list[str] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first < 0x80:
            parts.append(chr(first))
            at += 1
            continue
        pair = data[at : at + 2]
        try:
            parts.append(pair.decode("gb18030"))
        except UnicodeDecodeError:
            parts.append(eaten)
        at += 2
    return "".join(parts)
