"""Documents with almost the same text, found by sketches of their character runs (MinHash, Broder 1997)."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

#: Characters of a run, minima kept, and how many of them must agree at once to look closer.
RUN, MINIMA, BAND = 6, 20, 4
#: The share of common runs from which a document is a near duplicate.
NEAR = 0.95
_SHORTEST = 30  # characters of a text that can be compared
_EMPTY = 2**32


def sketch(text: str) -> tuple[int, ...]:
    """The bands of a text: two texts with 95 % of their runs in common share a band 99.9 times in 100.

    One hash a run, sorted into `MINIMA` bins, the least of each kept (one-permutation hashing, Li, Owen, Zhang 2012).
    """
    if len(text) < _SHORTEST:
        return ()
    least = [_EMPTY] * MINIMA
    for value in set(map(crc32, _encoded(text))):
        if value < least[value % MINIMA]:
            least[value % MINIMA] = value
    return tuple(crc32(repr((at, least[at : at + BAND])).encode()) for at in range(0, MINIMA, BAND))


def _encoded(text: str) -> Iterator[bytes]:
    """All runs of a text as bytes, cut from those of the whole."""
    data = "".join(text.split()).encode("utf-8", "surrogatepass")
    starts = [at for at, byte in enumerate(data) if byte & 0xC0 != 0x80]
    ends = [*starts[RUN:], len(data)] if len(starts) >= RUN else []
    return (data[first:last] for first, last in zip(starts, ends, strict=False))


def runs(text: str) -> frozenset[str]:
    """All runs of `RUN` characters, spaces and line breaks left out."""
    plain = "".join(text.split())
    return frozenset(plain[at : at + RUN] for at in range(len(plain) - RUN + 1))


def likeness(one: str, other: str) -> float:
    """The share of runs that two texts have in common, 0 to 1 (Jaccard)."""
    left, right = runs(one), runs(other)
    return len(left & right) / len(left | right) if left or right else 1.0
