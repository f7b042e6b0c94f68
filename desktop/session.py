"""The one object between core and panels: what is open, what is looked at, and every edit on its way to the store."""

from __future__ import annotations

import getpass
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Problem
from core.records import Change, Document, Fact, Status
from desktop.messages import translate
from desktop.settings import Settings
from desktop.tasks import Task

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import DocumentRow, Store

KEPT = 32_768  # facts held in memory for the tables
PAGE = 128  # facts read at once in the search for the next pending one
WATCH = 1500  # milliseconds between looks for edits of other processes


class Session(QObject):
    """The curator's present place in a store; panels know this object and nothing of each other.

    `facts` are the ids of the open document in the order of the queue, `selection` those that the next
    edit touches, `current` the one in view (0 for none), `filter` what Facts and Totals show.
    """

    changed = Signal(object)
    document_changed = Signal(int)
    filter_changed = Signal(object)
    current_changed = Signal(int)
    selection_changed = Signal()
    facts_changed = Signal()
    notified = Signal(str)
    failed = Signal(object)
    broke = Signal(object)
    store_changed = Signal()
    requested = Signal(str)
    started = Signal(object)

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.open_store: Store | None = None
        self.document: Document | None = None
        self.documents: tuple[DocumentRow, ...] = ()
        self.facts: array[int] = array("q")
        self.current = 0
        self.selection: tuple[int, ...] = ()
        self.tasks: list[Task] = []
        self.workspace = "review"
        self._filter: Filter | None = None
        self._cache: OrderedDict[int, Fact] = OrderedDict()
        self._version = 0
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH)
        self._watch.timeout.connect(self.look)

    # --- the store ---------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The open store; a bug where none is open."""
        if self.open_store is None:
            raise RuntimeError("no store is open")
        return self.open_store

    @property
    def ready(self) -> bool:
        """Whether a store is open."""
        return self.open_store is not None

    @property
    def writable(self) -> bool:
        """Whether the open store takes edits."""
        return self.open_store is not None and not self.open_store.read_only

    def open(self, path: Path) -> bool:
        """Open the store at `path` (made where there is none); for reading only where another has it."""
        from core.errors import StoreProblem
        from core.store import Store  # only now: the window stands before sqlite_utils is loaded

        curator = str(self.settings.get("curator")) or getpass.getuser()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                opened = Store.open(path, curator=curator)
            except StoreProblem as failure:
                if failure.kind != "in_use":
                    raise
                self.failed.emit(failure)
                opened = Store.open(path, curator=curator, read_only=True)
        except Problem as failure:
            self.failed.emit(failure)
            return False
        self.close()
        self.open_store = opened
        self.settings.opened(str(path))
        self._version = opened.version
        self._watch.start()
        self.reload()
        self.store_changed.emit()
        self._first_document()
        return True

    def close(self) -> None:
        """Let the tasks end and close the store."""
        self._watch.stop()
        for task in tuple(self.tasks):
            task.cancel()
            task.wait()
        if self.open_store:
            self.open_store.close()
        self.open_store = None
        self.document, self.documents, self.facts = None, (), array("q")
        self.current, self.selection, self._filter = 0, (), None
        self._cache.clear()

    def reload(self) -> None:
        """Read again what is shown, after an import or an edit from elsewhere."""
        self._cache.clear()
        self.documents = self.store.documents()

    def look(self) -> None:
        """Show what another process has done to the store, if it did."""
        if self.open_store and self.open_store.version != self._version:
            self._version = self.open_store.version
            self.reload()
            self.changed.emit(Change(None, None))
            self.arrange()

    def _first_document(self) -> None:
        wanted = int(self.settings.get("document"))
        known = [row.id for row in self.documents]
        if known:
            self.show_document(wanted if wanted in known else known[0])
        else:
            self.document_changed.emit(0)
            self.facts_changed.emit()

    # --- where the curator looks ---------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """What the workspaces Facts and Totals show."""
        if self._filter is None:
            from core.filters import parse

            self._filter = parse("")
        return self._filter

    def set_filter(self, text: str) -> bool:
        """Show the facts that `text` describes; False where it cannot be understood."""
        from core.filters import parse

        try:
            self._filter = parse(text)
        except Problem as failure:
            self.failed.emit(failure)
            return False
        self.filter_changed.emit(self._filter)
        return True

    def show_document(self, document: int, fact: int = 0) -> None:
        """Open a document, with `fact` or its first pending fact as the current one."""
        if self.document is None or self.document.id != document:
            self.document = self.store.document(document)
            self.settings.set("document", document)
            self.current, self.selection = 0, ()
            self.document_changed.emit(document)
        self.arrange()
        self.select(fact or self._pending_from(0) or (self.facts[0] if self.facts else 0))

    def show_fact(self, fact: int) -> None:
        """Go to a fact in its document."""
        self.show_document(self.fact(fact).document, fact)

    def arrange(self) -> None:
        """Order the facts of the document as the queue is set."""
        if self.document is None:
            return
        from desktop.queue import ordered

        self.facts = ordered(self.store, self.document.id, str(self.settings.get("queue")))
        if self.current and self.current not in self.facts:
            self.current, self.selection = 0, ()
        self.facts_changed.emit()

    def select(self, fact: int, others: Sequence[int] = ()) -> None:
        """Make `fact` the current one, and `others` with it the ones that edits touch."""
        selection = tuple(others) or ((fact,) if fact else ())
        moved, chosen = fact != self.current, selection != self.selection
        self.current, self.selection = fact, selection
        if moved:
            self.current_changed.emit(fact)
        if chosen or moved:
            self.selection_changed.emit()

    def step(self, by: int) -> None:
        """Move `by` facts on in the queue."""
        if self.facts:
            at = self._place(self.current)
            self.select(self.facts[max(0, min(len(self.facts) - 1, at + by))] if at >= 0 else self.facts[0])

    def step_document(self, by: int) -> None:
        """Move `by` documents on in the list."""
        known = [row.id for row in self.documents]
        if self.document and self.document.id in known:
            at = known.index(self.document.id) + by
            if 0 <= at < len(known):
                self.show_document(known[at])

    def next_pending(self) -> None:
        """Go to the next fact that waits for a decision, in this document or a later one."""
        found = self._pending_from(self._place(self.current) + 1)
        if found:
            self.select(found)
            return
        here = self.document.id if self.document else 0
        waiting = [row.id for row in self.documents if row.pending and row.id != here]
        later = [one for one in waiting if one > here] or waiting
        if later:
            self.show_document(later[0])
            self.notified.emit(translate("session", "Next document with facts to check"))
        else:
            self.notified.emit(translate("session", "Nothing is pending: every fact has been decided"))

    def _place(self, fact: int) -> int:
        return self.facts.index(fact) if fact in self.facts else -1

    def _pending_from(self, start: int) -> int:
        ring = self.facts[start:] + self.facts[:start]
        pages = (self.facts_of(ring[at : at + PAGE]) for at in range(0, len(ring), PAGE))
        return next((fact.id for page in pages for fact in page if fact.status is Status.PENDING), 0)

    # --- facts ---------------------------------------------------------------------------------------

    def fact(self, number: int) -> Fact:
        """One fact, from memory where it was read before."""
        return self.facts_of((number,))[0]

    def facts_of(self, ids: Iterable[int]) -> tuple[Fact, ...]:
        """Facts in the order asked; those removed meanwhile are left out."""
        wanted = tuple(ids)
        missing = [number for number in wanted if number not in self._cache]
        read = {fact.id: fact for fact in self.store.facts(missing)} if missing else {}
        known = {number: read.get(number) or self._cache.get(number) for number in wanted}
        self._cache.update(read)
        while len(self._cache) > KEPT:
            self._cache.popitem(last=False)
        return tuple(fact for fact in known.values() if fact is not None)

    def facts_at(self, start: int, end: int) -> tuple[Fact, ...]:
        """Facts of the open document that stand on any of the code points from `start` to `end`."""
        return tuple(fact for fact in self.facts_of(self.facts) if fact.start < end and start < fact.end)

    # --- edits ---------------------------------------------------------------------------------------

    def do(self, function: Callable[..., Change], *arguments: Any, **values: Any) -> Change | None:
        """Run an edit on the store and tell the panels; None where it failed with a problem."""
        try:
            change = function(self.store, *arguments, **values)
        except Problem as failure:
            self.failed.emit(failure)
            return None
        self._take(change)
        return change

    def undo(self, edit: int | None = None, fact: int | None = None) -> None:
        """Reverse the last edit, the one named, or those of one fact."""
        from core.store import Store

        self._show_change(self.do(Store.undo, edit, fact))

    def redo(self) -> None:
        """Do again what was undone last."""
        from core.store import Store

        self._show_change(self.do(Store.redo))

    def decide(self, function: Callable[..., Change], *arguments: Any) -> None:
        """Decide on the selection; a single fact moves on to the next one pending."""
        ids = self.selection
        if not ids:
            return
        at = self._place(self.current)
        if self.do(function, ids, *arguments) and len(ids) == 1 and at >= 0 and self.workspace == "review":
            following = self._pending_from(at + 1)
            if following:
                self.select(following)
            else:
                self.notified.emit(translate("session", "Everything in this document is decided · N goes on"))

    def _show_change(self, change: Change | None) -> None:
        if change is None or not change.facts or len(change.facts) > 1:
            return
        number = next(iter(change.facts))
        if number in self.facts:
            self.select(number)
        elif self.document and change.documents and self.document.id not in change.documents:
            self.show_document(next(iter(change.documents)), number)

    def _take(self, change: Change) -> None:
        self._version = self.store.version
        for number in change.facts:
            self._cache.pop(number, None)
        if change.documents:
            fresh = {row.id: row for row in self.store.documents(change.documents)}
            self.documents = tuple(fresh.get(row.id, row) for row in self.documents)
        self.changed.emit(change)
        if self.document and self.document.id in change.documents and not change.fields <= {"status", "note", "tags"}:
            self.arrange()

    # --- long work -------------------------------------------------------------------------------------

    def run(self, title: str, work: Callable[[Store], Iterator[Any]]) -> Task:
        """Run a generator of steps in a thread with a store of its own."""
        store = self.store

        def steps() -> Iterator[Any]:
            with store.again() as own:
                yield from work(own)

        task = Task(title, steps, self)
        self.tasks.append(task)
        task.failed.connect(self._task_failed)
        task.over.connect(lambda: self._task_over(task))
        self.started.emit(task)
        task.start()
        return task

    def _task_failed(self, failure: Exception) -> None:
        (self.failed if isinstance(failure, Problem) else self.broke).emit(failure)

    def _task_over(self, task: Task) -> None:
        if task in self.tasks:
            self.tasks.remove(task)
        task.wait()
        task.deleteLater()
        if self.open_store:
            self._version = self.open_store.version
            self.reload()
            self.changed.emit(Change(None, None))
            if self.document is None:
                self._first_document()
            else:
                self.arrange()

    def import_files(self, paths: Sequence[Path]) -> Task:
        """Import files and folders in the background."""

        def work(own: Store) -> Iterator[Any]:
            from core import ingest

            yield from ingest.run(own, paths)

        return self.run(translate("session", "Importing"), work)
