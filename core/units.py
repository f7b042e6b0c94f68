"""The table of measure words and units: what a number in front of them counts, and its base unit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

_RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word or unit; a number before it times `factor` is a value in the base unit `base`.

    `counts` says what is counted. `open` marks words that leave it to the noun whether people or
    households are meant (个, 位); `arabic` those that are mostly no measure after a Chinese numeral (七里河).
    """

    word: str
    base: str
    factor: Decimal = Decimal(1)
    counts: str = "thing"
    open: bool = False
    arabic: bool = False


_TABLE = tomllib.loads((_RESOURCES / "units.toml").read_text(encoding="utf-8"))


def _load() -> dict[str, Unit]:
    return {
        word: Unit(
            word,
            row["base"],
            Decimal(row.get("factor", "1")),
            row["counts"],
            row.get("open", False),
            row.get("arabic", False),
        )
        for row in _TABLE["unit"]
        for word in row["words"]
    }


#: Every measure word and unit as written in a report.
UNITS: dict[str, Unit] = _load()
#: 倍, 番: how many times as much, never to be added.
MULTIPLES = frozenset(word for word, unit in UNITS.items() if unit.counts == "multiple")
#: Nouns that say what an open measure word, or a number without one, counts: person, household, thing, bare.
NOUNS: dict[str, list[str]] = _TABLE["nouns"]
_ONE: dict[str, Unit] = {word: unit for word, unit in UNITS.items() if len(word) == 1}
#: The longer ones by their first two characters, longest first.
_LONGER: dict[str, list[Unit]] = {}
for _word in sorted(UNITS, key=len, reverse=True):
    if len(_word) > 1:
        _LONGER.setdefault(_word[:2], []).append(UNITS[_word])


def at(text: str, start: int) -> Unit | None:
    """The longest measure word that stands at `start` in `text`.

    >>> at("5个百分点", 1).base, at("80人次", 2).word
    ('percentage-point', '人次')
    """
    for unit in _LONGER.get(text[start : start + 2], ()):
        if text.startswith(unit.word, start):
            return unit
    return _ONE.get(text[start : start + 1])
