"""Prepares files in several processes; a process that dies takes no more than its file with it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import UnreadableFile
from core.ingest.preparing import Ready, all_ready

if TYPE_CHECKING:
    from core.ingest.running import Known, Result

#: Files that a worker is given at a time, and how many such portions wait for each worker.
PORTION = 8
AHEAD = 3

Portion = tuple["list[Path | Known]", "Future[list[Ready]]"]


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
    """What `ready` gives for each file, in the order of the files."""
    portions = iter(files)
    waiting: deque[Portion] = deque()
    pool = _pool(workers)
    done = 0
    try:
        while True:
            while len(waiting) < workers * AHEAD and (portion := list(islice(portions, PORTION))):
                waiting.append((portion, pool.submit(_ready, _paths(portion))))
            if not waiting:
                return
            portion, future = waiting.popleft()
            try:
                prepared = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(workers)
                prepared = list(_one_by_one(_paths(portion)))
                waiting = deque((each, pool.submit(_ready, _paths(each))) for each, _ in waiting)
            done += len(portion)
            yield from _in_order(portion, prepared, done)
    finally:
        pool.shutdown(cancel_futures=True)


def _paths(portion: list[Path | Known]) -> list[Path]:
    return [file for file in portion if isinstance(file, Path)]


def _in_order(portion: list[Path | Known], prepared: list[Ready], done: int) -> Iterator[Result]:
    for file in portion:
        if not isinstance(file, Path):
            yield done, file
    for one in prepared:
        yield done, one


def _one_by_one(paths: list[Path]) -> Iterator[Ready]:
    """Each file in a process of its own, to find the one that ends its process."""
    for path in paths:
        with _pool(1) as pool:
            try:
                yield from pool.submit(_ready, [path]).result()
            except BrokenProcessPool:
                detail = "reading it ended the process"
                yield Ready(path.name, None, UnreadableFile("damaged", name=path.name, detail=detail))
