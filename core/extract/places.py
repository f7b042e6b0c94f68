"""Who assists and who is assisted: the pair of a document, and provider and recipient of each quantity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from core import gazetteer
from core.extract.asides import Asides, read_asides
from core.extract.mentions import PlaceMention, find_mentions
from core.extract.pairs import DocumentPair, read_pair
from core.extract.roles import NAMED, PROVIDER, RECIPIENT, Pointer, read_pointers, side_of
from core.extract.sentences import narrow
from core.extract.spans import Places, Reader
from core.extract.votes import publisher_places
from core.frozen import record
from core.records import About

__all__ = ["PlaceMention", "Places", "assign", "find_mentions", "pair"]

_EACH = re.compile(r"[^,。;:\n\d]{0,16}?分别[^,。;:\n\d]{0,12}")
_GLUE = re.compile(r"[、和及与,](?:约|近|超过)?")
_OUR = re.compile(r"我[省市区县州盟旗]")
_GIVES = re.compile(r"[^,。;\n]{0,14}(?:对口|援|向|帮扶|支援|派)")


@record(frozen=True, slots=True)
class _Document:
    """What a text as a whole says of places."""

    text: str
    mentions: tuple[PlaceMention, ...]
    pair: DocumentPair
    asides: Asides


def pair(text: str, about: About) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The provider and the recipient that a document as a whole speaks of: codes, empty where it names none.

    The provider is empty too where cooperation is only one topic among others.
    """
    found = _read(text, about).pair
    return found.provider if found.cooperative else (), found.recipient


def assign(text: str, spans: Sequence[tuple[int, int]], about: About) -> tuple[Places, ...]:
    """Provider and recipient of each quantity, given as spans of the text in order.

    What a sentence says of a figure comes first, then its neighbours, its paragraph and its section, then
    the pair of the document (`about`, where a reader or a curator has set it there).
    """
    document = _read(text, about)
    whole = document.pair
    if about.provider or about.recipient:
        whole = replace(
            whole,
            provider=about.provider or whole.provider,
            recipient=about.recipient or whole.recipient,
            cooperative=bool(about.provider) and whole.cooperative,
            receivers=() if about.recipient else whole.receivers,
        )
    home = _home(document, whole, about)
    pointers = read_pointers(document.text, document.mentions, whole, home, document.asides.starts)
    found = list(Reader(document.text, pointers, whole, spans).places())
    _hand_out(document.text, pointers, spans, found)
    return tuple(found)


def _hand_out(text: str, pointers: Sequence[Pointer], spans: Sequence[tuple[int, int]], found: list[Places]) -> None:
    """甲市和乙州的…分别为1.5%、0.7%: as many figures as places, each its own."""
    for pointer in pointers:
        count = len(pointer.codes)
        each = _EACH.match(text, pointer.end) if count > 1 and pointer.kind is NAMED else None
        if each is None:
            continue
        first = bisect_left(spans, (each.end(), 0))
        row = spans[first : first + count]
        if len(row) == count and all(_GLUE.fullmatch(text, one[1], other[0]) for one, other in pairwise(row)):
            for place, code in enumerate(pointer.codes, first):
                if pointer.side is RECIPIENT:
                    found[place] = replace(found[place], recipient=(code,))
                else:
                    found[place] = replace(found[place], provider=(code,))


def _read(text: str, about: About) -> _Document:
    """What a text says of itself, whichever sides `about` has."""
    return _document(text, replace(about, provider=(), recipient=()))


@lru_cache(maxsize=4)
def _document(text: str, about: About) -> _Document:
    plain = narrow(text)
    mentions = find_mentions(plain, about)
    passing = read_asides(plain, mentions)
    return _Document(plain, mentions, read_pair(plain, about, mentions, passing.fleeting), passing)


def _home(document: _Document, whole: DocumentPair, about: About) -> tuple[str, ...]:
    """What 我省 means: the side of the publisher, else the one that 我省 gives to or receives as."""
    known = gazetteer.load()
    for code in publisher_places(about):
        side = side_of(code, whole, known)
        if side:
            return whole.provider if side is PROVIDER else whole.recipient
    for found in _OUR.finditer(document.text):
        gives = _GIVES.match(document.text, found.end())
        if gives and any(
            gives.end() <= one.start <= gives.end() + 6 and side_of(one.codes[0], whole, known) is RECIPIENT
            for one in document.mentions
        ):
            return whole.provider
    return whole.recipient
