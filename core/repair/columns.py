"""Columns of a printed page that a text dump put side by side: read one after the other again.

A dump of a page in columns has both columns on each line, apart by a gutter of spaces. What aligns the second column
differs: some programs count characters, others the widths of East Asian type, with signs such as “ ” narrow or wide.
The gutter is looked for in all three measures, and the one in which most lines agree is taken. A line that runs across
the gutter (a headline) parts two blocks. Columns of figures stay: a table reads across.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from operator import itemgetter
from statistics import median

from core.frozen import record
from core.records import RepairKind
from core.repair.draft import Fix, Move

_GAP = re.compile(r"[ \u00a0\u3000](?<=\S.)[ \u00a0\u3000]+(?=\S)")
SIGNS = frozenset(" \u00a0\u3000")
_LEAD = re.compile(r"[ \u00a0\u3000]*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
#: Lines that must start their right column at one place, and the characters that a column's line has at least.
FEWEST_LINES, NARROWEST = 4, 8
#: Empty lines that may stand inside a block, and how far (in measured width) a line may start from the column's edge.
MOST_EMPTY, INDENT = 2, 8
#: Places next to each other at which the lines of a ragged column start.
RAGGED = 4
#: Lines of a page that are looked at together.
PAGE = 400
#: Characters whose cells are kept.
MOST_CELLS = 1 << 14


@record(frozen=True, slots=True)
class Line:
    """One line: where it stands, the end of its left text, the start of its right text; None where one is missing."""

    start: int
    end: int
    left: int | None = None
    right: int | None = None
    across: bool = False


def fix(text: str) -> Iterator[Fix | Move]:
    """Moves the right column of each block under its left one; three columns take two rounds."""
    if "   " not in text and "\u3000\u3000" not in text:
        return
    if len(list(islice(_GAP.finditer(text), FEWEST_LINES))) < FEWEST_LINES:
        return
    lines = _lines(text)
    for first in range(0, len(lines), PAGE):
        page = lines[first : first + PAGE]
        for block in _blocks(text, page):
            yield from _unfold(text, block)


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line)))
        at += len(line) + 1
    return lines


def _blocks(text: str, lines: list[Line]) -> Iterator[list[Line]]:
    """The runs of lines that stand in two columns."""
    edge = _edge(text, lines)
    if edge is None:
        return
    column, measure = edge
    apart = {
        number: _split(text, line, column, measure)
        for number, line in enumerate(lines)
        if _GAP.search(text, line.start, line.end)
    }
    both = [number for number, row in apart.items() if row.left is not None and row.right is not None]
    if len(both) < FEWEST_LINES or not _is_prose(text, [apart[number] for number in both]):
        return
    rows = [apart.get(number) or _split(text, line, column, measure) for number, line in enumerate(lines)]
    done = -1
    for number in both:
        if number > done:
            first = _reach(rows, number, -1, done)
            done = _reach(rows, number, 1, len(rows))
            yield rows[first : done + 1]


def _edge(text: str, lines: list[Line]) -> tuple[int, Callable[[str], int]] | None:
    """Where most lines start a right column, and the measure in which they agree best."""
    contents = [text[line.start : line.end] for line in lines]
    lefts = [
        content[: gap.end()]
        for content in contents
        if len(content) < 400
        for gap in _GAP.finditer(content)
        if len(content) - gap.end() >= NARROWEST
    ]
    if len(lefts) < FEWEST_LINES:
        return None
    starts = [Counter(map(measure, lefts)) for measure in _MEASURES]
    for agreed, fewest in ((_same, FEWEST_LINES), (_ragged, FEWEST_LINES + 1)):
        edges = [(*agreed(places), measure) for places, measure in zip(starts, _MEASURES, strict=True)]
        count, column, measure = max(edges, key=itemgetter(0))
        if count >= fewest:
            return column, measure
    return None


def _same(starts: Counter[int]) -> tuple[int, int]:
    """How many lines start at one place, and where."""
    column = max(starts, key=starts.__getitem__)
    return starts[column], column


def _ragged(starts: Counter[int]) -> tuple[int, int]:
    """How many lines that do not start at one place start near each other, and the first place."""
    near = {column: sum(starts[column + shift] for shift in range(RAGGED)) for column in starts}
    column = max(near, key=lambda at: (near[at], -at))
    return near[column], column


def _split(text: str, line: Line, column: int, measure: Callable[[str], int]) -> Line:
    """The line with its two texts; `across` where one runs over the gutter."""
    content = text[line.start : line.end]
    stripped = content.rstrip()
    if not stripped:
        return line
    if measure(stripped) <= column - 2:
        return Line(line.start, line.end, left=line.start + len(stripped))
    for gap in (_LEAD.match(content), *_GAP.finditer(content)):
        if gap is None:
            continue
        indent = measure(content[: gap.end()]) - column
        if -1 <= indent <= INDENT and measure(content[: gap.start()]) < column:
            right = line.start + gap.end() - min(max(indent, 0), gap.end() - gap.start())
            left = line.start + gap.start() if gap.start() else None
            return Line(line.start, line.end, left=left, right=right)
    return Line(line.start, line.end, across=True)


def _is_prose(text: str, rows: list[Line]) -> bool:
    """Whether both sides are sentences that run on, not the cells of a table."""
    sides = [
        ([text[row.start : row.left].strip() for row in rows]),
        ([text[row.right : row.end].strip() for row in rows]),
    ]
    return all(
        median(map(len, side)) >= NARROWEST
        and len("".join(_HAN.findall("".join(side)))) * 2 > len("".join("".join(side).split()))
        for side in sides
    )


def _reach(rows: list[Line], number: int, step: int, limit: int) -> int:
    """The last line, going by `step`, of the block that line `number` is in."""
    reached, empty, at = number, 0, number + step
    while at != limit and not rows[at].across and empty <= MOST_EMPTY:
        if rows[at].left is None and rows[at].right is None:
            empty += 1
        elif step < 0 and empty and rows[at].left is None:
            break  # a headline that happens to start where the second column does
        else:
            reached, empty = at, 0
        at += step
    return reached


def _unfold(text: str, block: list[Line]) -> Iterator[Fix | Move]:
    """Left column, then right column; a place left empty in one of them stays an empty line of it."""
    target = min(len(text), block[-1].end + 1)
    margin = min((_indent(text, line) for line in block if line.left is not None), default=0)
    rights = [number for number, line in enumerate(block) if line.right is not None]
    for number, line in enumerate(block):
        if margin and line.left is not None:
            yield Fix(line.start, line.start + margin, "", RepairKind.COLUMN, "margin of the page")
        end = min(len(text), line.end + 1)
        if line.right is not None:
            yield Fix(line.left or line.start, line.right, "\n", RepairKind.COLUMN, "gutter between two columns")
            yield Move(line.right, end, target, RepairKind.COLUMN, "second column of the page")
        elif line.left is not None and rights[0] < number < rights[-1]:
            yield Fix(line.end, line.end, "\n", RepairKind.COLUMN, "empty place in the second column")
            yield Move(line.end, end, target, RepairKind.COLUMN, "empty place in the second column")


def _indent(text: str, line: Line) -> int:
    lead = _LEAD.match(text, line.start, line.end)
    return lead.end() - line.start if lead else 0


class _Cells(dict[str, int]):
    """How many cells a character takes up; `wide` names the East Asian widths that take two."""

    def __init__(self, wide: str) -> None:
        self._wide = wide

    def __missing__(self, character: str) -> int:
        cells = 2 if unicodedata.east_asian_width(character) in self._wide else 1
        return self.setdefault(character, cells) if len(self) < MOST_CELLS else cells


_WIDE_CELLS, _NARROW_CELLS = _Cells("WFA").__getitem__, _Cells("WF").__getitem__


def _wide(text: str) -> int:
    return sum(map(_WIDE_CELLS, text))


def _narrow(text: str) -> int:
    return sum(map(_NARROW_CELLS, text))


#: How wide a text is: by characters, as some dumps count, or by East Asian widths, ambiguous signs narrow or wide.
_MEASURES: tuple[Callable[[str], int], ...] = (len, _narrow, _wide)
