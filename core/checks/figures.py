"""Checks of single figures against their neighbours, the calendar and the map."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from core import gazetteer
from core.checks.precision import COUNTED
from core.checks.records import Finding, Kind, Told, finding
from core.extract.indicators import INDICATORS
from core.records import Fact
from core.units import MULTIPLES

_FEWEST, _MOST = Decimal(1), Decimal(10)  # people in a household
_BESIDE = frozenset(("", "、", ",", "，", "(", "（", "共", ",共", "，共"))
_OFF = 1000  # times off every neighbour before a slip of 10,000 is looked for
_NEIGHBOURS = 3
_SHOWN = 6  # figures that one sentence names
_SPREAD = 3  # a value put right may be this many times off the range of its neighbours


def households(told: Told) -> Iterator[Finding]:
    """Households and people told side by side (1307户4274人) that give less than 1 or more than 10 to a household."""
    for one, other in zip(told.facts, told.facts[1:], strict=False):
        if {one.unit, other.unit} != {"household", "person"} or one.per or other.per:
            continue
        if told.text[one.end : other.start].replace(" ", "") not in _BESIDE:
            continue
        homes, people = (one, other) if one.unit == "household" else (other, one)
        if not homes.value:
            continue
        ratio = people.value / homes.value
        if not _FEWEST <= ratio <= _MOST:
            figures = {"people": people.quote, "households": homes.quote, "ratio": f"{ratio:.2f}"}
            yield finding(Kind.HOUSEHOLD, 65, (people, homes), "household", figures)


def fractions(told: Told) -> Iterator[Finding]:
    """People, households and things that are no whole number: 12.7人 where 12.7万人 was meant."""
    for fact in told.facts:
        counted = fact.unit in COUNTED and fact.measure_word not in MULTIPLES and fact.per is None
        if counted and fact.value != fact.value.to_integral_value():
            known = INDICATORS.get(fact.indicator)
            if known is None or known.aggregate != "none":
                yield finding(Kind.FRACTION, 60, (fact,), "fraction", {"one": fact.quote})


def slips(told: Told) -> Iterator[Finding]:
    """Values some 10,000 times off those of the same indicator in the document, that fit among them when put right."""
    alike: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in told.facts:
        rate = fact.unit in ("%", "percentage-point") or fact.measure_word in MULTIPLES
        if fact.value > 0 and fact.change is None and not rate:
            things = fact.measure_word if fact.unit == "count" else None  # 100万件 beside 7辆 and 35台 is no slip
            alike[fact.indicator, fact.unit, fact.per, things].append(fact)
    for group in alike.values():
        for fact in group:
            yield from _slip(fact, [other for other in group if other is not fact])


def _slip(fact: Fact, others: Sequence[Fact]) -> Iterator[Finding]:
    if len(others) < _NEIGHBOURS:
        return
    values = sorted(other.value for other in others)
    for factor in (10**4, 10**8):
        for right, far in (
            (fact.value / factor, fact.value >= _OFF * values[-1]),
            (fact.value * factor, fact.value * _OFF <= values[0]),
        ):
            if far and values[0] / _SPREAD <= right <= values[-1] * _SPREAD:
                middle = median(values)
                times = max(fact.value / middle, middle / fact.value)
                quotes = "、".join(other.quote for other in others[:3])
                figures = {"one": fact.quote, "factor": f"{times:,.0f}", "others": quotes}
                yield finding(Kind.SCALE, 85, (fact, *others[:3]), "scale_neighbours", figures)
                return


def periods(told: Told) -> Iterator[Finding]:
    """Actual figures for a time that had not come when the document was published; once for each such period."""
    day = told.published_on
    if day is None:
        return
    late: dict[tuple[str, date | None, date | None], list[Fact]] = defaultdict(list)
    for fact in told.facts:
        start, end = fact.period_start, fact.period_end
        if fact.planned:
            continue
        if start is not None and start > day:
            late["period_start", start, end].append(fact)
        elif end is not None and end > day and not _about_over(end, day):
            late["period_end", start, end].append(fact)
    for (template, start, end), facts in late.items():
        period = f"{start or ''}–{end or ''}"
        figures = {"one": _quotes(facts), "period": period, "date": day.isoformat()}
        weight = 55 if template == "period_start" else 50
        yield finding(Kind.PERIOD, weight, facts, template, figures, extra=period)


def _about_over(end: date, day: date) -> bool:
    """Whether a time ends with the month or the year of publication.

    Those are told before they are over: 全年 on 19 December, 截至10月 on 26 October.
    """
    of_month = (end.year, end.month) == (day.year, day.month) and end.day == monthrange(end.year, end.month)[1]
    return of_month or (end.year == day.year and (end.month, end.day) == (12, 31))


def _quotes(facts: Sequence[Fact]) -> str:
    """The first few figures, and whether there are more."""
    quotes = list(dict.fromkeys(fact.quote for fact in facts))
    return "、".join(quotes[:_SHOWN]) + ("…" if len(quotes) > _SHOWN else "")


def places(told: Told) -> Iterator[Finding]:
    """Places that were only suggested, and codes that are none; once for each place of a document."""
    suggested: dict[str, list[Fact]] = defaultdict(list)
    unknown: dict[str, list[Fact]] = defaultdict(list)
    known = gazetteer.load()
    for fact in told.facts:
        codes = (*fact.provider, *fact.recipient)
        if "place_suggested" in fact.flags:
            suggested["、".join(known.label(code) for code in fact.recipient or fact.provider)].append(fact)
        for code in codes:
            if known.place(code) is None:
                unknown[code].append(fact)
    for name, facts in suggested.items():
        yield finding(Kind.PLACE, 45, facts, "place_suggested", {"places": name}, extra=name)
    for code, facts in unknown.items():
        yield finding(Kind.PLACE, 55, facts, "place_unknown", {"places": code}, extra=code)
