"""Prepares files in several processes; a process that dies takes no more than its file with it."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UnreadableFile
from core.ingest.preparing import Ready, all_ready, ready

if TYPE_CHECKING:
    from core.ingest.running import Known, Result

_log = logging.getLogger(__name__)

#: Files that a worker is given at a time, unless they hold so many bytes, and how many such portions wait for each.
PORTION, PORTION_BYTES = 16, 1 << 18
AHEAD = 3

Files = list["Path | Known"]


def _die_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    threading.Thread(target=_end_after_parent, daemon=True).start()


def _end_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _pool(workers: int) -> ProcessPoolExecutor:
    """New processes start from nothing: a copy of a process with threads (a window) could hang."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_die_with_parent)


def _ready(paths: list[Path]) -> list[Ready]:
    """What a worker does: after its first files, what it has loaded is no more looked through for garbage."""
    made = all_ready(paths)
    if not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
    return made


def prepared_by_workers(files: Iterable[Path | Known], workers: int) -> Generator[Result, None, None]:
    """What `ready` gives for each file, in the order of the files; where no process can start, by this one."""
    portions = _portions(files)
    crew = _Crew(workers)
    done = 0
    try:
        while crew.give(portions):
            portion, prepared = crew.take()
            done += len(portion)
            yield from _in_order(portion, prepared, done)
    finally:
        crew.close()


class _Crew:
    """Processes at work on portions of files; none where none can start."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = _pool(workers) if _main_can_be_loaded() else None
        self._waiting: deque[tuple[Files, Future[list[Ready]] | None]] = deque()

    def give(self, portions: Iterator[Files]) -> bool:
        """Hands out as many portions as may wait; whether any waits now."""
        ahead = self._workers * AHEAD if self._pool else 1
        while len(self._waiting) < ahead and (portion := next(portions, None)):
            self._waiting.append((portion, self._begun(portion)))
        return bool(self._waiting)

    def take(self) -> tuple[Files, Iterable[Ready]]:
        """The portion that has waited longest, with what became of it."""
        portion, future = self._waiting.popleft()
        if future is None:
            return portion, _here(portion)
        try:
            return portion, future.result()
        except (BrokenProcessPool, OSError):
            prepared = self._after_a_break(portion)
        self._waiting = deque((each, self._begun(each)) for each, _ in self._waiting)
        return portion, prepared

    def close(self) -> None:
        """Ends the processes."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _begun(self, portion: Files) -> Future[list[Ready]] | None:
        paths = _paths(portion)
        if not (self._pool and paths):
            return None
        try:
            return self._pool.submit(_ready, paths)
        except (BrokenProcessPool, OSError) as error:  # a process died just now, or the system gives no more of them
            failed: Future[list[Ready]] = Future()
            failed.set_exception(error)
            return failed

    def _after_a_break(self, portion: Files) -> Iterable[Ready]:
        """Goes on without the process that died, or without any where a new one dies of nothing."""
        self.close()
        self._pool = None
        if not _starts():
            _log.warning("no process can be started: files are read in this one")
            return _here(portion)
        found = list(_one_by_one(_paths(portion)))
        self._pool = _pool(self._workers)
        return found


def _main_can_be_loaded() -> bool:
    """A new process loads the main module again by its path: a program read from standard input has none."""
    main = sys.modules.get("__main__")
    path = getattr(main, "__file__", None)
    named = getattr(main, "__spec__", None) is not None or getattr(sys, "frozen", False)
    return named or path is None or Path(path).exists()


def _starts() -> bool:
    """Whether a new process can do anything: one that runs a main module without a guard ends at once."""
    with _pool(1) as pool:
        try:
            pool.submit(_nothing).result()
        except (BrokenProcessPool, OSError):
            return False
    return True


def _nothing() -> None:
    """What a process does that only has to start."""


def _portions(files: Iterable[Path | Known]) -> Iterator[Files]:
    portion: Files = []
    size = 0
    for file in files:
        portion.append(file)
        size += _size(file) if isinstance(file, Path) else 0
        if len(portion) >= PORTION or size >= PORTION_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _paths(portion: Files) -> list[Path]:
    return [file for file in portion if isinstance(file, Path)]


def _in_order(portion: Files, prepared: Iterable[Ready], done: int) -> Iterator[Result]:
    for file in portion:
        if not isinstance(file, Path):
            yield done, file
    for one in prepared:
        yield done, one


def _here(portion: Files) -> Iterator[Ready]:
    return (one for path in _paths(portion) for one in ready(path))


def _one_by_one(paths: list[Path]) -> Iterator[Ready]:
    """Each file alone, to find the one that ends its process: that is told of it when a new process ends too."""
    pool = _pool(1)
    try:
        for path in paths:
            try:
                yield from pool.submit(_ready, [path]).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = _pool(1)
                yield from _alone(path)
    finally:
        pool.shutdown()


def _alone(path: Path) -> list[Ready]:
    with _pool(1) as pool:
        try:
            return pool.submit(_ready, [path]).result()
        except BrokenProcessPool:
            detail = "reading it ended the process"
            return [Ready(path.name, None, UnreadableFile("damaged", name=path.name, detail=detail))]
