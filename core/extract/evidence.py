"""Gathers what the words around a quantity say about what it measures.

Evidence is a word of the lists in `indicators.toml`, weighted by its list and by where it stands: as the noun that
the quantity counts, before or after it in the clause, in a neighbouring clause, anywhere in the stretch, or in the
topic that the section announces. Nothing here knows a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.extract.indicators import INDICATORS, measure_of
from core.extract.lexicon import Entry, lexicon
from core.extract.sentences import Frame, Topic
from core.extract.shares import shares
from core.extract.sides import Sides
from core.extract.surroundings import Surroundings
from core.records import About, Per, Quantity

#: What a topic's words weigh by rank: heading, opening of the paragraph, lead of the sentence.
_RANKS = (0.5, 0.7, 1.0)
#: Weight by clauses between (before, after) and by quantities between.
_CLAUSES_BEFORE = (1.0, 0.42, 0.25, 0.15)
_CLAUSES_AFTER = (0.75, 0.28, 0.08, 0.0)
_BETWEEN_BEFORE = (1.0, 0.4, 0.25, 0.15)
_BETWEEN_AFTER = (1.0, 0.25, 0.1, 0.0)
#: What follows a quantity that ends an item of a list belongs to the next item.
_NEXT_ITEM = 0.2
#: What stands in a clause with a figure of its own belongs to that figure.
_NEXT_FIGURE = 0.4
_ITEM_ENDS = frozenset("、和及与")
_NEAREST_CLAUSE = 1.5
_NEW_STRETCH = 0.35
_HEAD = 1.2
_BRACKETED = 0.5
#: A word inside a longer one says little: the longer one speaks for it, and otherwise.
_COVERED = 0.4
_REACH_BEFORE = 60
_REACH_AFTER = 32
_FADE = 30.0
#: How far into the next clause its first word may stand.
_NEXT_START = 6
#: The noun counted, or the measure word, agreeing with the indicator's `of`.
_THING = 1.6
_MEASURE_WORD = 0.7
#: A measure word of kinds (类) counts no thing of the table.
_GENERIC = 9.0
_RATE = 0.8
_NO_RATE = -1.5
_PRICE = 2.5
#: Money that tells the size of what is counted.
_DESCRIBES = re.compile(r"(?:产值|营收|营业收入|销售收入|资产|规模)[^,。;、\d]{0,4}[^,。;、]{1,8}的$")
#: The assisting side, where an indicator is of that side.
_SIDE = 3.5
_OWN_COUNTIES = 8.0


#: One reason for an indicator: its code, what the word weighs there, the word, and where it stands.
Evidence = tuple[str, float, str, str]


class Witness:
    """Gathers the evidence for the quantities of one text."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity], about: About) -> None:
        """Finds the words in the text once; `quantities` are in reading order."""
        self._frame = frame
        self._quantities = quantities
        self._lexicon = lexicon()
        self.around = Surroundings(frame, quantities, self._lexicon)
        self._clauses = [frame.clause_index(quantity.start) for quantity in quantities]
        self._stretches = [frame.strong_index(quantity.start) for quantity in quantities]
        self._sides = Sides(frame, about)
        self._shares = shares(frame, quantities)
        self._of_topics: dict[tuple[Topic, str], list[Evidence]] = {}
        self._of_stretches: dict[tuple[int, str], list[Evidence]] = {}
        self._met: dict[int, frozenset[str]] = {}

    def evidence(self, place: int, *, growth: bool = False) -> list[Evidence]:
        """All that speaks for or against an indicator of quantity number `place`; for `growth`, of what grew."""
        quantity = self._quantities[place]
        measure = "growth" if growth else measure_of(quantity.unit)
        entries = self._lexicon.entries[measure]
        found = list(self._near(place, entries, growth=growth))
        if growth:
            return found
        found.extend(self._of_stretch(quantity.start, measure, entries))
        if measure == "count":
            found.extend(self._of_count(place))
        elif measure == "people":
            word = self._sides.gone_to(quantity.start, quantity.end)
            if word:
                found.append((_GONE, _SIDE, word, "side"))
        elif measure == "money":
            found.extend(self._of_money(place))
        for topic in self._frame.topics_at(quantity.start):
            found.extend(self._of_topic(topic, measure))
        found.extend((code, bias, "", "bias") for code, bias in self._lexicon.bias[measure])
        return found

    def met(self, place: int) -> frozenset[str]:
        """The indicators whose needs are met by words of the stretch."""
        start, end = self._frame.stretch_at(self._quantities[place].start)
        if start not in self._met:
            meets = self._lexicon.meets
            words = {self.around.words[number] for number in self.around.between(start, end)}
            self._met[start] = frozenset().union(*(meets[word] for word in words if word in meets))
        return self._met[start]

    def together(self, place: int) -> bool:
        """Does the quantity stand in one sentence with the one before it?"""
        starts = (self._quantities[place - 1].start, self._quantities[place].start)
        return self._frame.sentence_index(starts[0]) == self._frame.sentence_index(starts[1])

    def things(self, place: int) -> frozenset[str]:
        """What the noun that is counted may be: names of lists in the lexicon."""
        return self._lexicon.things.get(self.around.head_word(place), frozenset())

    # --- near the quantity ----------------------------------------------------------------------

    def _near(self, place: int, entries: dict[str, Entry], *, growth: bool) -> Iterator[Evidence]:
        head, around = self.around.heads[place], self.around
        bare = self._bare(place, entries)
        named = head is not None and around.starts[head] >= self._quantities[place].end
        follows = ("next",) if named else ("next", "after")
        for number in self._reach(place, growth=growth):
            word = around.words[number]
            entry = entries.get(word)
            if entry is None:
                continue
            factor, where = (_HEAD, "head") if number == head else self._nearness(place, number, bare=bare)
            if factor <= 0:
                continue
            cover = around.covers[number]
            covered = entries[cover].codes if cover is not None and cover in entries else ()
            scale = factor * _COVERED if covered else factor
            for code, weight in entry.near:
                if code not in covered:
                    yield code, weight * scale, word, where
            for code, weight in entry.head if where == "head" else entry.after if where in follows else ():
                if code not in covered:
                    yield code, weight * _COVERED if covered else weight, word, where

    def _reach(self, place: int, *, growth: bool) -> Iterator[int]:
        """Numbers of the words that may speak for the quantity: of its sentence, and of its item of a list."""
        quantity, ends = self._quantities[place], self.around.ends
        sentence = self._frame.sentence_at(quantity.start)
        first, last = max(sentence.start, quantity.start - _REACH_BEFORE), quantity.start
        share = self._shares.get(place)
        if share:
            first, last = share.start, share.end
        elif growth:
            first = max(first, self._frame.clause_start(quantity.start))
        for number in self.around.between(first, last):
            if ends[number] <= last:
                yield number
        if not growth:
            yield from self.around.between(quantity.end, min(sentence.end, quantity.end + _REACH_AFTER))

    def _bare(self, place: int, entries: dict[str, Entry]) -> bool:
        """Does the quantity stand alone in its clause, so that the clause before it speaks for it?"""
        quantity = self._quantities[place]
        if self.around.heads[place] is not None:
            return False
        start = self._frame.clause_start(quantity.start)
        if place:
            start = max(start, self._quantities[place - 1].end)
        words = (self.around.words[number] for number in self.around.between(start, quantity.start))
        return not any(word in entries and entries[word].telling for word in words)

    def _nearness(self, place: int, number: int, *, bare: bool) -> tuple[float, str]:
        """How much a word counts for a quantity, and the name of where it stands."""
        around, quantity = self.around, self._quantities[place]
        depth = around.depth[place]
        outside = 1 if depth is None else 0
        apart = 1.0 if around.brackets is None or around.brackets[number] == depth else _BRACKETED
        clauses = self._clauses[place] - around.clauses[number]
        between = around.rank[outside][place] - around.passed[outside][number]
        before, after = around.chains[place]
        if around.starts[number] > quantity.start:
            return self._nearness_after(place, number, -clauses, -between - 1 - after, apart)
        between = between - before if between > before else 0
        if bare:
            clauses, between = max(0, clauses - 1), max(0, between - 1)
        # Not min(): this runs ten times for each quantity.
        factor = apart * _CLAUSES_BEFORE[clauses if clauses < 3 else 3] * _BETWEEN_BEFORE[between if between < 3 else 3]
        if clauses:
            factor *= 1.0 if between else _NEAREST_CLAUSE
            if around.stretches[number] != self._stretches[place]:
                factor *= _NEW_STRETCH
        if around.starts[number] < around.items[place] and not between:
            factor *= _NEXT_ITEM
        fade = _FADE / (_FADE + quantity.start - around.ends[number])
        return factor * fade, "earlier" if clauses else "before"

    def _nearness_after(self, place: int, number: int, clauses: int, between: int, apart: float) -> tuple[float, str]:
        start, end = self.around.starts[number], self._quantities[place].end
        if clauses > 2 or between > 2:
            return 0.0, "later"
        between = between if between > 0 else 0
        factor = apart * _CLAUSES_AFTER[clauses] * _BETWEEN_AFTER[between]
        if self._frame.text[end : end + 1] in _ITEM_ENDS:
            factor *= _NEXT_ITEM
        if clauses and place + 1 < len(self._clauses) and self._clauses[place + 1] == self.around.clauses[number]:
            factor *= _NEXT_FIGURE
        where = "later"
        if not between:
            begins = clauses == 1 and start - self._frame.clause_start(start) <= _NEXT_START
            where = "after" if not clauses else "next" if begins else where
        return factor * _FADE / (_FADE + start - end), where

    # --- farther off ----------------------------------------------------------------------------

    def _of_stretch(self, position: int, measure: str, entries: dict[str, Entry]) -> list[Evidence]:
        """Words that count anywhere in the stretch around `position`, once each."""
        start, end = self._frame.stretch_at(position)
        known = self._of_stretches.get((start, measure))
        if known is None:
            words = {self.around.words[number] for number in self.around.between(start, end)}
            best: dict[str, Evidence] = {}
            for word in sorted(words, key=len, reverse=True):
                for code, weight in entries[word].stretch if word in entries else ():
                    best.setdefault(code, (code, weight, word, "stretch"))
            known = self._of_stretches[start, measure] = list(best.values())
        return known

    def _of_topic(self, topic: Topic, measure: str) -> list[Evidence]:
        known = self._of_topics.get((topic, measure))
        if known is None:
            known = self._of_topics[topic, measure] = [
                (code, weight * _RANKS[topic.rank], self.around.words[number], "topic")
                for number in self.around.between(topic.words.start, topic.words.end)
                for code, weight in self._lexicon.topics.get(self.around.words[number], ())
                if INDICATORS[code].measure == measure
            ]
        return known

    def _of_count(self, place: int) -> Iterator[Evidence]:
        """The thing counted, by its noun and measure word, and whose side it is on."""
        quantity, things, head = self._quantities[place], self.things(place), self.around.head_word(place)
        measure_word = quantity.measure_word or ""
        if measure_word in self._lexicon.generic:
            yield "other.count", _GENERIC, measure_word, "measure word"
        kinds = self._lexicon.measure_words.get(measure_word, frozenset())
        for code, of in _COUNTED:
            if of in things:
                yield code, _THING, head, "thing"
            if of in kinds:
                yield code, _MEASURE_WORD, measure_word, "measure word"
        yield from self._of_side(quantity, things)

    def _of_money(self, place: int) -> Iterator[Evidence]:
        """Rates and prices, and money that only describes a firm: `产值过亿元的企业`."""
        quantity = self._quantities[place]
        if quantity.per is not None:
            yield from _OF_PRICE if quantity.per is Per.ITEM else _OF_RATE
        if _DESCRIBES.search(self._frame.text[max(0, quantity.start - 10) : quantity.end + 1]):
            yield "other.money", _GENERIC, self.around.head_word(place), "describes"

    def _of_side(self, quantity: Quantity, things: frozenset[str]) -> Iterator[Evidence]:
        """What is the assisting side's own: it has indicators of its own, counties have none."""
        sided = things & _SIDED.keys()
        word = self._sides.assisting(quantity.start, quantity.end) if sided else None
        for thing in sided if word else ():
            yield _SIDED[thing], _OWN_COUNTIES if thing == "county" else _SIDE, word or "", "side"


#: What is counted by each indicator; a refined one that counts the same thing gets that from the broader one.
_COUNTED = tuple(
    (code, each.of)
    for code, each in INDICATORS.items()
    if each.measure == "count" and each.of and not (each.refines and INDICATORS[each.refines].of == each.of)
)
_SIDED = {each.of: code for code, each in INDICATORS.items() if code.endswith("_east") and each.of}
_SIDED["county"] = "other.count"
_GONE = "labour.employed_east"
#: A rate is income, wage or subsidy, seldom a fund.
_OF_RATE: tuple[Evidence, ...] = tuple(
    (code, _RATE if each.aggregate == "none" or code == "funds.subsidy" else _NO_RATE, "", "rate")
    for code, each in INDICATORS.items()
    if each.measure == "money"
)
_OF_PRICE: tuple[Evidence, ...] = (("other.money", _PRICE, "", "rate"),)
