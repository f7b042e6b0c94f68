"""Exact totals of checked facts that never count anything twice, with what they count and what they leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.records import Fact, Status
from core.totals.counting import Choice, choose
from core.totals.grouping import GROUPINGS, Grouping
from core.totals.matrix import Matrix, matrices
from core.totals.ranking import LeftOutList, RowList
from core.totals.records import LeftOut, Reason, Row, Totals
from core.totals.report import Extras, Picture, report_html
from core.totals.rules import aggregate, exact_sum, limits, merged_bound
from core.totals.wording import written

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store
    from core.totals.tally import Prepared

__all__ = [
    "GROUPINGS", "Extras", "Grouping", "LeftOut", "Matrix", "Picture", "Reason", "Row", "Totals",
    "matrices", "of_facts", "prepare", "ready", "report_html", "rows", "written",
]  # fmt: skip

#: Groupings that never add up across their keys: a total of one leaves a fact of another where it is.
_APART = ("indicator", "status")


def rows(
    store: Store,
    filter: Filter,  # noqa: A002 - the word of the glossary
    by: Sequence[str] = ("indicator", "year"),
    status: Status | None = Status.APPROVED,
) -> Totals:
    """Totals of the facts that `filter` describes.

    Args:
        store: The open store.
        filter: Which facts; the others are taken for absent.
        by: One or two names of `GROUPINGS`.
        status: Only facts of this status, or None for all that the filter allows.
    """
    from core.totals.tally import tallied  # numpy takes 0.1 s to load

    quick = tallied(store, filter, by, status)
    if quick is not None:
        return quick
    facts = store.facts(store.fact_ids(filter))
    published = {row.id: row.published_on for row in store.documents()}
    return of_facts((fact for fact in facts if status in (None, fact.status)), by, published)


def ready(store: Store) -> bool:
    """Whether totals are a matter of milliseconds; where they are not, `prepare` them in the background first."""
    from core.totals.tally import ready as is_ready

    return is_ready(store)


def prepare(store: Store) -> Iterator[Prepared]:
    """Reads all facts for totals, in steps that can be cancelled, and keeps what it made in a file beside the store."""
    from core.totals.tally import prepare as steps

    yield from steps(store)


def of_facts(
    facts: Iterable[Fact],
    by: Sequence[str] = ("indicator", "year"),
    published: Mapping[int, date | None] | None = None,
) -> Totals:
    """Totals of records at hand; `published` are the dates of their documents by id."""
    groupings = [GROUPINGS[name] for name in by]
    year = GROUPINGS["year"].key

    def key_of(fact: Fact) -> tuple[str, ...]:
        return tuple(grouping.key(fact) for grouping in groupings)

    def sum_of(fact: Fact) -> Hashable:
        apart = tuple(GROUPINGS[name].key(fact) for name in by if name in _APART)
        stock_year = year(fact) if "year" in by and aggregate(fact.indicator) == "latest" else None
        return fact.unit, fact.planned, apart, stock_year

    given = tuple(sorted(facts, key=lambda fact: fact.id))
    choice = choose(given, sum_of=sum_of, key_of=key_of, published=published)
    return Totals(tuple(by), _rows(choice, given, groupings), LeftOutList(choice.left_out))


def _rows(choice: Choice, facts: Iterable[Fact], groupings: Sequence[Grouping]) -> RowList:
    def place(fact: Fact) -> tuple[tuple[str, ...], str, bool]:
        return tuple(grouping.key(fact) for grouping in groupings), fact.unit, fact.planned

    counted: dict[tuple[tuple[str, ...], str, bool], list[Fact]] = defaultdict(list)
    for fact in choice.counted:
        counted[place(fact)].append(fact)
    held = {left.fact for left in choice.left_out if left.contained_in is not None}
    covered: dict[tuple[tuple[str, ...], str, bool], list[int]] = defaultdict(list)
    for fact in facts:
        if fact.id in held:
            covered[place(fact)].append(fact.id)
    made = (_row(*where, counted[where], tuple(covered.get(where, ())), groupings) for where in sorted(counted))
    return RowList(made)


def _row(
    key: tuple[str, ...],
    unit: str,
    planned: bool,
    facts: list[Fact],
    covered: tuple[int, ...],
    groupings: Sequence[Grouping],
) -> Row:
    ends = [limits(fact) for fact in facts]
    highs = [high for _, high in ends if high is not None]
    return Row(
        key=key,
        labels=tuple(grouping.label(part, "zh") for grouping, part in zip(groupings, key, strict=True)),
        labels_en=tuple(grouping.label(part, "en") for grouping, part in zip(groupings, key, strict=True)),
        unit=unit,
        planned=planned,
        value=exact_sum(fact.value for fact in facts),
        low=exact_sum(low for low, _ in ends),
        high=exact_sum(highs) if len(highs) == len(ends) else None,
        bound=merged_bound({fact.bound for fact in facts}),
        facts=tuple(fact.id for fact in facts),
        covered=covered,
    )
