"""What a document says of itself: title, publisher, author, day of publication, and where it says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from core.records import About
from core.repair.page import page

_HAN = r"[\u3400-\u4e27\u4e29-\u9fff]"  # without 丨, which some pages take for a bar
_DAY = r"((?:19|20)\d\d)\s*(?:[-./]|年)\s*(1[0-2]|0?[1-9])\s*(?:[-./]|月)\s*(3[01]|[12]\d|0?[1-9])(?!\d)"
_ANY_DAY = re.compile(_DAY)
_WIRE = re.compile(r"(?<![\d年])(?<!年 )(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日\s*(?:电|讯|消息|报道)")
#: In any line in which `_WIRE` is.
_WIRE_END = re.compile(r"日\s*(?:电|讯|消息|报道)")
_WIRE_DAY = re.compile(_DAY + r"日?\s*(?:电|讯|消息)")
#: A year that the report speaks of as its own.
_OWN_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:年初|初)?(?:以来|上半年|前\S{1,3}季度|1\s?[-—–至到]\s?\d+月)")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19[89]\d)(?=年|[-/.]|\d{4}/)")
_REPORTER = re.compile(
    rf"(?:[(（\s\[【]|{_HAN})记者\s*[:：]?\s*({_HAN}{{2,4}})(?=[\s,，、。;；)）/】\]]|信息|消息|来源|通讯员|编辑|发布|摄|$)"
)
#: In any text in which `_TITLE` is.
_TITLE_WORD = re.compile(r"标\s*题")
_TITLE = re.compile(r"^[ \t\u3000]{0,8}(?:原标题|文章标题|标\s*题)\s*[:：]?[ \t]?[\[【]?(\S{4,60})", re.M)
_SENTENCE = re.compile(r"[。;；]|[，,](?:.*?[，,]){2}")
_LABEL = re.compile(
    r"^\S{1,6}\s*[:：](?=\s*$)|(?:来源|作者|编辑|记者|时间|日期|字号|索引号)\s*[:：]|https?:|[,，、]$|\d{1,4}$"
)
_WORDS = {"title": "title", "publisher": "publisher", "author": "author", "published_on": "day of publication"}
#: How much of the text's start and end is searched, and the longest line that may be a line about the text.
HEAD, TAIL, LONGEST = 1500, 600, 90
#: Lines of the head, and how long a title may be.
LINES, SHORTEST_TITLE, LONGEST_TITLE = 25, 6, 60


class Found(NamedTuple):
    """One thing that the text says of itself in `text[start:end]`; `field` is one of `About`."""

    field: str
    start: int
    end: int
    value: str | date

    @property
    def reason(self) -> str:
        """What was read, for the list of repairs."""
        return f"{_WORDS[self.field]}: {self.value}"


class Line(NamedTuple):
    """A line near an end of the text: where it starts, and its words."""

    start: int
    words: str


def find(text: str) -> tuple[Found, ...]:
    """What the lines about the text tell, one entry a field at most.

    >>> [found.value for found in find("编辑:王军 信息来源: 西e网发布时间:2020-7-13")]
    ['西e网', '王军', datetime.date(2020, 7, 13)]
    """
    head, tail = _head(text), _tail(text)
    lines = head + [line for line in tail if not head or line.start > head[-1].start]
    said = "\n".join([line.words for line in lines])
    signs = frozenset(filter(said.__contains__, _signs()))
    found = (_title(text, head), _publisher(lines, signs), _author(lines, signs), _published(text, lines, said))
    return tuple([one for one in found if one is not None])


def filled(about: About, found: Sequence[Found]) -> About:
    """`about` with what it lacks, as far as found."""
    if not found:
        return about
    lacking = {one.field: one.value for one in found if not getattr(about, one.field)}
    return replace(about, **lacking) if lacking else about  # type: ignore[arg-type]  # each value is of its field's type


def _head(text: str) -> list[Line]:
    """The lines before the first paragraph of sentences, and that paragraph's start."""
    lines: list[Line] = []
    start = 0
    while start < min(len(text), HEAD) and len(lines) < LINES:
        end = text.find("\n", start, start + HEAD)
        end = min(len(text), start + HEAD) if end < 0 else end
        words = text[start:end]
        if not words.isspace() and words:
            lines.append(Line(start, words))
            if _is_body(words):
                break
        start = end + 1
    return lines


