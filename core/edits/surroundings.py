"""Reads what a curator points at in the light of its surroundings: no more text than a fact's own looks need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core import numerals
from core.errors import BadValue
from core.extract import pipeline
from core.extract.quantities import read_quantities
from core.records import Document, Fact, Quantity
from core.units import UNITS

Span = tuple[int, int]

#: Characters read before and after a stretch: a heading, a list and the period they open reach no further.
BEFORE, AFTER = 12_000, 2_000
_TAIL = re.compile(r"[^0-9.〇零一二三四五六七八九十百千两]+$")


def read_selection(document: Document, start: int, end: int) -> Fact:
    """The fact that a selection of a document's text holds; in a long document as fast as in a short one.

    Raises:
        BadValue: the selection holds no quantity, or lies outside the document.
    """
    check_span(document, start, end)
    low, high = _window(document.text, start, end)
    fact = pipeline.read_fact(document.text[low:high], start - low, end - low, document.about)
    return replace(_moved(fact, low), document=document.id, whole=None, same_as=None)


def read_spans(document: Document, quantities: Sequence[Quantity]) -> tuple[Fact, ...]:
    """The facts of quantities whose spans are settled; other quantities that meet those spans are not looked at."""
    first, last = quantities[0].start, quantities[-1].end
    low, high = _window(document.text, first, last)
    text = document.text[low:high]
    own = [replace(one, start=one.start - low, end=one.end - low) for one in quantities]
    others = [
        one for one in read_quantities(text) if not any(one.start < each.end and each.start < one.end for each in own)
    ]
    spans = {(one.start, one.end) for one in own}
    facts = pipeline.read(text, document.about, sorted((*others, *own), key=lambda one: one.start)).facts
    return tuple(_moved(fact, low) for fact in facts if (fact.start, fact.end) in spans)


def _moved(fact: Fact, by: int) -> Fact:
    return replace(fact, start=fact.start + by, end=fact.end + by)


def _window(text: str, start: int, end: int) -> Span:
    """Whole lines around a stretch; a line that never ends is cut."""
    low, high = max(0, start - BEFORE), min(len(text), end + AFTER)
    line = text.find("\n", low, start)
    last = text.rfind("\n", end, high)
    return (line + 1 if low and line >= 0 else low), (last if high < len(text) and last >= 0 else high)


def check_span(document: Document, start: int, end: int) -> None:
    """Raises `BadValue` where a span is empty or outside the document."""
    if not 0 <= start < end <= len(document.text):
        raise BadValue("span", start=start, end=end)


def quantity_at(text: str, span: Span, like: str = "") -> Quantity:
    """The one quantity that a stretch is, over the whole of it.

    Line breaks and spaces inside do not count. A bare number takes its unit from `like`, words that it stands
    beside (`65、121名`).

    Raises:
        BadValue: the stretch is no quantity, or holds several.
    """
    words = "".join(text[slice(*span)].split())
    found = read_quantities(words)
    if len(found) > 1:
        raise BadValue("several_quantities", text=words)
    if not found:
        tail = _TAIL.search("".join(like.split()))
        found = read_quantities(words + tail[0]) if tail else ()
    if len(found) == 1:
        return replace(found[0], start=span[0], end=span[1])
    value = numerals.parse(words)
    if value is None:
        raise BadValue("quantity", text=words)
    return Quantity(*span, value, "count")


def same_unit(one: Quantity, fact: Fact) -> bool:
    """Whether a quantity counts what a fact counts, measure words that may count anything aside."""
    word = UNITS.get(one.measure_word or "")
    return one.unit == fact.unit or bool(word and word.open)
