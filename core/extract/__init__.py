"""Finds the facts of a repaired text: what each quantity measures, where, for whom, when, and what it belongs to."""

from core.extract.explain import explain
from core.extract.pipeline import Extraction, extract, read_fact

__all__ = ["Extraction", "explain", "extract", "read_fact"]
