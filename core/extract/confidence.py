"""How likely a fact is right in every field, from what was seen while it was found."""

from __future__ import annotations

import math

from core.extract.scoring import Verdict
from core.records import Quantity

_CEILING = 0.98


def confidence(quantity: Quantity, verdict: Verdict) -> float:
    """A probability between 0 and 0.98."""
    del quantity
    odds = -0.2 + 0.5 * min(verdict.margin, 5.0)
    return round(min(_CEILING, 1 / (1 + math.exp(-odds))), 2)
