"""Tells which period each figure of a text is about.

For the pipeline: `assign(text, spans, about)` gives for each span (start, end) of a figure, in the order given, its
`Period`. `find_periods` gives the mentions themselves, `read_period` reads what a curator types, `report_year` the year
that a text speaks of as its own.

A period holds from its words to the end of the sentence; a year or 以来 also for the later sentences of the paragraph;
then the heading of the section counts, and at last the year of the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from core.extract import calendar, turns
from core.extract.anchors import Anchor, anchor, report_year
from core.extract.calendar import Period, PeriodMention, Reach
from core.extract.datelines import NOW
from core.extract.governing import COUNTED, SEMICOLON, governing, shut
from core.extract.sentences import retold
from core.extract.timeline import FAR, SENTENCE_END, Timeline
from core.records import About

__all__ = ["Period", "PeriodMention", "Reach", "assign", "find_periods", "read_period", "report_year"]

_NOTHING = Period(None, None)
#: 2017年以来,…,现已完成1020亩: what has been done since then.
_DONE_SINCE = re.compile(r"\d{4}年.*以来$|\d{4}年\d{0,2}月?(?:起|开始)$")
_DONE_SO_FAR = re.compile(
    r"(?:现|目前)已[^,，。;；]{0,2}(?:完成|建成|实施|投入|落实|培训|选派|引进|到位|拨付|下达|开工|输[转送出]|转移|销售|采购)"
)
#: 1996年结对,每年都有50名干部到来.
_EVER_SINCE = re.compile(r"[,，]\s?(?:此后)?每年(?:都|均)?")
#: 截至目前,2017年度某村项目已完成: the year belongs to the name of what goes on.
_NAMED = re.compile(r"[^,，。;；\n\d]{0,24}?(?:项目|工程|计划|任务)(?:已|均|全部|正|共|累计|完成)")
#: What goes on since: 去年建成的车间每天能加工60吨.
_ABLE = re.compile(r"(?:每|一)[天日月年](?:都|就|大约?)*(?:可以?|能够?)[^,，。;；、\d]{0,8}$")
_THEN = re.compile(r"此后|之后|后来|随后|从此|一跃")
#: What is reached once and for all is of no single year: 9个县全部摘帽.
_REACHED = re.compile(
    r"[^。;；\n]{0,24}?(?:全部|均已?|如期|顺利|都已?|高质量|历史性)(?:实现|如期|按期|整体|顺利)*(?:脱贫|摘帽|出列|退出|清零)"
)
_ALTOGETHER = re.compile(r"共有?(?:[^,，。;；\n]{0,30}(?:脱贫|摘帽|出列|退出)[,，、]){0,3}[^,，。;；\n]{0,30}$")
_DELISTED = re.compile(r"[^。;；\n]{0,24}?(?:脱贫|摘帽|出列|退出)")
_PILED = re.compile(r"先后|(?<!业)已(?![经成达])")
#: What has piled up until now, whatever year is spoken of around it.
_ALREADY = re.compile(r"已累计|(?<![至止到])目前[,，]?[^,，。;；\d\n]{0,12}累计")
#: 新建车间14个,累计达37个: with those that there were before.
_IN_ALL = re.compile(r"新[建增签引设开入聘落][^。;；\n]{0,40}?\d[^。;；\n]{0,8}[,，]累计(?!新)[^,，。;；\d\n]*$")
_AT_PRESENT = re.compile(r"(?<![至止到])目前")
_OTHERWISE = re.compile(r"每|议定|计划|拟|将|预计|(?<![至止到])目前|如今|现在")
#: 产业合作方面,…: what is told under one such lead does not date what stands under the next.
_LEAD = re.compile(
    r"[^\S\n]*(?:[(（]?[一二三四五六七八九十][)）、是]|(?:在|从)?[^,，。;；:：\n\d]{2,16}(?:方面|领域|上|中)[,，:：])"
)
_THIS_YEAR = re.compile(r"今年|年内|本年度?|全年|(?:19|20)\d{2}年度?")
_REST_OF_YEAR = re.compile(r"下半年$|[三四34]季度$")
#: Between a figure and the words that date it: 2.3亿元已于(3月拨付).
_WHEN = re.compile(r"[^,，。;；、\d\n]{0,8}?(?:已经?|均|都)?于")
_NEAR = 12
#: So near behind a figure stands what sums up its sentence, and what says that it is reached once and for all.
_SUMS, _SOON = 200, 60
_GOES_ON = re.compile(r"[^,，。;；\n]{0,6}(?:还|也|又|并)")


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
    line = Timeline.of(text, about)
    places = list(spans)
    bases = turns.bases(line, places)
    line = line.without(bases.values())
    periods = [_period(line, start, end) for start, end in places]
    for first, chain in line.chains():
        _distribute(text, places, periods, first, chain)
    turns.spread(line, places, periods, bases)
    for headline, below in retold(line.text, places).items():
        if not periods[headline].text:
            periods[headline] = periods[below]
    return tuple(periods)


def to_year_end(period: Period) -> Period:
    """The period of a plan: one for this year, its second half or a quarter goes on to its last day."""
    start, end = period.start, period.end
    part = _REST_OF_YEAR.search(period.text)
    if part and start and end and start.year == end.year:
        return Period(
            start, date(end.year, 9 if part[0][0] in "三3" else 12, 30 if part[0][0] in "三3" else 31), period.text
        )
    if start and end and _THIS_YEAR.fullmatch(period.text) and start == date(end.year, 1, 1):
        return Period(start, date(end.year, 12, 31), period.text)
    return period


def _distribute(text: str, places: list[tuple[int, int]], periods: list[Period], end: int, chain: list[Period]) -> None:
    """2018年、2019年分别投入1亿元、2亿元: as many figures as years, each its own."""
    first = bisect_right(places, (end, 0))
    row = places[first : first + len(chain)]
    if len(row) < len(chain) or "分别" not in text[end : row[0][0]] or SENTENCE_END.search(text, end, row[-1][0]):
        return
    if all(after[0] - before[1] <= 8 for before, after in pairwise(row)):
        periods[first : first + len(chain)] = chain


def _behind(line: Timeline, mention: PeriodMention, end: int) -> Period | None:
    """1.2亿元(2019年), 2.3亿元已于3月拨付: the period told right behind the figure."""
    if line.text[end : end + 1] not in ("(", "（"):
        dated = mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH) and _WHEN.fullmatch(line.text, end, mention.start)
        return mention.period if dated else None
    closed = line.text[mention.end : mention.end + 1] in (")", "）")
    return mention.period if mention.start == end + 1 and closed else None


def _period(line: Timeline, start: int, end: int) -> Period:
    """The period of the figure that stands from `start` to `end`."""
    starts, mentions = line.starts, line.mentions
    after = bisect_right(starts, end)
    later = mentions[after] if after < len(mentions) else None
    told_behind = _behind(line, later, end) if later and later.start - end <= _NEAR else None
    if told_behind:
        return told_behind
    sentence = max(line.sentences[bisect_right(line.sentences, start) - 1], start - FAR)
    first = bisect_left(starts, sentence)
    here = mentions[first : bisect_left(starts, start, first)]
    told = governing(line, here, start) if here else None
    until = _last_of(here, Reach.UNTIL) if here else None
    if told is None:
        carried = _carried(line, sentence, first, (start, end), here, until)
        return carried or _unsaid(line, sentence, (start, end), later)
    if until and until.start < told.start and SEMICOLON.search(line.text, until.end, told.start):
        until = None
    return (until and _until(line, told, until)) or _of_told(line, told, start)


def _until(line: Timeline, told: PeriodMention, until: PeriodMention) -> Period | None:
    """What 截至目前 makes of the time that a sentence tells beside it."""
    now, end_told = line.now, told.period.end
    ahead = until.start < told.start and end_told and now and end_told > now
    if told.period.start and not ahead and _reaches(told.period, until.period.end):
        return Period(told.period.start, until.period.end, told.period.text)
    if until.start > told.start:
        return until.period
    if _NAMED.match(line.text, told.end) and line.text[told.end - 1] in "年度":
        return Period(told.period.start, until.period.end, told.period.text)
    return None


def _of_told(line: Timeline, told: PeriodMention, start: int) -> Period:
    """The time that a sentence tells, as far as it goes on or is over where a figure stands."""
    text, since = line.text, told.end
    if text.find("累计", since, start) >= 0 and _IN_ALL.search(text[since:start]):
        return Period(None, told.period.end, "累计")
    every_year = line.end and text.find("每年", since, start) >= 0 and _EVER_SINCE.search(text, since, start)
    past = line.end is not None and told.period.end is not None and told.period.end < line.end
    if every_year and not past:
        return told.period
    if every_year or _come_in(line, told, start):
        return Period(told.period.start, line.now, told.period.text)
    bygone = told.period.start is None and told.period.end is None
    if bygone and (NOW.search(text, since, start) or _THEN.search(text, since, start)):
        return line.usual
    return line.usual if _over(line, told.period, told.end, start) else told.period


def _carried(
    line: Timeline,
    sentence: int,
    first: int,
    span: tuple[int, int],
    here: tuple[PeriodMention, ...],
    until: PeriodMention | None,
) -> Period | None:
    """The time of a figure whose sentence tells none: that of its paragraph or its section.

    `first` is the number of the first mention from its sentence on.
    """
    start, end = span
    earlier = _earlier(line, sentence, first, start)
    around = _around(line, earlier, sentence, start) if earlier else None
    if until and earlier and (planned := _planned(line, earlier)):
        around = planned
    section = line.section(start) if line.sections[0] else None
    total = bool(here) and _totals(line, here, start)
    until = until or (_still(earlier) if earlier and not (around or total) else None)
    if until or total:
        if _REACHED.match(line.text, end) and until:
            return until.period
        return _open(line, sentence, start, around or section, until, total)
    section = None if section and (section.start, section.end) == line.year else section
    around = None if around and around.text == "全年" else around
    return around or section


def _earlier(line: Timeline, sentence: int, first: int, start: int) -> tuple[PeriodMention, ...]:
    """The mentions of the paragraph before a sentence; `first` is the number of the first one behind them."""
    if not first or line.starts[first - 1] < sentence - FAR:
        return ()
    far = max(0, sentence - FAR)
    paragraph = line.text.rfind("\n", far, start) + 1
    return line.mentions[bisect_left(line.starts, max(far, paragraph), 0, first) : first]


def _come_in(line: Timeline, told: PeriodMention, start: int) -> bool:
    """Does a figure tell what has come of a time that is not over: “十四五”期间安排28亿元,目前已到位22亿元?"""
    start_told, end, now = told.period.start, told.period.end, line.now
    if start_told is None or end is None or now is None or end <= now:
        return False
    ahead = start_told.year < end.year or "计划" in told.period.text
    return ahead and _DONE_SO_FAR.search(line.text, told.end, start) is not None


def _totals(line: Timeline, here: tuple[PeriodMention, ...], start: int) -> bool:
    """Does the sentence sum up (累计) since its last semicolon before a figure?"""
    last = _last_of(here, Reach.TOTAL)
    return (
        last is not None and line.text.find(";", last.start, start) < 0 and line.text.find("；", last.start, start) < 0
    )


def _over(line: Timeline, told: Period, after: int, start: int) -> bool:
    """Is a past or long period over where the figure stands: 近两年来,…,目前有21支; 1996年,…,此后…?"""
    first, last = told.start, told.end
    if not last:
        return False
    if line.anchor.year is None:
        return first is not None and bool(NOW.search(line.text, after, start))
    past = line.end is not None and last < line.end
    if not past and _DONE_SINCE.search(told.text) and _DONE_SO_FAR.search(line.text, after, start):
        return False
    long = first is None or first.year < line.anchor.year
    if past and (_THEN.search(line.text, after, start) or _ABLE.search(line.text, max(after, start - 16), start)):
        return True
    return (past or long) and bool(NOW.search(line.text, after, start))


def _unsaid(line: Timeline, sentence: int, span: tuple[int, int], later: PeriodMention | None) -> Period:
    """The year of the report, but for what cannot be of one year; `later` is the mention behind the figure."""
    start, end = span
    if later and later.start - end <= _SUMS and _sums_up(line, later, end):
        return later.period
    if line.vague and not _OTHERWISE.search(line.text, sentence, start):
        return Period(None, line.now)
    piled = line.long and line.own is None and _is_piled(line, sentence, start)
    if piled or _is_reached(line, sentence, start, end):
        return Period(None, line.now) if line.anchor.year else _NOTHING
    return line.usual


def _is_piled(line: Timeline, sentence: int, start: int) -> bool:
    """Does a report on many years tell what has come about so far: 已援建303个?"""
    if _GOES_ON.match(line.text, sentence):
        sentence = max(line.text.rfind("\n", max(0, start - FAR), start) + 1, start - FAR, 0)
    piled = _PILED.search(line.text, sentence, start)
    if piled is None or _AT_PRESENT.search(line.text, sentence, piled.start()):
        return False
    return not _OTHERWISE.search(line.text, piled.end(), start)


def _is_reached(line: Timeline, sentence: int, start: int, end: int) -> bool:
    """Is it counted up once for all: 9个县全部摘帽, 共有9个县摘帽?"""
    place = bisect_left(line.delisted, end)
    if place == len(line.delisted) or line.delisted[place] - end > _SOON:
        return False
    if _ALTOGETHER.search(line.text, max(sentence, start - 90), start) and _DELISTED.match(line.text, end):
        return True
    return _REACHED.match(line.text, end) is not None and not NOW.search(line.text, sentence, start)


def _sums_up(line: Timeline, mention: PeriodMention, end: int) -> bool:
    """2000人认养藜麦、700种产品进京……5年来: what sums up the sentence governs its beginning."""
    summing = mention.reach is Reach.PARAGRAPH and line.text[mention.start - 1] == "…"
    return summing and not SENTENCE_END.search(line.text, end, mention.start)


def _open(
    line: Timeline, sentence: int, start: int, around: Period | None, until: PeriodMention | None, total: bool
) -> Period:
    """累计 and 截至目前: since the start that the paragraph tells, else since no known day."""
    if around and around.end and line.now and around.end > line.now:
        around = None  # a plan for years to come begins nothing that is counted up to now
    before = line.text[sentence:start] if total and until is None else ""
    already = total and (until is not None or bool(_ALREADY.search(before) or _IN_ALL.search(before)))
    end = until.period.end if until else line.now
    words = until.period.text if until else "累计"
    reaches = around and (until is None or end == line.now or _reaches(around, end))
    if around and around.start and reaches and not already and not (end and around.start > end):
        long_ago = line.anchor.year is not None and around.start.year < line.anchor.year - 1
        return Period(around.start, end if until or long_ago else around.end, words)
    own = line.anchor.year is not None and end is not None and end.year == line.anchor.year
    total = total or (until is not None and _totalled(line, start))
    if not total and line.lead and line.anchor.year and (own or end == line.now):
        return Period(date(line.anchor.year, 1, 1), end, words)
    return Period(None, end, words)


def _totalled(line: Timeline, start: int) -> bool:
    """Does the sentence go on to sum up (截至目前,共组织专车21趟,累计输送9万人)?"""
    stop = SENTENCE_END.search(line.text, start)
    later = line.between(start, min(start + FAR, stop.start() if stop else len(line.text)))
    return any(mention.reach is Reach.TOTAL for mention in later)


def _around(line: Timeline, earlier: tuple[PeriodMention, ...], sentence: int, start: int) -> Period | None:
    """The last year or 以来 that an earlier sentence of the paragraph tells; a past one ends at 目前."""
    for mention in reversed(earlier):
        if mention.reach is Reach.PARAGRAPH and not shut(line, mention, sentence):
            break
    else:
        return None
    if _led(line, mention, sentence) or _aside(line, mention):
        return None
    began = line.own and line.own.start
    if began and mention.period.start and mention.period.start > began:
        return None
    begin = mention.end if _part_of_own_year(line, mention.period) else sentence
    return None if _over(line, mention.period, begin, start) else mention.period


def _planned(line: Timeline, earlier: tuple[PeriodMention, ...]) -> Period | None:
    """The text's own year where a plan for it was told last (今年计划安排9.3亿元。截至5月底,到位6.7亿元)."""
    told = earlier[-1].period
    first, last = line.year
    own = told.start == first and told.end and first and told.end == date(first.year, 12, 31)
    return Period(first, last) if own and "计划" in told.text else None


