"""Finds the facts of a text: quantities, and for each what it measures, where, for whom, when, and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from core import numerals
from core.errors import BadValue
from core.extract import periods, places
from core.extract.calendar import Period
from core.extract.changes import changes
from core.extract.confidence import marks, probability
from core.extract.plans import intended, plans, with_wholes
from core.extract.quantities import read_quantities
from core.extract.scoring import Scorer, Verdict
from core.extract.sentences import Frame, broken, frame, narrow, retold, stopped
from core.extract.structure import repeats, wholes
from core.frozen import record
from core.records import About, Direction, Fact, Quantity
from core.uncollected import uncollected
from core.units import MULTIPLES

#: Between a figure and its growth: `,同比增长`, `,比上年提高`.
_GROWN = re.compile(
    r"[,(、]?(?:总量|总额|总数|总值|规模)?(?:分别|同比|环比|较[^,;。]{1,12}?|比[^,;。]{1,12}?|年均|平均)?[增提下降减上升长高少加低幅约达了]{1,6}"
)
#: Between several figures and the growth of each.
_EACH_GROWN = re.compile(
    r"[,(、]?(?:同比|环比|较[^,;。]{1,12}?|比[^,;。]{1,12}?)?分别[^,;。\d]{0,3}?[增提下降减上升长高少加低幅约达了]{1,6}"
)
_JOINS = ("和", "、", "与", "及", ",")
#: 三分之一 has no unit: it is read, but is no fact.
_FRACTION = "分之"
#: So far before a multiple stands what it is compared with: 6000万元,是2011年的3倍.
_COMPARED = 24
_RATES = ("%", "percentage-point")
_GROWTH = (Direction.INCREASE, Direction.DECREASE, Direction.FROM, Direction.TO)


@record(frozen=True, slots=True)
class Extraction:
    """The facts of a text in reading order, and what the text says of itself."""

    about: About
    facts: tuple[Fact, ...]


@record(frozen=True, slots=True)
class Reading:
    """An extraction with the verdicts behind it and the marks of their confidence, one for each fact."""

    about: About
    facts: tuple[Fact, ...]
    verdicts: tuple[Verdict, ...]
    marks: tuple[tuple[float, ...], ...]


@record(frozen=True, slots=True)
class _Seen:
    """What was found of each quantity, each list in reading order."""

    quantities: Sequence[Quantity]
    verdicts: Sequence[Verdict]
    changes: Sequence[Direction | None]
    plans: Sequence[bool]
    wholes: Sequence[int | None]
    repeats: Sequence[int | None]
    places: Sequence[places.Places]
    periods: Sequence[Period]

    def marks(self, place: int) -> tuple[float, ...]:
        """What the confidence of quantity number `place` rests on."""
        linked = self.wholes[place] is not None or self.repeats[place] is not None
        return marks(
            self.quantities[place],
            self.verdicts[place],
            self.places[place],
            self.periods[place],
            self.changes[place],
            linked=linked,
        )


def extract(text: str, about: About = About()) -> Extraction:  # noqa: B008  About is frozen
    """The facts of a repaired `text`, numbered from 1 in reading order.

    `about` is what readers and repair know of the document; it comes back with provider and recipient
    filled. Time is linear in the length of the text.
    """
    reading = read(text, about)
    return Extraction(reading.about, reading.facts)


def read_fact(text: str, start: int, end: int, about: About = About()) -> Fact:  # noqa: B008  About is frozen
    """The fact that a curator's selection `text[start:end]` holds, read in the light of the whole text.

    The first quantity that meets the selection; where the text as a whole shows none there, the selection is
    read on its own. Raises `BadValue` where it holds no quantity.
    """
    quantities = read_quantities(text)
    chosen = next((each for each in quantities if each.start < end and each.end > start), None)
    if chosen is None:
        chosen = _alone(text, start, end)
        quantities = tuple(sorted((*quantities, chosen), key=lambda each: each.start))
    facts = read(text, about, quantities).facts
    return next(fact for fact in facts if fact.start == chosen.start)


def _alone(text: str, start: int, end: int) -> Quantity:
    """The quantity of a selection by itself, at the least a bare number."""
    words = text[start:end]
    for quantity in read_quantities(words):
        return replace(quantity, start=quantity.start + start, end=quantity.end + start)
    value = numerals.parse(words.strip())
    if value is None:
        raise BadValue("quantity", text=words)
    return Quantity(start, end, value, "count")


def read(text: str, about: About, quantities: Sequence[Quantity] | None = None) -> Reading:
    """All that was seen in a text, for `extract` and `explain`."""
    with uncollected():
        return _read(text, about, quantities)


def _read(text: str, about: About, quantities: Sequence[Quantity] | None) -> Reading:
    if quantities is None:
        quantities = [quantity for quantity in read_quantities(text) if quantity.measure_word != _FRACTION]
    whole, text = text, broken(stopped(text))
    if not (about.provider or about.recipient):
        provider, recipient = places.pair(text, about)
        about = replace(about, provider=provider, recipient=recipient)
    if not quantities:
        return Reading(about, (), (), ())
    spans = [(quantity.start, quantity.end) for quantity in quantities]
    layout = frame(narrow(text))
    moved = changes(layout.text, quantities)
    planned = plans(layout, quantities)
    parts = wholes(layout, quantities, moved, planned)
    planned = with_wholes(layout, quantities, planned, parts)
    growth = [_grows(quantity, change) for quantity, change in zip(quantities, moved, strict=True)]
    verdicts = Scorer(layout, quantities, about).verdicts(growth, _kin(layout, quantities, parts, moved))
    where, told = places.assign(text, spans, about), periods.assign(text, spans, about)
    when = [
        periods.to_year_end(one) if plan and intended(layout, quantity, one.text) else one
        for one, plan, quantity in zip(told, planned, quantities, strict=True)
    ]
    when = [_dated(when, planned, place, whole_of) for place, whole_of in enumerate(parts)]
    if about.published_on is not None:
        planned = [plan or _begins_after(one, about.published_on) for plan, one in zip(planned, when, strict=True)]
    for place, below in retold(layout.text, spans).items():
        planned[place] = planned[below]
        if _begin_alike(when[place], when[below]):
            when[place] = when[below]
    seen = _Seen(
        quantities,
        verdicts,
        moved,
        planned,
        parts,
        repeats(quantities, verdicts, moved, where, when),
        where,
        when,
    )
    marked = [seen.marks(place) for place in range(len(quantities))]
    facts = [
        _fact(whole, sentence, seen, place, marked[place])
        for place, sentence in enumerate(_sentences(whole, layout, quantities))
    ]
    return Reading(about, tuple(facts), tuple(verdicts), tuple(marked))


def _begins_after(period: Period, day: date) -> bool:
    return period.start is not None and period.start > day


def _dated(when: Sequence[Period], planned: Sequence[bool], place: int, whole: int | None) -> Period:
    """A part that nothing dates is of the time of its whole, but what is done is not of the time of a plan."""
    if whole is None or when[place].text not in ("", "累计") or (planned[whole] and not planned[place]):
        return when[place]
    return when[whole]


def _begin_alike(one: Period, other: Period) -> bool:
    return one.start == other.start or not one.text


def _sentences(text: str, layout: Frame, quantities: Sequence[Quantity]) -> list[str]:
    """The sentence of each quantity, one text for all in it: a line may hold ten thousand of them."""
    found: list[str] = []
    end, words = 0, ""
    for quantity in quantities:
        if quantity.start >= end:
            span = layout.sentence_at(quantity.start)
            end, words = span.end, text[span.start : span.end]
        found.append(words)
    return found


def _grows(quantity: Quantity, change: Direction | None) -> bool:
    """Is a quantity a rate of change or a multiple, which measures what it is said of?"""
    return (quantity.unit in _RATES and change in _GROWTH) or quantity.measure_word in MULTIPLES


def _kin(
    layout: Frame, seen: Sequence[Quantity], parts: Sequence[int | None], moved: Sequence[Direction | None]
) -> list[int | None]:
    """Whom each quantity takes after: a part its whole, the end of a change its beginning."""
    kin = [
        place - 1
        if place
        and (change is not None or seen[place].measure_word in MULTIPLES)
        and _follows(layout, seen[place - 1], seen[place], moved[place - 1], change)
        else whole
        for place, (whole, change) in enumerate(zip(parts, moved, strict=True))
    ]
    for place in range(1, len(seen)):
        if seen[place].unit in _RATES and seen[place - 1].unit not in _RATES:
            for rate, figure in _respectively(layout, seen, place):
                kin[rate] = figure
    return kin


def _respectively(layout: Frame, seen: Sequence[Quantity], place: int) -> Iterator[tuple[int, int]]:
    """Rates from `place` on with the figures that they are of: 引进312家、到位98亿元,分别增长8.7%和12.4%."""
    text = layout.text
    if not _EACH_GROWN.fullmatch(text, seen[place - 1].end, seen[place].start):
        return
    end = place + 1
    while end < len(seen) and seen[end].unit in _RATES and text[seen[end - 1].end : seen[end].start] in _JOINS:
        end += 1
    first = place - (end - place)
    if (
        end - place > 1
        and first >= 0
        and layout.strong_index(seen[first].start) == layout.strong_index(seen[place].start)
    ):
        yield from zip(range(place, end), range(first, place), strict=True)


def _follows(
    layout: Frame, before: Quantity, quantity: Quantity, moved_before: Direction | None, change: Direction | None
) -> bool:
    """Does a number tell on of the one before it: the end of its change, or its growth (`7574元,增长12%`)?"""
    if quantity.measure_word in MULTIPLES and quantity.start - before.end < _COMPARED:
        return not any(mark in layout.text[before.end : quantity.start] for mark in ";。!?\n")
    if change is None:
        return False
    if change is Direction.TO:
        return moved_before is Direction.FROM
    sized = moved_before is Direction.TO or (moved_before in _GROWTH[:2] and before.unit not in _RATES)
    rates = _GROWTH if moved_before is None else _GROWTH[:2] if sized else ()
    grown = change in rates and quantity.unit in _RATES
    return grown and _GROWN.fullmatch(layout.text, before.end, quantity.start) is not None


def _fact(text: str, sentence: str, seen: _Seen, place: int, marked: tuple[float, ...]) -> Fact:
    quantity, verdict = seen.quantities[place], seen.verdicts[place]
    part, same = seen.wholes[place], seen.repeats[place]
    where, when = seen.places[place], seen.periods[place]
    return Fact(
        id=place + 1,
        start=quantity.start,
        end=quantity.end,
        quote=text[quantity.start : quantity.end],
        sentence=sentence,
        value=quantity.value,
        unit=quantity.unit,
        bound=quantity.bound,
        value_high=quantity.value_high,
        measure_word=quantity.measure_word,
        indicator=verdict.code,
        label=verdict.label,
        provider=where.provider,
        recipient=where.recipient,
        period_start=when.start,
        period_end=when.end,
        period_text=when.text,
        per=quantity.per,
        planned=seen.plans[place],
        whole=None if part is None else part + 1,
        change=seen.changes[place],
        same_as=None if same is None else same + 1,
        rule=f"{verdict.place}:{verdict.label or verdict.head}",
        confidence=probability(marked),
        flags=where.flags,
    )
