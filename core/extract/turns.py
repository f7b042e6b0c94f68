"""Gives both ends of a change one period: 从2016年底的11.31%下降到零, and its parallels in the same sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from core.extract.calendar import Period, PeriodMention, Reach
from core.extract.changes import courses
from core.extract.timeline import FAR, SENTENCE_END, Timeline

_GOING_BACK = re.compile(r"(?:从|由|自)(?:过去|原来|当初)?(?:的|在)?$")
_BASE_NEAR = 12
_BASE = re.compile(r"[底末初]?(?:时|期间|同期)?的?[^,，。;；、\n\d]{0,8}")
_TURNED = re.compile(
    r"[,，]?[^,，。;；\n]{0,8}?(?:降|减|增|升|提高|扩大|缩|压减|发展|回落|涨)[^,，。;；、\n\d]{0,4}?(?:到|至|为|了)"
)
#: The words between the two ends of a change, with the year of the second: 下降到2019年的.
_TURN = re.compile(
    r"[^。;；\n、]{0,10}?(?:降|减|增|升|提高|扩大|缩|压减|发展|回落|涨)[^。;；\n、\d]{0,4}?(?:到|至|为)了?"
    r"(?:(?:(?:19|20)?\d{2}年|今年|去年|现在|目前|如今)[底末初]?的?)?(?:[人户县村镇乡月年亩]均)?[约近超逾]?"
)
_TURN_LONG = 30
#: Where the verb of a turn may begin.
_TURNS = re.compile(r"[降减增升提扩缩压发回涨](?=[^。;；\n、\d]{0,6}(?:到|至|为))")


def bases(line: Timeline, places: list[tuple[int, int]]) -> dict[int, PeriodMention]:
    """For each figure that a change starts from (从2016年底的11.31%下降到零) the words that date it."""
    found: dict[int, PeriodMention] = {}
    for number, mention in enumerate(line.mentions, 1):
        dated = mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH) and mention.period.start
        if not (dated and _GOING_BACK.search(line.text, max(0, mention.start - 6), mention.start)):
            continue
        until = line.starts[number] if number < len(line.starts) else len(line.text)
        for place in range(bisect_left(places, (mention.start, 0)), len(places)):
            start, end = places[place]
            if start >= until or start - mention.end > _BASE_NEAR:
                break
            if _BASE.fullmatch(line.text, mention.end, start) and _TURNED.match(line.text, end):
                found[place] = mention
    return found


def spread(
    line: Timeline, places: list[tuple[int, int]], periods: list[Period], bases: dict[int, PeriodMention]
) -> None:
    """Sets the periods of all changes in `periods`, which stand for the figures at `places`."""
    for place, base in bases.items():
        periods[place] = _since(line, base, periods[place])
    last = -1
    for place in _turning(line.text, places):
        before, after = periods[place : place + 2]
        both = Period(before.start or after.start, after.end, before.text or after.text)
        parallel = last >= 0 and _follows(line, places[last][1], places[place][0])
        both = periods[last] if parallel else both
        periods[place] = periods[place + 1] = both
        last = place + 1 if parallel or place in bases else -1
    for start, _, stop in courses(line.text):
        low, high = bisect_left(places, (start, 0)), bisect_left(places, (stop, 0))
        starts = [one.start for one in periods[low:high] if one.start]
        ends = [one.end for one in periods[low:high] if one.end]
        if starts and ends:
            periods[low:high] = [Period(min(starts), max(ends), periods[low].text)] * (high - low)


def _turning(text: str, places: list[tuple[int, int]]) -> Iterator[int]:
    """The figures from which one turns to the next one right behind: 由11.31%下降到零."""
    done = -1
    for turn in _TURNS.finditer(text):
        place = bisect_left(places, (turn.start(), 0)) - 1
        if done < place < len(places) - 1:
            done, start, end = place, places[place][1], places[place + 1][0]
            if 0 < end - start <= _TURN_LONG and _TURN.fullmatch(text, start, end):
                yield place


def _follows(line: Timeline, end: int, start: int) -> bool:
    """Does a second change begin at `start` in the sentence of the first, without a date of its own?"""
    if start - end > FAR or line.between(end, start):
        return False
    return not SENTENCE_END.search(line.text, end, start)


def _since(line: Timeline, base: PeriodMention, period: Period) -> Period:
    """From the time of the base, its last day where it is an end of year, to the end of what governs the sentence."""
    closing = line.text[base.end : base.end + 1] in ("底", "末")
    start = base.period.end if closing else base.period.start
    end = period.end or line.anchor.now
    return Period(start, end if not start or not end or end >= start else line.anchor.now, base.period.text)
