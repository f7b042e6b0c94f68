"""The same indicator, places and period told more than once: repeats, roundings, revisions and contradictions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from core.checks import clauses
from core.checks.precision import allowed, digits
from core.checks.records import Finding, Kind, Told, finding
from core.extract.indicators import INDICATORS
from core.records import Bound, Fact

_ALIKE = 0.6  # share of common character pairs from which two sentences are taken to tell the same
_RUN = 3  # characters that two clauses must have in common to tell of one thing
_FAR = 2  # times: values further apart are of different things, unless the sentences are alike
MANY = 60  # facts of a cell up to which all pairs of sentences are compared
AROUND = 60  # values next to one that it is held against at least
_HELD = 600_000  # pairs of values of one cell that are held against each other: up to 1,000 figures, all of them
_TRIED = 200  # claims that a figure is held against
_SCALES = (10**4, 10**8)
_LEAST, _MOST = Decimal("0.98"), Decimal("1.02")  # of such a factor
_CALENDAR = date.max


class Relation(StrEnum):
    """How two figures of one indicator stand to each other."""

    REPEAT = "repeat"
    ROUNDING = "rounding"
    OTHER_PERIOD = "other_period"
    OTHER_SCOPE = "other_scope"
    REVISION = "revision"
    SLIP = "slip"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Cell:
    """The scope in which figures can be told twice: all that two tellings of one figure have in common."""

    indicator: str
    unit: str
    provider: tuple[str, ...]
    recipient: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    per: str | None
    planned: bool

    @property
    def name(self) -> str:
        """The cell as a text that can be stored."""
        ends = (self.period_start, self.period_end)
        return "|".join(
            (
                self.indicator, self.unit, " ".join(self.provider), " ".join(self.recipient),
                *(end.isoformat() if end else "" for end in ends), self.per or "", "1" if self.planned else "",
            )
        )  # fmt: skip


def cell_of(fact: Fact) -> Cell | None:
    """The cell of a fact; None where it cannot be compared: a change, or no period and no place at all."""
    if fact.change is not None or fact.indicator.startswith("other."):
        return None
    if not (fact.provider or fact.recipient) or (fact.period_start is None and fact.period_end is None):
        return None
    return Cell(
        fact.indicator,
        fact.unit,
        fact.provider,
        fact.recipient,
        fact.period_start,
        fact.period_end,
        fact.per,
        fact.planned,
    )


def relation(one: Fact, other: Fact, published: Mapping[int, date | None]) -> Relation:
    """How two figures of one indicator and unit stand to each other."""
    if (one.provider, one.recipient, one.per, one.planned) != (
        other.provider,
        other.recipient,
        other.per,
        other.planned,
    ):
        return Relation.OTHER_SCOPE
    if (one.period_start, one.period_end) != (other.period_start, other.period_end):
        return Relation.OTHER_PERIOD
    if (one.value, one.value_high) == (other.value, other.value_high):
        return Relation.REPEAT
    if consistent(one, other):
        return Relation.ROUNDING
    if _slip(one, other):
        return Relation.SLIP
    days = published.get(one.document), published.get(other.document)
    return Relation.REVISION if None not in days and days[0] != days[1] else Relation.CONTRADICTION


def consistent(one: Fact, other: Fact) -> bool:
    """Whether two statements can be of one true value: 27.44亿 and 27亿多."""
    low, high = allowed(one)
    other_low, other_high = allowed(other)
    return low <= other_high and other_low <= high


def across(cell: Cell, facts: Sequence[Fact], published: Mapping[int, date | None]) -> Iterator[Finding]:
    """What does not fit among the facts of one cell, in several documents or told alike in one.

    Figures of different documents are held against each other where each document tells one of the cell, or where their
    sentences are alike: a report that lists several projects of a county tells of other things than the next one.
    """
    heads = [fact for fact in facts if fact.whole is None and fact.same_as is None]
    claims = _claims(heads)
    for claim in claims:
        if len(claim) > 1:
            yield _repeat(cell, claim)
    seen: set[frozenset[int]] = set()
    for group in _rival_groups(heads, claims):
        ids = frozenset(fact.id for fact in group)
        if ids not in seen:
            seen.add(ids)
            yield _disagreement(cell, group, published)


def within(told: Told) -> Iterator[Finding]:
    """Figures of one document that may be one figure, told more and less exactly: 0.11亿元 and 1091.1万元."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in told.facts:
        if fact.bound is Bound.EXACT and fact.change is None and fact.per is None and fact.same_as is None:
            groups[fact.indicator, fact.unit, fact.recipient, fact.period_start, fact.period_end, fact.planned].append(
                fact
            )
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _rounded_pair(one, other):
                figures = {"one": one.quote, "other": other.quote}
                yield finding(Kind.ROUNDING, 25, (one, other), "same_rounded", figures)


