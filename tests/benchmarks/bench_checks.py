"""How many seeded errors the checks find, how many alarms they raise for nothing, and how long one edit takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core import checks, edits
from core.store import Store
from tests.core.checks.measured import measure


def figures() -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.hedui"
        measured = measure(path)
        yield "seeded errors found", f"{measured.recall:.1%}"
        yield "documents with a false alarm", f"{measured.false_alarms:.1%}"
        for kind, (right, seeded) in measured.by_kind.items():
            yield f"seeded errors found: {kind}", f"{right} of {seeded}"
        with Store.open(path) as store:
            yield "findings anew after one edit, median of 50", f"{1000 * median(_after_edits(store)):.1f} ms"


def _after_edits(store: Store) -> Iterator[float]:
    for number in store.fact_ids()[:50]:
        edits.set_fields(store, [number], value=store.fact(number).value + 1)
        began = time.perf_counter()
        checks.refresh(store)
        yield time.perf_counter() - began


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what}: {figure}")
