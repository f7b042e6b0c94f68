"""Wholes and parts among the facts of a document: how deep each stands, and whether the parts add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.records import Fact


@dataclass(frozen=True, slots=True)
class PartSum:
    """The sum of the parts of a whole, and whether it is the whole within half a unit of the last digit told."""

    total: Decimal
    holds: bool


def depths(facts: Iterable[Fact]) -> dict[int, int]:
    """How many wholes stand above each fact (id to depth); rings count as none."""
    whole = {fact.id: fact.whole for fact in facts}
    found: dict[int, int] = {}
    for number in whole:
        depth, above, seen = 0, whole[number], {number}
        while above in whole and above not in seen:
            seen.add(above)
            depth, above = depth + 1, whole[above]
        found[number] = depth
    return found


def sums(facts: Iterable[Fact]) -> dict[int, PartSum]:
    """The sum of the parts of each whole whose parts share its unit (id of the whole to sum)."""
    known = {fact.id: fact for fact in facts}
    parts: dict[int, list[Fact]] = {}
    for fact in known.values():
        if fact.whole in known and known[fact.whole].unit == fact.unit and fact.per is None:
            parts.setdefault(fact.whole, []).append(fact)
    return {number: _sum(known[number], own) for number, own in parts.items() if len(own) > 1}


def _sum(whole: Fact, parts: list[Fact]) -> PartSum:
    total = sum((part.value for part in parts), Decimal(0))
    return PartSum(total, abs(total - whole.value) <= step(whole) / 2)


def step(fact: Fact) -> Decimal:
    """One unit of the last digit that the text tells: 1,000,000 for 516.2亿元 is 0.1亿, that is 10,000,000."""
    digits = "".join(c for c in fact.quote if c.isdigit() or c == ".")
    if not digits.strip(".") or not fact.value:
        return Decimal(0)
    told = Decimal(digits.strip("."))
    exponent = told.as_tuple().exponent
    if not told or not isinstance(exponent, int) or exponent >= 0:
        return Decimal(0)
    return abs(fact.value / told) * Decimal(10) ** exponent
