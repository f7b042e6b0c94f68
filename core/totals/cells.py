"""Cells: the facts of one indicator, unit and scope; and which cell lies within which."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from core.totals.ledger import Ints, Ledger, Mask
from core.totals.links import KeptLinks
from core.totals.lookup import Lookup, Pairs, spread
from core.totals.ordered import Facts, Ordered

_NONE = -1
_FEW = 2_000  # facts up to which cells are mended and not made anew
_SLACK = 4_096  # cells for which room is kept
_UNITS = 256  # more than there are units


class Cells:
    """The cell of each fact, and pairs (inner, outer) of cells whose scopes lie one within the other.

    With `by_year` a stock is compared with those of its own year alone. `where` has for each cell its class, provider,
    recipient, period (one more, 0 for a stock) and year of a stock. The first `base` cells are in the order of these
    numbers, so that one is found by search; those that edits brought come after them.
    """

    def __init__(self, ledger: Ledger, *, by_year: bool, kept: dict[str, Any] | None = None) -> None:
        self.ledger = ledger
        self.by_year = by_year
        self.cell: Ints = np.zeros(0, np.int32)
        self.pairs = Pairs(self.cell, self.cell)
        self.links: dict[tuple[bool, bool], KeptLinks] = {}  # as looked up last, see `engine.links_of`
        self._known = [-1, -1]  # sets of places and periods of which tables are made
        self._members: Lookup | None = None
        self._ordered: Ordered | None = None
        self._tables()
        if kept is None:
            self._build()
        else:
            self.cell, self.pairs = kept["cell"], Pairs(kept["inner"], kept["outer"], kept["by_outer"])
            self._members = Lookup(self.cell, kept["ordered"])
            self._index(kept["where"], [int(span) for span in kept["spans"]], int(kept["base"][0]))

    @property
    def arrays(self) -> dict[str, Ints]:
        """What `kept` takes to make the same cells again."""
        pairs = Pairs.sorted(self.pairs.inner, self.pairs.outer)
        return {
            "cell": self.cell, "where": self.where, "inner": pairs.inner, "outer": pairs.outer,
            "by_outer": pairs.by_outer, "ordered": self.facts.at,
            "spans": np.array(self.spans, np.int64), "base": np.array([self.base], np.int64),
        }  # fmt: skip

    @property
    def facts(self) -> Facts:
        """All facts by cell and rank."""
        if self._ordered is None or not self._ordered.fresh:
            kept = self._members.order if self._ordered is None and self._members and not self._members.noted else None
            self._ordered = Ordered(self.ledger, self.cell, kept)
        return self._ordered.facts(self.cell)

    def members(self, cells: Ints) -> Ints:
        """The facts of these cells."""
        if self._members is None or self._members.worn:
            self._members = Lookup(self.cell, self.facts.at)
        return self._members.of(self.cell, cells)

    def catch_up(self, edited: Ints) -> Ints | None:
        """Puts edited facts into their new cells; the cells they were and are in, or None where all were made anew."""
        self._tables()
        if len(edited) > _FEW:
            self._build()
            return None
        before = self.cell[edited[edited < len(self.cell)]]
        fresh = np.full(len(self.ledger) - len(self.cell), _NONE, np.int32)
        self.cell = np.concatenate([self.cell, fresh]) if len(fresh) else self.cell
        pairs: list[Ints] = []
        for at, where in zip(edited.tolist(), np.stack(self._parts(edited), axis=1), strict=True):
            if self.cell[at] == _NONE or not (self.where[self.cell[at]] == where).all():
                self.cell[at] = self._find(where, pairs)
        if self._members is not None:
            self._members.note(edited)
        if self._ordered is not None:
            self._ordered.note(edited)
        for links in self.links.values():
            links.edited.append(edited)
        if pairs:
            self.pairs.add(*np.concatenate(pairs, axis=1))
        return np.unique(np.concatenate([before, self.cell[edited]]))

    def _tables(self) -> None:
        places, periods = len(self.ledger.places.texts), len(self.ledger.periods.texts)
        if places != self._known[0]:
            self.wider = self.ledger.wider()
            self._narrower: dict[int, Ints] = {}
        if periods != self._known[1]:
            self.first, self.last = self.ledger.spans()
            self.stock_years = stock_years(self.ledger) + 1
        self._known = [places, periods]

    def _build(self) -> None:
        ledger = self.ledger
        parts = self._parts(np.arange(len(ledger)))
        self.spans = [int(part.max(initial=0)) + 1 for part in parts]
        if prod(self.spans) >= 2**62 or len(ledger.units.texts) > _UNITS:
            ledger.exact = False  # more scopes than a number can tell apart: totals are made from records
            return
        key = self._keys(np.stack(parts, axis=1))
        order = np.argsort(key)
        first = np.ones(len(order), np.bool_)
        first[1:] = key[order[1:]] != key[order[:-1]]
        self.cell = np.empty(len(ledger), np.int32)
        self.cell[order] = np.cumsum(first, dtype=np.int32) - 1
        index = order[first]
        self._index(np.stack([part[index] for part in parts], axis=1).astype(np.int32), self.spans, len(index))
        self.pairs = Pairs.sorted(*self._pairs())
        self._members = self._ordered = None
        self.links = {}

    def _index(self, where: Ints, spans: list[int], base: int) -> None:
        self.spans, self.base, self.size = spans, base, len(where)
        self._room = np.concatenate([where, np.zeros((_SLACK, where.shape[1]), np.int32)])
        self.keys = self._keys(where[:base])
        self.extra = {tuple(one): base + at for at, one in enumerate(where[base:].tolist())}

    @property
    def where(self) -> Ints:
        """The scope of each cell."""
        return self._room[: self.size]

    def _keys(self, where: Ints) -> Ints:
        """One number for each scope."""
        key = np.zeros(len(where), np.int64)
        for at, span in enumerate(self.spans):
            key = key * span + where[:, at]
        return key

    def _parts(self, at: Ints) -> tuple[Ints, ...]:
        ledger = self.ledger
        stock = ledger.stock[at] == 1
        kind = (ledger.indicator[at].astype(np.int32) * _UNITS + ledger.unit[at]) * 2 + ledger.planned[at]
        period = np.where(stock, 0, ledger.period[at] + 1)
        year = np.where(stock, self.stock_years[ledger.period[at]], 0) if self.by_year else np.zeros_like(period)
        return kind, ledger.provider[at], ledger.recipient[at], period, year

    # --- pairs --------------------------------------------------------------------------------------

    def _pairs(self) -> tuple[Ints, Ints]:
        """All pairs, found by asking for each wider pair of places whether there are cells of it."""
        _, provider, recipient, _, _ = self.where.T
        triple = self.keys // (self.spans[3] * self.spans[4])
        starts = np.flatnonzero(np.append(True, triple[1:] != triple[:-1])) if len(triple) else np.zeros(0, np.int64)
        known, ends = triple[starts], np.append(starts[1:], len(triple))
        kind = triple // (self.spans[1] * self.spans[2])
        inners: list[Ints] = [np.zeros(0, np.int32)]
        outers: list[Ints] = [np.zeros(0, np.int32)]
        for wide_provider in self.wider[provider].T:
            for wide_recipient in self.wider[recipient].T:
                there = np.flatnonzero((wide_provider != _NONE) & (wide_recipient != _NONE))
                wanted = (kind[there] * self.spans[1] + wide_provider[there]) * self.spans[2] + wide_recipient[there]
                inside = (wide_provider[there] < self.spans[1]) & (wide_recipient[there] < self.spans[2])
                at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
                hit = inside & (known[at] == wanted)
                self._gather(there[hit], starts[at[hit]], ends[at[hit]], inners, outers)
        return np.concatenate(inners).astype(np.int32), np.concatenate(outers).astype(np.int32)

    def _gather(self, cells: Ints, starts: Ints, ends: Ints, inners: list[Ints], outers: list[Ints]) -> None:
        period, year = self.where[:, 3], self.where[:, 4]
        step = 0
        while len(cells):
            outer = starts + step
            fits = (outer != cells) & self._holds(period[outer], period[cells]) & (year[outer] == year[cells])
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

    # --- one more cell ------------------------------------------------------------------------------

    def _find(self, where: Ints, pairs: list[Ints]) -> int:
        """The cell of a scope; a new one is added, and its pairs to `pairs`."""
        scope = tuple(where.tolist())
        if scope in self.extra:
            return self.extra[scope]
        if all(one < span for one, span in zip(scope, self.spans, strict=True)) and self.base:
            key = self._keys(where[None, :])[0]
            at = min(int(np.searchsorted(self.keys, key)), self.base - 1)
            if self.keys[at] == key:
                return at
        return self._new(where, scope, pairs)

    def _new(self, where: Ints, scope: tuple[int, ...], pairs: list[Ints]) -> int:
        kind, provider, recipient, period, _ = scope
        above = self._cells_of(kind, *(self.wider[one][self.wider[one] != _NONE] for one in (provider, recipient)))
        below = self._cells_of(kind, self._inside(provider), self._inside(recipient))
        above, below = (cells[self.where[cells, 4] == scope[4]] for cells in (above, below))
        of_above, of_below = self.where[above, 3], self.where[below, 3]
        above = above[self._holds(of_above, np.full_like(of_above, period))]
        below = below[self._holds(np.full_like(of_below, period), of_below)]
        number = self.extra[scope] = self.size
        if number == len(self._room):
            self._room = np.concatenate([self._room, np.zeros((_SLACK, self._room.shape[1]), np.int32)])
        self._room[number] = where
        self.size += 1
        pairs.append(np.stack([np.full(len(above), number), above]))
        pairs.append(np.stack([below, np.full(len(below), number)]))
        return number

    def _inside(self, places: int) -> Ints:
        """The sets of places that lie within one, itself among them."""
        if places not in self._narrower:
            self._narrower[places] = np.flatnonzero((self.wider == places).any(1))
        return self._narrower[places]

    def _cells_of(self, kind: int, providers: Ints, recipients: Ints) -> Ints:
        """The cells of a class with any of these providers and any of these recipients."""
        later = self.where[self.base :]
        fits = (later[:, 0] == kind) & np.isin(later[:, 1], providers) & np.isin(later[:, 2], recipients)
        found: list[Ints] = [self.base + np.flatnonzero(fits)]
        providers, recipients = providers[providers < self.spans[1]], recipients[recipients < self.spans[2]]
        if kind < self.spans[0] and len(providers) and len(recipients):
            triple = ((kind * self.spans[1] + providers[:, None]) * self.spans[2] + recipients[None, :]).ravel()
            width = self.spans[3] * self.spans[4]
            starts = np.searchsorted(self.keys, triple * width)
            ends = np.searchsorted(self.keys, (triple + 1) * width)
            found.append(spread(starts, ends))
        return np.concatenate(found).astype(np.int64)


def stock_years(ledger: Ledger) -> Ints:
    """For each period the number of the year by which a stock of it is grouped (see `grouping.year`)."""
    return np.array([ledger.years[year_of(first, last, stock=True)] for first, last in ledger.periods.texts] or [0])


def year_of(first: str | None, last: str | None, *, stock: bool) -> str:
    """The year of a period as `grouping.year` says it."""
    start, end = (first or "")[:4], (last or "")[:4]
    if end and (start == end or stock):
        return end
    return f"{start}–{end}" if start or end else ""
