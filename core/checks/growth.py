"""Does a growth rate fit the two values it is told with?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.checks.precision import INFINITE, allowed, coarse_step, step
from core.checks.records import Finding, Kind, Told, finding
from core.records import Direction, Fact
from core.units import MULTIPLES

_REACH = 80  # characters between a rate and the value that it is the growth of


def growth(told: Told) -> Iterator[Finding]:
    """Rates and absolute increases that the value before and the value after do not give."""
    for at, rate in enumerate(told.facts):
        if rate.change in (Direction.INCREASE, Direction.DECREASE):
            for before, after in _ends(told.facts, at):
                yield from _check(rate, before, after)
                break


def _ends(facts: Sequence[Fact], at: int) -> Iterator[tuple[Fact, Fact]]:
    """The value before and the value after: the ends of the change itself, or those of two years running."""
    rate = facts[at]
    around = [fact for fact in facts[max(0, at - 6) : at + 4] if fact is not rate and _of_one_thing(rate, fact)]
    starts = [fact for fact in around if fact.change is Direction.FROM and _near(fact, rate)]
    goals = [fact for fact in around if fact.change is Direction.TO and _near(fact, rate)]
    if len(starts) == len(goals) == 1:
        yield starts[0], goals[0]
        return
    levels = [fact for fact in around if fact.change is None and fact.end <= rate.start and _near(fact, rate)]
    if not levels:
        return
    after = levels[-1]
    before = [fact for fact in facts if _a_year_before(fact, after)]
    if len(before) == 1:
        yield before[0], after


def _of_one_thing(rate: Fact, fact: Fact) -> bool:
    same = fact.indicator == rate.indicator and fact.planned == rate.planned and fact.provider == rate.provider
    if not same or fact.recipient != rate.recipient:
        return False
    if _is_rate(rate):
        return not _is_rate(fact) and fact.unit != "percentage-point"
    if rate.unit == "percentage-point":
        return fact.unit == "%"
    return fact.unit == rate.unit and not _is_rate(fact)


def _is_rate(fact: Fact) -> bool:
    return fact.unit == "%" or fact.measure_word in MULTIPLES


def _near(fact: Fact, rate: Fact) -> bool:
    return fact.sentence == rate.sentence and abs(fact.start - rate.start) < _REACH


def _a_year_before(fact: Fact, after: Fact) -> bool:
    ends = (fact.period_start, fact.period_end, after.period_start, after.period_end)
    if any(end is None for end in ends) or fact.id == after.id:
        return False
    earlier = [(day.year, day.month, day.day) for day in ends[:2] if day]
    later = [(day.year - 1, day.month, day.day) for day in ends[2:] if day]
    alike = (fact.indicator, fact.unit, fact.per, fact.provider, fact.recipient, fact.planned, fact.change)
    return earlier == later and alike == (
        after.indicator, after.unit, after.per, after.provider, after.recipient, after.planned, after.change,
    )  # fmt: skip


def _check(rate: Fact, before: Fact, after: Fact) -> Iterator[Finding]:
    sign = -1 if rate.change is Direction.DECREASE else 1
    low, high = allowed(before)
    new_low, new_high = allowed(after)
    if INFINITE in (high, new_high):
        return
    if _is_rate(rate):
        if low <= 0:
            return
        size = 100 if rate.unit == "%" else 1
        ends = sorted(sign * (new / old - 1) * size for new in (new_low, new_high) for old in (low, high))
        computed = sign * (after.value / before.value - 1) * size if before.value else Decimal(0)
    else:
        ends = sorted(sign * (new - old) for new in (new_low, new_high) for old in (low, high))
        computed = sign * (after.value - before.value)
    # A rate is often cut off and not rounded, so that a whole unit of its last digit is allowed to either side.
    unit = max(step(rate.quote, rate.value), coarse_step(rate.value) if rate.bound != "exact" else Decimal(0))
    if ends[0] - unit <= rate.value <= ends[-1] + unit:
        return
    figures = {
        "before": before.quote,
        "after": after.quote,
        "computed": _said(computed, rate),
        "told": rate.quote,
    }
    yield finding(Kind.GROWTH, 75, (rate, before, after), "growth", figures)


def _said(value: Decimal, rate: Fact) -> str:
    if rate.unit == "%":
        return f"{value:.1f}%"
    if rate.measure_word in MULTIPLES:
        return f"{value:.2f}倍"
    return f"{value.normalize():f}{rate.measure_word or ''}"
