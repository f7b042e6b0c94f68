"""Splits a fact that holds several quantities and joins facts that are one: one edit each, links and tags kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from core.edits.surroundings import Span, check_span, quantity_at, read_spans, same_unit
from core.errors import BadValue
from core.records import Change, Document, EditKind, Fact, Quantity, Status
from core.store import Store, history

#: What a curator decides of a fact's words: the first piece, or the joined fact, is set to these.
_SET: tuple[str, ...] = (
    *("start", "end", "quote", "sentence", "value", "value_high", "bound", "unit", "measure_word", "indicator"),
    *("provider", "recipient", "period_start", "period_end", "period_text", "per", "planned", "whole", "change"),
    *("same_as", "status", "note", "tags"),
)
_BETWEEN = re.compile(
    r"[、，;；/~～—–]|(?<![0-9]),|,(?![0-9]{3})|[和与及或至到]|(?<=[0-9亿万千百元人名个户%])-(?=[0-9])"
)
_NUMERAL = re.compile(r"[0-9〇零一二三四五六七八九十百千两]")
_EDGE = " \t\r\n\u3000、，,;；/~～—–-和与及或至到"


def cut(document: Document, fact: Fact, places: Sequence[int]) -> tuple[Span, ...]:
    """The spans between places in a fact's words, without what only stands between them."""
    edges = (fact.start, *sorted({place for place in places if fact.start < place < fact.end}), fact.end)
    return tuple(_trimmed(document.text, *pair) for pair in pairwise(edges))


def pieces(document: Document, fact: Fact) -> tuple[Span, ...]:
    """Where a fact's words may be cut: a span for each number among them, in code points of the document's text."""
    cuts = (fact.start + one.start() for one in _BETWEEN.finditer(document.text[fact.start : fact.end]))
    at, found = fact.start, []
    for end in (*cuts, fact.end):
        span = _trimmed(document.text, at, end)
        if _NUMERAL.search(document.text[slice(*span)]):
            found.append(span)
            at = end
        elif end == fact.end and found:
            found[-1] = _trimmed(document.text, found[-1][0], end)
    return tuple(found)


def split(store: Store, number: int, at: int | Sequence[Span]) -> Change:
    """Makes several facts of one, as one edit; the Change holds their ids, the first piece keeping the fact's own.

    `at` is a place in the document's text to cut at, or the span of each piece. Each piece is read anew; places,
    period and plan stay as they were, tags and note go to all, and all wait for a decision. Parts of the fact stay
    with the piece before them that counts the same thing; repeats with the piece of their value.

    Raises:
        BadValue: fewer than two pieces, or one that is no quantity.
    """
    fact = store.fact(number)
    document = store.document(fact.document)
    first, *others = divided(store, document, fact, at)
    changes: dict[int, dict[str, object]] = {number: {name: getattr(first, name) for name in _SET}}
    made = [replace(one, id=-place) for place, one in enumerate(others, 1)]
    for linked, values in _links_to(store, (number,)).items():
        for field in values:
            changes.setdefault(linked.id, {})[field] = _heir(field, linked, (first, *made))
    detail = f"{fact.quote} → {' | '.join(one.quote for one in (first, *made))}"
    with store.writing():
        return history.reshape(store.connection, EditKind.SPLIT, changes, made, who=store.curator, detail=detail)


def divided(store: Store, document: Document, fact: Fact, at: int | Sequence[Span]) -> tuple[Fact, ...]:
    """The pieces that `split` would make of a fact, in their order; raises as that does."""
    known = measured(document, fact, at)
    read = read_spans(document, known)
    kept = _by_curator(store, fact, "indicator")
    earlier = store.facts((fact.same_as,)) if fact.same_as else ()
    return tuple(_piece(fact, one, known[place], earlier, kept=kept) for place, one in enumerate(read))


