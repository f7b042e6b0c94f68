"""How fast the window is: start, long documents, deciding among many facts, and how many keys a day's tasks take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

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

#: Keys that a curator presses for everyday tasks (typed characters of a value count as one entry).
TASKS = (
    ("approve a right fact", ("A",)),
    ("fix a wrong unit", ("E", "value", "Return")),
    ("set a place", ("P", "initials", "Return")),
    ("tag", ("T", "word", "Return")),
    ("tag with a favourite", ("1",)),
    ("add a missed fact (text selected)", ("Insert",)),
    ("approve 200 that match", ("Alt+2", "Ctrl+F", "filter", "Return", "Ctrl+Return", "Return")),
    ("undo all of it", ("Ctrl+Z",)),
    ("find a sentence", ("Ctrl+F", "words", "Return")),
    ("export", ("Ctrl+E", "Return", "name", "Return")),
)


def figures() -> Iterator[tuple[str, str]]:
    """Figures of the window, one after the other."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        yield from _start(Path(folder))
        yield from _long_document(Path(folder))
    yield from ((f"keys to {task}", f"{len(keys)}: {' '.join(keys)}") for task, keys in TASKS)


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
    begun = time.perf_counter()
    window.session.open(path)
    QApplication.processEvents()
    yield "1,000,000 characters with 5,000 facts: open", f"{time.perf_counter() - begun:.2f} s"
    bar = window.review.source.text.verticalScrollBar()
    frames = []
    for step in range(200):
        begun = time.perf_counter()
        bar.setValue(step * 3)
        window.review.source.text.viewport().repaint()
        frames.append(time.perf_counter() - begun)
    yield "scroll frame there, p99", f"{quantiles(frames, n=100)[98] * 1000:.1f} ms"
    decided = []
    for _ in range(60):
        begun = time.perf_counter()
        window.session.decide(edits.approve)
        QApplication.processEvents()
        decided.append(time.perf_counter() - begun)
    yield "decide, save and show the next there, p95", f"{quantiles(decided, n=20)[18] * 1000:.1f} ms"
    window.close()


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
