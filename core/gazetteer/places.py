"""The table of places: codes of GB/T 2260 with their names, parents and the years they were valid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from core.frozen import record

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
#: Last year that the table of places knows of; places valid then are taken to last.
LAST_YEAR = 2024


class Level(StrEnum):
    """The three levels of GB/T 2260."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@record(frozen=True, slots=True)
class Place:
    """One place under one name: a code may have had several.

    `parent` is a code ("" above a province); `short` the form people write first (the name where there is
    none); `forms` all short forms. `valid_from`, `valid_to` are years, None where open.
    """

    code: str
    name: str
    level: Level
    parent: str
    short: str
    forms: tuple[str, ...]
    valid_from: int | None
    valid_to: int | None

    def distance(self, year: int) -> int:
        """Years between `year` and the validity of this place, 0 inside it."""
        if self.valid_from is not None and year < self.valid_from:
            return self.valid_from - year
        if self.valid_to is not None and year > self.valid_to:
            return year - self.valid_to
        return 0


def level_of(code: str) -> Level:
    """The level of a code, by its zeros."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if code.endswith("00") else Level.COUNTY


def year_of(on: date | None) -> int:
    """The year of a date, or the last of the table where none is given; later years are as that one."""
    return LAST_YEAR if on is None else min(on.year, LAST_YEAR)


def read_places(folder: Path = RESOURCES / "places") -> Iterator[Place]:
    """The rows of `places.tsv`, with the irregular short forms of `short.tsv`."""
    extra = dict(_rows(folder / "short.tsv"))
    table = (folder / "places.tsv").read_text(encoding="utf-8").splitlines()
    for line in table[1:]:
        code, name, parent, first, last, short = line.split("\t")
        level = level_of(code)
        if not parent and level is not Level.PROVINCE:
            parent = code[:2] + "0000" if level is Level.PREFECTURE else code[:4] + "00"
        regular = short.split()
        forms = (*regular, *extra.get(code, "").split())
        yield Place(
            code, name, level, parent, regular[0] if regular else name, forms,
            int(first) if first else None, int(last) if last else None,
        )  # fmt: skip


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, forms = line.partition("\t")
            yield code, forms.partition("\t")[0]


class _Lines(dict[str, tuple[str, ...]]):
    """The line of each code that was asked for: a look-up that is no call."""

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, code: str) -> tuple[str, ...]:
        place = self._places.get(code)
        line = (code, *self[place.parent]) if place else ()
        self[code] = line
        return line


class Places:
    """All places, by code and by name. `lines` tells of a code what `ancestors` tells."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.all = tuple(places)
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        for place in self.all:
            self._by_code[place.code].append(place)
        self._at: dict[tuple[str, int], Place] = {}
        self._called: dict[tuple[str, int], tuple[Place, ...]] = {}
        self.lines = _Lines(self)
        self._within: dict[tuple[str, int], tuple[Place, ...]] = {}

    @cached_property
    def by_name(self) -> dict[str, list[Place]]:
        """Every place that is called so, officially or for short."""
        names: dict[str, list[Place]] = defaultdict(list)
        for place in self.all:
            for name in {place.name, *place.forms}:
                names[name].append(place)
        return dict(names)

    def get(self, code: str, on: date | None = None) -> Place | None:
        """The place with this code as it was at a date, or as near to it in time as the table has it."""
        year = year_of(on)
        known = self._at.get((code, year))
        if known is None and (rows := self._by_code.get(code)):
            known = self._at[code, year] = min(rows, key=lambda place: place.distance(year))
        return known

    def called(self, name: str, on: date | None = None) -> tuple[Place, ...]:
        """The places of this name that were valid at a date; where none was, the nearest in time."""
        rows = self.by_name.get(name)
        if not rows:
            return ()
        year = year_of(on)
        known = self._called.get((name, year))
        if known is None:
            nearest = min(place.distance(year) for place in rows)
            known = tuple({place.code: place for place in rows if place.distance(year) == nearest}.values())
            self._called[name, year] = known
        return known

    def level(self, code: str) -> Level | None:
        """The level of a known code."""
        return level_of(code) if code in self._by_code else None

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The code itself, its prefecture where it has one, its province; empty for an unknown code."""
        return self.lines[code]

    def within(self, outer: str, on: date | None = None) -> tuple[Place, ...]:
        """The places below one place that were valid at a date."""
        year = year_of(on)
        known = self._within.get((outer, year))
        if known is None:
            below = (place for place in self.all if place.code != outer and outer in self.ancestors(place.code))
            known = tuple(place for place in below if place.distance(year) == 0)
            self._within[outer, year] = known
        return known
