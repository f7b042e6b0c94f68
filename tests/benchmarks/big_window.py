"""The window on very many facts: what a curator waits for, and what it takes of memory (`bench_window` runs this)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from core import edits
from desktop import bulk
from desktop.__main__ import build, keep_for_good
from desktop.window import Window
from tests.benchmarks.bench_window import Gap, heartbeat, longest, quantile
from tests.desktop.everyday import settle

FILTERS = (
    "status:pending", "recipient:150000", "year:2019", "value>5e7", "confidence<0.05", "-status:pending", "text:资金项",
    "status:pending recipient:150000 year:2020 -tag:x", "",
)  # fmt: skip
BULK = 100_000


def say(what: str, figure: str) -> None:
    print(f"{what}\t{figure}", flush=True)


def peak() -> float:
    """The most memory that this process held, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    path = Path(sys.argv[1])
    _, window = build([str(path.with_suffix(".first")), "--language", "en"])
    keep_for_good()
    settle(window)
    begun, spent = time.perf_counter(), time.process_time()
    window.session.open(path)
    QApplication.processEvents()
    say("open to first page", f"{time.perf_counter() - begun:.2f} s ({time.process_time() - spent:.2f} s of processor)")
    with heartbeat() as stalls:
        settle(window, seconds=600)
    told = f"{time.perf_counter() - begun:.0f} s ({time.process_time() - spent:.1f} s of processor)"
    session = window.session
    say("the store", f"{session.total or 0:,} facts in {len(session.documents):,} documents")
    say("then until the columns are in memory", f"{told}, longest stall {longest(stalls)}")
    _decide(window)
    window.workspaces.setCurrentIndex(1)
    settle(window)
    for text in FILTERS:
        _filter(window, text)
    say("most memory until here", f"{peak():.0f} MB")
    _bulk(window)
    say("most memory", f"{peak():.0f} MB")
    window.close()


def _decide(window: Window) -> None:
    decided: list[Gap] = []
    moved: list[Gap] = []
    for _ in range(120):
        decided.append(_spent(lambda: window.session.decide(edits.approve)))
        if not window.session._pending_from(0):
            moved.append(_spent(window.session.next_pending))
    say("decide, save and show the next, p95", quantile(decided, 95))
    say("go on to the next document, p95", quantile(moved, 95))


def _spent(work: Callable[[], object]) -> Gap:
    """Until it is drawn, on the clock and of the processor of the window's thread."""
    begun, spent = time.perf_counter(), time.thread_time()
    work()
    QApplication.processEvents()
    return time.perf_counter() - begun, time.thread_time() - spent


def _filter(window: Window, text: str) -> None:
    answered: list[float] = []
    model = window.facts.table.model
    model.modelReset.connect(lambda: answered.append(time.perf_counter()))
    with heartbeat() as stalls:
        begun, spent = time.perf_counter(), time.process_time()
        window.session.set_filter(text)
        settle(window)
        first, whole, processor = answered[0] - begun, time.perf_counter() - begun, time.process_time() - spent
    told = f"all facets and ids {whole:.2f} s, {processor:.2f} s of processor; longest stall {longest(stalls)}"
    say(f"first page of “{text or 'all'}”", f"{first * 1000:.0f} ms ({told})")


def _bulk(window: Window) -> None:
    session = window.session
    wanted = tuple(window.facts.table.model.ids[:BULK])
    for what, work in (
        (f"approval of {BULK:,} facts in a task", lambda: bulk.apply(session, edits.approve, wanted)),
        ("its undo", session.undo),
    ):
        with heartbeat() as stalls:
            begun, spent = time.perf_counter(), time.process_time()
            work()
            settle(window, lambda: not session.busy)
            processor = time.process_time() - spent
        told = f"{time.perf_counter() - begun:.1f} s with all counts after it ({processor:.1f} s of processor)"
        say(what, f"{told}, longest stall {longest(stalls)}")


if __name__ == "__main__":
    main()