def _is_body(words: str) -> bool:
    return len(words) >= 25 and "。" in words and not _ANY_DAY.match(words.strip())


def _tail(text: str) -> list[Line]:
    start = max(0, len(text) - TAIL)
    lines: list[Line] = []
    for words in text[start:].split("\n"):
        last = words[-LONGEST:]
        if last.strip():
            lines.append(Line(start + len(words) - len(last), last))
        start += len(words) + 1
    return lines


def _title(text: str, head: list[Line]) -> Found | None:
    """`标题:`, a line told again and again, or the first line above the date (or the text) that may be one."""
    if _TITLE_WORD.search(text) and (match := _TITLE.search(text)):
        title = match[1].rstrip("】]")
        return Found("title", match.start(1), match.start(1) + len(title), title)
    repeated = _repeated(text)
    if len(head) < 2 and not repeated:
        return None
    for line in repeated or _above(head):
        words = line.words.strip()
        if repeated or _may_be_title(words):
            start = line.start + line.words.find(words)
            return Found("title", start, start + len(words), " ".join(words.split()))
    return None


def _above(head: list[Line]) -> list[Line]:
    """The lines above the last date of the head, all where it has none."""
    for place in range(len(head) - 1, -1, -1):
        words = head[place].words
        if len(words) <= LONGEST * 2 and _ANY_DAY.search(words) and not _is_body(words):
            return head[:place]
    return head


def _repeated(text: str) -> list[Line]:
    lines = text.split("\n")
    if len(lines) - len(set(lines)) < 2:
        return []
    counts = Counter([line for line in lines if SHORTEST_TITLE <= len(line.strip()) <= 40])
    line, count = counts.most_common(1)[0] if counts else ("", 0)
    if count < 3 or not _may_be_title(line.strip()):
        return []
    return [Line(text.find(f"\n{line}\n") + 1 if not text.startswith(f"{line}\n") else 0, line)]


def _may_be_title(words: str) -> bool:
    if not SHORTEST_TITLE <= len(words) <= LONGEST_TITLE or _SENTENCE.search(words) or _is_said(words):
        return False
    return re.search(_HAN, words) is not None


def _is_said(words: str) -> bool:
    """Whether a line says something else of the page: a label, a day, a menu, an office, a page number."""
    return bool(
        _ANY_DAY.search(words)
        or _LABEL.search(words)
        or page().no_title.search(words)
        or page().anywhere(words)
        or page().at_ends(words)
    )


class Pattern(NamedTuple):
    """A pattern, and the signs of which any line that it matches has one."""

    signs: tuple[str, ...]
    search: Callable[[str], re.Match[str] | None]

    def __call__(self, words: str) -> re.Match[str] | None:
        """The match in a line; the signs are looked for first, which is much faster."""
        return self.search(words) if any(map(words.__contains__, self.signs)) else None

    def among(self, lines: list[Line], signs: frozenset[str]) -> Iterator[tuple[Line, re.Match[str]]]:
        """The lines that match, in order; `signs` are those that any of them has."""
        for line in () if signs.isdisjoint(self.signs) else lines:
            if match := self(line.words):
                yield line, match


@cache
def _publishers() -> tuple[Pattern, ...]:
    stop = "发布|时间|作者|编辑|日期|责任|浏览|点击|字体|字号|记者|主题|索引|发文|[12]\\d{3}[-年/.]"
    labelled = [
        re.compile(
            rf"(?<!{_HAN})(?:{labels})\s?[:：/丨]\s*([^\s,，。;；|｜丨:：)）】”\"]{{2,30}}?)(?=\s*(?:{stop})|[\s,，。;；|｜丨)）】:：”]|$)",
            re.M,
        ).search
        for labels in page().publisher
    ]
    papers = page().papers
    wire = re.compile(
        rf"^\s*(?:[(（【]\S{{1,6}}[)）】]\s*)?({_HAN}{{0,8}}?(?:{papers}))(?:{_HAN}{{0,6}}(?:{_DAY}|\d{{1,2}}月\d{{1,2}})日?)?\s*(?:电|讯|消息)"
    )
    reporter = re.compile(rf"[(（\s]({_HAN}{{2,8}}(?:{papers})社?)(?:全媒体|融媒体)?(?:首席)?(?:记者|讯|消息)")
    dated = re.compile(rf"^\s*《?({_HAN}{{2,8}}报)》?\s*[(（]?{_DAY}日?\s*[)）]?(?:\s|$)")
    barred = re.compile(
        rf"(?:19|20)\d\d[-./年]\d{{1,2}}[-./月]\d{{1,2}}日?[\s\d:：]*[|｜]\s*({_HAN}{{2,10}}(?:{papers}))\s*(?:[|｜]|$)"
    )
    told = [Pattern(_shortest(labels), search) for labels, search in zip(page().publisher, labelled, strict=True)]
    lines = (Pattern(("报",), dated.search), Pattern(("|", "｜"), barred.search))
    return (*told, Pattern(("电", "讯", "消"), wire.search), Pattern(("记者", "讯", "消"), reporter.search), *lines)


