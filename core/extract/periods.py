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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from core.extract import calendar
from core.extract.anchors import Anchor, anchor, report_year
from core.extract.calendar import Period, PeriodMention, Reach
from core.records import About

__all__ = ["Period", "PeriodMention", "Reach", "assign", "find_periods", "read_period", "report_year"]

_NOTHING = Period(None, None)
_SENTENCE_END = re.compile(r"[。!！?？\n]")
#: How far back, in characters, the words of a sentence or of a paragraph are looked for: it keeps the time linear.
_FAR = 2000
_ROW = re.compile(r"\s?(?:[、和及与]|以及)\s?")
_NOW = re.compile(r"(?<![至止到])目前|如今|现在|现已|眼下")
_THEN = re.compile(r"此后|之后|后来|随后|从此")
#: 其中,2020年投入3亿元,: the part is told when a pause follows its figure, unless growth goes on about it.
_PART = re.compile(r"其中[,，:：]?\s?在?$")
_PART_TOLD = re.compile(r"\d[^,，;；、。\d]{0,10}[,，;；](?!\s?(?:较|比|同比|增长|占|为))")
#: What is reached once and for all is of no single year: 9个县全部摘帽.
_REACHED = re.compile(r"[^。;；\n]{0,24}?(?:全部|均已?|如期|都已?|高质量|历史性)(?:实现|如期|按期|整体|顺利)?(?:脱贫|摘帽|出列|退出|清零)")
_ALTOGETHER = re.compile(r"共有?[^,，。;；\n]{0,30}$")
_DELISTED = re.compile(r"[^。;；\n]{0,24}?(?:脱贫|摘帽|出列|退出)")
_PILED = re.compile(r"先后|(?<!业)已(?![经成达])")
_OTHERWISE = re.compile(r"每|议定|计划|拟|将|预计|(?<![至止到])目前|如今|现在")
_GOES_ON = re.compile(r"[^,，。;；\n]{0,6}(?:还|也|又|并)")
#: A figure in a heading: the headline of a report, not the head of a section.
_FIGURE = re.compile(r"\d[余多几]?\s?(?:[万亿千百]|[个人名户家元所项期%])")
_GOING_BACK = re.compile(r"(?:从|由|自)(?:过去|原来|当初)?(?:的|在)?$")
_BASE = re.compile(r"[底末初]?(?:时|期间|同期)?的?[^,，。;；、\n\d]{0,8}")
_TURNED = re.compile(
    r"[^,，。;；\n]{0,8}?(?:降|减|增|升|提高|扩大|缩|压减|发展|回落|涨)[^,，。;；、\n\d]{0,4}?(?:到|至|为|了)"
)
#: A list under a line that ends in a colon.
_LIST = re.compile(r"[:：]\n(?:[^。;；:：!！?？\n●■□◆•·]{1,30}(?:\n|$))+")
#: The words between the two ends of a change, with the year of the second: 下降到2019年的.
_TURN = re.compile(
    r"[^。;；\n、]{0,10}?(?:降|减|增|升|提高|扩大|缩|压减|发展|回落|涨)[^。;；\n、\d]{0,4}?(?:到|至|为)了?(?:(?:19|20)?\d{2}年[底末初]?的?)?"
)
_NUMBERED = (
    re.compile(r"\s*[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\s*[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s*\d{1,2}[.、．]"),
)


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
    bases = frame.bases(places)
    frame = frame.without(bases.values())
    periods = [frame.period(start, end) for start, end in places]
    for first, chain in frame.chains():
        _distribute(text, places, periods, first, chain)
    for place, base in bases.items():
        periods[place] = frame.since_base(base, periods[place])
    last = -1
    for place in range(len(places) - 1):
        gap = places[place][1], places[place + 1][0]
        if 0 < gap[1] - gap[0] <= 30 and _TURN.fullmatch(text, *gap):
            before, after = periods[place : place + 2]
            both = Period(before.start or after.start, after.end, before.text or after.text)
            if 0 <= last and frame.follows(places[last][1], places[place][0]):
                both = periods[last]
            periods[place] = periods[place + 1] = both
            last = place + 1 if place in bases or both is periods[last] else -1
    frame.retell(places, periods)
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
    long: bool
    vague: bool
    brackets: dict[int, int]  # where the bracket closes that a mention stands in
    own: Period | None  # the year that the text looks back on where it is none of the calendar's: 一年来

    @classmethod
    def of(cls, text: str, about: About) -> _Frame:
        day = anchor(text, about)
        found = (mention for mention in calendar.find(text, day) if mention.reach is not Reach.NONE)
        mentions = tuple(_joined(text, found))
        starts = [mention.start for mention in mentions]
        lists = [found.span() for found in _LIST.finditer(text)]
        ends = (found.end() for found in _SENTENCE_END.finditer(text))
        sentences = [0, *(end for end in ends if not _inside(lists, end - 1))]
        return cls(text, day, mentions, starts, sentences, _sections(text, mentions, starts), *_leads(text, mentions, day), _brackets(text, starts), _own(mentions, day))

    def bases(self, places: list[tuple[int, int]]) -> dict[int, PeriodMention]:
        """For each figure that a change starts from (从2016年底的11.31%下降到零) the words that date it."""
        found: dict[int, PeriodMention] = {}
        for place, (start, end) in enumerate(places):
            at = bisect_right(self.starts, start) - 1
            if at < 0 or start - self.mentions[at].end > 12:
                continue
            mention = self.mentions[at]
            dated = mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH) and mention.period.start
            back = _GOING_BACK.search(self.text, max(0, mention.start - 6), mention.start)
            if dated and back and _BASE.fullmatch(self.text, mention.end, start) and _TURNED.match(self.text, end):
                found[place] = mention
        return found

    def without(self, gone: Iterable[PeriodMention]) -> _Frame:
        """The same frame, but for mentions that date one figure only."""
        dropped = {mention.start for mention in gone}
        kept = tuple(mention for mention in self.mentions if mention.start not in dropped)
        return replace(self, mentions=kept, starts=[mention.start for mention in kept]) if dropped else self

    def follows(self, end: int, start: int) -> bool:
        """Does a second change begin at `start` in the sentence of the first, without a date of its own?"""
        dated = self._between(end, start)
        return not dated and start - end < _FAR and not _SENTENCE_END.search(self.text, end, start)

    def since_base(self, base: PeriodMention, period: Period) -> Period:
        """From the time of the base, its last day where it is an end of year, to the end of what governs the sentence."""
        closing = self.text[base.end : base.end + 1] in ("底", "末")
        start = base.period.end if closing else base.period.start
        end = period.end or self.anchor.now
        return Period(start, end if not start or not end or end >= start else self.anchor.now, base.period.text)

    def retell(self, places: list[tuple[int, int]], periods: list[Period]) -> None:
        """A figure of the headlines that dates itself by nothing has the period of its telling in the text."""
        head = self.text.find("。")
        told: dict[str, Period] = {}
        default = self._default()
        for (start, end), period in zip(reversed(places), reversed(periods), strict=True):
            quote = self.text[start:end]
            if self.text.find("\n", end, head) < 0:
                told[quote] = period
        for place, (start, end) in enumerate(places):
            if self.text.find("\n", end, head) < 0:
                return
            if not periods[place].text:
                periods[place] = told.get(self.text[start:end], default)

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
        told = self._told(here, start)
        until = _last_of(here, Reach.UNTIL)
        if told and until:
            if told.period.start and _reaches(told.period, until.period.end):
                return Period(told.period.start, until.period.end, told.period.text)
            if until.start > told.start:
                return until.period
        if told:
            return self._default() if self._over(told, start) else told.period
        earlier = self._between(
            max(0, sentence - _FAR, self.text.rfind("\n", max(0, sentence - _FAR), start) + 1), sentence
        )
        around = self._around(earlier, sentence, start)
        piece = max(self.text.rfind(";", sentence, start), self.text.rfind("；", sentence, start))
        total = any(mention.reach is Reach.TOTAL and mention.start > piece for mention in here)
        until = until or (None if around or total else _last_of(earlier, Reach.UNTIL))
        if until or total:
            if _REACHED.match(self.text, end) and until:
                return until.period
            return self._open(sentence, start, around or self._section(start), until, total)
        return around or self._section(start) or self._unsaid(sentence, start, end)

    def _told(self, here: tuple[PeriodMention, ...], start: int) -> PeriodMention | None:
        """The mention of the sentence that governs a figure: the last, but what is said of a part ends with the part."""
        for mention in reversed(here):
            if mention.reach not in (Reach.SENTENCE, Reach.PARAGRAPH) or self._shut(mention, start):
                continue
            part = mention is not here[0] and _PART.search(self.text, max(0, mention.start - 5), mention.start)
            if not (part and _PART_TOLD.search(self.text, mention.end, start)):
                return mention
        return None

    def _shut(self, mention: PeriodMention, start: int) -> bool:
        """Does the mention stand in brackets that close before the figure?"""
        shut = self.brackets.get(mention.start)
        return shut is not None and shut <= start

    def _over(self, told: PeriodMention, start: int) -> bool:
        """Is a past or long period over where the figure stands: 近两年来,…,目前有21支; 1996年,…,此后…?"""
        first, last = told.period.start, told.period.end
        if self.anchor.year is None or not last:
            return False
        past = self.anchor.end is not None and last < self.anchor.end
        long = first is None or first.year < self.anchor.year
        if past and _THEN.search(self.text, told.end, start):
            return True
        return (past or long) and bool(_NOW.search(self.text, told.end, start))

    def _unsaid(self, sentence: int, start: int, end: int) -> Period:
        """The year of the report, but for what cannot be of one year."""
        summed = self._summed_up(end)
        if summed:
            return summed
        if self.vague and not _OTHERWISE.search(self.text, sentence, start):
            return Period(None, self.anchor.now)
        if self._is_piled(sentence, start) or self._is_reached(sentence, start, end):
            return Period(None, self.anchor.now) if self.anchor.year else _NOTHING
        return self._default()

    def _is_piled(self, sentence: int, start: int) -> bool:
        """Does a report on many years tell what has come about so far: 已援建303个?"""
        if not self.long:
            return False
        if _GOES_ON.match(self.text, sentence):
            sentence = max(self.text.rfind("\n", max(0, start - _FAR), start) + 1, start - _FAR, 0)
        piled = _PILED.search(self.text, sentence, start)
        return piled is not None and not _OTHERWISE.search(self.text, piled.end(), start)

    def _is_reached(self, sentence: int, start: int, end: int) -> bool:
        """Is it counted up once for all: 9个县全部摘帽, 共有9个县摘帽?"""
        if _ALTOGETHER.search(self.text, max(sentence, start - 40), start) and _DELISTED.match(self.text, end):
            return True
        return _REACHED.match(self.text, end) is not None and not _NOW.search(self.text, sentence, start)

    def _summed_up(self, end: int) -> Period | None:
        """2000人认养藜麦、700种产品进京……5年来: what sums up the sentence governs its beginning."""
        place = bisect_right(self.starts, end)
        if place >= len(self.mentions) or self.mentions[place].start - end > 200:
            return None
        mention = self.mentions[place]
        summing = mention.reach is Reach.PARAGRAPH and self.text[mention.start - 1] == "…"
        return mention.period if summing and not _SENTENCE_END.search(self.text, end, mention.start) else None

    def _open(
        self, sentence: int, start: int, around: Period | None, until: PeriodMention | None, total: bool
    ) -> Period:
        """累计 and 截至目前: since the start that the paragraph tells, else since no known day."""
        already = total and (until is not None or "已累计" in self.text[sentence:start])
        end = until.period.end if until else self.anchor.now
        words = until.period.text if until else "累计"
        reaches = around and (until is None or end == self.anchor.now or _reaches(around, end))
        if around and around.start and reaches and not already and not (end and around.start > end):
            return Period(around.start, end if until else around.end, words)
        own = self.anchor.year is not None and end is not None and end.year == self.anchor.year
        if not total and self.lead and self.anchor.year and (own or end == self.anchor.now):
            return Period(date(self.anchor.year, 1, 1), end, words)
        return Period(None, end, words)

    def _default(self) -> Period:
        """The period of a report that says nothing: its year, as far as it can know."""
        if self.anchor.year is None:
            return _NOTHING
        return self.own or Period(date(self.anchor.year, 1, 1), self.anchor.end)

    def _between(self, first: int, last: int) -> tuple[PeriodMention, ...]:
        return self.mentions[bisect_right(self.starts, first - 1) : bisect_right(self.starts, last - 1)]

    def _around(self, earlier: tuple[PeriodMention, ...], sentence: int, start: int) -> Period | None:
        """The last year or 以来 that an earlier sentence of the paragraph tells; a past one ends at 目前."""
        told = (each for each in reversed(earlier) if each.reach is Reach.PARAGRAPH)
        mention = next((each for each in told if not self._shut(each, sentence)), None)
        if mention is None:
            return None
        return None if self._over(replace(mention, end=sentence), start) else mention.period

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


