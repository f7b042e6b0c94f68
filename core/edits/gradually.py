"""Any edit of very many facts in steps, for a thread or a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import Any

from core.records import Change, EditKind
from core.store import EditStep, Store, applying
from core.store.history import Changes, Items


class _Noting(Store):
    """A store that notes what it is to apply, for `gradually` to apply it in steps."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.connection, store.path, curator=store.curator, read_only=store.read_only)
        self.asked: tuple[EditKind, Changes, str, Items] | None = None

    def apply(self, kind: EditKind, changes: Changes, detail: str = "", items: Items = MappingProxyType({})) -> Change:
        self.asked = (kind, changes, detail, items)
        return Change(None, kind, detail=detail)


def gradually(
    store: Store, function: Callable[..., Change], ids: Iterable[int], *arguments: Any, **values: Any
) -> Iterator[EditStep]:
    """Does what `function` of this package does to facts, as one edit, in steps; the last one has its Change.

    Nothing is kept where the generator is closed before its end, or the process is killed. Others who write wait.
    """
    with store.writing():
        noting = _Noting(store)
        change = function(noting, ids, *arguments, **values)
        if noting.asked is None:
            yield EditStep(1, 1, change=change)
            return
        kind, changes, detail, items = noting.asked
        yield from applying(store, kind, changes, detail, items)
