"""The commands `verify`, `backup` and `restore`."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path

from core.cli.console import Console, counted
from core.errors import StoreProblem
from core.store import Store
from core.store import rescue as save
from core.store import restore as put_back


def existing(path: Path, console: Console, *, read_only: bool = False) -> Store:
    """Opens a store that is there: only `import` and `demo` make one.

    Raises:
        StoreProblem: there is none.
    """
    if not path.exists():
        raise StoreProblem("missing", path=path)
    store = Store.open(path, curator=console.curator, read_only=read_only)
    if not read_only:
        with suppress(StoreProblem):  # no room for a copy is no reason not to work
            store.back_up_if_due()
    return store


def verify(given: argparse.Namespace, console: Console) -> int:
    """Checks a store; exit code 1 where something is wrong."""
    with existing(given.store, console, read_only=True) as store:
        complaints = store.verify(console.language)
        documents, facts = len(store.documents()), store.count()
    if console.as_json:
        console.data({"sound": not complaints, "complaints": complaints, "documents": documents, "facts": facts})
    else:
        for complaint in complaints:
            console.say(complaint)
        if not complaints:
            console.words(
                f"完好：{documents} 篇文档，{facts} 条数据",
                f"The store is whole: {counted(documents, 'document')}, {counted(facts, 'fact')}",
            )
    return 1 if complaints else 0


def backup(given: argparse.Namespace, console: Console) -> int:
    """Copies a store and says where the copy is."""
    with existing(given.store, console, read_only=True) as store:
        console.say(str(store.backup(given.out)))
    return 0


def restore(given: argparse.Namespace, console: Console) -> int:
    """Puts a copy in the place of a store; says where the one that was there is kept."""
    kept = put_back(given.backup, given.store)
    if kept:
        console.words(f"原数据库保存为 {kept}", f"The store that was there is kept as {kept}")
    return 0


def rescue(given: argparse.Namespace, console: Console) -> int:
    """Saves what can be read of a damaged store; prints what was not, one sentence a line."""
    told = save(given.damaged, given.out)
    documents, facts, edits = (told.saved[table] for table in ("documents", "facts", "edits"))
    if console.as_json:
        console.data({"saved": told.saved, "lost": told.lost})
        return 0
    console.words(
        f"已救出 {documents} 篇文档、{facts} 条数据、{edits} 次操作：{given.out}",
        f"Saved to {given.out}: {counted(documents, 'document')}, {counted(facts, 'fact')}, {counted(edits, 'edit')}",
    )
    for one in told.losses:
        console.words(one.sentence("zh"), one.sentence("en"))
    return 0
