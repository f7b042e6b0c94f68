"""The gazetteer: look-ups by code, by name, by what a curator types, and in running text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from core.frozen import record
from core.gazetteer.cooperation import JointNames, Pair, read_pairs
from core.gazetteer.matching import NameFinder
from core.gazetteer.places import Level, Place, Places, level_of, read_places, year_of
from core.gazetteer.spelling import edit_distance, initials, syllables
from core.gazetteer.words import Words, read_words

_RANK = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}
#: Suggested names may differ by this share of their syllables.
_MOST_UNLIKE = 0.4
#: Cost of another kind of place (旗 for 县) when names are compared by sound.
_OTHER_KIND = 0.5


class Form(StrEnum):
    """How a place is named in a text."""

    OFFICIAL = "official"
    SHORT = "short"
    JOINT = "joint"


_SHORT, _JOINT = Form.SHORT, Form.JOINT


@record(frozen=True, slots=True)
class Mention:
    """A name in a text, half open in code points, with the places it may mean.

    For `Form.JOINT` (京蒙) the candidates are meant together, otherwise one of them is.
    """

    start: int
    end: int
    form: Form
    candidates: tuple[Place, ...]


class Gazetteer:
    """Places and official pairs; parts are built when first asked for."""

    def __init__(self, places: Places, pairs: tuple[Pair, ...], words: Words) -> None:
        self._places = places
        #: What `ancestors` tells, for those who ask thousands of times.
        self.lines = places.lines
        self.pairs = pairs
        self.words = words
        self._meanings: dict[int, dict[str, tuple[Form, tuple[Place, ...]]]] = {}
        self._paired: dict[int | None, dict[tuple[str, str], bool]] = {}

    # --- by code --------------------------------------------------------------------------------------

    def place(self, code: str, on: date | None = None) -> Place | None:
        """The place with this code as named at a date (without one: last), or None."""
        return self._places.get(code, on)

    def label(self, code: str) -> str:
        """The short name for people, or the code itself where it is unknown."""
        place = self._places.get(code)
        return place.short if place else code

    def level(self, code: str) -> Level | None:
        """The level of a known code."""
        return self._places.level(code)

    def province(self, code: str) -> str:
        """The code of the province that a code lies in."""
        return code[:2] + "0000"

    def prefecture(self, code: str) -> str | None:
        """The code of the prefecture that a code is or lies in; None for a province or what has none."""
        for one in self.lines[code]:
            if level_of(one) is Level.PREFECTURE:
                return one
        return None

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The code, its prefecture where it has one, its province."""
        return self.lines[code]

    def contains(self, outer: str, inner: str) -> bool:
        """Does one place hold the other, or are they the same?"""
        return outer in self.lines[inner]

    def within(self, outer: str, on: date | None = None) -> tuple[Place, ...]:
        """The places below one place that were valid at a date."""
        return self._places.within(outer, on)

    # --- by name --------------------------------------------------------------------------------------

    def called(self, name: str, on: date | None = None) -> tuple[Place, ...]:
        """Places whose official name or short form is exactly this, as valid at a date."""
        return self._places.called(name, on)

    def named(self, text: str, within: str | None = None, on: date | None = None) -> tuple[Place, ...]:
        """Places of exactly this official name, short form, chain of names or pinyin initials.

        Higher levels first. `within` keeps those inside one place. Initials with one letter wrong are
        understood where no place has them exactly, since 右 is as often typed r as y.
        """
        text = text.strip()
        found = self._places.called(text, on) or self._chained(text, on)
        if not found and text.isascii() and text.isalpha():
            found = self._by_initials(text.lower())
        if within:
            found = tuple(place for place in found if self.contains(within, place.code))
        return tuple(sorted(found, key=lambda place: (_RANK[place.level], place.code)))

    def _chained(self, text: str, on: date | None) -> tuple[Place, ...]:
        """`天津市和平区`: the last name, where the names before hold it."""
        for cut in range(len(text) - 2, 1, -1):
            inner = self._places.called(text[cut:], on)
            outer = (self._places.called(text[:cut], on) or self._chained(text[:cut], on)) if inner else ()
            held = tuple(place for place in inner if any(self.contains(one.code, place.code) for one in outer))
            if held:
                return held
        return ()

    def _by_initials(self, letters: str) -> tuple[Place, ...]:
        exact = self._initials.get(letters)
        if exact or len(letters) < 3:
            return tuple(exact or ())
        near = (places for spelled, places in self._initials.items() if _one_off(spelled, letters))
        return tuple(dict.fromkeys(place for places in near for place in places))

    @cached_property
    def partners(self) -> dict[str, tuple[str, ...]]:
        """The places that official pairs join with each county or prefecture."""
        found: dict[str, list[str]] = {}
        for pair in self.pairs:
            for one, other in ((pair.provider, pair.recipient), (pair.recipient, pair.provider)):
                if level_of(one) is not Level.PROVINCE:
                    found.setdefault(one, []).append(other)
        return {code: tuple(others) for code, others in found.items()}

    @cached_property
    def helpers(self) -> dict[str, frozenset[str]]:
        """The official providers of each place."""
        return _grouped((pair.recipient, pair.provider) for pair in self.pairs)

    @cached_property
    def assists(self) -> dict[str, frozenset[str]]:
        """The provinces that each province assists by the official pairs of places in them, itself where it does."""
        return _grouped((self.province(pair.provider), self.province(pair.recipient)) for pair in self.pairs)

    @cached_property
    def assisted_by(self) -> dict[str, frozenset[str]]:
        """The provinces that assist each province."""
        return _grouped((self.province(pair.recipient), self.province(pair.provider)) for pair in self.pairs)

    def provinces_paired(self, on: date | None = None) -> dict[tuple[str, str], bool]:
        """Provider's and recipient's province of each official pair, and whether it held at a date."""
        year = on.year if on else None
        known = self._paired.get(year)
        if known is None:
            known = self._paired[year] = {}
            for pair in self.pairs:
                provinces = self.province(pair.provider), self.province(pair.recipient)
                if provinces[0] != provinces[1]:
                    known[provinces] = known.get(provinces, False) or pair.holds(on)
        return known

    @cached_property
    def _initials(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self._places.all:
            if place.valid_to is None:
                for spelled in sorted({initials(name) for name in (place.name, *place.forms)}):
                    found.setdefault(spelled, []).append(place)
        return found

    def suggest(self, name: str, within: str, on: date | None = None, *, limit: int = 3) -> tuple[Place, ...]:
        """Places inside `within` that a garbled name may mean: of equal sound first, then the nearest.

        Names that differ by more than two fifths of their syllables are not suggested.
        """
        ranked = []
        for place in self.within(within, on):
            unlike = self.unlikeness(name, place)
            if unlike <= _MOST_UNLIKE:
                ranked.append((unlike, place.code, place))
        return tuple(place for _, _, place in sorted(ranked)[:limit])

    def unlikeness(self, name: str, place: Place) -> float:
        """How far a name is from sounding like a place's: 0 for equal sound, 1 for nothing alike."""
        return min([_unlikeness(name, form) for form in (place.name, *place.forms)])

    # --- in text --------------------------------------------------------------------------------------

    @cached_property
    def joint(self) -> JointNames:
        """Joint names and the one-character names of provinces."""
        return JointNames(self.pairs)

    @cached_property
    def _finder(self) -> NameFinder:
        names = (self._places.by_name.keys() - self.words.never) | self.joint.codes.keys()
        provinces = (
            place for places in self._places.by_name.values() for place in places if place.level is Level.PROVINCE
        )
        return NameFinder(names, (place.short for place in provinces))

    def find(self, text: str, on: date | None = None) -> tuple[Mention, ...]:
        """Every place name in a text, in order, each with all places of that name valid at the date.

        Names that are part of another word (日照时数, 闽宁镇) are left out, and so are short forms that are
        ordinary words (合作).
        """
        known = self._meanings.setdefault(year_of(on), {})
        free, stands, mentions = self.words.free, self.joint.stands, []
        for start, name in self._finder.find(text):
            meaning = known.get(name)
            if meaning is None:
                meaning = known[name] = self._meaning(name, on)
            form, candidates = meaning
            if stands(text, start, name) if form is _JOINT else free(text, start, name, short=form is _SHORT):
                mentions.append(Mention(start, start + len(name), form, candidates))
        return tuple(mentions)

    def _meaning(self, name: str, on: date | None) -> tuple[Form, tuple[Place, ...]]:
        codes = self.joint.codes.get(name)
        if codes:
            return Form.JOINT, self._all(codes, on)
        candidates = self._places.called(name, on)
        official = any(place.name == name for place in candidates)
        return Form.OFFICIAL if official else Form.SHORT, candidates

    def _all(self, codes: tuple[str, ...], on: date | None) -> tuple[Place, ...]:
        return tuple(place for code in codes if (place := self._places.get(code, on)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each first of the pairs its seconds."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _one_off(spelled: str, letters: str) -> bool:
    return len(spelled) == len(letters) and sum(map(str.__ne__, spelled, letters)) == 1


@lru_cache(maxsize=65536)
def _unlikeness(name: str, other: str) -> float:
    """Share of the syllables by which two names differ, from 0 for equal sound; beyond the limit at least so much."""
    kind = _OTHER_KIND if name[-1] != other[-1] else 0.0
    longest = max(len(name), len(other))
    if (at_least := (abs(len(name) - len(other)) + kind) / longest) > _MOST_UNLIKE:
        return at_least
    return (edit_distance(syllables(name), syllables(other)) + kind) / longest


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of `resources/`, read once."""
    return Gazetteer(Places(read_places()), tuple(read_pairs()), read_words())
