"""Lays out the words of time of a text: its mentions of periods, sentences, sections, brackets, and how it opens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from core.extract import calendar
from core.extract.anchors import Anchor, anchor
from core.extract.calendar import Period, PeriodMention, Reach
from core.extract.datelines import NAMED_EVENT, SUMMED
from core.frozen import record
from core.records import About

#: How far back, in characters, the words of a sentence or of a paragraph are looked for: it keeps the time linear.
FAR = 2000
SENTENCE_END = re.compile(r"[。!！?？\n]")
_OPENING = 600
_ROW, _ROW_GAP = re.compile(r"\s?(?:[、和及与]|以及)\s?"), 4
#: A figure in a heading: the headline of a report, not the head of a section.
_FIGURE = re.compile(r"\d[余多几]?\s?(?:[万亿千百]|[个人名户家元所项期%])")
#: A list under a line that ends in a colon.
_LIST = re.compile(r"[:：]\n(?:[^。;；:：!！?？\n●■□◆•·]{1,30}(?:\n|$))+")
_NUMBERED = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s*\d{1,2}[.、．]"),
)
_EACH = re.compile(r"[,，]?[^,，。;；\n]{0,16}分别")
#: Words by which a text tells of the year in which it came out.
_THIS_YEAR = r"今年(?!是|\s?\d{{1,2}}月)|本年|全年|{year}年(?!\s?\d{{1,2}}月\d{{1,2}}日)"
#: From one year to another, told by both.
_YEARS = re.compile(r"(?:19|20)\d{2}年?\s?[-－–—―~～至到]{1,2}\s?(?:19|20)\d{2}年度?")
_TWO_YEARS = len("2016-2017年")
_SINCE = re.compile(r"(?:\d{4}年|(?:今年)?年?初)以来")
#: 通报今年上半年工作进展情况: the months that a whole report is about.
_MONTHS = re.compile(r"半年|季度|月")
_TOLD_OF = re.compile(
    r"(?:介绍|通报|发布|公布|总结|汇报|报告|盘点|晒出|交出|现将)了?(?:我[省市县区])?[^,，。;；\n\d]{0,12}$"
)
_WORK = re.compile(r"[^,，。;；\n\d]{0,30}?(?:情况|进展|成效|成绩|账单|总结|工作)")
_PLAN_YEARS = re.compile(r"[“\"]?十[一二三四五]?五")
_SUMMED = re.compile(SUMMED)
_DELISTED = re.compile(r"[脱摘出退清](?:(?<=脱)贫|(?<=摘)帽|(?<=出)列|(?<=退)出|(?<=清)零)")
_BRACKETS = re.compile(r"[(（][^()（）\n]{1,120}[)）]")


@record(frozen=True, slots=True)
class Timeline:
    """A text with its mentions of periods, its sentences and its sections."""

    text: str
    anchor: Anchor
    mentions: tuple[PeriodMention, ...]
    starts: list[int]
    sentences: list[int]
    sections: tuple[list[int], list[Period | None]]
    lead: bool  # opens with its own year
    long: bool  # opens with many years
    vague: bool  # opens with many years that it names nowhere, as it does its own
    brackets: dict[int, int]  # where the bracket closes that a mention stands in
    own: Period | None  # the year that the text looks back on where it is none of the calendar's: 一年来
    now: date | None  # the last day the text can know of
    year: tuple[date | None, date | None]  # first and last day of the year reported on, as far as the text can know
    end: date | None  # the latter
    usual: Period  # that of a report that says nothing: its year, as far as it can know
    delisted: list[int]  # where the text tells that places or people are no longer poor

    @classmethod
    def of(cls, text: str, about: About) -> Timeline:
        """The words of time of a text, counted from what `about` and the text itself tell of its day."""
        day = anchor(text, about)
        mentions = _mentions(text, day)
        if day.today is None and day.year and (part := _part_of_year(text, mentions, day.year)):
            day = replace(day, cut=part.end)
            mentions = _mentions(text, day)
        starts = [mention.start for mention in mentions]
        sentences = [0, *[found.end() for found in SENTENCE_END.finditer(text)]]
        if lists := [found.span() for found in _LIST.finditer(text)]:
            sentences[1:] = [end for end in sentences[1:] if not _inside(lists, end - 1)]
        sections, brackets = _sections(text, mentions, starts), _brackets(text, starts)
        opening, own, end = _leads(text, mentions, day), _own(text, mentions, day), day.end
        year = (date(day.year, 1, 1) if day.year else None, end)
        delisted = [found.start() for found in _DELISTED.finditer(text)]
        return cls(
            text, day, mentions, starts, sentences, sections, *opening, brackets, own,
            now=day.now, year=year, end=end, usual=own or Period(*year), delisted=delisted,
        )  # fmt: skip

    def without(self, gone: Collection[PeriodMention]) -> Timeline:
        """The same frame, but for mentions that date one figure only."""
        if not gone:
            return self
        dropped = {mention.start for mention in gone}
        kept = tuple([mention for mention in self.mentions if mention.start not in dropped])
        return replace(self, mentions=kept, starts=[mention.start for mention in kept])

    def chains(self) -> Iterator[tuple[int, list[Period]]]:
        """Years told in a row (2018年、2019年), with the end of the row."""
        row: list[PeriodMention] = []
        for before, mention in pairwise(self.mentions):
            if mention.start - before.end <= _ROW_GAP and _ROW.fullmatch(self.text, before.end, mention.start):
                row = [*row, mention] if row else [before, mention]
            elif row:
                yield row[-1].end, [told.period for told in row]
                row = []
        if row:
            yield row[-1].end, [told.period for told in row]

    def between(self, first: int, last: int) -> tuple[PeriodMention, ...]:
        """The mentions that begin from `first` up to `last`."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def section(self, start: int) -> Period | None:
        """The period that the headings above `start` tell."""
        places, periods = self.sections
        found = bisect_right(places, start) - 1
        return periods[found] if found >= 0 else None


