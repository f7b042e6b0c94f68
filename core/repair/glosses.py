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
from operator import itemgetter
from typing import NamedTuple

from core.records import RepairKind
from core.repair import slips
from core.repair.draft import MOST, Fix
from core.repair.readings import LETTERS, characters, has_tone, syllables
from core.repair.simplified import is_traditional

_READING = rf"[{LETTERS}](?:[{LETTERS} \u00a0]{{0,24}}[{LETTERS}])?"
_READ = rf"(?:(?<=[?？\ufffd])[(（])?[ \u00a0]?({_READING})[ \u00a0]?[)）]"
_GLOSS = re.compile(rf"[?？\ufffd(（]{_READ}")
#: Also one whose bracket went with the lost byte, and the byte with it. (The first class comes first for speed.)
_ANY_GLOSS = re.compile(
    rf"[?？\ufffd(（{LETTERS}](?:(?<=[^{LETTERS}]){_READ}|(?<=[\u3400-\u9fff\ue000-\uf8ff][{LETTERS}])[{LETTERS}]{{0,7}}[)）])"
)
#: A lost byte before a sign, in a text with doubled signs.
_TORN_SIGN = re.compile(
    r"[?？\ufffd](?<=[\u3000-\u9fff].)[,，。、;；:：!！?？“”](?=[\u3000-\uffffA-Za-z|\\^_`{}~@\[\]])"
)
_DOUBLED = re.compile(r"[\u3400-\u9fff][,，][,，。、;；:：]")
#: Words of texts that teach readings: there a few readings in brackets are meant.
_LESSON = re.compile(r"拼音|注音|读音|讀音|多音字|生字|字音|声调|聲調|普通话|发音|發音|汉语|漢語")
#: Glosses from which on no text is taken for a lesson.
MANY = 12
#: Readings in brackets from which on one without tone may have torn a character.
EVIDENCE = 3
#: One of these is in any text with glosses or lost bytes.
SIGNS = frozenset(")）?？\ufffd")
_OPENING, _LOST = frozenset("(（"), "?？\ufffd"


class Reading(NamedTuple):
    """What a gloss says of the character before it."""

    base: str
    readings: tuple[str, ...]
    toned: bool
    traditional: bool
    reason: str


class Gloss(NamedTuple):
    """One gloss that may have been put in: `text[start:end]`; `doubled` where it repeats the one before it."""

    start: int
    end: int
    told: Reading
    doubled: bool = False


def fix(text: str) -> Iterator[Fix]:
    """Takes out glosses that fit the character before them, and puts torn characters together again.

    >>> [(fix.start, fix.end, fix.after) for fix in fix("決戰(zhàn)決勝")]
    [(2, 8, '')]
    >>> list(fix("甲型(a)每袋5(kg)"))
    []
    """
    work = slips.Work()
    torn = _torn_by_signs(text, work)
    matches = _matches(text)
    if not matches and not torn and work.left >= 0:
        return
    if len(matches) > MOST:  # noise: no page has a gloss behind every sixth character
        start, end = matches[0].span()
        yield Fix(start, end, text[start:end], RepairKind.DAMAGED, f"over {MOST} such places", False)
        return
    glosses, torn = _sorted_out(text, matches, torn, work)
    made, kind = tuple.__new__, RepairKind.GLOSS
    accepted = _accepted(text, glosses, torn)
    fixes = [made(Fix, (start, end, "", kind, told.reason, True)) for start, end, told, _ in accepted]
    if work.left < 0:
        fixes.append(_too_many(text, matches))
    elif torn:
        fixes += [Fix(slip.start, slip.end, slip.after, slip.kind, slip.reason, slip.sure) for slip in torn]
        fixes += [
            Fix(slip.end, slip.end + 1, text[slip.end], RepairKind.DAMAGED, "a sign or figure is lost here", False)
            for slip in torn
            if slip.lost
        ]
    yield from sorted(fixes, key=itemgetter(0)) if torn or work.left < 0 else fixes


def _matches(text: str) -> list[re.Match[str]]:
    """What may be a gloss, whole or without its opening bracket."""
    matches = list(islice(_GLOSS.finditer(text), MOST + 1))
    if matches and len(matches) < text.count(")") + text.count("）"):
        return list(islice(_ANY_GLOSS.finditer(text), MOST + 1))
    return matches


def _sorted_out(
    text: str, matches: list[re.Match[str]], torn: list[slips.Slip], work: slips.Work
) -> tuple[list[Gloss], list[slips.Slip]]:
    """The glosses behind whole characters, and the torn ones; none of those once the work is used up."""
    glosses: list[Gloss] = []
    last_of = {slip.end: slip.after[-1] for slip in torn}
    inside = {at for slip in torn for at in range(slip.start, slip.end)}
    done, made = 0, tuple.__new__
    for match in matches:
        start, end = match.span()
        if start < done or start in inside:
            continue
        if told := _told(last_of[start] + text[start:end] if start in last_of else text[start - 1 : end]):
            glosses.append(made(Gloss, (start, end, told, False)))
        elif gloss := _fitting(text, start, end, glosses):
            glosses.append(gloss)
        elif work.left >= 0 and _may_tear(match, len(matches)):
            slip = slips.mend(text, start, work)
            if slip and slip.end not in inside:
                torn.append(slip)
                last_of[slip.end] = slip.after[-1]
                done = slip.end
    return glosses, torn if work.left >= 0 else []


