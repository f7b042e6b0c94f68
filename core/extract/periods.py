"""Tells which period each figure of a text is about.

For the pipeline: `assign(text, spans, about)` gives for each span (start, end) of a figure, in the order given, its
`Period`. `find_periods` gives the mentions themselves, `read_period` reads what a curator types, `report_year` the year
that a text speaks of as its own.

A period holds from its words to the end of the sentence; a year or 以来 also for the later sentences of the paragraph;
then the heading of the section counts, and at last the year of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.extract import calendar
from core.extract.calendar import Anchor, Period, PeriodMention, Reach
from core.records import About

__all__ = ["Period", "PeriodMention", "Reach", "assign", "find_periods", "read_period", "report_year"]

_NOTHING = Period(None, None)
_SENTENCE_END = re.compile(r"[。!！?？\n]")
_EXPLICIT = re.compile(r"(?<![较比\d])((?:19|20)\d{2})年(?!来)")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
#: How far back, in characters, the words of a sentence or of a paragraph are looked for: it keeps the time linear.
_FAR = 2000
_ROW = re.compile(r"\s?(?:[、和及与]|以及)\s?")
_NOW = re.compile(r"目前|如今|现在|现已|眼下")
#: The words between the two ends of a change, with the year of the second: 下降到2019年的.
_TURN = re.compile(
    r"[^。;；\n、]{0,10}?(?:降|减|增|升|提高|扩大|缩|压减|发展|回落|涨)[^。;；\n、\d]{0,4}?(?:到|至|为)了?(?:(?:19|20)?\d{2}年[底末初]?的?)?"
)
_NUMBERED = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s*\d{1,2}[.、．]"),
)


def report_year(text: str, about: About = About()) -> int | None:  # noqa: B008 (frozen)
    """The year that a text reports on, or None where nothing tells.

    It is the year of its day, or the year before where a text of spring looks back on it; undated, the year that it
    names most as its own.

    >>> report_year("2019年，全盟投入资金9.4亿元。"), report_year("引进企业数较2018年增长160%。")
    (2019, None)
    """
    years = Counter(int(year) for year in _EXPLICIT.findall(_TITLE.sub("", text)))
    day = about.published_on
    if day:
        before = years[day.year - 1]
        looks_back = day.month <= 4 and "今年" not in text and before > years[day.year]
        looks_back |= day.month <= 2 and "全年" in text and not years[day.year]
        return day.year - 1 if looks_back else day.year
    own = {year: count for year, count in years.items() if not _only_beginning(text, year)}
    return max((year for year, count in own.items() if count * 2 > max(own.values())), default=None)


def _only_beginning(text: str, year: int) -> bool:
    """Is the year only ever named as a beginning (自2018年…以来), a comparison or a goal (到2025年)?"""
    return not re.search(
        rf"(?<![自从较比到至由\d\-—－–~～]){year}年(?![^。;；\n]{{0,40}}以来|至|到|[-—－–~～]|起)", text
    )


def anchor(text: str, about: About = About(), year: int | None = None) -> Anchor:  # noqa: B008
    """What the relative words of a text (今年, 去年, 近两年来) are counted from."""
    return Anchor(about.published_on, year or report_year(text, about))


def find_periods(text: str, about: About = About(), year: int | None = None) -> tuple[PeriodMention, ...]:  # noqa: B008
    """Every mention of a period with its span, first and last day."""
    return tuple(calendar.find(text, anchor(text, about, year)))


def read_period(text: str, about: About = About(), year: int | None = None) -> Period | None:  # noqa: B008
    """The period that a few words tell, as a curator types them, or None.

    >>> read_period("2018年以来", About(published_on=date(2020, 7, 13)))
    Period(start=datetime.date(2018, 1, 1), end=datetime.date(2020, 7, 13), text='2018年以来')
    """
    day = about.published_on
    mentions = [
        mention
        for mention in calendar.find(text.strip(), Anchor(day, year or (day.year if day else None)))
        if mention.period.start or mention.period.end
    ]
    if not mentions:
        return None
    first, last = mentions[0].period, mentions[-1].period
    return Period(first.start, last.end, text.strip())


def assign(text: str, spans: Iterable[tuple[int, int]], about: About = About()) -> tuple[Period, ...]:  # noqa: B008
    """For the span of each figure the period it is about; both ends of a change have the same."""
    frame = _Frame.of(text, about)
    places = list(spans)
    periods = [frame.period(start, end) for start, end in places]
    for first, chain in frame.chains():
        _distribute(text, places, periods, first, chain)
    for place in range(len(places) - 1):
        gap = places[place][1], places[place + 1][0]
        if 0 < gap[1] - gap[0] <= 30 and _TURN.fullmatch(text, *gap):
            before, after = periods[place : place + 2]
            both = Period(before.start or after.start, after.end, after.text or before.text)
            periods[place] = periods[place + 1] = both
    return tuple(periods)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A text with its mentions of periods, its sentences and its sections."""

    text: str
    anchor: Anchor
    mentions: tuple[PeriodMention, ...]
    starts: list[int]
    sentences: list[int]
    sections: tuple[list[int], list[Period | None]]
    lead: bool

    @classmethod
    def of(cls, text: str, about: About) -> _Frame:
        day = anchor(text, about)
        mentions = tuple(mention for mention in calendar.find(text, day) if mention.reach is not Reach.NONE)
        starts = [mention.start for mention in mentions]
        sentences = [0, *(found.end() for found in _SENTENCE_END.finditer(text))]
        return cls(text, day, mentions, starts, sentences, _sections(text, mentions, starts), _leads(mentions, day))

    def chains(self) -> Iterator[tuple[int, list[Period]]]:
        """Years told in a row (2018年、2019年), with the end of the row."""
        row: list[PeriodMention] = []
        for mention in self.mentions:
            if row and not _ROW.fullmatch(self.text, row[-1].end, mention.start):
                if len(row) > 1:
                    yield row[-1].end, [told.period for told in row]
                row = []
            row.append(mention)
        if len(row) > 1:
            yield row[-1].end, [told.period for told in row]

    def _bracketed(self, end: int) -> Period | None:
        """1.2亿元(2019年): the period in brackets right behind the figure."""
        place = bisect_right(self.starts, end)
        if place >= len(self.mentions) or self.text[end : end + 1] not in ("(", "（"):
            return None
        mention = self.mentions[place]
        closed = self.text[mention.end : mention.end + 1] in (")", "）")
        return mention.period if mention.start == end + 1 and closed else None

    def period(self, start: int, end: int) -> Period:
        """The period of the figure that stands from `start` to `end`."""
        told_behind = self._bracketed(end)
        if told_behind:
            return told_behind
        sentence = max(self.sentences[bisect_right(self.sentences, start) - 1], start - _FAR)
        here = self._between(sentence, start)
        told = _last_of(here, Reach.SENTENCE, Reach.PARAGRAPH)
        until = _last_of(here, Reach.UNTIL)
        if told:
            stretches = until and told.period.start
            return Period(told.period.start, until.period.end, told.period.text) if until and stretches else told.period
        earlier = self._between(
            max(0, sentence - _FAR, self.text.rfind("\n", max(0, sentence - _FAR), start) + 1), sentence
        )
        around = self._around(earlier, sentence, start)
        piece = max(self.text.rfind(";", sentence, start), self.text.rfind("；", sentence, start))
        total = any(mention.reach is Reach.TOTAL and mention.start > piece for mention in here)
        until = until or (None if around or total else _last_of(earlier, Reach.UNTIL))
        if until and until.period.end != self.anchor.now:
            return until.period
        if until or total:
            return self._open(sentence, start, around, until, total)
        return around or self._section(start) or self._default()

    def _open(
        self, sentence: int, start: int, around: Period | None, until: PeriodMention | None, total: bool
    ) -> Period:
        """累计 and 截至目前: since the start that the paragraph tells, else since no known day."""
        already = total and (until is not None or "已累计" in self.text[sentence:start])
        end = until.period.end if until else self.anchor.now
        words = until.period.text if until else "累计"
        if around and around.start and not already:
            return Period(around.start, end if until else around.end, words)
        if not total and self.lead and self.anchor.year:
            return Period(date(self.anchor.year, 1, 1), end, words)
        return Period(None, end, words)

    def _default(self) -> Period:
        """The period of a report that says nothing: its year, as far as it can know."""
        if self.anchor.year is None:
            return _NOTHING
        return Period(date(self.anchor.year, 1, 1), self.anchor.end)

    def _between(self, first: int, last: int) -> tuple[PeriodMention, ...]:
        return self.mentions[bisect_right(self.starts, first - 1) : bisect_right(self.starts, last - 1)]

    def _around(self, earlier: tuple[PeriodMention, ...], sentence: int, start: int) -> Period | None:
        """The last year or 以来 that an earlier sentence of the paragraph tells; a past one ends at 目前."""
        mention = _last_of(earlier, Reach.PARAGRAPH)
        if mention is None:
            return None
        past = mention.period.end and self.anchor.end and mention.period.end < self.anchor.end
        return None if past and _NOW.search(self.text, sentence, start) else mention.period

    def _section(self, start: int) -> Period | None:
        places, periods = self.sections
        found = bisect_right(places, start) - 1
        return periods[found] if found >= 0 else None


