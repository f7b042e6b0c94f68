"""Kills a process that edits and imports, over and over, and compares what it was told is done with what is kept.

    python -m tests.core.killing 1000

A SIGKILL ends the process between any two instructions; it does not take the power from the disk (see
docs/reliability.md).
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core import ingest
from core.store import Store
from tests.core import editing_process
from tests.core.editing_process import Said

#: Kills that one store goes through; then a new one is begun, so that the history stays short enough to replay.
A_STORE = 50

_HALF_DONE = """
SELECT number FROM edits WHERE touched <>
(SELECT count(DISTINCT fact) FROM changes WHERE edit = number) + (SELECT count(*) FROM item_changes WHERE edit = number)
"""


@dataclass
class Figures:
    """What many kills came to; the lists name what went wrong, `kinds` what the edits that were told did."""

    kills: int = 0
    in_the_middle: int = 0
    edits: int = 0
    documents: int = 0
    lost: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def wrong(self) -> list[str]:
        """All that went wrong."""
        return [*self.lost, *self.half_done, *self.complaints]


def kill_often(folder: Path, kills: int, seed: int = 8) -> Iterator[Figures]:
    """Kills so many processes, one after the other; the figures so far after each."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([editing_process.__name__])
    chance = random.Random(seed)
    figures = Figures()
    for kill in range(kills):
        path = folder / f"{kill // A_STORE}.hedui"
        files = folder / f"files-{kill}"
        said = _killed(context, path, files, kill, chance)
        figures.kills += 1
        if path.exists():
            _compare(path, files, said, figures)
        yield figures


def _killed(
    context: multiprocessing.context.ForkServerContext, path: Path, files: Path, seed: int, chance: random.Random
) -> list[Said]:
    """Starts a process, kills it at a random moment, now and then before it said anything; what it said."""
    listen, say = context.Pipe(duplex=False)
    process = context.Process(target=editing_process.work, args=(path, files, seed, say))
    process.start()
    say.close()
    said: list[Said] = []
    with listen:
        if chance.random() < 0.9:
            listen.poll(30)
        time.sleep(chance.random() * 0.15)
        process.kill()
        process.join()
        while True:
            try:
                said.append(listen.recv())
            except EOFError:
                break
    assert process.exitcode == -9, f"the process ended by itself: {process.exitcode}"
    process.close()
    return said


def _compare(path: Path, files: Path, said: list[Said], figures: Figures) -> None:
    with Store.open(path) as store:
        ask = store.connection.execute
        kept = {row[0]: row[1] for row in ask("SELECT number, touched FROM edits")}
        figures.kinds.update(_kinds(store, {one.edit for one in said}))
        facts = {row.id: row.facts for row in store.documents()}
        for one in said:
            if one.edit is None and one.document is None:
                continue  # an edit that changed nothing
            if one.edit is not None:
                figures.edits += 1
                if one.edit not in kept or one.touched not in (-1, kept[one.edit]):
                    figures.lost.append(f"{path.name}: edit {one}")
            else:
                figures.documents += 1
                if one.document not in facts:
                    figures.lost.append(f"{path.name}: document {one}")
        figures.in_the_middle += bool(kept) and max(kept) not in {one.edit for one in said}
        figures.half_done += [f"{path.name}: edit {row[0]}" for row in ask(_HALF_DONE)]
        figures.complaints += [f"{path.name}: {told}" for told in store.verify()]
        _go_on(store, files, figures)


def _kinds(store: Store, told: set[int | None]) -> Iterator[str]:
    """What the edits that were told did, those of many facts apart."""
    for number, kind, touched in store.connection.execute("SELECT number, kind, touched FROM edits"):
        if number in told:
            yield f"{kind} in bulk" if touched >= editing_process.MANY_FACTS else kind


def _go_on(store: Store, files: Path, figures: Figures) -> None:
    """An import that was killed is started again: every file is in, and once."""
    wanted = ingest.files_of([files]) if files.exists() else ()
    documents = {step.document for step in ingest.run(store, wanted, workers=0)}
    if len(documents) != len({file.read_bytes() for file in wanted}) or None in documents:
        figures.lost.append(f"{store.path.name}: {len(documents)} documents of {len(wanted)} files")


def main(kills: int) -> int:
    """Prints the figures; 1 where anything went wrong."""
    began = time.monotonic()
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        for figures in kill_often(Path(folder), kills, seed=random.SystemRandom().randrange(10**6)):
            if figures.kills % 50 == 0 or figures.wrong:
                sys.stdout.write(f"{figures.kills} kills, {len(figures.wrong)} wrong\n")
                sys.stdout.flush()
            if figures.wrong:
                break
    spent = time.monotonic() - began
    told = (
        f"{figures.kills} kills in {spent:.0f} s",
        f"{figures.edits} edits and {figures.documents} documents were told as done",
        "of these " + ", ".join(f"{count} {kind}" for kind, count in figures.kinds.most_common()),
        f"{figures.in_the_middle} times the last edit was kept but not told any more",
        f"lost {len(figures.lost)}, half done {len(figures.half_done)}, complaints {len(figures.complaints)}",
        *figures.wrong,
    )
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