def _may_tear(match: re.Match[str], matches: int) -> bool:
    written = match[1] or match[0][:-1]
    readings = syllables(written)
    return bool(readings) and (has_tone(readings[0]) or (len(written) > 1 and matches >= EVIDENCE))


def _too_many(text: str, matches: list[re.Match[str]]) -> Fix:
    found = matches[0] if matches else _TORN_SIGN.search(text)
    start, end = found.span() if found else (0, 0)
    return Fix(start, end, text[start:end], RepairKind.DAMAGED, "too many torn characters here: all are left", False)


def _torn_by_signs(text: str, work: slips.Work) -> list[slips.Slip]:
    """Characters torn by a doubled sign, in a text that has doubled signs or glosses."""
    if (
        not any(map(text.__contains__, _LOST))
        or not _TORN_SIGN.search(text)
        or not (_DOUBLED.search(text) or len(list(islice(_GLOSS.finditer(text), 3))) == 3)
    ):
        return []
    found: list[slips.Slip] = []
    done = 0
    for match in _TORN_SIGN.finditer(text):
        start = match.start()
        if work.left < 0:
            break
        if start >= done and (slip := slips.mend_sign(text, start, work)):
            found.append(slip)
            done = slip.end
    return found


@lru_cache(1 << 15)
def _told(glossed: str) -> Reading | None:
    """What a gloss with its brackets, behind a character, says where that is a reading of the character."""
    base, bracket = glossed[:1], glossed[1:2]
    readings = syllables(glossed[2:-1].strip(" \u00a0")) if bracket in _OPENING else ()
    if not readings or not _fits(readings, base):
        return None
    return _reading(base, readings)


def _reading(base: str, readings: tuple[str, ...]) -> Reading:
    reason = f"reading of {base} put in by a copying site"
    return Reading(base, readings, has_tone(readings[0]), bool(base) and is_traditional(base), reason)


def _fitting(text: str, start: int, end: int, before: list[Gloss]) -> Gloss | None:
    """A gloss told twice, or one of the characters before it."""
    if text[start] not in _OPENING:
        return None
    readings = syllables(text[start + 1 : end - 1].strip(" \u00a0"))
    if readings and before and before[-1].end == start:
        base = before[-1].told.base
        return Gloss(start, end, _reading(base, readings), doubled=True) if _fits(readings, base) else None
    if len(readings) < 2:
        return None
    word = text[max(0, start - len(readings)) : start]
    return Gloss(start, end, _reading(word[-1], readings)) if _fits_word(readings, word) else None


def _fits(readings: tuple[str, ...], base: str) -> bool:
    known = characters()
    return all(base in known[reading] for reading in readings)


def _fits_word(readings: tuple[str, ...], word: str) -> bool:
    known = characters()
    return len(readings) == len(word) and all(
        base in known[reading] for base, reading in zip(word, readings, strict=True)
    )


def _accepted(text: str, glosses: list[Gloss], torn: list[slips.Slip]) -> list[Gloss]:
    """Those that a program put in: a whole text full of them, or characters that only such a copy has."""
    if not glosses:
        return []
    traditional = [gloss for gloss in glosses if gloss.told.traditional]
    if not torn and len(glosses) < MANY and _is_lesson(text, glosses):
        return []
    if len(traditional) * 2 >= len(glosses):
        if len(traditional) >= 3 or (len(traditional) == 2 and len(glosses) >= 3):
            return glosses
        toned = bool(torn) or any(gloss.told.toned for gloss in traditional)
        return [gloss for gloss in glosses if (toned and gloss.told.toned) or _is_inside(text, gloss)]
    if len({gloss.told.base for gloss in glosses}) >= 3 and len(glosses) >= 4:
        return glosses
    return [gloss for gloss in traditional if gloss.told.toned]


def _is_inside(text: str, gloss: Gloss) -> bool:
    """Whether a gloss without tone is of two letters or more behind a traditional character, inside a sentence."""
    after = text[gloss.end : gloss.end + 1]
    again = gloss.doubled or text.startswith(text[gloss.start : gloss.end], gloss.end)
    return gloss.told.traditional and len(gloss.told.readings[0]) > 1 and (again or "\u3400" <= after <= "\u9fff")


def _is_lesson(text: str, glosses: list[Gloss]) -> bool:
    read_as = {(gloss.told.base, gloss.told.readings) for gloss in glosses}
    return bool(_LESSON.search(text)) or len({base for base, _ in read_as}) < len(read_as)
