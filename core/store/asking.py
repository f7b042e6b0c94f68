"""Answers what is asked of all facts: from columns in memory where a store holds them, else by SQL."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from core import filters
from core.errors import StoreProblem
from core.filters import Filter
from core.records import Fact
from core.store import reading
from core.store.columns import Columns, Ints, Mask, ids_of
from core.store.masks import Masks

#: Facets that are no column of their name.
_FACETS = {"category": "indicator", "flag": "flags", "tag": "tags"}


class Asking:
    """Ids, pages, counts and facets of filters; both ways give the same."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._masks: Masks | None = None

    @property
    def held(self) -> bool:
        """Whether columns are in memory."""
        return self._masks is not None

    def hold(self) -> Iterator[tuple[int, int]]:
        """Reads the columns of all facts into memory, in short steps (done, total); other calls may come between."""
        if not Columns.fit(self._connection):
            return
        columns = Columns(self._connection)
        yield from columns.read(self._connection)
        self._masks = Masks(columns, self._connection)

    def _now(self) -> Masks | None:
        """The masks over the columns as they are now."""
        if self._masks is not None:
            changed = self._masks.columns.catch_up(self._connection)
            if changed:
                self._masks.drop(changed)
        return self._masks

    def _order(self, order: str) -> tuple[Masks, Ints] | None:
        """The masks, and the ids of all facts in an order."""
        masks = self._now()
        ids = masks.columns.order(order.removeprefix("-")) if masks else None
        if masks is None or ids is None:
            return None
        return masks, ids[::-1] if order.startswith("-") else ids

    def fact_ids(self, filter: Filter, order: str) -> array[int]:  # noqa: A002
        """Ids of all facts that a filter lets through."""
        if (held := self._order(order)) is None:
            return reading.fact_ids(self._connection, filters.sql(filter), order)
        masks, ids = held
        return ids_of(ids[masks.full(filter)[ids]])

    def page(self, filter: Filter, order: str, after: int | None, limit: int) -> tuple[Fact, ...]:  # noqa: A002
        """The next `limit` facts behind the fact `after`."""
        if (held := self._order(order)) is None:
            return reading.page(self._connection, filters.sql(filter), order, after, limit)
        masks, ids = held
        mask, left = masks.sure(filter)
        if after is not None:
            if not 0 <= after < len(mask):
                raise StoreProblem("no_such_fact", fact=after)
            ids = ids[int(np.flatnonzero(ids == after)[0]) + 1 :]
        return reading.facts(self._connection, masks.walk(ids[mask[ids]], left, limit).tolist())

    def count(self, filter: Filter) -> int:  # noqa: A002
        """How many facts a filter lets through."""
        if (masks := self._now()) is None:
            return reading.count(self._connection, filters.sql(filter))
        return int(np.count_nonzero(masks.full(filter)))

    def facets(self, filter: Filter, field: str, limit: int) -> tuple[tuple[str, int], ...]:  # noqa: A002
        """The commonest values of a field among the facts of a filter, with how many facts have each."""
        masks, name = self._now(), _FACETS.get(field, field)
        if masks is None or (name in masks.columns.coded and masks.columns.coded[name].given_up):
            return reading.facets(self._connection, filters.sql(filter), field, limit)
        mask = masks.full(filter)
        if field == "document":
            return _documents(masks.columns.plain["document"][mask], limit)
        return reading.commonest(_counted(masks.columns, name, mask, field), limit)


def _counted(columns: Columns, name: str, mask: Mask, field: str) -> Counter[str]:
    coded = columns.coded[name]
    counts: Counter[str] = Counter()
    values: list[Any] = coded.values
    for value, number in zip(values, np.bincount(coded.rows[mask], minlength=len(values)).tolist(), strict=True):
        if number:
            for word in value if field == "tag" else reading.facet_values(field, value):
                counts[word] += number
    return counts


def _documents(column: Ints, limit: int) -> tuple[tuple[str, int], ...]:
    """The documents with the most facts; where several have as many, in the order of their ids as texts."""
    counts = np.bincount(column)
    present = np.flatnonzero(counts)
    if len(present) > limit:  # there may be a hundred thousand: sort no more than can be among the first
        least = np.partition(counts[present], len(present) - limit)[len(present) - limit]
        present = present[counts[present] >= least]
    return reading.commonest(Counter({str(one): int(counts[one]) for one in present.tolist()}), limit)
