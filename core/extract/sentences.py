"""Cuts a text into sentences, clauses and topics: the frame in which a quantity is understood.

A topic is what a stretch of text announces to be about: a heading on a line of its own, a numbered heading
(`二、产业合作`), or the lead of a sentence (`劳务协作方面,`). It holds until the next one of its rank.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress

from core.frozen import record

#: Full-width marks and the plain ones that stand for them here, so that each rule is written once.
_NARROW = (
    ("\uff0c", ","),
    ("\uff1b", ";"),
    ("\uff1a", ":"),
    ("\uff01", "!"),
    ("\uff1f", "?"),
    ("\uff08", "("),
    ("\uff09", ")"),
)
#: Ends of sentences, with closing quotes and brackets that belong to them; a line break ends one too.
_SENTENCE_END = re.compile(r"[。!?…\n](?:(?<=\n)\n*|[。!?…]*[”’」』)》]*)")
#: A plain dot that ends a sentence: behind a word, before another or at the end of a line.
_DOT = re.compile(
    r"\.(?<=[\u4e00-\u9fff%)）”\"].)(?<![\n 　][一二三四五六七八九十].)(?=\s*(?:[\u4e00-\u9fff“\"(（《\d]|$))"
)
_ENDS = "。!?！？…\n"
#: Characters up to which a sentence is taken for one; reports have none half as long, tables and noise do.
_LONGEST = 3000
#: Ends of clauses inside a sentence. The list mark `、` ends none: its items share their verb.
_CLAUSE_END = re.compile(r"[,;:。!?\n]")
_STRONG_ENDS = frozenset(";。!?\n")
#: Characters within which the headlines of a text have ended.
_HEADLINES = 2000
_LINE_END = re.compile("\n")
_BLANK = " \t\u3000"
_NUMBERED = re.compile(r"[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、).](?=\D)|(?:一|二|三|四|五|六|七|八|九|十)是")
#: `劳务协作方面,` `产业协作上,` `在人才支援中,`: the lead of a sentence or of what follows a semicolon.
_LEAD = re.compile(r"[^\S\n]*(?:在|从)?([^,。;:!\n\d“”《》()]{2,16}?)(?:工作)?(?:方面|领域|[上中])[,:]")
#: Where a lead ends, which is sought first, and what it follows.
_LEAD_END = re.compile(r"[方领上中](?:(?<=方)面|(?<=领)域|(?<=[上中]))[,:]")
_BEFORE_LEAD = "。;!\n"
#: A short opening sentence of a paragraph without figures is its topic: `大力推进定点帮扶。`
_OPENING = re.compile(r"[^,。;:!?\n\d]{4,18}+(?=[。:])|[^。;:!?\n\d]{4,24}+(?=[。:])")
_HEADING_LENGTH = 34
_HEADING_END = "。;,!、:…”)"


@record(frozen=True, slots=True)
class Span:
    """A stretch of text, half open, in code points."""

    start: int
    end: int


@record(frozen=True, slots=True)
class Topic:
    """What the text from `start` to `until` is announced to be about; the words stand at `words`.

    `rank` is 0 for a heading, 1 for the opening of a paragraph, 2 for the lead of a sentence.
    """

    start: int
    until: int
    rank: int
    words: Span


@dataclass(frozen=True)
class Frame:
    """Sentences, clauses and topics of one text; look-ups are by position.

    A stretch goes from one semicolon or full stop to the next; the lines of a list are in the stretch of the line
    that introduces it.
    """

    text: str
    sentences: tuple[Span, ...]
    clause_starts: tuple[int, ...]
    strong_starts: tuple[int, ...]
    topics: tuple[tuple[Topic, ...], tuple[Topic, ...], tuple[Topic, ...]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _topic_starts(self) -> tuple[list[int], ...]:
        return tuple([topic.start for topic in rank] for rank in self.topics)

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds `position` (or is the last one before it)."""
        if not self.sentences:
            return Span(0, len(self.text))
        return self.sentences[(bisect_right(self._sentence_starts, position) or 1) - 1]

    def clause_index(self, position: int) -> int:
        """Number of the clause that holds `position`; neighbouring clauses have neighbouring numbers."""
        return bisect_right(self.clause_starts, position)

    def clause_start(self, position: int) -> int:
        """Where the clause begins that holds `position`."""
        place = bisect_right(self.clause_starts, position) - 1
        return self.clause_starts[place] if place >= 0 else 0

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause that holds `position`."""
        place = bisect_right(self.clause_starts, position)
        start = self.clause_starts[place - 1] if place else 0
        return start, self.clause_starts[place] if place < len(self.clause_starts) else len(self.text)

    def stretch_at(self, position: int) -> tuple[int, int]:
        """The stretch between semicolons and full stops that holds `position`."""
        place = bisect_right(self.strong_starts, position)
        start = self.strong_starts[place - 1] if place else 0
        return start, self.strong_starts[place] if place < len(self.strong_starts) else len(self.text)

    def strong_index(self, position: int) -> int:
        """The same for stretches between semicolons and full stops."""
        return bisect_right(self.strong_starts, position)

    def topics_at(self, position: int) -> list[Topic]:
        """The topics that hold at `position`: heading, opening of the paragraph, lead."""
        found: list[Topic] = []
        for starts, rank in zip(self._topic_starts, self.topics, strict=True):
            place = bisect_right(starts, position)
            if place and position < rank[place - 1].until:
                found.append(rank[place - 1])
        return found


def narrow(text: str) -> str:
    """`text` with plain punctuation in place of full-width, of the same length.

    >>> narrow("\uff08\u4e8c\uff09\u5982\u4e0b\uff1a")
    '(二)如下:'
    """
    for wide, plain in _NARROW:
        text = text.replace(wide, plain)
    return text


def stopped(text: str) -> str:
    """`text` with full stops for the plain dots that end its sentences, of the same length.

    >>> stopped("签约2.1亿元.这里也说明.")
    '签约2.1亿元。这里也说明。'
    """
    return _DOT.sub("。", text) if "." in text else text


def broken(text: str) -> str:
    r"""`text` with a line break in place of a mark or blank (or of any character) where no sentence ends for long.

    What is asked within one sentence may take as long as the sentence: a file of one line would take for ever.

    >>> broken("12%," * 2000).index("\n")
    2999
    """
    pieces, kept, start = [], 0, 0
    while len(text) - start > _LONGEST:
        end = start + _LONGEST
        last = max([text.rfind(mark, start, end + 1) for mark in _ENDS])
        if last < 0:
            last = max([text.rfind(mark, start + _LONGEST // 2, end) for mark in ",，、;； "])
            last = last if last >= 0 else end - 1
            pieces += [text[kept:last], "\n"]
            kept = last + 1
        start = last + 1
    return "".join([*pieces, text[kept:]])


@lru_cache(maxsize=2)
def frame(text: str) -> Frame:
    """The frame of a `narrow` text, in time linear in its length; that of the last texts is kept."""
    lines = _lines(text)
    headings = [is_heading(text[line.start : line.end]) for line in lines]
    openings = tuple(_openings(text, lines, headings))
    listed = {topic.start for topic in openings if topic.words.end <= topic.start}
    clauses = tuple([found.end() for found in _CLAUSE_END.finditer(text)])
    return Frame(
        text,
        tuple(_trimmed(text, _sentences(text))),
        clauses,
        tuple([end for end in clauses if text[end - 1] in _STRONG_ENDS and end not in listed]),
        (tuple(_headings(text, lines, headings)), openings, tuple(_leads(text))),
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for stop in _SENTENCE_END.finditer(text):
        end, after = stop.span()
        found.append((start, end if text[end] == "\n" else after))
        start = after
    return [*found, (start, len(text))]


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> list[Span]:
    """What is left of spans without the blanks around it."""
    found = []
    for start, end in spans:
        while start < end and text[start] in _BLANK:
            start += 1
        while start < end and text[end - 1] in _BLANK:
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return found


def _lines(text: str) -> list[Span]:
    ends = [found.start() for found in _LINE_END.finditer(text)]
    return _trimmed(text, zip([0, *[end + 1 for end in ends]], [*ends, len(text)], strict=True))


def is_heading(line: str) -> bool:
    """Is this line a heading by its looks: short, no closing mark?

    >>> is_heading("二、强化产业合作"), is_heading("全县脱贫2300人。")
    (True, False)
    """
    return len(line) <= _HEADING_LENGTH and line[-1] not in _HEADING_END


def _headings(text: str, lines: Sequence[Span], headings: Sequence[bool]) -> Iterator[Topic]:
    lines = list(compress(lines, headings))
    for line, following in zip(lines, [*lines[1:], None][: len(lines)], strict=True):
        yield Topic(line.start, following.start if following else len(text), 0, line)


def _openings(text: str, lines: Sequence[Span], headings: Sequence[bool]) -> Iterator[Topic]:
    """Openings of paragraphs, and lines that introduce a list, for the short lines of the list."""
    introduction: Span | None = None
    for line, heading in zip(lines, headings, strict=True):
        if introduction and heading:
            yield Topic(line.start, line.end, 1, introduction)
            continue
        introduction = (
            Span(max(line.start, line.end - _HEADING_LENGTH), line.end) if text[line.end - 1] == ":" else None
        )
        numbered = _NUMBERED.match(text, line.start, line.end)
        begin = numbered.end() if numbered else line.start
        opening = _OPENING.match(text, begin, line.end)
        if opening:
            yield Topic(line.start, line.end, 1, Span(opening.start(), opening.end()))


def _leads(text: str) -> Iterator[Topic]:
    found, low = [], 0
    for end in _LEAD_END.finditer(text):
        start = max([text.rfind(mark, low, end.start()) for mark in _BEFORE_LEAD]) + 1
        # The text itself begins as behind a line break.
        told = _LEAD.match(text, start) if start or not low else None
        low = end.end()
        if told:
            found.append(Span(*told.span(1)))
    for lead, following in zip(found, [*found[1:], None][: len(found)], strict=True):
        line_end = text.find("\n", lead.start)
        until = len(text) if line_end < 0 else line_end
        if following:
            until = min(until, following.start)
        yield Topic(lead.start, until, 2, lead)


def retold(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For each figure of the headlines the place of its first telling in the text below, in the same words."""
    body = text.rfind("\n", 0, max(0, text.find("。", 0, _HEADLINES)))
    first = bisect_right(spans, (max(0, body), 0))
    if body < 0 or not first:
        return {}
    told: dict[str, int] = {}
    for place, (start, end) in enumerate(spans[first:], first):
        told.setdefault(text[start:end], place)
    words = (text[start:end] for start, end in spans[:first])
    return {place: told[word] for place, word in enumerate(words) if word in told}