def _rounded_pair(one: Fact, other: Fact) -> bool:
    nested = not (one.provider and other.provider) or one.provider == other.provider
    return (
        nested
        and one.value != other.value
        and min(digits(one.value), digits(other.value)) >= 2
        and one.sentence != other.sentence
        and other.id != one.whole
        and one.id != other.whole
        and bool(set(one.label) & set(other.label) or not (one.label and other.label))
        and consistent(one, other)
        and not _apart(one, other)
    )


def _apart(one: Fact, other: Fact) -> bool:
    return clauses.apart(clauses.said(one), clauses.said(other))


# --- repeats ----------------------------------------------------------------------------------------


class _Claims:
    """Claims, found by what their first figures allow, so that a figure is not held against all of them."""

    def __init__(self) -> None:
        self.all: list[list[Fact]] = []
        self._documents: list[set[int]] = []
        self._by_width: dict[int | None, list[tuple[Decimal, int]]] = defaultdict(list)

    def add(self, fact: Fact) -> None:
        """Adds a fact to the first claim that it can be of, or begins one; at most `_TRIED` claims are tried."""
        low, high = allowed(fact)
        for number in self._fitting(low, high)[:_TRIED]:
            if fact.document not in self._documents[number] and _same_value(self.all[number][0], fact):
                self.all[number].append(fact)
                self._documents[number].add(fact.document)
                return
        insort(self._by_width[_width(low, high)], (low, len(self.all)))
        self.all.append([fact])
        self._documents.append({fact.document})

    def _fitting(self, low: Decimal, high: Decimal) -> list[int]:
        """The claims that may begin with a figure of a value between these."""
        found: list[int] = []
        for width, heads in self._by_width.items():
            first = 0 if width is None else bisect_left(heads, (low - Decimal(1).scaleb(width), 0))
            found += [number for _, number in heads[first : bisect_right(heads, (high, len(self.all)))]]
        return sorted(found)


def _width(low: Decimal, high: Decimal) -> int | None:
    """The power of ten that an interval is narrower than; None for one without an end."""
    return None if high.is_infinite() else (high - low).adjusted() + 1


