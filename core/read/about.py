"""What a file says of itself beside its text, as far as it can be believed."""

from __future__ import annotations

import re
from datetime import date

from core.records import About

_DATE = re.compile(
    r"((?:19|20)\d\d)\s*[-年./]?\s*(1[0-2]|0?[1-9])\s*[-月./]?\s*(3[01]|[12]\d|0?[1-9])(?!\d{1,2}(?!\d))"
)
#: Titles and authors that a program filled in.
_MADE_TITLE = re.compile(
    r"(?:文档|无标题|新建|未命名|演示文稿|幻灯片|document|untitled|doc|microsoft word|test)[\s\d\-_.()（）]*(?:\.\w+)?|"
    r"[\d\W_]*|.{0,3}|microsoft word - .*|"
    r".*\.(?:docx?|indd|wps|pdf|qxd|fit|ps)",
    re.I,
)
_MADE_AUTHOR = re.compile(
    r"(?:admin(?:istrator)?|users?|微软(?:用户|中国)|中国|windows(?:用户|\s.*)?|lenovo|hp|dell|asus|thinkpad|pc|python-docx|"
    r"openpyxl|[\w.]*\d{2,}|匿名|anonymous|unknown|unspecified|untitled|雨林木风|deepin|ylmf|mc system|.?)",
    re.I,
)
LONGEST = 200


def about_of(*, title: str = "", publisher: str = "", author: str = "", day: str = "") -> About:
    """An `About` of what a file states; what a program filled in itself (`文档1`, `Administrator`) is left out.

    >>> about_of(title="文档1", author="微软用户", day="2020-07-13 09:53").published_on
    datetime.date(2020, 7, 13)
    """
    title, publisher, author = (" ".join(part.split())[:LONGEST] for part in (title, publisher, author))
    return About(
        title=title if title and not _MADE_TITLE.fullmatch(title) else None,
        publisher=publisher or None,
        author=author if author and not _MADE_AUTHOR.fullmatch(author) else None,
        published_on=day_of(day),
    )


def day_of(text: str) -> date | None:
    """The first day named in a text, None where there is none.

    >>> day_of("20201217"), day_of("2020年2月30日")
    (datetime.date(2020, 12, 17), None)
    """
    match = _DATE.search(text[:100])
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