def _leads(text: str, mentions: tuple[PeriodMention, ...], day: Anchor) -> tuple[bool, bool, bool]:
    """What a text opens with: its own year (今年以来), many years (5年来), or years unnamed while its own is nowhere told.

    After its own year 截至目前 starts with it; many years let counts pile up; of unnamed ones all figures are.
    """
    lasting = (told for told in mentions if told.reach is Reach.PARAGRAPH and not _is_day(told.period))
    opening = next((told for told in lasting if told.start < 600), None)
    if opening is None or day.year is None:
        return False, False, False
    start, end = opening.period.start, opening.period.end
    long = end is not None and (start is None or start.year < end.year)
    named = re.search(rf"今年|本年|全年|{day.year}年(?!\s?\d{{1,2}}月\d{{1,2}}日)", text)
    return start is not None and start.year == day.year, long, long and start is None and named is None


def _own(mentions: tuple[PeriodMention, ...], day: Anchor) -> Period | None:
    """The one year, told by its beginning, that a text looks back on from its lead: 一年来."""
    for told in mentions:
        if told.start > 600:
            return None
        start, end = told.period.start, told.period.end
        if start and end == day.now and told.period.text[:2] in ("一年", "1年") and start != date(end.year, 1, 1):
            return told.period
    return None


def _reaches(period: Period, day: date | None) -> bool:
    return day is None or period.end is None or period.end >= day


