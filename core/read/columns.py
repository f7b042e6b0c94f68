"""Reading order of a printed page by geometry: bands from top to bottom, in each the columns from left to right.

A page is parted at its gutter: a left edge at which many lines begin that have others beside them. Lines that run
across the gutter (a headline, a table) part the page into bands; each column is parted in the same way again, so that
three columns take two rounds. Tables stay whole: their cells are short or of figures, and their rows read across.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from core.read.layout import NO_INK, Box, Glyph, Line, Run, glue, is_footnote, joins, lines_of, runs_of

#: Lines that must stand side by side for a gutter, and characters that they have on either side, half of them letters.
FEWEST_LINES, NARROWEST = 3, 8
#: Width of a gutter at least and how far a line may reach over its edge, in ems; left edges that are tried; rounds.
GUTTER, OVER, EDGES, DEPTH = 0.7, 0.3, 24, 4
#: A page with more runs than this is no page of prose; it is read line by line.
MOST_RUNS = 4_000
#: Rows at the head and foot of a page that may stand alone, their length, and how far apart they stand, in ems.
FURNITURE_ROWS, FURNITURE_CHARACTERS, APART = 2, 40, 1.5
_LETTER = re.compile(r"[^\W\d_]")


def page_text(glyphs: list[Glyph]) -> tuple[str, list[Box]]:
    """The text of a page in reading order, a paragraph a line, and the box of each of its characters."""
    lines = [line for number, part in enumerate(_stretches(runs_of(glyphs))) for line in lines_of(part, number)]
    indents = any(line.indented for line in lines)
    text: list[str] = []
    boxes: list[Box] = []
    before: Line | None = None
    for line in _footnotes_last(lines):
        lead = "\u3000\u3000" if line.indented and not line.rows else ""
        if before is not None:
            lead = glue(before.text, line.text) if joins(before, line, indents) else "\n" + lead
        text.append(lead + line.text)
        boxes += [NO_INK] * len(lead) + line.boxes
        before = line
    return "".join(text), boxes


def _footnotes_last(lines: list[Line]) -> list[Line]:
    """Footnotes at the foot of a column come after all columns of the page."""
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    body = median([line.size for line in lines for _ in line.text[::8]] or [0.0])
    notes: list[Line] = []
    for column in columns.values():
        start = len(column)
        while start and column[start - 1].size < 0.9 * body:
            start -= 1
        begins = next((at for at in range(max(start, 1), len(column)) if is_footnote(column[at], body)), len(column))
        notes += column[begins:]
        del column[begins:]
    return [line for column in columns.values() for line in column] + notes


def _stretches(runs: list[Run]) -> list[list[Run]]:
    """All that is read in turn: what stands alone at the head of the page, the page, what stands alone at its foot."""
    em = median(run.size for run in runs) if runs else 0.0
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if rows and _beside(run, rows[-1][-1]):
            rows[-1].append(run)
        else:
            rows.append([run])
    head, foot = _alone(rows, em), _alone(rows[::-1], em)[::-1]
    if len(head) + len(foot) >= len(rows):
        return [runs]
    inner = [run for row in rows[len(head) : len(rows) - len(foot)] for run in row]
    # the order of the file is kept within the page: runs on one line may touch
    kept = {id(run) for run in inner}
    return [*head, *_parts([run for run in runs if id(run) in kept], DEPTH), *foot]


def _alone(rows: list[list[Run]], em: float) -> list[list[Run]]:
    """The first rows that are short and stand apart from what follows: running heads, page numbers."""
    for number, (row, following) in enumerate(pairwise(rows[: FURNITURE_ROWS + 1]), 1):
        if sum(len(run.glyphs) for run in row) > FURNITURE_CHARACTERS:
            break
        apart = max(min(run.top for run in following) - max(run.bottom for run in row),
                    min(run.top for run in row) - max(run.bottom for run in following))  # fmt: skip
        if apart > APART * em:
            return rows[:number]
    return []


def _parts(runs: list[Run], depth: int) -> Iterator[list[Run]]:
    """The stretches of a page that are read one after the other, each in one column."""
    gutter = _gutter(runs) if depth and 2 * FEWEST_LINES <= len(runs) <= MOST_RUNS else None
    if gutter is None:
        yield runs
        return
    across = [run for run in runs if not _is_left(run, gutter) and not _is_right(run, gutter)]
    for band in _bands(runs, across):
        left = [run for run in band if _is_left(run, gutter)]
        right = [run for run in band if _is_right(run, gutter)]
        if left and right:
            yield from _parts(left, depth - 1)
            yield from _parts(right, depth - 1)
        else:
            yield band


def _bands(runs: list[Run], across: list[Run]) -> Iterator[list[Run]]:
    """Runs from top to bottom: those between lines that go across, and each stretch of such lines."""
    across = sorted(across, key=lambda run: run.middle)
    borders = [run.middle for run in across]
    bands: list[list[Run]] = [[] for _ in range(2 * len(across) + 1)]
    crossing = {id(run): number for number, run in enumerate(across)}
    for run in runs:
        if id(run) in crossing:
            bands[2 * crossing[id(run)] + 1].append(run)
            continue
        after = bisect_right(borders, run.middle)
        beside = next((at for at in (after - 1, after) if 0 <= at < len(across) and _beside(run, across[at])), None)
        bands[2 * after if beside is None else 2 * beside + 1].append(run)
    yield from _merged(bands)


def _merged(bands: list[list[Run]]) -> Iterator[list[Run]]:
    """Lines across that follow each other are one stretch, so that their paragraphs hold together."""
    open_: list[Run] = []
    for number, band in enumerate(bands):
        if number % 2:
            open_ += band
        elif band:
            if open_:
                yield open_
            yield band
            open_ = []
    if open_:
        yield open_


def _beside(run: Run, other: Run) -> bool:
    return min(run.bottom, other.bottom) - max(run.top, other.top) > 0.5 * min(run.size, other.size)


@dataclass(frozen=True, slots=True)
class _Gutter:
    """Where the right column begins, and the em of the page."""

    edge: float
    em: float


def _is_left(run: Run, gutter: _Gutter) -> bool:
    return run.right <= gutter.edge - OVER * gutter.em


def _is_right(run: Run, gutter: _Gutter) -> bool:
    return run.left >= gutter.edge - OVER * gutter.em


def _gutter(runs: list[Run]) -> _Gutter | None:
    """The left edge at which most lines begin beside others; None where there are no columns."""
    em = median(run.size for run in runs) or 1.0
    starts = Counter(round(run.left / em * 2) for run in runs)
    best: tuple[int, _Gutter] | None = None
    for start, count in starts.most_common(EDGES):
        if count < FEWEST_LINES:
            break
        edge = min(run.left for run in runs if round(run.left / em * 2) == start)
        gutter = _Gutter(edge, em)
        pairs = _pairs(runs, gutter)
        if len(pairs) >= FEWEST_LINES and (best is None or len(pairs) > best[0]) and _is_prose(pairs, gutter):
            best = len(pairs), gutter
    return best[1] if best else None


def _pairs(runs: list[Run], gutter: _Gutter) -> list[tuple[Run, Run]]:
    """Lines of the right column that begin at its edge, each with the line beside it on the left."""
    left = sorted((run for run in runs if _is_left(run, gutter)), key=lambda run: run.middle)
    middles = [run.middle for run in left]
    pairs = []
    for run in runs:
        if not _is_right(run, gutter) or run.left > gutter.edge + 3 * gutter.em:
            continue
        at = bisect_right(middles, run.middle)
        beside = [left[place] for place in (at - 1, at) if 0 <= place < len(left)]
        near = [other for other in beside if abs(other.middle - run.middle) < gutter.em]
        if near:
            pairs.append((max(near, key=lambda other: other.right), run))
    return pairs


def _is_prose(pairs: list[tuple[Run, Run]], gutter: _Gutter) -> bool:
    """Whether both sides are lines of text that a gutter parts, not the cells of a table."""
    if min(right.left - left.right for left, right in pairs) < GUTTER * gutter.em:
        return False
    return all(_is_text([pair[side] for pair in pairs]) for side in (0, 1))


def _is_text(runs: list[Run]) -> bool:
    if median(len(run.glyphs) for run in runs) < NARROWEST:
        return False
    characters = [glyph.text for run in runs for glyph in run.glyphs]
    return 2 * sum(1 for character in characters if _LETTER.match(character)) > len(characters)
