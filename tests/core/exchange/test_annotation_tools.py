"""What goes out for annotation tools is taken by Label Studio's own converter, and is as doccano's importer asks."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from xml.sax.saxutils import quoteattr

import pytest

from core import edits, export, filters
from tests.core.exchange.stores import made

#: Reads our tasks with the configuration that a project of Label Studio would have; no address can be reached.
CONVERT = """
import socket, sys
def refuse(*_): raise OSError("offline")
socket.socket.connect = refuse
from label_studio_sdk.converter import Converter
config, tasks, out = sys.argv[1:]
converter = Converter(config, out, download_resources=False)
converter.convert_to_json_min(tasks, out, is_dir=False)
converter.convert_to_conll2003(tasks, out, is_dir=False)
"""


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "a.hedui", "张三") as opened:
        edits.set_fields(opened, (4,), same_as=3)
        yield opened


@pytest.mark.skipif(importlib.util.find_spec("label_studio_sdk") is None, reason="label-studio-sdk is not installed")
def test_label_studios_own_converter_reads_our_tasks(store, tmp_path):
    export.write(store, tmp_path / "tasks.json", filters.ALL, "labelstudio")
    facts = store.facts(store.fact_ids())
    labels = "".join(f"<Label value={quoteattr(name)}/>" for name in sorted({one.indicator for one in facts}))
    config = f'<View><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/></View>'
    command = [sys.executable, "-c", CONVERT, config, str(tmp_path / "tasks.json"), str(tmp_path / "out")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    converted = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert [task["text"] for task in converted] == [store.document(number).text for number in (1, 2)]
    spans = [span for task in converted for span in task["label"]]
    assert [(one["start"], one["end"], one["text"], one["labels"]) for one in spans] == [
        (one.start, one.end, one.quote, [one.indicator]) for one in facts
    ]
    lines = (tmp_path / "out" / "result.conll").read_text(encoding="utf-8")
    assert lines.count(" B-") == len(facts)


def test_doccano_gets_what_its_importer_asks_for(store, tmp_path):
    """JSONL of sequence labelling: `text`, `label` as [start, end, label] in code points; all else is metadata."""
    export.write(store, tmp_path / "tasks.jsonl", filters.ALL, "doccano")
    lines = (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").split("\n")
    told = [json.loads(line) for line in lines if line]
    assert len(told) == 2
    quotes = [task["text"][start:end] for task in told for start, end, _ in task["label"]]
    assert quotes == [one.quote for one in store.facts(store.fact_ids())]
    for task in told:
        assert all(isinstance(value, str | None) for name, value in task.items() if name != "label")
        assert all([type(part) for part in mark] == [int, int, str] for mark in task["label"])
