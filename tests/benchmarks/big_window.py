"""The window on a million facts: what a curator waits for, and what it takes of memory (`bench_window` runs this)."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import quantiles

from PySide6.QtWidgets import QApplication

from core import edits
from desktop.__main__ import build
from tests.benchmarks.bench_window import heartbeat
from tests.desktop.everyday import settle

FILTERS = ("status:pending", "recipient:150000", "year:2019", "value>5e7", "confidence<0.05", "")


def say(what: str, figure: str) -> None:
    print(f"1,000,000 facts in 100,000 documents: {what}\t{figure}")


def peak() -> float:
    """The most memory that this process held, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    path = Path(sys.argv[1])
    _, window = build([str(path.with_suffix(".first")), "--language", "en"])
    settle(window)
    begun = time.perf_counter()
    window.session.open(path)
    QApplication.processEvents()
    say("open to first page", f"{time.perf_counter() - begun:.2f} s")
    settle(window)
    decided = []
    for _ in range(60):
        begun = time.perf_counter()
        window.session.decide(edits.approve)
        QApplication.processEvents()
        decided.append(time.perf_counter() - begun)
        window.session.next_pending() if not window.session._pending_from(0) else None
    say("decide, save and show the next, p95", f"{quantiles(decided, n=20)[18] * 1000:.1f} ms")
    window.workspaces.setCurrentIndex(1)
    settle(window)
    for text in FILTERS:
        with heartbeat() as stalls:
            begun = time.perf_counter()
            window.session.set_filter(text)
            model = window.facts.table.model
            answered: list[float] = []
            model.modelReset.connect(lambda answered=answered: answered.append(time.perf_counter()))
            settle(window)
            first, whole = answered[0] - begun, time.perf_counter() - begun
        told = f"{first * 1000:.0f} ms (all facets and ids {whole:.1f} s, longest stall {max(stalls) * 1000:.0f} ms)"
        say(f"first page of “{text or 'all'}”", told)
    say("most memory", f"{peak():.0f} MB")
    window.close()


if __name__ == "__main__":
    main()
