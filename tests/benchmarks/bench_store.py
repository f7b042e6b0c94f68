"""A store of a million facts: how long pages, facets, sums, decisions and bulk edits take."""

from __future__ import annotations

import hashlib
import os
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path

from core import edits, filters, ingest
from core.extract.indicators import INDICATORS
from core.ingest.running import BATCH
from core.records import About, Document, Fact, Piece
from core.store import LONG_LOG, Store, undoing
from core.store.packing import pack
from core.store.reading import FACETS

DOCUMENTS = int(os.environ.get("HEDUI_BENCH_DOCUMENTS", "100000"))
PER_DOCUMENT = 10
_WORDS = (
    "帮扶资金项目产业园区劳务协作消费扶贫干部人才教师医生贫困户脱贫搬迁车间就业培训结对捐赠投入带动实现完成签订协议"
)
_PLACES = ("150926", "150429", "150428", "150525", "152223", "130722", "620123", "522326", "533324", "511133")
_PROVIDERS = ("110000", "120000", "110115", "310000", "440300", "330100")
_UNITS = {"money": ("CNY", "万元"), "people": ("person", "名"), "households": ("household", "户"), "share": ("%", "%")}
_FILTERS = (
    "status:pending indicator:funds.government year:2019", "status:pending", "recipient:150000", "year:2019",
    "provider:110000 year:2020", "indicator:funds.*", "value>5e7", "confidence<0.05", 'text:"资金项"',
    "-status:pending", "status:approved recipient:150926",
)  # fmt: skip


def store_path() -> Path:
    """The made store, kept between runs: making it takes minutes."""
    folder = Path(os.environ.get("HEDUI_BENCH", Path(tempfile.gettempdir()) / "hedui-bench"))
    folder.mkdir(exist_ok=True)
    return folder / f"made-{DOCUMENTS}.hedui"


def made(number: int, words: random.Random) -> tuple[Document, list[Fact]]:
    """A document of about 2,100 characters with ten facts in it; the same number gives the same."""
    sentences = ["".join(words.choices(_WORDS, k=words.randint(20, 60))) for _ in range(50)]
    chosen = sorted(words.sample(range(50), PER_DOCUMENT))
    facts, lines, at = [], [], 0
    indicators = list(INDICATORS.values())
    provider, recipient = words.choice(_PROVIDERS), words.choice(_PLACES)
    for place, sentence in enumerate(sentences):
        line = f"{sentence}。"
        if place in chosen:
            kind = words.choice(indicators)
            unit, word = _UNITS.get(kind.measure, ("count", "个"))
            figure = str(words.randint(2, 9999))
            line = f"{sentence}{figure}{word}。"
            start = at + len(sentence)
            value = Decimal(figure) * (10000 if word == "万元" else 1)
            year = words.randint(2016, 2023)
            facts.append(
                Fact(
                    len(facts) + 1, start, start + len(figure) + len(word), figure + word, line, value, unit,
                    indicator=kind.code, label=sentence[-4:], provider=(provider,), recipient=(recipient,),
                    period_start=date(year, 1, 1), period_end=date(year, 12, 31), period_text=f"{year}年",
                    measure_word=word[-1], rule="made", confidence=round(words.random(), 2),
                )
            )  # fmt: skip
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    about = About(
        title=f"第{number}号报告", published_on=date(2020, 7, 13), provider=(provider,), recipient=(recipient,)
    )
    whole = (Piece(0, len(text), 0, len(text)),)
    return Document(f"{number:06}.txt", "txt", digest, data, text, text, whole, (), about), facts


def make(path: Path) -> None:
    """Makes the store."""
    for _ in filling(path):
        pass


