"""Reads the places that a curator types: names, short forms, joint names (京蒙), codes, pinyin initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core import gazetteer
from core.errors import BadValue
from core.gazetteer import Form, Gazetteer, Level, Place
from core.records import About

_SEPARATORS = re.compile(r"[、,，;；/\s]+")
_AND = re.compile(r"[和与及]?")


def read_places(text: str, near: Sequence[tuple[str, ...]], about: About) -> tuple[str, ...]:
    """The codes of the places that `text` names, each once, in its order.

    `near` are places that settle which of several of one name is meant, nearest first: those of the fact, then of
    its document. The document's date decides which names were valid.

    Raises:
        BadValue: a name is unknown, or may mean several places.
    """
    known = gazetteer.load()
    codes: dict[str, None] = {}
    for name in filter(None, _SEPARATORS.split(text)):
        for place in _meant(name, known, near, about):
            codes.setdefault(place.code)
    return tuple(codes)


def _meant(name: str, known: Gazetteer, near: Sequence[tuple[str, ...]], about: About) -> tuple[Place, ...]:
    if re.fullmatch(r"[0-9]{6}", name):
        place = known.place(name, about.published_on) or known.place(name)
        if place is None:
            raise BadValue("place", text=name)
        return (place,)
    found = known.named(name, on=about.published_on) or known.named(name)
    if not found:
        return tuple(_run_together(name, known, near, about))
    return (_one(name, found, known, near),)


def _run_together(text: str, known: Gazetteer, near: Sequence[tuple[str, ...]], about: About) -> Iterator[Place]:
    """The places of 京津, 京蒙, 北京市和天津市: names must fill the text, but for words that join them."""
    at = 0
    for mention in known.find(text, about.published_on):
        if not _AND.fullmatch(text[at : mention.start]):
            break
        if mention.form is Form.JOINT:
            yield from mention.candidates
        else:
            yield _one(text[mention.start : mention.end], mention.candidates, known, near)
        at = mention.end
    if at < len(text):
        raise BadValue("place", text=text)


def _one(name: str, found: tuple[Place, ...], known: Gazetteer, near: Sequence[tuple[str, ...]]) -> Place:
    distinct = tuple({place.code: place for place in found}.values())
    for codes in near:
        for area in (lambda code: known.prefecture(code) or known.province(code), known.province):
            inside = [place for place in distinct if any(known.contains(area(code), place.code) for code in codes)]
            if len(inside) == 1:
                return inside[0]
    highest = [
        place for place in distinct if place.level is min((one.level for one in distinct), key=list(Level).index)
    ]
    if len(distinct) > 1 and (len(highest) > 1 or highest[0].level is Level.COUNTY):
        choices = "、".join(
            f"{place.name}({known.label(known.province(place.code))} {place.code})" for place in distinct[:6]
        )
        raise BadValue("ambiguous_place", text=name, choices=choices)
    return highest[0]
