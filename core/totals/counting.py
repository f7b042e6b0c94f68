"""Which facts of a set are counted: a pure choice that does not depend on the order in which facts come.

Three steps (docs/decisions/0016-totals.md):

1. What can never be added is barred, and of a stock only the newest figures of each place stay.
2. One fact is *inside* another of the same sum when it is linked to it as a part or a repeat, when another document
   tells of the same places and period, or when its places and period lie within the other's. Of two such facts the one
   that stands lower in one total order is inside, so that no circle can arise. Counted is what is inside nothing.
3. A counted whole whose linked parts make it up exactly gives way to them where the grouping tells them apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.records import Bound, Fact
from core.totals.records import LeftOut, Reason
from core.totals.rules import Scope, aggregate, barred, coarse_step, exact_sum, height, scope

Places = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The facts counted and those left out, both in the order of ids."""

    counted: tuple[Fact, ...]
    left_out: tuple[LeftOut, ...]


def choose(
    facts: Iterable[Fact],
    *,
    sum_of: Callable[[Fact], Hashable],
    key_of: Callable[[Fact], Hashable],
    published: Mapping[int, date | None] | None = None,
) -> Choice:
    """Chooses what to count among `facts`.

    Args:
        facts: The facts asked about; others are taken for absent: a part counts where its whole is not asked for.
        sum_of: Facts are compared only where this is equal (unit, planned, and what a grouping never adds up).
        key_of: The row a fact falls in; tells whether a grouping tells parts apart.
        published: Dates of the documents by id, for stocks without a period.
    """
    return _Choosing(tuple(sorted(facts, key=lambda fact: fact.id)), sum_of, key_of, published or {}).choice()


def order(fact: Fact) -> tuple[Decimal, bool, int, int, int]:
    """The total order in which the higher of two tellings holds the lower: larger, then exact, then told first."""
    return height(fact), fact.bound is Bound.EXACT, -fact.document, -fact.start, -fact.id


def consistent(one: Fact, other: Fact) -> bool:
    """Whether two statements can be of one true value: 27.44亿 and 27亿多."""
    return reaches_meet(_statement(one), _statement(other))


def reaches_meet(one: tuple[Decimal, Decimal, Bound], other: tuple[Decimal, Decimal, Bound]) -> bool:
    """The same for statements: lowest and highest value and bound."""
    low, high = _reach(*one)
    other_low, other_high = _reach(*other)
    return low <= other_high and other_low <= high


def _statement(fact: Fact) -> tuple[Decimal, Decimal, Bound]:
    return fact.value, fact.value if fact.value_high is None else fact.value_high, fact.bound


def _reach(value: Decimal, high: Decimal, bound: Bound) -> tuple[Decimal, Decimal]:
    """The values that a statement allows: 余 and 约 reach to the next unit of the last stated digit."""
    step = coarse_step(value)
    below = value - step if bound in (Bound.ABOUT, Bound.UNDER) else value
    return below, high + step if bound in (Bound.ABOUT, Bound.OVER) else high


@dataclass(slots=True)
class _Cell:
    """The facts of one indicator with one scope, highest first."""

    scope: Scope
    facts: list[Fact] = field(default_factory=list)


