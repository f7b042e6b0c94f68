"""How likely a fact is right: in quantity, indicator, recipient and period, from what was seen while it was found.

A logistic function of a few marks (`MARKS`), with coefficients in `resources/confidence.toml` that
`resources/fit_confidence.py` fits to annotated reports. It is meant as a probability: of the facts given 0.8, four in
five are right. How far it is one on reports kept apart from the fit is told in docs/decisions/0013-extraction.md. It
has to be fitted anew when places, periods or words change.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from operator import mul

from core.extract.calendar import Period
from core.extract.places import Places
from core.extract.scoring import Verdict
from core.records import Direction, Quantity

_CEILING = 0.98
_FLOOR = 0.02
_STEEP = 30.0
_WIDE = 4.0
_NEAR = ("head", "before", "after", "side")

#: Name of each mark; all are between 0 and 1.
MARKS = ("margin", "score", "nothing", "near", "places", "both_sides", "dated", "begun", "linked", "changed", "flagged")


def marks(
    quantity: Quantity, verdict: Verdict, where: Places, when: Period, change: Direction | None, *, linked: bool
) -> tuple[float, ...]:
    """What speaks for and against a fact, in the order of `MARKS`."""
    margin, score = verdict.margin, verdict.score
    # Not min(), max() and float(): they take as long as all the rest.
    return (
        0.0 if margin < 0.0 else 1.0 if margin > _WIDE else margin / _WIDE,
        0.0 if score < 0.0 else 1.0 if score > 2 * _WIDE else score / (2 * _WIDE),
        1.0 if verdict.place == "nothing" else 0.0,
        1.0 if verdict.place in _NEAR else 0.0,
        where.sure,
        1.0 if where.provider and where.recipient else 0.0,
        1.0 if when.text else 0.0,
        1.0 if when.start is not None else 0.0,
        1.0 if linked else 0.0,
        1.0 if change is not None or quantity.per is not None else 0.0,
        1.0 if where.flags else 0.0,
    )


@cache
def coefficients() -> tuple[float, tuple[float, ...]]:
    """Bias and weights of the marks, read once."""
    table = tomllib.loads(files("resources").joinpath("confidence.toml").read_text(encoding="utf-8"))
    weights: Mapping[str, float] = table["weights"]
    return table["bias"], tuple(weights.get(name, 0.0) for name in MARKS)


def probability(seen: tuple[float, ...]) -> float:
    """The confidence of a fact with these marks, between 0.02 and 0.98."""
    bias, weights = coefficients()
    odds = bias + sum(map(mul, weights, seen))
    odds = -_STEEP if odds < -_STEEP else _STEEP if odds > _STEEP else odds
    sure = 1 / (1 + math.exp(-odds))
    # In whole hundredths: to round to digits takes four times as long.
    return round(100 * (_FLOOR if sure < _FLOOR else _CEILING if sure > _CEILING else sure)) / 100
