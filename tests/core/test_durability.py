"""A decision shown is a decision kept: the process that edits is killed at random moments, over and over."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import ingest
from core.store import Store
from tests.core.made_documents import document, facts

KILLS = int(os.environ.get("HEDUI_KILLS", "50"))
_ROOT = Path(__file__).resolve().parents[2]


_HALF_DONE = """
SELECT number FROM edits WHERE touched <>
(SELECT count(DISTINCT fact) FROM changes WHERE edit = number) + (SELECT count(*) FROM item_changes WHERE edit = number)
"""


def _started(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    return subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment)


def _killed(process: subprocess.Popen[str], *, after: float) -> list[str]:
    """Kills a process some time after it has said its first line; the whole lines that it said."""
    assert process.stdout
    with process:
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        rest = process.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def test_no_acknowledged_edit_is_lost_and_none_is_half_done(tmp_path):
    path = tmp_path / "a.hedui"
    chance = random.Random(8)
    with Store.open(path) as store:
        for number in range(12):
            store.add(document(f"{number}。" + document().text), ())
        store.add(document(), facts())
    for kill in range(KILLS):
        process = _started("-m", "tests.core.editing_process", str(path), str(kill))
        said = _killed(process, after=chance.random() * 0.05)
        with Store.open(path) as store:
            kept = {row[0] for row in store.connection.execute("SELECT number FROM edits")}
            assert {int(line) for line in said} <= kept
            assert store.verify() == []
            assert store.connection.execute(_HALF_DONE).fetchall() == []
    assert kept


_IMPORT = """
import sys
from core import ingest
from core.store import Store
with Store.open(sys.argv[1]) as store:
    for step in ingest.run(store, [sys.argv[2]]):
        print(step.document, flush=True)
"""


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15])
def test_an_import_that_was_killed_goes_on_without_doubling_anything(tmp_path, after):
    folder = tmp_path / "报告"
    folder.mkdir()
    for number in range(40):
        text = f"第{number}号:2019年北京市投入帮扶资金{number + 1}00万元,选派教师{number + 1}名。" * 5
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "a.hedui"
    said = _killed(_started("-c", _IMPORT, str(path), str(folder)), after=after)
    with Store.open(path) as store:
        kept = {row.id for row in store.documents()}
        assert {int(line) for line in said} <= kept
        assert store.verify() == []
        steps = list(ingest.run(store, [folder]))
        assert sum(step.new for step in steps) == 40 - len(kept)
        assert len(store.documents()) == 40
        assert store.verify() == []
