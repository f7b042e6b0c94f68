"""Where each character of a repaired text came from, and what became of each raw one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from core.records import Piece

_SHORT = 0x7F  # the largest number that one byte holds


class Origin:
    """The two-way map that a document's pieces hold. A span is mapped in O(log pieces + pieces in it).

    >>> origin = Origin((Piece(0, 2, 0, 2), Piece(2, 3, 7, 8)), 8)
    >>> origin.to_raw(1, 3)
    ((1, 2), (7, 8))
    >>> origin.to_text(0, 8)
    ((0, 3),)
    """

    def __init__(self, pieces: Sequence[Piece], raw_length: int) -> None:
        self.pieces = pieces
        self.raw_length = raw_length
        self._starts = [piece.start for piece in pieces]
        self._by_raw = sorted(pieces, key=lambda piece: (piece.raw_start, piece.raw_end))
        self._raw_starts = [piece.raw_start for piece in self._by_raw]
        self._reach = list(_running_maximum(piece.raw_end for piece in self._by_raw))

    def to_raw(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The raw stretches that `text[start:end]` came from, in the order of the text; an empty span gives none."""
        stretches: list[tuple[int, int]] = []
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self.pieces) and (piece := self.pieces[at]).start < end:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                if _one_by_one(piece):
                    shift = piece.raw_start - piece.start
                    _extend(stretches, low + shift, high + shift)
                else:
                    _extend(stretches, piece.raw_start, piece.raw_end)
            at += 1
        return tuple(stretches)

    def to_text(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The spans of the text that `raw[start:end]` went to, in its order; what was removed gives none."""
        spans: list[tuple[int, int]] = []
        at = bisect_right(self._reach, start)
        while at < len(self._by_raw) and self._raw_starts[at] < end:
            piece = self._by_raw[at]
            low, high = max(start, piece.raw_start), min(end, piece.raw_end)
            if low < high:
                if _one_by_one(piece):
                    shift = piece.start - piece.raw_start
                    spans.append((low + shift, high + shift))
                else:
                    spans.append((piece.start, piece.end))
            at += 1
        joined: list[tuple[int, int]] = []
        for low, high in sorted(spans):
            _extend(joined, low, high)
        return tuple(joined)


def pack(pieces: Iterable[Piece]) -> bytes:
    """Pieces as compact bytes: the length, the distance to the last raw end, and the raw length, as LEB128 numbers.

    >>> unpack(pack((Piece(0, 3, 4, 7), Piece(3, 4, 0, 2))))
    (Piece(start=0, end=3, raw_start=4, raw_end=7), Piece(start=3, end=4, raw_start=0, raw_end=2))
    """
    numbers: list[int] = []
    reached = 0
    for start, end, raw_start, raw_end in pieces:
        distance = raw_start - reached
        numbers += end - start, distance * 2 if distance >= 0 else -distance * 2 - 1, raw_end - raw_start
        reached = raw_end
    return bytes(numbers) if max(numbers, default=0) <= _SHORT else _leb128(numbers)


def unpack(data: bytes) -> tuple[Piece, ...]:
    """The pieces that `pack` packed."""
    pieces: list[Piece] = []
    at = reached = 0
    numbers = _read(data)
    for length in numbers:
        folded, raw_length = next(numbers), next(numbers)
        distance = -(folded + 1) // 2 if folded & 1 else folded // 2
        raw_start = reached + distance
        pieces.append(Piece(at, at + length, raw_start, raw_start + raw_length))
        at += length
        reached = raw_start + raw_length
    return tuple(pieces)


def _one_by_one(piece: Piece) -> bool:
    return piece.end - piece.start == piece.raw_end - piece.raw_start


def _extend(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = (spans[-1][0], end)
    elif not spans or spans[-1] != (start, end):
        spans.append((start, end))


def _running_maximum(values: Iterable[int]) -> Iterator[int]:
    highest = 0
    for value in values:
        highest = max(highest, value)
        yield highest


def _leb128(numbers: Iterable[int]) -> bytes:
    data = bytearray()
    for number in numbers:
        while number > _SHORT:
            data.append(number & _SHORT | 0x80)
            number >>= 7
        data.append(number)
    return bytes(data)


def _read(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield number
            number = shift = 0
