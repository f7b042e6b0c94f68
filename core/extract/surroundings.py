"""The words of the lexicon around the quantities of a text: where each stands, and which noun is counted.

Words are known by their number in reading order; what is known of each stands in lists by that number, because
this is looked at some ten times for each quantity. Only the text around quantities and their topics is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, repeat
from operator import add, itemgetter, sub

from core.extract.lexicon import Lexicon, Sense, Senses, Told
from core.extract.sentences import Frame, Span, Topic
from core.records import Quantity

_BRACKET = re.compile(r"\([^()\n]{1,160}\)")
_BREAK = re.compile(r"[,。;:、()\n!?]")
_BREAKS = frozenset(",。;:、()\n!?") | {""}
#: Between the items of a list that shares what follows it: `1352个贫困村、220多万人受益`.
_LISTED = re.compile(r"(?:[^,。;:!?()\n\d、和及与]|\([区市县旗、]{1,5}\)){0,10}[、和及与](?:约|近|超过?)?")
_LIST_ENDS = frozenset("、和及与约近超过")
#: Between the items of a list that share a verb: at most one mark, and nouns.
_ITEM_GAP = re.compile(r"[^,。;:!?()\n\d、]{0,10}(?:[,、][^,。;:!?()\n\d、]{0,10})?")
#: Regions that end a place's name rather than being counted, where two characters or more stand before them.
_NAMING = frozenset("省市县区州盟旗镇乡村")
_NAME_LENGTH = 2
#: Where a region stands right before a number, what is counted comes after: 对口地区72个重点帮扶县.
_REGIONS = frozenset({"region", "county"})
_NO_THINGS: frozenset[str] = frozenset()
_MARKS = "、和及与"
#: `全市11个…` tells where, not what.
_WHOLE = ("全", "本", "该", "我")
_NOUN_AFTER = 20
_NOUN_BEFORE = 14
_IN_A_ROW = 8  # quantities with nothing between them: 1307户4274人
#: Measure words that count what stands before them (`贫困人口2555人`), even where a noun follows.
_SELF_COUNTING = frozenset({"人", "户", "元", "人次"})
#: What opens a clause about the noun that comes after 的: `11个有贫困户的旗县`.
_RELATIVE = re.compile(
    r"(?:有|具有|拥有|来自|存在|从事|参加|参与|符合|无|没有|缺乏|位于|由|享受|接受)[^,。;:、()\n]{1,14}?的"
)
_RELATIVES = frozenset("有具拥来存从参符无没缺位由享接")


#: What a thing is worth may stand before it: 23份共计3.2亿元的合同.
_WORTH = re.compile(r"(?:总|共计|共|合计|金额|总额|价值|投资){0,3}(?:为|达到|达|约|近|逾|超过|超){0,2}")
#: What is built names a project: 8个住房建设项目.
_WORKS = ("项目", "工程")
_COUNTED = re.compile(r"\d+(?:余|多)?[个项]")
#: How far behind a quantity, or behind the bracket that it opens, the noun counted is looked for, with room to spare.
_HEEDED_AFTER = 64
_HEEDED_BRACKET = 240

#: What is known of a word, by position: its start, end, the word, numbers of its clause and of its bracket, and the
#: quantities before it: all, and those outside brackets.
Spot = tuple[int, int, str, int, int | None, int, int]
#: A word that says something: where it stands and what it says.
Heard = tuple[Spot, Sense]
_SENSE = itemgetter(1)


def _passed(marks: Sequence[int], positions: Sequence[int], *, at: bool) -> list[int]:
    """For each of the ascending positions, how many of the ascending marks lie before it (or `at` it)."""
    # Marks are few beside words: each is looked for among the positions.
    passing = [0, *map(bisect_left if at else bisect_right, repeat(positions), marks), len(positions)]
    return list(chain.from_iterable(map(repeat, count(), map(sub, passing[1:], passing))))


def _merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that spans in order of their starts make together."""
    start = end = 0
    for first, last in spans:
        if first > end:
            yield start, end
            start = first
        end = max(end, last)
    yield start, end