def _mentions(text: str, day: Anchor) -> tuple[PeriodMention, ...]:
    """The words of time that date something."""
    found = [mention for mention in calendar.find(text, day) if mention.reach is not Reach.NONE]
    return _alike(_unnamed(text, _joined(text, found))) if found else ()


def _leads(text: str, mentions: tuple[PeriodMention, ...], day: Anchor) -> tuple[bool, bool, bool]:
    """What a text opens with: its own year (今年以来), many years (5年来), or years that it names nowhere.

    After its own year 截至目前 starts with it; many years let counts pile up; of unnamed ones all figures are.
    """
    if day.year is None:
        return False, False, False
    for opening in mentions:
        if opening.start >= _OPENING:
            return False, False, False
        if opening.reach is Reach.PARAGRAPH and not _is_day(opening.period):
            break
    else:
        return False, False, False
    start, end = opening.period.start, opening.period.end
    long = end is not None and (start is None or start.year < end.year)
    whole_year = start is not None and start.year == day.year and not _SINCE.match(opening.period.text)
    unnamed = (
        long and start is None and not re.search(rf"今年|本年|全年|{day.year}年(?!\s?\d{{1,2}}月\d{{1,2}}日)", text)
    )
    return whole_year, long, unnamed


def _own(text: str, mentions: tuple[PeriodMention, ...], day: Anchor) -> Period | None:
    """The stretch that a whole text looks back on where it is no year of the calendar's.

    It is told in the lead: one year told by its beginning (一年来), or many years where the lead tells of an
    anniversary (十五周年) or the text never speaks of the year in which it came out.
    """
    if day.year is None:
        return _event_told(mentions, day)
    if part := _part_of_year(text, mentions, day.year):
        return part
    if years := _years_of_headline(text, mentions):
        return years
    lead = text.find("\n", text.find("。", 0, _OPENING))
    for told in mentions:
        if told.start > _OPENING:
            return None
        start, end = told.period.start, told.period.end
        if not start or not end or end != day.now:
            continue
        if told.period.text[:2] in ("一年", "1年") and start != date(end.year, 1, 1):
            return told.period
        if told.reach is not Reach.PARAGRAPH or start.year >= end.year or told.start >= lead:
            continue
        silent = told.period.text.endswith(("年来", "年")) and not re.search(
            _THIS_YEAR.format(year=day.year), text[lead:]
        )
        if silent or "周年" in text[:lead]:
            return told.period
    return None


def _part_of_year(text: str, mentions: tuple[PeriodMention, ...], year: int) -> Period | None:
    """The months that a whole report is about, as its headline or lead says: 通报今年上半年工作进展情况."""
    for told in mentions:
        start, end = told.period.start, told.period.end
        if told.start > _OPENING:
            return None
        if not start or not end or end.year != year or end.month == 12 or start != date(year, 1, 1):
            continue
        if not (_MONTHS.search(told.period.text) and _WORK.match(text, told.end)):
            continue
        headline = text.rfind("\n", 0, told.start) < 0
        if headline or _TOLD_OF.search(text, max(0, told.start - 20), told.start):
            return told.period
    return None


