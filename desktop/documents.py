"""The documents of a store for the window: their ids, and their rows read a page at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.store import DocumentRow, Store

PAGE = 64  # rows read at once
KEPT = 128  # pages held


class Documents:
    """All documents in the order of their ids; a hundred thousand cost no more than those in view."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self.ids: array[int] = store.document_ids() if store else array("q")
        self._pages: dict[int, dict[int, DocumentRow]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[DocumentRow]:
        return (row for number in self.ids if (row := self.row(number)))

    def at(self, number: int) -> int:
        """The place of a document in the order, -1 for one that is not there."""
        place = bisect_left(self.ids, number)
        return place if place < len(self.ids) and self.ids[place] == number else -1

    def row(self, number: int) -> DocumentRow | None:
        """The row of a document."""
        place = self.at(number)
        if place < 0 or self._store is None:
            return None
        first = place - place % PAGE
        if first not in self._pages:
            if len(self._pages) >= KEPT:
                self._pages.pop(next(iter(self._pages)))
            rows = self._store.documents(self.ids[first : first + PAGE])
            self._pages[first] = {row.id: row for row in rows}
        return self._pages[first].get(number)

    def known(self, number: int) -> DocumentRow | None:
        """The row of a document where it was read before."""
        place = self.at(number)
        return self._pages.get(place - place % PAGE, {}).get(number) if place >= 0 else None

    def name(self, number: int) -> str:
        """Title of a document, or the name of its file."""
        row = self.row(number)
        return (row.title or row.name) if row else str(number)

    def forget(self) -> None:
        """Read every row again when it is asked for; which documents there are is the same."""
        self._pages.clear()

    def refresh(self, numbers: Iterable[int]) -> int | None:
        """Read the rows of these documents again; by how much fewer facts are pending, None where that is unknown."""
        wanted = [number for number in numbers if self.at(number) >= 0]
        before = [self.known(number) for number in wanted]
        if len(wanted) > PAGE:
            self._pages.clear()
            return None
        fresh = self._store.documents(wanted) if self._store else ()
        for row in fresh:
            place = self.at(row.id)
            kept = self._pages.get(place - place % PAGE)
            if kept is not None:
                kept[row.id] = row
        if None in before:
            return None
        return sum(row.pending for row in before if row) - sum(row.pending for row in fresh)
