"""Places of China: codes of GB/T 2260, their names through the years, and where a text names them."""

from __future__ import annotations

from core.gazetteer.cooperation import Pair
from core.gazetteer.gazetteer import Form, Gazetteer, Mention, load
from core.gazetteer.places import Level, Place

__all__ = ["Form", "Gazetteer", "Level", "Mention", "Pair", "Place", "load"]
