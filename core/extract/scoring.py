"""Weighs the words around a quantity into an indicator.

Each indicator gathers evidence: words of its lists in `indicators.toml` that stand near the quantity, each
weighted by its list and by where it stands: as the noun that the quantity counts, before or after it in the
clause, in a neighbouring clause, or in the topic that the section announces. Nothing here knows a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.extract.indicators import INDICATORS, measure_of
from core.extract.lexicon import Entry, lexicon
from core.extract.sentences import Frame, Topic
from core.extract.surroundings import Surroundings
from core.records import Per, Quantity

#: What a topic's words weigh by rank: heading, opening of the paragraph, lead of the sentence.
_RANKS = (0.5, 0.7, 1.0)
#: Weight by clauses between (before, after) and by quantities between.
_CLAUSES_BEFORE = (1.0, 0.42, 0.25, 0.15)
_CLAUSES_AFTER = (0.75, 0.28, 0.08, 0.0)
_BETWEEN_BEFORE = (1.0, 0.5, 0.3, 0.2)
_BETWEEN_AFTER = (1.0, 0.3, 0.15, 0.0)
_NEAREST_CLAUSE = 1.5
_NEW_STRETCH = 0.35
_HEAD = 1.2
_BRACKETED = 0.5
_REACH_BEFORE = 90
_REACH_AFTER = 45
_FADE = 30.0
#: The noun counted, or the measure word, agreeing with the indicator's `of`, and not.
_THING = 1.6
_MEASURE_WORD = 0.7
_OTHER_THING = -2.5
_RATE = 0.8
_NO_RATE = -1.5
#: "None of the others" has no words; it wins where nothing else reaches this.
_NOTHING = {"money": 1.0, "people": 1.3, "households": 1.0, "count": 1.9, "share": 1.2}
#: What a part takes over from its whole: in brackets, and after 其中.
_FROM_WHOLE = {True: 0.9, False: 0.35}


class Evidence(NamedTuple):
    """One reason for an indicator: the word, where it stands, and what it weighs there."""

    code: str
    weight: float
    word: str
    place: str


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


class Scorer:
    """Scores the quantities of one text."""

    def __init__(self, frame: Frame, quantities: Sequence[Quantity]) -> None:
        """Finds the words in the text once; `quantities` are in reading order."""
        self._frame = frame
        self._quantities = quantities
        self._lexicon = lexicon()
        self._around = Surroundings(frame, quantities, self._lexicon)
        self._clauses = [frame.clause_index(start) for start in self._around.starts]
        self._topic_evidence: dict[Topic, list[Evidence]] = {}

    def verdicts(self, growth: Sequence[bool], wholes: Sequence[int | None]) -> list[Verdict]:
        """The indicator of each quantity; `growth` marks rates of change, `wholes` parts."""
        found: list[Verdict] = []
        for place, whole in enumerate(wholes):
            evidence = self.evidence(place, growth=growth[place])
            if whole is not None and whole < place:
                bracketed = self._around.depth[place] is not None
                factor = _FROM_WHOLE[bracketed]
                evidence += [
                    Evidence(code, weight * factor, word, "whole") for code, weight, word, _ in found[whole].evidence
                ]
            found.append(self._judge(place, evidence, found[whole] if whole is not None and whole < place else None))
        return found

    def _judge(self, place: int, evidence: Sequence[Evidence], whole: Verdict | None) -> Verdict:
        measure = measure_of(self._quantities[place].unit)
        scores = _sums(evidence)
        fallback = f"other.{measure if measure in _NOTHING else 'measure'}"
        scores[fallback] = scores.get(fallback, 0.0) + _NOTHING.get(measure, 1.0)
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        code, score = ranked[0]
        if code == fallback and whole is not None and INDICATORS[whole.code].measure == measure:
            code, score = whole.code, scores.get(whole.code, 0.0)
        margin = score - max((other for name, other in ranked if name != code), default=0.0)
        reason = max((each for each in evidence if each.code == code), key=lambda each: each.weight, default=None)
        head = self._around.heads[place]
        return Verdict(
            code,
            score,
            margin,
            reason.word if reason else "",
            reason.place if reason else "nothing",
            head.word if head else "",
            tuple(evidence),
        )

    def evidence(self, place: int, *, growth: bool = False) -> list[Evidence]:
        """All that speaks for or against an indicator of quantity number `place`; for `growth`, of what grew."""
        quantity = self._quantities[place]
        measure = measure_of(quantity.unit)
        found = list(self._near(place, self._lexicon.growth if growth else self._lexicon.entries[measure]))
        if measure == "count":
            found.extend(self._of_thing(place))
        for topic in self._frame.topics_at(quantity.start):
            found.extend(each for each in self._of_topic(topic) if growth or INDICATORS[each.code].measure == measure)
        if quantity.per in (Per.PERSON, Per.HOUSEHOLD, Per.MONTH, Per.YEAR, Per.DAY) and measure == "money":
            found.extend(_OF_RATE)
        found.extend(Evidence(code, bias, "", "bias") for code, bias in self._lexicon.bias[measure])
        return found

    def _near(self, place: int, entries: dict[str, Entry]) -> Iterator[Evidence]:
        quantity, head, mentions = self._quantities[place], self._around.heads[place], self._around.mentions
        sentence = self._frame.sentence_at(quantity.start)
        low = bisect_left(self._around.starts, max(sentence.start, quantity.start - _REACH_BEFORE))
        high = bisect_left(self._around.starts, min(sentence.end, quantity.end + _REACH_AFTER))
        bare = self._bare(place, entries)
        for number in range(low, high):
            mention = mentions[number]
            entry = entries.get(mention.word)
            if entry is None or (mention.end > quantity.start and mention.start < quantity.end):
                continue
            factor, where = (_HEAD, "head") if mention is head else self._nearness(place, number, bare=bare)
            if factor <= 0:
                continue
            for code, weight in entry.near:
                yield Evidence(code, weight * factor, mention.word, where)
            if where == "head":
                for code, weight in entry.head:
                    yield Evidence(code, weight, mention.word, where)
            elif where in ("after", "next"):
                for code, weight in entry.after:
                    yield Evidence(code, weight, mention.word, where)
        yield from self._in_stretch(place, entries)

    def _in_stretch(self, place: int, entries: dict[str, Entry]) -> Iterator[Evidence]:
        """Words that count anywhere in the stretch, once each."""
        start, end = self._frame.stretch_at(self._quantities[place].start)
        seen: set[str] = set()
        for mention in self._around.between(start, end):
            entry = entries.get(mention.word)
            if entry and entry.stretch and mention.word not in seen:
                seen.add(mention.word)
                for code, weight in entry.stretch:
                    yield Evidence(code, weight, mention.word, "stretch")

    def _bare(self, place: int, entries: dict[str, Entry]) -> bool:
        """Does the quantity stand alone in its clause, so that the clause before it speaks for it?"""
        quantity = self._quantities[place]
        if self._around.heads[place] is not None:
            return False
        start = self._frame.clause_start(quantity.start)
        if place:
            start = max(start, self._quantities[place - 1].end)
        return not any(mention.word in entries for mention in self._around.between(start, quantity.start))

    def _nearness(self, place: int, number: int, *, bare: bool) -> tuple[float, str]:
        """How much a mention counts for a quantity, and the name of where it stands."""
        quantity, mention = self._quantities[place], self._around.mentions[number]
        bracket, inside = self._around.bracket(mention.start), self._around.depth[place]
        apart = 1.0 if bracket == inside else _BRACKETED
        clauses = self._frame.clause_index(quantity.start) - self._clauses[number]
        if mention.start < quantity.start:
            between = self._around.passed(mention.end, quantity.start, inside=inside is not None)
            if bare:
                clauses, between = max(0, clauses - 1), max(0, between - 1)
            factor = _CLAUSES_BEFORE[min(clauses, 3)] * _BETWEEN_BEFORE[min(between, 3)]
            if clauses and not between:
                factor *= _NEAREST_CLAUSE
            if clauses and self._frame.strong_index(mention.start) != self._frame.strong_index(quantity.start):
                factor *= _NEW_STRETCH
            fade = _FADE / (_FADE + quantity.start - mention.end)
            return apart * factor * fade, "earlier" if clauses else "before"
        between = self._around.passed(quantity.end, mention.start, inside=inside is not None)
        factor = _CLAUSES_AFTER[min(-clauses, 3)] * _BETWEEN_AFTER[min(between, 3)]
        fade = _FADE / (_FADE + mention.start - quantity.end)
        where = "later" if between or clauses < -1 else "next" if clauses else "after"
        return apart * factor * fade, where

    def _of_thing(self, place: int) -> Iterator[Evidence]:
        """The thing counted, by its noun and by the measure word, against the `of` of each indicator."""
        head, measure_word = self._around.heads[place], self._quantities[place].measure_word or ""
        things = self._lexicon.things.get(head.word, frozenset()) if head else frozenset()
        kinds = self._lexicon.measure_words.get(measure_word, frozenset())
        for code, of in _COUNTED:
            if things:
                yield Evidence(code, _THING if of in things else _OTHER_THING, head.word if head else "", "thing")
            if of in kinds:
                yield Evidence(code, _MEASURE_WORD, measure_word, "measure word")

    def _of_topic(self, topic: Topic) -> Iterable[Evidence]:
        known = self._topic_evidence.get(topic)
        if known is None:
            known = self._topic_evidence[topic] = [
                Evidence(code, weight * _RANKS[topic.rank], mention.word, "topic")
                for mention in self._around.between(topic.words.start, topic.words.end)
                for code, weight in self._lexicon.topics.get(mention.word, ())
            ]
        return known


_COUNTED = tuple((code, each.of) for code, each in INDICATORS.items() if each.measure == "count" and each.of)
#: A rate is income, wage or subsidy, seldom a fund.
_OF_RATE = tuple(
    Evidence(code, _RATE if each.aggregate == "none" or code == "funds.subsidy" else _NO_RATE, "", "rate")
    for code, each in INDICATORS.items()
    if each.measure == "money"
)


def _sums(evidence: Iterable[Evidence]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for code, weight, _, _ in evidence:
        scores[code] = scores.get(code, 0.0) + weight
    return scores
