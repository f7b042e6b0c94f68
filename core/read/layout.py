"""Lines and paragraphs of a printed page, from where its characters stand.

Distances are in points, from the upper left corner of the page. An em is the height of a line's type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

Box = tuple[float, float, float, float]
NO_INK: Box = (0.0, 0.0, 0.0, 0.0)

#: In ems: the gap that parts two runs of a line; the one that is a tab; the one that is a space between Latin letters.
RUN_GAP, TAB_GAP, SPACE_GAP = 0.8, 1.6, 0.18
#: How far a line may start from the margin of its column and still go on with the line before; what is an indent.
MARGIN, INDENT = 0.6, 1.2
#: The distance of two lines of one paragraph at most; how much of the size of type may differ in it.
PITCH, SIZES = 2.4, 0.12
#: Where paragraphs have indents, a line that stops inside a sentence and reaches so far goes on in the next.
RAGGED = 0.75
_SENTENCE_END = re.compile(r"[。！？!?：:；;…”’）)》】.]$")
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条]|[-*•●■◆★▲·]\s?|——|[①-⑳]"
)
_FOOTNOTE = re.compile(r"[①-⑳⑴-⒇*＊†‡※]|[\[［〔(（]?\d{1,3}[\]］〕)）]?\s?\D|注\s?\d*[:：]")
_NUMBER_END = re.compile(r"\d[.,]?$")
_WORD = re.compile(r"[A-Za-z0-9]")
_NEVER_FIRST = frozenset("，。、；：？！”’）》】」』…%％,.;:?!)]}")


class Glyph(NamedTuple):
    """One character with its box; `spaced` where the page has a space before it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    spaced: bool = False


@dataclass(slots=True)
class Run:
    """Characters of one line without a gap between them."""

    glyphs: list[Glyph]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """The height of its type."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """How far down its middle stands."""
        return (self.top + self.bottom) / 2

    def add(self, glyph: Glyph) -> None:
        """Takes in the next character."""
        self.glyphs.append(glyph)
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)
        self.top, self.bottom = min(self.top, glyph.top), max(self.bottom, glyph.bottom)


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """Characters in the order of the file, cut where the line ends or a gap opens."""
    runs: list[Run] = []
    for glyph in glyphs:
        run = runs[-1] if runs else None
        if run is not None and _goes_on(run.glyphs[-1], glyph):
            run.add(glyph)
        else:
            runs.append(Run([glyph], glyph.left, glyph.top, glyph.right, glyph.bottom))
    return runs


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    height, other = before.bottom - before.top, glyph.bottom - glyph.top
    smaller, size = (height, other) if height < other else (other, height)
    overlap = min(before.bottom, glyph.bottom) - max(before.top, glyph.top)
    return overlap > 0.5 * smaller and -0.5 * size < glyph.left - before.right <= RUN_GAP * size


@dataclass(slots=True)
class Line:
    """One printed line of a column, with the margins of that column; `rows` where it has gaps as a table has."""

    text: str
    boxes: list[Box]
    left: float
    right: float
    middle: float
    size: float
    first: float
    rows: bool
    column: int = 0
    margin: float = 0.0
    edge: float = 0.0
    indented: bool = False


def lines_of(runs: Iterable[Run], column: int) -> list[Line]:
    """The lines of one column from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if rows and _on_one_line(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = [_line(row, column) for row in rows]
    lines = [line for line in lines if line.text]
    _set_margins(lines)
    return lines


def _on_one_line(row: Sequence[Run], run: Run) -> bool:
    top, bottom = min(other.top for other in row[-4:]), max(other.bottom for other in row[-4:])
    overlap = min(bottom, run.bottom) - max(top, run.top)
    return overlap > 0.55 * min(run.size, bottom - top)


def _line(row: list[Run], column: int) -> Line:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=lambda glyph: glyph.left)
    size = median(run.size for run in row)
    text: list[str] = []
    boxes: list[Box] = []
    rows = False
    before: Glyph | None = None
    for glyph in glyphs:
        gap = _gap(before, glyph, size) if before else ""
        rows = rows or gap == "\t"
        text.append(gap + glyph.text)
        boxes += [NO_INK] * len(gap)
        boxes += [glyph[1:5]] * len(glyph.text)
        before = glyph
    middle = median(run.middle for run in row)
    return Line(
        "".join(text),
        boxes,
        glyphs[0].left,
        max(g.right for g in glyphs),
        middle,
        size,
        _first_word(glyphs),
        rows,
        column,
    )


def _gap(before: Glyph, glyph: Glyph, size: float) -> str:
    """What stands between two characters of a line: nothing, a space or a tab."""
    gap = (glyph.left - before.right) / (size or 1.0)
    if gap > TAB_GAP:
        return "\t"
    if before.text.isascii() and glyph.text.isascii():
        return " " if glyph.spaced or gap > SPACE_GAP else ""
    return " " if gap > RUN_GAP or (glyph.spaced and gap > 0.1) else ""


def _first_word(glyphs: list[Glyph]) -> float:
    """The width of what cannot be parted at the start of a line: a word, a number, a character with its sign."""
    end = 0
    while end < len(glyphs) and _WORD.match(glyphs[end].text):
        end += 1
    end = max(end, 1)
    while end < len(glyphs) and glyphs[end].text in _NEVER_FIRST and end < 40:
        end += 1
    return glyphs[end - 1].right - glyphs[0].left


def _set_margins(lines: list[Line]) -> None:
    """The margins of a column: the leftmost place where several lines start, and how far nearly all of them reach."""
    if not lines:
        return
    em = median(line.size for line in lines) or 1.0
    prose = [line for line in lines if not line.rows] or lines
    starts = Counter(round(line.left / em * 2) for line in prose)
    enough = max(2, len(prose) // 10)
    margin = min((start for start, count in starts.items() if count >= enough), default=min(starts)) / 2 * em
    ends = sorted(line.right for line in prose)
    edge = ends[int(0.9 * (len(ends) - 1) + 0.5)]
    for line in lines:
        line.margin, line.edge = margin, edge
        line.indented = line.left - margin > INDENT * em


def joins(line: Line, following: Line, indents: bool) -> bool:
    """Whether a line goes on in the next; `indents` tells that the paragraphs of the page begin with an indent."""
    if (
        line.rows
        or following.rows
        or abs(line.size - following.size) > SIZES * line.size
        or _ITEM.match(following.text)
    ):
        return False
    ended = _SENTENCE_END.search(line.text) is not None
    same = line.column == following.column
    if same and not 0 < following.middle - line.middle < PITCH * line.size:
        return False
    if ended and not (same and indents):
        return False
    full = line.right + following.first > line.edge - 0.5 * line.size and line.right > (line.margin + line.edge) / 2
    ragged = indents and not ended and line.right - line.margin > RAGGED * (line.edge - line.margin)
    return (full or ragged) and following.left <= following.margin + MARGIN * line.size


def glue(line: str, following: str) -> str:
    """What stands between two lines that are joined: a space between Latin words, nothing inside a number.

    >>> glue("完成投资3.", "2亿元"), glue("paired", "assistance")
    ('', ' ')
    """
    if _NUMBER_END.search(line) or line[-1:] in "-/(":
        return ""
    return " " if line[-1:].isascii() and following[:1].isascii() else ""


def is_footnote(line: Line, body: float) -> bool:
    """Whether a line begins a footnote: in smaller type than the body, behind a mark."""
    return line.size < 0.9 * body and _FOOTNOTE.match(line.text) is not None
