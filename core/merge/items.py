"""Tags, rules and settled findings that one store lacks and another has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core import learn
from core.learn.rules import row_of
from core.store import Store, chains

Item = tuple[tuple[str, str], Mapping[str, object]]


def items(store: Store, other: Store, ids: Mapping[int, int]) -> dict[tuple[str, str], Mapping[str, object]]:
    """What to add. What this store has, or had and gave up, stays as it is: colours and keys are each curator's own.

    `ids` are the other's facts in this store's terms. A settled finding is named by the facts it rests on, so it comes
    along only where those have the same numbers in both.
    """
    known = chains.known_items(store.connection)
    found = (*_tags(store, other), *_rules(store, other), *_findings(other, ids))
    return {item: row for item, row in found if item not in known}


def _tags(store: Store, other: Store) -> Iterator[Item]:
    present = store.items("tags")
    keys = {row["key"] for row in present.values()}
    for name, row in other.items("tags").items():
        key = None if row["key"] in keys else row["key"]
        plain = present.get(name, {"colour": "", "key": None}) == {"colour": "", "key": None}
        if plain and (row["colour"] or key):
            keys.add(key)
            yield ("tags", name), {"colour": row["colour"], "key": key}


def _rules(store: Store, other: Store) -> Iterator[Item]:
    mine, theirs = chains.hashes(store.connection), chains.hashes(other.connection)
    homes = {number: mine[sha256] for sha256, number in theirs.items() if sha256 in mine}
    present = store.items("rules")
    for rule, row in zip(learn.rules(other), other.items("rules").values(), strict=True):
        if rule.document is None or rule.document in homes:
            moved = replace(rule, document=homes.get(rule.document or 0))
            if moved.name not in present:
                made = {"made_by": row["made_by"], "made_at": row["made_at"]}
                yield ("rules", moved.name), {**row_of(moved, ""), **made}


def _findings(other: Store, ids: Mapping[int, int]) -> Iterator[Item]:
    for name, row in other.items("findings").items():
        if all(ids.get(int(fact)) == int(fact) for fact in str(row["facts"]).split()):
            yield ("findings", name), row
