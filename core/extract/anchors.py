"""Tells what a text's words of time are counted from: its day, the year it reports on, the beginnings it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from datetime import date

from core.frozen import record
from core.records import About

#: How many of the beginnings told last are tried for 两年多来.
_REMEMBERED = 8
#: From so many years on 20年来 is told from the year in which a thing began, not by counting years.
_ANNIVERSARY = 10
#: How much of many years may be missing: 十年来 some months before ten years have passed.
_ROUNDED = 0.03


@record(frozen=True, slots=True)
class Anchor:
    """What a text is dated by: the day it came out, or else the year it reports on."""

    today: date | None
    year: int | None
    told: int | None = None  # the year the paragraph last spoke of: 2019年,…。5月,…
    recent: int | None = None  # the year the text last spoke of: 同年
    event: date | None = None  # the day of the event the text last told of: 这次
    only: int | None = None  # the one year that an undated text names
    day: date | None = None  # the day that the paragraph last told of: 当天
    cut: date | None = None  # the last day of an undated report on a part of its year: 2020年上半年工作总结
    whole: bool = False  # sums up its whole year, though it came out some days before its end
    #: First and last year of the stretches that the text tells by both ends (1996年到2011年), by their length.
    stretches: dict[int, tuple[date, date]] = field(default_factory=dict)
    begun: tuple[Beginning, ...] = ()

    @property
    def end(self) -> date | None:
        """The last day of the year reported on, or the day the text came out where that is earlier."""
        return self.until(date(self.year, 12, 31)) if self.year else None

    @property
    def spoken(self) -> int | None:
        """The year that 今年 means: that of the day it came out, in its first days the year before."""
        if self.today and self.year and _is_new_year(self.today):
            return self.year
        return self.today.year if self.today else self.year

    @property
    def now(self) -> date | None:
        """The last day the text can know of: its own, or else the end of the year it reports on."""
        return self.today or self.end

    def until(self, day: date) -> date:
        """`day`, but not after the day the text came out where that lies in the same year."""
        if self.whole and self.year and day == date(self.year, 12, 31):
            return day
        last = self.today or self.cut
        return min(day, last) if last and day.year == last.year else day

    def stretch(self, first: date, last: date) -> tuple[date, date]:
        """`first` to `last`, cut off at the day the text came out unless it all lies ahead."""
        limit = self.today or self.cut
        return first, last if limit and first > limit else self.until(last)

    def begin(self, day: date, *, exact: bool, since: bool) -> Anchor:
        """The anchor after the text has named a beginning: 2021年6月2日…开启, 从2016年起."""
        begun = (*self.begun, Beginning(day, exact, since))[-_REMEMBERED:]
        return self.speaking(self.told, self.recent, self.event, self.day, begun)

    def speaking(
        self,
        told: int | None,
        recent: int | None,
        event: date | None,
        day: date | None,
        begun: tuple[Beginning, ...] | None = None,
    ) -> Anchor:
        """The anchor where the text has spoken of other times, or named another beginning."""
        return Anchor(
            self.today, self.year, told, recent, event, self.only, day, self.cut, self.whole, self.stretches,
            self.begun if begun is None else begun,
        )  # fmt: skip

    def years_back(
        self, count: int, *, over: bool = False, from_now: bool = False, lately: bool = False, opens: bool = False
    ) -> tuple[date | None, date | None]:
        """三年来, `over` for 三年多来, `from_now` for 过去三年, which no beginning told before explains.

        `lately` is for 近三年, counted from the day of the text and not from the year that it reports on.

        In a text without a day the words mean the stretch since the beginning told last where they open a sentence.
        """
        if self.year is None or self.now is None or not 0 < count < 80:
            since = next((one.day for one in reversed(self.begun) if one.since), None)
            return (since if opens and not (from_now or self.year) else None), self.now
        stretch = self.stretches.get(count)
        if not from_now and not over and stretch and (stretch[1].year >= self.year or count >= _ANNIVERSARY):
            return stretch
        told = () if from_now else reversed(self.begun)
        for beginning in told:
            if beginning.fits(count, self.now, over=over):
                return beginning.day, self.now
        if count == 1:
            return date(self.year, 1, 1), self.end
        last = self.spoken if lately and self.spoken else self.year
        return date(last - count + 1, 1, 1), self.now


@record(frozen=True, slots=True)
class Beginning:
    """When something began: a day, or where not `exact` the first of a year; `since` where 以来, 起 say so."""

    day: date
    exact: bool
    since: bool

    def fits(self, count: int, now: date, *, over: bool) -> bool:
        """May `count` years (and more) have passed since?"""
        if over and count % 10 == 0 and count >= _ANNIVERSARY:
            return count <= now.year - self.day.year < count + 10
        if not self.exact:
            return now.year - self.day.year == count and (over or self.since or count >= _ANNIVERSARY)
        passed = (now - self.day).days / 365.25
        if over:
            return count <= passed < count + 1
        short = max(0.1, count * _ROUNDED)
        return count - 0.5 <= passed < count + 1 if self.since else count - short <= passed < count + 0.35


_EXPLICIT = re.compile(r"((?:1(?<![较比\d]1)9|2(?<![较比\d]2)0)\d{2})年(?!来)")
_STRETCH = re.compile(r"((?:1(?<!\d1)9|2(?<!\d2)0)\d{2})年?\s?(?:[-－–—―~～]{1,2}|至|到)\s?((?:19|20)\d{2})年(?!\d)")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_DATELINE = re.compile(
    r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s?(?:电|讯|消息)|[(（][^()（）\n]{0,20}(?:记者|通讯员))"
)
#: 4月15日,“甲市·乙市2020年招聘周”开幕.
_EVENT = re.compile(r"(?<![年\d])\d{1,2}月\d{1,2}日[^。\n]{0,40}?((?:19|20)\d{2})年(?!\s?\d|来|以来|起)")
_OWN_WORDS = re.compile(r"今年|本年")
#: A year named no more often, and not at the begin, is another than the 今年 of an undated text.
_FEW = 2
#: Words of one who tells in another year than the years that he names.
_SPOKEN = re.compile(r"今年|去年|前年")
#: A year that a report opens with: 2023年,东部省份…, 2019年全县….
_OPENING = (
    r"(?<![自从较比到至由截同与\d]){year}年(?:度|全年)?[,，]"
    r"|(?:^|[。\n电讯:：】])\s?{year}年(?!\s?\d{{1,2}}月|至|到|以来|起|[-—－–~～])"
)
_PAST_YEAR = re.compile(r"过去的?一年|(?<!\d)上一年")
_LAST_YEAR = re.compile(r"(?:^|[。\n电讯:：】])\s?去年(?!以来|底|末)")
_LEAD = 500
#: So far into a text its first words reach; what they tell of as news.
_FIRST_WORDS = 150
_JUST_NOW = re.compile(r"近日|日前|今天|昨天|[今昨]日|\d{1,2}月\d{1,2}日|(?<!\d)\d{1,2}日")
#: What comes out in the first days of January was written in the year before, and means that by 今年.
_NEW_YEAR = 10
#: After this month a report that names the year before reports on its own year all the same.
_LATE = 6
#: 2020年是脱贫攻坚决胜之年: the year that the text is written in.
_YEAR_OF = re.compile(
    r"((?:1(?<!\d1)9|2(?<!\d2)0)\d{2})年,?是[^。;；\n\d]{0,50}?(?:之年|一年|元年|周年|起步年|关键年|收官年)"
)
#: A year that only tells when something began or stood: 自2018年…以来, 较2018年, 到2025年, 2017年进驻的企业.
_BEGINNING = (
    r"{year}年(?<![自从较比到至由仅单\d\-—－–~～]{year}年)(?![^。;；\n]{{0,40}}以来|至|到|[-—－–~～]|起"
    r"|[^。;；\n]{{0,60}}(?:此后|从此|拉开|以来)"
    r"|[^,，。;；\d\n]{{1,14}}的[^,，。;；\d\n]{{0,12}}[,，。;；\n])"
)
_GOVERNED = (
    r"{year}年(?!\s?\d{{1,2}}月)"
    r"(?:(?!举行|举办|召开|签署|签订|启动|成立|结对|开幕|印发|出台)[^。\n]){{0,80}}?(?:\d|[一二三四五六七八九十百千][万亿个名家户])"
)


#: 2019年工作总结: a headline that says which year is reported on.
_HEADLINE = re.compile(
    r"((?:19|20)\d{2})年(?:度|全年)?(?!以来|来|前|[^\n]{0,16}(?:计划|打算|安排|规划|要点))"
    r"[^\n]{0,30}(?:总结|报告|综述|情况|纪实|回眸|回顾|盘点|成效)"
)


def report_year(text: str, about: About = About()) -> int | None:  # noqa: B008 (frozen)
    """The year that a text reports on, or None where nothing tells.

    It is the year of its day, or the year before where the text looks back on it; undated, the latest of the
    years that it names most as its own. A year named once, for one past event, is no report's year.

    >>> report_year("2019年，全盟投入资金9.4亿元。"), report_year("引进企业数较2018年增长160%。")
    (2019, None)
    """
    return anchor(text, about).year


def _report_year(text: str, day: date | None, title: str = "") -> int | None:
    headline = _headline_year(text, title)
    if headline and (day is None or headline == day.year - 1):
        return headline
    if day and day.month > _LATE:
        return day.year
    text = _TITLE.sub("", text) if "《" in text else text
    years = Counter(map(int, _EXPLICIT.findall(text)))
    if day:
        return day.year - 1 if _looks_back(text, day, years) else day.year
    if "年是" in text or "年,是" in text:
        named = [int(year) for year in _YEAR_OF.findall(text)]
        if named:
            return max(named)
    if not years:
        return None
    own = {year: count for year, count in years.items() if re.search(_BEGINNING.format(year=year), text)}
    most = max(own.values(), default=0)
    running = (year for year, count in own.items() if count * 2 > most and _running(text, year, count))
    year = max(running, default=None)
    if year is None or (year < max(own) and _only_months(text, year)):
        return None
    later = any(other > year and re.search(_GOVERNED.format(year=other), text) for other in own)
    aside = years[year] <= _FEW and f"{year}年" not in text[:_FIRST_WORDS] and _OWN_WORDS.search(text)
    return None if (later and _SPOKEN.search(text)) or aside else year


def _headline_year(text: str, title: str) -> int | None:
    """The year that a report says in its headline to sum up."""
    headline = _HEADLINE.search(title) or _HEADLINE.match(text[: text.find("\n") + 1].strip())
    return int(headline[1]) if headline else None


def _sums_up(text: str, title: str, year: int | None) -> bool:
    """Does the headline say that the whole of `year` is summed up?"""
    return any(int(told) == year for told in _HEADLINE.findall(title + "\n" + text[: text.find("\n") + 1]))


def _is_news(text: str, year: int) -> bool:
    """Does a text open with what has just happened, and name `year` later, or for a month of it only?"""
    first = _apart(text, year)
    return first is None or (first.start() > _FIRST_WORDS and _JUST_NOW.search(text, 0, _FIRST_WORDS) is not None)


def _is_new_year(day: date) -> bool:
    return day.month == 1 and day.day <= _NEW_YEAR


def _looks_back(text: str, day: date, years: Counter[int]) -> bool:
    """Does a text that came out on `day`, not late in the year, report on the year before?"""
    here, before = years[day.year], years[day.year - 1]
    if day.month <= 4 and before > here and not _OWN_WORDS.search(text):
        return not _is_news(text, day.year - 1)
    if day.month <= 2 and "全年" in text and not here:
        return True
    if _is_new_year(day) and before and not here:
        return True
    if day.month <= 3 and _PAST_YEAR.search(text, 0, _LEAD):
        return True
    lead = _LEAD if day.month <= 4 else text.find("。", 0, _LEAD) + 1
    told = text.find(f"{day.year - 1}年", 0, lead) >= 0
    opening = re.search(_OPENING.format(year=day.year - 1), text[:lead]) if told else None
    if day.month <= 4:
        opening = opening or _LAST_YEAR.search(text, 0, _LEAD)
    if not opening:
        return False
    own = _OWN_WORDS.search(text)
    # Later in the year a text looks back on the year before only where its first sentence does.
    first = min(
        (found.start() for found in (own, re.search(rf"{day.year}年(?!\s?\d)", text)) if found), default=len(text)
    )
    return opening.start() < first if day.month <= 4 else not here and not own


def _running(text: str, year: int, count: int) -> bool:
    """Is a year of an undated text more than the day of one past event?"""
    return count > 1 or bool(re.search(_GOVERNED.format(year=year), text))


def _only_months(text: str, year: int) -> bool:
    """Is a year named only with a month, as the time of single events?"""
    return _apart(text, year) is None


def _apart(text: str, year: int) -> re.Match[str] | None:
    """Where a year is named first without a month."""
    return re.search(rf"{year}年(?<!\d{year}年)(?!\s?\d{{1,2}}月)", text)


def anchor(text: str, about: About = About(), year: int | None = None) -> Anchor:  # noqa: B008
    """What the relative words of a text (今年, 去年, 近两年来) are counted from.

    The text's own dateline (本报北京1月3日电) corrects the day of a copy that came out months later.
    """
    line = _DATELINE.search(text, 0, _LEAD) if text.find("日", 0, _LEAD) >= 0 else None
    today = _corrected(about.published_on, line)
    year = year or _report_year(text, today, about.title or "")
    spring = line is not None and not line[1] and int(line[2]) <= 2
    if today is None and year and line and spring and re.search(_OPENING.format(year=year), text[:_LEAD]):
        today = _day(year + 1, line)
    only = None if today or year else _only_year(text)
    december = today is not None and (today.year, today.month) == (year, 12)
    whole = december and _sums_up(text, about.title or "", year)
    return Anchor(today, year, only=only, whole=whole, stretches=_stretches(text))


def _only_year(text: str) -> int | None:
    """The year in whose name the lead tells an event of one day, where the text names no other."""
    event = _EVENT.search(text, 0, _LEAD) if text.find("日", 0, _LEAD) >= 0 else None
    return int(event[1]) if event and set(_EXPLICIT.findall(text)) == {event[1]} else None


def _corrected(published: date | None, line: re.Match[str] | None) -> date | None:
    if published is None or line is None:
        return published
    told = _day(int(line[1]) if line[1] else published.year, line)
    if told and told > published and not line[1] and (told - published).days > 5:
        told = _day(published.year - 1, line)
    return told if told and 60 < (published - told).days < 400 else published


def _day(year: int, line: re.Match[str]) -> date | None:
    try:
        return date(year, int(line[2]), int(line[3]))
    except ValueError:
        return None


def _stretches(text: str) -> dict[int, tuple[date, date]]:
    """The stretches of several years told by both ends, by their length, the first of each."""
    found: dict[int, tuple[date, date]] = {}
    for told in _STRETCH.finditer(text):
        first, last = int(told[1]), int(told[2])
        if last > first:
            found.setdefault(last - first + 1, (date(first, 1, 1), date(last, 12, 31)))
    return found
