"""Repair of one text: the table of fixers, read from top to bottom, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from core.frozen import record
from core.records import About, Piece, Repair, RepairKind
from core.repair import (
    columns,
    furniture,
    glosses,
    invisible,
    metadata,
    mojibake,
    punctuation,
    simplified,
    spaces,
    traditional,
    wraps,
)
from core.repair.draft import Draft, Fix, Move
from core.uncollected import uncollected

Fixer = Callable[[str], Iterable[Fix | Move]]
_Idle = dict[Callable[[str], object], str | int]


#: Characters up to which looking for each is faster than looking for any.
FEW = 12
_START = itemgetter(Repair._fields.index("start"))


class Step(NamedTuple):
    """A fixer, and the sign that its damage always shows: a text without it is not looked at."""

    fixer: Fixer
    has_sign: Callable[[str], object]


def _any(characters: Iterable[str]) -> Callable[[str], object]:
    """Whether a text has any of the characters, told as fast as C can: one search for many, a few searches for few.

    Rare characters (beyond U+FFFF) are looked for as one range: by itself each would be compared with all of the text.
    """
    few = tuple(sorted(characters))
    if len(few) <= FEW:
        return lambda text: any(map(text.__contains__, few))
    rare = frozenset(character for character in few if character > "\uffff")
    common = re.escape("".join(character for character in few if character not in rare))
    search = re.compile(f"[{common}]").search
    if not rare:
        return search
    either = re.compile(f"[{common}\U00010000-\U0010ffff]").search

    def has_any(text: str) -> bool:
        found = either(text)
        return found is not None and (found[0] <= "\uffff" or search(text) is not None or not rare.isdisjoint(text))

    return has_any


#: In the order in which they run: each sees the text as those before it left it.
FIXERS: tuple[Step, ...] = (
    Step(mojibake.fix, _any(mojibake.SIGNS)),
    Step(invisible.fix, _any(invisible.SIGNS)),
    Step(columns.fix, _any(columns.SIGNS)),
    Step(columns.fix, _any(columns.SIGNS)),  # again, for a third column
    Step(glosses.fix, _any(glosses.SIGNS)),
    Step(punctuation.fix, _any(punctuation.SIGNS)),
    Step(punctuation.fix_points, _any("。．")),
    Step(spaces.fix_width, _any(spaces.WIDE)),
    Step(mojibake.report, _any(mojibake.LOST)),
)
LAYOUT: tuple[Step, ...] = (
    Step(wraps.fix_line_ends, _any(wraps.SPACES)),
    Step(furniture.fix, bool),
    Step(wraps.fix_wraps, _any(wraps.BREAKS)),
    Step(wraps.fix_breaks, _any(wraps.BREAKS)),
    Step(spaces.fix_spaces, _any(spaces.SPACES)),
)
#: Fixers of what few texts have, and all their signs: one look tells that a text has none of them.
_RARE: tuple[Callable[[str], object], ...] = (
    *(mojibake.fix, invisible.fix, spaces.fix_width, mojibake.report, traditional.convert),
)
_RARE_SIGNS = mojibake.SIGNS | invisible.SIGNS | spaces.WIDE | mojibake.LOST
#: A text settles in two rounds or three. One that has not after so many, or after so many characters were read
#: (but `FEWEST` rounds in any case), stays as it came: what it became would change again the next time.
ROUNDS, FEWEST, READ = 40, 5, 20_000_000


@record(frozen=True, slots=True)
class Repaired:
    """A repaired text, where each of its characters came from, and what was done.

    Attributes:
        raw: the text as it came.
        text: the repaired text: simplified, one paragraph a line.
        pieces: see `Origin`.
        repairs: in the order of the raw text.
        about: what the document says of itself.
    """

    raw: str
    text: str
    pieces: tuple[Piece, ...]
    repairs: tuple[Repair, ...]
    about: About


def repair(raw: str, about: About = About()) -> Repaired:  # noqa: B008 (frozen)
    """Repairs a raw text; what `about` knows already is kept.

    >>> repair("為決戰(zhàn)決勝加力").text
    '为决战决胜加力'
    """
    with uncollected():
        draft, found = _settled(raw)
        repairs = tuple(sorted(draft.repairs, key=_START))
        return Repaired(raw, draft.text, draft.pieces(), repairs, metadata.filled(about, found))


def _settled(raw: str) -> tuple[Draft, tuple[metadata.Found, ...]]:
    """The draft after as many rounds as change it, and what the text said of itself before its furniture went."""
    draft, found = Draft(raw), None
    draft.convert(
        invisible.without_surrogates(raw), RepairKind.DAMAGED, "half of a surrogate pair: the character is lost"
    )
    idle: _Idle = {}
    if not _has_rare()(draft.text):
        idle.update(dict.fromkeys(_RARE, draft.grown))
    for _ in range(max(FEWEST, min(ROUNDS, READ // (len(raw) + 1)))):
        before = draft.text
        _run(FIXERS, draft, idle)
        if _is_traditional(draft, idle):
            draft.convert(traditional.convert(draft.text), RepairKind.TRADITIONAL, "traditional characters")
        elif "著" in draft.text:
            draft.convert(traditional.particles(draft.text), RepairKind.TRADITIONAL, "traditional characters")
        if found is None:
            found = metadata.find(draft.text)
            for one in found:
                draft.note(one.start, one.end, RepairKind.METADATA, one.reason)
        _run(LAYOUT, draft, idle)
        if draft.text == before:
            return draft, found
    draft = Draft(raw)
    draft.report("repair after repair changes this text again: it is left as it came")
    return draft, found or ()


def _is_traditional(draft: Draft, idle: _Idle) -> bool:
    if idle.get(traditional.convert) != draft.grown:
        if _has_traditional()(draft.text):
            return True
        idle[traditional.convert] = draft.grown
    return simplified.phrase().search(draft.text) is not None


@cache
def _has_traditional() -> Callable[[str], object]:
    return _any(simplified.signs())


@cache
def _has_rare() -> Callable[[str], object]:
    return _any(_RARE_SIGNS | simplified.signs())


def _run(steps: Iterable[Step], draft: Draft, idle: _Idle) -> None:
    """Runs the fixers; one that left this very text as it is before (`idle`) would do so again.

    Of a text without its sign `idle` keeps how often it had grown then: what is taken away or moved brings no sign.
    """
    for fixer, has_sign in steps:
        text, known = draft.text, idle.get(fixer)
        if known == text or known == draft.grown:
            continue
        if not has_sign(text):
            idle[fixer] = draft.grown
        elif not draft.apply(fixer(text)):
            idle[fixer] = text
