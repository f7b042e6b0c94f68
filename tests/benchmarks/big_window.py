"""The window on a million facts: what a curator waits for, and what it takes of memory (`bench_window` runs this)."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import quantiles

from PySide6.QtWidgets import QApplication

from core import edits
from desktop import bulk
from desktop.__main__ import build
from desktop.window import Window
from tests.benchmarks.bench_window import heartbeat
from tests.desktop.everyday import settle

FILTERS = (
    "status:pending", "recipient:150000", "year:2019", "value>5e7", "confidence<0.05", "-status:pending", "text:资金项",
    "status:pending recipient:150000 year:2020 -tag:x", "",
)  # fmt: skip
BULK = 100_000


def say(what: str, figure: str) -> None:
    print(f"1,000,000 facts in 100,000 documents: {what}\t{figure}", flush=True)


def peak() -> float:
    """The most memory that this process held, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    path = Path(sys.argv[1])
    _, window = build([str(path.with_suffix(".first")), "--language", "en"])
    settle(window)
    begun, spent = time.perf_counter(), time.process_time()
    window.session.open(path)
    QApplication.processEvents()
    say("open to first page", f"{time.perf_counter() - begun:.2f} s ({time.process_time() - spent:.2f} s of processor)")
    with heartbeat() as stalls:
        settle(window, seconds=600)
    told = f"{time.perf_counter() - begun:.0f} s ({time.process_time() - spent:.1f} s of processor)"
    say("then until the columns are in memory", f"{told}, longest stall {max(stalls) * 1000:.0f} ms")
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
    decided, own = [], []
    for _ in range(60):
        begun, spent = time.perf_counter(), time.thread_time()
        window.session.decide(edits.approve)
        QApplication.processEvents()
        decided.append((time.perf_counter() - begun) * 1000)
        own.append((time.thread_time() - spent) * 1000)
        if not window.session._pending_from(0):
            window.session.next_pending()
    times, processor = quantiles(decided, n=20)[18], quantiles(own, n=20)[18]
    say("decide, save and show the next, p95", f"{times:.1f} ms ({processor:.1f} ms of processor)")


def _filter(window: Window, text: str) -> None:
    answered: list[float] = []
    model = window.facts.table.model
    model.modelReset.connect(lambda: answered.append(time.perf_counter()))
    with heartbeat() as stalls:
        begun, spent = time.perf_counter(), time.process_time()
        window.session.set_filter(text)
        settle(window)
        first, whole, processor = answered[0] - begun, time.perf_counter() - begun, time.process_time() - spent
    told = (
        f"all facets and ids {whole:.2f} s, {processor:.2f} s of processor; longest stall {max(stalls) * 1000:.0f} ms"
    )
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
        say(what, f"{told}, longest stall {max(stalls) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
