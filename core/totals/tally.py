"""Totals of a store, made from the columns of its ledger, which is kept as long as the store is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from core.records import Status
from core.totals.cells import Cells
from core.totals.engine import Decision, decide, decide_again
from core.totals.giving import give_way
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.records import Totals
from core.totals.table import Groups, LeftOuts, Rows, keys_of

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store


@dataclass(slots=True)
class _Open:
    """What is kept of an open store; `decisions` are those of its present version."""

    ledger: Ledger
    version: int
    cells: dict[bool, Cells] = field(default_factory=dict)
    decisions: dict[tuple[str, Status | None, bool, bool, bool], Decision] = field(default_factory=dict)


_FEW = 100  # edited facts up to which decisions are mended and not made anew
_KEPT: WeakKeyDictionary[Store, _Open] = WeakKeyDictionary()


def ledger_of(store: Store) -> _Open:
    """The ledger of a store, brought up to its version."""
    kept, version = _KEPT.get(store), store.version
    if kept is None or not _caught_up(store, kept, version):
        kept = _KEPT[store] = _Open(Ledger(store.connection), version)
    return kept


def _caught_up(store: Store, kept: _Open, version: int) -> bool:
    if kept.version == version:
        return True
    for change in store.changes_since(kept.version):
        if change.edit is None or not kept.ledger.update(store.connection, change.facts):
            return False
        _decide_again(kept, kept.ledger.positions(change.facts))
    kept.version = version
    return True


def _decide_again(kept: _Open, edited: Ints) -> None:
    """Keeps the decisions that only hang on the status of facts up to date, and forgets the others."""
    touched = {by_year: cells.catch_up(edited) for by_year, cells in kept.cells.items()}
    for known, decision in list(kept.decisions.items()):
        text, status, by_year, by_indicator, together = known
        cells = touched[by_year]
        if text or not together or cells is None or len(edited) > _FEW:
            del kept.decisions[known]
            continue
        there = status is None or kept.ledger.status[edited] == list(Status).index(status)
        decision.asked[edited] = there
        decide_again(kept.ledger, kept.cells[by_year], decision, edited, cells, links_apart=by_indicator)


def tallied(store: Store, filter: Filter, by: Sequence[str], status: Status | None) -> Totals | None:  # noqa: A002
    """Totals from the ledger, or None where it cannot have them (a tag, a value of very many digits)."""
    kept = ledger_of(store)
    ledger = kept.ledger
    if "tag" in by or not ledger.exact or not len(ledger):
        return None
    by_year, by_indicator = "year" in by, "indicator" in by
    if by_year not in kept.cells:
        kept.cells[by_year] = Cells(ledger, by_year=by_year)
    cells = kept.cells[by_year]
    apart = ledger.status if "status" in by else None
    known = (filter.text, status, by_year, by_indicator, apart is None)
    if known not in kept.decisions:
        asked = _asked(store, ledger, filter, status)
        kept.decisions[known] = decide(ledger, cells, asked, apart, links_apart=by_indicator)
    decision = kept.decisions[known].copy()
    groups = Groups(ledger, decision, [keys_of(ledger, name) for name in by])
    give_way(ledger, cells, decision, groups.code, apart, links_apart=by_indicator)
    return Totals(tuple(by), Rows(groups, by), LeftOuts(ledger, cells, decision))


def _asked(store: Store, ledger: Ledger, filter: Filter, status: Status | None) -> Mask:  # noqa: A002
    asked = np.ones(len(ledger), np.bool_)
    if filter.conditions:
        asked[:] = False
        asked[ledger.positions(store.fact_ids(filter))] = True
    return asked if status is None else asked & (ledger.status == list(Status).index(status))
