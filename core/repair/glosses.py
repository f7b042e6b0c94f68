"""Pinyin glosses that a copying site put behind characters, and the bytes that its program tore apart with them.

A site that copied a report in traditional characters put a reading behind each: `決戰(zhàn)決勝`. Its program worked on
the bytes of GBK and took the last byte of one character with the first of the next for a character too, so that some
glosses stand inside a character: see `slips`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from core.records import RepairKind
from core.repair import slips
from core.repair.draft import Fix
from core.repair.readings import LETTERS, characters, has_tone, syllables
from core.repair.simplified import is_traditional

_READING = rf"[{LETTERS}](?:[{LETTERS} \u00a0]{{0,24}}[{LETTERS}])?"
_GLOSS = re.compile(rf"([?？\ufffd(（](?:(?<=[?？\ufffd])[(（])?)[ \u00a0]?({_READING})[ \u00a0]?[)）]")
#: A gloss whose bracket went with the lost byte, and the byte with it. (The first class comes first for speed.)
_BARE = re.compile(rf"[{LETTERS}](?<=[\u3400-\u9fff\ue000-\uf8ff].)[{LETTERS}]{{0,7}}[)）]")
#: A lost byte before a sign, in a text with doubled signs.
_TORN_SIGN = re.compile(
    r"(?<=[\u3000-\u9fff])[?？\ufffd][,，。、;；:：!！?？“”](?=[\u3000-\uffffA-Za-z|\\^_`{}~@\[\]])"
)
_DOUBLED = re.compile(r"[\u3400-\u9fff][,，][,，。、;；:：]")
#: Words of texts that teach readings: there a few readings in brackets are meant.
_LESSON = re.compile(r"拼音|注音|读音|讀音|多音字|生字|字音|声调|聲調|普通话|发音|發音|汉语|漢語")
#: Glosses from which on no text is taken for a lesson.
MANY = 12
#: Readings in brackets from which on one without tone may have torn a character.
EVIDENCE = 3
#: Lost bytes before signs that are looked at in one text: each takes milliseconds, and no real text has so many.
MOST_SIGNS = 300


class Gloss(NamedTuple):
    """One gloss that may have been put in: `text[start:end]` behind the character `base`, with the readings written."""

    start: int
    end: int
    base: str
    readings: tuple[str, ...]
    doubled: bool = False

    @property
    def toned(self) -> bool:
        """Whether it is written with its tone."""
        return has_tone(self.readings[0])


def fix(text: str) -> Iterator[Fix]:
    """Takes out glosses that fit the character before them, and puts torn characters together again.

    >>> [(fix.start, fix.end, fix.after) for fix in fix("決戰(zhàn)決勝")]
    [(2, 8, '')]
    >>> list(fix("甲型(a)每袋5(kg)"))
    []
    """
    torn = _torn_by_signs(text)
    matches = list(_GLOSS.finditer(text))
    if matches and len(matches) < text.count(")") + text.count("）"):
        matches += _BARE.finditer(text)
        matches.sort(key=re.Match.start)
    if not matches and not torn:
        return
    plain: list[Gloss] = []
    last_of = {slip.end: slip.after[-1] for slip in torn}
    inside = {at for slip in torn for at in range(slip.start, slip.end)}
    done = 0
    for match in matches:
        start, end = match.span()
        if start < done or start in inside:
            continue
        opening, written = (match[1], match[2]) if match.re is _GLOSS else ("", match[0][:-1])
        readings = syllables(written)
        if not readings:
            continue
        if opening in ("(", "（"):
            base = last_of.get(start, text[max(0, start - 1) : start])
            gloss = _fitting(text, start, end, readings, base, plain)
            if gloss:
                plain.append(gloss)
                continue
        if not has_tone(readings[0]) and (len(written) < 2 or len(matches) < EVIDENCE):
            continue
        slip = slips.mend(text, start)
        if slip and slip.end not in inside:
            torn.append(slip)
            last_of[slip.end] = slip.after[-1]
            done = slip.end
    accepted = _accepted(text, plain, bool(torn))
    fixes = [Fix(gloss.start, gloss.end, "", RepairKind.GLOSS, _reason(gloss)) for gloss in accepted]
    fixes += [Fix(slip.start, slip.end, slip.after, slip.kind, slip.reason, slip.sure) for slip in torn]
    fixes += [
        Fix(slip.end, slip.end + 1, text[slip.end], RepairKind.DAMAGED, "a sign or figure is lost here", False)
        for slip in torn
        if slip.lost
    ]
    yield from sorted(fixes)


def _torn_by_signs(text: str) -> list[slips.Slip]:
    """Characters torn by a doubled sign, in a text that has doubled signs or glosses."""
    if not _TORN_SIGN.search(text) or not (_DOUBLED.search(text) or len(list(islice(_GLOSS.finditer(text), 3))) == 3):
        return []
    found: list[slips.Slip] = []
    done = 0
    for match in islice(_TORN_SIGN.finditer(text), MOST_SIGNS):
        start = match.start()
        if start >= done and (slip := slips.mend_sign(text, start)):
            found.append(slip)
            done = slip.end
    return found


def _fitting(
    text: str, start: int, end: int, readings: tuple[str, ...], base: str, before: list[Gloss]
) -> Gloss | None:
    """The gloss, where its readings are readings of the character before it, or of the characters before it."""
    if not base:
        return None
    if before and before[-1].end == start:
        last = before[-1]
        return Gloss(start, end, last.base, readings, doubled=True) if _fits(readings, last.base) else None
    if _fits(readings, base) or _fits_word(readings, text[max(0, start - len(readings)) : start]):
        return Gloss(start, end, base, readings)
    return None


@lru_cache(1 << 14)
def _fits(readings: tuple[str, ...], base: str) -> bool:
    known = characters()
    return all(base in known[reading] for reading in readings)


def _fits_word(readings: tuple[str, ...], word: str) -> bool:
    known = characters()
    return len(readings) == len(word) > 1 and all(
        base in known[reading] for base, reading in zip(word, readings, strict=True)
    )


def _accepted(text: str, glosses: list[Gloss], torn: bool) -> list[Gloss]:
    """Those that a program put in: a whole text full of them, or characters that only such a copy has."""
    if not glosses:
        return []
    traditional = [gloss for gloss in glosses if is_traditional(gloss.base)]
    if not torn and len(glosses) < MANY and _is_lesson(text, glosses):
        return []
    if len(traditional) * 2 >= len(glosses):
        if len(traditional) >= 3 or (len(traditional) == 2 and len(glosses) >= 3):
            return glosses
        toned = torn or any(gloss.toned for gloss in traditional)
        return [gloss for gloss in glosses if (toned and gloss.toned) or _is_inside(text, gloss)]
    if len({gloss.base for gloss in glosses}) >= 3 and len(glosses) >= 4:
        return glosses
    return [gloss for gloss in traditional if gloss.toned]


def _is_inside(text: str, gloss: Gloss) -> bool:
    """Whether a gloss without tone is of two letters or more behind a traditional character, inside a sentence."""
    after = text[gloss.end : gloss.end + 1]
    again = gloss.doubled or text.startswith(text[gloss.start : gloss.end], gloss.end)
    return is_traditional(gloss.base) and len(gloss.readings[0]) > 1 and (again or "\u3400" <= after <= "\u9fff")


def _is_lesson(text: str, glosses: list[Gloss]) -> bool:
    read_as = {(gloss.base, gloss.readings) for gloss in glosses}
    return bool(_LESSON.search(text)) or len({base for base, _ in read_as}) < len(read_as)


def _reason(gloss: Gloss) -> str:
    return f"reading of {gloss.base} put in by a copying site"
