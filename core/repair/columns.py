"""Columns of a printed page that a text dump put side by side: read one after the other again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from core.records import RepairKind
from core.repair.draft import Fix, Move

_GAP = re.compile(r"(?<=\S)[ \u00a0\u3000\t]{2,}(?=\S)")
#: Lines that must start their right column at one place, and how wide its text must be at least (in columns of width 1).
FEWEST_LINES, NARROWEST = 4, 16
#: Empty lines that may stand inside a block.
MOST_EMPTY = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text: where it stands."""

    start: int
    end: int


def fix(text: str) -> Iterator[Fix | Move]:
    """Moves the right column of each block under its left one; a headline across both parts two blocks."""
    if not _GAP.search(text):
        return
    lines = _lines(text)
    for block in _blocks(text, lines):
        yield from _unfold(text, block)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return lines


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of two columns: for each the end of its left text and the start of its right text, None where one is missing."""

    lines: tuple[Line, ...]
    splits: tuple[tuple[int | None, int | None], ...]


def _blocks(text: str, lines: list[Line]) -> Iterator[Block]:
    best: tuple[int, int, str] | None = None
    for metric in _METRICS:
        starts: Counter[int] = Counter()
        for line in lines:
            content = text[line.start : line.end]
            for gap in _GAP.finditer(content):
                if _METRICS[metric](content[gap.end() :]) >= NARROWEST:
                    starts[_METRICS[metric](content[: gap.end()])] += 1
        for column, count in starts.most_common(1):
            if best is None or count > best[0]:
                best = (count, column, metric)
    if best is None or best[0] < FEWEST_LINES:
        return
    _, column, metric = best
    measure = _METRICS[metric]
    rows = [_split(text, line, column, measure) for line in lines]
    both = [number for number, row in enumerate(rows) if row and row[0] is not None and row[1] is not None]
    if len(both) < FEWEST_LINES or not _is_prose(text, lines, rows, both):
        return
    for first, last in _stretches(text, lines, rows, both):
        yield Block(tuple(lines[first : last + 1]), tuple(row or (None, None) for row in rows[first : last + 1]))


def _stretches(
    text: str, lines: list[Line], rows: list[tuple[int | None, int | None] | None], both: list[int]
) -> Iterator[tuple[int, int]]:
    """First and last line of each block: around lines of two columns, up to a line across both or an empty space."""
    done = -1
    for number in both:
        if number <= done:
            continue
        first = _reach(text, lines, rows, number, -1, done)
        last = _reach(text, lines, rows, number, 1, len(lines))
        done = last
        yield first, last


def _reach(
    text: str,
    lines: list[Line],
    rows: list[tuple[int | None, int | None] | None],
    number: int,
    step: int,
    limit: int,
) -> int:
    reached = number
    empty = 0
    at = number + step
    while at != limit and rows[at] is not None and empty <= MOST_EMPTY:
        if text[lines[at].start : lines[at].end].strip():
            reached, empty = at, 0
        else:
            empty += 1
        at += step
    return reached


def _split(text: str, line: Line, column: int, measure: object) -> tuple[int | None, int | None] | None:
    """Where a line's left text ends and its right text starts; None for a line across both."""
    content = text[line.start : line.end]
    assert callable(measure)
    if not content.strip():
        return None, None
    if measure(content.rstrip()) <= column - 2:
        return line.start + len(content.rstrip()), None
    lead = len(content) - len(content.lstrip())
    if column - 1 <= measure(content[:lead]) <= column + 8:
        return None, line.start + lead
    for gap in _GAP.finditer(content):
        if column - 1 <= measure(content[: gap.end()]) <= column + 8 and measure(content[: gap.start()]) < column:
            return line.start + gap.start(), line.start + gap.end()
    return None


def _is_prose(text: str, lines: list[Line], rows: list[tuple[int | None, int | None] | None], both: list[int]) -> bool:
    left, right = [], []
    for number in both:
        row = rows[number]
        assert row and row[0] is not None and row[1] is not None
        left.append(len(text[lines[number].start : row[0]].strip()))
        right.append(len(text[row[1] : lines[number].end].strip()))
    return median(left) >= NARROWEST / 2 and median(right) >= NARROWEST / 2


def _unfold(text: str, block: Block) -> Iterator[Fix | Move]:
    target = min(len(text), block.lines[-1].end + 1)
    for line, (left, right) in zip(block.lines, block.splits, strict=True):
        if right is None:
            continue
        if left is None:
            yield Fix(line.start, right, "", RepairKind.COLUMN, "space left of the second column")
        else:
            yield Fix(left, right, "\n", RepairKind.COLUMN, "gutter between two columns")
        yield Move(right, min(len(text), line.end + 1), target, RepairKind.COLUMN, "second column of the page")


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _narrow(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


#: How wide a text is: by characters, as some dumps count, or by East Asian widths, with signs of either width narrow or wide.
_METRICS = {"characters": len, "narrow": _narrow, "wide": _wide}
