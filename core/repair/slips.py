"""Characters of GBK torn apart by a gloss in their middle, put together again from their bytes.

A gloss program took the last byte of one character and the first of the next for a character, and wrote its reading
between them. In GBK 年 is C4 EA and 東 is 96 7C: the program saw EA 96, which is 陽, and made of `年東西部` the bytes
C4 EA 96 `(yáng)` 7C. Read again, 96 and the bracket are no character and become `?`, 7C is `|`: `年?yáng)|西部`.
Where the second byte is 80 or above it swallows the next character's first byte, and so on: `津?qū)…诜鲐氋Y源` for
`津對口扶貧資源`.

So the displayed text is turned into bytes again. Each `?` is a hole of one byte: with the byte before it, it makes a
character that is read as the gloss says. All ways to fill the holes are followed to where the characters fall into step
again, and the likeliest text is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from core.records import RepairKind
from core.repair.likelihood import level, pair_score
from core.repair.readings import LETTERS, characters, fits, syllables
from core.repair.simplified import is_traditional

#: Steps that all torn places of one text may take together (seconds), and those that each is charged at least, and for
#: each way into an unknown byte: a text that needs more is noise.
MOST_WORK, LEAST_WORK, BLIND_WORK = 1_000_000, 60, 100
#: Ways to fill the holes that are followed at once, and characters that one torn run may have.
WAYS, LONGEST_RUN = 160, 120
#: Ways that are followed into a byte of which nothing is known, and such bytes in one run.
WAYS_BLIND, BLIND = 16, 3
_HOLE = re.compile(
    rf"([?？\ufffd]?)([(（]?)[ \u00a0]?([{LETTERS}](?:[{LETTERS} \u00a0]{{0,24}}[{LETTERS}])?)[ \u00a0]?[)）]"
)
_LOST = frozenset("?？\ufffd")
#: A byte that is the second half of some characters and no first half.
LONE = 0x80
#: Bytes that are the first half of some character, and those that are tried where one is lost.
LEADS, LIKELY_LEADS = range(0x81, 0xFF), 24
#: What a guessed last character costs.
GUESS = 6.0
#: What a full stop gains where a line ends.
FULL_STOP = 2.0
#: A lost byte before a full-width sign (or one made narrow).
_FREE_HOLE = re.compile(r"[?？\ufffd](?=[,，。、;；:：!！?？“”])")
#: What a text must gain over the displayed one to be taken without a gloss, and its score for each character.
LEAST_GAIN, LEAST_LIKELY = 9.0, -1.0
#: What a way loses for each character that is in no word and no traditional form, when it is read from a gloss.
RARE = 3.0
#: What a gloss costs behind a character that is not read so.
MISFIT = -4.0
#: Below this score for each character the text is left alone.
POOREST = -6.0


@dataclass(frozen=True, slots=True)
class Slip:
    """A torn stretch `text[start:end]` and what it was; `after` is the stretch itself where nothing fits.

    `lost` tells that a `?` follows that stands for a sign or figure nobody can know.
    """

    start: int
    end: int
    after: str
    kind: RepairKind
    reason: str
    sure: bool
    lost: bool = False


class _Way(NamedTuple):
    """One way to fill the holes so far: a lead byte that waits for its half, the last byte, the text, its score.

    `alike` counts the texts of which this is the likeliest: they end alike, so all go on in the same way.
    """

    pending: int | None
    last: int
    text: str
    score: float
    guess: bool = False
    alike: int = 1


_SCORE = attrgetter("score")


class Work:
    """How many steps are left to the torn places of one text; below 0 when they were not enough."""

    def __init__(self) -> None:
        self.left = MOST_WORK


def mend(text: str, start: int, work: Work | None = None) -> Slip | None:
    """Puts together the run that begins with the gloss or lost byte at `start`; None where nothing speaks for one.

    >>> mend("2020年?yáng)|西部", 5).after, mend("變?yōu)殚L(zhǎng)期", 1).after
    ('東', '為長')
    """
    hole = _HOLE.match(text, start)
    if start == 0 or hole is None:
        return None
    reading = hole[3]
    found = _likeliest(text, start, work or Work())
    if found is None or found.score / max(1, len(found.text)) < POOREST:
        return _damaged(text, start, hole.end(), reading) if hole[1] else None
    reason = f"characters torn apart in GBK by the gloss “{reading}”"
    return _slip(found, start, reason)


def mend_sign(text: str, start: int, work: Work | None = None) -> Slip | None:
    """Puts together a run that begins with a `?` before a sign: the site's second comma tore a character apart.

    Such sites also double punctuation, by the same program: of 海” it saw the middle bytes, which are ！, and put a
    comma before them. Nothing tells what the lost byte was, so only a text that is far likelier is taken.

    >>> mend_sign("借船出?!编l村振興", 3).after
    '海”鄉'
    """
    if start == 0 or not _FREE_HOLE.match(text, start):
        return None
    found = _likeliest(text, start, work or Work())
    if found is None:
        return None
    gain = found.score - _displayed_score(text, start, found.end)
    if gain < LEAST_GAIN or found.score / (len(found.text) + 1) < LEAST_LIKELY:
        return None
    return _slip(found, start, "characters torn apart in GBK by a doubled sign")


@dataclass(frozen=True, slots=True)
class _Found:
    end: int
    text: str
    score: float
    others: int
    guess: bool
    lost: bool


def _likeliest(text: str, start: int, work: Work) -> _Found | None:
    work.left -= LEAST_WORK
    before = text[start - 1]
    if before.isascii() and before.isalnum():
        return None
    lasts = {half[-1] for half in bytes_of(before) if len(half) == 2}
    ends = _ends(text, start, [_Way(None, last, text[start - 1], 0.0) for last in sorted(lasts)], work)
    if not ends:
        return None
    ranked = _ranked(text, ends, work)
    score, end, way = ranked[0]
    restored = way.text[1:]
    texts: dict[tuple[str, int], int] = {}
    for _, at, other in ranked:
        texts.setdefault((other.text, at), other.alike)
    others = sum(texts.values()) - 1
    return _Found(end, restored, score, others, way.guess, way.guess and text[end : end + 1] in {"?", "？"})


def _slip(found: _Found, start: int, reason: str) -> Slip:
    if found.guess:
        reason += "; the last character is a guess, and a sign or figure after it may be lost"
    elif found.others:
        reason += f"; {found.others} other readings were less likely"
    sure = not found.others and not found.guess
    return Slip(start, found.end, found.text, RepairKind.BYTE_SLIP, reason, sure, found.lost)


def _displayed_score(text: str, start: int, end: int) -> float:
    stretch = text[start - 1 : end + 1]
    return sum(pair_score(one, other) for one, other in pairwise(stretch))


def _damaged(text: str, start: int, end: int, reading: str) -> Slip:
    return Slip(start, end, text[start:end], RepairKind.DAMAGED, f"a byte is lost before the gloss “{reading}”", False)


def _ends(text: str, at: int, ways: list[_Way], work: Work) -> list[tuple[int, _Way]]:
    """Follows all ways from the first hole to where they fall into step; gives the places with their ways."""
    ends: list[tuple[int, _Way]] = []
    limit = min(len(text), at + LONGEST_RUN)
    first = True
    blind = 0
    while ways and at < limit and blind <= BLIND:
        hole = _HOLE.match(text, at)
        readings = syllables(hole[3]) if hole else ()
        if hole and readings and (first or hole[1] or not hole[2]):
            ways = [filled for way in ways for filled in _fill(way, _second_halves(way.last, readings))]
            at = hole.end()
        elif hole and readings:
            at = hole.end()  # a gloss of a character that only the program saw
            continue
        elif text[at] in _LOST and any(way.pending is not None for way in ways) and not first:
            ends += _guessed(text, at, ways)
            signed = _FREE_HOLE.match(text, at) is not None
            ways = _blind(text, at, ways, work) if signed else _lone(text, at, ways, work)
            blind += 1
            at += 2 if signed else 1
        elif _FREE_HOLE.match(text, at):
            ways = _blind(text, at, ways, work)
            blind += 1
            at += 2
        else:
            ways = [read for way in ways for read in _read(way, text[at])]
            at += 1
        first = False
        work.left -= 1 + len(ways)
        ways = _told_apart(ways)[:WAYS]
        following = _HOLE.match(text, at)
        if not (following and following[1]):
            ends += [(at, way) for way in ways if way.pending is None]
            ways = [way for way in ways if way.pending is not None]
    return ends


def _told_apart(ways: list[_Way]) -> list[_Way]:
    """Of the ways that end alike the likeliest, likeliest first: what follows scores the same for each of them."""
    best: dict[tuple[int | None, int, str], _Way] = {}
    for way in sorted(ways, key=_SCORE, reverse=True):
        pending, last, text, _, _, alike = way
        first = best.setdefault(key := (pending, last, text[-1]), way)
        if first.text != text:
            best[key] = _Way(*first[:-1], first.alike + alike)
    return list(best.values())


def _blind(text: str, at: int, ways: list[_Way], work: Work) -> list[_Way]:
    """The ways through a lost byte at `at` of which nothing is known, and the sign after it."""
    work.left -= BLIND_WORK * min(len(ways), WAYS_BLIND)
    return [
        read for way in ways[:WAYS_BLIND] for filled in _fill(way, _ANY_BYTE) for read in _read(filled, text[at + 1])
    ]


def _lone(text: str, at: int, ways: list[_Way], work: Work) -> list[_Way]:
    """The ways through a lost byte at `at` that is no first half: 80, the second half of 個.

    A program that writes `?` takes the byte after it too; then that one is the first half of any character.
    """
    filled = [done for way in ways if way.pending is not None for done in _fill(way, ((LONE, 0.0),))]
    if text[at] == "\ufffd" or not filled:
        return filled
    work.left -= BLIND_WORK
    likeliest = max(filled, key=_SCORE)._replace(alike=len(LEADS) // LIKELY_LEADS)
    seconds = {halves[0] for halves in bytes_of(text[at + 1])} if at + 1 < len(text) else ()
    return [way for second in sorted(seconds) for way in _fill(likeliest, _likely_leads(likeliest.text[-1], second))]


@lru_cache(1 << 12)
def _likely_leads(before: str, second: int) -> tuple[tuple[int, float], ...]:
    """The first halves that make, with a second one, the likeliest characters after another."""
    known = [(character, lead) for lead in LEADS if (character := character_of(lead, second))]
    scored = sorted(((pair_score(before, character), lead) for character, lead in known), reverse=True)
    return tuple((lead, 0.0) for _, lead in scored[:LIKELY_LEADS])


def _guessed(text: str, at: int, ways: list[_Way]) -> list[tuple[int, _Way]]:
    """Ends at a lost second half: the likeliest characters of the waiting first half.

    A `?` also stands for the ASCII character after the half (a figure, a line end), which is lost for good: it stays.
    """
    after = at + 1 if text[at] == "\ufffd" or at + 1 == len(text) else at
    ends = after > at and text[after : after + 1] in ("", "\n")
    guesses: list[tuple[int, _Way]] = []
    for way in ways[:WAYS_BLIND]:
        if way.pending is not None:
            for score, character, last in _likeliest_halves(way.pending, way.text[-1], ends):
                guesses.append((after, _Way(None, last, way.text + character, way.score + score - GUESS, guess=True)))
    return guesses


@lru_cache(1 << 12)
def _likeliest_halves(lead: int, before: str, ends: bool) -> list[tuple[float, str, int]]:
    """The three likeliest characters of a first half after another character: score, character, second half.

    Where the line ends there, a sign that ends a sentence is likelier than one between clauses.
    """
    known = [(character, byte) for byte, _ in _ANY_BYTE if (character := character_of(lead, byte))]
    scored = [
        (pair_score(before, character) + (FULL_STOP if ends and character == "。" else 0.0), character, byte)
        for character, byte in known
    ]
    return sorted(scored, key=lambda entry: -entry[0])[:3]


def _fill(way: _Way, halves: tuple[tuple[int, float], ...]) -> list[_Way]:
    """The ways to go on with one of these bytes; each has a bonus."""
    pending, _, text, score, guess, alike = way
    if pending is None:
        return [_Way(byte, byte, text, score + bonus, guess, alike) for byte, bonus in halves if byte in LEADS]
    before = text[-1]
    return [
        _Way(None, byte, text + character, score + bonus + pair_score(before, character), guess, alike)
        for byte, bonus in halves
        if (character := character_of(pending, byte))
    ]


_ANY_BYTE = tuple((byte, 0.0) for byte in range(0x40, 0xFF) if byte != 0x7F)


@lru_cache(1 << 14)
def _second_halves(lead: int, readings: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """The bytes that make, after `lead`, a character that is read so."""
    known = characters()
    found = []
    for byte in range(0x40, 0xFF):
        character = character_of(lead, byte)
        if character and all(character in known[reading] for reading in readings):
            found.append((byte, 0.0 if is_traditional(character) else -RARE if level(character) else -2 * RARE))
    return tuple(found)


def _read(way: _Way, displayed: str) -> list[_Way]:
    """The ways in which a displayed character's bytes go on."""
    read: list[_Way] = []
    for halves in bytes_of(displayed):
        pending, last, text, score, guess, alike = way
        for last in halves:
            if pending is not None:
                character = character_of(pending, last)
                if not character:
                    break
                score += pair_score(text[-1], character)
                text += character
                pending = None
            elif last in LEADS:
                pending = last
            else:
                break
        else:
            read.append(_Way(pending, last, text, score, guess, alike))
    return read


