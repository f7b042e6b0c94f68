"""The commands `open` and `demo`: the window on a store, or its pictures where there is no screen."""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
from pathlib import Path

import core
from core import edits, filters, ingest
from core import export as exporting
from core import totals as totalling
from core.cli.console import Console
from core.store import Store

_ROOT = Path(core.__file__).resolve().parents[1]
SEEDS = _ROOT / "seeds"
#: What Qt says of every window that it draws where there is no screen.
_CHATTER = "This plugin does not support"
#: Of so many reports, those with the most facts, the sample of totals approves every fact.
SAMPLED = 2
_DATA = (("facts.csv", "csv-bom"), ("facts.jsonl", "jsonl"), ("facts.xlsx", "xlsx"))

_README = """# Hedui 核对 · 示例 demo

{facts} 条数据，来自 {documents} 篇示例报告，均未经人工核对。
{facts} facts of {documents} sample reports; no person has checked them.

- `facts.csv`, `facts.xlsx`, `facts.jsonl`: 全部数据，每条都带原句 / all facts, each with its sentence
- `totals.csv`: 合计样例 / a sample of totals. 样例在副本 `sample.hedui` 中由程序（而非人）通过了 {reports} 篇报告的全部
  {approved} 条数据（`hedui edit sample.hedui approve --where {where}`），其中可能有错，仅用于展示合计 / in the copy
  `sample.hedui` the program, not a person, approved all {approved} facts of {reports} reports, right or wrong, only to
  show totals
- `demo.hedui`: 数据库，未作任何决定 / the store, nothing decided
- `pictures/`: 窗口截图（打开的是 `sample.hedui`） / pictures of the window on `sample.hedui`
"""


def open_window(given: argparse.Namespace, _console: Console) -> int:
    """Opens the window and waits for its end."""
    return _desktop(*([str(given.store)] if given.store else []))


def demo(given: argparse.Namespace, console: Console) -> int:
    """Imports the sample reports; shows them in the window, or writes data and pictures to a folder."""
    if given.out is None and has_display():
        path = _own_folder() / "demo.hedui"
        _import(path, console)
        return _desktop(str(path))
    return _write(given.out or Path("hedui-demo"), console)


def has_display() -> bool:
    """Whether a window could be seen."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("hedui", appauthor=False, ensure_exists=True)


def _import(path: Path, console: Console) -> int:
    """Takes the sample reports into the store; how many could not be."""
    failed = 0
    with Store.open(path, curator=console.curator) as store:
        for step in ingest.run(store, [SEEDS]):
            console.progress(step.done, step.total, step.name)
            if step.problem:
                console.complain(step.problem)
                failed += 1
    return failed


def _write(out: Path, console: Console) -> int:
    out.mkdir(parents=True, exist_ok=True)
    path = out / "demo.hedui"
    failed = _import(path, console)
    with Store.open(path, read_only=True) as store:
        for name, kind in _DATA:
            exporting.write(store, out / name, filters.ALL, kind)
        store.backup(out / "sample.hedui")
        documents, facts = len(store.documents()), store.count()
        largest = sorted(store.documents(), key=lambda row: -row.facts)[:SAMPLED]
    where = f"document:{','.join(str(row.id) for row in sorted(largest, key=lambda row: row.id))}"
    approved = _sample(out, where, console)
    told = _README.format(facts=facts, documents=documents, approved=approved, reports=len(largest), where=where)
    (out / "README.md").write_text(told, encoding="utf-8")
    code = _desktop("--pictures", str(out / "pictures"), str(out / "sample.hedui"), offscreen=True)
    console.words(f"已写出到 {out}", f"Written to {out}")
    return code or (1 if failed else 0)


def _sample(out: Path, where: str, console: Console) -> int:
    """Approves the sample in the copy and writes its totals; how many facts that is."""
    with Store.open(out / "sample.hedui", curator="hedui demo") as store:
        wanted = store.fact_ids(filters.parse(where))
        edits.approve(store, wanted)
        found = totalling.rows(store, filters.ALL)
    heads = (*found.by, "value", "unit", "bound", "planned", "facts")
    with (out / "totals.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for row in found.rows:
            ids = " ".join(map(str, row.facts))
            value = exporting.plain(row.value)
            writer.writerow((*row.label(console.language), value, row.unit, row.bound.value, row.planned, ids))
    return len(wanted)


def _desktop(*arguments: str, offscreen: bool = False) -> int:
    """The window in a process of its own: the library knows no Qt, and a script without a screen still runs."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), environment.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "desktop", *arguments]
    if not offscreen:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603
    environment["QT_QPA_PLATFORM"] = "offscreen"
    ended = subprocess.run(command, env=environment, check=False, stderr=subprocess.PIPE)  # noqa: S603
    for line in ended.stderr.decode(errors="replace").splitlines():
        if not line.startswith(_CHATTER):
            print(line, file=sys.stderr)
    return ended.returncode
