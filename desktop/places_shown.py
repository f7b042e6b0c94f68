"""Where the repairs of a document show in its repaired text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from core.records import Document, Repair, RepairKind

if TYPE_CHECKING:
    from core.repair.origin import Origin

Shown = tuple[int, int, Repair]
#: Moves of whole columns change no character, and what a page says of itself stays as it is.
UNMARKED = frozenset((RepairKind.METADATA,))


def in_text(document: Document, origin: Origin) -> list[Shown]:
    """Where each repair shows in the repaired text, in order: what it put there, or what it took something from."""
    pieces = sorted(document.pieces, key=lambda piece: piece.raw_end)
    ends = [piece.raw_end for piece in pieces]
    shown: list[Shown] = []
    for repair in document.repairs:
        if repair.kind in UNMARKED or (repair.before == repair.after and repair.kind is not RepairKind.DAMAGED):
            continue
        found = list(_put(document, origin, repair)) if repair.after else []
        if not found:
            at = bisect_right(ends, repair.start) - 1
            found = [(pieces[at].end - 1, pieces[at].end)] if at >= 0 and pieces[at].end else []
        shown += ((start, end, repair) for start, end in found)
    return sorted(shown, key=lambda one: one[:2])


def _put(document: Document, origin: Origin, repair: Repair) -> Iterator[tuple[int, int]]:
    spans = origin.to_text(repair.start, repair.end)
    if repair.kind is not RepairKind.TRADITIONAL:
        yield from spans[:1]
        return
    for start, end in spans:
        at = max(0, bisect_right(document.pieces, start, key=lambda piece: piece.start) - 1)
        for piece in islice(document.pieces, at, None):
            if piece.start >= end:
                break
            low, high = max(start, piece.start), min(end, piece.end)
            if piece.end - piece.start == piece.raw_end - piece.raw_start:  # others show by what made them
                shift = piece.raw_start - piece.start
                yield from _different(document.text[low:high], document.raw[low + shift : high + shift], low)


def _different(text: str, raw: str, start: int) -> Iterator[tuple[int, int]]:
    """Runs of characters that are not as in the raw text: not the whole line that a conversion went over."""
    begun = -1
    for at, (one, other) in enumerate(zip(text, raw, strict=True)):
        if one == other and begun >= 0:
            yield start + begun, start + at
            begun = -1
        elif one != other and begun < 0:
            begun = at
    if begun >= 0:
        yield start + begun, start + len(text)
