"""Documents with almost the same text, found by sketches of their character runs (MinHash, Broder 1997)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

#: Characters of a run, minima kept, and how many of them must agree at once to look closer.
RUN, MINIMA, BAND = 6, 20, 4
#: The share of common runs from which a document is a near duplicate.
NEAR = 0.95
_SHORTEST = 30  # characters of a text that can be compared
_EMPTY = 2**32
Hashes = npt.NDArray[np.int64]
_POLYNOMIAL = 0xEDB88320  # of CRC-32 (ISO 3309), lowest bit first


def sketch(text: str) -> tuple[int, ...]:
    """The bands of a text, see `sketches`."""
    return sketches([text])[0]


def sketches(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """The bands of texts: two with 95 % of their runs in common share a band 99.9 times in 100; short ones have none.

    One hash a run, its CRC-32, sorted into `MINIMA` bins, the least of each kept (one-permutation hashing, Li, Owen,
    Zhang 2012). Many texts at once take a third of the time.
    """
    data = ["".join(text.split()).encode("utf-8", "surrogatepass") for text in texts]
    hashes, sizes = _hashes(data)
    smallest = np.full((len(texts), MINIMA), _EMPTY, np.int64)
    np.minimum.at(smallest, (np.repeat(np.arange(len(texts)), sizes), hashes % MINIMA), hashes)
    return [
        _bands(least) if len(text) >= _SHORTEST else () for text, least in zip(texts, smallest.tolist(), strict=True)
    ]


def _bands(least: list[int]) -> tuple[int, ...]:
    return tuple(crc32(repr((at, least[at : at + BAND])).encode()) for at in range(0, MINIMA, BAND))


def _hashes(texts: Sequence[bytes]) -> tuple[Hashes, list[int]]:
    """The CRC-32 of all runs of all texts in UTF-8, computed byte by byte for all at once; how many each text has."""
    data = np.frombuffer(b"".join(texts), np.uint8)
    heads = np.append(np.flatnonzero(data & 0xC0 != 0x80), len(data))  # where characters begin
    ends_of = np.cumsum([0, *map(len, texts)])
    firsts = np.searchsorted(heads, ends_of)
    sizes = np.maximum(np.diff(firsts) - RUN + 1, 0)
    runs = np.arange(int(sizes.sum())) + np.repeat(firsts[:-1] - (np.cumsum(sizes) - sizes), sizes)
    starts, ends = heads[runs], heads[runs + RUN]
    crc = np.full(len(runs), 0xFFFFFFFF, np.uint32)
    table = _table()
    least = int((ends - starts).min(initial=4 * RUN))
    for at in range(int((ends - starts).max(initial=0))):
        more = slice(None) if at < least else np.flatnonzero(starts + at < ends)
        before = crc[more]
        crc[more] = table[(before ^ data[starts[more] + at]) & 0xFF] ^ before >> 8
    return (~crc).astype(np.int64), sizes.tolist()


@cache
def _table() -> npt.NDArray[np.uint32]:
    """What a byte adds to a CRC-32."""
    crc = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        crc = np.where(crc & 1, crc >> 1 ^ np.uint32(_POLYNOMIAL), crc >> 1)
    return crc


def runs(text: str) -> frozenset[str]:
    """All runs of `RUN` characters, spaces and line breaks left out."""
    plain = "".join(text.split())
    return frozenset(plain[at : at + RUN] for at in range(len(plain) - RUN + 1))


def likeness(one: str, other: str) -> float:
    """The share of runs that two texts have in common, 0 to 1 (Jaccard)."""
    left, right = runs(one), runs(other)
    return len(left & right) / len(left | right) if left or right else 1.0
