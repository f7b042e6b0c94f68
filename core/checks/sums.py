"""Do parts and wholes fit, within what the numbers say and how exactly they say it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.checks import wording
from core.checks.precision import allowed, scale_of, step
from core.checks.records import Finding, Kind, Told, finding
from core.records import Bound, Fact

_SUM_WEIGHT, _LOOSE_WEIGHT, _NOTE = 90, 70, 0
_NEAR, _FAR = 150, 400  # characters between the members of a list, and from a total to its list
_FEWEST, _SHARED = 3, 3  # members of a list, and characters that the words before them share
_MOST = Decimal("1.5")  # a list that is larger than this many totals belongs to another total
_LEAST = Decimal("0.9")


def sums(told: Told) -> Iterator[Finding]:
    """Parts that exceed or miss their whole, and lists after a total that do."""
    linked = _parts_of(told)
    for whole, parts in linked:
        yield from _linked(told.text, whole, parts)
    yield from _unlinked(told, {whole.id for whole, _ in linked})


def verdict(parts: Sequence[Fact], whole: Fact, *, all_told: bool) -> str:
    """How a sum stands to what is told: "too_much", "too_little", "rounds" or "holds".

    Args:
        parts: The terms.
        whole: What they are told to be.
        all_told: Whether the wording says that there are no others.
    """
    ends = [allowed(part) for part in parts]
    low, high = sum((end[0] for end in ends), Decimal(0)), sum((end[1] for end in ends), Decimal(0))
    whole_low, whole_high = allowed(whole, cut=True)
    total = sum((part.value for part in parts), Decimal(0))
    if low > whole_high or (low == whole_high and total - whole.value >= step(whole.quote, whole.value)):
        return "too_much"
    if high < whole_low:
        return "too_little" if all_told else "holds"
    exact = all(one.bound is Bound.EXACT and one.value_high is None for one in (whole, *parts))
    near = abs(total - whole.value) <= step(whole.quote, whole.value)
    return "rounds" if exact and total != whole.value and near and (all_told or total > whole.value) else "holds"


def _parts_of(told: Told) -> list[tuple[Fact, list[Fact]]]:
    by_id = {fact.id: fact for fact in told.facts}
    found: dict[int, list[Fact]] = defaultdict(list)
    for at, fact in enumerate(told.facts):
        whole = by_id.get(fact.whole) if fact.whole is not None else None
        if whole is None or not _comparable(whole, fact):
            continue
        found[whole.id].append(fact)
        following = told.facts[at + 1] if at + 1 < len(told.facts) else None
        if (
            following is not None
            and following.whole is None
            and _comparable(whole, following)
            and wording.remainder_after(told.text, fact, following)
        ):
            found[whole.id].append(following)
    return [(by_id[number], parts) for number, parts in found.items()]


def _comparable(whole: Fact, part: Fact) -> bool:
    return part.unit == whole.unit and part.per == whole.per and part.change is None and whole.change is None


def _linked(text: str, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    for group in wording.breakdowns(text, parts):
        giant = next((part for part in group if part.value >= 1000 * whole.value > 0), None)
        if giant is not None:
            yield _slip(whole, giant)
            continue
        all_told = wording.must_add_up(text, whole, group)
        outcome = verdict(group, whole, all_told=all_told)
        if outcome == "too_much" and _two_lists(group, whole):
            continue
        if outcome in ("too_much", "too_little"):
            yield _mismatch(outcome, whole, group, _SUM_WEIGHT)
        elif outcome == "rounds":
            yield _mismatch("sum_rounds", whole, group, _NOTE)


def _two_lists(parts: Sequence[Fact], whole: Fact) -> bool:
    """Whether the parts are two breakdowns of one whole, told without a break: the first few make it up exactly."""
    for cut in range(2, len(parts) - 1):
        if sum((part.value for part in parts[:cut]), Decimal(0)) == whole.value:
            return verdict(parts[cut:], whole, all_told=False) == "holds"
    return False


def _slip(whole: Fact, part: Fact) -> Finding:
    factor = f"{(part.value / whole.value).quantize(Decimal(1)):,f}"
    return finding(
        Kind.SCALE, 85, (part, whole), "scale_part", {"one": part.quote, "other": whole.quote, "factor": factor}
    )


def _unlinked(told: Told, wholes: set[int]) -> Iterator[Finding]:
    """A list of like clauses after a total: 产业开发投入资金…;教育医疗投入资金…;劳务协作投入资金…."""
    for members in _lists(told):
        total = _total_before(told, members)
        if total is None or total.id in wholes:
            continue
        value = sum((member.value for member in members), Decimal(0))
        outcome = verdict(members, total, all_told=True)
        if outcome == "too_much" and value <= _MOST * total.value:
            yield _mismatch("too_much", total, members, _LOOSE_WEIGHT)
        elif outcome == "too_little" and value >= _LEAST * total.value:
            yield _mismatch("too_little", total, members, _LOOSE_WEIGHT)


def _lists(told: Told) -> Iterator[list[Fact]]:
    """Three and more figures of one unit, near each other, each after other words that end alike."""
    plain: dict[str, list[Fact]] = defaultdict(list)
    for fact in told.facts:
        if fact.whole is None and fact.same_as is None and not (fact.per or fact.change or fact.planned):
            plain[fact.unit].append(fact)
    for facts in plain.values():
        yield from (run for run in _runs(told.text, facts) if len(run) >= _FEWEST)


def _runs(text: str, facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    run: list[Fact] = []
    words = ""
    for fact in facts:
        own = wording.lead(text, fact.start)
        shared = _shared_end(words, own)
        if run and fact.start - run[-1].end < _NEAR and len(shared) >= _SHARED and own != words:
            run.append(fact)
            words = shared
        else:
            yield run
            run, words = [fact], own
    yield run


def _shared_end(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return one[len(one) - length :]


def _total_before(told: Told, members: Sequence[Fact]) -> Fact | None:
    first = members[0]
    for fact in reversed([fact for fact in told.facts if first.start - _FAR < fact.start < first.start]):
        if fact.unit == first.unit and not (fact.per or fact.change or fact.whole) and fact.planned == first.planned:
            larger = fact.value >= max(member.value for member in members)
            return fact if larger and wording.told_as_total(told.text, fact) else None
    return None


def _mismatch(template: str, whole: Fact, parts: Sequence[Fact], weight: int) -> Finding:
    total = sum((part.value for part in parts), Decimal(0))
    scale, word = scale_of(whole.quote)
    places = max(_decimals(one.value / scale, step(one.quote, one.value) / scale) for one in (whole, *parts))
    unit = f"{word}{whole.measure_word or ''}"
    figures = {
        "terms": " + ".join(_shown(part.value / scale, step(part.quote, part.value) / scale) for part in parts),
        "sum": f"{total / scale:.{places}f}{unit}",
        "told": whole.quote.replace(" ", ""),
        "difference": f"{abs(total - whole.value) / scale:.{places}f}{unit}",
    }
    kind = Kind.ROUNDING if template == "sum_rounds" else Kind.SUM
    return finding(kind, weight, (whole, *parts), template, figures)


def _decimals(value: Decimal, unit: Decimal) -> int:
    exponents = [int(one.normalize().as_tuple().exponent) for one in (value, unit) if one]
    return max([0, *(-exponent for exponent in exponents)])


def _shown(value: Decimal, unit: Decimal) -> str:
    return f"{value:.{_decimals(value, unit)}f}"
