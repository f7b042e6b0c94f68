"""How fast the window is: start, long documents, deciding among many facts, and how many keys a day's tasks take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

BEAT = 0.005  # seconds between beats of the window's thread
Gap = tuple[float, float]  # seconds on the clock and of the processor
ROOT = Path(__file__).resolve().parent.parent.parent
START = """
import sys, time
begun = time.perf_counter()
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, PySide6.QtSvg
qt = time.perf_counter()
import desktop.__main__ as program
own = time.perf_counter()
from desktop import window
shown = []
paint = window.Window.showEvent
def first(self, event):
    paint(self, event)
    shown.append(time.perf_counter())
window.Window.showEvent = first
application, made = program.build([sys.argv[1]])
ready = time.perf_counter()
made.close()
print(shown[0] - begun, qt - begun, own - qt, ready - shown[0])
"""


def figures() -> Iterator[tuple[str, str]]:
    """Figures of the window, one after the other."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        yield from _start(Path(folder))
        yield from _long_document(Path(folder))
        yield from _keys(Path(folder))
        yield from _big_store()


def _start(folder: Path) -> Iterator[tuple[str, str]]:
    command = [sys.executable, "-c", START, str(folder / "start.hedui")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(4)]
    best = min((tuple(map(float, run.stdout.split())) for run in runs[1:]), key=lambda run: run[0])
    first, qt, own, rest = best
    yield "window on screen, warm", f"{first:.2f} s"
    yield "of it importing Qt", f"{qt / first:.0%}"
    yield "of it importing Hedui", f"{own / first:.0%}"
    yield "then until the store is open", f"{rest:.2f} s"


def _long_document(folder: Path) -> Iterator[tuple[str, str]]:
    from PySide6.QtWidgets import QApplication

    from core import edits
    from core.store import Store
    from desktop.__main__ import build

    path = folder / "long.hedui"
    document, facts = _made(1_000_000, 5_000)
    with Store.open(path) as store:
        store.add(document, facts)
    _, window = build([str(folder / "empty.hedui")])
    begun, spent = time.perf_counter(), time.thread_time()
    window.session.open(path)
    QApplication.processEvents()
    told = f"{time.perf_counter() - begun:.2f} s ({time.thread_time() - spent:.2f} s of processor)"
    yield "1,000,000 characters with 5,000 facts: open", told
    bar = window.review.source.text.verticalScrollBar()
    frames = []
    for step in range(200):
        begun, spent = time.perf_counter(), time.thread_time()
        bar.setValue(step * 3)
        window.review.source.text.viewport().repaint()
        frames.append((time.perf_counter() - begun, time.thread_time() - spent))
    yield "scroll frame there, p99", quantile(frames, 99)
    decided = []
    for _ in range(60):
        begun, spent = time.perf_counter(), time.thread_time()
        window.session.decide(edits.approve)
        QApplication.processEvents()
        decided.append((time.perf_counter() - begun, time.thread_time() - spent))
    yield "decide, save and show the next there, p95", quantile(decided, 95)
    window.close()


def quantile(spent: list[Gap], share: int) -> str:
    """Of times on the clock and in processor time, which other work on the machine lengthens less."""
    clock, processor = ([one * 1000 for one in times] for times in zip(*spent, strict=True))
    at = share - 1
    return f"{quantiles(clock, n=100)[at]:.1f} ms ({quantiles(processor, n=100)[at]:.1f} ms of processor)"


def _keys(folder: Path) -> Iterator[tuple[str, str]]:
    """The five sample reports imported, the longest stall meanwhile, and the everyday tasks of the tests."""
    from PySide6.QtWidgets import QApplication

    from desktop.__main__ import build
    from tests.desktop.everyday import counted, settle

    _, window = build([str(folder / "keys.hedui"), "--language", "en"])
    settle(window)
    with heartbeat() as stalls:
        window.desk.import_paths([str(ROOT / "seeds")])
        settle(window)
    yield "longest stall of the window while five reports are imported", longest(stalls)
    QApplication.processEvents()
    for task, keys, worked, _ in counted(window, folder / "facts.csv"):
        yield f"keys to {task}", f"{len(keys)}: {' '.join(keys)}" if worked else "not done"
    window.close()


@contextmanager
def heartbeat() -> Iterator[list[Gap]]:
    """The gaps between beats of the window's thread beyond the beat itself, in seconds.

    Each as the clock has it and as the processor does, all threads together: other programs lengthen only the first.
    """
    from PySide6.QtCore import QTimer

    gaps: list[Gap] = [(0.0, 0.0)]
    last = [time.perf_counter(), time.process_time()]

    def beat() -> None:
        now = [time.perf_counter(), time.process_time()]
        gaps.append((now[0] - last[0] - BEAT, now[1] - last[1] - BEAT))
        last[:] = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(beat)
    timer.start()
    yield gaps
    timer.stop()


def longest(gaps: list[Gap]) -> str:
    """The longest stall in words."""
    clock, processor = (max(times) * 1000 for times in zip(*gaps, strict=True))
    return f"{clock:.0f} ms ({processor:.0f} ms of processor)"


def _big_store() -> Iterator[tuple[str, str]]:
    """In a process of its own, so that its memory is that of the window alone."""
    from tests.benchmarks import bench_store

    path = bench_store.store_path()
    if not path.exists():
        bench_store.make(path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.benchmarks.big_window", str(path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        for line in running.stdout or ():
            if "\t" in line:
                what, figure = line.strip().split("\t")
                yield f"very many facts: {what}", figure
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)


def _made(characters: int, count: int) -> tuple[object, list[object]]:
    from decimal import Decimal

    from core.records import Document, Fact, Piece

    sentence = "本年度共投入帮扶资金{:05d}万元，用于产业项目和基础设施建设，受益群众稳步增加。"
    filler = "各地各部门认真落实工作部署，持续推进各项任务。"
    room = characters // count
    text, facts = [], []
    for number in range(count):
        told = sentence.format(number)
        part = (told + filler * (room // len(filler)))[: room - 1] + "\n"
        start = number * room + told.index(f"{number:05d}")
        quote = f"{number:05d}万元"
        value = Decimal(number * 10_000)
        facts.append(
            Fact(
                number + 1,
                start,
                start + len(quote),
                quote,
                told,
                value,
                "CNY",
                indicator="funds.total",
                confidence=0.9,
            )
        )
        text.append(part)
    whole = "".join(text)
    piece = Piece(0, len(whole), 0, len(whole))
    return Document("long.txt", "txt", "0" * 64, whole.encode(), whole, whole, (piece,), ()), facts


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what:56} {figure}")
