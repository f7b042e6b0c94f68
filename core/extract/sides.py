"""Tells of which side of a cooperation a text speaks: the assisting one or the assisted one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from core import gazetteer
from core.extract.sentences import Frame
from core.records import About

_EAST_WORDS = re.compile(r"东部|帮扶方(?!面|式|案)|支援方(?!面|式|案)|协作省市|帮扶省市|帮扶城市|前方")
_WEST_WORDS = re.compile(r"受援|西部|贫困|被帮扶|受帮扶|脱贫|[我本全该](?:县|旗|州|盟)")
_GO = re.compile(r"(?:到|赴|来|在|去|进|往|向|返回?|至|入)$")
#: Work, or a short end of the clause: `返岗京津(`, but not `到京津就读职业院校`.
_WORK = re.compile(r"[^,。;、()]{0,5}(?:就业|务工|上岗|打工|工作|返岗|输转|输送|转移)|[^,。;、()]{0,2}[,。;、(]")
_WITH = re.compile(r"^[^,。;]*(?:与|对口)[^,。;、\d]{0,6}$")
_OTHER_PARTY = re.compile(r"[与同跟]|对口")


class Sides:
    """The words of a text that name the one side or the other, found stretch by stretch when asked for."""

    def __init__(self, frame: Frame, about: About) -> None:
        """`about` gives the document's provider and recipient."""
        self._frame = frame
        self._about = about
        self._known: dict[int, list[tuple[int, int, bool]]] = {}

    @cached_property
    def _east(self) -> frozenset[str]:
        if self._about.provider:
            return frozenset(code[:2] for code in self._about.provider)
        pairs = gazetteer.load().pairs
        return frozenset(pair.provider[:2] for pair in pairs) - frozenset(pair.recipient[:2] for pair in pairs)

    @cached_property
    def _west(self) -> frozenset[str]:
        return frozenset(code[:2] for code in self._about.recipient)

    def marks(self, position: int) -> list[tuple[int, int, bool]]:
        """Start, end and whether it is the assisting side, of each word in the stretch around `position`."""
        start, end = self._frame.stretch_at(position)
        if start not in self._known:
            self._known[start] = sorted(self._find(start, end))
        return self._known[start]

    def _find(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        text = self._frame.text
        for words, east in ((_EAST_WORDS, True), (_WEST_WORDS, False)):
            for found in words.finditer(text, start, end):
                yield found.start(), found.end(), east
        for mention in gazetteer.load().find(text[start:end], self._about.published_on):
            provinces = {place.code[:2] for place in mention.candidates}
            east, west = bool(provinces & self._east), bool(provinces & self._west)
            # A place of neither side ends what is said of the assisting one (`北京帮扶的拉萨4个县`).
            if not (east and west) or (mention.form is gazetteer.Form.JOINT and provinces <= self._east):
                yield mention.start + start, mention.end + start, east

    def assisting(self, start: int, end: int) -> str | None:
        """The word by which the thing counted at `start` to `end` is the assisting side's, else None."""
        before = [mark for mark in self.marks(start) if mark[1] <= start]
        if not before:
            return self._partner(end)
        first, last, east = before[-1]
        between = self._frame.text[last:start]
        if _OTHER_PARTY.search(between):
            return None
        return self._frame.text[first:last] if east and end > start else None

    def _partner(self, end: int) -> str | None:
        """The other party, where it is the assisted side: `130所学校与西部学校结对`."""
        following = next((mark for mark in self.marks(end) if mark[0] >= end), None)
        if following is None or following[2]:
            return None
        first, last, _ = following
        return self._frame.text[first:last] if _WITH.search(self._frame.text[end:first]) else None

    def gone_to(self, start: int, end: int) -> str | None:
        """The word by which people told of in the clause of `start` to `end` went to the assisting side, else None."""
        text, clause = self._frame.text, self._frame.clause_index(start)
        for first, last, east in self.marks(start):
            if not east or self._frame.clause_index(first) != clause:
                continue
            between = text[last:start] if first < end else text[end:first]
            if (
                "、" not in between
                and _GO.search(text[max(0, first - 2) : first])
                and _WORK.search(text, first, last + 8)
            ):
                return text[first:last]
        return None