def filling(path: Path) -> Iterator[tuple[int, float, float]]:
    """Makes the store as an import would; after each tenth: documents, seconds of clock and of processor."""
    part = path.with_suffix(".part")
    for leftover in path.parent.glob(part.name + "*"):
        leftover.unlink()
    words = random.Random(1)
    clock = processor = 0.0
    tenth = max(1, DOCUMENTS // 10)
    with Store.open(part) as store:
        store.keep_log(LONG_LOG)
        for first in range(0, DOCUMENTS, BATCH):
            last = min(first + BATCH, DOCUMENTS)
            packed = [pack(*made(number, words)) for number in range(first, last)]
            began, spent = time.perf_counter(), time.process_time()
            store.put(packed)
            clock, processor = clock + time.perf_counter() - began, processor + time.process_time() - spent
            if last // tenth > first // tenth:
                yield last, clock, processor
                clock = processor = 0.0
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    part.rename(path)


def timed(work: Callable[[], object], times: int = 5) -> str:
    """The median and the longest of several runs."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(spent):.2f} ms (longest {max(spent):.2f})"


def figures() -> Iterator[tuple[str, str]]:
    yield from _importing()
    path = store_path()
    if not path.exists():
        before = 0
        for done, clock, processor in filling(path):
            number = done - before
            told = f"{number / clock:.0f} a second ({processor / number * 1000:.2f} ms of processor each)"
            yield f"store, documents {before:,} to {done:,} written, facts and full text (without reading)", told
            before = done
    with Store.open(path) as store:
        text = sum(len(store.document(number).text.encode()) for number in range(1, 101)) / 100 * DOCUMENTS
    yield "store, size against the text", f"{path.stat().st_size / text:.2f} × {text / 1e6:.0f} MB"
    yield "store, open and first page", timed(lambda: _first_page(path))
    with Store.open(path, curator="bench") as store:
        yield from _beside(store)
        yield from _reading(store)
        yield from _holding(store)
        yield from _editing(store)


_REPORTS = Path(__file__).resolve().parents[2] / "seeds"
_IMPORTED = int(os.environ.get("HEDUI_BENCH_IMPORT", "900"))
_WARM = 192  # of them, before all processes are at work


def _importing() -> Iterator[tuple[str, str]]:
    """Sentences of the sample reports as files: read, repaired, extracted and stored; starting processes left out."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(_REPORTS.glob("*.txt"))]
    made = {"ten facts": _of_ten_facts(texts)}
    for length in (2100, 300):
        pieces = [text[at : at + length] for text in texts for at in range(0, max(1, len(text) - length), length)]
        made[f"{length:,} characters"] = pieces
    for what, pieces in made.items():
        for workers in (0, 2):
            with tempfile.TemporaryDirectory() as folder:
                written = [f"第{number}号\n{pieces[number % len(pieces)]}" for number in range(_IMPORTED)]
                for number, piece in enumerate(written):
                    (Path(folder) / f"{number:06}.txt").write_text(piece, encoding="utf-8")
                with Store.open(Path(folder) / "a.hedui") as store:
                    steps = ingest.run(store, [folder], workers=workers)
                    first = sum(1 for _ in islice(steps, _WARM))
                    began, spent = time.perf_counter(), time.process_time()
                    facts = sum(step.facts for step in steps)
                    clock, processor = time.perf_counter() - began, time.process_time() - spent
            size = f"{sum(map(len, written)) / _IMPORTED:.0f} characters and {facts / (_IMPORTED - first):.0f} facts"
            told = f"{(_IMPORTED - first) / clock:.0f} documents a second of {size}"
            alone = "" if workers else f" ({(_IMPORTED - first) / processor:.0f} a second of processor)"
            yield f"store, import of files of {what}, {workers or 1} process(es)", f"{told}{alone}"


def _of_ten_facts(texts: list[str]) -> list[str]:
    """Texts of sentences of the reports, in which ten facts are found when each sentence is read alone."""
    from core import extract, repair

    told = []
    for text in texts:
        repaired = repair.repair(text, About()).text
        for sentence in re.findall(r"[^。！？\n]+[。！？]", repaired):
            if found := len(extract.extract(sentence, About()).facts):
                told.append((sentence, found))  # noqa: PERF401
    words = random.Random(1)
    pieces = []
    for _ in range(_IMPORTED):
        words.shuffle(told)
        piece, facts = "", 0
        for sentence, found in told:
            if facts + found <= PER_DOCUMENT:
                piece, facts = f"{piece}{sentence}\n", facts + found
            if facts == PER_DOCUMENT:
                break
        pieces.append(piece)
    return pieces


def _beside(store: Store) -> Iterator[tuple[str, str]]:
    """What others need for a part of the same work: jieba to cut the texts, SQLite to take bare rows and group them."""
    import jieba

    jieba.setLogLevel(40)
    jieba.initialize()
    texts = [store.document(number).text for number in range(1, 101)]
    began = time.perf_counter()
    for text in texts:
        sum(1 for _ in jieba.cut(text))
    yield (
        "beside: jieba cuts the same texts (no facts, no store)",
        f"{100 / (time.perf_counter() - began):.0f} a second",
    )
    query = "SELECT * FROM facts WHERE document <= 1000"
    listed = [tuple(row) for row in store.connection.execute(query)]
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "plain.db")) as plain:
        columns = len(listed[0])
        plain.execute(f"CREATE TABLE facts ({', '.join(f'c{number}' for number in range(columns))})")
        began = time.perf_counter()
        plain.executemany(f"INSERT INTO facts VALUES ({', '.join('?' * columns)})", listed)
        plain.commit()
        spent = time.perf_counter() - began
    yield "beside: bare rows of facts into SQLite, no index, no text", f"{1000 / spent:.0f} documents a second"
    plain_facet = "SELECT curator, count(*) FROM facts NOT INDEXED GROUP BY curator"
    yield (
        "beside: the curators counted by SQLite alone",
        timed(lambda: store.connection.execute(plain_facet).fetchall(), 1),
    )


