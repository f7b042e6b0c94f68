"""Edits a store as fast as it can and says on standard output what is done; killed by the test of durability."""

from __future__ import annotations

import random
import sys

from core import edits
from core.errors import StoreProblem
from core.store import Store


def main(path: str, seed: str) -> None:
    chance = random.Random(seed)
    with Store.open(path, curator="process") as store:
        while True:
            say(step(store, chance))


def step(store: Store, chance: random.Random) -> int | None:
    """One random step; the number of its edit."""
    ids = list(store.fact_ids())
    some = chance.sample(ids, chance.randint(1, len(ids)))
    acts = (
        lambda: edits.approve(store, some),
        lambda: edits.reject(store, some),
        lambda: edits.note(store, some, f"note {chance.random()}"),
        lambda: edits.tag(store, some, chance.choice("甲乙丙")),
        lambda: edits.merge_tags(store, ("甲", "乙"), chance.choice("甲乙丙丁")),
        store.undo,
        store.redo,
    )
    try:
        return chance.choice(acts)().edit
    except StoreProblem:
        return None


def say(edit: int | None) -> None:
    if edit is not None:
        sys.stdout.write(f"{edit}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
