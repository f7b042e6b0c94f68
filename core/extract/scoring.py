"""Weighs the words around a quantity into an indicator.

Each indicator gathers evidence: words of its lists in `indicators.toml` that stand near the quantity, each
weighted by its list and by where it stands: as the noun that the quantity counts, before or after it in the
clause, in a neighbouring clause, or in the topic that the section announces. Nothing here knows a sentence.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from core.extract.cues import Mention, Words
from core.extract.indicators import CATEGORIES, INDICATORS, Indicator, measure_of
from core.extract.sentences import Frame, Topic
from core.records import Per, Quantity

#: Weight of a word by the list it stands in.
_LISTS = {"strong": 4.0, "cues": 2.0, "weak": 1.0, "against": -3.0}
_HEAD = 3.0
_AFTER = 2.5
_TOPIC = 2.0
_CATEGORY_TOPIC = 1.2
#: What a topic's words weigh by rank: heading, opening of the paragraph, lead of the sentence.
_RANKS = (0.45, 0.55, 0.9)
#: Weight by clauses between (before, after) and by quantities between.
_CLAUSES_BEFORE = (1.0, 0.42, 0.25, 0.15)
_CLAUSES_AFTER = (0.75, 0.28, 0.08, 0.0)
_BETWEEN_BEFORE = (1.0, 0.5, 0.3, 0.2)
_BETWEEN_AFTER = (1.0, 0.3, 0.15, 0.0)
_NEW_STRETCH = 0.35
_REACH_BEFORE = 90
_REACH_AFTER = 45
_FADE = 30.0
#: The noun counted: agreeing with the indicator's `of`, and not.
_THING = 1.6
_OTHER_THING = -2.5
#: What stands for "none of the others" has no words; it wins where nothing else reaches this.
_NOTHING = {"money": 1.0, "people": 1.3, "households": 1.0, "count": 1.9, "share": 1.2}


class Evidence(NamedTuple):
    """One reason for an indicator: the word, where it stands, and what it weighs there."""

    code: str
    weight: float
    word: str
    place: str
    start: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The indicator of a quantity, with its lead over the next one and the words that decided."""

    code: str
    score: float
    margin: float
    label: str
    place: str
    head: str
    evidence: tuple[Evidence, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one word says of the indicators of one measure."""

    near: tuple[tuple[str, float], ...] = ()
    head: tuple[tuple[str, float], ...] = ()
    after: tuple[tuple[str, float], ...] = ()


class Lexicon:
    """The words of the indicators and of `resources/lexicon.toml`, ready to be looked up."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        """Gathers the words of `indicators` and of the lexicon."""
        table = tomllib.loads(files("resources").joinpath("lexicon.toml").read_text(encoding="utf-8"))
        self.fillers: str = table["fillers"]
        self.verbs = frozenset(table["verbs"])
        self.things: dict[str, set[str]] = {}
        for thing, nouns in table["things"].items():
            for noun in nouns:
                self.things.setdefault(noun, set()).add(thing)
        self.nouns = {*self.things, *(word for each in indicators.values() for word in each.heads), *table["nouns"]}
        self.entries = {
            measure: _entries(indicators, measure) for measure in (*_NOTHING, "area", "length", "mass", "any")
        }
        self.entries["energy"] = self.entries["any"]
        self.growth = _entries(indicators, None)
        self.topics = _topics(indicators)
        self.words = Words({*self.verbs, *self.nouns, *self.growth, *self.topics})


def _entries(indicators: Mapping[str, Indicator], measure: str | None) -> dict[str, _Entry]:
    rows: dict[str, tuple[dict[str, float], dict[str, float], dict[str, float]]] = {}
    for code, indicator in indicators.items():
        if measure and indicator.measure != measure:
            continue
        for name, weight in _LISTS.items():
            for word in getattr(indicator, name):
                rows.setdefault(word, ({}, {}, {}))[0][code] = weight
        for word in indicator.heads:
            rows.setdefault(word, ({}, {}, {}))[1][code] = _HEAD
        for word in indicator.after:
            rows.setdefault(word, ({}, {}, {}))[2][code] = _AFTER
    return {word: _Entry(*(tuple(part.items()) for part in parts)) for word, parts in rows.items()}


def _topics(indicators: Mapping[str, Indicator]) -> dict[str, list[tuple[str, float]]]:
    rows: dict[str, list[tuple[str, float]]] = {}
    for code, indicator in indicators.items():
        for word in indicator.topics:
            rows.setdefault(word, []).append((code, _TOPIC))
        for word in CATEGORIES[indicator.category].topics:
            rows.setdefault(word, []).append((code, _CATEGORY_TOPIC))
    return rows


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(INDICATORS)


class Scorer:
    """Scores the quantities of one text."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity]) -> None:
        """Finds the words in the text once; `quantities` are in reading order."""
        self._frame = frame
        self._text = frame.text
        self._quantities = quantities
        self._lexicon = lexicon()
        self._mentions = list(self._lexicon.words.find(frame.text))
        self._starts = [mention.start for mention in self._mentions]
        self._clauses = [frame.clause_index(mention.start) for mention in self._mentions]
        self._topic_scores: dict[Topic, list[Evidence]] = {}
        self._passed = self._count_passed()
        self.heads = [self._head(place) for place in range(len(quantities))]

    def _count_passed(self) -> list[int]:
        """For each mention, how many quantities start before it."""
        passed, place = [], 0
        for start in self._starts:
            while place < len(self._quantities) and self._quantities[place].start <= start:
                place += 1
            passed.append(place)
        return passed

    # --- the noun that a quantity counts --------------------------------------------------------

    def _head(self, place: int) -> Mention | None:
        quantity = self._quantities[place]
        after = self._noun_after(place)
        before = self._noun_before(quantity)
        if before and after:
            close = before.end == quantity.start and (
                after.start > quantity.end or quantity.measure_word in ("人", "户", "元")
            )
            return before if close else after
        return after or before

    def _noun_after(self, place: int) -> Mention | None:
        quantities, text = self._quantities, self._text
        end = quantities[place].end
        while place + 1 < len(quantities) and quantities[place + 1].start == end:
            place, end = place + 1, quantities[place + 1].end
        limit = min(end + 18, quantities[place + 1].start if place + 1 < len(quantities) else len(text))
        head: Mention | None = None
        for mention in self._between(end, limit):
            if any(mark in ",。;:、()\n" for mark in text[head.end if head else end : mention.start]):
                break
            if head is None:
                if mention.word in self._lexicon.verbs:
                    return None
                head = mention if mention.word in self._lexicon.nouns else None
            elif mention.start == head.end and mention.word in self._lexicon.nouns:
                head = mention
            elif mention.start >= head.end:
                break
        return head

    def _noun_before(self, quantity: Quantity) -> Mention | None:
        fillers, nouns = self._lexicon.fillers, self._lexicon.nouns
        best: Mention | None = None
        for mention in self._between(quantity.start - 14, quantity.start):
            if mention.word in nouns and mention.end <= quantity.start:
                gap = self._text[mention.end : quantity.start]
                if gap.startswith("(") and ")" in gap:
                    gap = gap[gap.index(")") + 1 :]
                if not gap.strip(fillers) and (best is None or mention.end > best.end):
                    best = mention
        return best

    def _between(self, start: int, end: int) -> Iterator[Mention]:
        for place in range(bisect_left(self._starts, start), len(self._mentions)):
            if self._starts[place] >= end:
                return
            yield self._mentions[place]

    # --- evidence -------------------------------------------------------------------------------

    def verdict(self, place: int, *, growth: bool = False) -> Verdict:
        """The indicator of quantity number `place`; for a growth rate, of what grew."""
        quantity = self._quantities[place]
        measure = measure_of(quantity.unit)
        evidence = self.evidence(place, growth=growth)
        scores: dict[str, float] = {}
        for code, weight, *_ in evidence:
            scores[code] = scores.get(code, 0.0) + weight
        fallback = f"other.{measure if measure in _NOTHING else 'measure'}"
        scores[fallback] = scores.get(fallback, 0.0) + _NOTHING.get(measure, 1.0)
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        code, score = ranked[0]
        margin = score - ranked[1][1] if len(ranked) > 1 else score
        reason = max((each for each in evidence if each.code == code), key=lambda each: each.weight, default=None)
        head = self.heads[place]
        return Verdict(
            code, score, margin, reason.word if reason else "", reason.place if reason else "nothing",
            head.word if head else "", tuple(evidence),
        )  # fmt: skip

    def evidence(self, place: int, *, growth: bool = False) -> list[Evidence]:
        """All that speaks for or against an indicator of quantity number `place`."""
        quantity = self._quantities[place]
        measure = measure_of(quantity.unit)
        entries = self._lexicon.growth if growth else self._lexicon.entries[measure]
        found = list(self._near(place, entries))
        if measure == "count" and not growth:
            found.extend(self._of_thing(place))
        wanted = None if growth else measure
        for topic in self._frame.topics_at(quantity.start):
            found.extend(each for each in self._of_topic(topic) if wanted in (None, INDICATORS[each.code].measure))
        if quantity.per in (Per.PERSON, Per.HOUSEHOLD, Per.MONTH, Per.YEAR, Per.DAY):
            found.extend(self._of_rate())
        return found

    def _near(self, place: int, entries: dict[str, _Entry]) -> Iterator[Evidence]:
        quantity, head = self._quantities[place], self.heads[place]
        sentence = self._frame.sentence_at(quantity.start)
        low = bisect_left(self._starts, max(sentence.start, quantity.start - _REACH_BEFORE))
        high = bisect_left(self._starts, min(sentence.end, quantity.end + _REACH_AFTER))
        for number in range(low, high):
            mention = self._mentions[number]
            entry = entries.get(mention.word)
            if entry is None or (mention.end > quantity.start and mention.start < quantity.end):
                continue
            factor, where = self._nearness(place, number)
            if factor <= 0:
                continue
            for code, weight in entry.near:
                yield Evidence(code, weight * factor, mention.word, where, mention.start)
            if mention is head:
                for code, weight in entry.head:
                    yield Evidence(code, weight, mention.word, "head", mention.start)
            if where == "after" or where == "next":
                for code, weight in entry.after:
                    yield Evidence(code, weight, mention.word, where, mention.start)

    def _nearness(self, place: int, number: int) -> tuple[float, str]:
        """How much a mention counts for a quantity, and the name of where it stands."""
        quantity, mention = self._quantities[place], self._mentions[number]
        if mention is self.heads[place]:
            return 1.2, "head"
        clauses = self._frame.clause_index(quantity.start) - self._clauses[number]
        if mention.start < quantity.start:
            between = place - self._passed[number]
            factor = _CLAUSES_BEFORE[min(clauses, 3)] * _BETWEEN_BEFORE[min(between, 3)]
            if clauses and not between:
                factor *= 1.5
            if clauses and self._frame.strong_index(mention.start) != self._frame.strong_index(quantity.start):
                factor *= _NEW_STRETCH
            return factor * _FADE / (_FADE + quantity.start - mention.end), "before" if not clauses else "earlier"
        between = self._passed[number] - place - 1
        factor = _CLAUSES_AFTER[min(-clauses, 3)] * _BETWEEN_AFTER[min(between, 3)]
        near = not between and (not clauses or clauses == -1)
        return factor * _FADE / (
            _FADE + mention.start - quantity.end
        ), "next" if near and clauses else "after" if near else "later"

    def _of_thing(self, place: int) -> Iterator[Evidence]:
        head = self.heads[place]
        things = self._lexicon.things.get(head.word) if head else None
        if head is None or not things:
            return
        for code, indicator in INDICATORS.items():
            if indicator.measure == "count" and indicator.of:
                yield Evidence(code, _THING if indicator.of in things else _OTHER_THING, head.word, "thing", head.start)

    def _of_topic(self, topic: Topic) -> list[Evidence]:
        known = self._topic_scores.get(topic)
        if known is None:
            known = self._topic_scores[topic] = [
                Evidence(code, weight * _RANKS[topic.rank], mention.word, "topic", mention.start)
                for mention in self._between(topic.words.start, topic.words.end)
                for code, weight in self._lexicon.topics.get(mention.word, ())
            ]
        return known

    def _of_rate(self) -> Iterator[Evidence]:
        for code, indicator in INDICATORS.items():
            if indicator.measure == "money":
                rate = indicator.aggregate == "none" or code == "funds.subsidy"
                yield Evidence(code, 0.8 if rate else -1.5, "", "rate", 0)
