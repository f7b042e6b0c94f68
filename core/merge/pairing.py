"""Recognises the facts of one store in another: by document, span and values as they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.records import Document, Fact
from core.repair.origin import Origin
from core.store import Store, chains
from core.store.chains import Course


@dataclass(frozen=True, slots=True)
class Pairing:
    """A document that both stores hold: the facts of each by id, and which of theirs is which of mine."""

    mine: Mapping[int, Course]
    theirs: Mapping[int, Course]
    same: Mapping[int, int] = field(default_factory=dict)


def pairs(store: Store, other: Store, *, touched: frozenset[int] | None = None) -> Iterator[Pairing]:
    """The documents that both stores hold, known by their bytes.

    With `touched`, documents of the other store that are not among them are left out where both hold the same facts.
    """
    mine, theirs = chains.hashes(store.connection), chains.hashes(other.connection)
    my_look, their_look = chains.signatures(store.connection), chains.signatures(other.connection)
    for sha256 in sorted(mine.keys() & theirs.keys()):
        here, there = mine[sha256], theirs[sha256]
        if touched is not None and there not in touched and my_look.get(here) == their_look.get(there):
            continue
        my_courses = chains.courses(store.connection, here)
        their_courses = _in_my_text(store, here, other, there)
        yield Pairing(my_courses, their_courses, pair(my_courses, their_courses))


def _key_of_first(course: Course) -> Hashable:
    fact = course.first
    values = (fact.value, fact.value_high, fact.unit, fact.bound, fact.indicator, fact.per, fact.change)
    return course.by_hand, fact.start, fact.end, values


def _key_of_value(course: Course) -> Hashable:
    return course.first.start, course.first.end, course.first.value, course.first.unit


def _key_of_span(course: Course) -> Hashable:
    """One span may well hold two facts that curators added, so those are recognised by their values only."""
    return ("by hand", course) if course.by_hand else (course.first.start, course.first.end)


#: From the surest key to the weakest; those after the first must be unambiguous. An extractor and a curator may have
#: found the same, and two extractors may give one span different values.
_KEYS: tuple[Callable[[Course], Hashable], ...] = (_key_of_first, _key_of_value, _key_of_span)


def pair(mine: Mapping[int, Course], theirs: Mapping[int, Course]) -> dict[int, int]:
    """Which of their facts is which of mine; facts that look the same pair off in their order."""
    same: dict[int, int] = {}
    for key in _KEYS:
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


def _in_my_text(store: Store, here: int, other: Store, there: int) -> dict[int, Course]:
    """Their facts with spans in my text: the same unless another version of the program repaired the document."""
    courses = chains.courses(other.connection, there)
    mine, theirs = store.document(here), other.document(there)
    if mine.text == theirs.text:
        return courses
    mine_of, theirs_of = (Origin(one.pieces, len(one.raw)) for one in (mine, theirs))
    found: dict[int, Course] = {}
    for number, course in courses.items():
        first = _moved(course.first, mine, mine_of, theirs_of)
        present = _moved(course.present, mine, mine_of, theirs_of)
        if mine.raw == theirs.raw and first and present:
            found[number] = replace(course, first=first, present=present)
    return found


def _moved(fact: Fact, document: Document, mine: Origin, theirs: Origin) -> Fact | None:
    """The fact where it stands in my text by way of the raw one; None where it stands in no one place."""
    spans = {span for start, end in theirs.to_raw(fact.start, fact.end) for span in mine.to_text(start, end)}
    if not spans:
        return None
    start, end = min(low for low, _ in spans), max(high for _, high in spans)
    if end - start > 2 * (fact.end - fact.start) + 2:
        return None
    return replace(fact, start=start, end=end, quote=document.text[start:end])
