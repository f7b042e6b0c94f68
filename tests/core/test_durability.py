"""A decision shown is a decision kept: a process that edits and imports is killed at random moments, over and over."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core import ingest
from core.store import Store
from tests.core.killing import Figures, kill_often

KILLS = int(os.environ.get("HEDUI_KILLS", "50"))
_ROOT = Path(__file__).resolve().parents[2]


def test_nothing_that_was_acknowledged_is_lost_and_nothing_is_half_done(tmp_path):
    figures = Figures()
    for figures in kill_often(tmp_path, KILLS):
        assert figures.wrong == []
    assert figures.kills == KILLS
    assert figures.edits
    assert figures.documents


_IMPORT = """
import sys
from core import ingest
from core.store import Store
if __name__ == "__main__":
    with Store.open(sys.argv[1]) as store:
        for step in ingest.run(store, [sys.argv[2]], workers=int(sys.argv[3])):
            print(step.document, flush=True)
"""


@pytest.mark.parametrize(("workers", "after"), [(0, 0.0), (2, 0.1)])
def test_an_import_that_was_killed_goes_on_without_doubling_anything(tmp_path, workers, after):
    folder = tmp_path / "报告"
    folder.mkdir()
    for number in range(40):
        text = f"第{number}号:2019年北京市投入帮扶资金{number + 1}00万元,选派教师{number + 1}名。" * 5
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    path, script = tmp_path / "a.hedui", tmp_path / "import.py"
    script.write_text(_IMPORT, encoding="utf-8")
    said = _killed([str(script), str(path), str(folder), str(workers)], after=after)
    with Store.open(path) as store:
        kept = {row.id for row in store.documents()}
        assert {int(line) for line in said} <= kept
        assert store.verify() == []
        steps = list(ingest.run(store, [folder], workers=0))
        assert sum(step.new for step in steps) == 40 - len(kept)
        assert len(store.documents()) == 40
        assert store.verify() == []


def _killed(arguments: list[str], *, after: float) -> list[str]:
    """Kills a program some time after it has said its first line; the whole lines that it said."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        rest = process.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