class Surroundings:
    """The words of one text by number: start, end, clause, stretch, bracket, quantities before, covering word.

    Of each quantity `sentences`, `stretches`, `clauses` (by number, and where it `begins`), `topics` tell its place.
    """

    def __init__(self, frame: Frame, quantities: Sequence[Quantity], lexicon: Lexicon) -> None:
        """Looks the words up once; `quantities` are in reading order."""
        self.frame = frame
        self.quantities = quantities
        self._text = frame.text
        self._lexicon = lexicon
        self._places = places = [quantity.start for quantity in quantities]
        self.sentences: list[Span] = []
        self.stretches: list[tuple[int, int]] = []
        self.topics: list[list[Topic]] = []
        self.clauses = list(map(bisect_right, repeat(frame.clause_starts), places))
        self.starts: list[int] = []
        self.words: list[str] = []
        for start, end in self._heeded():
            starts, words = lexicon.words.find(self._text[start:end], start)
            self.starts += starts
            self.words += words
        self.ends = list(map(add, self.starts, map(len, self.words)))
        self._bracket_spans = [Span(*each.span()) for each in _BRACKET.finditer(frame.text)]
        self._bracket_starts = [bracket.start for bracket in self._bracket_spans]
        self.depth = [self.bracket(start) for start in places]
        outside = [start for start, depth in zip(places, self.depth, strict=True) if depth is None]
        #: Quantities before each quantity: all, and those outside brackets.
        self.rank = (range(len(places)), list(map(bisect_left, repeat(outside), places)))
        self.spots = self._spots(outside)
        self.told = self._told()
        self.chains = self._chains()
        self.listed = self._lists()
        self.heads = [self._head(place) for place in range(len(quantities))]
        self.head_words = ["" if head is None else lexicon.noun_of.get(self.words[head], "") for head in self.heads]
        self.begins = list(map((0, *frame.clause_starts).__getitem__, self.clauses))
        self.items = [self._item(place) for place in range(len(quantities))]
        self.sharing = self._sharing()
        self.gaps = self._gaps()

    def _heeded(self) -> Iterator[tuple[int, int]]:
        """The stretches of text whose words are asked for: around the quantities, and their topics.

        Notes on the way the sentence, stretch and topics of each quantity: topics change with one of the others only.
        """
        frame, spans = self.frame, set[tuple[int, int]]()
        sentence, stretch, topics = Span(0, 0), (0, 0), list[Topic]()
        for quantity in self.quantities:
            start = quantity.start
            if start >= sentence.end or start >= stretch[1]:
                sentence, stretch, topics = frame.sentence_at(start), frame.stretch_at(start), frame.topics_at(start)
                spans.update([(topic.words.start, topic.words.end) for topic in topics])
                spans.add((max(0, min(sentence.start, stretch[0], start - _NOUN_BEFORE)), stretch[1]))
            self.sentences.append(sentence)
            self.stretches.append(stretch)
            self.topics.append(topics)
            reach = _HEEDED_BRACKET if self._text.startswith("(", quantity.end) else _HEEDED_AFTER
            spans.add((start, max(sentence.end, quantity.end + reach)))
        return _merged(sorted(spans))

    def _spots(self, outside: Sequence[int]) -> list[Spot]:
        """What is known of each word by position, made row by row at the speed of C."""
        starts = self.starts
        passed = _passed(self._places, starts, at=False)
        return list(
            zip(
                starts,
                self.ends,
                self.words,
                _passed(self.frame.clause_starts, starts, at=True),
                self._brackets(),
                passed,
                _passed(outside, starts, at=False) if len(outside) < len(self._places) else passed,
                strict=True,
            )
        )

    def _told(self) -> list[Told]:
        """Each word, with the longer one that it stands in where there is one."""
        told: list[Told] = []
        last, last_end = "", 0
        for word, end in zip(self.words, self.ends, strict=True):
            if end <= last_end:
                told.append(f"{word}\n{last}")
            else:
                told.append(word)
                last, last_end = word, end
        return told

    def _item(self, place: int) -> int:
        """Where the quantity's item of a list begins, if another quantity of the clause has the item before."""
        if not place or self.heads[place] is None:
            return 0
        first, last = self.quantities[place - 1].end, self.quantities[place].start
        if first == last or self.begins[place] > first:
            return 0
        return max(0, *[self._text.rfind(each, first, last) for each in _MARKS])

    def _sharing(self) -> list[int]:
        """For each quantity how many items before it share their verb with it: `培训干部1260人次、教师3600人次`."""
        sharing = [0] * len(self.quantities)
        for place in range(1, len(self.quantities)):
            first, second = self.quantities[place - 1], self.quantities[place]
            between = self._text[first.end : second.start]
            if first.unit == second.unit and 0 < len(between) <= _NOUN_BEFORE and between[0] in "、和及与":
                acts = any(word[:2] in self._lexicon.verbs for word in self.words_between(first.end, second.start))
                sharing[place] = 0 if acts else sharing[place - 1] + 1
        return sharing

    def _gaps(self) -> list[int | None]:
        """For each quantity the characters between it and the item of its list before it, None where it has none.

        Items without a verb of their own share the one before the list: `覆盖2个村,29个村民小组,1546户4850人`.
        """
        gaps: list[int | None] = [None] * len(self.quantities)
        for place in range(1, len(self.quantities)):
            first, second = self.quantities[place - 1].end, self.quantities[place].start
            if second - first > _NOUN_BEFORE or not _ITEM_GAP.fullmatch(self._text, first, second):
                continue
            if self._lexicon.verbs.isdisjoint(self.words_between(first, second)):
                gaps[place] = second - first
        return gaps

    def _chains(self) -> list[tuple[int, int]]:
        """How many quantities stand directly before and after each one (`1307户4274人`): they share their words."""
        before, after = [0] * len(self.quantities), [0] * len(self.quantities)
        for place in range(1, len(self.quantities)):
            if self.quantities[place - 1].end == self.quantities[place].start:
                before[place] = before[place - 1] + 1
        for place in range(len(self.quantities) - 1, 0, -1):
            if before[place]:
                after[place - 1] = after[place] + 1
        return list(zip(before, after, strict=True))

    def _lists(self) -> list[int]:
        """For each quantity how many items of its list come after it."""
        text, following = self._text, [0] * len(self.quantities)
        for place in range(len(self.quantities) - 2, -1, -1):
            first, second = self.quantities[place], self.quantities[place + 1]
            if text[second.start - 1] in _LIST_ENDS and _LISTED.fullmatch(text, first.end, second.start):
                following[place] = following[place + 1] + 1
        return following

    def _brackets(self) -> list[int | None]:
        """For each word the bracket that holds it."""
        held: list[int | None] = [None] * len(self.starts)
        for number, bracket in enumerate(self._bracket_spans):
            inside = self.between(bracket.start, bracket.end)
            held[inside.start : inside.stop] = [number] * len(inside)
        return held

    def bracket(self, position: int) -> int | None:
        """Number of the bracket that holds `position`."""
        place = bisect_right(self._bracket_starts, position) - 1
        return place if place >= 0 and position < self._bracket_spans[place].end else None

    def between(self, start: int, end: int) -> range:
        """Numbers of the words that start in the stretch."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def words_between(self, start: int, end: int) -> list[str]:
        """The words that start in the stretch."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def heard(self, senses: Senses, start: int, end: int) -> Iterator[Heard]:
        """The words that start in the stretch and say something of a measure."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        said = zip(self.spots[first:last], map(senses.__getitem__, self.told[first:last]), strict=True)
        return filter(_SENSE, said)  # type: ignore[arg-type]

    # --- the noun that a quantity counts --------------------------------------------------------

    def _head(self, place: int) -> int | None:
        quantity = self.quantities[place]
        after = self._noun_after(place)
        if after is not None and self.starts[after] == quantity.end and quantity.measure_word not in _SELF_COUNTING:
            return after
        before = self._noun_before(quantity)
        if before is None or after is None:
            return after if before is None else before
        regions = self._lexicon.things.get(self.words[before], _NO_THINGS) & _REGIONS
        return before if self.ends[before] == quantity.start and not regions else after

    def _noun_after(self, place: int) -> int | None:
        """`24个扶贫项目`: the noun of the phrase after it; that of the next quantity if nothing stands between."""
        text, quantities = self._text, self.quantities
        end = quantities[place + min(self.chains[place][1], _IN_A_ROW)].end
        if text.startswith("(", end) and (opened := self.bracket(end)) is not None:
            end = self._bracket_spans[opened].end
        if place + 1 < len(quantities) and quantities[place + 1].unit == "CNY":
            end = _behind_worth(text, end, quantities[place + 1])
        if (following := text[end : end + 1]) in _BREAKS:
            return None
        if following in _RELATIVES and (relative := _RELATIVE.match(text, end)):
            end = relative.end()
        limit = end + _NOUN_AFTER
        named = bisect_left(self._places, end)
        if named < len(self._places):
            limit = min(limit, self._places[named])
        stop = _BREAK.search(text, end, limit)
        limit = stop.start() if stop else limit
        head = self._first_noun(end, limit)
        if head is None and (clause := text.find("的", end, limit)) > end:
            # What is told of the noun stands before it: 12家带动力强的企业.
            head = self._first_noun(clause + 1, limit)
        return head

    def _first_noun(self, start: int, limit: int) -> int | None:
        starts, noun_of, verbs = self.starts, self._lexicon.noun_of, self._lexicon.verbs
        head, end = None, start
        for number in self.between(start, limit):
            word, at = self.words[number], starts[number]
            noun = noun_of.get(word, "")
            if head is None:
                if noun in _NAMING and at - start >= _NAME_LENGTH:
                    continue
                if word in verbs and word != "和":
                    break
            elif (
                at > end
                or word in verbs
                or (word[:2] in verbs and not _names_works(self._text, word, self.ends[number]))
            ):
                break
            if noun and (head is None or at + len(noun) > end):
                head, end = number, at + len(noun)
        return head

    def _noun_before(self, quantity: Quantity) -> int | None:
        """`贫困人口2555人`: the noun that ends just before it, but for fillers and a bracket."""
        best, best_end = None, 0
        text, start, ends = self._text, quantity.start, self.ends
        nouns, fillers = self._lexicon.nouns, self._lexicon.fillers
        floor = max(0, start - _NOUN_BEFORE)
        bare = floor + len(text[floor:start].rstrip(fillers))  # from here to the quantity stand fillers only
        bracketed = text.find(")", floor, start) >= 0
        for number in self.between(floor, start):
            word, end = self.words[number], ends[number]
            if best_end >= end or end > start or (end < bare and not bracketed) or word not in nouns:
                continue
            if end < bare and not _closes(text[end:start], fillers):
                continue
            if quantity.unit != "count" and word in self._lexicon.things:
                continue
            preceding = text[max(0, self.starts[number] - 1) : self.starts[number]]
            if preceding not in _WHOLE and not (word in _NAMING and "\u4e00" <= preceding <= "\u9fff"):
                best, best_end = number, end
        return best


def _closes(gap: str, fillers: str) -> bool:
    """Is a gap a bracket with nothing but fillers behind it?"""
    return gap.startswith("(") and ")" in gap and not gap[gap.index(")") + 1 :].strip(fillers)


def _behind_worth(text: str, end: int, worth: Quantity) -> int:
    """Where the noun phrase goes on behind the money its things are `worth` (`12份|共计1.5亿元的|合同`), else `end`."""
    if text.startswith("的", worth.end) and _WORTH.fullmatch(text, end, worth.start):
        return worth.end + 1
    return end


def _names_works(text: str, word: str, end: int) -> bool:
    """Does a `word` that begins with a verb and ends at `end` name a project, and not one counted by itself?"""
    return word.endswith(_WORKS) and not _COUNTED.match(text, end)
