"""The gazetteer: look-ups by code, by name, by what a curator types, and in running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from core.gazetteer.cooperation import JointNames, Pair, read_pairs
from core.gazetteer.matching import NameFinder
from core.gazetteer.places import Level, Place, Places, read_places
from core.gazetteer.spelling import edit_distance, initials, syllables


class Form(StrEnum):
    """How a place is named in a text."""

    OFFICIAL = "official"
    SHORT = "short"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
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

    def __init__(self, places: Places, pairs: tuple[Pair, ...]) -> None:
        self._places = places
        self.pairs = pairs

    # --- by code --------------------------------------------------------------------------------------

    def place(self, code: str, on: date | None = None) -> Place | None:
        """The place with this code as named at a date (without one: last), or None."""
        return self._places.get(code, on)

    def label(self, code: str) -> str:
        """The short name for people, or the code itself where it is unknown."""
        place = self._places.get(code)
        return place.short if place else code

    def province(self, code: str) -> str:
        """The code of the province that a code lies in."""
        return code[:2] + "0000"

    def prefecture(self, code: str) -> str | None:
        """The code of the prefecture that a code is or lies in; None for a province or what has none."""
        return next((one for one in self._places.ancestors(code) if self._level(one) is Level.PREFECTURE), None)

    def contains(self, outer: str, inner: str) -> bool:
        """Does one place hold the other, or are they the same?"""
        return outer == inner or outer in self._places.ancestors(inner)

    def within(self, outer: str, on: date | None = None) -> Iterator[Place]:
        """The places below one place that were valid at a date."""
        year_rows = (self._places.get(place.code, on) for place in self._places.all)
        seen = set()
        for place in year_rows:
            if place and place.code not in seen and place.code != outer and self.contains(outer, place.code):
                seen.add(place.code)
                yield place

    def _level(self, code: str) -> Level | None:
        place = self._places.get(code)
        return place.level if place else None

    # --- by name --------------------------------------------------------------------------------------

    def named(self, text: str, within: str | None = None, on: date | None = None) -> tuple[Place, ...]:
        """Places of exactly this official name, short form, chain of names or pinyin initials.

        Higher levels first. `within` keeps those inside one place.
        """
        text = text.strip()
        found = self._places.called(text, on) or self._chained(text, on)
        if not found and text.isascii() and text.isalpha():
            found = tuple(self._initials.get(text.lower(), ()))
        if within:
            found = tuple(place for place in found if self.contains(within, place.code))
        return tuple(sorted(found, key=lambda place: (list(Level).index(place.level), place.code)))

    def _chained(self, text: str, on: date | None) -> tuple[Place, ...]:
        """`天津市和平区`: the last name, where the names before hold it."""
        for cut in range(len(text) - 2, 1, -1):
            outer = self._places.called(text[:cut], on)
            inner = self._places.called(text[cut:], on) if outer else ()
            held = tuple(place for place in inner if any(self.contains(one.code, place.code) for one in outer))
            if held:
                return held
        return ()

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

        Names that differ by more than a third of their syllables are not suggested.
        """
        sound = syllables(name)
        ranked = sorted(
            (min(edit_distance(sound, syllables(form)) for form in {place.name, *place.forms}), place.code, place)
            for place in self.within(within, on)
            if place.level is not Level.PROVINCE
        )
        return tuple(place for distance, _, place in ranked[:limit] if distance <= len(sound) / 3)

    # --- in text --------------------------------------------------------------------------------------

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(self._places.by_name)

    @cached_property
    def _joint(self) -> JointNames:
        return JointNames(self.pairs)

    def find(self, text: str, on: date | None = None) -> tuple[Mention, ...]:
        """Every place name in a text, in order, each with all places of that name valid at the date."""
        mentions = [
            Mention(start, end, Form.JOINT, self._all(codes, on)) for start, end, codes in self._joint.find(text)
        ]
        taken = {place for mention in mentions for place in range(mention.start, mention.end)}
        for start, end in self._finder.find(text):
            if start not in taken and end - 1 not in taken:
                name = text[start:end]
                candidates = self._places.called(name, on)
                form = Form.OFFICIAL if any(place.name == name for place in candidates) else Form.SHORT
                mentions.append(Mention(start, end, form, candidates))
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def _all(self, codes: tuple[str, ...], on: date | None) -> tuple[Place, ...]:
        return tuple(place for code in codes if (place := self._places.get(code, on)))


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of `resources/`, read once."""
    return Gazetteer(Places(read_places()), tuple(read_pairs()))
