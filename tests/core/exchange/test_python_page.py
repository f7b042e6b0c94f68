"""The page on Python says what can be done: its blocks run, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.export import COLUMNS, frame, records
from core.store import Store
from tests.core.exchange.stores import made

PAGE = Path(__file__).resolve().parents[3] / "docs" / "python.md"


def test_the_blocks_of_the_page_run(tmp_path, monkeypatch, capsys):
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S):
        exec(compile(block, str(PAGE), "exec"), names)
    assert "51071200" in capsys.readouterr().out
    with Store.open("work.hedui") as store:
        assert store.verify() == []


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_say_exactly_what_the_store_says(tmp_path, library):
    pytest.importorskip(library)
    with made(tmp_path / "a.hedui", "张三") as store:
        told = list(records(store, "status:pending"))
        table = frame(store, "status:pending", library=library)
        empty = frame(store, library=library)
    assert list(table.columns) == [column.name for column in COLUMNS] == list(empty.columns)
    assert (len(table), len(empty)) == (6, 0)
    for name in ("value", "quote", "planned"):
        assert list(table[name]) == [one[name] for one in told]
    assert [list(places) for places in table["recipient"]] == [list(one["recipient"]) for one in told]
    first = table["period_start"][0]
    assert (first.date() if library == "pandas" else first) == told[0]["period_start"]