def _distribute(text: str, places: list[tuple[int, int]], periods: list[Period], end: int, chain: list[Period]) -> None:
    """2018年、2019年分别投入1亿元、2亿元: as many figures as years, each its own."""
    first = bisect_right(places, (end, 0))
    row = places[first : first + len(chain)]
    if len(row) < len(chain) or "分别" not in text[end : row[0][0]] or _SENTENCE_END.search(text, end, row[-1][0]):
        return
    if all(after[0] - before[1] <= 8 for before, after in pairwise(row)):
        periods[first : first + len(chain)] = chain


def _last_of(mentions: tuple[PeriodMention, ...], *reaches: Reach) -> PeriodMention | None:
    return next((mention for mention in reversed(mentions) if mention.reach in reaches), None)


def _leads(mentions: tuple[PeriodMention, ...], day: Anchor) -> bool:
    """Does the text open with its own year (今年以来): then 截至目前 starts with the year?"""
    opening = [mention for mention in mentions if mention.start < 600 and mention.reach is Reach.PARAGRAPH]
    return bool(opening) and opening[0].period.start is not None and opening[0].period.start.year == day.year


def _sections(
    text: str, mentions: tuple[PeriodMention, ...], starts: list[int]
) -> tuple[list[int], list[Period | None]]:
    """Where the headings stand and the period each tells, or inherits from the heading above it."""
    places: list[int] = []
    periods: list[Period | None] = []
    open_levels: list[tuple[int, Period | None]] = []
    place = 0
    for line in text.split("\n"):
        if 2 < len(line.strip()) <= 34 and line.strip()[-1] not in "。;；,，、:：!！…":
            low, high = bisect_right(starts, place - 1), bisect_right(starts, place + len(line))
            told = [
                mention.period for mention in mentions[low:high] if mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH)
            ]
            unnumbered = -1 if told else len(_NUMBERED)
            level = next((level for level, pattern in enumerate(_NUMBERED) if pattern.match(line)), unnumbered)
            while open_levels and open_levels[-1][0] >= level:
                open_levels.pop()
            period = told[0] if told else (open_levels[-1][1] if open_levels else None)
            open_levels.append((level, period))
            places.append(place)
            periods.append(period)
        place += len(line) + 1
    return places, periods
