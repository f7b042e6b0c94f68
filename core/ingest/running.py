"""Walks through files and folders and takes every document into a store."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core import learn
from core.errors import Problem, UnreadableFile
from core.ingest.preparing import Ready, ready
from core.ingest.workers import prepared_by_workers
from core.store import LOG, LONG_LOG, Store, is_held

#: Below this many files new processes cost more than they save (each takes a second to start).
MANY = 48
#: Documents are written together until so many or so many seconds have come up: less work for the disk. Where a window
#: has the store too, fewer: its next decision waits until they are written.
BATCH, BATCH_BESIDE_WINDOW = 256, 64
BATCH_SECONDS = 0.5
#: Bytes of a file that are read at a time.
_BLOCK = 1 << 16
#: Stores, with their logs, locks and copies, which may lie in a folder of reports.
_STORE = re.compile(r"\.hedui(-\w+|\.\w+)?$")


@dataclass(frozen=True, slots=True)
class Step:
    """One document is done, or failed: `done` of `total` files so far.

    `document` is its id in the store, `new` False where its bytes were in already, `facts` how many were found.
    """

    done: int
    total: int
    name: str
    document: int | None = None
    problem: Problem | None = None
    new: bool = False
    facts: int = 0


def run(store: Store, paths: Iterable[Path | str], *, workers: int | None = None) -> Iterator[Step]:
    """Takes in files and all files in folders: a step for each document, once it is kept.

    Bytes that are in the store are recognised, so a run that was stopped can be started again. `workers` are the
    processes that read and extract; by default as many as there are processors where there are many files.

    Raises:
        StoreProblem: the store cannot be written (read-only, disk full).
    """
    files = files_of(paths)
    if workers is None:
        workers = (os.cpu_count() or 1) if len(files) >= MANY else 0
    wanted = _unknown(store, files)
    prepared = prepared_by_workers(wanted, workers) if workers > 1 else _prepared_here(wanted)
    writer = _Writer(store, len(files))
    try:
        for done, one in prepared:
            yield from writer.take(done, one)
        yield from writer.write()
    finally:
        prepared.close()
        writer.close()


def files_of(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """The files named and all in the folders named and below, in order; hidden ones and stores are left out."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        for file in sorted(_in_folder(path)) if path.is_dir() else (path,):
            found.setdefault(file)
    return tuple(found)


def _in_folder(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and not _STORE.search(name):
                yield Path(where, name)


@dataclass(frozen=True, slots=True)
class Known:
    """A file whose bytes are in the store."""

    name: str
    document: int


def _unknown(store: Store, files: Iterable[Path]) -> Iterator[Path | Known]:
    """The files, with those known by their bytes marked; one that cannot be read is left to its reader to tell."""
    for file in files:
        try:
            known = store.known(_sha256(file))
        except OSError:
            known = None
        yield file if known is None else Known(file.name, known)


def _sha256(file: Path) -> str:
    """As `hashlib.file_digest`, which takes three times as long for a short file."""
    digest = hashlib.sha256()
    with file.open("rb", buffering=0) as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


#: How many files are done with this one, and what came of it.
Result = tuple[int, Ready | Known]


def _prepared_here(files: Iterable[Path | Known]) -> Generator[Result, None, None]:
    for done, file in enumerate(files, 1):
        if isinstance(file, Known):
            yield done, file
        else:
            for one in ready(file):
                yield done, one


class _Writer:
    """Writes prepared documents in batches, each whole or not at all, and gives a step for each once it is kept."""

    def __init__(self, store: Store, total: int) -> None:
        self._store = store
        self._total = total
        self._batch = BATCH
        self._waiting: list[Result] = []
        self._since = time.monotonic()

    def take(self, done: int, one: Ready | Known) -> Iterator[Step]:
        """Takes one more; gives the steps of all that wait when it is time to write."""
        self._waiting.append((done, one))
        late = time.monotonic() - self._since > BATCH_SECONDS
        if len(self._waiting) >= self._batch or late or self._total < MANY:
            yield from self.write()

    def write(self) -> Iterator[Step]:
        """Writes all that wait in one transaction, then gives their steps."""
        self._make_way()
        waiting, self._waiting = self._waiting, []
        packed = [one.packed for _, one in waiting if isinstance(one, Ready) and one.packed]
        answers = iter(self._store.put(packed) if packed else ())
        steps = [self._step(done, one, answers) for done, one in waiting]
        if packed:
            learn.apply_rules(self._store, [step.document for step in steps if step.new and step.document])
        self._since = time.monotonic()
        yield from steps

    def _make_way(self) -> None:
        """A window may have come or gone: beside one the write lock is held for moments, and the log kept short."""
        beside = is_held(self._store.path)
        self._batch = BATCH_BESIDE_WINDOW if beside else BATCH
        self._store.keep_log(LOG if beside else LONG_LOG)

    def close(self) -> None:
        """Gives the log its usual length."""
        self._store.keep_log(LOG)

    def _step(self, done: int, one: Ready | Known, answers: Iterator[tuple[int, bool]]) -> Step:
        if isinstance(one, Known):
            return Step(done, self._total, one.name, one.document)
        if one.packed is None:
            problem = one.problem or UnreadableFile("damaged", name=one.name, detail="")
            return Step(done, self._total, one.name, problem=problem)
        number, new = next(answers)
        return Step(done, self._total, one.name, number, new=new, facts=len(one.packed.facts))