def _is_day(period: Period) -> bool:
    return period.start is not None and period.start == period.end


def _joined(text: str, mentions: Iterable[PeriodMention]) -> Iterator[PeriodMention]:
    """2018年、2019年引进12家: where no 分别 follows, the last year of a row reaches back to the first."""
    before: PeriodMention | None = None
    for mention in mentions:
        row = before is not None and mention.start - before.end <= 4 and _ROW.fullmatch(text, before.end, mention.start)
        if row and before and before.reach is mention.reach is Reach.PARAGRAPH and before.period.start:
            ordered = mention.period.end and before.period.start < mention.period.end
            if ordered and "分别" not in text[mention.end : mention.end + 30]:
                mention = replace(mention, period=replace(mention.period, start=before.period.start))
        yield mention
        before = mention


_BRACKETS = re.compile(r"[(（][^()（）\n]{1,120}[)）]")


def _brackets(text: str, starts: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for bracket in _BRACKETS.finditer(text):
        low, high = bisect_right(starts, bracket.start()), bisect_right(starts, bracket.end() - 1)
        found.update(dict.fromkeys(starts[low:high], bracket.end() - 1))
    return found


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_right(spans, (place, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1] - 1


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
                mention.period
                for mention in mentions[low:high]
                if mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH)
                and not _is_day(mention.period)
            ]
            told = [] if _FIGURE.search(line) else told
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