def measured(document: Document, fact: Fact, at: int | Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantities of the pieces, without a look at their surroundings: at once; raises as `split` does."""
    spans = _spans(document, fact, at)
    words = [document.text[slice(*span)] for span in spans]
    return tuple(quantity_at(document.text, span, _tail(words, place, fact)) for place, span in enumerate(spans))


def _spans(document: Document, fact: Fact, at: int | Sequence[Span]) -> list[Span]:
    if isinstance(at, int):
        if not fact.start < at < fact.end:
            raise BadValue("span", start=at, end=at)
        at = cut(document, fact, (at,))
    spans = sorted(at)
    for start, end in spans:
        check_span(document, start, end)
    if len(spans) < 2 or any(one[1] > other[0] for one, other in pairwise(spans)):
        raise BadValue("pieces", text=fact.quote)
    return spans


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), end - len(words) + len(words.rstrip(_EDGE))


def _tail(words: Sequence[str], place: int, fact: Fact) -> str:
    """Words whose unit a bare number shares: those behind it, else the fact's own measure word."""
    return next((each for each in words[place + 1 :] if not each[-1].isdigit()), fact.measure_word or "")


def _by_curator(store: Store, fact: Fact, field: str) -> bool:
    original = store.original(fact.id)
    return original is not None and getattr(original, field) != getattr(fact, field)


def _piece(fact: Fact, read: Fact, quantity: Quantity, earlier: Sequence[Fact], *, kept: bool) -> Fact:
    """A piece: what it counts is read anew, where and when it is stays as the fact had it."""
    same = any((one.value, one.unit) == (read.value, read.unit) for one in earlier)
    return replace(
        fact,
        **{name: getattr(read, name) for name in ("start", "end", "quote", "value", "value_high", "bound", "unit")},
        **{name: getattr(read, name) for name in ("measure_word", "per", "change", "label", "rule", "confidence")},
        indicator=fact.indicator if kept and same_unit(quantity, fact) else read.indicator,
        same_as=fact.same_as if same else None,
        status=Status.PENDING,
    )


def _links_to(store: Store, ids: Iterable[int]) -> dict[Fact, tuple[str, ...]]:
    """Facts that stand that are linked to any of these, each with the fields of its links."""
    gone = frozenset(ids)
    found = history.removal(store.connection, gone)
    linked = store.facts(number for number in found if number not in gone)
    return {fact: tuple(found[fact.id]) for fact in linked}


def _heir(field: str, linked: Fact, made: Sequence[Fact]) -> int | None:
    """The piece that a part or a repeat belongs to from now on."""
    if field == "same_as":
        return next((one.id for one in made if (one.value, one.unit) == (linked.value, linked.unit)), None)
    alike = [one for one in made if one.unit == linked.unit and one.start <= linked.start]
    return (alike or made[:1])[-1].id


# --- joining ----------------------------------------------------------------------------------------


def join(store: Store, ids: Iterable[int]) -> Change:
    """Makes one fact of several that are one quantity, as one edit: the first in the text stays, the others go.

    It stands on all that lies between them, is read anew, takes places, period and indicator from the first that
    counts the same thing, the tags and notes of all, and waits for a decision. Links to the others lead to it.

    Raises:
        BadValue: fewer than two facts, facts of different documents, or words that are not one quantity.
    """
    facts, one = joined(store, ids)
    gone = [fact.id for fact in facts[1:]]
    changes: dict[int, dict[str, object]] = {number: {"removed": True} for number in gone}
    changes[one.id] = {name: getattr(one, name) for name in _SET}
    above = _above(store, one)
    for linked, fields in _links_to(store, gone).items():
        for field in fields:
            if linked.id != one.id:
                ring = field == "whole" and linked.id in above
                changes.setdefault(linked.id, {})[field] = None if ring else one.id
    detail = f"{' | '.join(fact.quote for fact in facts)} → {one.quote}"
    with store.writing():
        return history.reshape(store.connection, EditKind.JOIN, changes, (), who=store.curator, detail=detail)


def joined(store: Store, ids: Iterable[int]) -> tuple[tuple[Fact, ...], Fact]:
    """The facts in the order of the text, and the one that `join` would make of them; raises as that does."""
    facts = tuple(sorted(store.facts(dict.fromkeys(ids)), key=lambda fact: (fact.start, fact.end)))
    if len(facts) < 2 or len({fact.document for fact in facts}) > 1:
        raise BadValue("join_few")
    document = store.document(facts[0].document)
    span = facts[0].start, max(fact.end for fact in facts)
    quantity = quantity_at(document.text, span)
    donor = next((fact for fact in facts if fact.unit == quantity.unit), facts[0])
    own = {fact.id for fact in facts}
    links: dict[str, Any] = {
        field: next((link for fact in (donor, *facts) if (link := getattr(fact, field)) and link not in own), None)
        for field in ("whole", "same_as")
    }
    return facts, replace(
        donor,
        id=facts[0].id,
        start=span[0],
        end=span[1],
        quote=document.text[slice(*span)],
        sentence=facts[0].sentence,
        value=quantity.value,
        value_high=quantity.value_high,
        bound=quantity.bound,
        unit=quantity.unit,
        measure_word=quantity.measure_word,
        per=quantity.per or donor.per,
        status=Status.PENDING,
        tags=tuple(sorted({tag for fact in facts for tag in fact.tags})),
        note="；".join(dict.fromkeys(fact.note for fact in facts if fact.note)),
        **links,
    )


def _above(store: Store, fact: Fact) -> set[int]:
    """The wholes above a fact; a ring that is there already ends it."""
    found: set[int] = set()
    above = fact.whole
    while above is not None and above not in found:
        found.add(above)
        above = next((one.whole for one in store.facts((above,))), None)
    return found
