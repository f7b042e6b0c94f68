"""The words of the indicators and of `resources/lexicon.toml`, made ready to be looked up by word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from core.extract.cues import Words
from core.extract.indicators import CATEGORIES, INDICATORS, Indicator
from core.frozen import record

#: Weight of a word by the list it stands in.
NEAR = {"strong": 4.0, "cues": 2.0, "weak": 1.0, "against": -3.0}
HEAD = 3.0
AFTER = 2.0
STRETCH = 3.0
TOPIC = 2.0
#: A word inside a longer one says little: the longer one speaks for it, and otherwise.
_COVERED = 0.4
CATEGORY_TOPIC = 1.2

#: Measures with an `other` of their own, for which the words of `other.measure` say nothing.
_OWN = frozenset({"money", "people", "households", "count", "share"})

#: Evidence is a tuple of these: code of the indicator, weight.
Weights = tuple[tuple[str, float], ...]


@record(frozen=True, slots=True)
class Entry:
    """What one word says of the indicators of one measure, by where it stands.

    `codes` are the indicators it speaks for; it is `telling` where it does so more than weakly.
    """

    near: Weights = ()
    head: Weights = ()
    after: Weights = ()
    stretch: Weights = ()
    codes: frozenset[str] = frozenset()
    telling: bool = False


#: A word of a text, with the longer one that it stands in on a line of its own if any.
Told = str
#: What it says, and the share of it that counts.
Sense = tuple[Entry, float]


class Senses(dict[Told, Sense | None]):
    """What each word says of one measure, None where it says nothing; gathered for a word when first asked for."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """`entries` are those of the measure."""
        super().__init__()
        self._entries = entries

    def __missing__(self, told: Told) -> Sense | None:
        word, _, cover = told.partition("\n")
        entry, longer = self._entries.get(word), self._entries.get(cover)
        sense = None if entry is None else (entry, 1.0)
        if entry and longer and longer.codes:
            sense = _without(entry, longer.codes), _COVERED
        self[told] = sense
        return sense


class Lexicon:
    """All words that the extractor knows, by what they say."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        """Gathers the words of `indicators` and of the lexicon."""
        table = tomllib.loads(files("resources").joinpath("lexicon.toml").read_text(encoding="utf-8"))
        self.fillers: str = table["fillers"]
        self.verbs = frozenset(table["verbs"])
        self.things = _inverse(table["things"])
        self.measure_words = _inverse(table["measure_words"])
        heads = {word for each in indicators.values() for word in each.heads}
        self.nouns = frozenset({*self.things, *table["nouns"], *heads})
        self.generic = frozenset(table["generic"])
        measures = {indicator.measure for indicator in indicators.values()} | {"energy"}
        self.entries = {measure: _entries(indicators, measure) for measure in measures}
        self.entries["growth"] = _entries(indicators, None)
        self.stretch = {
            measure: {word: entry.stretch for word, entry in entries.items() if entry.stretch}
            for measure, entries in self.entries.items()
        }
        self.senses = {measure: Senses(entries) for measure, entries in self.entries.items()}
        self.telling = {
            measure: frozenset(word for word, entry in entries.items() if entry.telling)
            for measure, entries in self.entries.items()
        }
        topics = _topics(indicators)
        self.topics = {measure: _measured(topics, indicators, measure) for measure in measures}
        self.bias = {
            unit: tuple((code, weight) for code, each in indicators.items() for of, weight in each.bias if of == unit)
            for unit in {unit for each in indicators.values() for unit, _ in each.bias}
        }
        self.needs = {code: each.needs for code, each in indicators.items() if each.needs}
        needed = {word for words in self.needs.values() for word in words}
        known = {*self.verbs, *self.nouns, *self.entries["growth"], *topics, *table["neutral"], *needed}
        self.words = Words(known)
        names = frozenset(table["neutral"])
        self.noun_of = {word: noun for word in known - names if (noun := _noun_of(word, self.nouns))}
        for entries in self.entries.values():
            _refuse(entries)
            _inherit(entries, known - names)
            _name(entries, self.noun_of)
        #: The words that meet the need of an indicator.
        self.meets = {
            code: frozenset(word for word in known - names if any(each in word for each in words))
            for code, words in self.needs.items()
        }
        #: The words that count anywhere in a stretch of text.
        self.lasting = frozenset().union(*self.meets.values(), *self.stretch.values())


def _without(entry: Entry, codes: frozenset[str]) -> Entry:
    near, head, after = (
        tuple(each for each in weights if each[0] not in codes) for weights in (entry.near, entry.head, entry.after)
    )
    return Entry(near, head, after, entry.stretch, entry.codes, entry.telling)


def _noun_of(word: str, nouns: frozenset[str]) -> str:
    """The longest noun that a word is or begins with: `乡镇` for `乡镇结对`."""
    return next((word[:length] for length in range(len(word), 0, -1) if word[:length] in nouns), "")


def _inverse(lists: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    rows: dict[str, set[str]] = {}
    for name, words in lists.items():
        for word in words:
            rows.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in rows.items()}


def _entries(indicators: Mapping[str, Indicator], measure: str | None) -> dict[str, Entry]:
    """The entries for quantities of one measure; for None, of all that can grow."""
    rows: dict[str, tuple[dict[str, float], ...]] = {}
    for code, indicator in indicators.items():
        if measure and indicator.measure != measure and (indicator.measure != "any" or measure in _OWN):
            continue
        for name, weight in NEAR.items():
            for word in getattr(indicator, name):
                # A word of two lists counts by the first of them.
                rows.setdefault(word, ({}, {}, {}, {}))[0].setdefault(code, weight)
        for place, (words, weight) in enumerate(
            ((indicator.heads, HEAD), (indicator.after, AFTER), (indicator.stretch, STRETCH)), 1
        ):
            for word in words:
                rows.setdefault(word, ({}, {}, {}, {}))[place][code] = weight
    return {word: _entry(*(tuple(part.items()) for part in parts)) for word, parts in rows.items()}


def _inherit(entries: dict[str, Entry], words: Iterable[str]) -> None:
    """Gives words that say nothing of a measure what the longest word says that they begin with, where it says much.

    At each place of a text only the longest word is found: one that is known for people (`剩余贫困人口`) would hide
    what its beginning (`剩余`) says of households.
    """
    for word in [word for word in words if word not in entries]:
        shorter = (word[:length] for length in range(len(word) - 1, 1, -1))
        known = next((each for each in shorter if each in entries), "")
        strong = tuple(each for each in entries[known].near if each[1] >= NEAR["strong"]) if known else ()
        if strong:
            entries[word] = _entry(strong, (), (), ())


def _refuse(entries: dict[str, Entry]) -> None:
    """Gives words what their beginnings say against an indicator: 培训基层干部 sends nobody."""
    for word, entry in list(entries.items()):
        shorter = (word[:length] for length in range(len(word) - 1, 1, -1))
        known = next((each for each in shorter if each in entries), "")
        if not known:
            continue
        told = {code for code, _ in entry.near}
        against = tuple(each for each in entries[known].near if each[1] < 0 and each[0] not in told)
        if against:
            entries[word] = _entry((*entry.near, *against), entry.head, entry.after, entry.stretch)


def _name(entries: dict[str, Entry], nouns: Mapping[str, str]) -> None:
    """Gives words that begin with a noun (`医院结对`) what that says as the thing counted."""
    for word, noun in nouns.items():
        if word != noun and (known := entries.get(noun)):
            entry = entries.get(word)
            if entry is None:
                entries[word] = _entry(known.near, known.head, (), ())
            elif known.head and not entry.head:
                entries[word] = _entry(entry.near, known.head, entry.after, entry.stretch)


def _entry(near: Weights, head: Weights, after: Weights, stretch: Weights) -> Entry:
    codes = frozenset(code for code, weight in near if weight > 0)
    return Entry(near, head, after, stretch, codes, telling=any(weight > NEAR["weak"] for _, weight in (*near, *head)))


def _topics(indicators: Mapping[str, Indicator]) -> dict[str, Weights]:
    rows: dict[str, list[tuple[str, float]]] = {}
    for code, indicator in indicators.items():
        for word in indicator.topics:
            rows.setdefault(word, []).append((code, TOPIC))
        for word in CATEGORIES[indicator.category].topics:
            rows.setdefault(word, []).append((code, CATEGORY_TOPIC))
    return {word: tuple(weights) for word, weights in rows.items()}


def _measured(topics: Mapping[str, Weights], indicators: Mapping[str, Indicator], measure: str) -> dict[str, Weights]:
    """What each word says in a topic of the indicators of one measure."""
    rows = {
        word: tuple(each for each in weights if indicators[each[0]].measure == measure)
        for word, weights in topics.items()
    }
    return {word: weights for word, weights in rows.items() if weights}


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    return Lexicon(INDICATORS)
