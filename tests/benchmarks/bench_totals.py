"""How long totals take over many facts: the first grouping, further ones, and after one edit."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from core import edits, filters, gazetteer, totals
from core.extract.indicators import INDICATORS
from core.records import About, Bound, Document, Fact, Piece, Status
from core.store import Store
from core.totals.tally import ledger_of

DOCUMENTS, FACTS = 2_000, 50
GROUPINGS = (
    ("indicator", "year"),
    ("indicator",),
    ("provider", "recipient"),
    ("recipient.province", "year"),
    ("document",),
)


def figures() -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "big.hedui") as store:
        fill(store)
        size = f"{DOCUMENTS * FACTS:,} facts"
        yield f"totals: columns of {size} loaded", timed(lambda: ledger_of(store))
        for by in GROUPINGS:
            yield f"totals: {size} by {' and '.join(by)}", timed(lambda by=by: totals.rows(store, filters.ALL, by))  # type: ignore[misc]
        yield f"totals: {size} after one decision, median of 5", _after(store, lambda at: edits.reject(store, [at]))
        raised = Decimal("1.5")
        yield (
            f"totals: {size} after one new value, median of 5",
            _after(store, lambda at: edits.set_fields(store, [at], value=store.fact(at).value + raised)),
        )

        for what, edit in (
            ("removal", lambda at: edits.remove(store, [at])),
            ("undo", lambda _: store.undo()),
            ("fact by hand", lambda at: store.add_fact(store.fact(at))),
        ):
            yield f"totals: {size} after one {what}, median of 5", _after(store, edit)
        list(totals.prepare(store))
        with store.again() as other:
            yield f"totals: columns of {size} from the file beside the store", timed(lambda: ledger_of(other))


def timed(work: Callable[[], object]) -> str:
    began = time.perf_counter()
    work()
    return f"{1000 * (time.perf_counter() - began):.0f} ms"


def _after(store: Store, edit: Callable[[int], object]) -> str:
    spent = []
    for number in list(store.fact_ids())[20:25]:
        edit(number)
        began = time.perf_counter()
        totals.rows(store, filters.ALL, ("indicator", "year"))
        spent.append(time.perf_counter() - began)
    return f"{1000 * median(spent):.0f} ms"


def fill(store: Store, documents: int = DOCUMENTS) -> None:
    """Documents of 50 facts on random counties, indicators and years: many scopes that lie within others."""
    random_ = random.Random(1)
    known = gazetteer.load()
    west = [place.code for region in ("150000", "620000", "530000") for place in known.within(region)] + ["150000"]
    for number in range(documents):
        text = f"文档{number}。"
        about = About(title=text, published_on=date(2021, random_.randint(1, 12), 3))
        document = Document(
            text, "txt", f"{number:064x}", text.encode(), text, text, (Piece(0, len(text), 0, len(text)),), (), about
        )
        store.add(document, [made(random_, at, random_.choice(west)) for at in range(1, FACTS + 1)])


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
