"""The frame in which a figure's places are read: each sentence with who it names, and what is carried on to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core import gazetteer
from core.extract.directions import of_the_east, of_the_nation, said_of_both
from core.extract.pairs import COOPERATION, CREDITS, NUMBERED, DocumentPair, assisted_at
from core.extract.roles import EACH, JOINT, NAMED, PROVIDER, RECIPIENT, WHOLE, Pointer
from core.extract.sentences import Span, frame, is_heading
from core.gazetteer import Level

#: Topics in which a region works with its own means or with the centre's.
_OWN_TOPIC = re.compile(r"定点帮扶|定点扶贫|社会扶贫|万企帮万村|驻村|专项扶贫|行业扶贫|光彩事业")
#: Firms of the whole country: what they give, no place gives.
_NATIONAL = re.compile(
    r"阿里巴巴|京东|字节跳动|腾讯|拼多多|苏宁|抖音|淘宝|中国[^,。;、\d]{2,8}(?:集团|公司|银行|基金会)|国家电网|中石油|中石化|碧桂园|恒大|万达"
)
#: A region introduced: 古丈县位于…, 全县总面积….
_INTRODUCED = re.compile(
    r"(?:(?!园|项目|公司|基地|工厂|车间|中心|学校|医院)[^,。;:\d]){2,14}?(?:位于|地处|坐落|[国总]土?面积|幅员)"
)
#: One of its words stands in the first characters of what introduces a region.
_LIES = re.compile(r"[位地坐面幅](?:(?<=位)于|(?<=地)处|(?<=坐)落|(?<=面)积|(?<=幅)员)")
_LIES_NEAR = 18
#: What two provinces hold together: 粤桂扶贫协作第六次联席会议.
_MEETING = re.compile(r"[^,。;\n]{0,16}?(?:会议|联席会|推介会|对接会|洽谈会|博览会|活动)")
#: 一是…;二是…: each point begins with what held before the first.
_POINT = re.compile(r"(?:^|[。;\n])\s?[一二三四五六七八九十]是")
_POINT_WORD = re.compile("[一二三四五六七八九十]是")
#: 【对口支援万州区】 2017年…: a heading in its paragraph.
_BRACKETED_HEADING = re.compile(r"\s*【([^【】\n]{2,24})】")
_BULLETS = tuple("●■◆▲★□○◎◇△☆•·")
_PAIR = re.compile(r"双方|两[地省市县区]|三地")
_CONTINUES = re.compile(r"这里|当地|村里|县里|该[村县旗镇乡厂]|本村|他|她|“|老|这个")
#: What a paragraph takes up again where the one before told of it (育苗基地的落地…), and how far back.
_TAKEN_UP = re.compile(r"[\u4e00-\u9fff]{2,5}?(?:基地|车间|大棚|茶园|果园|产业园|工厂|合作社)")
_TOLD_NEAR = 400
#: A giver and whom it is paired with, and what they do as two.
_COUPLE = 2
_SIGNS = re.compile(r"(?:分别|陆续|先后)?(?:签订|签署|结对|建立|开展)")
#: From so many places on a sentence is about none of them in particular.
_SEVERAL = 3
#: What stands before an item of a distribution: 其中延安市7个、榆林市1个(北京3名).
_OPENS = ("、", ",", "(", ":", ";", "中", "为", "与")
#: Between a place and the number that is its own.
BEFORE_NUMBER = re.compile(r"(?:等|最后一批|最后|的|各|有|共|为|约|近|超过|达|:|:| )*")
_NEAR = 8
#: No clause goes on so far before or behind a quantity.
_CLAUSE_FAR = 400
_TIME = re.compile(
    r"(?:目前|截至[^,。]{0,12}|[今去]年[^,。]{0,6}|[近这]?[^,。;]{1,4}年多?来|\d{4}年[^,。]{0,8}|自[^,。;]{2,24}以来"
    r"|同时|此外|其中)?,?"
)
#: Ends of an item of a list.
ITEM = re.compile(r"[、,;:。!?\n)]")
#: From the number of one item of a distribution to the place of the next: 7个、榆林市1个.
_NEXT_ITEM = re.compile(r"[^、,;。()]{0,10}[、,;和]")


@dataclass(slots=True)
class Sentence:
    """A sentence with its pointers, each with the position up to which it holds, and its quantities.

    `bound` tells of each pointer whether it holds for its own number only (北京235家、天津31家). `numbers` tells by
    its end where each quantity starts. `topical` is where the first words and a time before them end: what stands
    there is the topic of all that follows. `towards_east`: a provider is named, or words for the east are.
    """

    span: Span
    opens_paragraph: bool
    pointers: Sequence[Pointer]
    until: Sequence[int]
    bound: Sequence[bool]
    spans: Sequence[tuple[int, int]]
    numbers: Mapping[int, int]
    topical: int
    giver_named: bool
    nation: bool
    towards_east: bool
    together: Sequence[tuple[int, int]]


class Stage:
    """A text cut into sentences, each with its pointers and quantities; both in order of their starts."""

    def __init__(self, text: str, pointers: Sequence[Pointer], spans: Sequence[tuple[int, int]]) -> None:
        self._text, self._pointers, self._spans = text, pointers, spans
        self._starts = [pointer.start for pointer in pointers]
        self._span_starts = [start for start, _ in spans]
        self._frame = frame(text)

    def clause(self, span: tuple[int, int], within: Span) -> tuple[int, int]:
        """Start and end of the clause of a quantity in its sentence; the end is behind the quantity."""
        starts = self._frame.clause_starts
        first, last = span
        place = bisect_right(starts, first)
        after = bisect_right(starts, last, place)
        # A line of a million figures without a comma is no clause: this keeps the time linear.
        begin, end = within.start, within.end
        if end - begin > _CLAUSE_FAR:
            begin, end = max(begin, first - _CLAUSE_FAR), min(end, last + _CLAUSE_FAR)
        if place and starts[place - 1] > begin:
            begin = starts[place - 1]
        if after < len(starts) and starts[after] <= end:
            end = starts[after] - 1
        return begin, end

    def sentences(self) -> Iterator[Sentence]:
        """The sentences up to the last quantity; every one lies in one, blanks after a sentence belong to it."""
        found = self._frame.sentences or (Span(0, len(self._text)),)
        last_end, last_quantity = 0, self._span_starts[-1] if self._spans else -1
        for place, span in enumerate(found):
            if place and span.start > last_quantity:
                return
            until = found[place + 1].start if place + 1 < len(found) else len(self._text)
            opens = place == 0 or self._text.find("\n", last_end, span.start) >= 0
            yield self._sentence(Span(span.start if place else 0, until), opens)
            last_end = span.end

    def _sentence(self, span: Span, opens: bool) -> Sentence:
        pointers = self._pointers[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        spans = self._spans[bisect_left(self._span_starts, span.start) : bisect_left(self._span_starts, span.end)]
        until = self._limits(span, pointers) if pointers else []
        giver_named = PROVIDER in [pointer.side for pointer in pointers]
        time = _TIME.match(self._text, span.start, span.end) if pointers and spans else None
        return Sentence(
            span, opens, pointers, until, [limit < span.end for limit in until], spans,
            numbers={end: start for start, end in spans} if pointers else {},
            topical=time.end() if time else span.start,
            giver_named=giver_named,
            nation=bool(spans) and of_the_nation(self._text, span.start, span.end),
            towards_east=bool(spans) and (giver_named or of_the_east(self._text, span.start, span.end)),
            together=said_of_both(self._text, span.start, span.end, pointers) if spans else (),
        )  # fmt: skip

    def _limits(self, span: Span, pointers: Sequence[Pointer]) -> list[int]:
        """Up to where each pointer of a sentence holds: its end, that of its bracket or of its item in a list."""
        limits = [span.end] * len(pointers)
        bracketed = self._text.find("(", span.start, span.end) >= 0
        if bracketed:
            limits = [self._bracket_end(pointer.start, span) or span.end for pointer in pointers]
        listed = self._listed(pointers)
        if not (listed or bracketed):
            return limits
        for place, limit in enumerate(limits):
            if place in listed or limit < span.end:
                quantity = self.direct(pointers[place])
                item = ITEM.search(self._text, quantity[1]) if quantity else None
                limits[place] = min(limit, item.start()) if item else limit
        return limits

    def direct(self, pointer: Pointer) -> tuple[int, int] | None:
        """The quantity right behind a place: 北京235家."""
        place = bisect_left(self._span_starts, pointer.end)
        if place == len(self._spans):
            return None
        start = self._span_starts[place]
        near = start - pointer.end <= _NEAR and BEFORE_NUMBER.fullmatch(self._text, pointer.end, start)
        return self._spans[place] if near else None

    def _listed(self, pointers: Sequence[Pointer]) -> set[int]:
        """Which pointers are items of a distribution: 其中延安市7个、榆林市1个."""
        listed: set[int] = set()
        for place, (first, second) in enumerate(pairwise(pointers)):
            if first.side is second.side and self._text.endswith(_OPENS, 0, first.start):
                number = self.direct(first)
                follows = number and _NEXT_ITEM.fullmatch(self._text, number[1], second.start)
                listed |= {place, place + 1} if follows and self.direct(second) else set()
        return listed

    def _bracket_end(self, position: int, span: Span) -> int | None:
        opened = self._text.rfind("(", span.start, position)
        if opened < 0 or ")" in self._text[opened:position]:
            return None
        closed = self._text.find(")", position, span.end)
        return closed if closed >= 0 else None


class Scene:
    """What holds where a reader stands: the places carried on, and whether cooperation is the topic."""

    def __init__(self, text: str, pair: DocumentPair) -> None:
        self._text, self._pair = text, pair
        self._known = gazetteer.load()
        self._around = {outer for code in pair.recipient for outer in self._known.lines[code]}
        self._provinces = {self._known.province(code) for code in pair.recipient}
        self._wide = any(self._known.level(code) is not Level.COUNTY for code in pair.recipient)
        self._points = _POINT_WORD.search(text) is not None
        self.section_recipient: tuple[str, ...] = ()
        self.section_cooperative = False
        self.recipient: tuple[str, ...] = ()
        self.provider: tuple[str, ...] = ()
        self.recent: tuple[str, ...] = ()
        self.cooperative = False
        self.own = False
        self.both = False
        self._before_points: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def enter_paragraph(self, sentence: Sentence) -> None:
        """Read the topic of a paragraph, or of a section from its heading."""
        words = self._text[sentence.span.start : sentence.span.end].strip()
        provider_named = sentence.giver_named
        first = sentence.spans[0][0] if sentence.spans else sentence.span.end
        opened = provider_named and any(one.side is PROVIDER and one.start < first for one in sentence.pointers)
        cooperative = opened and COOPERATION.search(words) is not None
        bracket = _BRACKETED_HEADING.match(self._text, sentence.span.start) if words.startswith("【") else None
        headed = words and not sentence.spans and is_heading(words) and not CREDITS.search(words)
        if headed or bracket:
            end = bracket.end() if bracket and not headed else sentence.span.end
            named = [
                one for one in sentence.pointers
                if one.side is RECIPIENT and one.kind is NAMED and one.start < end
            ]  # fmt: skip
            if headed or named:
                self.recent = ()
                self.section_recipient = named[0].codes if len(named) == 1 and self.inside_pair(named[0].codes) else ()
            self.section_cooperative = cooperative or "对口" in words or "协作" in words
        if NUMBERED.match(self._text, sentence.span.start):
            self.recent = ()
        if self.recipient or self.provider:
            goes_on = _CONTINUES.search(words) or self._takes_up(words, sentence)
            if not goes_on or words[:1] in _BULLETS:
                self.recipient = self.provider = ()
        self.own = not provider_named and bool(
            _OWN_TOPIC.search(words) or (_LIES.search(words, 0, _LIES_NEAR) and _INTRODUCED.match(words))
        )
        self._before_points = None
        self.cooperative = cooperative or (self.section_cooperative and not self.own)

    def _takes_up(self, words: str, sentence: Sentence) -> bool:
        """Does a paragraph begin with a thing that was told of shortly before?"""
        thing = _TAKEN_UP.match(words) if self.recipient and not sentence.pointers else None
        start = sentence.span.start
        return thing is not None and self._text.find(thing[0], max(0, start - _TOLD_NEAR), start) >= 0

    def enter_sentence(self, sentence: Sentence) -> None:
        """Drop what a new subject ends: the provider of another place's story, the firm that no place stands for."""
        start, end = sentence.span.start, sentence.span.end
        if self._points and _POINT.match(self._text, start):
            self._begin_point()
        carried = self.recent or (self.recipient and not self.provider)
        if carried and _PAIR.search(self._text, start, end):
            self.recent = ()
            self.recipient = self.recipient if self.provider else ()
        if sentence.pointers and self._follow(sentence.pointers):
            return
        if not self.own and _NATIONAL.search(self._text, start, end):
            self.own = True

    def _follow(self, pointers: Sequence[Pointer]) -> bool:
        """Drop what the places named in a sentence end; is one of them of the provider's side?"""
        gives = widens = False
        recipient = self.recipient
        for one in pointers:
            kind = one.kind
            if kind is JOINT:
                widens = widens or self._wider(one)
            elif not one.aside and (kind is NAMED or kind is WHOLE):
                if one.side is PROVIDER:
                    gives = gives or kind is NAMED
                elif (
                    one.codes and one.codes != recipient and not (one.destination and all_inside(recipient, one.codes))
                ):
                    self.provider = ()
        if widens:
            self.recipient = ()
        if gives:
            self.own = False
        return gives

    def _wider(self, pointer: Pointer) -> bool:
        """Does a joint name (粤桂扶贫协作联席会议) speak of more than whom the text was about?"""
        if pointer.side is not RECIPIENT or not _MEETING.match(self._text, pointer.end):
            return False
        return bool(self.recipient) and all_inside(self.recipient, pointer.codes)

    def _begin_point(self) -> None:
        """Go back to what held before the first point of a list."""
        if self._before_points is None:
            self._before_points = self.recipient, self.provider
        self.recipient, self.provider = self._before_points

    def leave(self, sentence: Sentence) -> None:
        """Carry on what a sentence was about."""
        last = start = sentence.span.start
        if self._points and self._text.find("是", start, sentence.span.end) >= 0:
            for point in _POINT.finditer(self._text, start + 1, sentence.span.end):
                last = point.end()
        if last > start:
            self._begin_point()
        if not sentence.pointers or sentence.pointers[-1].start < last:
            return
        free, item = self._free(sentence, last)
        recipients = [one.codes for one in free if one.side is RECIPIENT]
        if item >= 0 and any(one.start < item for one in free if one.side is RECIPIENT):
            free = [one for one in free if one.side is PROVIDER or one.start > item]
            recipients = [one.codes for one in free if one.side is RECIPIENT]
            self.recipient = () if not recipients else self.recipient
        self._carry(sentence, free, recipients)
        if recipients:
            alone = len(set(recipients)) == 1 and len(recipients[0]) == 1 and self.inside_pair(recipients[0])
            self.recent = recipients[0] if alone else ()
        providers = [one.codes for one in free if one.side is PROVIDER and not one.destination]
        if providers:
            usual = self._pair.provider
            narrower = [codes for codes in providers if set(codes) != set(usual) and all_inside(codes, usual)]
            all_told = {code for codes in providers for code in codes} >= set(usual) and len(usual) > 1
            self.provider = narrower[-1] if narrower and len(set(narrower)) < _SEVERAL and not all_told else ()

    def _free(self, sentence: Sentence, start: int) -> tuple[list[Pointer], int]:
        """The places from `start` on that hold beyond a number of their own, and where the last other recipient is."""
        free = []
        item = -1
        for one, bound in zip(sentence.pointers, sentence.bound, strict=True):
            if one.start < start:
                continue
            if bound:
                item = one.start if one.side is RECIPIENT else item
            elif (
                not one.aside
                and one.codes
                and (one.kind is NAMED or one.kind is WHOLE)
                and not (one.destination and self.recipient and all_inside(self.recipient, one.codes))
            ):
                free.append(one)
        return free, item

    def _carry(self, sentence: Sentence, free: Sequence[Pointer], recipients: Sequence[tuple[str, ...]]) -> None:
        """Carry on whom a sentence was about: not one of many, no list but where it tells whom they are helped by."""
        if len(set(recipients)) >= _SEVERAL:
            self.recipient = ()
        elif recipients:
            last = recipients[-1]
            coupled = self._coupled(free)
            kept = len(last) == 1 or coupled or self._listed_as_assisted(free)
            self.recipient = last if kept and (coupled or self.inside_pair(last) or self._beside(last)) else ()
        elif self.is_county(self.recipient) and any(one.kind is EACH for one in sentence.pointers):
            self.recipient = ()

    def _coupled(self, pointers: Sequence[Pointer]) -> bool:
        """Does a sentence tell at last of a giver and of whom it signs or pairs with (甲区与乙旗、丙旗分别签订…)?"""
        if len(pointers) < _COUPLE or [one.side for one in pointers[-_COUPLE:]] != [PROVIDER, RECIPIENT]:
            return False
        giver, last = pointers[-_COUPLE:]
        joined = self._text[giver.end : last.start] in ("与", "和", "同")
        return joined and _SIGNS.match(self._text, last.end) is not None

    def _listed_as_assisted(self, pointers: Sequence[Pointer]) -> bool:
        """Does a sentence tell whom the places that it lists are helped by (对口帮扶张家口、承德、保定3市)?"""
        last = next(one for one in reversed(pointers) if one.side is RECIPIENT)
        return assisted_at(self._text, last.start)

    def inside_pair(self, codes: tuple[str, ...]) -> bool:
        """Do places lie strictly inside the document's recipients?"""
        return codes != self._pair.recipient and all_inside(codes, self._pair.recipients)

    def _beside(self, codes: tuple[str, ...]) -> bool:
        """Is a place one beside the document's recipients, in their province?"""
        beside = len(codes) == 1 and codes[0] not in self._around
        return beside and self._known.province(codes[0]) in self._provinces

    def is_county(self, codes: tuple[str, ...]) -> bool:
        """One county in a text about more than counties: several counties (各旗县) cannot lie in it."""
        return self._wide and len(codes) == 1 and self._known.level(codes[0]) is Level.COUNTY


def all_inside(codes: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Does each of the places lie in one of the outer ones, or is it the same?"""
    lines, around = gazetteer.load().lines, frozenset(outer)
    return not [code for code in codes if around.isdisjoint(lines[code])]
