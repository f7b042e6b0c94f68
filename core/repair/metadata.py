"""What a document says of itself: title, publisher, author, day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from core.records import About

_NAME = r"[\u4e00-\u9fff·]"
_DAY = re.compile(r"((?:19|20)\d\d)\s*(?:[-./]|年)\s*(1[0-2]|0?[1-9])\s*(?:[-./]|月)\s*(3[01]|[12]\d|0?[1-9])(?!\d)")
_WIRE = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日(?:电|讯|消息|报道)")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d|19[89]\d)(?=年|/)")
_LABEL = re.compile(r"(?:发布|发表|更新|发稿)?(?:时间|日期)\s*[:：]|来源|发布于")
_PUBLISHER = re.compile(
    r"(?:信息来源|消息来源|稿件来源|文章来源|来源|出处)\s*[:：/]\s*([^\s,，。;；|:：)）”\"]{2,30}?)(?=发布|时间|作者|编辑|日期|责任|浏览|[\s,，。;；|)）:：]|$)"
)
_PAPER = re.compile(
    rf"[(（\s]({_NAME}{{2,8}}(?:日报|晚报|早报|时报|商报|导报|通讯社|新华社|网|电视台|电台)社?)(?:全媒体|融媒体)?(?:首席)?(?:记者|讯|消息)"
)
_AUTHORS = tuple(
    re.compile(rf"{label}\s*[:：]?\s*({_NAME}{{2,4}}?)(?=[\s,，、。;；)）/]|信息|消息|来源|通讯员|编辑|发布|摄|$)")
    for label in (r"作者(?=\s*[:：])", r"[(（\s\u4e00-\u9fff]记者", r"文\s*(?=[/／:：])[/／]?", r"编辑(?=\s*[:：])")
)
_TITLE = re.compile(r"^[ \t\u3000]{0,8}(?:原标题|文章标题|标题)\s*[:：]\s*(\S{4,60})", re.M)
_NO_TITLE = re.compile(r"[。;；]|\d{4}\s*[-年/]|https?:|[:：]\S|[,，、]$|\d{1,4}$|^[(（【\[]|记者|来源|作者")
#: How much of the text's start and end is searched, and the longest line that may be a line about the text.
HEAD, TAIL, LONGEST = 1500, 600, 90


def read(text: str, about: About) -> About:
    """`about` with what it lacks, as far as the lines about the text tell.

    >>> read("编辑:王军 信息来源: 西e网—白银新闻网发布时间:2020-7-13", About()).published_on
    datetime.date(2020, 7, 13)
    """
    ends = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"
    return replace(
        about,
        publisher=about.publisher or _first(ends, _PUBLISHER, _PAPER),
        author=about.author or _first(ends, *_AUTHORS),
        published_on=about.published_on or _published(text, ends),
    )


def read_title(told: str, text: str, about: About) -> About:
    r"""`about` with a title: `标题:` in the text as told, a line told again and again, or the first that may be one.

    >>> read_title("", "小康\n京蒙携手谱新篇  合作帮扶结硕果\n京蒙合作,是重大部署。", About()).title
    '京蒙携手谱新篇 合作帮扶结硕果'
    """
    if about.title:
        return about
    if match := _TITLE.search(told):
        return replace(about, title=match[1])
    lines = [" ".join(line.split()) for line in told.split("\n") if 6 <= len(line.strip()) <= 40]
    if lines:
        line, count = Counter(lines).most_common(1)[0]
        if count >= 3 and not _NO_TITLE.search(line):
            return replace(about, title=line)
    return replace(about, title=next(_titles(text), None))


def _titles(text: str) -> Iterator[str]:
    head = [line.strip() for line in text[:HEAD].split("\n") if line.strip()][:12]
    for line in head:
        if 6 <= len(line) <= 60 and not _NO_TITLE.search(line) and re.search(_NAME, line):
            yield " ".join(line.split())


def _first(text: str, *patterns: re.Pattern[str]) -> str | None:
    found = (match for pattern in patterns if (match := pattern.search(text)))
    return next((match[1] for match in found), None)


def _published(text: str, ends: str) -> date | None:
    """A day with a label, else one on a short line, else the day of a wire story with the year told elsewhere."""
    told = [(_line(ends, match), _date(*match.groups())) for match in _DAY.finditer(ends)]
    short = [(line, day) for line, day in told if day and len(line) <= LONGEST]
    labelled = [day for line, day in short if _LABEL.search(line)]
    if labelled or short:
        return (labelled or [day for _, day in short])[0]
    for line, day in told:
        if day and re.search(r"日\s*(?:电|讯|消息)", line):
            return day
    return _wire(text, ends)


def _wire(text: str, ends: str) -> date | None:
    wire = _WIRE.search(ends)
    years = [year for year in _YEAR.findall(text[: HEAD * 4]) if year]
    return _date(max(years), wire[1], wire[2]) if wire and years else None


def _line(text: str, match: re.Match[str]) -> str:
    end = text.find("\n", match.end())
    return text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
