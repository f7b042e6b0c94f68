"""Repair of one text: the table of fixers, read from top to bottom, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from core.records import About, Piece, Repair, RepairKind
from core.repair import columns, furniture, glosses, invisible, metadata, mojibake, punctuation, spaces, wraps
from core.repair.draft import Draft, Fix, Move
from core.repair.traditional import convert

Fixer = Callable[[str], Iterable[Fix | Move]]

#: In the order in which they run: each sees the text as those before it left it.
FIXERS: tuple[Fixer, ...] = (
    mojibake.fix,
    invisible.fix,
    columns.fix,
    columns.fix,  # again, for a third column
    glosses.fix,
    punctuation.fix,
    spaces.fix_width,
    mojibake.report,
)
LAYOUT: tuple[Fixer, ...] = (
    wraps.fix_line_ends,
    furniture.fix,
    wraps.fix_wraps,
    wraps.fix_breaks,
    spaces.fix_spaces,
)
#: Rounds after which a text that still changes is given up.
ROUNDS = 8


@dataclass(frozen=True, slots=True)
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
    draft = Draft(raw)
    told = ""
    for _ in range(ROUNDS):
        before = draft.text
        for fixer in FIXERS:
            draft.apply(fixer(draft.text))
        draft.convert(convert(draft.text), RepairKind.TRADITIONAL, "traditional characters")
        told = told or draft.text
        for fixer in LAYOUT:
            draft.apply(fixer(draft.text))
        if draft.text == before:
            break
    repairs = sorted(draft.repairs, key=attrgetter("start"))
    return Repaired(
        raw,
        draft.text,
        draft.pieces(),
        tuple(repairs),
        metadata.read_title(told, draft.text, metadata.read(told, about)),
    )