def _claims(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts gathered by the value that they can all be of, the most exact telling first."""
    claims = _Claims()
    for fact in sorted(
        facts, key=lambda fact: (fact.bound is not Bound.EXACT, -digits(fact.value), fact.document, fact.start)
    ):
        claims.add(fact)
    return claims.all


def _same_value(first: Fact, fact: Fact) -> bool:
    if _apart(first, fact):
        return False
    if first.value == fact.value and first.bound == fact.bound:
        return digits(fact.value) >= 2 or alike(first, fact)
    return consistent(first, fact) and (min(digits(first.value), digits(fact.value)) >= 2 or alike(first, fact))


def _repeat(cell: Cell, claim: Sequence[Fact]) -> Finding:
    quotes = list(dict.fromkeys(fact.quote for fact in claim))
    figures = {"values": "、".join(quotes[:6]), "count": str(len(claim)), "indicator": _indicator(cell)}
    return finding(Kind.REPEAT, 10, claim, "repeat", figures, cell=cell.name)


# --- disagreements ----------------------------------------------------------------------------------


def _rival_groups(facts: Sequence[Fact], claims: Sequence[Sequence[Fact]]) -> Iterator[list[Fact]]:
    """Groups of facts that tell different values of what must be one figure; one of each claim stands for it.

    Sentences are held against each other in cells of up to `MANY` facts.
    """
    claim_of = {fact.id: at for at, claim in enumerate(claims) for fact in claim}
    told = Counter(fact.document for fact in facts)
    differing: dict[int, Fact] = {}
    for fact in facts:
        if told[fact.document] == 1:
            differing.setdefault(claim_of[fact.id], fact)
    near = _near(list(differing.values()))
    if len(near) > 1:
        yield near
    if len(facts) <= MANY:
        known = {fact.id for fact in near}
        for one, other in combinations(facts, 2):
            if claim_of[one.id] == claim_of[other.id] or one.sentence == other.sentence or not alike(one, other):
                continue
            if not (one.id in known and other.id in known) and not consistent(one, other) and not _apart(one, other):
                yield [one, other]


class _Figure(NamedTuple):
    """A fact with what it is held against others by: what it allows, and the words around it in its clause."""

    fact: Fact
    low: Decimal
    high: Decimal
    before: frozenset[str]
    after: frozenset[str]
    begins: bool
    said: clauses.Said

    def rivals(self, other: _Figure) -> bool:
        """Whether two figures are of one thing, as far as their clauses tell, but of two values."""
        if self.low <= other.high and other.low <= self.high:
            return False
        if self.after and other.after and self.after.isdisjoint(other.after):
            return False
        if clauses.apart(self.said, other.said):
            return False
        return self.begins or other.begins or not self.before.isdisjoint(other.before)


def _figure(fact: Fact) -> _Figure:
    """What stands before and after a figure in its clause tells what it is of.

    财政帮扶资金1.2亿元 and 帮扶资金到位1.25亿元 can tell of one thing, as what stands before shares a run;
    资金120万元建设扶贫车间 and 资金200万元修路 are two projects, as what stands after shares nothing.
    """
    before, after = clauses.around(fact.sentence, fact.quote)
    return _Figure(fact, *allowed(fact), _runs(before), _pairs(after), not before, clauses.said(fact))


def _near(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that have a rival: of up to twice their value, or of a value that would be theirs with another scale.

    Where there are too many for all pairs, each is held against the next larger and next smaller values, and as many
    beside its value at each scale.
    """
    figures = [_figure(fact) for fact in sorted(facts, key=lambda fact: fact.value) if fact.value > 0]
    values = [one.fact.value for one in figures]
    most = max(AROUND, _HELD // max(1, len(values)))
    near: set[int] = set()
    for at, one in enumerate(figures):
        for other in _around(values, at, most):
            both = {one.fact.id, figures[other].fact.id}
            if not both <= near and one.rivals(figures[other]):
                near |= both
    return [fact for fact in facts if fact.id in near]


def _around(values: Sequence[Decimal], at: int, most: int) -> Iterator[int]:
    """Places of larger values that a value is held against; smaller ones are held against it in their turn."""
    value = values[at]
    for other in range(at + 1, min(at + 1 + most, len(values))):
        if values[other] > value * _FAR:
            break
        yield other
    for factor in _SCALES:
        first = bisect_left(values, value * factor * _LEAST)
        last = bisect_right(values, value * factor * _MOST)
        middle = min(max(bisect_left(values, value * factor), first + most), last)
        yield from range(max(first, middle - most), min(last, middle + most))


def _slip(one: Fact, other: Fact) -> bool:
    """Whether one value is the other 10,000 times over, as when 万 is written for 亿."""
    low, high = sorted((one.value, other.value))
    if low <= 0:
        return False
    ratio = high / low
    return any(_LEAST <= ratio / factor <= _MOST for factor in _SCALES)


def _disagreement(cell: Cell, group: Sequence[Fact], published: Mapping[int, date | None]) -> Finding:
    ordered = sorted(group, key=lambda fact: (published.get(fact.document) or _CALENDAR, fact.document, fact.start))
    figures = {"values": "、".join(fact.quote for fact in ordered[:6]), "indicator": _indicator(cell)}
    if len(ordered) == 2 and _slip(*ordered):
        low, high = sorted(fact.value for fact in ordered)
        slip = {"one": ordered[0].quote, "other": ordered[1].quote, "factor": f"{high / low:,.0f}"}
        return finding(Kind.SCALE, 85, ordered, "scale_rival", slip, cell=cell.name)
    days = [published.get(fact.document) for fact in ordered]
    if None not in days and len(set(days)) == len(days):
        figures["date"] = str(days[-1])
        return finding(Kind.REVISION, 60, ordered, "revision", figures, cell=cell.name)
    return finding(Kind.CONTRADICTION, 80, ordered, "contradiction", figures, cell=cell.name)


def _indicator(cell: Cell) -> str:
    known = INDICATORS.get(cell.indicator)
    return known.zh if known else cell.indicator


_FIGURES = re.compile(r"[\d.,%\s]+")


def alike(one: Fact, other: Fact) -> bool:
    """Whether two sentences tell the same but for their figures: common pairs of characters."""
    left, right = _pairs(one.sentence), _pairs(other.sentence)
    if not (left and right) or not _ALIKE * len(left) <= len(right) <= len(left) / _ALIKE:
        return False
    shared = len(left & right)
    return shared >= _ALIKE * (len(left) + len(right) - shared)


@lru_cache(maxsize=4096)
def _runs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


@lru_cache(maxsize=4096)  # each sentence of a cell is held against all others
def _pairs(sentence: str) -> frozenset[str]:
    plain = _FIGURES.sub("", sentence)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
