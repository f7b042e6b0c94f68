"""The text under repair: fixers yield fixes, `Draft` carries them out and remembers where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate, compress, count, islice, repeat
from operator import ne
from typing import NamedTuple

from core.records import Piece, Repair, RepairKind

#: Raw gaps up to this long inside one fix (glosses taken out earlier) do not split its repair in two.
GAP = 64
#: Characters that a report on the whole text shows.
SHOWN = 80
#: Places that one fixer may change in one text. More is noise, not a report: it stays, and the text says so.
MOST = 1_500_000


class Fix(NamedTuple):
    """A replacement (a removal where `after` is empty) of `text[start:end]`; a report where nothing changes."""

    start: int
    end: int
    after: str
    kind: RepairKind
    reason: str
    sure: bool = True


class Move(NamedTuple):
    """`text[start:end]` goes to just before `to`; moves to one place keep their order."""

    start: int
    end: int
    to: int
    kind: RepairKind
    reason: str


#: Start, end, length: so many characters of text stand for `raw[start:end]`, one by one where the lengths agree.
Run = tuple[int, int, int]


class Draft:
    """A raw text on its way to the repaired one.

    Attributes:
        raw: the text as it came.
        text: the text as it is now.
        repairs: what was done so far, in raw offsets.
        grown: how many times characters came into the text.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self.repairs: list[Repair] = []
        self.grown = 0
        self._runs: list[Run] = [(0, len(raw), len(raw))] if raw else []
        self._starts: list[int] | None = None
        self._damaged: set[int] = set()

    def apply(self, fixes: Iterable[Fix | Move]) -> bool:
        """Carries out fixes given in order of `start`; one that overlaps an earlier one is left out.

        Returns:
            whether the text is another one now.
        """
        given = self._bounded(fixes)
        if not given:
            return False
        before = self.text
        moves: list[Move] = []
        replacements: list[Fix] = []
        done = 0
        for fix in given:
            if fix[0] < done:
                continue
            done = fix[1]
            if isinstance(fix, Fix):
                replacements.append(fix)
            else:
                moves.append(fix)
        if replacements:
            self._replace(replacements)
        if moves:
            self._move(_shifted(moves, replacements))
        return self.text != before

    def note(self, start: int, end: int, kind: RepairKind, reason: str) -> None:
        """Records of `text[start:end]` that something was read there; nothing changes."""
        for raw_start, raw_end in self._stretches(start, end):
            told = self.raw[raw_start:raw_end]
            self._keep(Repair(kind, raw_start, raw_end, told, told, reason))

    def report(self, reason: str) -> None:
        """Reports the start of the raw text as damaged, for all of it."""
        shown = self.raw[:SHOWN]
        self._keep(Repair(RepairKind.DAMAGED, 0, len(shown), shown, shown, reason, False))

    def convert(self, text: str, kind: RepairKind, reason: str) -> bool:
        """Takes a text of the same length, character for character; one repair for each line that changes."""
        if text == self.text:
            return False
        old, start = self.text, 0
        for before, after in zip(old.split("\n"), text.split("\n"), strict=True):
            if before != after:
                first = next(compress(count(), map(ne, before, after)))
                last = len(before) - next(compress(count(), map(ne, reversed(before), reversed(after))))
                self._record(Fix(start + first, start + last, after[first:last], kind, reason))
            start += len(before) + 1
        self.text = text
        self.grown += 1
        return True

    def pieces(self) -> tuple[Piece, ...]:
        """Where each run of the text came from."""
        runs = merged(self._runs)
        ends = list(accumulate([length for _, _, length in runs]))
        rows = zip([0, *ends], ends, [run[0] for run in runs], [run[1] for run in runs], strict=False)
        return tuple(map(tuple.__new__, repeat(Piece), rows))

    def _bounded(self, fixes: Iterable[Fix | Move]) -> list[Fix | Move]:
        given = list(islice(fixes, MOST + 1))
        if len(given) <= MOST:
            return given
        if given[0].start not in self._damaged:
            start, end = given[0][:2]
            self._record(Fix(start, end, self.text[start:end], RepairKind.DAMAGED, f"over {MOST} such places", False))
        return []

    def _replace(self, fixes: list[Fix]) -> None:
        """One walk along the runs; a fix inside a run that stands character for character goes straight."""
        raw, text, starts, made = self.raw, self.text, self._run_starts(), tuple.__new__
        place, here, limit, shift = -1, 0, 0, 0
        straight, done = False, 0
        runs: list[Run] = []
        parts: list[str] = []
        for fix in fixes:
            start, end, after, kind, reason, sure = fix
            while limit <= start < starts[-1]:
                place += 1
                here, limit = starts[place], starts[place + 1]
                raw_start, raw_end, length = self._runs[place]
                straight, shift = raw_end - raw_start == length, raw_start - here
            exact = straight and start < end <= limit
            if exact:
                raw_start, raw_end = start + shift, end + shift
                repair = made(Repair, (kind, raw_start, raw_end, raw[raw_start:raw_end], after, reason, sure))
                self.repairs.append(repair) if kind is not RepairKind.DAMAGED else self._keep(repair)
            else:
                raw_start, raw_end = (self._record(fix) or [self._between(start)])[0]
            if after and text[start:end] == after:
                continue
            if done < start:
                parts.append(text[done:start])
                if exact and done >= here:
                    runs.append((done + shift, start + shift, start - done))
                else:
                    runs += self._cut(done, start)
            if after:
                self.grown += 1
                parts.append(after)
                runs.append((raw_start, raw_end, len(after)))
            done = end
        if parts or done:
            self._set("".join((*parts, text[done:])), runs + self._cut(done, len(text)))

    def _move(self, moves: list[Move]) -> None:
        text = self.text
        arriving: dict[int, list[Move]] = {}
        for move in moves:
            arriving.setdefault(move.to, []).append(move)
            self._record(Fix(move.start, move.end, text[move.start : move.end], move.kind, move.reason))
        leaving = {move.start: move.end for move in moves}
        borders = sorted({0, len(text), *arriving, *leaving, *leaving.values()})
        order: list[tuple[int, int]] = []
        for start, end in zip(borders, [*borders[1:], len(text)], strict=True):
            order += [(move.start, move.end) for move in arriving.get(start, ())]
            if start not in leaving:
                order.append((start, end))
        self._set(
            "".join([text[start:end] for start, end in order]),
            [run for start, end in order for run in self._cut(start, end)],
        )

    def _set(self, text: str, runs: list[Run]) -> None:
        self.text, self._runs, self._starts = text, runs, None

    def _record(self, fix: Fix) -> list[tuple[int, int]]:
        stretches = self._stretches(fix.start, fix.end)
        after = fix.after
        for start, end in stretches or [self._between(fix.start)]:
            self._keep(Repair(fix.kind, start, end, self.raw[start:end], after, fix.reason, fix.sure))
            after = ""
        return stretches

    def _keep(self, repair: Repair) -> None:
        """Keeps a repair; a damaged place is reported once."""
        if repair.kind is RepairKind.DAMAGED:
            if repair.start in self._damaged:
                return
            self._damaged.add(repair.start)
        self.repairs.append(repair)

    def _stretches(self, start: int, end: int) -> list[tuple[int, int]]:
        """The raw stretches of `text[start:end]`, neighbours taken together."""
        runs = self._cut(start, end)
        if not runs:
            return []
        stretches: list[tuple[int, int]] = []
        first, last, _ = runs[0]
        for raw_start, raw_end, _ in runs[1:]:
            if 0 <= raw_start - last <= GAP:
                last = raw_end
            elif raw_start != first or raw_end != last:
                stretches.append((first, last))
                first, last = raw_start, raw_end
        return [*stretches, (first, last)]

    def _between(self, at: int) -> tuple[int, int]:
        """The raw place, without width, before the character at `at`."""
        after = self._cut(at, at + 1)
        place = after[0][0] if after else len(self.raw)
        return place, place

    def _run_starts(self) -> list[int]:
        """Where each run starts in the text, and the text's end."""
        if self._starts is None:
            self._starts = [0, *accumulate([run[2] for run in self._runs])]
        return self._starts

    def _cut(self, start: int, end: int) -> list[Run]:
        """The runs of `text[start:end]`."""
        if start >= end or not self._runs:
            return []
        starts = self._run_starts()
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1) - 1
        if last >= len(self._runs):
            last = len(self._runs) - 1
        runs = self._runs[first : last + 1]
        if end < starts[last + 1]:
            runs[-1] = _part(runs[-1], 0, end - starts[last])
        if start > starts[first]:
            runs[0] = _part(runs[0], start - starts[first], None)
        return runs


def _shifted(moves: list[Move], fixes: list[Fix]) -> list[Move]:
    """The moves where they stand once the fixes are done."""
    ends = [fix.end for fix in fixes]
    shifts = [0, *accumulate(len(fix.after) - (fix.end - fix.start) for fix in fixes)]

    def place(at: int) -> int:
        return at + shifts[bisect_right(ends, at)]

    return [move._replace(start=place(move.start), end=place(move.end), to=place(move.to)) for move in moves]


def _part(run: Run, first: int, last: int | None) -> Run:
    """A part of a run: exact where it stands character for character, else for the whole stretch."""
    start, end, length = run
    last = length if last is None else last
    return (start + first, start + last, last - first) if end - start == length else (start, end, last - first)


def merged(runs: Iterable[Run]) -> list[Run]:
    """Runs with neighbours that stand character for character taken together, empty ones left out."""
    result: list[Run] = []
    last_start = last_end = last_length = -1
    for run in runs:
        start, end, length = run
        if not length:
            continue
        if start == last_end and last_end - last_start == last_length and end - start == length:
            last_length += length
            result[-1] = (last_start, end, last_length)
        else:
            result.append(run)
            last_start, last_length = start, length
        last_end = end
    return result
