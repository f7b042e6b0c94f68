"""Cells: the facts of one indicator, unit and scope; and which cell lies within which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.totals.ledger import Ints, Ledger, Mask

_NONE = -1


@dataclass(slots=True)
class Links:
    """Pairs of linked facts, the lower one inside the higher."""

    low: Ints
    high: Ints
    part: Mask
    whole_above: Mask  # the higher one is the whole of the lower


class Cells:
    """The cell of each fact, and pairs (inner, outer) of cells whose scopes lie one within the other.

    With `by_year` a stock is compared with those of its own year alone.
    """

    def __init__(self, ledger: Ledger, *, by_year: bool) -> None:
        self.ledger = ledger
        self.by_year = by_year
        self.generation = ledger.generation
        self.links: dict[tuple[int, bool], Links] = {}  # as computed last, see `engine.links_of`
        self._build()

    def catch_up(self, edited: Ints) -> Ints | None:
        """Puts edited facts into their new cells; the cells they were and are in, or None where all were made anew."""
        before = self.cell[edited] if self.generation != self.ledger.generation else self.cell[:0]
        if not self._moved():
            return None
        return np.unique(np.concatenate([before, self.cell[edited]]))

    def _moved(self) -> bool:
        if self.generation == self.ledger.generation:
            return True
        one_step = self.ledger.generation - self.generation == 1
        self.generation = self.ledger.generation
        same = self.wide == len(self.ledger.places.texts) and self.long == len(self.ledger.periods.texts)
        if not (one_step and same and len(self.ledger.moved) < 50):
            self._build()
            return False
        for at, where in zip(self.ledger.moved, np.stack(self._parts(self.ledger.moved), axis=1), strict=True):
            if not (self.where[self.cell[at]] == where).all():
                self.cell[at] = self._find(where)
        return True

    def _build(self) -> None:
        ledger = self.ledger
        self.wide, self.long = len(ledger.places.texts), len(ledger.periods.texts)
        self.wider = ledger.wider()
        self.first, self.last = ledger.spans()
        everything = np.arange(len(ledger))
        parts = self._parts(everything)
        spans = [int(part.max(initial=0)) + 1 for part in parts]
        _, compact = np.unique(parts[0], return_inverse=True)  # keeps the keys below 2^63
        key = np.zeros(len(ledger), np.int64)
        for part, span in zip((compact, *parts[1:]), spans, strict=True):
            key = key * span + part
        _, index, self.cell = np.unique(key, return_index=True, return_inverse=True)
        #: class, provider, recipient, period (one more, 0 for a stock) and year of a stock, a row for each cell
        self.where = np.stack([part[index] for part in parts], axis=1)
        self.inner, self.outer = self._pairs()

    def _parts(self, at: Ints) -> tuple[Ints, ...]:
        ledger = self.ledger
        stock = ledger.stock[at]
        kind = (ledger.indicator[at] * 4096 + ledger.unit[at]) * 2 + ledger.planned[at]
        period = np.where(stock == 1, 0, ledger.period[at] + 1)
        year = (
            np.where(stock == 1, stock_years(ledger)[ledger.period[at]] + 1, 0)
            if self.by_year
            else np.zeros_like(stock)
        )
        return kind, ledger.provider[at], ledger.recipient[at], period, year

    def _pairs(self) -> tuple[Ints, Ints]:
        """All pairs, found by asking for each wider pair of places whether there are cells of it."""
        _, provider, recipient, _, _ = self.where.T
        kind = np.unique(self.where[:, 0], return_inverse=True)[1]
        triple = (kind * self.wide + provider) * self.wide + recipient
        known, starts = np.unique(triple, return_index=True)
        ends = np.append(starts[1:], len(triple))
        inners: list[Ints] = []
        outers: list[Ints] = []
        for by_provider in range(self.wider.shape[1]):
            for by_recipient in range(self.wider.shape[1]):
                wide_provider = self.wider[provider, by_provider]
                wide_recipient = self.wider[recipient, by_recipient]
                there = np.flatnonzero((wide_provider != _NONE) & (wide_recipient != _NONE))
                wanted = (kind[there] * self.wide + wide_provider[there]) * self.wide + wide_recipient[there]
                at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
                hit = known[at] == wanted
                self._gather(there[hit], starts[at[hit]], ends[at[hit]], inners, outers)
        if not inners:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(inners), np.concatenate(outers)

    def _gather(self, cells: Ints, starts: Ints, ends: Ints, inners: list[Ints], outers: list[Ints]) -> None:
        step = 0
        while len(cells):
            outer = starts + step
            fits = (outer != cells) & self._holds(self.where[outer, 3], self.where[cells, 3])
            fits &= self.where[outer, 4] == self.where[cells, 4]
            inners.append(cells[fits])
            outers.append(outer[fits])
            step += 1
            more = starts + step < ends
            cells, starts, ends = cells[more], starts[more], ends[more]

    def _holds(self, outer: Ints, inner: Ints) -> Mask:
        first, last = np.append(1, self.first), np.append(0, self.last)
        known = (last[outer] > 0) & (last[inner] > 0)
        within = (first[outer] <= first[inner]) & (last[inner] <= last[outer])
        held: Mask = (outer == inner) | (known & within)
        return held

    def _find(self, where: Ints) -> int:
        """The cell of a scope; a new one is added with its pairs."""
        found = np.flatnonzero((self.where == where).all(axis=1))
        if len(found):
            return int(found[0])
        kind, provider, recipient, period, year = self.where.T
        alike = (kind == where[0]) & (year == where[4])
        outer = alike & np.isin(provider, self.wider[where[1]]) & np.isin(recipient, self.wider[where[2]])
        outer &= self._holds(period, np.full_like(period, where[3]))
        inner = alike & (self.wider[provider] == where[1]).any(axis=1) & (self.wider[recipient] == where[2]).any(axis=1)
        inner &= self._holds(np.full_like(period, where[3]), period)
        number = len(self.where)
        self.where = np.concatenate([self.where, where[None, :]])
        above, below = np.flatnonzero(outer), np.flatnonzero(inner)
        self.inner = np.concatenate([self.inner, np.full_like(above, number), below])
        self.outer = np.concatenate([self.outer, above, np.full_like(below, number)])
        return number


def stock_years(ledger: Ledger) -> Ints:
    """For each period the number of the year by which a stock of it is grouped (see `grouping.year`)."""
    return np.array([ledger.years(year_of(first, last, stock=True)) for first, last in ledger.periods.texts] or [0])


def year_of(first: str | None, last: str | None, *, stock: bool) -> str:
    """The year of a period as `grouping.year` says it."""
    start, end = (first or "")[:4], (last or "")[:4]
    if end and (start == end or stock):
        return end
    return f"{start}–{end}" if start or end else ""
