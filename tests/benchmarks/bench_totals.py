"""How long totals take over many facts: the first grouping, further ones, and after one edit."""

from __future__ import annotations

import itertools
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from core import edits, filters, gazetteer, totals
from core.extract.indicators import INDICATORS
from core.records import About, Bound, Document, Fact, Piece, Status
from core.store import Store
from core.totals import tally
from core.totals.tally import ledger_of

FACTS = 50  # in a document
DOCUMENTS = int(os.environ.get("HEDUI_BENCH_DOCUMENTS", "100000")) * 10 // FACTS  # 1,000,000 facts
MEDIAN = 7  # edits of each kind
Edit = Callable[[Store, int], object]


def value(store: Store, at: int) -> object:
    return edits.set_fields(store, [at], value=store.fact(at).value + Decimal("1.5"))


def place(store: Store, at: int) -> object:
    return edits.set_fields(store, [at], recipient=("150926", "130000"))


def document(store: Store, at: int) -> object:
    """A document of as many facts as the others."""
    return add(store, random.Random(at), DOCUMENTS + at, "150926")


EDITS: dict[str, Edit] = {
    "decision": lambda store, at: edits.reject(store, [at]),
    "new value": value,
    "new place": place,
    "removal": lambda store, at: edits.remove(store, [at]),
    "undo": lambda store, _: store.undo(),
    "fact by hand": lambda store, at: store.add_fact(store.fact(at)),
    f"import of a document of {FACTS} facts": document,
}


def figures() -> Iterator[tuple[str, str]]:
    """Processor time, so that what else the machine does counts little."""
    size = f"{DOCUMENTS * FACTS:,} facts"
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "big.hedui") as store:
        fill(store)
        yield f"totals: columns of {size} from the facts", told(timed(lambda: list(totals.prepare(store))))
        yield "totals: memory at most so far", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        kept = ledger_of(store)
        spent = {by: _first(store, kept, by) for by in groupings()}
        yield f"totals: {size} by each of {len(spent)} groupings, first asked, median", told(median(spent.values()))
        slowest = max(spent, key=spent.__getitem__)
        yield f"totals: the slowest of them, by {' and '.join(slowest)}", told(spent[slowest])
        for what, edit in EDITS.items():
            yield f"totals: {size} after one {what}, median of {MEDIAN}", told(_after(store, edit))
        list(totals.prepare(store))
        with store.again() as other:
            tally._PREPARED.clear()
            yield f"totals: columns of {size} from the file beside the store", told(timed(lambda: ledger_of(other)))


def groupings() -> list[tuple[str, ...]]:
    """All groupings by one or two, but for tags, which are added up from records."""
    names = [name for name in totals.GROUPINGS if name != "tag"]
    return [(name,) for name in names] + [*itertools.permutations(names, 2)]


def _first(store: Store, kept: Any, by: tuple[str, ...]) -> float:
    """What a grouping takes that was not asked for before, with the largest rows and their sums."""
    kept.decisions.clear()
    kept.codes.clear()
    return timed(lambda: totals.rows(store, filters.ALL, by).rows.largest("CNY", 100))


def _after(store: Store, edit: Edit) -> float:
    spent = []
    totals.rows(store, filters.ALL, ("indicator", "year"))
    for number in list(store.fact_ids())[20 : 20 + MEDIAN]:
        edit(store, number)
        spent.append(timed(lambda: totals.rows(store, filters.ALL, ("indicator", "year")).rows[0]))
    return median(spent)


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def told(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"


def fill(store: Store, documents: int = DOCUMENTS) -> None:
    """Documents of 50 facts on random counties, indicators and years: many scopes that lie within others."""
    random_ = random.Random(1)
    known = gazetteer.load()
    west = [one.code for region in ("150000", "620000", "530000") for one in known.within(region)] + ["150000"]
    for first in range(0, documents, 100):
        with store.writing(durable=False):
            for number in range(first, min(first + 100, documents)):
                add(store, random_, number, random_.choice(west))


def add(store: Store, random_: random.Random, number: int, recipient: str) -> object:
    text = f"文档{number}。"
    about = About(title=text, published_on=date(2021, random_.randint(1, 12), 3))
    piece = Piece(0, len(text), 0, len(text))
    told_of = Document(text, "txt", f"{number:064x}", text.encode(), text, text, (piece,), (), about)
    return store.add(told_of, [made(random_, at, recipient) for at in range(1, FACTS + 1)])


def made(random_: random.Random, number: int, recipient: str) -> Fact:
    indicator = random_.choice(list(INDICATORS.values()))
    year = random_.choice([2017, 2018, 2019, 2020])
    money = indicator.measure == "money"
    return Fact(
        id=number,
        start=number,
        end=number + 1,
        quote="1",
        sentence="一",
        value=Decimal(random_.randint(1, 10**7)) / 100 if money else Decimal(random_.randint(1, 5000)),
        unit="CNY" if money else "count",
        bound=random_.choice([Bound.EXACT] * 8 + [Bound.OVER, Bound.ABOUT]),
        indicator=indicator.code,
        provider=(random_.choice(["110000", "110105", "120000", "310000", "440000"]),),
        recipient=(recipient,),
        period_start=date(year if random_.random() < 0.8 else 2016, 1, 1),
        period_end=date(year, 12, 31),
        whole=1 if number > 1 and random_.random() < 0.1 else None,
        planned=random_.random() < 0.05,
        status=Status.APPROVED,
    )


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what}: {figure}")
