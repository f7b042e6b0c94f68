"""Tells of which side of a cooperation a text speaks: the assisting one or the assisted one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property

from core import gazetteer
from core.extract.mentions import names
from core.extract.sentences import Frame
from core.records import About

_EAST_WORDS = re.compile(r"东部|内地|帮扶方(?!面|式|案)|支援方(?!面|式|案)|协作省市|帮扶省市|帮扶城市|前方")
_WEST_WORDS = re.compile(
    r"受援|西部|贫困|被帮扶|受帮扶|脱贫|两[地省市县]|双方|我[县旗州盟]|本[县旗州盟]|全[县旗州盟]|该[县旗州盟]"
)
_GO = re.compile(r"(?:到|赴|来|在|去|进|往|向|返回?|至|入|抵达|前往)$")
_WORKERS = re.compile(r"务工|就业|劳动力|劳务|输转|输出")
#: Work, or a short end of the clause: `返岗京津(`, but not `到京津就读职业院校`.
_WORK = re.compile(r"[^,。;、()]{0,5}(?:就业|务工|上岗|打工|工作|返岗|输转|输送|转移)|[^,。;、()]{0,2}[,。;、(]")
#: A clause that goes on with it: `有组织地从贫困县吸纳劳动力`.
_TAKES_TOO = re.compile(r"(?:[^,。;、\d]{0,8}从)?[^,。;、\d]{0,8}(?:吸纳|接收|招收|招用|录用|接纳|安置)")
_WITH = re.compile(r"^[^,。;]*(?:与|对口)[^,。;、\d]{0,6}$")
#: What is built is the assisted side's.
_BUILDS = re.compile(r"建设|援建|新建|修建|改建|建成|捐建|扩建|改造")
_TAKES_IN = re.compile(r"[^,。;、\d]{0,6}(?:吸纳|接收|招收|招用|录用|接纳|安置)")
#: Another party, or a verb that makes what is counted its object: `北京采购31个旗县的产品`.
_OTHER_PARTY = re.compile(
    r"[与同跟]|对口|采购|销售|帮扶|帮助|支援|支持|援助|带动|惠及|覆盖|助力|投向|新增结对|落户|落地|入驻|进驻|全国|向|为|给"
)


#: Start and end of a word, and whether it names the assisting side.
Mark = tuple[int, int, bool]


class Sides:
    """The words of a text that name the one side or the other, found when first asked for."""

    def __init__(self, frame: Frame, about: About) -> None:
        """`about` gives the document's provider and recipient."""
        self._frame = frame
        self._about = about

    @cached_property
    def _marks(self) -> tuple[list[int], list[Mark]]:
        """All marks of the text in order, and where they start."""
        marks = sorted(self._find(self._frame.text))
        return [start for start, _, _ in marks], marks

    def _find(self, text: str) -> Iterator[Mark]:
        for words, east in ((_EAST_WORDS, True), (_WEST_WORDS, False)):
            for found in words.finditer(text):
                yield found.start(), found.end(), east
        givers = frozenset([code[:2] for code in self._about.provider]) or _givers()
        takers = frozenset([code[:2] for code in self._about.recipient])
        # A text names the same places again and again.
        known: dict[str, bool | None] = {"市区": None}
        for mention in names(text, self._about.published_on):
            name = text[mention.start : mention.end]
            if name not in known:
                known[name] = _side(mention, givers, takers)
            side = known[name]
            if side is not None:
                yield mention.start, mention.end, side

    def assisting(self, start: int, end: int) -> str | None:
        """The word by which the thing counted at `start` to `end` is the assisting side's, else None."""
        starts, marks = self._marks
        own = bisect_left(starts, end)
        if own < len(starts) and starts[own] == end and marks[own][2]:
            return self._frame.text[end : marks[own][1]]
        floor, _ = self._frame.stretch_at(start)
        place = bisect_left(starts, start) - 1
        while place >= 0 and starts[place] >= floor and marks[place][1] > start:
            place -= 1
        if place < 0 or starts[place] < floor:
            return self._partner(end)
        first, last, east = marks[place]
        between = self._frame.text[last:start]
        if _OTHER_PARTY.search(between) or _BUILDS.search(between):
            return None
        return self._frame.text[first:last] if east and end > start else None

    def _partner(self, end: int) -> str | None:
        """The other party, where it is the assisted side: `130所学校与西部学校结对`."""
        starts, marks = self._marks
        place = bisect_left(starts, end)
        if place == len(marks) or starts[place] >= self._frame.stretch_at(end)[1] or marks[place][2]:
            return None
        first, last, _ = marks[place]
        return self._frame.text[first:last] if _WITH.search(self._frame.text[end:first]) else None

    def gone_to(self, start: int, end: int) -> str | None:
        """The word by which people told of in the clause of `start` to `end` went to the assisting side, else None."""
        text, (starts, marks) = self._frame.text, self._marks
        here = self._frame.clause_at(start)
        before: Mark = (0, -1, False)
        opened = 0
        for mark in marks[bisect_left(starts, here[0]) : bisect_left(starts, here[1])]:
            first, last, east = mark
            opened = opened if before[2] and before[1] == first - 1 and text[first - 1] in "、和" else first
            before = mark
            if not east:
                continue
            between = text[last:start] if first < end else text[end:first]
            if (
                "、" not in between
                and _GO.search(text[max(0, opened - 2) : opened])
                and (_WORK.search(text, first, last + 8) or (last == start and self._of_workers(start)))
            ):
                return text[first:last]
        return None

    def taking_in(self, start: int) -> str | None:
        """The assisting side that takes people in, told before a figure in its clause: `广东吸纳贫困劳动力2万人`."""
        text, (starts, marks) = self._frame.text, self._marks
        clause, end = self._frame.clause_start(start), bisect_left(starts, start)
        first = bisect_left(starts, clause)
        if clause and end and _TAKES_TOO.match(text, clause, start):
            first = bisect_left(starts, self._frame.clause_start(clause - 1))
        for begin, last, east in marks[first:end]:
            if east and _TAKES_IN.match(text, last, start):
                return text[begin:last]
        return None

    def _of_workers(self, position: int) -> bool:
        """Does the stretch before a figure speak of people who go to work (输出劳动力2万人,其中到广东1万人)?"""
        return _WORKERS.search(self._frame.text, self._frame.stretch_at(position)[0], position) is not None


def _side(mention: gazetteer.Mention, givers: frozenset[str], takers: frozenset[str]) -> bool | None:
    """Is a place of the assisting side? None where it may be of either; one of neither ends what is said of a side.

    `北京帮扶的拉萨4个县` are no counties of the assisting side.
    """
    provinces = {place.code[:2] for place in mention.candidates}
    east = not provinces.isdisjoint(givers)
    if east and not provinces.isdisjoint(takers) and not (mention.form is gazetteer.Form.JOINT and provinces <= givers):
        return None
    return east


@cache
def _givers() -> frozenset[str]:
    """The provinces that assist others and are assisted by none."""
    known = gazetteer.load()
    return frozenset([province[:2] for province in known.assists.keys() - known.assisted_by.keys()])
