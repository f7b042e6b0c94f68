"""Finds the facts of a repaired text: what each quantity measures, where, for whom, when, and what it belongs to."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.extract.explaining import explain
    from core.extract.pipeline import Extraction, extract, read_fact

__all__ = ["Extraction", "explain", "extract", "read_fact"]
_HOMES = {"explain": "explaining", "Extraction": "pipeline", "extract": "pipeline", "read_fact": "pipeline"}


def __getattr__(name: str) -> object:
    """Loads the extractor, which takes a while, only when it is asked for: many need the indicators alone."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
