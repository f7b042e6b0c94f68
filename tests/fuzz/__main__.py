"""Fuzzes with atheris, which follows the branches of the program: what breaks is written down once, and it goes on.

    python -m tests.fuzz [TARGET|all] [SECONDS]

Each kind of failure (its type and the line of the program that it came from) is kept in `found/` as JSON of the form
of `tests/cases/hostile.json`, where it belongs once it is mended.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path("found")
LONGEST = 60  # seconds that one input may take

with atheris.instrument_imports(include=["core"]):
    from tests.fuzz.targets import TARGETS


def place_of(failure: Exception) -> str:
    """The type of a failure and the last line of the program that it came through."""
    frames = [frame for frame in traceback.extract_tb(failure.__traceback__) if str(ROOT) in frame.filename]
    last = frames[-1] if frames else None
    return f"{type(failure).__name__} at {Path(last.filename).name}:{last.lineno}" if last else type(failure).__name__


def keep(target: str, data: bytes, what: str, number: int) -> None:
    """Writes a find down."""
    found = {"target": target, "what": what, "bytes": base64.b64encode(data).decode()}
    (FOUND / f"{target}-{number}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    sys.stdout.write(f"FOUND {target}: {what}\n")
    sys.stdout.flush()


def fuzz(name: str, seconds: int) -> None:
    """Runs one target in this process, to its end."""
    target, known = TARGETS[name], set[str]()
    FOUND.mkdir(exist_ok=True)

    def one(data: bytes) -> None:
        try:
            target.run(data)
        except Exception as failure:  # noqa: BLE001 - whatever it is, it is what is looked for
            what = place_of(failure)
            if what not in known:
                known.add(what)
                keep(name, data, what, len(known))

    with tempfile.TemporaryDirectory() as folder:
        for at, seed in enumerate(target.seeds()):
            Path(folder, str(at)).write_bytes(seed)
        words = Path(f"{folder}.words")
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in (*target.words, "0")), encoding="ascii")
        options = [f"-max_total_time={seconds}", f"-timeout={LONGEST}", "-rss_limit_mb=4096", "-max_len=8192"]
        options += [f"-dict={words}", "-print_final_stats=1", f"-artifact_prefix={FOUND / name}-slow-", folder]
        atheris.Setup([sys.argv[0], *options], one)
        atheris.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word.encode("utf-8", "surrogatepass"))


def main(name: str, seconds: int) -> int:
    """One target here, or all of them one after the other, each in a process of its own."""
    if name in TARGETS:
        fuzz(name, seconds)
        return 0
    for each in TARGETS:
        sys.stdout.write(f"{each} for {seconds} s\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "tests.fuzz", each, str(seconds)], check=False)
    return int(FOUND.exists() and any(FOUND.iterdir()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all", int(sys.argv[2]) if len(sys.argv) > 2 else 60))
