"""How many seeded errors the checks find, how many alarms they raise for nothing, and how long they take.

On full size (`HEDUI_BENCH_DOCUMENTS`, 100,000 of 10 facts each, see `bench_store`) all documents are checked once, with
a stop on the way, and then again after single edits.
"""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core import checks, edits, filters
from core.store import Store
from tests.benchmarks import bench_store
from tests.core.checks.measured import measure

SEEDS = (20200713, 7)  # of the made sets
STOP = 5  # steps after which the work on all documents is stopped once


def figures() -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        for seed in SEEDS:
            path = Path(folder) / f"made-{seed}.hedui"
            measured = measure(path, seed)
            yield f"seeded errors found (seed {seed})", f"{measured.recall:.1%}"
            yield f"documents with a false alarm (seed {seed})", f"{measured.false_alarms:.1%}"
            for kind, (right, seeded) in measured.by_kind.items():
                yield f"seeded errors found: {kind}", f"{right} of {seeded}"
        with Store.open(path) as store:
            yield "findings anew after one edit, median of 50", f"{1000 * median(_after_edits(store, 50)):.1f} ms"
        yield from _full(Path(folder) / "full.hedui")


def _full(path: Path) -> Iterator[tuple[str, str]]:
    made = bench_store.store_path()
    if not made.exists():
        bench_store.make(made)
    shutil.copy(made, path)
    with Store.open(path) as store:
        size = f"{bench_store.DOCUMENTS:,} documents with {store.count(filters.ALL):,} facts"
        first, second = _worked(store, STOP), _worked(store)
        yield f"findings of {size}, stopped once and gone on", f"{first[0] + second[0]:.0f} s of processor time"
        yield "longest step of it (what a stop waits for)", f"{1000 * max(first[1], second[1]):.0f} ms"
        yield "memory at most so far", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        began = time.process_time()
        told = checks.findings(store)
        yield f"{len(told):,} findings of {size} listed", f"{1000 * (time.process_time() - began):.0f} ms"
        yield (
            f"findings anew after one edit among {size}, median of 20",
            (f"{1000 * median(_after_edits(store, 20)):.1f} ms"),
        )
        began = time.process_time()
        checks.findings(store, filters.parse("document:77"))
        yield "findings of one document among them", f"{1000 * (time.process_time() - began):.1f} ms"


def _worked(store: Store, stop: int | None = None) -> tuple[float, float]:
    """Processor time of all steps and of the longest; with `stop` the work is given up after so many."""
    begun = last = time.process_time()
    longest = 0.0
    steps = checks.steps(store)
    for number, _ in enumerate(steps, 1):
        now = time.process_time()
        longest, last = max(longest, now - last), now
        if number == stop:
            steps.close()
            break
    return last - begun, longest


def _after_edits(store: Store, count: int) -> Iterator[float]:
    for number in store.fact_ids()[:count]:
        edits.set_fields(store, [number], value=store.fact(number).value + Decimal(1))
        began = time.process_time()
        checks.refresh(store)
        yield time.process_time() - began


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what}: {figure}")
