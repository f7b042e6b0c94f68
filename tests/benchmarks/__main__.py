"""Prints the figures of every benchmark: `make bench`, or `make bench ARGS="repair store"` for some.

A benchmark is a module `bench_<topic>.py` with `figures()`, which yields what was measured and the figure
as text. Figures that depend on the machine are given beside another of the same run.
"""

from __future__ import annotations

import importlib
import platform
import sqlite3
import sys
import time
from pathlib import Path


def main(topics: list[str]) -> None:
    """Runs the benchmarks named, or all."""
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        topic = path.stem.removeprefix("bench_")
        if topics and topic not in topics:
            continue
        print(f"\n{topic}", flush=True)
        begun = time.perf_counter()
        for what, figure in importlib.import_module(f"tests.benchmarks.{path.stem}").figures():
            print(f"  {what:<72} {figure}", flush=True)
        print(f"  ({time.perf_counter() - begun:.0f} s in all)")


if __name__ == "__main__":
    main(sys.argv[1:])
