"""Which facts fit a filter, told from columns in memory: one truth value a fact.

A condition on a column of few values is asked, in the SQL that the table would be asked, of the list of its values. A
text that facts must hold is asked of the full-text index, which leaves few facts; their sentences are read in slices.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice

import numpy as np

from core import filters
from core.filters import Condition, Filter
from core.filters.fields import millionths
from core.filters.names import NONE
from core.schema import phrase
from core.store.columns import CODED, SLICE, Columns, Ints, Mask, placed

#: The columns that a condition on each field looks at; a field that is not here is told by a function of its own.
_COLUMNS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in CODED if name != "period"},
    "category": ("indicator",),
    "flag": ("flags",),
    "place": ("provider", "recipient"),
}
_KEPT = 32  # masks, a byte a fact each
_AMONG = 10_000  # facts up to which only those that fit otherwise are looked at
_AT_ONCE = 64  # documents that are taken from the index until their facts are looked at


class Masks:
    """The masks of conditions and filters over the columns of a store, kept until what they look at changes."""

    def __init__(self, columns: Columns, connection: sqlite3.Connection) -> None:
        self.columns = columns
        self._connection = connection
        self._kept: OrderedDict[str, tuple[frozenset[str], Mask]] = OrderedDict()

    def drop(self, changed: frozenset[str]) -> None:
        """Forget the masks that look at any of these columns."""
        size = len(self.columns.edited)
        self._kept = OrderedDict(
            (name, (uses, mask))
            for name, (uses, mask) in self._kept.items()
            if not uses & changed and len(mask) == size
        )

    def sure(self, filter: Filter) -> tuple[Mask, list[Condition]]:  # noqa: A002
        """The facts that fit as far as columns tell, and the conditions that are left to be looked up."""
        mask: Mask = self.columns.plain["there"].copy()
        left = []
        for condition in filter.conditions:
            plain = replace(condition, negated=False)
            found = self._of(plain)
            if found is not None:
                mask &= ~found if condition.negated else found
            else:
                left.append(condition)
        return mask, left

    def narrowed(self, left: list[Condition]) -> Mask:
        """The facts of documents that hold every text asked for."""
        mask: Mask = self.columns.plain["there"].copy()
        for condition in left:
            if condition.field == "text" and not condition.negated:
                mask &= _any([self._held(value) for value in condition.values])
        return mask

    def full(self, filter: Filter) -> Mask:  # noqa: A002
        """The facts that fit."""
        mask, left = self.sure(filter)
        if left:
            mask &= self.narrowed(left)
        for condition in left:
            among = np.flatnonzero(mask)
            plain = replace(condition, negated=False)
            fits = self._looked_up(plain, among) if len(among) <= _AMONG else self._looked_up_once(plain)
            mask &= ~fits if condition.negated else fits
        return mask

    def portions(self, ids: Ints, left: list[Condition]) -> Iterator[Ints]:
        """Of these facts in the order of documents those of documents that hold every text asked for, a few at a time.

        The index gives documents in their order, so that a first page need not wait for the last of them.
        """
        asked = [one.values for one in left if one.field == "text" and not one.negated and all(one.values)]
        if not asked:
            yield ids
            return
        told = " AND ".join(f"({' OR '.join(map(phrase, values))})" for values in asked)
        column = self.columns.plain["document"][ids]
        with closing(self._connection.execute(f"{_HELD} ORDER BY rowid", (told,))) as found:
            while documents := [row[0] for row in islice(found, _AT_ONCE)]:
                first, last = np.searchsorted(column, (documents[0], documents[-1] + 1))
                yield ids[first:last][np.isin(column[first:last], documents)]

    def walk(self, portions: Iterable[Ints], left: list[Condition], wanted: int) -> Ints:
        """The first `wanted` of these facts that fit the conditions left, looked up a few at a time."""
        found: list[int] = []
        step = 4 * wanted if left else wanted
        for ids in portions:
            at = 0
            while at < len(ids) and len(found) < wanted:
                part = ids[at : at + step]
                fits = np.ones(len(part), np.bool_)
                for condition in left:
                    fits &= self._looked_up(replace(condition, negated=False), part)[part] != condition.negated
                found += part[fits].tolist()
                at, step = at + step, min(2 * step, SLICE)
            if len(found) >= wanted:
                break
        return np.array(found[:wanted], np.int32)

    # --- one condition ---------------------------------------------------------------------------------

    def _once(self, key: str, uses: frozenset[str], made: Callable[[], Mask]) -> Mask:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        mask = made()
        self._kept[key] = (uses, mask)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return mask

    def _of(self, condition: Condition) -> Mask | None:
        """The facts that a condition lets through, or None where the columns do not tell."""
        field, columns = condition.field, self.columns
        if (kept := self._kept.get(condition.text)) is not None:
            return kept[1]
        if field in ("whole", "same", "edited"):
            held = columns.edited if field == "edited" else columns.plain[field]
            return _any([held == (value == "yes") for value in condition.values])
        if field in _OWN:
            uses = frozenset({"value": ("scaled",), "id": (), "tag": ("tags",)}.get(field, (field,)))
            return self._once(condition.text, uses, lambda: _OWN[field](self, condition))
        names = _COLUMNS.get(field, ())
        if not names or any(columns.coded[name].given_up for name in names):
            return None
        return self._once(condition.text, frozenset(names), lambda: self._coded(condition, names))

    def _coded(self, condition: Condition, names: tuple[str, ...]) -> Mask:
        if len(names) == 1:
            return self._of_column(condition, names[0])
        places = []
        for value in condition.values:
            one = replace(condition, values=(value,))
            parts = [self._of_column(replace(one, field=name), name) for name in names]
            places.append(parts[0] & parts[1] if value == NONE else _any(parts))
        return _any(places)

    def _of_column(self, condition: Condition, name: str) -> Mask:
        """Asks the list of a column's values what the table would be asked."""
        coded = self.columns.coded[name]
        where, parameters = filters.sql(Filter((condition,)))
        table = f'(SELECT key AS number, value AS "{name}" FROM json_each(?)) f'
        told = json.dumps(coded.values, ensure_ascii=False)
        found = self._connection.execute(f"SELECT f.number FROM {table} WHERE {where}", (told, *parameters))
        mask: Mask = placed(np.array([row[0] for row in found], np.int64), max(1, len(coded.values)))[coded.rows]
        return mask

    def _tag(self, condition: Condition) -> Mask:
        wanted = set(condition.values)
        fits = [bool(wanted & set(tags or (NONE,))) for tags in self.columns.coded["tags"].values]
        mask: Mask = np.array(fits, np.bool_)[self.columns.coded["tags"].rows]
        return mask

    def _id(self, condition: Condition) -> Mask:
        size = len(self.columns.edited)
        return placed(np.array([int(value) for value in condition.values if int(value) < size], np.int64), size)

    def _document(self, condition: Condition) -> Mask:
        wanted: list[int] = []
        for value in condition.values:
            if value.isdigit():
                wanted.append(int(value))
            else:
                wanted += self._documents(_NAMED, (value, value))
        return self._in_documents(wanted)

    def _documents(self, query: str, parameters: tuple[str, ...]) -> list[int]:
        return [row[0] for row in self._connection.execute(query, parameters)]

    def _in_documents(self, documents: list[int]) -> Mask:
        column = self.columns.plain["document"]
        size = int(column.max(initial=0)) + 1
        mask: Mask = placed(np.array([one for one in documents if one < size], np.int64), size)[column]
        return mask

    def _value(self, condition: Condition) -> Mask:
        scaled, unscaled = self.columns.plain["scaled"], self.columns.plain["unscaled"]
        mask: Mask = np.zeros(len(scaled), np.bool_)
        for value in condition.values:
            low, high = _range(condition.sign, value)
            if low <= _MOST and high >= _LEAST:
                mask |= (scaled >= max(low, _LEAST)) & (scaled <= min(high, _MOST))
        mask &= ~unscaled
        if unscaled.any():
            where, parameters = filters.sql(Filter((condition,)))
            query = f"SELECT f.id FROM facts f WHERE f.scaled IS NULL AND {where}"
            mask[[row[0] for row in self._connection.execute(query, parameters)]] = True
        return mask

    # --- looked up -------------------------------------------------------------------------------------

    def _looked_up_once(self, condition: Condition) -> Mask:
        everything = np.flatnonzero(self.columns.plain["there"])
        uses = frozenset(("sentence", "document", condition.field))
        return self._once(condition.text, uses, lambda: self._looked_up(condition, everything))

    def _held(self, text: str) -> Mask:
        """The facts of the documents in which a text stands, as the full-text index has it."""
        if not text:
            return self.columns.plain["there"]
        uses = frozenset(("document",))
        return self._once(f"held:{text}", uses, lambda: self._in_documents(self._documents(_HELD, (phrase(text),))))

    def _looked_up(self, condition: Condition, among: Ints) -> Mask:
        """Those of these facts that a condition lets through, from the table."""
        mask: Mask = np.zeros(len(self.columns.edited), np.bool_)
        if condition.field != "text":
            where, parameters = filters.sql(Filter((condition,)))
            self._look_up(mask, among, where, parameters)
            return mask
        for value in condition.values:
            if not value:
                mask[among] = True
            elif len(among) > _AMONG:
                self._look_up(mask, among[self._held(value)[among]], "instr(f.sentence, ?) > 0", (value,))
            else:
                self._look_up(mask, among, _STANDS, (value, phrase(value)))
        return mask

    def _look_up(self, mask: Mask, among: Ints, where: str, parameters: tuple[object, ...]) -> None:
        query = f"SELECT f.id FROM facts f WHERE f.id IN (SELECT value FROM json_each(?)) AND {where}"
        for part in _slices(among):
            found = self._connection.execute(query, (json.dumps(part.tolist()), *parameters))
            mask[[row[0] for row in found]] = True


