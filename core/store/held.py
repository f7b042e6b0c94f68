"""Ids, pages, counts and facets of filters, answered from the columns of facts in memory."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np

from core.errors import StoreProblem
from core.filters import Filter
from core.records import Fact
from core.store import reading
from core.store.columns import Columns, Ints, Mask, ids_of
from core.store.connection import spare
from core.store.masks import Masks

#: Facets that are no column of their name.
_FACETS = {"category": "indicator", "flag": "flags", "tag": "tags"}
KEPT = 10_000  # facts that were read or read again from which the columns are kept in a file
_GLANCE = 4_000  # facts in which a text is sought before the index is asked for all that hold it


class Held:
    """Answers as `reading` does; None where columns do not tell."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns) -> None:
        self._connection = connection
        self._columns = columns
        self._masks = Masks(columns, connection)

    @classmethod
    def read(cls, connection: sqlite3.Connection, path: Path, *, keep: bool) -> Iterator[tuple[int, int, Self | None]]:
        """Reads all facts in short steps (done, total, the answers at the end); nothing where ids lie far apart.

        With `keep`, what was read is kept in a file beside the store at `path`, where it is looked for the next time.
        """
        if not Columns.fit(connection):
            return
        spare(connection)  # rows in view are all that is read from the tables then
        columns = Columns.load(connection, path)
        if columns is None:
            columns = Columns(connection)
            for done, total in columns.read(connection):
                yield done, total, None
            columns.missed = columns.last
        else:
            columns.catch_up(connection)
        if keep and columns.missed >= KEPT:
            columns.save(connection, path)
        yield columns.last, columns.last, cls(connection, columns)

    def _now(self) -> Masks:
        """The masks over the columns as they are now."""
        changed = self._columns.catch_up(self._connection)
        if changed:
            self._masks.drop(changed)
        return self._masks

    def _order(self, order: str) -> Ints | None:
        """The ids of all facts in an order."""
        ids = self._columns.order(order.removeprefix("-"))
        return ids[::-1] if ids is not None and order.startswith("-") else ids

    def fact_ids(self, filter: Filter, order: str) -> array[int] | None:  # noqa: A002
        """Ids of all facts that a filter lets through."""
        masks, ids = self._now(), self._order(order)
        return None if ids is None else ids_of(ids[masks.full(filter)[ids]])

    def page(self, filter: Filter, order: str, after: int | None, limit: int) -> tuple[Fact, ...] | None:  # noqa: A002
        """The next `limit` facts behind the fact `after`."""
        masks, ids = self._now(), self._order(order)
        if ids is None:
            return None
        if after is not None:
            if not 0 <= after < len(ids):
                raise StoreProblem("no_such_fact", fact=after)
            ids = ids[int(np.flatnonzero(ids == after)[0]) + 1 :]
        mask, left = masks.sure(filter)
        fitting = ids[mask[ids]]
        found = masks.walk((fitting[:_GLANCE],), left, limit)
        if len(found) < limit and len(fitting) > _GLANCE:
            in_order = order == "document"
            portions = masks.portions(fitting, left) if in_order else (fitting[masks.narrowed(left)[fitting]],)
            found = masks.walk(portions, left, limit)
        return reading.facts(self._connection, found.tolist())

    def count(self, filter: Filter) -> int:  # noqa: A002
        """How many facts a filter lets through."""
        return int(np.count_nonzero(self._now().full(filter)))

    def facets(self, filter: Filter, field: str, limit: int) -> tuple[tuple[str, int], ...] | None:  # noqa: A002
        """The commonest values of a field among the facts of a filter, with how many facts have each."""
        masks, name = self._now(), _FACETS.get(field, field)
        if field != "document" and self._columns.coded[name].given_up:
            return None
        mask = masks.full(filter)
        if field == "document":
            return _documents(self._columns.plain["document"][mask], limit)
        return reading.commonest(_counted(self._columns, name, mask, field), limit)


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
    """The documents with the most facts, those with as many in the order of their ids."""
    counts = np.bincount(column)
    present = np.flatnonzero(counts)
    chosen = present[np.argsort(-counts[present], kind="stable")[:limit]]
    return tuple((str(one), int(counts[one])) for one in chosen.tolist())
