"""How much a word counts for a quantity, by where it stands: clauses and figures between, brackets, lists, distance."""

from __future__ import annotations

from collections.abc import Iterable

from core.extract.lexicon import Entry, Weights, lexicon
from core.extract.surroundings import Heard

_FADE = 39.0
#: Weight by clauses between and by quantities between, of what fades with distance.
_BEFORE = tuple(
    tuple(clauses * between * _FADE for between in (1.0, 0.4, 0.25, 0.15)) for clauses in (1.0, 0.42, 0.2, 0.15)
)
_AFTER = tuple(tuple(clauses * between * _FADE for between in (1.0, 0.25, 0.1)) for clauses in (0.95, 0.28, 0.08))
#: What follows a quantity that ends an item of a list belongs to the next item.
_NEXT_ITEM = 0.25
#: What stands in a clause with a figure of its own belongs to that figure.
_NEXT_FIGURE = 0.4
_NEAREST_CLAUSE = 1.5
_NEW_STRETCH = 0.35
_BRACKETED = 0.5
#: What follows a list, for its earlier items.
_SHARED = 0.8
#: How far into the next clause its first word may stand.
_NEXT_START = 6


#: The noun counted.
_HEAD = 1.2

#: What one word says where it stands: for which indicators and how much, times what its place is worth, the word,
#: and the name of the place.
Hit = tuple[Weights, float, str, str]
#: Where a quantity stands: its start and end; the number of its clause; where its stretch begins and the next clause;
#: the number of its bracket; the quantities before it, all and those outside brackets; how many stand directly before
#: and after it; how many items of its list come after it; the start of its own item (0 where it has none); the number
#: of the clause of the next quantity; whether a list goes on behind it; where the noun stands that it counts (-1 where
#: it has none); how many items of its list stand before it and share their verb with it.
Seat = tuple[int, int, int, int, int, int | None, tuple[int, int], tuple[int, int], int, int, int, bool, int, int]


def before(seat: Seat, words: Iterable[Heard], until: int, *, bare: bool) -> list[Hit]:
    """What the words that end by `until` say of a quantity behind them; `bare` where its clause says nothing of it.

    One loop over all: it runs ten times for each quantity.
    """
    position, _, seat_clause, stretch, _, seat_bracket, rank, chain, _, item, _, _, head, sharing = seat
    outside = seat_bracket is None
    standing = rank[outside] - chain[0] - bare
    seat_clause -= bare
    found: list[Hit] = []
    for (start, end, word, clause, bracket, passed, passed_outside), (entry, scale) in words:
        near = entry.near
        if end > until or not (near or start == head):
            continue
        if start == head:
            found += _counted(word, entry, scale)
            continue
        clauses, between = seat_clause - clause, standing - (passed_outside if outside else passed)
        clauses = 0 if clauses < 0 else 3 if clauses > 3 else clauses
        shared = sharing > 0 and not clauses and sharing <= between and word[:2] in lexicon().verbs
        if shared:
            between -= sharing
        between = 0 if between < 0 else 3 if between > 3 else between
        factor = _BEFORE[clauses][between] / (_FADE + position - end)
        if bracket != seat_bracket:
            factor *= _BRACKETED
        if not between:
            if clauses:
                factor *= _NEAREST_CLAUSE
            if start < item and not shared:
                factor *= _NEXT_ITEM
        if clauses and start < stretch:
            factor *= _NEW_STRETCH
        found.append((near, factor * scale, word, "earlier" if clauses else "before"))
    return found


def after(seat: Seat, words: Iterable[Heard], measure: str) -> list[Hit]:
    """What the words behind a quantity of a `measure` say of it, those within reach."""
    _, position, seat_clause, _, opens, seat_bracket, rank, chain, listed, _, next_clause, ends_item, head, _ = seat
    outside = seat_bracket is None
    standing = rank[outside] + 1 + chain[1]
    item = _NEXT_ITEM if ends_item else 1.0
    people = measure == "people"
    # What stands behind the noun counted is said of that; money counts no noun.
    special = ("next",) if head >= position and measure != "money" else ("next", "after")
    found: list[Hit] = []
    for (start, _, word, clause, bracket, passed, passed_outside), (entry, scale) in words:
        if start == head:
            found += _counted(word, entry, scale)
            continue
        clauses, between = clause - seat_clause, (passed_outside if outside else passed) - standing
        # What follows the last item of a list is said of all of them.
        shared = 0 < listed <= between
        if shared:
            between -= listed
        if clauses > 2 or between > 2:
            continue
        between = 0 if between < 0 else between
        factor = _AFTER[clauses][between] / (_FADE + start - position)
        if shared:
            factor *= _SHARED
        if bracket != seat_bracket:
            factor *= _BRACKETED
        factor *= item
        figured = clauses > 0 and clause == next_clause
        if figured:
            factor *= _NEXT_FIGURE
        near = not between and (not clauses or (clauses == 1 and start - opens <= _NEXT_START))
        where = "later" if not near or (figured and people) else "next" if clauses else "after"
        if entry.near:
            found.append((entry.near, factor * scale, word, where))
        if entry.after and where in special:
            found.append((entry.after, scale, word, where))
    return found


def _counted(word: str, entry: Entry, scale: float) -> list[Hit]:
    """What the noun says that is counted."""
    near: list[Hit] = [(entry.near, _HEAD * scale, word, "head")] if entry.near else []
    return [*near, (entry.head, scale, word, "head")] if entry.head else near
