"""The whole way from a file to an export takes work that grows with the text and no more, whatever the text repeats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
#: Bytes of each text, and seconds of processor time that it may take: a hundred times what most take, and a tenth of
#: what they would where work grew with the square.
LENGTH, MOST = 60_000, 60

REPEATED = {
    "digits": "7", "numerals": "一", "scales": "亿", "scales upon scales": "十百千万", "figures": "1万元",
    "shares": "12%", "percent signs": "%", "thousands": "1,", "points": "1.", "list marks": "1、",
    "lists": "分别1个、", "ranges": "1-",
    "changes": "由1到", "brackets": "(", "pairs of brackets": "（）", "parts": "其中1个(", "glosses": "戰(zhàn)",
    "torn characters": "?qū)", "places": "北京市", "short places": "察右前旗", "places and figures": "北京市1个",
    "years": "2019年", "spans of years": "2019年以来1个", "quotes": "“", "titles": "《", "spaces": " ", "lines": "1\n",
    "combining marks": "1\u0301", "zero width": "1\u200b", "tags": "<b>", "table cells": "1\t",
}  # fmt: skip

_WAY = """
import json, resource, sys
from pathlib import Path
from core import export, filters, ingest
from core.store import Store

folder, length, most = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with Store.open(folder / "a.hedui") as store:
    for name, repeated in json.load(sys.stdin).items():
        print(name, flush=True)
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + most, resource.RLIM_INFINITY))
        file = folder / f"{name}.txt"
        file.write_text(f"{name}\\n" + (repeated * (length // len(repeated.encode()) + 1)), encoding="utf-8")
        for step in ingest.run(store, [file], workers=0):
            assert step.document, step.problem.sentence("en")
        store.search(repeated * 2)
        export.write(store, folder / "out.csv", filters.parse(f"document:{step.document}"), "csv")
print("done", len(store.path.name))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_no_pattern_takes_more_than_its_length_deserves(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", _WAY, str(tmp_path), str(LENGTH), str(MOST)], input=json.dumps(REPEATED),
        capture_output=True, text=True, check=False, cwd=_ROOT,
    )  # fmt: skip
    last = ended.stdout.splitlines()[-1]
    assert last.startswith("done"), f"killed at: {last}\n{ended.stderr}"
    assert ended.returncode == 0
