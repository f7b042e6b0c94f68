"""One open store: everything that is asked of it and done to it goes through here."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from core.errors import StoreProblem
from core.filters import ALL, Filter
from core.records import About, Change, Document, EditKind, Fact
from core.store import history, kept, loading, reading, reversing, soundness, telling, texts
from core.store.answers import Backup, DocumentRow, Edit, HistoryRow, Hit, Tag
from core.store.asking import Asking
from core.store.connection import connect, keep_log, problems, transaction
from core.store.copies import back_up, back_up_if_due, backups
from core.store.history import Changes, Items
from core.store.location import warning
from core.store.owner import Owner, claim, lock_file, owner_of
from core.store.packing import Packed, pack

if TYPE_CHECKING:
    from core.read import Page


class Store:
    """An open `.hedui` file. It belongs to the thread that opened it; `again` opens it for another.

    `curator` is the name that edits are written under. Every call may raise `StoreProblem`.
    """

    owner = ""  # who else has the store open in a window, where this one is read-only for that
    _lock: Owner | None = None

    def __init__(self, connection: sqlite3.Connection, path: Path, *, curator: str, read_only: bool) -> None:
        connection.row_factory = sqlite3.Row
        self.connection = connection
        self.path = path
        self.curator = curator
        self.read_only = read_only
        self._asking = Asking(connection, path, keep=not read_only)

    @classmethod
    def open(cls, path: Path | str, *, curator: str = "", read_only: bool = False, own: bool = False) -> Self:
        """Opens the store at `path`; makes it where there is none.

        A window asks to `own` it: where another window does, the store is opened read-only and `owner` says who.
        """
        path = Path(path)
        lock, taken = _claimed(path, curator) if own and not read_only else (None, False)
        try:
            connection = connect(path, read_only=read_only or taken, few=own)
        except BaseException:
            if lock:
                lock.release()
            raise
        store = cls(connection, path, curator=curator, read_only=read_only or taken)
        store._lock, store.owner = lock, owner_of(path) if taken else ""
        return store

    def again(self) -> Store:
        """The same store for another thread; call it in that thread."""
        return Store.open(self.path, curator=self.curator, read_only=self.read_only)

    def close(self) -> None:
        """Closes the file; closing twice does nothing."""
        self.connection.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[None]:
        """A transaction: all that is written inside is kept, or nothing. `durable` waits for the disk."""
        if self.read_only:
            raise StoreProblem("read_only", path=self.path)
        with problems(self.path), transaction(self.connection, durable=durable):
            yield

    def keep_log(self, pages: int) -> None:
        """From how many `pages` in the log on a writing copies them to the file: `connection.LOG` or `LONG_LOG`."""
        keep_log(self.connection, pages)

    # --- documents ---------------------------------------------------------------------------------

    def add(self, document: Document, facts: Sequence[Fact], pages: Sequence[Page] = ()) -> tuple[int, bool]:
        """Takes in a document with the facts found in it: its id, and whether it was new (by its bytes). No edit."""
        return self.put([pack(document, facts, pages)])[0]

    def put(self, many: Sequence[Packed]) -> list[tuple[int, bool]]:
        """Like `add`, for documents that `packing.pack` made ready, perhaps in another process; all of them or none."""
        with self.writing(durable=False):
            return loading.put(self.connection, many)

    def known(self, sha256: str) -> int | None:
        """The id of the document whose bytes have this hash, if it is in."""
        return loading.known(self.connection, sha256)

    def documents(self, ids: Iterable[int] | None = None) -> tuple[DocumentRow, ...]:
        """The rows of the document list, all or those with `ids`."""
        return loading.documents(self.connection, ids)

    def document_ids(self, text: str = "") -> array[int]:
        """Ids of all documents in their order, or of those whose title, publisher or name holds `text`."""
        return loading.document_ids(self.connection, text)

    def document(self, number: int) -> Document:
        """A document with its texts and repairs."""
        return loading.document(self.connection, number)

    def pages(self, number: int) -> tuple[Page, ...]:
        """The pages of a paged document, with the places of its raw characters on them."""
        return loading.pages(self.connection, number)

    def about(self, number: int) -> About:
        """What a document says of itself, without its texts."""
        return loading.about(self.connection, number)

    def document_names(self, ids: Iterable[int]) -> dict[int, str]:
        """The title of each of these documents, or the name of its file; ids that are not there are left out."""
        return loading.names(self.connection, ids)

    # --- facts -------------------------------------------------------------------------------------

    def fact(self, number: int) -> Fact:
        """The fact with this id; a removed one is not there."""
        return reading.fact(self.connection, number)

    def facts(self, ids: Iterable[int]) -> tuple[Fact, ...]:
        """The facts with these ids, in their order; removed ones are left out."""
        return reading.facts(self.connection, ids)

    def fact_ids(self, filter: Filter = ALL, order: str = "document") -> array[int]:  # noqa: A002
        """Ids of all facts that a filter lets through, in an order of `reading.ORDERS` (`-` turns it round)."""
        return self._asking.fact_ids(filter, order)

    def page(
        self, filter: Filter = ALL, order: str = "document", after: int | None = None, limit: int = 100  # noqa: A002
    ) -> tuple[Fact, ...]:  # fmt: skip
        """The next facts of a filter behind the fact `after`, or the first."""
        return self._asking.page(filter, order, after, limit)

    def count(self, filter: Filter = ALL) -> int:  # noqa: A002
        """How many facts a filter lets through."""
        return self._asking.count(filter)

    def facets(self, filter: Filter, field: str, limit: int = 200) -> tuple[tuple[str, int], ...]:  # noqa: A002
        """The commonest values of a field of `reading.FACETS` among a filter's facts, with their counts."""
        return self._asking.facets(filter, field, limit)

    def hold_columns(self, least: int = 20_000) -> Iterator[tuple[int, int]]:
        """Reads the columns of facts, from `least` on, into memory in short steps: then filters take milliseconds."""
        yield from self._asking.hold(least)

    # --- edits -------------------------------------------------------------------------------------

    def apply(self, kind: EditKind, changes: Changes, detail: str = "", items: Items = MappingProxyType({})) -> Change:
        """One edit: `changes` maps fact ids to new values of fields. What stays the same is not written.

        `items` maps (table, name) to the new row of a tag, rule or finding, without its name, or to None.
        An edit that changes nothing leaves no trace: its Change has no number and no facts.
        """
        with self.writing():
            steps = history.steps_of(self.connection, changes)
            moved = history.item_steps_of(self.connection, items)
            if not (steps or moved):
                return Change(None, kind, detail=detail)
            return history.write(self.connection, kind, steps, who=self.curator, detail=detail, items=moved)

    def add_fact(self, fact: Fact, detail: str = "") -> Change:
        """Adds a fact by hand; the Change holds its id."""
        with self.writing():
            return history.add_fact(self.connection, fact, who=self.curator, detail=detail)

    def remove_facts(self, ids: Iterable[int], detail: str = "") -> Change:
        """Removes facts and the links of others to them; undo brings both back."""
        return self.apply(EditKind.REMOVE, history.removal(self.connection, ids), detail)

    def original(self, number: int) -> Fact | None:
        """The fact as the extractor gave it, or None for one added by hand."""
        return history.original(self.connection, number)

    def undo(self, edit: int | None = None, fact: int | None = None) -> Change:
        """Takes back the last edit that stands, or the one named; with `fact`, only what it did to that fact.

        Raises:
            StoreProblem: nothing to undo, or the same field was changed again since.
        """
        with self.writing():
            return reversing.undo(self.connection, edit, fact, who=self.curator)

    def redo(self) -> Change:
        """Brings back what the last undo took, where nothing was edited since."""
        with self.writing():
            return reversing.redo(self.connection, who=self.curator)

    def undoable(self) -> Edit | None:
        """What undo would take back."""
        return reversing.undoable(self.connection)

    def redoable(self) -> Edit | None:
        """What redo would bring back."""
        return reversing.redoable(self.connection)

    def history(
        self, fact: int | None = None, document: int | None = None, text: str = "", before: int | None = None,
        limit: int = 200,
    ) -> tuple[HistoryRow, ...]:  # fmt: skip
        """What happened, newest first: of one fact, of one document, or of all; `text` searches, `before` continues."""
        return telling.history(self.connection, fact, document, text, before, limit)

    @property
    def version(self) -> int:
        """A number that every edit and every new document raises, whoever makes them."""
        return telling.version(self.connection)

    def changes_since(self, version: int) -> tuple[Change, ...]:
        """What happened after a `version`, by this or any other process."""
        return tuple(telling.changes_since(self.connection, version))

    def items(self, table: str) -> dict[str, dict[str, object]]:
        """The rows of `tags`, `rules` or `findings` by name; they are changed by `apply`."""
        return kept.items(self.connection, table)

    def tags_of(self, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The tags of each of these facts."""
        return dict.fromkeys(wanted := list(ids), ()) | history.tags_of(self.connection, wanted)

    def tagged(self, names: Iterable[str]) -> dict[int, tuple[str, ...]]:
        """All tags of each fact that carries one of these."""
        return kept.tagged(self.connection, names)

    # --- soundness ---------------------------------------------------------------------------------

    def verify(self, language: str = "en") -> list[str]:
        """What is wrong with the store, one sentence each: pages, links, quotes, values, and the history replayed."""
        return soundness.verify(self.connection, language)

    def backup(self, to: Path | None = None) -> Path:
        """Copies the store, in use or not, to `to` or among its automatic copies; where the copy is."""
        return back_up(self.connection, self.path, to)

    def back_up_if_due(self) -> Path | None:
        """An automatic copy, an hour after the last one if anything was done since; call it now and then."""
        return back_up_if_due(self.connection, self.path)

    def backups(self) -> tuple[Backup, ...]:
        """The automatic copies, newest first; `restore(backup.path, store.path)` puts one back, the store closed."""
        return backups(self.path)

    def place_warning(self) -> StoreProblem | None:
        """Why the place of the store is a bad one: a folder that is synchronised, or on another computer."""
        return warning(self.path)

    def tags(self) -> tuple[Tag, ...]:
        """All tags."""
        return kept.tags(self.connection)

    def setting(self, name: str) -> object:
        """A small value kept in the store, or None."""
        return kept.setting(self.connection, name)

    def set_setting(self, name: str, value: object) -> None:
        """Keeps a small value that JSON can hold; None forgets it. No edit."""
        with self.writing():
            kept.set_setting(self.connection, name, value)

    def search(self, text: str, limit: int = 200) -> tuple[Hit, ...]:
        """The first places where `text` stands as it is, in all documents."""
        return texts.search(self.connection, text, limit)


def _claimed(path: Path, curator: str) -> tuple[Owner | None, bool]:
    """The lock of a store for a window, and whether another window has it; without its folder there is neither."""
    lock = claim(path, curator) if path.parent.is_dir() else None
    return lock, lock is None and lock_file(path).exists()
