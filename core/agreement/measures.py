"""Cohen's kappa, Krippendorff's alpha, and how often values agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from core.agreement.views import View, Views, views
from core.checks.precision import allowed
from core.records import Status
from core.store import Store


@dataclass(frozen=True, slots=True)
class Pair:
    """Two curators on the facts that both decided.

    Shares are of 1, None where there is nothing to share. `decisions` and `indicators` are Cohen's kappa, None where it
    is not defined (one and the same category throughout). Indicators and values are compared on the `approved` facts
    that both let stand.
    """

    curators: tuple[str, str]
    facts: int
    same_decisions: float | None
    decisions: float | None
    approved: int
    same_indicators: float | None
    indicators: float | None
    same_values: float | None
    near_values: float | None
    differing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All pairs of curators, and Krippendorff's alpha (nominal) over all facts that two or more decided."""

    curators: tuple[str, ...]
    facts: int
    pairs: tuple[Pair, ...]
    decisions_alpha: float | None
    indicators_alpha: float | None


def agreement(store: Store, others: Iterable[Store] = ()) -> Agreement:
    """Compares the curators of a store, and of other stores over the same documents, fact by fact."""
    return measured(views(store, others))


def measured(found: Views) -> Agreement:
    """Compares curators by what each made of each fact."""
    curators = tuple(sorted({who for told in found.values() for who in told}))
    listed = (_pair(one, two, found) for one, two in combinations(curators, 2))
    approved = {fact: {who: view for who, view in told.items() if _approved(view)} for fact, told in found.items()}
    return Agreement(
        curators=curators,
        facts=sum(len(told) > 1 for told in found.values()),
        pairs=tuple(pair for pair in listed if pair.facts),
        decisions_alpha=alpha(found, lambda view: view.decision),
        indicators_alpha=alpha(approved, lambda view: view.fact.indicator),
    )


def _pair(one: str, two: str, found: Views) -> Pair:
    both = {fact: (told[one], told[two]) for fact, told in sorted(found.items()) if one in told and two in told}
    standing = {fact: seen for fact, seen in both.items() if all(map(_approved, seen))}
    decisions = [(a.decision, b.decision) for a, b in both.values()]
    indicators = [(a.fact.indicator, b.fact.indicator) for a, b in standing.values()]
    return Pair(
        curators=(one, two),
        facts=len(both),
        same_decisions=_share(a == b for a, b in decisions),
        decisions=kappa(decisions),
        approved=len(standing),
        same_indicators=_share(a == b for a, b in indicators),
        indicators=kappa(indicators),
        same_values=_share(_same_value(a, b) for a, b in standing.values()),
        near_values=_share(_near(a, b) for a, b in standing.values()),
        differing=tuple(fact for fact, (a, b) in both.items() if not _agree(a, b)),
    )


def _approved(view: View) -> bool:
    return view.decision == Status.APPROVED


def _share(truths: Iterable[bool]) -> float | None:
    told = list(truths)
    return sum(told) / len(told) if told else None


def _agree(one: View, two: View) -> bool:
    if one.decision != two.decision or not _approved(one):
        return one.decision == two.decision
    return one.fact.indicator == two.fact.indicator and _same_value(one, two)


def _same_value(one: View, two: View) -> bool:
    return all(getattr(one.fact, name) == getattr(two.fact, name) for name in ("value", "value_high", "unit"))


def _near(one: View, two: View) -> bool:
    """Whether what one statement allows (rounding, 约, 余) and what the other does have a value in common."""
    (low, high), (other_low, other_high) = allowed(one.fact), allowed(two.fact)
    return one.fact.unit == two.fact.unit and low <= other_high and other_low <= high


def kappa(judgements: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two judges (Cohen 1960): agreement beyond chance, 1 for all, 0 for what chance gives.

    None where it is not defined: nothing judged, or both gave one and the same category to all.

    >>> kappa([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15)
    0.4
    """
    if not judgements:
        return None
    number = len(judgements)
    seen = sum(one == two for one, two in judgements)
    first, second = Counter(one for one, _ in judgements), Counter(two for _, two in judgements)
    chance = sum(count * second[category] for category, count in first.items())
    if chance == number * number:
        return None
    return (seen * number - chance) / (number * number - chance)


def alpha(found: Views, judgement: Callable[[View], str]) -> float | None:
    """Krippendorff's alpha, nominal, over all facts that two or more judged; None where it is not defined.

    Defined only where some judgements differ in category. The library is Castro's `krippendorff` ("Fast Krippendorff").
    """
    units = [told for told in found.values() if len(told) > 1]
    categories = sorted({judgement(view) for told in units for view in told.values()})
    if len(categories) < 2:
        return None
    import krippendorff  # with numpy 0.1 s, and only this needs it

    counts = [[sum(judgement(view) == one for view in told.values()) for one in categories] for told in units]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