def _ranked(text: str, ends: list[tuple[int, _Way]], work: Work) -> list[tuple[float, int, _Way]]:
    """All ways, likeliest first, each with what follows it as far as the longest goes."""
    farthest = min(len(text), max(at for at, _ in ends) + 1)
    ranked = []
    work.left -= sum(farthest - at for at, _ in ends)
    for at, way in ends:
        ranked.append((way.score + _score_after(text, at, farthest, way.text[-1]), at, way))
    return sorted(ranked, key=lambda entry: (-entry[0], entry[1]))


def _score_after(text: str, at: int, farthest: int, last: str) -> float:
    """How likely displayed text is after a character: glosses count by whether they fit, and the next hole ends it."""
    score = 0.0
    while at < farthest:
        hole = _HOLE.match(text, at)
        if hole and (hole[1] or not hole[2]):
            break
        if hole and (readings := syllables(hole[3])):
            score += 0.0 if all(fits(reading, last) for reading in readings) else MISFIT
            at = hole.end()
        else:
            score += pair_score(last, text[at])
            last = text[at]
            at += 1
    return score


@cache
def bytes_of(displayed: str) -> tuple[bytes, ...]:
    """The bytes of GBK that a character is displayed for; ASCII signs may also be full-width ones made narrow."""
    code = ord(displayed)
    if code < 0x80:
        narrowed = (bytes((0xA3, code + 0x80)),) if 0x20 < code < 0x7F else ()
        return (bytes((code,)), *narrowed)
    try:
        encoded = displayed.encode("gb18030")
    except UnicodeEncodeError:
        return ()
    alone = (bytes((LONE,)),) if displayed == "€" else ()  # as browsers show that byte
    return (encoded, *alone) if len(encoded) == 2 else ()


@cache
def character_of(first: int, second: int) -> str:
    """The character of two bytes in GBK; empty where there is none."""
    try:
        return bytes((first, second)).decode("gbk")
    except UnicodeDecodeError:
        return ""
