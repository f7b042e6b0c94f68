"""The words of the lexicon around the quantities of a text: where each stands, and which noun is counted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from core.extract.cues import Mention
from core.extract.lexicon import Lexicon
from core.extract.sentences import Frame, Span
from core.records import Quantity

_BRACKET = re.compile(r"\([^()\n]{1,160}\)")
_BREAK = re.compile(r"[,。;:、()\n!?]")
_NOUN_AFTER = 20
_NOUN_BEFORE = 14
#: Measure words that count what stands before them (`贫困人口2555人`), even where a noun follows.
_SELF_COUNTING = frozenset({"人", "户", "元", "人次"})


#: What opens a clause about the noun that comes after 的: `11个有贫困户的旗县`.
_RELATIVE = re.compile(
    r"(?:有|具有|拥有|来自|存在|从事|参加|参与|符合|无|没有|缺乏|位于|由|享受|接受)[^,。;:、()\n]{1,14}?的"
)


def _covers(mentions: Sequence[Mention]) -> list[Mention | None]:
    """For each mention the longer one that it stands in, if any."""
    covers: list[Mention | None] = []
    last: Mention | None = None
    for mention in mentions:
        inside = last is not None and mention.end <= last.end
        covers.append(last if inside else None)
        last = last if inside else mention
    return covers


class Surroundings:
    """Mentions of one text with their clause, bracket and number of quantities before them."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity], lexicon: Lexicon) -> None:
        """Looks the words up once; `quantities` are in reading order."""
        self.frame = frame
        self.quantities = quantities
        self._text = frame.text
        self._lexicon = lexicon
        self.mentions = list(lexicon.words.find(frame.text))
        self.covers = _covers(self.mentions)
        self.starts = [mention.start for mention in self.mentions]
        self.brackets = [Span(found.start(), found.end()) for found in _BRACKET.finditer(frame.text)]
        self._bracket_starts = [bracket.start for bracket in self.brackets]
        self.depth = [self.bracket(quantity.start) for quantity in quantities]
        self._open = [quantity.start for quantity, depth in zip(quantities, self.depth, strict=True) if depth is None]
        self._all = [quantity.start for quantity in quantities]
        self.heads = [self._head(place) for place in range(len(quantities))]

    def bracket(self, position: int) -> int | None:
        """Number of the bracket that holds `position`."""
        place = bisect_right(self._bracket_starts, position) - 1
        return place if place >= 0 and position < self.brackets[place].end else None

    def between(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions that start in the stretch."""
        for place in range(bisect_left(self.starts, start), len(self.mentions)):
            if self.starts[place] >= end:
                return
            yield self.mentions[place]

    def passed(self, start: int, end: int, *, inside: bool) -> int:
        """How many quantities start in the stretch; those in brackets count only for one `inside`."""
        starts = self._all if inside else self._open
        return bisect_left(starts, end) - bisect_left(starts, start)

    # --- the noun that a quantity counts --------------------------------------------------------

    def _head(self, place: int) -> Mention | None:
        quantity = self.quantities[place]
        after = self._noun_after(place)
        before = self._noun_before(quantity)
        if before and after:
            close = before.end == quantity.start
            loose = after.start > quantity.end or quantity.measure_word in _SELF_COUNTING
            return before if close and loose else after
        return after or before

    def _noun_after(self, place: int) -> Mention | None:
        """`24个扶贫项目`: the noun of the phrase after it; that of the next quantity if nothing stands between."""
        end = self.quantities[place].end
        while place + 1 < len(self.quantities) and self.quantities[place + 1].start == end:
            place, end = place + 1, self.quantities[place + 1].end
        opened = self.bracket(end)
        if opened is not None and self.brackets[opened].start == end:
            end = self.brackets[opened].end
        relative = _RELATIVE.match(self._text, end)
        end = relative.end() if relative else end
        limit = end + _NOUN_AFTER
        following = bisect_left(self._all, end)
        if following < len(self._all):
            limit = min(limit, self._all[following])
        stop = _BREAK.search(self._text, end, limit)
        return self._first_noun(end, stop.start() if stop else limit)

    def _first_noun(self, start: int, limit: int) -> Mention | None:
        head: Mention | None = None
        for mention in self.between(start, limit):
            noun = mention.word in self._lexicon.nouns
            if head is None:
                if mention.word in self._lexicon.verbs:
                    return None
                head = mention if noun else None
            elif noun and mention.start <= head.end and mention.end > head.end:
                head = mention
            elif mention.start > head.end:
                break
        return head

    def _noun_before(self, quantity: Quantity) -> Mention | None:
        """`贫困人口2555人`: the noun that ends just before it, but for fillers and a bracket."""
        best: Mention | None = None
        for mention in self.between(quantity.start - _NOUN_BEFORE, quantity.start):
            if mention.word in self._lexicon.nouns and mention.end <= quantity.start:
                gap = self._text[mention.end : quantity.start]
                if gap.startswith("(") and ")" in gap:
                    gap = gap[gap.index(")") + 1 :]
                if not gap.strip(self._lexicon.fillers) and (best is None or mention.end > best.end):
                    best = mention
        return best