class _Choosing:
    def __init__(
        self,
        facts: tuple[Fact, ...],
        sum_of: Callable[[Fact], Hashable],
        key_of: Callable[[Fact], Hashable],
        published: Mapping[int, date | None],
    ) -> None:
        self.sum_of, self.key_of, self.published = sum_of, key_of, published
        self.left: dict[int, LeftOut] = {}
        self.cells: dict[tuple[Hashable, Places, Places], list[_Cell]] = defaultdict(list)
        self.cell_of: dict[int, _Cell] = {}
        self.present = {fact.id: fact for fact in self._newest(self._eligible(facts))}
        self._fill_cells()
        self.wider: dict[Places, tuple[Places, ...]] = {}
        self.known_places = _known_places(self.present.values())
        self.parts: dict[int, list[Fact]] = defaultdict(list)
        self.links: dict[int, list[tuple[Fact, Reason]]] = defaultdict(list)
        self._link()

    def choice(self) -> Choice:
        holder = {fact.id: next(self._holders(fact), None) for fact in self.present.values()}
        counted = {number for number, found in holder.items() if found is None}
        for fact in [self.present[number] for number in sorted(counted)]:
            self._give_way(fact, counted, holder)
        for number, found in holder.items():
            if number not in counted and found is not None:
                self.left[number] = LeftOut(number, found[1], self._top(number, counted, holder))
        return Choice(
            tuple(self.present[number] for number in sorted(counted)),
            tuple(self.left[number] for number in sorted(self.left)),
        )

    # --- who takes part ---------------------------------------------------------------------------

    def _eligible(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            reason = barred(fact)
            if reason is None:
                yield fact
            else:
                self.left[fact.id] = LeftOut(fact.id, reason)

    def _newest(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        stocks: dict[Hashable, list[Fact]] = defaultdict(list)
        for fact in facts:
            if aggregate(fact.indicator) == "latest" and not fact.counting:
                stocks[self._group(fact), scope(fact)].append(fact)
            else:
                yield fact
        for rivals in stocks.values():
            newest = max(map(self._date, rivals))
            top = max((fact for fact in rivals if self._date(fact) == newest), key=order)
            for fact in rivals:
                if self._date(fact) == newest:
                    yield fact
                else:
                    self.left[fact.id] = LeftOut(fact.id, Reason.OLDER, top.id)

    def _date(self, fact: Fact) -> date:
        return fact.period_end or self.published.get(fact.document) or date.min

    def _group(self, fact: Fact) -> Hashable:
        return self.sum_of(fact), fact.indicator

    def _fill_cells(self) -> None:
        by_scope: dict[Hashable, _Cell] = {}
        for fact in sorted(self.present.values(), key=order, reverse=True):
            where, group = scope(fact), self._group(fact)
            cell = by_scope.get((group, where))
            if cell is None:
                cell = by_scope[group, where] = _Cell(where)
                self.cells[group, where.provider, where.recipient].append(cell)
            cell.facts.append(fact)
            self.cell_of[fact.id] = cell

    def _link(self) -> None:
        for fact in self.present.values():
            for target, reason in ((fact.whole, Reason.PART), (fact.same_as, Reason.REPEAT)):
                other = self.present.get(target) if target is not None else None
                if other is None or other is fact or self.sum_of(other) != self.sum_of(fact):
                    continue
                low, high = sorted((fact, other), key=order)
                self.links[low.id].append((high, reason))
                if reason is Reason.PART and high is other:
                    self.parts[other.id].append(fact)
        for found in self.links.values():
            found.sort(key=lambda link: link[1] is not Reason.PART)

    # --- who is inside whom -----------------------------------------------------------------------

    def _holders(self, fact: Fact) -> Iterator[tuple[Fact, Reason]]:
        """Every fact that holds `fact`, the best reason first."""
        if fact.counting == "count":
            return
        yield from self.links.get(fact.id, ())
        rank = order(fact)
        for other in self.cell_of[fact.id].facts:
            if order(other) <= rank:
                break
            if other.document != fact.document:
                yield other, Reason.REPEAT if consistent(fact, other) else Reason.NESTED
        for cell in self._wider_cells(fact):
            for other in cell.facts:
                if order(other) <= rank:
                    break
                yield other, Reason.NESTED

    def _wider_cells(self, fact: Fact) -> Iterator[_Cell]:
        own, group = self.cell_of[fact.id], self._group(fact)
        for provider in self._wider(own.scope.provider):
            for recipient in self._wider(own.scope.recipient):
                for cell in self.cells.get((group, provider, recipient), ()):
                    if cell is not own and own.scope.within(cell.scope):
                        yield cell

    def _wider(self, places: Places) -> tuple[Places, ...]:
        if places not in self.wider:
            inner = Scope(places, (), None)
            self.wider[places] = tuple(outer for outer in self.known_places if inner.within(Scope(outer, (), None)))
        return self.wider[places]

    # --- parts in place of their whole ------------------------------------------------------------

    def _give_way(self, whole: Fact, counted: set[int], holder: dict[int, tuple[Fact, Reason] | None]) -> None:
        parts = next((parts for parts in self._breakdowns(whole) if self._stand_for(whole, parts, counted)), None)
        if parts is None:
            return
        counted.remove(whole.id)
        self.left[whole.id] = LeftOut(whole.id, Reason.MADE_OF_PARTS, parts[0].id)
        holder[whole.id] = None
        counted.update(part.id for part in parts)
        for part in parts:
            self._give_way(part, counted, holder)

    def _breakdowns(self, whole: Fact) -> Iterator[list[Fact]]:
        """Parts of the whole as told first, or where another telling of the same value lists them."""
        if whole.counting:
            return
        tellings = [whole, *(fact for fact in self.cell_of[whole.id].facts if fact is not whole)]
        for telling in tellings:
            if telling.value == whole.value and telling.bound == whole.bound and self.parts.get(telling.id):
                yield self.parts[telling.id]

    def _stand_for(self, whole: Fact, parts: list[Fact], counted: set[int]) -> bool:
        exact = all(part.bound is Bound.EXACT and part.value_high is None for part in (whole, *parts))
        if not exact or exact_sum(part.value for part in parts) != whole.value:
            return False
        told_apart = len({self.key_of(fact) for fact in (whole, *parts)}) > 1
        return (
            told_apart
            and not any(part.counting for part in parts)
            and all(self._tops(part, counted, set()) == {whole.id} for part in parts)
        )

    def _tops(self, fact: Fact, counted: set[int], seen: set[int]) -> set[int]:
        """The counted facts that hold `fact`, directly or through others."""
        found: set[int] = set()
        for other, _ in self._holders(fact):
            if other.id in counted:
                found.add(other.id)
            elif other.id not in seen:
                seen.add(other.id)
                found |= self._tops(other, counted, seen)
        return found

    def _top(self, number: int, counted: set[int], holder: dict[int, tuple[Fact, Reason] | None]) -> int:
        while number not in counted:
            found = holder[number]
            if found is None:
                break
            number = found[0].id
        return number


def _known_places(facts: Iterable[Fact]) -> tuple[Places, ...]:
    return tuple(sorted({tuple(sorted(side)) for fact in facts for side in (fact.provider, fact.recipient)}))
