"""Resolves the words of a period to its first and last day, counted from the anchor of the place where they stand."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from core import numerals
from core.extract.anchors import Anchor
from core.extract.datelines import NOW

#: First and last day.
Ends = tuple[date | None, date | None]
Resolver = Callable[[re.Match[str], Anchor], Ends]

_HALVES = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "初": (1, 1),
    "底": (12, 12),
    "末": (12, 12),
}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
#: So near before 上半年 a word for now makes it that of the year in which it is told (如今包了两座,上半年净赚1.2万元).
_NEAR = 40
CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
#: 自2016年底以来.
_AT_END = re.compile(r"[自从]?\s?[^年]{1,5}年度?[底末]")
#: 增长到今年: the time of the second end of a change is no goal.
_TURNED = re.compile(r"(?:长|加|高|升|降|低|少|大|展|缩|小|落)$")
#: A month that lies ahead is one of the year before, unless what follows is told as still to come.
_TO_COME = re.compile(r"[^。;；\n]{0,20}?(?:将|拟|计划|预计|即将|力争|有望|要)")


def year_of(text: str) -> int:
    """A year in four Arabic or Chinese digits."""
    return int(text.translate(CHINESE_DIGITS))


def _small(text: str) -> int:
    if text == "元":
        return 1
    value = numerals.parse(text)
    return int(value) if value is not None else 0


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _whole(year: int, anchor: Anchor) -> tuple[date, date]:
    return anchor.stretch(date(year, 1, 1), date(year, 12, 31))


def _relative(word: str, anchor: Anchor) -> int | None:
    if word[0] in "同次翌这" or (word[0] == "当" and anchor.told):
        told = anchor.told or anchor.recent
        return told and told + (word[0] in "次翌")
    if anchor.year is None:
        return None
    here = anchor.spoken if word[0] in "今去前明" else anchor.year
    return here and here + {"去": -1, "上": -1, "前": -2, "明": 1}.get(word[0], 0)


def _either(absolute: str | None, relative: str | None, anchor: Anchor) -> int | None:
    if absolute:
        return year_of(absolute)
    if relative:
        return _relative(relative, anchor)
    return anchor.told or _relative("今", anchor) or anchor.only


def since(match: re.Match[str], anchor: Anchor) -> Ends:
    """自2018年6月…以来."""
    year = _either(match[1], match[2], anchor)
    month = _small(match[3]) if match[3] else 1
    start = date(year, month, 1) if year and 1 <= month <= 12 else None
    if start and not match[3] and _AT_END.match(match.string, match.start()):
        start = date(start.year, 12, 31)
    ahead = start is not None and anchor.now is not None and start > anchor.now
    return start, None if ahead else anchor.now


def since_new_year(_: re.Match[str], anchor: Anchor) -> Ends:
    """年初以来."""
    return (date(anchor.year, 1, 1) if anchor.year else None), anchor.now


def years_back(match: re.Match[str], anchor: Anchor) -> Ends:
    """三年来, 近三年."""
    from_now = match[0][0] in "近过最"
    opens = match.string[max(0, match.start() - 1) : match.start()] in ("", "\n", "。")
    lately = match[0][0] in "近最"
    return anchor.years_back(_small(match[1]), over="多" in match[0], from_now=from_now, lately=lately, opens=opens)


def years_ended(match: re.Match[str], anchor: Anchor) -> Ends:
    """结束了三年的援藏工作: the years up to now."""
    ended = "结束" in match.string[max(0, match.start() - 8) : match.start()]
    return anchor.years_back(_small(match[1])) if ended else (None, None)


def years_ahead(match: re.Match[str], anchor: Anchor) -> Ends:
    """今后三年: from this year on."""
    count = _small(match[1])
    if anchor.year is None or not 0 < count < 80:
        return None, None
    here = anchor.today.year if anchor.today else anchor.year
    return date(here, 1, 1), date(here + count - 1, 12, 31)


def transition(_: re.Match[str], __: Anchor) -> Ends:
    """The five years after 2020 in which what was reached against poverty is to be made firm."""
    return date(2021, 1, 1), date(2025, 12, 31)


def event(match: re.Match[str], anchor: Anchor) -> Ends:
    """这次, 当天: the day told before."""
    day = (anchor.day or anchor.event) if "当" in match[0] or "天" in match[0] else anchor.event
    return day, day


def plan(match: re.Match[str], anchor: Anchor) -> Ends:
    """十三五期间."""
    first = _PLANS[match[1]]
    if match[2] == "以来":
        return date(first, 1, 1), anchor.now
    return date(first, 1, 1), date(first + 4, 12, 31)


def years(match: re.Match[str], anchor: Anchor) -> Ends:
    """2016年至2020年, cut off at the report's day unless it names the years that something is for (2016—2017年的)."""
    first, last = year_of(match[1]), year_of(match[2])
    if last < first:
        return None, None
    ends = date(first, 1, 1), date(last, 12, 31)
    return ends if match.string.startswith("的", match.end()) else anchor.stretch(*ends)


def months(match: re.Match[str], anchor: Anchor) -> Ends:
    """1至9月."""
    year, first, last = _either(match[1], match[2], anchor), _small(match[3]), _small(match[4])
    if year is None or not 1 <= first <= last <= 12:
        return None, None
    return anchor.stretch(date(year, first, 1), _last(year, last))


def months_of_years(match: re.Match[str], anchor: Anchor) -> Ends:
    """2017年7月至2020年6月."""
    years = _either(match[1], match[2], anchor), _either(match[4], match[5], anchor)
    first, last = _small(match[3]), _small(match[6])
    if years[0] is None or years[1] is None or not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None
    begin, end = date(years[0], first, 1), _last(years[1], last)
    return anchor.stretch(begin, end) if begin < end else (None, None)


