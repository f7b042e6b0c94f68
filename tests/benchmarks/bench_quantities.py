"""Quantities and periods: right on the sample reports where gold is at hand, and how fast against jieba."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from core.extract import periods
from core.extract.quantities import read_quantities
from core.records import About

#: Where annotated reports lie (NAME.txt, NAME.jsonl); the figures on them are left out where there are none.
GOLD = Path(os.environ.get("HEDUI_GOLD", Path(__file__).parents[3] / "shared" / "gold"))
DATES = {"002": date(2020, 7, 13)}
SEEDS = Path(__file__).parents[2] / "seeds"


def figures() -> Iterator[tuple[str, str]]:
    """Yields what was measured and the figure as text."""
    yield from _right()
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))) * 20
    spans = [(quantity.start, quantity.end) for quantity in read_quantities(text)]
    quantities = _seconds(read_quantities, text)
    yield "quantities, million characters a second", f"{len(text) / quantities / 1e6:.2f}"
    yield "quantities found a second", f"{len(spans) / quantities:,.0f}"
    assigned = _seconds(lambda whole: periods.assign(whole, spans, About(published_on=date(2020, 12, 19))), text)
    yield "periods assigned, million characters a second", f"{len(text) / assigned / 1e6:.2f}"
    yield from _against_jieba(text, quantities + assigned)


def _seconds(run: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    run(text)
    return time.process_time() - begun


def _against_jieba(text: str, own: float) -> Iterator[tuple[str, str]]:
    import jieba

    jieba.setLogLevel(60)
    jieba.lcut("预热")
    yield "quantities and periods, as a share of the time of jieba.lcut", f"{own / _seconds(jieba.lcut, text):.0%}"


def _right() -> Iterator[tuple[str, str]]:
    wanted = found = right = periods_right = 0
    for path in sorted(GOLD.glob("*.jsonl")) if GOLD.is_dir() else ():
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        got = read_quantities(text)
        told = periods.assign(text, [(q.start, q.end) for q in got], About(published_on=DATES.get(path.stem)))
        wanted, found = wanted + len(gold), found + len(got)
        rows = [
            ((text[q.start : q.end], q.value, q.unit, str(q.bound)), (_iso(p.start), _iso(p.end)))
            for q, p in zip(got, told, strict=True)
        ]
        place = 0
        for fact in gold:
            key = (fact["quote"], Decimal(fact["value"]), fact["unit"], fact["bound"])
            at = next((i for i in range(place, len(rows)) if rows[i][0] == key), None)
            if at is not None:
                place, right = at + 1, right + 1
                periods_right += rows[at][1] == (fact["period_start"], fact["period_end"])
    if wanted:
        yield "quantities on annotated reports, F1", f"{2 * right / (wanted + found):.3f}"
        yield "periods right, of the quantities found", f"{periods_right / right:.3f}"


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()
