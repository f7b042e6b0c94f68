"""The counting rules, fact by fact: what may be added, what scope a figure has, and when one lies within another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact

from core.extract.indicators import INDICATORS
from core.records import Bound, Fact
from core.totals.records import Reason
from core.units import MULTIPLES

#: Sums are exact or raise: 28 digits, Python's default, can be too few.
_EXACT = Context(prec=1000, traps=[Inexact])

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Scope:
    """The places and the time that a figure covers; periods in ordinal days, None where nothing is known."""

    provider: tuple[str, ...]
    recipient: tuple[str, ...]
    period: tuple[int, int] | None

    def within(self, other: Scope) -> bool:
        """Whether this scope lies within `other` (or equals it)."""
        return (
            _places_within(self.provider, other.provider)
            and _places_within(self.recipient, other.recipient)
            and _period_within(self.period, other.period)
        )


def aggregate(indicator: str) -> str:
    """How figures of an indicator add up: "sum", "latest" or "none" (also for an unknown one)."""
    known = INDICATORS.get(indicator)
    return known.aggregate if known else "none"


def barred(fact: Fact) -> Reason | None:
    """Why a fact can never be added, whatever stands beside it; None where it can.

    A curator's `counting` overrules the table in both directions.
    """
    if fact.counting:
        return Reason.CURATOR if fact.counting == "leave" else None
    if fact.per is not None:
        return Reason.RATE
    if fact.change is not None or fact.measure_word in MULTIPLES:
        return Reason.CHANGE
    return Reason.NOT_ADDED if aggregate(fact.indicator) == "none" else None


def stem(code: str) -> str:
    """The leading digits that all places within `code` share: 152500 gives 1525, the country ""."""
    if code == "100000":
        return ""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def scope(fact: Fact) -> Scope:
    """The places and period of a fact; a stock (indicator "latest") has no extent in time."""
    stock = aggregate(fact.indicator) == "latest"
    return Scope(tuple(sorted(fact.provider)), tuple(sorted(fact.recipient)), None if stock else period(fact))


def period(fact: Fact) -> tuple[int, int] | None:
    """First and last day as ordinals, an unknown end open; None where both are unknown."""
    if fact.period_start is None and fact.period_end is None:
        return None
    start = _FIRST if fact.period_start is None else fact.period_start.toordinal()
    return start, _LAST if fact.period_end is None else fact.period_end.toordinal()


def limits(fact: Fact) -> tuple[Decimal, Decimal | None]:
    """What the stated figure is at least and at most; None for no upper limit."""
    high = fact.value if fact.value_high is None else fact.value_high
    if fact.bound is Bound.OVER:
        return fact.value, None
    return (Decimal(0) if fact.bound is Bound.UNDER else fact.value), high


def height(fact: Fact) -> Decimal:
    """What the true figure reaches at least, by which one telling is held against another.

    约28亿 may be 27亿 and a bit, so that it stands below an exact 27.44亿: one unit of its last digit is taken off.
    """
    return fact.value - coarse_step(fact.value) if fact.bound in (Bound.ABOUT, Bound.UNDER) else fact.value


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """The sum with all its digits."""
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def coarse_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not 0: 2700000000 gives 100000000, 0.5 gives 0.1."""
    return Decimal(0) if not value else Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def merged_bound(bounds: set[Bound]) -> Bound:
    """The bound of a sum whose figures have these bounds."""
    over, under = Bound.OVER in bounds, Bound.UNDER in bounds
    if over != under:
        return Bound.OVER if over else Bound.UNDER
    return Bound.ABOUT if over or Bound.ABOUT in bounds else Bound.EXACT


def _places_within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    if inner == outer:
        return True
    stems = tuple(map(stem, outer))
    return bool(inner and stems) and all(code.startswith(stems) for code in inner)


def _period_within(inner: tuple[int, int] | None, outer: tuple[int, int] | None) -> bool:
    if inner is None or outer is None:
        return inner == outer
    return outer[0] <= inner[0] and inner[1] <= outer[1]
