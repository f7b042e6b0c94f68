"""Edits of tags themselves: make, colour, give a key, rename, merge, delete; undo brings all of it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.errors import BadValue
from core.records import Change, EditKind
from core.store import Store, Tag


def set_tag(store: Store, name: str, *, colour: str = "", key: int | None = None) -> Change:
    """Makes a tag or changes its colour (`#rrggbb` or empty) and key 1–9; the key is taken from the tag that had it."""
    name = _name(name)
    items: dict[tuple[str, str], Mapping[str, object] | None] = {("tags", name): {"colour": colour, "key": key}}
    for other in store.tags():
        if key is not None and other.key == key and other.name != name:
            items["tags", other.name] = {"colour": other.colour, "key": None}
    return store.apply(EditKind.TAG, {}, name, items=items)


def rename_tag(store: Store, old: str, new: str) -> Change:
    """Renames a tag on all facts; where the new name is a tag already, the two are merged."""
    return merge_tags(store, (old,), new)


def merge_tags(store: Store, names: Iterable[str], into: str) -> Change:
    """Makes one tag of several, on all facts that carry any of them; `into` keeps its colour or takes the first's."""
    into = _name(into)
    gone = [name for name in dict.fromkeys(names) if name != into]
    present = {tag.name: tag for tag in store.tags()}
    merged = present.get(into) or next((present[name] for name in gone if name in present), Tag(into))
    items: dict[tuple[str, str], Mapping[str, object] | None] = {
        ("tags", name): None for name in gone if name in present
    }
    items["tags", into] = {"colour": merged.colour, "key": merged.key}
    changes = {
        fact: {"tags": tuple(sorted({*(one for one in tags if one not in gone), into}))}
        for fact, tags in store.tagged(gone).items()
    }
    return store.apply(EditKind.MERGE, changes, f"{'、'.join(gone)} → {into}", items=items)


def delete_tag(store: Store, name: str) -> Change:
    """Takes a tag from all facts and forgets it."""
    changes = {
        fact: {"tags": tuple(one for one in tags if one != name)} for fact, tags in store.tagged((name,)).items()
    }
    return store.apply(EditKind.UNTAG, changes, name, items={("tags", name): None})


def _name(name: str) -> str:
    if not (name := name.strip()):
        raise BadValue("tag")
    return name
