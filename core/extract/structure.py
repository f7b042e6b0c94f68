"""Links facts of one document: parts to their wholes, repeats to their first telling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from core.extract.calendar import Period
from core.extract.lexicon import lexicon
from core.extract.places import Places
from core.extract.scoring import Verdict
from core.extract.sentences import Frame
from core.extract.sums import by_places, by_share, counted_alike
from core.numerals import digits_of
from core.records import Bound, Direction, Quantity
from core.units import MULTIPLES

_AMONG = re.compile(
    r"[其这当主具包分光](?:(?<=,光)是?(?=[今去前上全]|\d)|(?:(?<=其)中|(?<=这)当中|(?<=当)中)(?:[,:]|包括|有)?"
    r"|(?<=,.)(?:(?:(?<=主)要|(?<=具)体)(?:包括|包含|分别为|分别是)|(?<=包)[括含]|(?<=分)别[为是]):?)\s*"
)
#: The noun between a whole and the bracket with its parts: `240个乡镇(北京216个`.
_BRACKET = re.compile(r"[^,。;:、()\d\n]{0,12}\(")
_OUT = re.compile(r"[中里](?:(?<!其.)(?<!当.)(?=,|[仍还已]?有))")
_OUT_OF = re.compile(rf"(?:[^,。;:、()\d\n]|\([^()\d\n]{{1,8}}\)){{1,14}}{_OUT.pattern},?")
#: `22.4万人,其中少数民族占74.73%`.
_MAKING_UP = re.compile(r"[^,;。:、\d]{1,16}占(?:比|总[^,;。\d]{1,4})?(?:达到?|为|约|近|超过?)*")
_SPENT = re.compile(r"(?:以上|左右)?(?:的?资金)?(?:用于|用在|投入|投向)")
_LIST_LINE = re.compile(r"[^●■◆·\-—。;\n]{1,40}$", re.MULTILINE)
_DONE_OF_PLAN = re.compile(r"(?:目前|现|截至目前|截至[^,]{1,8}|至今)?,?(?:现|均|共)?已经?[^,。;:、]{0,6}$")
#: Parts may exceed their whole by this much and still be meant as its parts: that is for the checks to find.
_SLACK = Decimal("1.15")
_NEARLY = Decimal("0.9")
_LOOK_BACK = 6
_RATES = ("%", "percentage-point")
_COUNTED = ("count", "person", "household")
#: 吸纳230人就业,脱贫人口占164人.
_TAKING_UP = re.compile(r"[^,。;\d\n]{0,14},[^,。;、\d\n]{1,12}占(?:了|到|有|其中)?(?:约|近|超过)?")
#: How many figures an enumeration may have, and from which total on a sum that comes out is no chance.
_LONGEST, _LEAST = 16, 10
#: Where 其中 opens a sentence, its whole stands in the one before.
_OPENING = 3
#: Digits by which two figures alike are no coincidence; with fewer they must count the same thing.
_TELLING = 3
#: From here on a round number of one digit is no coincidence either (30万人次) where the places agree.
_GREAT = 1000

#: How far before 其中 the bracket may open that holds it.
_IN_BRACKET = 40

Links = list[int | None]


def wholes(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None], planned: Sequence[bool]
) -> Links:
    """For each quantity, the place (from 0) of the whole that it is a stated part of, else None."""
    found: Links = [None] * len(quantities)
    among = [*_AMONG.finditer(frame.text)]
    for links in (
        _in_brackets(frame, quantities),
        _among(frame, quantities, changes, among),
        _filled_up(frame, quantities, changes, among),
        _out_of(frame, quantities, changes),
        _taking_up(frame, quantities, changes),
        _done(frame, quantities, planned),
        _summed(frame, quantities, changes),
        by_share(frame, quantities, changes),
        by_places(frame, quantities, changes),
    ):
        for part, whole in links:
            known = found[part]
            if known is None or known < whole:
                found[part] = whole
    return found


def _in_brackets(frame: Frame, quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """`266家(北京235家、天津31家)`."""
    if "(" not in frame.text:
        return
    for place, whole in enumerate(quantities):
        opened = _BRACKET.match(frame.text, whole.end)
        if opened is None:
            continue
        close = frame.text.find(")", opened.end(), opened.end() + 160)
        for inner in range(place + 1, len(quantities)):
            part = quantities[inner]
            if part.start >= close:
                break
            if part.unit == whole.unit and part.value <= whole.value:
                yield inner, place


def _among(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None], told: Sequence[re.Match[str]]
) -> Iterator[tuple[int, int]]:
    """`其中`: the quantities after it, up to the end of its list, are parts of one before it."""
    place = 0
    for among in told:
        while place < len(quantities) and quantities[place].start < among.start():
            place += 1
        sentence = frame.sentence_at(among.start())
        floor = sentence.start if among.start() > sentence.start + _OPENING else 0
        end = _end_of_list(frame, among)
        sums: dict[int, Decimal] = {}
        for inner in range(place, len(quantities)):
            part = quantities[inner]
            if part.start >= end:
                break
            if inner == place and part.unit == "%" and place and _shares(frame.text, among.end(), part.start):
                yield from _share_of(frame.text, quantities, place, floor)
                continue
            whole = _whole_of(quantities, place, part, changes)
            if whole is None or quantities[whole].start < floor or changes[inner] is not None:
                continue
            sums[whole] = sums.get(whole, Decimal(0)) + part.value
            if sums[whole] > quantities[whole].value * _SLACK:
                break
            yield inner, whole


def _out_of(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None]
) -> Iterator[tuple[int, int]]:
    """`436个援建项目中,用于教育的109个`: what follows is a part of the number told first."""
    for place, whole in enumerate(quantities[:-1] if _OUT.search(frame.text) else ()):
        opened = _OUT_OF.match(frame.text, whole.end) if whole.unit in _COUNTED else None
        part = quantities[place + 1]
        near = opened is not None and part.start < frame.stretch_at(whole.start)[1]
        if near and counted_alike(whole, part) and part.value < whole.value and changes[place + 1] is None:
            yield place + 1, place


def _taking_up(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None]
) -> Iterator[tuple[int, int]]:
    """`吸纳230人就业,脱贫人口占164人`: as many of the number told just before."""
    for place in range(1, len(quantities) if "占" in frame.text else 0):
        whole, part = quantities[place - 1], quantities[place]
        if part.unit not in _RATES and counted_alike(whole, part) and part.value < whole.value:
            told = changes[place] is None and _TAKING_UP.fullmatch(frame.text, whole.end, part.start)
            if told:
                yield place, place - 1


def _share_of(text: str, quantities: Sequence[Quantity], place: int, floor: int) -> Iterator[tuple[int, int]]:
    """`投入资金2.4亿元,其中80%用于民生`: the share is one of the sum before it, of money where it is spent."""
    whole = place - 1
    if whole and _SPENT.match(text, quantities[place].end) and quantities[whole].unit != "CNY":
        whole -= quantities[whole - 1].unit == "CNY"
    if quantities[whole].unit != "%" and quantities[whole].start >= floor:
        yield place, whole


def _shares(text: str, among: int, start: int) -> bool:
    return start == among or _MAKING_UP.fullmatch(text, among, start) is not None


def _end_of_list(frame: Frame, among: re.Match[str]) -> int:
    """Where the parts that `其中` announces end.

    After a colon they go to the end of the sentence, or over the lines of a list; else to the next semicolon,
    and beyond it while what follows begins like the first part (`安排资金386万元…;安排资金113万元…`).
    """
    text, start = frame.text, among.end()
    opened = text.rfind("(", max(0, start - _IN_BRACKET), start)
    closed = text.find(")", opened) if opened >= 0 else -1
    if closed >= start:
        return closed
    if ":" in among[0] and "\n" in among[0]:
        while (line := _LIST_LINE.match(text, start)) and line.end() < len(text):
            start = line.end() + 1
        return start
    sentence = frame.sentence_at(start).end
    if ":" in among[0]:
        return sentence
    first = text[start : start + 2]
    end = text.find(";", start, sentence)
    while end >= 0 and text.startswith(first, end + 1):
        end = text.find(";", end + 1, sentence)
    return sentence if end < 0 else end


def _filled_up(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None], told: Sequence[re.Match[str]]
) -> Iterator[tuple[int, int]]:
    """`其中市级6000万元;区级2530万元`: parts beyond a semicolon, where they nearly make up the whole."""
    place = 0
    for among in told:
        sentence = frame.sentence_at(among.start())
        if frame.text.find(";", among.end(), sentence.end) < 0:
            continue
        while place < len(quantities) and quantities[place].start < among.start():
            place += 1
        floor = sentence.start if among.start() > sentence.start + _OPENING else 0
        listed = [
            inner
            for inner in range(place, min(place + _LONGEST, len(quantities)))
            if quantities[inner].start < sentence.end and changes[inner] is None and quantities[inner].per is None
        ]
        for first, whole in [(inner, _whole_of(quantities, place, quantities[inner], changes)) for inner in listed]:
            if whole is None or quantities[whole].start < floor:
                continue
            parts = [inner for inner in listed if counted_alike(quantities[first], quantities[inner])]
            total = sum((quantities[inner].value for inner in parts), Decimal(0))
            if (
                first == parts[0]
                and len(parts) > 1
                and _NEARLY * quantities[whole].value <= total <= quantities[whole].value
            ):
                yield from ((part, whole) for part in parts)


def _whole_of(
    quantities: Sequence[Quantity], place: int, part: Quantity, changes: Sequence[Direction | None]
) -> int | None:
    """The nearest quantity before `place` of the part's unit, if it is no smaller."""
    for candidate in range(place - 1, max(-1, place - _LOOK_BACK), -1):
        whole = quantities[candidate]
        if whole.unit == part.unit and changes[candidate] in (None, Direction.TO):
            return candidate if whole.value >= part.value and whole.per == part.per else None
    return None


