"""Suggests which place a garbled name means: the one of like sound inside the place named before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from core.gazetteer import Gazetteer, Level, Place

#: Characters of common nouns that end like names of places (全县, 贫困旗, 受援市), and of numbers.
_NO_NAME = "的了据除各全该本我贫困受深度级直辖属某每两几多个第援帮扶省市县区旗盟州国类有些等于其以口和与及为在向"
_STEM = rf"(?:(?![{_NO_NAME}])[一-龥])"
_KIND = re.compile("[县旗市]")
_NAME = re.compile(rf"{_STEM}{{2,5}}?[县旗]|{_STEM}{{2,3}}市(?![场民委政直长])")
#: Words that say what kind of county one is, and what is done in one.
_KINDS = re.compile(
    r"提[高升]|[建完形达组]成|达到|印发|发文|推进|促进|加[快强]|开展|支持|帮助|按照|根据|通过|包括|[建成设]立|全面|纳入|走进|来到|位于|"
    r"示范|试点|重点|先进|大县|产业|农业|牧业|工业|旅游|革命|民族|边境|老区|特困|文明|卫生|园林|文化|百强|强县|小县|召开|举办|实施|实现|推动|组织|双方|终端|超市|城市"
)
#: What can stand right before a name: punctuation or a preposition.
_BEFORE = frozenset("在与和向为到对给由从往、,，。;；:：(（“\n")
#: Prefectures that a garbled name without its parent is looked for in, at most.
_AREAS = 4


def suggest(
    text: str, places: Sequence[tuple[int, int, str]], known: Gazetteer, on: date | None
) -> Iterator[tuple[int, int, str]]:
    """Start, end and code of garbled names; `places` are the names that were understood.

    A name right behind a place is looked for inside it. Any other must follow punctuation or a
    preposition, and is looked for in the prefectures that the text names most.
    """
    ends = {end for _, end, _ in places}
    kinds = [at for at in [found.start() for found in _KIND.finditer(text)] if at + 1 not in ends]
    if not kinds:
        return
    parents = {end: code for _, end, code in places if known.level(code) is not Level.COUNTY}
    taken: set[int] | None = None
    areas: list[str] | None = None
    best: dict[tuple[str, str | None], str] = {}
    for found in _candidates(text, parents, kinds):
        if taken is None:
            taken = {position for start, end, _ in places for position in range(start, end)}
            named = {code for _, _, code in places}
        if not taken.isdisjoint(range(*found.span())) or known.called(found[0], on):
            continue
        parent = parents.get(found.start())
        key = found[0], parent
        if key not in best:
            areas = _areas(places, known) if areas is None else areas
            within = (parent,) if parent else areas
            likely = [place for area in within for place in known.suggest(found[0], area, on)]
            best[key] = min(likely, key=partial(_rank, known, named, found[0])).code if likely else ""
        if best[key]:
            yield found.start(), found.end(), best[key]


def _rank(known: Gazetteer, named: set[str], name: str, place: Place) -> tuple[float, bool]:
    """The nearest in sound first; of equals the one that the text names elsewhere."""
    return known.unlikeness(name, place), place.code not in named


def _candidates(text: str, parents: dict[int, str], kinds: Sequence[int]) -> Iterator[re.Match[str]]:
    """What looks like the name of a county where one may stand, and ends with one of the `kinds`."""
    for kind in kinds:
        for start in range(max(0, kind - 5), kind - 1):
            if text[start - 1] in _BEFORE or start in parents or not start:
                name = _NAME.fullmatch(text, start, kind + 1)
                if name and not _KINDS.search(name[0]):
                    yield name
                    break


def _areas(places: Sequence[tuple[int, int, str]], known: Gazetteer) -> list[str]:
    counts = Counter(area for _, _, code in places if (area := known.prefecture(code)))
    return [code for code, _ in counts.most_common(_AREAS)]