def _part_of_own_year(line: Timeline, period: Period) -> bool:
    """Is it some months of the year in which the text came out: after 目前 that year goes on?"""
    first, last, now = period.start, period.end, line.now
    if first is None or last is None or now is None:
        return False
    return first.year == last.year == now.year and last < now


def _aside(line: Timeline, mention: PeriodMention) -> bool:
    """Is another single year told in the middle of a sentence, after a figure of it: 落户4300家,去年一年缴税6亿元?"""
    start, end = mention.period.start, mention.period.end
    if start is None or end is None or start.year != end.year or not line.anchor.year or end.year == line.anchor.year:
        return False
    own = max(line.sentences[bisect_right(line.sentences, mention.start) - 1], mention.start - FAR)
    return COUNTED.search(line.text, own, mention.start) is not None


def _led(line: Timeline, mention: PeriodMention, sentence: int) -> bool:
    """Does a mention stand under the lead of an earlier sentence, and the sentence of a figure under its own?"""
    if not _LEAD.match(line.text, sentence):
        return False
    own = line.sentences[bisect_right(line.sentences, mention.start) - 1]
    lead = _LEAD.match(line.text, own)
    return lead is not None and lead.end() <= mention.start


def _still(earlier: tuple[PeriodMention, ...]) -> PeriodMention | None:
    """The 截至目前 of an earlier sentence, where no time has been told since."""
    for mention in reversed(earlier):
        if mention.reach is Reach.UNTIL:
            return mention
        if mention.reach in (Reach.SENTENCE, Reach.PARAGRAPH):
            return None
    return None


def _last_of(mentions: tuple[PeriodMention, ...], reach: Reach) -> PeriodMention | None:
    for mention in reversed(mentions):
        if mention.reach is reach:
            return mention
    return None


def _reaches(period: Period, day: date | None) -> bool:
    return day is None or period.end is None or period.end >= day
