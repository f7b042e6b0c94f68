"""How much a word counts for a quantity, by where it stands: clauses and figures between, brackets, lists, distance."""

from __future__ import annotations

from typing import NamedTuple

from core.extract.lexicon import Entry

#: Weight by clauses between (before, after) and by quantities between.
_CLAUSES_BEFORE = (1.0, 0.42, 0.25, 0.15)
_CLAUSES_AFTER = (0.75, 0.28, 0.08)
_BETWEEN_BEFORE = (1.0, 0.4, 0.25, 0.15)
_BETWEEN_AFTER = (1.0, 0.25, 0.1)
#: What follows a quantity that ends an item of a list belongs to the next item.
_NEXT_ITEM = 0.2
#: What stands in a clause with a figure of its own belongs to that figure.
_NEXT_FIGURE = 0.4
_NEAREST_CLAUSE = 1.5
_NEW_STRETCH = 0.35
_BRACKETED = 0.5
_FADE = 30.0
#: What follows a list, for its earlier items.
_SHARED = 0.8
#: How far into the next clause its first word may stand.
_NEXT_START = 6


class Heard(NamedTuple):
    """A word that says something: its number, where it stands, what it says and the share of it that counts.

    `passed` are the quantities before it: all, and those outside brackets.
    """

    number: int
    start: int
    end: int
    word: str
    clause: int
    clause_start: int
    stretch: int
    bracket: int | None
    passed: tuple[int, int]
    entry: Entry
    scale: float


class Seat(NamedTuple):
    """Where a quantity stands.

    `rank` are the quantities before it as in `Heard.passed`; `chain` how many stand directly before and after it;
    `listed` how many items of its list come after it; `item` is the start of its own (0 where it has none);
    `bare` tells that its clause says nothing of it, `ends_item` that a list goes on behind it.
    """

    start: int
    end: int
    clause: int
    stretch: int
    bracket: int | None
    rank: tuple[int, int]
    chain: tuple[int, int]
    listed: int
    item: int
    next_clause: int
    bare: bool
    ends_item: bool


def before(seat: Seat, heard: Heard) -> tuple[float, str]:
    """What a word before the quantity is worth, and the name of its place."""
    _, start, end, _, clause, _, stretch, bracket, passed, _, _ = heard
    outside = seat.bracket is None
    clauses = seat.clause - clause
    between = seat.rank[outside] - passed[outside] - seat.chain[0]
    if seat.bare:
        clauses, between = clauses - 1, between - 1
    # Not min() and max(): this runs ten times for each quantity.
    clauses = 0 if clauses < 0 else 3 if clauses > 3 else clauses
    between = 0 if between < 0 else 3 if between > 3 else between
    factor = _CLAUSES_BEFORE[clauses] * _BETWEEN_BEFORE[between] * _FADE / (_FADE + seat.start - end)
    if bracket != seat.bracket:
        factor *= _BRACKETED
    if not between:
        if clauses:
            factor *= _NEAREST_CLAUSE
        if start < seat.item:
            factor *= _NEXT_ITEM
    if not clauses:
        return factor, "before"
    return factor if stretch == seat.stretch else factor * _NEW_STRETCH, "earlier"


def after(seat: Seat, heard: Heard) -> tuple[float, str]:
    """What a word behind the quantity is worth, and the name of its place; 0 where it is out of reach."""
    _, start, _, _, clause, clause_start, _, bracket, passed, _, _ = heard
    outside = seat.bracket is None
    clauses = clause - seat.clause
    between = passed[outside] - seat.rank[outside] - 1 - seat.chain[1]
    # What follows the last item of a list is said of all of them.
    shared = 0 < seat.listed <= between
    if shared:
        between -= seat.listed
    if clauses > 2 or between > 2:
        return 0.0, "later"
    between = 0 if between < 0 else between
    factor = _CLAUSES_AFTER[clauses] * _BETWEEN_AFTER[between] * _FADE / (_FADE + start - seat.end)
    if shared:
        factor *= _SHARED
    if bracket != seat.bracket:
        factor *= _BRACKETED
    if seat.ends_item:
        factor *= _NEXT_ITEM
    if clauses and clause == seat.next_clause:
        factor *= _NEXT_FIGURE
    if between:
        return factor, "later"
    if not clauses:
        return factor, "after"
    return factor, "next" if clauses == 1 and start - clause_start <= _NEXT_START else "later"
