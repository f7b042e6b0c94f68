"""What a session has open: the store, the facts read from it, and the long work done on it."""

from __future__ import annotations

import getpass
import sqlite3
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Problem, StoreProblem
from core.records import Change, Document, Fact
from desktop.documents import Documents
from desktop.messages import translate
from desktop.questions import Questions
from desktop.settings import Settings
from desktop.tasks import Task

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

KEPT = 32_768  # facts held in memory for the tables
PAGE = 128  # facts read at once in the search for the next pending one
WATCH = 1500  # milliseconds between looks for edits of other processes


class OpenStore(QObject):
    """A store with its signals, a memory of facts, and tasks; `Session` adds where the curator looks and acts.

    `refused` tells the path of a store that could not be opened, with the problem; `freed` that the window which had
    the store has gone, so that this one may take it.
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
    refused = Signal(object, object)
    freed = Signal()
    requested = Signal(str)
    started = Signal(object)
    counted = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.open_store: Store | None = None
        self.document: Document | None = None
        self.documents = Documents()
        self.pending: int | None = None
        self.total: int | None = None
        self.facts: array[int] = array("q")
        self.current = 0
        self.selection: tuple[int, ...] = ()
        self.tasks: list[Task] = []
        self.workspace = "review"
        self._filter: Filter | None = None
        self._cache: OrderedDict[int, Fact] = OrderedDict()
        self._version = 0
        self._free = False
        self.questions = Questions(self)
        self.questions.broke.connect(self._task_failed)
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
        from core.store import Store  # only now: the window stands before sqlite_utils is loaded

        curator = str(self.settings.get("curator")) or getpass.getuser()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if self.open_store and self.open_store.path == path:
                self.close()  # its own lock would keep it out
            opened = Store.open(path, curator=curator, own=True)
        except Problem as failure:
            self.refuse(path, failure)
            return False
        except OSError as failure:  # the folder cannot be made
            self.refuse(path, StoreProblem("forbidden", path=failure.filename or path))
            return False
        self.close()
        self.open_store = opened
        try:
            self._show_store(opened)
        except (sqlite3.Error, zlib.error) as failure:  # damage behind the first pages
            self.break_off(failure)
            return False
        return True

    def _show_store(self, opened: Store) -> None:
        self.questions.open(opened)
        self._free = False
        self._version = opened.version
        self._watch.start()
        self.reload()
        self.settings.opened(str(opened.path))
        self.store_changed.emit()
        self._first_document()

    def refuse(self, path: Path, failure: Problem) -> None:
        """Tell that a store cannot be opened, and let the window offer what can be done."""
        self.failed.emit(failure)
        self.refused.emit(path, failure)

    def break_off(self, failure: Exception) -> bool:
        """Close the store where a failure shows that it is damaged; False where it shows no such thing."""
        from core.store import problem_of

        problem = problem_of(failure, self.store.path) if self.ready else None
        if problem is None or problem.kind not in ("damaged", "unreadable"):
            return False
        path = self.store.path
        self.close()
        self.refuse(path, problem)
        return True

    def close(self) -> None:
        """Let the tasks end and close the store."""
        self._watch.stop()
        for task in tuple(self.tasks):
            task.cancel()
            task.wait()
        self.questions.close()
        if self.open_store:
            self.open_store.close()
        self.open_store = None
        self.document, self.documents, self.facts = None, Documents(), array("q")
        self.pending = self.total = None
        self.current, self.selection, self._filter = 0, (), None
        self._cache.clear()

    def reload(self) -> None:
        """Read again what is shown, after an import or an edit from elsewhere."""
        self._cache.clear()
        from core.store import newest_document

        if self.documents and self.documents.ids[-1] == newest_document(self.store.version):
            self.documents.forget()
        else:
            self.documents = Documents(self.store)
        self.count()

    def count(self) -> None:
        """Count again how many facts there are and wait, in the background."""

        def work(own: Store) -> tuple[int, int]:
            from core.filters import parse

            return own.count(parse("status:pending")), own.count()

        self.questions.ask(self, "counts", work, self._counted)

    def _counted(self, counts: tuple[int, int]) -> None:
        self.pending, self.total = counts
        self.counted.emit()

    def look(self) -> None:
        """Show what another process has done to the store, if it did, and tell when the one that has it goes."""
        self._look_for_owner()
        if self.open_store and self.open_store.version != self._version:
            self._version = self.open_store.version
            self.reload()
            self.changed.emit(Change(None, None))
            self.arrange()
            self.notified.emit(translate("session", "Another program has changed this store: what it did is shown"))

    def _look_for_owner(self) -> None:
        from core.store import is_held

        store = self.open_store
        if store and store.owner and not self._free and not is_held(store.path):
            self._free = True
            self.freed.emit()

    def _first_document(self) -> None:
        """Go to a document after opening; the session does."""

    def arrange(self) -> None:
        """Order the facts in view again after they changed; the session does."""

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

    # --- long work -------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a task writes one long edit, so that no other can be written."""
        return any(task.alone for task in self.tasks)

    def run(self, title: str, work: Callable[[Store], Iterator[Any]], *, alone: bool = False) -> Task:
        """Run a generator of steps in a thread with a store of its own; `alone` where it writes one long edit."""
        store = self.store

        def steps() -> Iterator[Any]:
            with store.again() as own:
                yield from work(own)

        task = Task(title, steps, self, alone=alone)
        self.tasks.append(task)
        task.failed.connect(self._task_failed)
        task.over.connect(lambda: self._task_over(task))
        self.started.emit(task)
        task.start()
        return task

    def _task_failed(self, failure: Exception) -> None:
        if isinstance(failure, Problem):
            self.failed.emit(failure)
        elif not self.break_off(failure):
            self.broke.emit(failure)

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
