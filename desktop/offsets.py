"""Code points of a text against the positions that Qt counts: UTF-16 units, with CRLF as one."""

from __future__ import annotations

import re
from bisect import bisect_right

_UNEVEN = re.compile("\r\n|[\U00010000-\U0010ffff]")


class Offsets:
    r"""Converts both ways in O(log of the characters that count unevenly).

    >>> offsets = Offsets("𠮷1\r\n2")
    >>> [offsets.to_units(point) for point in (0, 1, 2, 4, 5)]
    [0, 2, 3, 4, 5]
    >>> offsets.to_points(4)
    4
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._points, self._units, self._shift = [0], [0], [0]
        for match in _UNEVEN.finditer(text):
            shift = self._shift[-1] + (1 if match.end() - match.start() == 1 else -1)
            self._points.append(match.end())
            self._units.append(match.end() + shift)
            self._shift.append(shift)

    def to_units(self, point: int) -> int:
        """The position in Qt of a code point's place."""
        at = bisect_right(self._points, point) - 1
        following = self._units[at + 1] if at + 1 < len(self._units) else None
        unit = point + self._shift[at]
        return unit if following is None else min(unit, following)

    def to_points(self, unit: int) -> int:
        """The code point at a position in Qt; inside a pair of units, the character's own."""
        at = bisect_right(self._units, unit) - 1
        point = unit - self._shift[at]
        if at + 1 < len(self._points) and self._shift[at + 1] > self._shift[at]:
            point = min(point, self._points[at + 1] - 1)
        return min(point, self.length)