def _years_of_headline(text: str, mentions: tuple[PeriodMention, ...]) -> Period | None:
    """The years of a plan that a headline says to be summed up: “十三五”工作成果."""
    end = text.find("\n")
    for one in mentions:
        if one.end > end:
            return None
        plan = one.period.start and one.period.end and _PLAN_YEARS.match(text, one.start)
        if plan and _SUMMED.search(text, 0, end):
            return one.period
    return None


def _event_told(mentions: tuple[PeriodMention, ...], day: Anchor) -> Period | None:
    """The day of the one event that an undated report is about."""
    days = {told.period.start for told in mentions if _is_day(told.period)} if day.only else set()
    if len(days) != 1:
        return None
    first = days.pop()
    return Period(first, first)


def _is_day(period: Period) -> bool:
    return period.start is not None and period.start == period.end


def _joined(text: str, mentions: Iterable[PeriodMention]) -> Iterator[PeriodMention]:
    """2018年、2019年引进12家: where no 分别 follows, the last year of a row reaches back to the first."""
    before: PeriodMention | None = None
    for mention in mentions:
        row = (
            before is not None
            and mention.start - before.end <= _ROW_GAP
            and _ROW.fullmatch(text, before.end, mention.start)
        )
        if row and before and before.reach is mention.reach is Reach.PARAGRAPH and before.period.start:
            ordered = mention.period.end and before.period.start < mention.period.end
            if ordered and not _EACH.match(text, mention.end):
                mention = replace(mention, period=replace(mention.period, start=before.period.start))
        yield mention
        before = mention


def _unnamed(text: str, mentions: Iterable[PeriodMention]) -> Iterator[PeriodMention]:
    """The mentions but for the year in the name of an event whose day has just been told."""
    before: PeriodMention | None = None
    for mention in mentions:
        day = before.period.start if before and mention.reach is Reach.PARAGRAPH and _is_day(before.period) else None
        if before and day and mention.period.text.rstrip("年度") == str(day.year):
            same = not SENTENCE_END.search(text, before.end, mention.start)
            if same and NAMED_EVENT.match(text, mention.end):
                continue
        yield mention
        before = mention


def _alike(mentions: Iterable[PeriodMention]) -> tuple[PeriodMention, ...]:
    """The same words mean the same wherever a text says them.

    一年来 is the stretch whose beginning it tells, if it tells one; 2016—2017年 the whole of the years where it is
    once told to be for them.
    """
    mentions, meant = tuple(mentions), dict[str, Period]()
    for told in mentions:
        words, start, end = told.period.text, told.period.start, told.period.end
        begun = words.endswith("年来") and start and start != date(start.year, 1, 1)
        whole = end and (end.month, end.day) == (12, 31) and len(words) >= _TWO_YEARS and _YEARS.fullmatch(words)
        if begun or whole:
            meant[words] = meant[words.removesuffix("来")] = told.period
    return (
        tuple([replace(told, period=meant.get(told.period.text, told.period)) for told in mentions])
        if meant
        else mentions
    )


def _brackets(text: str, starts: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for bracket in _BRACKETS.finditer(text) if starts else ():
        low, high = bisect_right(starts, bracket.start()), bisect_right(starts, bracket.end() - 1)
        found.update(dict.fromkeys(starts[low:high], bracket.end() - 1))
    return found


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1] - 1


def _sections(
    text: str, mentions: tuple[PeriodMention, ...], starts: list[int]
) -> tuple[list[int], list[Period | None]]:
    """Where the headings stand and the period each tells, or inherits from the heading above it.

    The headings above the first word of time tell and hand on nothing.
    """
    places: list[int] = []
    periods: list[Period | None] = []
    open_levels: list[tuple[int, Period | None]] = []
    place = text.rfind("\n", 0, starts[0]) + 1 if starts else len(text)
    for line in text[place:].split("\n"):
        words = line.strip()
        if 2 < len(words) <= 34 and words[-1] not in "。;；,，、:：!！…":
            low, high = bisect_left(starts, place), bisect_right(starts, place + len(line))
            told = [
                mention.period
                for mention in mentions[low:high]
                if mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH) and not _is_day(mention.period)
            ]
            told = [] if told and _FIGURE.search(line) else told
            unnumbered = -1 if told else len(_NUMBERED)
            level = next((level for level, pattern in enumerate(_NUMBERED) if pattern.match(line)), unnumbered)
            while open_levels and open_levels[-1][0] >= level:
                open_levels.pop()
            period = told[0] if told else (open_levels[-1][1] if open_levels else None)
            open_levels.append((level, period))
            places.append(place)
            periods.append(period)
        place += len(line) + 1
    return (places, periods) if any(periods) else ([], [])