def _first_page(path: Path) -> None:
    with Store.open(path) as store:
        store.page()


def _reading(store: Store) -> Iterator[tuple[str, str]]:
    for text in _FILTERS:
        wanted = filters.parse(text)
        yield f"store, page of 100 · {text}", timed(lambda wanted=wanted: store.page(wanted))
        yield f"store, count · {text}", timed(lambda wanted=wanted: store.count(wanted))
    ids = store.fact_ids(filters.parse("year:2019"))
    after = ids[min(50_000, len(ids) // 2)]
    yield (
        "store, page of 100 behind the 50,000th · year:2019",
        timed(lambda: store.page(filters.parse("year:2019"), after=after)),
    )
    yield "store, page of 100 · newest value first", timed(lambda: store.page(filters.ALL, order="-value"), 3)
    for field in (
        "status",
        "indicator",
        "category",
        "provider",
        "recipient",
        "year",
        "document",
        "tag",
        "flag",
        "curator",
    ):
        yield f"store, facet {field} of all", timed(lambda field=field: store.facets(filters.ALL, field), 3)
    narrowed = filters.parse("status:pending year:2019")
    yield "store, facet recipient · status:pending year:2019", timed(lambda: store.facets(narrowed, "recipient"), 3)
    yield "store, sums by year and place (SQL)", timed(lambda: _sums(store), 3)
    yield "store, ids of all facts", timed(lambda: store.fact_ids(), 3)
    yield "store, all rows of the document list", timed(lambda: store.documents(), 3)
    yield "store, search of 3 characters, first 50", timed(lambda: store.search("资金项", 50))
    yield "store, search of 1 character, first 50", timed(lambda: store.search("资", 50))


def _holding(store: Store) -> Iterator[tuple[str, str]]:
    """The same from columns in memory: every facet under each filter, the worst of them told."""
    spent = time.process_time()
    for _ in store.hold_columns():
        pass
    yield "store, columns of all facts read into memory", f"{time.process_time() - spent:.1f} s of processor"
    for text in (*_FILTERS, "status:approved recipient:150000 year:2020 tag:x", "-text:资金项 year:2019", ""):
        wanted = filters.parse(text)
        asked: dict[str, Callable[[], object]] = {
            "page": lambda wanted=wanted: store.page(wanted),
            "page by value": lambda wanted=wanted: store.page(wanted, "-value"),
            "count": lambda wanted=wanted: store.count(wanted),
            "all ids": lambda wanted=wanted: store.fact_ids(wanted),
            **{f"facet {one}": lambda wanted=wanted, one=one: store.facets(wanted, one) for one in FACETS},
        }
        times = {}
        for what, work in asked.items():
            began = time.process_time()
            work()
            times[what] = (time.process_time() - began) * 1000
        worst = max(times, key=times.__getitem__)
        told = f"{times['page']:.0f} ms, all counts {sum(times.values()):.0f} ms, worst {worst} {times[worst]:.0f} ms"
        yield f"store, from columns, processor: page · {text or 'all'}", told


def _sums(store: Store) -> None:
    query = """SELECT year, recipient, unit, sum(scaled) FROM facts
    WHERE removed = 0 AND status = 'pending' AND indicator = 'funds.government' GROUP BY year, recipient, unit"""
    store.connection.execute(query).fetchall()


def _editing(store: Store) -> Iterator[tuple[str, str]]:
    ids = store.fact_ids(filters.parse("status:pending"))
    following = iter(ids)
    yield "store, one approval, on disk", timed(lambda: edits.approve(store, (next(following),)), 50)
    yield "store, its undo", timed(store.undo, 50)
    wanted = list(ids[:100000])
    for what, work in (
        ("approval of 100,000 facts in one edit", lambda: edits.gradually(store, edits.approve, wanted)),
        ("its undo", lambda: undoing(store)),
    ):
        began, spent, steps = time.perf_counter(), time.process_time(), sum(1 for _ in work())
        told = f"{time.perf_counter() - began:.1f} s ({time.process_time() - spent:.1f} s of processor, {steps} steps)"
        yield f"store, {what}", told