def _shortest(labels: str) -> tuple[str, ...]:
    """Those of the labels of which each of the others holds one."""
    words = labels.split("|")
    return tuple(word for word in words if not any(other != word and other in word for other in words))


def _publisher(lines: list[Line], signs: frozenset[str]) -> Found | None:
    for pattern in _publishers():
        for line, match in pattern.among(lines, signs):
            if _is_somebody(match[1]):
                name = re.sub(rf"[-—－]{_HAN}{{2,4}}频道$", "", match[1])
                return Found("publisher", line.start + match.start(1), line.start + match.start(1) + len(name), name)
    return None


@cache
def _authors() -> tuple[Pattern, ...]:
    ends = r"(?=[\s,，、。;；)）】\]/|｜丨]|信息|消息|来源|通讯员|编辑|发布|摄|$)"
    first, correspondent, editor = page().author
    written = re.compile(rf"(?:{first})\s*({_HAN}{{2,4}}?){ends}")
    sent = re.compile(rf"(?:{correspondent})\s*[:：]?\s*({_HAN}{{2,4}}?){ends}")
    edited = re.compile(rf"(?:{editor})\s*[:：]\s*({_HAN}{{2,4}}?){ends}")
    author = re.compile(rf"作\s?者\s*[:：]\s*({_HAN}{{2,4}}?){ends}")
    told = (
        *((("者",), author), (("记者",), _REPORTER), (tuple(":：/／|｜"), written)),
        *((_shortest(correspondent), sent), (tuple(":："), edited)),
    )
    return tuple(Pattern(signs, pattern.search) for signs, pattern in told)


@cache
def _signs() -> frozenset[str]:
    return frozenset(sign for pattern in (*_publishers(), *_authors()) for sign in pattern.signs)


def _author(lines: list[Line], signs: frozenset[str]) -> Found | None:
    for pattern in _authors():
        for line, match in pattern.among(lines, signs):
            if _is_somebody(match[1]) and (len(line.words) <= LONGEST * 2 or match.start() <= LONGEST):
                return Found("author", line.start + match.start(1), line.start + match.end(1), match[1])
    return None


def _is_somebody(name: str) -> bool:
    return name not in page().nobody and re.search(_HAN, name) is not None


def _published(text: str, lines: list[Line], said: str) -> Found | None:
    """A day with a label, else one on a short line, else the day of a wire story with the year told elsewhere."""
    dated, wired = _ANY_DAY.search(said), _WIRE_END.search(said)
    if not (dated or wired):
        return None
    short = [line for line in lines if len(line.words) <= LONGEST and not _SENTENCE.search(line.words)]
    for pattern, chosen in ((_labelled_day(), lines), (_ANY_DAY, short), (_WIRE_DAY, lines)) if dated else ():
        for line in chosen:
            match = pattern.search(line.words)
            if match and (day := _date(*match.groups()[:3])):
                return Found("published_on", line.start + match.start(1), line.start + match.end(3), day)
    return _wire(text, lines, short) if wired else None


@cache
def _labelled_day() -> re.Pattern[str]:
    return re.compile(rf"(?:{page().published})\s*[:：]?\s*{_DAY}")


def _wire(text: str, lines: list[Line], short: list[Line]) -> Found | None:
    """The day of a wire story, with the year that a line about the text or the report's own words tell."""
    for line in lines:
        match = _WIRE.search(line.words) if _WIRE_END.search(line.words) else None
        if match is None:
            continue
        years = [year for other in short for year in _YEAR.findall(other.words)]
        years = years or _OWN_YEAR.findall(text[: HEAD * 4])
        day = _date(max(years), match[1], match[2]) if years else None
        return Found("published_on", line.start + match.start(1), line.start + match.end(2), day) if day else None
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
