"""Draws facts for a second curator to decide, and writes a store that holds them alone."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from core.errors import ExchangeProblem
from core.filters import ALL, Filter
from core.store import Store, portable


def sample(
    store: Store,
    out: Path,
    size: int,
    *,
    blind: bool = True,
    seed: int = 1,
    filter: Filter = ALL,  # noqa: A002 - the words of the glossary
) -> int:
    """Writes a new store with a random sample of the facts of a filter and the documents they stand in.

    Facts keep their numbers, so that `agreement` and `merge` know them again.

    Args:
        store: The store to draw from.
        out: The new store.
        size: How many facts; all where there are fewer.
        blind: As the extractor gave them, without anything that curators did: no decisions, values, tags, notes,
            rules or history, and no facts added by hand.
        seed: The same seed draws the same facts from the same store.
        filter: Which facts to draw from.

    Returns:
        The number of facts drawn.

    Raises:
        ExchangeProblem: `out` is there already, or the filter lets no fact through.
    """
    if out.exists():
        raise ExchangeProblem("exists", path=out)
    chosen = drawn(store, size, blind=blind, seed=seed, filter=filter)
    if not chosen:
        raise ExchangeProblem("no_facts")
    with Store.open(out, curator=store.curator) as new, new.writing():
        portable.fill(new.connection, portable.part(store.connection, chosen, blind=blind))
    return len(chosen)


def drawn(
    store: Store,
    size: int,
    *,
    blind: bool,
    seed: int,
    filter: Filter,  # noqa: A002
) -> frozenset[int]:
    """Ids of a systematic sample: every n-th fact, from a random start, of all sorted by indicator and shuffled within.

    So each indicator is drawn from in proportion (implicit stratification), and each fact is as likely as any other.
    """
    random_numbers = random.Random(seed)  # noqa: S311 - drawn for statistics
    by_hand = portable.by_hand(store.connection) if blind else frozenset()
    strata = _by_indicator(store, filter)
    ordered = [number for indicator in sorted(strata) for number in _shuffled(strata[indicator], random_numbers)]
    ordered = [number for number in ordered if number not in by_hand]
    if len(ordered) <= size:
        return frozenset(ordered)
    start = random_numbers.random()
    return frozenset(ordered[int((at + start) * len(ordered) / size)] for at in range(size))


def _by_indicator(store: Store, filter: Filter) -> Mapping[str, list[int]]:  # noqa: A002
    found: dict[str, list[int]] = {}
    for number, indicator in portable.indicators(store.connection, store.fact_ids(filter, "id")):
        found.setdefault(indicator, []).append(number)
    return found


def _shuffled(numbers: list[int], random_numbers: random.Random) -> list[int]:
    return random_numbers.sample(numbers, len(numbers))
