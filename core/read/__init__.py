"""Files to raw text: one reader a format, chosen by content first and by name second."""

from core.read.documents import Page, RawDocument
from core.read.files import read, read_bytes

__all__ = ["Page", "RawDocument", "read", "read_bytes"]
