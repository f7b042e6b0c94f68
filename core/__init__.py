"""Hedui's library: reads, repairs and extracts documents, keeps the facts, adds them up. No Qt, no printing."""

__version__ = "0.1.0"
