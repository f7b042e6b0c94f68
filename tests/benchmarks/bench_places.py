"""How fast places are found, beside splitting the same text into characters, and how the table loads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from core.extract import places
from core.extract.quantities import read_quantities
from core.gazetteer.cooperation import read_pairs
from core.gazetteer.gazetteer import Gazetteer
from core.gazetteer.places import Places, read_places
from core.gazetteer.words import read_words
from core.records import About
from core.repair import repair

SEEDS = Path(__file__).parents[2] / "seeds"


def text() -> str:
    """About a million characters of repaired reports."""
    raw = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(SEEDS.glob("*.txt")))
    one = "".join(repair(each).text for each in raw)
    return one * (1_000_000 // len(one) + 1)


def seconds(work: object) -> float:
    begin = perf_counter()
    work()  # type: ignore[operator]
    return perf_counter() - begin


def figures() -> Iterator[tuple[str, str]]:
    """What was measured, and the figure."""
    long = text()
    known = Gazetteer(Places(read_places()), tuple(read_pairs()), read_words())
    yield "table of places, loading", f"{1000 * seconds(lambda: list(read_places())):.0f} ms"
    known.find("北京")
    plain = seconds(lambda: list(long))
    found = seconds(lambda: known.find(long))
    yield (
        "place names, finding",
        f"{len(long) / found / 1e6:.1f} million characters/s ({found / plain:.0f} × list(text))",
    )
    part = long[:100_000]
    spans = [(one.start, one.end) for one in read_quantities(part)]
    spelt = seconds(lambda: places.assign("赤峰市哈钦旗3个", [(6, 8)], About()))
    yield "the first garbled name, with the readings of characters", f"{1000 * spelt:.0f} ms"
    took = seconds(lambda: places.assign(part, spans, About()))
    again = [(start + len(part), end + len(part)) for start, end in spans]
    twice = seconds(lambda: places.assign(part * 2, [*spans, *again], About()))
    import jieba

    jieba.setLogLevel("ERROR")
    jieba.lcut("先把词典读进来")
    cut = seconds(lambda: jieba.lcut(part))
    yield (
        "provider and recipient",
        f"{len(part) / took / 1e6:.2f} million characters/s ({cut / took:.1f} × the speed of jieba.lcut)",
    )
    yield "twice the text takes", f"{twice / took:.1f} × the time"
