"""Edits and imports as fast as it can and says what is done; the durability harness kills it at random moments."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

import sqlite_utils  # noqa: F401 - loaded once here, and not in each process that is made from this one

from core import edits, ingest, merge
from core.errors import StoreProblem
from core.extract import extract
from core.filters import ALL
from core.ingest import running
from core.records import Change
from core.store import Store
from tests.core.made_documents import document, fact

extract("2019年,北京市向察右前旗投入帮扶资金5107.12万元。")  # the same for the tables of the extractor

#: Facts of the large document: enough that a bulk edit is killed in its middle now and then.
MANY_FACTS = 400


@dataclass(frozen=True, slots=True)
class Said:
    """What a process was told is done: an edit with the number of facts it touched, or a document with its facts."""

    edit: int | None = None
    touched: int = 0
    document: int | None = None
    facts: int = 0


Act = Callable[[Store, random.Random, Path], Iterator[Said]]


def work(path: Path, folder: Path, seed: int, say: Connection) -> None:
    """Makes the store if need be, then acts at random until it is killed."""
    chance = random.Random(seed)
    with Store.open(path, curator="process") as store:
        if not store.known(large()[0].sha256):
            number, _ = store.add(*large())
            say.send(Said(document=number, facts=MANY_FACTS))
        while True:
            (act,) = chance.choices(list(ACTS), list(ACTS.values()))
            try:
                for said in act(store, chance, folder):
                    say.send(said)
            except StoreProblem as problem:
                if problem.kind not in ("nothing_to_undo", "nothing_to_redo", "changed_since"):
                    raise


def large() -> tuple[object, ...]:
    """One document with many facts."""
    text = "".join(f"{number}个。" for number in range(100000, 100000 + MANY_FACTS))
    places = range(100000, 100000 + MANY_FACTS)
    return document(text, name="large.txt"), [
        fact(f"{number}个", at, text=text, value=Decimal(number)) for at, number in enumerate(places, 1)
    ]


def _edit(change: Change) -> Iterator[Said]:
    if change.edit is not None:
        yield Said(change.edit, len(change.facts))


def _some(store: Store, chance: random.Random) -> list[int]:
    ids = list(store.fact_ids())
    return chance.sample(ids, chance.randint(1, 20))


def approve(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    yield from _edit(edits.approve(store, _some(store, chance)))


def set_fields(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    place = chance.choice(((), ("150926",), ("150926", "150429")))
    yield from _edit(edits.set_fields(store, _some(store, chance), recipient=place, planned=chance.random() < 0.5))


def note(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    yield from _edit(edits.note(store, _some(store, chance), f"note {chance.random()}"))


def tag(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    yield from _edit(edits.tag(store, _some(store, chance), chance.choice("甲乙丙")))


def merge_tags(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    change = edits.merge_tags(store, ("甲", "乙"), chance.choice("甲乙丙丁"))
    if change.edit is not None:
        yield Said(change.edit, -1)  # tags count too: only that the edit is there is checked


def bulk(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    act = chance.choice((edits.approve, edits.reject, edits.reopen))
    yield from _edit(act(store, store.fact_ids()))


def add_and_remove(store: Store, chance: random.Random, _folder: Path) -> Iterator[Said]:
    one = store.facts(store.fact_ids()[:1])[0]
    change = store.add_fact(replace(one, id=0, tags=(), whole=None, same_as=None))
    yield from _edit(change)
    if chance.random() < 0.7:
        yield from _edit(store.remove_facts(change.facts))


def undo(store: Store, _chance: random.Random, _folder: Path) -> Iterator[Said]:
    change = store.undo()
    yield Said(change.edit, -1)


def redo(store: Store, _chance: random.Random, _folder: Path) -> Iterator[Said]:
    change = store.redo()
    yield Said(change.edit, -1)


def take_in(store: Store, chance: random.Random, folder: Path) -> Iterator[Said]:
    """An import of new files, written one by one or in batches."""
    own = folder / f"{chance.random()}"
    own.mkdir(parents=True)
    for number in range(chance.randint(1, 6)):
        figure = chance.randint(1, 10**9)
        text = f"第{figure}号:2019年北京市投入帮扶资金{figure}万元,选派教师{number + 2}名。"
        part = own / f".{number}"  # renamed when whole: the kill may come in the middle of this too
        part.write_text(text, encoding="utf-8")
        part.rename(own / f"{number}.txt")
    running.MANY = chance.choice((2, 48))
    for step in ingest.run(store, [own], workers=0):
        yield Said(document=step.document, facts=step.facts)


def merge_in(store: Store, chance: random.Random, folder: Path) -> Iterator[Said]:
    """A merge with another curator's store, who decided some of the same facts and has a document of their own."""
    folder.mkdir(exist_ok=True)
    with Store.open(folder / f"{chance.random()}.hedui", curator="other") as other:
        other.add(*large())
        number, _ = other.add(document(f"另一篇:{chance.random()}。", name="other.txt"), ())
        edits.reject(other, _some(other, chance))
        planned = merge.plan(store, other)
        yield Said(merge.apply(store, planned).edit, -1)
        yield Said(document=store.known(other.document(number).sha256))


def copy(store: Store, _chance: random.Random, _folder: Path) -> Iterator[Said]:
    """A copy made while editing goes on; nothing to keep."""
    store.backup()
    assert store.count(ALL)
    yield from ()


#: What is done, and how often.
ACTS: dict[Act, int] = {
    approve: 6, set_fields: 4, note: 3, tag: 3, merge_tags: 2, bulk: 4, add_and_remove: 2, undo: 4, redo: 3,
    take_in: 5, merge_in: 2, copy: 1,
}  # fmt: skip
