"""Pairs of linked facts: parts and their wholes, repeats and the first telling."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.totals.ledger import Ints, Mask


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of linked facts, the lower one inside the higher."""

    low: Ints
    high: Ints
    part: Mask
    whole_above: Mask  # the higher one is the whole of the lower

    def only(self, some: Mask) -> Links:
        """The pairs of a mask."""
        return Links(self.low[some], self.high[some], self.part[some], self.whole_above[some])

    def joined(self, more: Links) -> Links:
        """These pairs and others."""
        return Links(
            np.concatenate([self.low, more.low]),
            np.concatenate([self.high, more.high]),
            np.concatenate([self.part, more.part]),
            np.concatenate([self.whole_above, more.whole_above]),
        )


@dataclass(frozen=True, slots=True)
class KeptLinks:
    """Links, and the facts that were edited since they were looked up."""

    links: Links
    edited: list[Ints]
