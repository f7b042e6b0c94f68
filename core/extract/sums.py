"""Finds wholes by arithmetic: the total that a told share is of, and the one that a list of places makes up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.extract.sentences import Frame
from core.records import Direction, Quantity

#: 落实14.7亿元,占43.1%: a share of a total told before.
_SHARE = re.compile(
    r"[,(]?(?:约|大约)?占(?:比|总[^,。;\d]{1,4}|全[省市州县旗盟年部][^,。;\d]{0,6})?(?:的|达到?|为|约|近)*"
)
#: How many figures back the total of a share or of a list may stand.
_FAR = 12
#: A list of at least so many parts that comes out exactly is no chance.
_PARTS = 3
_FIRST_WORDS = 2

Changes = Sequence[Direction | None]


def by_share(frame: Frame, quantities: Sequence[Quantity], changes: Changes) -> Iterator[tuple[int, int]]:
    """Parts with their totals (places from 0) where the share told behind a part says which total is meant.

    `投入34.12亿元…。重点县落实14.7亿元,占43.1%`: 14.7 is 43.1 % of 34.12. What follows in the same words
    (`用于产业3.2亿元,占62.4%;用于劳务4600万元`) is a part of it too.
    """
    for place in range(1, len(quantities) if "占" in frame.text else 0):
        part, share = quantities[place - 1], quantities[place]
        told = share.unit == "%" and changes[place] is None and part.unit != "%"
        if not told or not _SHARE.fullmatch(frame.text, part.end, share.start):
            continue
        whole = _total_of(quantities, changes, place - 1, share)
        if whole is not None:
            yield place - 1, whole
            yield from _alike(frame, quantities, place, whole)


def _total_of(quantities: Sequence[Quantity], changes: Changes, part: int, share: Quantity) -> int | None:
    """The nearest figure before a part of which it is the share told, to the last digit of the share."""
    if not share.value:
        return None
    slack = Decimal(1).scaleb(int(share.value.as_tuple().exponent)) / 2
    for candidate in range(part - 1, max(-1, part - 1 - _FAR), -1):
        whole = quantities[candidate]
        fits = whole.value and _same_kind(whole, quantities[part]) and changes[candidate] in (None, Direction.TO)
        if fits and abs(quantities[part].value * 100 / whole.value - share.value) <= slack:
            return candidate
    return None


def _alike(frame: Frame, quantities: Sequence[Quantity], place: int, whole: int) -> Iterator[tuple[int, int]]:
    """The later parts of a sentence that are told in the words of the part before `place`."""
    part = quantities[place - 1]
    begin, end = frame.stretch_at(part.start)[0], frame.sentence_at(part.start).end
    begin = max(begin, frame.clause_start(part.start))
    words = frame.text[begin : begin + _FIRST_WORDS]
    left = quantities[whole].value - part.value
    for inner in range(place + 1, min(len(quantities), place + 1 + _FAR)):
        other = quantities[inner]
        if other.start >= end:
            return
        alike = frame.text.startswith(words, max(begin, frame.clause_start(other.start)))
        if alike and _same_kind(part, other) and other.value <= left:
            left -= other.value
            yield inner, whole


def by_places(frame: Frame, quantities: Sequence[Quantity], changes: Changes) -> Iterator[tuple[int, int]]:
    """Parts with their totals where a sentence tells them stretch by stretch and they make up a total told before.

    `落实资金9亿元,安排项目68个。甲市支援乙县4亿元、项目30个;丙市支援丁县3亿元、项目20个;…`: the first figure of each
    kind in each stretch.
    """
    for places in _listing(frame, quantities) if ";" in frame.text else ():
        stretches: dict[int, list[int]] = {}
        for place in places:
            stretches.setdefault(frame.stretch_at(quantities[place].start)[0], []).append(place)
        if len(stretches) < _PARTS:
            continue
        lists = list(stretches.values())
        for kind in [quantities[leading] for leading in lists[0] if quantities[leading].unit != "%"]:
            parts = [next((one for one in each if _same_kind(quantities[one], kind)), None) for each in lists]
            told = [one for one in parts if one is not None and changes[one] is None]
            if len(told) == len(lists):
                yield from _made_up(quantities, changes, places[0], told)


def _made_up(
    quantities: Sequence[Quantity], changes: Changes, first: int, parts: Sequence[int]
) -> Iterator[tuple[int, int]]:
    total = sum((quantities[one].value for one in parts), Decimal(0))
    for candidate in range(first - 1, max(-1, first - 1 - _FAR), -1):
        whole = quantities[candidate]
        if whole.value == total and _same_kind(whole, quantities[parts[0]]) and changes[candidate] is None:
            yield from ((one, candidate) for one in parts)
            return


def _listing(frame: Frame, quantities: Sequence[Quantity]) -> Iterator[list[int]]:
    """The quantities of each sentence that has a semicolon."""
    here: list[int] = []
    end = -1
    for place, quantity in enumerate(quantities):
        if quantity.start >= end:
            if len(here) >= _PARTS:
                yield here
            sentence = frame.sentence_at(quantity.start)
            listed = frame.text.find(";", sentence.start, sentence.end) >= 0
            here, end = [], sentence.end if listed else quantity.end
        here.append(place)
    if len(here) >= _PARTS:
        yield here


def _same_kind(one: Quantity, other: Quantity) -> bool:
    return one.per is None and other.per is None and counted_alike(one, other)


def counted_alike(one: Quantity, other: Quantity) -> bool:
    """Are two figures in the same unit, and what has none by the same measure word?"""
    return one.unit == other.unit and (one.unit != "count" or one.measure_word == other.measure_word)
