"""Answers what is asked of all facts: from columns in memory where a store holds them, else by SQL."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core import filters
from core.filters import Filter
from core.records import Fact
from core.store import reading

if TYPE_CHECKING:
    from core.store.held import Held


class Asking:
    """Ids, pages, counts and facets of filters; both ways give the same."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, keep: bool) -> None:
        self._connection = connection
        self._path = path
        self._keep = keep
        self._held: Held | None = None

    def hold(self, least: int) -> Iterator[tuple[int, int]]:
        """Reads the columns of facts into memory, in short steps (done, total); other calls may come between.

        They are looked for in a file beside the store first, and with `keep` kept there.
        """
        if self._held or self._connection.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()[0] < least:
            return
        from core.store.held import Held  # numpy takes a while to load

        for done, total, held in Held.read(self._connection, self._path, keep=self._keep):
            self._held = held
            yield done, total

    def fact_ids(self, filter: Filter, order: str) -> array[int]:  # noqa: A002
        """Ids of all facts that a filter lets through."""
        found = self._held.fact_ids(filter, order) if self._held else None
        return reading.fact_ids(self._connection, filters.sql(filter), order) if found is None else found

    def page(self, filter: Filter, order: str, after: int | None, limit: int) -> tuple[Fact, ...]:  # noqa: A002
        """The next `limit` facts behind the fact `after`."""
        found = self._held.page(filter, order, after, limit) if self._held else None
        return reading.page(self._connection, filters.sql(filter), order, after, limit) if found is None else found

    def count(self, filter: Filter) -> int:  # noqa: A002
        """How many facts a filter lets through."""
        return self._held.count(filter) if self._held else reading.count(self._connection, filters.sql(filter))

    def facets(self, filter: Filter, field: str, limit: int) -> tuple[tuple[str, int], ...]:  # noqa: A002
        """The commonest values of a field among the facts of a filter, with how many facts have each."""
        found = self._held.facets(filter, field, limit) if self._held else None
        return reading.facets(self._connection, filters.sql(filter), field, limit) if found is None else found
