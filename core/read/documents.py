"""What a reader hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.records import About


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document: where its text stands in the raw text, and where each character stands on it.

    `width` and `height` are in points; `boxes` holds left, top, right, bottom of each character from the
    page's upper left corner, in points, in the order of the raw text (zeros for characters without ink).
    """

    start: int
    end: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it was read: the bytes of its file and the raw text they hold."""

    name: str
    format: str
    data: bytes
    text: str
    encoding: str = "utf-8"
    about: About = field(default_factory=About)
    pages: tuple[Page, ...] = ()