# For few facts: the index is asked only of the documents of those whose sentences hold the text.
_STANDS = """CASE WHEN instr(f.sentence, ?) THEN
EXISTS (SELECT 1 FROM texts WHERE rowid = f.document AND texts MATCH ?) END"""
_HELD = "SELECT rowid FROM texts WHERE texts MATCH ?"
_NAMED = "SELECT id FROM documents INDEXED BY documents_named WHERE instr(name, ?) > 0 OR instr(title, ?) > 0"
#: Fields told by a function of their own.
_OWN: dict[str, Callable[[Masks, Condition], Mask]] = {
    "tag": Masks._tag,
    "id": Masks._id,
    "document": Masks._document,
    "value": Masks._value,
}
_LEAST, _MOST = -(2**63), 2**63 - 1


def _any(masks: list[Mask]) -> Mask:
    mask = masks[0]
    for other in masks[1:]:
        mask = mask | other
    return mask


def _slices(ids: Ints) -> Iterator[Ints]:
    return (ids[at : at + SLICE] for at in range(0, len(ids), SLICE))


def _range(sign: str, value: str) -> tuple[int, int]:
    """The first and the last integer of millionths that fit."""
    first, _, last = value.partition("..")
    low, high = millionths(first), millionths(last or first)
    if sign == ">":
        return math.floor(low) + 1, _MOST
    if sign == ">=":
        return math.ceil(low), _MOST
    if sign == "<":
        return _LEAST, math.ceil(low) - 1
    if sign == "<=":
        return _LEAST, math.floor(low)
    return math.ceil(low), math.floor(high)