def _summed(
    frame: Frame, quantities: Sequence[Quantity], changes: Sequence[Direction | None]
) -> Iterator[tuple[int, int]]:
    """An enumeration right after a total in its sentence, when its figures are exactly the total."""
    end = -1
    for place, whole in enumerate(quantities):
        if (
            whole.unit in _RATES
            or whole.measure_word in MULTIPLES
            or whole.per
            or changes[place]
            or whole.value_high is not None
            or place + 2 >= len(quantities)
        ):
            continue
        if whole.start >= end:
            end = frame.sentence_at(whole.start).end
        if quantities[place + 2].start >= end:
            continue
        parts, left = [], whole.value
        for inner in range(place + 1, min(len(quantities), place + 1 + _LONGEST)):
            part = quantities[inner]
            if part.start >= end or left <= 0 or (part.value >= whole.value and part.unit == whole.unit):
                break
            if counted_alike(whole, part) and part.per is None and changes[inner] is None:
                parts.append(inner)
                left -= part.value
        if not left and len(parts) > 1 and whole.value >= _LEAST:
            yield from ((part, place) for part in parts)


def _done(frame: Frame, quantities: Sequence[Quantity], planned: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """What is done of a plan: `计划选派141名…。目前,已选派85名`."""
    for place in range(1, len(quantities)):
        plan, part = quantities[place - 1], quantities[place]
        if not planned[place - 1] or planned[place] or not counted_alike(plan, part) or part.value > plan.value:
            continue
        if _DONE_OF_PLAN.search(frame.text[max(plan.end, part.start - 24) : part.start]):
            yield place, place - 1


def repeats(
    quantities: Sequence[Quantity],
    verdicts: Sequence[Verdict],
    changes: Sequence[Direction | None],
    where: Sequence[Places],
    when: Sequence[Period],
) -> Links:
    """For each quantity, the place of the first telling of the same figure, else None."""
    seen: dict[tuple[object, ...], int] = {}
    found: Links = []
    met: set[Decimal] = set()
    again: set[Decimal] = set()
    for quantity in quantities:
        (again if quantity.value in met else met).add(quantity.value)
    for place, (quantity, verdict) in enumerate(zip(quantities, verdicts, strict=True)):
        if quantity.value not in again:
            found.append(None)
            continue
        growth = changes[place] if changes[place] not in (None, Direction.TO) else None
        key: tuple[object, ...] = (
            quantity.value,
            quantity.value_high,
            quantity.unit,
            quantity.per,
            verdict.code,
            growth,
        )
        digits = digits_of(quantity.value)
        if digits < _TELLING and (quantity.unit != "CNY" or digits == 1):
            key = (*key, *_thing(verdict.head))
        if digits == 1 and (quantity.value < _GREAT or quantity.unit == "CNY"):
            key = (*key, where[place].recipient)
        first = seen.setdefault(key, place)
        alike = first != place and not (
            _apart(when[first], when[place])
            or _unlike(quantities[first], quantity)
            or not _within(where[first].recipient, where[place].recipient)
        )
        found.append(first if alike else None)
    return found


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    """May two figures be of one place: is a place of the one within a place of the other, or none named?"""
    if not one or not other:
        return True
    return any(
        first.startswith(second.rstrip("0")) or second.startswith(first.rstrip("0"))
        for first in one
        for second in other
    )


def _unlike(one: Quantity, other: Quantity) -> bool:
    """Are two figures alike in number only: 近一个小时, 一个多小时?"""
    return one.bound is not other.bound and Bound.EXACT not in (one.bound, other.bound)


def _apart(one: Period, other: Period) -> bool:
    """Have two periods no day in common? Then figures alike are two figures."""
    first, last = max(one.start or date.min, other.start or date.min), min(one.end or date.max, other.end or date.max)
    return first > last


def _thing(head: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon().things.get(head, ()))) or (head,)
