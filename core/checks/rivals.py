"""The same indicator, places and period told more than once: repeats, roundings, revisions and contradictions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from core.checks.precision import allowed, digits
from core.checks.records import Finding, Kind, Told, finding
from core.extract.indicators import INDICATORS
from core.records import Bound, Fact

_ALIKE = 0.6  # share of common character pairs from which two sentences are taken to tell the same
_RUN = 3  # characters that two clauses must have in common to tell of one thing
_FAR = 2  # times: values further apart are of different things, unless the sentences are alike
_MANY = 60  # facts of a cell up to which all pairs of sentences are compared
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
        and bool(set(one.label) & set(other.label) or not (one.label and other.label))
        and consistent(one, other)
    )


# --- repeats ----------------------------------------------------------------------------------------


def _claims(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts gathered by the value that they can all be of, the most exact telling first."""
    ranked = sorted(
        facts, key=lambda fact: (fact.bound is not Bound.EXACT, -digits(fact.value), fact.document, fact.start)
    )
    claims: list[list[Fact]] = []
    for fact in ranked:
        for claim in claims:
            if _same_claim(claim, fact):
                claim.append(fact)
                break
        else:
            claims.append([fact])
    return claims


def _same_claim(claim: Sequence[Fact], fact: Fact) -> bool:
    if any(fact.document == other.document for other in claim):
        return False
    first = claim[0]
    if first.value == fact.value and first.bound == fact.bound:
        return digits(fact.value) >= 2 or alike(first, fact)
    return consistent(first, fact) and (min(digits(first.value), digits(fact.value)) >= 2 or alike(first, fact))


def _repeat(cell: Cell, claim: Sequence[Fact]) -> Finding:
    quotes = list(dict.fromkeys(fact.quote for fact in claim))
    figures = {"values": "、".join(quotes[:6]), "count": str(len(claim)), "indicator": _indicator(cell)}
    return finding(Kind.REPEAT, 10, claim, "repeat", figures, cell=cell.name)


# --- disagreements ----------------------------------------------------------------------------------


def _rival_groups(facts: Sequence[Fact], claims: Sequence[Sequence[Fact]]) -> Iterator[list[Fact]]:
    """Groups of facts that tell different values of what must be one figure; one of each claim stands for it."""
    claim_of = {fact.id: at for at, claim in enumerate(claims) for fact in claim}
    of_document: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        of_document[fact.document].append(fact)
    single = [own[0] for own in of_document.values() if len(own) == 1]
    differing: dict[int, Fact] = {}
    for fact in single:
        differing.setdefault(claim_of[fact.id], fact)
    near = [fact for fact in differing.values() if any(_close(fact, other) for other in differing.values())]
    if len(near) > 1:
        yield near
    if len(facts) <= _MANY:
        for one, other in combinations(facts, 2):
            if claim_of[one.id] == claim_of[other.id] or one.sentence == other.sentence or not alike(one, other):
                continue
            both_near = any(fact is one for fact in near) and any(fact is other for fact in near)
            if not both_near and not consistent(one, other):
                yield [one, other]


def _close(one: Fact, other: Fact) -> bool:
    if one is other or consistent(one, other) or not _kindred(one, other):
        return False
    low, high = sorted((one.value, other.value))
    return low > 0 and (high / low <= _FAR or _slip(one, other))


def _slip(one: Fact, other: Fact) -> bool:
    """Whether one value is the other 10,000 times over, as when 万 is written for 亿."""
    low, high = sorted((one.value, other.value))
    if low <= 0:
        return False
    ratio = high / low
    return any(Decimal("0.98") <= ratio / factor <= Decimal("1.02") for factor in (10**4, 10**8))


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
_CLAUSE = re.compile(r"[,，。;；:：、!！?？()（）\n]")


def alike(one: Fact, other: Fact) -> bool:
    """Whether two sentences tell the same but for their figures: common pairs of characters."""
    left, right = _pairs(one.sentence), _pairs(other.sentence)
    return bool(left and right) and len(left & right) >= _ALIKE * len(left | right)


def _kindred(one: Fact, other: Fact) -> bool:
    """Whether the clauses that two figures stand in can tell of one thing.

    财政帮扶资金1.2亿元 and 帮扶资金到位1.25亿元 can; 资金120万元建设扶贫车间 and 资金200万元修路 are two projects.
    """
    (before, after), (other_before, other_after) = _clause(one), _clause(other)
    if _pairs(after) and _pairs(other_after) and not _pairs(after) & _pairs(other_after):
        return False
    return not (before and other_before) or bool(_runs(before) & _runs(other_before))


def _clause(fact: Fact) -> tuple[str, str]:
    """What stands before and after a figure in its clause."""
    before, _, after = fact.sentence.partition(fact.quote)
    return _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]


@lru_cache(maxsize=4096)
def _runs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


@lru_cache(maxsize=4096)  # each sentence of a cell is held against all others
def _pairs(sentence: str) -> frozenset[str]:
    plain = _FIGURES.sub("", sentence)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))
