"""Brings the translations up to date: texts from the code into `hedui_zh.ts`, and that into `hedui_zh.qm`.

Run it after changing a text of the window; write what is new in `hedui_zh.ts` (Qt Linguist, or any editor), and
run it again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parent.parent / "desktop"
TOOLS = Path(sys.executable).parent


def collect(texts: Path) -> None:
    """Put every text of the window into a file of translations; what is gone from the code goes."""
    files = sorted(str(path) for path in SOURCES.glob("*.py"))
    _run("pyside6-lupdate", *files, "-no-obsolete", "-locations", "none", "-ts", str(texts))


def compile_(texts: Path, compiled: Path) -> None:
    """Make the file that the program loads."""
    _run("pyside6-lrelease", str(texts), "-qm", str(compiled))


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", action="store_true", help="only collect the texts")
    collect(HERE / "hedui_zh.ts")
    if not parser.parse_args().texts:
        compile_(HERE / "hedui_zh.ts", HERE / "hedui_zh.qm")
