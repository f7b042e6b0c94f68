"""Decisions on facts: approve, reject, reopen, set fields, tag, note, add, remove, give back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.edits.links import check_links
from core.edits.surroundings import check_span, read_selection
from core.errors import BadValue
from core.extract.quantities import read_quantities
from core.records import EDITABLE, Change, Document, EditKind, Fact, Status
from core.store import Store

#: Fields that a curator sees as one.
GROUPS: dict[str, tuple[str, ...]] = {
    "quantity": ("value", "value_high", "bound", "unit", "measure_word"),
    "period": ("period_start", "period_end", "period_text"),
    "span": ("start", "end", "quote", "sentence"),
}

_SETTABLE = frozenset((*EDITABLE, "tags", "quote", "sentence"))


def approve(store: Store, ids: Iterable[int]) -> Change:
    """Approves facts."""
    return _decide(store, ids, EditKind.APPROVE, Status.APPROVED)


def reject(store: Store, ids: Iterable[int]) -> Change:
    """Rejects facts."""
    return _decide(store, ids, EditKind.REJECT, Status.REJECTED)


def reopen(store: Store, ids: Iterable[int]) -> Change:
    """Makes facts pending again."""
    return _decide(store, ids, EditKind.REOPEN, Status.PENDING)


def _decide(store: Store, ids: Iterable[int], kind: EditKind, status: Status) -> Change:
    values = {"status": status}
    return store.apply(kind, dict.fromkeys(ids, values))


def set_fields(store: Store, ids: Iterable[int], /, detail: str = "", **values: object) -> Change:
    """Sets the same values on facts, in one edit.

    Raises:
        BadValue: an unknown field, or a link to a fact of another document or in a circle.
    """
    unknown = next((name for name in values if name not in _SETTABLE), None)
    if unknown:
        raise BadValue("field", text=unknown)
    wanted = list(ids)
    check_links(store, wanted, values)
    return store.apply(EditKind.SET, dict.fromkeys(wanted, values), detail)


def set_each(store: Store, changes: Mapping[int, Mapping[str, object]], detail: str = "") -> Change:
    """Sets values of its own on each fact, in one edit; raises as `set_fields` does."""
    for number, values in changes.items():
        unknown = next((name for name in values if name not in _SETTABLE), None)
        if unknown:
            raise BadValue("field", text=unknown)
        check_links(store, (number,), values)
    return store.apply(EditKind.SET, changes, detail)


def note(store: Store, ids: Iterable[int], text: str) -> Change:
    """Writes a note on facts; an empty one takes it away."""
    return set_fields(store, ids, note=text.strip())


def tag(store: Store, ids: Iterable[int], name: str) -> Change:
    """Gives facts a tag; a new one is made."""
    name = name.strip()
    if not name:
        raise BadValue("tag")
    tags = store.tags_of(ids)
    changes = {fact: {"tags": tuple(sorted({*present, name}))} for fact, present in tags.items()}
    return store.apply(EditKind.TAG, changes, name)


def retag(store: Store, ids: Iterable[int], *, on: Iterable[str] = (), off: Iterable[str] = ()) -> Change:
    """Gives facts some tags and takes others from them, in one edit; new ones are made."""
    given, taken = {name.strip() for name in on} - {""}, frozenset(off)
    changes = {
        fact: {"tags": tuple(sorted((set(present) - taken) | given))} for fact, present in store.tags_of(ids).items()
    }
    return store.apply(EditKind.TAG, changes, "、".join(sorted(given) or sorted(taken)))


def untag(store: Store, ids: Iterable[int], name: str) -> Change:
    """Takes a tag from facts."""
    tags = store.tags_of(ids)
    changes = {fact: {"tags": tuple(one for one in present if one != name)} for fact, present in tags.items()}
    return store.apply(EditKind.UNTAG, changes, name)


def add(store: Store, fact: Fact) -> Change:
    """Adds a fact that a curator found; the Change holds its id.

    Raises:
        BadValue: the span lies outside the document.
    """
    document = store.document(fact.document)
    check_span(document, fact.start, fact.end)
    return store.add_fact(fact)


def remove(store: Store, ids: Iterable[int]) -> Change:
    """Removes facts; undo brings them back, with the links of others to them."""
    return store.remove_facts(ids)


def restore_field(store: Store, ids: Iterable[int], field: str) -> Change:
    """Gives a field, or the fields of one of `GROUPS`, back the extractor's values; facts added by hand are left."""
    names = GROUPS.get(field, (field,))
    changes: dict[int, dict[str, object]] = {}
    for number in ids:
        original = store.original(number)
        if original is not None:
            changes[number] = {name: getattr(original, name) for name in names}
    return store.apply(EditKind.SET, changes, f"restore {field}")


def reanchor(store: Store, number: int, start: int, end: int) -> Change:
    """Moves a fact to another span of its document, and reads the quantity anew where the span holds one.

    Raises:
        BadValue: the span is empty or outside the document.
    """
    fact = store.fact(number)
    document = store.document(fact.document)
    check_span(document, start, end)
    values: dict[str, Any] = {"start": start, "end": end, "quote": document.text[start:end]}
    values["sentence"] = _sentence(document, start, end, fact)
    found = read_quantities(document.text[start:end])
    if len(found) == 1:
        values |= {name: getattr(found[0], name) for name in GROUPS["quantity"]}
    return set_fields(store, (number,), **values)


def _sentence(document: Document, start: int, end: int, fact: Fact) -> str:
    """The sentence around a span, as the extractor cuts it, or the fact's own where that holds the span."""
    try:
        return read_selection(document, start, end).sentence
    except BadValue:
        return fact.sentence if document.text[start:end] in fact.sentence else document.text[start:end]


def changed_fields(fact: Fact, original: Fact | None, names: Sequence[str] = EDITABLE) -> tuple[str, ...]:
    """The fields in which a fact differs from what the extractor found."""
    if original is None:
        return ()
    return tuple(name for name in names if getattr(fact, name) != getattr(original, name))
