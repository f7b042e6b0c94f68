"""Recognises the facts of one store in another: by document, span and values as they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from core.records import Document
from core.repair.origin import Origin
from core.store import Store, chains
from core.store.chains import Columns, Course

#: Documents of both stores that are compared at a time.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Pairing:
    """A document (its id in my store) that both stores hold: the facts of each by id, and which of theirs is mine."""

    document: int
    mine: Mapping[int, Course]
    theirs: Mapping[int, Course]
    same: Mapping[int, int] = field(default_factory=dict)


def pairs(store: Store, other: Store) -> Iterator[Pairing]:
    """The documents that both stores hold, known by their bytes."""
    shared = common(store, other)
    for at in range(0, len(shared), BATCH):
        yield from paired(store, other, shared[at : at + BATCH])


def common(store: Store, other: Store, *, touched: frozenset[int] | None = None) -> list[tuple[int, int]]:
    """The ids, mine and theirs, of the documents that both stores hold, known by their bytes, in my order.

    With `touched`, documents of the other store that are not among them are left out where both hold the same facts.
    """
    mine, theirs = chains.hashes(store.connection), chains.hashes(other.connection)
    shared = sorted((mine[sha256], theirs[sha256]) for sha256 in mine.keys() & theirs.keys())
    if touched is None:
        return shared
    my_look, their_look = chains.signatures(store.connection), chains.signatures(other.connection)
    return [(here, there) for here, there in shared if there in touched or my_look.get(here) != their_look.get(there)]


def paired(store: Store, other: Store, shared: Sequence[tuple[int, int]]) -> Iterator[Pairing]:
    """The pairings of documents that both hold."""
    my_ids, their_ids = [here for here, _ in shared], [there for _, there in shared]
    my_courses = chains.courses_of(store.connection, my_ids)
    their_courses = chains.courses_of(other.connection, their_ids)
    my_texts, their_texts = chains.texts(store.connection, my_ids), chains.texts(other.connection, their_ids)
    for here, there in shared:
        mine, theirs = my_courses[here], their_courses[there]
        if my_texts[here] != their_texts[there]:
            theirs = _in_my_text(store.document(here), other.document(there), theirs)
        yield Pairing(here, mine, theirs, pair(mine, theirs))


_EXACT = lru_cache(maxsize=10_000)(Decimal)  # 1.50 and 1.5 are one value


_FIRST = Columns("value", "value_high", "start", "end", "unit", "bound", "indicator", "per", "change")
_VALUE = Columns("value", "start", "end", "unit")
_SPAN = Columns("start", "end")


def _key_of_first(course: Course) -> Hashable:
    """Two extractions of the same text by the same program agree in all of these."""
    value, high, *rest = course.first_columns(_FIRST)
    return course.by_hand, _EXACT(value), high and _EXACT(high), *rest


def _key_of_value(course: Course) -> Hashable:
    value, *rest = course.first_columns(_VALUE)
    return _EXACT(value), *rest


def _key_of_span(course: Course) -> Hashable:
    """One span may well hold two facts that curators added, so those are recognised by their values only."""
    return ("by hand", id(course)) if course.by_hand else course.first_columns(_SPAN)


#: From the surest key to the weakest; those after the first must be unambiguous. An extractor and a curator may have
#: found the same, and two extractors may give one span different values.
_KEYS: tuple[Callable[[Course], Hashable], ...] = (_key_of_first, _key_of_value, _key_of_span)


def pair(mine: Mapping[int, Course], theirs: Mapping[int, Course]) -> dict[int, int]:
    """Which of their facts is which of mine; facts that look the same pair off in their order."""
    if list(map(_key_of_first, mine.values())) == list(map(_key_of_first, theirs.values())):
        return dict(zip(theirs, mine, strict=True))  # copies of one store
    same: dict[int, int] = {}
    for key in _KEYS:
        if len(same) == len(theirs):
            break
        taken = set(same.values())
        open_mine = [one for number, one in mine.items() if number not in taken]
        open_theirs = [one for number, one in theirs.items() if number not in same]
        found = _grouped(open_mine, key)
        for look, listed in _grouped(open_theirs, key).items():
            candidates = found.get(look, [])
            if key is _key_of_first or len(candidates) == len(listed) == 1:
                same.update(zip(listed, candidates, strict=False))
    return same


def _grouped(courses: list[Course], key: Callable[[Course], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for course in courses:
        found[key(course)].append(course.id)
    return found


# --- texts repaired differently -----------------------------------------------------------------------


def _in_my_text(mine: Document, theirs: Document, courses: dict[int, Course]) -> dict[int, Course]:
    """Their facts with spans in my text, where another version of the program repaired the document."""
    if mine.text == theirs.text:
        return courses
    mine_of, theirs_of = (Origin(one.pieces, len(one.raw)) for one in (mine, theirs))
    found: dict[int, Course] = {}
    for number, course in courses.items():
        first = _moved(course.first_value("start"), course.first_value("end"), mine, mine_of, theirs_of)
        present = _moved(course.value("start"), course.value("end"), mine, mine_of, theirs_of)
        if mine.raw == theirs.raw and first and present:
            found[number] = course.moved(first, present)
    return found


def _moved(start: int, end: int, mine: Document, mine_of: Origin, theirs_of: Origin) -> tuple[int, int, str] | None:
    """The place in my text by way of the raw one, with its quote; None where it is in no one place."""
    spans = {span for low, high in theirs_of.to_raw(start, end) for span in mine_of.to_text(low, high)}
    if not spans:
        return None
    first, last = min(low for low, _ in spans), max(high for _, high in spans)
    return None if last - first > 2 * (end - start) + 2 else (first, last, mine.text[first:last])
