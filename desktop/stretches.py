"""Stretches of a text in order, so that those in view are found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


class Stretches(Generic[T]):
    """Half-open stretches of a text, each with what stands on it.

    >>> [what for *_, what in Stretches([(0, 4, "a"), (2, 3, "b"), (6, 9, "c")]).meeting(3, 7)]
    ['a', 'c']
    """

    def __init__(self, stretches: Iterable[tuple[int, int, T]] = ()) -> None:
        self._all = sorted(stretches, key=lambda one: one[:2])
        self._longest = max((end - start for start, end, _ in self._all), default=0)

    def meeting(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Those that share a character with the text from `start` to `end`, in order."""
        first = bisect_left(self._all, start, key=lambda one: one[0] + self._longest)
        for one in islice(self._all, first, None):
            if one[0] >= end:
                return
            if one[1] > start:
                yield one