def days(match: re.Match[str], anchor: Anchor) -> Ends:
    """6月10日至12日, 5月28日—6月2日."""
    year, number = _either(match[1], match[2], anchor), _small(match[3])
    last = _small(match[5]) if match[5] else number
    try:
        begin, end = date(year or 0, number, _small(match[4])), date(year or 0, last, _small(match[6]))
    except ValueError:
        return None, None
    return (begin, end) if begin <= end else (None, None)


def first_months(match: re.Match[str], anchor: Anchor) -> Ends:
    """前5个月."""
    year, last = _either(match[1], match[2], anchor), _small(match[3])
    if year is None or not 1 <= last <= 12:
        return None, None
    return anchor.stretch(date(year, 1, 1), _last(year, last))


def bygone(_: re.Match[str], __: Anchor) -> Ends:
    """从前, 以前: in days that nothing tells."""
    return None, None


def years_ago(match: re.Match[str], anchor: Anchor) -> Ends:
    """三年前: the year so long ago; 二十多年前 and 几年前 tell none."""
    now = anchor.spoken
    if now is None or not match[1] or "多" in match[0]:
        return None, None
    return date(now - _small(match[1]), 1, 1), date(now - _small(match[1]), 12, 31)


def part_of_year(match: re.Match[str], anchor: Anchor) -> Ends:
    """上半年, 前三季度, 二季度, 年初; the end of a year told (2019年底) is its last day."""
    year = _either(match[1], match[2], anchor)
    if not (match[1] or match[2]) and NOW.search(match.string, max(0, match.start() - _NEAR), match.start()):
        year = anchor.spoken
    elif match[3] and not (match[1] or match[2] or anchor.told):
        year = anchor.year or year
    if year is None:
        return None, None
    if match[3]:
        first, last = _HALVES[match[3].removeprefix("年")]
        if match[3][-1] in "底末" and (match[1] or match[2]) and date(year, 12, 31) <= (anchor.now or date.max):
            return date(year, 12, 31), date(year, 12, 31)
    elif match[4]:
        first, last = 1, 3 * _QUARTERS[match[4]]
    else:
        first, last = 3 * _QUARTERS[match[5]] - 2, 3 * _QUARTERS[match[5]]
    return anchor.stretch(date(year, first, 1), _last(year, last))


def month(match: re.Match[str], anchor: Anchor) -> Ends:
    """2019年7月, 5月8日; a month without a year that lies ahead is the last one of its name."""
    year, number = _either(match[1], match[2], anchor), _small(match[3])
    if year is None or not 1 <= number <= 12:
        return None, None
    ahead = anchor.today is not None and date(year, number, 1) > anchor.today
    if ahead and not (match[1] or match[2] or anchor.told) and not _TO_COME.match(match.string, match.end()):
        year -= 1
    if not match[4]:
        return anchor.stretch(date(year, number, 1), _last(year, number))
    day = _small(match[4])
    if not 1 <= day <= monthrange(year, number)[1]:
        return None, None
    return date(year, number, day), date(year, number, day)


def month_near(match: re.Match[str], anchor: Anchor) -> Ends:
    """本月, 上个月."""
    if anchor.today is None:
        return None, None
    year, number = anchor.today.year, anchor.today.month
    if match[0][0] == "上":
        year, number = _month_before(anchor.today)
    return anchor.stretch(date(year, number, 1), _last(year, number))


def near_day(match: re.Match[str], anchor: Anchor) -> Ends:
    """27日, 昨日: the last such day up to that on which the text came out."""
    today = anchor.today
    if today is None:
        return None, None
    if not match[1]:
        day = today - timedelta(days=match[0][0] == "昨")
        return day, day
    number = _small(match[1])
    year, month = (today.year, today.month) if number <= today.day else _month_before(today)
    if not 1 <= number <= monthrange(year, month)[1]:
        return None, None
    return date(year, month, number), date(year, month, number)


def _month_before(day: date) -> tuple[int, int]:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def year(match: re.Match[str], anchor: Anchor) -> Ends:
    """2019年, 去年."""
    found = _either(match[1], match[2], anchor)
    return _whole(found, anchor) if found else (None, None)


def full_year(_: re.Match[str], anchor: Anchor) -> Ends:
    """全年, 年内."""
    year = anchor.told or anchor.year
    return _whole(year, anchor) if year else (None, None)


def planned_year(match: re.Match[str], anchor: Anchor) -> Ends:
    """年度计划, 年底前: to the last day of the year."""
    found = _either(match[1], match[2], anchor)
    return (date(found, 1, 1), date(found, 12, 31)) if found else (None, None)


def until(match: re.Match[str], anchor: Anchor) -> Ends:
    """截至2020年底, 到2020年; of a month without a year the last one."""
    year = _either(match[1], match[2], anchor)
    if year is None:
        return None, None
    month = _small(match[3]) if match[3] else 12
    if not 1 <= month <= 12:
        return None, None
    if not (match[1] or match[2] or anchor.told) and anchor.today:
        year = anchor.today.year - (date(anchor.today.year, month, 1) > anchor.today)
    if match[4]:
        return None, date(year, month, min(max(1, _small(match[4])), monthrange(year, month)[1]))
    goal = match[0][0] in "到至" and not _TURNED.search(match.string, max(0, match.start() - 3), match.start())
    return None, _last(year, month) if goal else anchor.until(_last(year, month))


def until_year_end(_: re.Match[str], anchor: Anchor) -> Ends:
    """截至年底."""
    return None, date(anchor.year, 12, 31) if anchor.year else None


def until_now(_: re.Match[str], anchor: Anchor) -> Ends:
    """截至目前, 近年来."""
    return None, anchor.now
