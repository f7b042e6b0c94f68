"""Totals of a store, made from the columns of its ledger, which is kept as long as the store is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from core.records import Status
from core.store import beside
from core.totals import kept as files
from core.totals.cells import Cells
from core.totals.engine import Decision, decide, decide_again
from core.totals.giving import give_way
from core.totals.lazy import LedgerLeftOuts, LedgerRows
from core.totals.ledger import Ints, Ledger, Mask
from core.totals.records import Totals
from core.totals.table import Groups, Numbers, numbers_again, numbers_of

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

_Known = tuple[str, Status | None, bool, bool, bool]
_FEW = 2_000  # edited facts up to which decisions are mended and not made anew
_MANY = 20_000  # facts from which columns are kept in a file
_DECISIONS = 6  # that are kept


@dataclass(slots=True)
class _Decided:
    """A decision, and what was edited since it was made: the facts, and the cells that they were or are in."""

    decision: Decision
    edited: list[Ints] = field(default_factory=list)
    touched: list[Ints] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """What is kept of an open store; `codes` are the rows of facts by grouping, and what was edited since."""

    ledger: Ledger
    version: int
    cells: dict[bool, Cells] = field(default_factory=dict)
    decisions: dict[_Known, _Decided] = field(default_factory=dict)
    codes: dict[tuple[str, ...], tuple[Numbers, list[Ints]]] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[Store, _Open] = WeakKeyDictionary()
_PREPARED: dict[Path, tuple[list[Any], _Open]] = {}  # made by another thread for whoever has the same file open


class Prepared(NamedTuple):
    """One step of a preparation, in parts of a hundred."""

    done: int
    total: int = 100
    name: str = ""
    problem: None = None


def ledger_of(store: Store) -> _Open:
    """The ledger of a store, brought up to its version: from memory, from the file beside it, or from its facts."""
    kept, version = _KEPT.get(store) or _prepared(store) or _from_file(store), store.version
    if kept is None or not _caught_up(store, kept, version):
        for _ in reading(store):
            pass
        kept = _KEPT[store]
    _KEPT[store] = kept
    return kept


def _prepared(store: Store) -> _Open | None:
    """What another thread made, if it was of the store as it is."""
    until, found = _PREPARED.pop(Path(store.path), (None, None))
    return found if found and beside.until(store.connection, found.version) == until else None


def _from_file(store: Store) -> _Open | None:
    """What the file beside a store holds."""
    found = files.load(Path(store.path), store.connection)
    if found is not None:
        _KEPT[store] = _Open(found[1], found[0], found[2])
    return _KEPT.get(store)


def reading(store: Store) -> Iterator[tuple[int, int]]:
    """Reads the ledger of a store from its facts, in steps (done, total)."""
    ledger, version = Ledger(), store.version
    yield from ledger.read_all(store.connection)
    _KEPT[store] = _Open(ledger, version)


def ready(store: Store) -> bool:
    """Whether totals are a matter of milliseconds: few facts, or columns in memory."""
    few = store.connection.execute("SELECT coalesce(max(id), 0) FROM facts").fetchone()[0] < _MANY
    return few or store in _KEPT or Path(store.path) in _PREPARED


def prepare(store: Store) -> Iterator[Prepared]:
    """Reads the columns and keeps them in the file beside the store, in steps.

    Made for a thread with a store of its own: the window's store then takes over what was made.
    """
    yield Prepared(0)
    known = _KEPT.get(store) or _from_file(store)
    saved = known.version if known and len(known.cells) == 2 else -1
    if known is None:
        for done, total in reading(store):
            yield Prepared(70 * done // max(total, 1))
    kept = ledger_of(store)
    for done, by_year in ((80, True), (90, False)):
        yield Prepared(done)
        cells_of(kept, by_year=by_year)
    if kept.version != saved:
        save(store)
    _PREPARED[Path(store.path)] = (beside.until(store.connection, kept.version), _KEPT.pop(store))
    yield Prepared(100)


def save(store: Store) -> bool:
    """Keeps the columns in the file beside the store where there are many; False where that was not done."""
    kept = _KEPT.get(store)
    if kept is None or store.read_only or len(kept.ledger) < _MANY:
        return False
    return files.save(Path(store.path), store.connection, kept.version, kept.ledger, kept.cells)


def cells_of(kept: _Open, *, by_year: bool) -> Cells:
    """The cells of a ledger, made where they were not asked for before."""
    if by_year not in kept.cells:
        kept.cells[by_year] = Cells(kept.ledger, by_year=by_year)
    return kept.cells[by_year]


def _caught_up(store: Store, kept: _Open, version: int) -> bool:
    if kept.version == version:
        return True
    changes = store.changes_since(kept.version)
    facts = {number for change in changes for number in change.facts}
    documents = {number for change in changes if change.edit is None for number in change.documents}
    edited = kept.ledger.update(store.connection, facts, documents)
    if edited is None:
        return False
    touched = {by_year: cells.catch_up(edited) for by_year, cells in kept.cells.items()}
    for known, decided in list(kept.decisions.items()):
        cells = touched[known[2]]
        if known[0] or not known[4] or cells is None or len(edited) > _FEW:
            del kept.decisions[known]
        else:
            decided.edited.append(edited)
            decided.touched.append(cells)
    kept.codes = {by: (numbers, [*since, edited]) for by, (numbers, since) in kept.codes.items()}
    kept.version = version
    return True


def _decision(store: Store, kept: _Open, filter: Filter, known: _Known) -> Decision:  # noqa: A002
    """The decision that is asked for, mended where facts were edited since."""
    _, status, by_year, by_indicator, together = known
    ledger, cells = kept.ledger, cells_of(kept, by_year=by_year)
    decided = kept.decisions.pop(known, None)
    if decided is None:
        asked = _asked(store, ledger, filter, status)
        apart = None if together else ledger.status
        decided = _Decided(decide(ledger, cells, asked, apart, links_apart=by_indicator))
    elif decided.edited:
        edited, touched = np.unique(np.concatenate(decided.edited)), np.unique(np.concatenate(decided.touched))
        decision = decided.decision.grown(len(ledger))
        decision.asked[edited] = ledger.there[edited] & _with_status(ledger.status[edited], status)
        decide_again(ledger, cells, decision, touched, links_apart=by_indicator)
        decided = _Decided(decision)
    kept.decisions[known] = decided
    for old in list(kept.decisions)[:-_DECISIONS]:
        del kept.decisions[old]
    return decided.decision


def tallied(store: Store, filter: Filter, by: Sequence[str], status: Status | None) -> Totals | None:  # noqa: A002
    """Totals from the ledger, or None where it cannot have them (a tag, a value of very many digits)."""
    kept = ledger_of(store)
    ledger = kept.ledger
    if "tag" in by or not ledger.exact or not ledger.there.any():
        return None
    by_year, by_indicator = "year" in by, "indicator" in by
    fresh = by_year not in kept.cells
    cells = cells_of(kept, by_year=by_year)
    if not ledger.exact:
        return None
    if fresh and len(kept.cells) == 2:
        save(store)
    apart = ledger.status if "status" in by else None
    known = (filter.text, status, by_year, by_indicator, apart is None)
    decision = _decision(store, kept, filter, known).copy()
    numbers = _rows_of(kept, tuple(by))
    give_way(ledger, cells, decision, numbers.code, apart, links_apart=by_indicator)
    groups = Groups(ledger, decision, numbers)
    return Totals(tuple(by), LedgerRows(groups, by), LedgerLeftOuts(ledger, cells, decision))


def _rows_of(kept: _Open, by: tuple[str, ...]) -> Numbers:
    """The rows that facts fall in by a grouping; those of the grouping asked for last are kept."""
    numbers, edited = kept.codes.get(by, (None, []))
    if numbers is None:
        numbers = numbers_of(kept.ledger, by)
    elif edited:
        numbers = numbers_again(kept.ledger, by, numbers, np.unique(np.concatenate(edited)))
    kept.codes = {by: (numbers, [])}
    return numbers


def _with_status(column: Ints, status: Status | None) -> Mask:
    some: Mask = np.ones(len(column), np.bool_) if status is None else column == list(Status).index(status)
    return some


def _asked(store: Store, ledger: Ledger, filter: Filter, status: Status | None) -> Mask:  # noqa: A002
    asked: Mask = ledger.there.copy()
    if filter.conditions:
        asked[:] = False
        asked[ledger.positions(store.fact_ids(filter))] = True
    return asked & _with_status(ledger.status, status)
