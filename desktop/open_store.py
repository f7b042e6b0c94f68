"""What a session has open: the store, the facts read from it, and the long work done on it."""

from __future__ import annotations

import getpass
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import Problem
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
    """A store with its signals, a memory of facts, and tasks; `Session` adds where the curator looks and acts."""

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
            self.failed.emit(failure)
            return False
        self.close()
        self.open_store = opened
        self.settings.opened(str(path))
        self.questions.open(opened)
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
        """Show what another process has done to the store, if it did."""
        if self.open_store and self.open_store.version != self._version:
            self._version = self.open_store.version
            self.reload()
            self.changed.emit(Change(None, None))
            self.arrange()
            self.notified.emit(translate("session", "Another program has changed this store: what it did is shown"))

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
