"""Villages, households and people of one list share what is said of them: `覆盖2个村、1546户4850人`."""

from __future__ import annotations

from core.extract.indicators import INDICATORS
from core.extract.lexicon import Weights

#: Indicators that tell one thing of villages, households and people.
_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("outcome.beneficiary_villages", "outcome.beneficiary_households", "outcome.beneficiaries"),
    ("outcome.villages_delisted", "outcome.households_lifted", "outcome.people_lifted"),
    ("service.households", "service.people"),
    ("outcome.poor_villages", "outcome.poor_households", "outcome.poor_people"),
)
#: What becomes of poor villages and people may be told only at the end of their list: `3个贫困村、200名贫困人口受益`.
_POOR = _FAMILIES[-1]
#: What a region is made up of: 辖12个乡镇、136个村.
HELD = ("other.count", "other.households", "other.people")
_FAMILY = {code: family for family in _FAMILIES for code in family}
#: What it weighs that the item before says the same: of items apart, and of items joined (`1546户4850人`).
_ITEM, _JOINED, _HOLDING = 1.6, 2.5, 6.0


def _weights(family: tuple[str, ...], measure: str, weight: float) -> Weights:
    return tuple((code, weight) for code in family if INDICATORS[code].measure == measure)


_HEIRS = {
    (family, measure, joined): weights
    for family in (*_FAMILIES, HELD)
    for measure in ("count", "people", "households")
    for joined, weight in ((False, _HOLDING if family is HELD else _ITEM), (True, _JOINED))
    if (joined or family is not _POOR) and (weights := _weights(family, measure, weight))
}


def inherited(family: tuple[str, ...] | None, measure: str, *, joined: bool) -> Weights:
    """What a quantity of a `measure` takes from the list that it stands in."""
    return _HEIRS.get((family, measure, joined), ()) if family else ()


def family_of(code: str, current: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """What an item hands on: its own family; counts of other things (`29个村民小组`) hand on what they were given.

    >>> family_of("outcome.people_lifted", None)[1]
    'outcome.households_lifted'
    """
    return _FAMILY.get(code) or (current if INDICATORS[code].measure == "count" else None)
