"""Hands the items of a list to the quantities told one by one: `A和B分别增长160%、543%`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.extract.sentences import Frame, Span
from core.records import Quantity

_EACH = re.compile(r"分别|依次|各自")
_GLUE = re.compile(r"\s*(?:\([^()]*\))?[个名人户家元]?[、和及与,]\s*(?:约|近|超过)?")
_ITEMS = re.compile(r"[、和及与]")
_COMPARED = re.compile(r"(?:较|比|同比|与去年|与上年)[^,、]*$")
_LIST_REACH = 60


def shares(frame: Frame, quantities: Sequence[Quantity]) -> dict[int, Span]:
    """For each quantity of a list that `分别` introduces, the stretch of text with the item it belongs to."""
    found: dict[int, Span] = {}
    place = 0
    for each in _EACH.finditer(frame.text):
        while place < len(quantities) and quantities[place].start < each.end():
            place += 1
        group = _group(frame, quantities, place, each.end())
        items = _items(frame, each.start())
        if len(group) > 1 and len(items) >= len(group) and not _one_noun(frame, items):
            found.update(zip(group, items[-len(group) :], strict=True))
    return found


def _group(frame: Frame, quantities: Sequence[Quantity], place: int, start: int) -> list[int]:
    """The quantities of one list, the first of which stands in the clause of `分别`."""
    if place >= len(quantities) or frame.clause_index(quantities[place].start) != frame.clause_index(start):
        return []
    group = [place]
    while place + 1 < len(quantities) and _GLUE.fullmatch(
        frame.text, quantities[place].end, quantities[place + 1].start
    ):
        place += 1
        group.append(place)
    return group


def _one_noun(frame: Frame, items: Sequence[Span]) -> bool:
    """Is the noun behind the last item said of all: `甲市和乙州的贫困发生率`?"""
    told = ["的" in frame.text[item.start : item.end] for item in items]
    return told[-1] and not any(told[:-1])


def _items(frame: Frame, end: int) -> list[Span]:
    """The items of the list before `分别`, in order."""
    start = max(frame.clause_start(end), end - _LIST_REACH)
    compared = _COMPARED.search(frame.text, start, end)
    end = compared.start() if compared else end
    items, begin = [], start
    for mark in _ITEMS.finditer(frame.text, start, end):
        items.append(Span(begin, mark.start()))
        begin = mark.end()
    items.append(Span(begin, end))
    return [item for item in items if item.start < item.end]
