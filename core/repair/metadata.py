"""What a document says of itself: title, publisher, author, day of publication."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from core.records import About

_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年./]\s*(1[0-2]|0?[1-9])\s*[-月./]\s*(3[01]|[12]\d|0?[1-9])(?!\d)")
_PUBLISHER = re.compile(
    r"(?:信息来源|来源|出处)[:：]\s*([^\s,，。;；|]{2,30}?)(?=发布时间|时间|作者|编辑|日期|[\s,，。;；|)）]|$)"
)
_AUTHOR = re.compile(r"(?:作者|编辑|记者|通讯员)[:：]?\s*([\u4e00-\u9fff]{2,4}?)(?=[\s,，。;；)）]|信息|来源|通讯员|$)")
_TITLE = re.compile(r"^(?:原标题|标题)[:：]\s*(\S+)", re.M)


def read(text: str, about: About) -> About:
    """`about` with what it lacks, as far as the text tells.

    >>> read("编辑:王军 信息来源: 西e网—白银新闻网发布时间:2020-7-13", About()).published_on
    datetime.date(2020, 7, 13)
    """
    return replace(
        about,
        title=about.title or _title(text),
        publisher=about.publisher or _group(_PUBLISHER, text),
        author=about.author or _group(_AUTHOR, text),
        published_on=about.published_on or _date(text),
    )


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


def _date(text: str) -> date | None:
    for match in _DATE.finditer(text[:1500]):
        line = text[
            text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())
            if "\n" in text[match.end() :]
            else None
        ]
        if len(line) <= 80:
            return date(int(match[1]), int(match[2]), int(match[3]))
    return None


def _title(text: str) -> str | None:
    if match := _TITLE.search(text):
        return match[1]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    line, count = (
        Counter(line for line in lines if 6 <= len(line) <= 40).most_common(1)[0]
        if any(6 <= len(l) <= 40 for l in lines)
        else ("", 0)
    )
    if count >= 3:
        return line
    return next(
        (line for line in lines[:12] if 6 <= len(line) <= 60 and not re.search(r"[。；]|\d{4}-|[:：]", line)), None
    )
