"""Links facts of one document: parts to their wholes, repeats to their first telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from core.extract.scoring import Verdict
from core.extract.sentences import Frame
from core.records import Direction, Quantity

_AMONG = re.compile(r"(?:其中|这当中|当中)(?:[,:]|包括|有)?")
_SLACK = Decimal("1.005")


def wholes(
    frame: Frame,
    quantities: Sequence[Quantity],
    changes: Sequence[Direction | None],
) -> list[int | None]:
    """For each quantity, the place (from 0) of the whole that it is a stated part of, else None."""
    found: list[int | None] = [None] * len(quantities)
    _in_brackets(frame, quantities, found)
    _among(frame, quantities, changes, found)
    return found


def _in_brackets(frame: Frame, quantities: Sequence[Quantity], found: list[int | None]) -> None:
    """`266家(北京235家、天津31家)`."""
    text = frame.text
    for place, whole in enumerate(quantities):
        if not text.startswith("(", whole.end):
            continue
        close = text.find(")", whole.end)
        for inner in range(place + 1, len(quantities)):
            if quantities[inner].start >= close:
                break
            if quantities[inner].unit == whole.unit and quantities[inner].value <= whole.value:
                found[inner] = place


def _among(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None], found: list[int | None]
) -> None:
    """`其中`: the quantities after it, up to the end of its stretch, are parts of one before it."""
    text = frame.text
    place = 0
    for among in _AMONG.finditer(text):
        while place < len(quantities) and quantities[place].start < among.start():
            place += 1
        sums: dict[int, Decimal] = {}
        end = frame.sentence_at(among.start()).end
        for inner in range(place, len(quantities)):
            part = quantities[inner]
            if part.start >= end:
                break
            if changes[inner] is not None or found[inner] is not None:
                continue
            whole = _whole_of(quantities, place, part, changes, found)
            if whole is None:
                continue
            total = sums.get(whole, Decimal(0)) + part.value
            if total <= quantities[whole].value * _SLACK:
                sums[whole] = total
                found[inner] = whole


def _whole_of(
    quantities: Sequence[Quantity],
    place: int,
    part: Quantity,
    changes: Sequence[Direction | None],
    found: Sequence[int | None],
) -> int | None:
    """The nearest earlier quantity of the part's unit that is no part itself and no smaller."""
    for candidate in range(place - 1, max(-1, place - 6), -1):
        whole = quantities[candidate]
        if whole.unit == part.unit and changes[candidate] in (None, Direction.TO):
            if whole.value < part.value:
                return None
            return candidate if found[candidate] is None else found[candidate]
    return None


def repeats(
    quantities: Sequence[Quantity], verdicts: Sequence[Verdict], changes: Sequence[Direction | None]
) -> list[int | None]:
    """For each quantity, the place of the first telling of the same figure, else None."""
    seen: dict[tuple[object, ...], int] = {}
    found: list[int | None] = []
    for place, (quantity, verdict) in enumerate(zip(quantities, verdicts, strict=True)):
        change = changes[place] if changes[place] in (Direction.INCREASE, Direction.DECREASE) else None
        key: tuple[object, ...] = (
            quantity.value,
            quantity.value_high,
            quantity.unit,
            quantity.per,
            verdict.code,
            change,
        )
        if not _telling(quantity):
            key = (*key, verdict.head)
        found.append(seen.get(key))
        seen.setdefault(key, place)
    return found


def _telling(quantity: Quantity) -> bool:
    """Has the number digits enough that two of them alike are no coincidence?"""
    digits = str(quantity.value.normalize().as_tuple().digits)
    return len(digits.replace(",", "").replace(" ", "")) - 2 >= 3
