"""A whole store as a file that other programs can read, and back: the archive, as JSON lines or as a data package."""

from core.exchange.archive import Held, dump, held, load, opened, write

__all__ = ["Held", "dump", "held", "load", "opened", "write"]
