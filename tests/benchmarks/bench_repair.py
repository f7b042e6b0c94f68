"""Repair: speed beside ftfy and plain OpenCC, and how much of made damage is put right."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "core" / "repair"))

from made_damage import damage_lines, dictionary_words, traditional_text

from core.repair import Origin, pack, repair, traditional
from core.repair.simplified import simplify

LENGTH = 200_000


def figures() -> Iterator[tuple[str, str]]:
    text = traditional_text(dictionary_words(), LENGTH, seed=1)
    yield from _speed(text)
    for share in (0.03, 0.3, 1.0):
        yield f"made damage, {share:.0%} of the chances to tear a character taken", _accuracy(text, share)
    yield from _origin()
    yield from _noise()


#: What ten million characters of noise on one line are made of.
NOISE = ("7", "(", "(qū)", "對?qū)", "戰(zhàn)", "?", "中,,", "\n", " ", "中\ufffd", "\ue78b", "\x00", "中?！编,,")


def _noise() -> Iterator[tuple[str, str]]:
    for unit in NOISE:
        raw = (unit * (10_000_000 // len(unit) + 1))[:10_000_000]
        start = perf_counter()
        repair(raw)
        yield f"10,000,000 characters of {unit!r}", f"{perf_counter() - start:.1f} s"


def _speed(text: str) -> Iterator[tuple[str, str]]:
    page = "\n".join(damaged.displayed for damaged in damage_lines(text[:1600]))[:3000]
    ours = _seconds(lambda: repair(page))
    yield "repair of a 3,000-character damaged page", f"{len(page) / ours / 1e6:.2f} million characters/s"
    clean = (repair(page).text * 3)[:3000]
    again = _seconds(lambda: repair(clean))
    yield "a 3,000-character page without damage", f"{len(clean) / again / 1e6:.2f} million characters/s"
    simple = _seconds(lambda: simplify(text))
    yield "t2s", f"{len(text) / simple / 1e6:.1f} million characters/s"
    from opencc import OpenCC

    opencc = OpenCC("t2s")
    theirs = _seconds(lambda: opencc.convert(page))
    yield "OpenCC (python) on the same page", f"{len(page) / theirs / 1e6:.2f} million characters/s"
    try:
        import ftfy
    except ImportError:
        return
    fixed = _seconds(lambda: ftfy.fix_text(page))
    yield "ftfy on the same page", f"{len(page) / fixed / 1e6:.2f} million characters/s"


def _accuracy(text: str, share: float) -> str:
    """How much is as repair leaves the text without damage: 著 of the made-up clauses becomes 着 there too.

    A line is without doubt where every repair of it is sure: the bytes of each torn run allow one answer only.
    """
    right = total = sure = exact = torn = 0
    for damaged in damage_lines(text, torn_share=share):
        repaired, wanted = repair(damaged.displayed), traditional.convert(damaged.original)
        total += len(wanted)
        torn += damaged.torn
        doubts = [done for done in repaired.repairs if not done.sure]
        sure += not doubts
        exact += not doubts and repaired.text == wanted
        right += len(wanted) if repaired.text == wanted else _matching(repaired.text, wanted)
    return f"{right / total:.3%} of {total} characters right, {torn} torn; {exact} of {sure} lines without doubt exact"


def _matching(one: str, other: str) -> int:
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


def _origin() -> Iterator[tuple[str, str]]:
    raw = "決戰(zhàn)決勝,投入資金。" * 60_000
    repaired = repair(raw)
    origin = Origin(repaired.pieces, len(raw))
    seconds = _seconds(lambda: (origin.to_raw(300_000, 300_040), origin.to_text(500_000, 500_040)))
    yield "a span mapped both ways in a million characters", f"{seconds * 1e6:.0f} microseconds"
    yield "pieces of it, packed", f"{len(pack(repaired.pieces)) / len(raw):.2f} bytes a raw character"


def _seconds(work: Callable[[], object]) -> float:
    """The least time of as many runs as half a second holds, seven at least; the same for all that is compared."""
    times: list[float] = []
    while len(times) < 7 or sum(times) < 0.5:
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)
