"""Stores and random edits of curators for tests of archives, merges and agreement."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from core import edits
from core.errors import Problem
from core.records import About
from core.store import Store
from tests.core.made_documents import document, fact, facts

OTHER_TEXT = "2020年,天津市选派教师31名,\\N\u2028投入资金88万元。"


def two_documents(store: Store) -> None:
    """Facts 1–4 in one document, 5 and 6 in another."""
    store.add(document(), facts())
    store.add(
        document(OTHER_TEXT, name="天津.txt", about=About(title="=标题", publisher="")),
        [
            fact("31名", 1, text=OTHER_TEXT, value=Decimal(31), unit="person"),
            fact("88万元", 2, text=OTHER_TEXT, value=Decimal(880000), unit="CNY", same_as=1),
        ],
    )


def made(path: Path, curator: str) -> Store:
    """A new store of both documents."""
    store = Store.open(path, curator=curator)
    two_documents(store)
    return store


Act = tuple[str, int, Any]

#: One thing a curator does: its name, a fact, and a value.
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.sampled_from(["approve", "reject", "reopen", "remove", "undo", "redo"]), st.integers(1, 6), st.none()),
    st.tuples(st.just("value"), st.integers(1, 6), st.sampled_from([Decimal(7), Decimal("2.50"), Decimal(10) ** 20])),
    st.tuples(st.just("indicator"), st.integers(1, 6), st.sampled_from(["funds.total", "talent.teachers"])),
    st.tuples(st.just("note"), st.integers(1, 6), st.sampled_from(["\\N", "", "a\r\nb", "备注"])),
    st.tuples(st.just("tag"), st.integers(1, 6), st.sampled_from(["甲", "乙"])),
    st.tuples(st.just("untag"), st.integers(1, 6), st.sampled_from(["甲", "乙"])),
    st.tuples(st.just("whole"), st.integers(2, 4), st.sampled_from([1, None])),
    st.tuples(st.just("add"), st.just(0), st.sampled_from([Decimal(24), Decimal(25)])),
)

_PLAIN: dict[str, Callable[[Store, list[int]], object]] = {
    "approve": edits.approve,
    "reject": edits.reject,
    "reopen": edits.reopen,
    "remove": edits.remove,
}


def do(store: Store, act: Act) -> None:
    """Does it, where it can be done: what the store refuses is left."""
    name, number, value = act
    try:
        if name in ("undo", "redo"):
            getattr(store, name)()
        elif name == "add":
            edits.add(store, fact("24名", value=value, unit="person", document=1))
        elif not store.facts((number,)):
            return
        elif name in _PLAIN:
            _PLAIN[name](store, [number])
        elif name in ("tag", "untag", "note"):
            getattr(edits, name)(store, [number], value)
        else:
            edits.set_fields(store, [number], **{name: value})
    except Problem:
        return
