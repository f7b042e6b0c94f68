"""Sets Hedui up and runs it, on any system: `python3 make.py run`, `python3 make.py test` and so on.

The Makefile calls this file; where there is no make (Windows), call it directly. Needs nothing but
Python's standard library. What is installed goes into `.venv` beside this file, from the pinned lists
`constraints.txt` (to run) and `constraints-develop.txt` (to test); on Debian and Ubuntu the system
libraries that Qt lacks are installed too, where that is allowed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
OLDEST = (3, 11)

#: What Qt needs of a bare Debian or Ubuntu: to draw at all, and to open a window on a screen.
LIBRARIES = ("libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0")
SCREEN_LIBRARIES = (
    "libxcb-cursor0",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
)
DRAW = "from PySide6.QtWidgets import QApplication; QApplication(['probe'])"


class Stop(Exception):
    """A set-up step that cannot go on; the text says what to do."""


# --- the virtual environment ------------------------------------------------------------------------


def python_of(environment: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def check_python() -> None:
    """Refuses an interpreter that is too old, naming a newer one if there is one."""
    if sys.version_info >= OLDEST:
        return
    newer = next((name for minor in range(14, 10, -1) if (name := shutil.which(f"python3.{minor}"))), None)
    hint = f"Use this one: PYTHON={newer} make …" if newer else "Install it from your system or python.org."
    raise Stop(f"Hedui needs Python 3.11 or newer; this is {sys.version.split()[0]}. {hint}")


def make_environment() -> None:
    """Makes `.venv` where there is none that works."""
    python = python_of(ENVIRONMENT)
    if python.exists() and call([python, "-c", "import pip"], quiet=True) == 0:
        return
    say("Making the virtual environment .venv")
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (subprocess.CalledProcessError, OSError):
        minor = f"python3.{sys.version_info.minor}-venv"
        install_system(("python3-venv",), f"Python's venv module is not complete ({minor})")
        venv.create(ENVIRONMENT, with_pip=True, clear=True)


def install(constraints: str) -> None:
    """Installs the pinned packages of one list and Hedui itself, unless that was done already."""
    check_python()
    make_environment()
    listed = ROOT / constraints
    mark = ENVIRONMENT / f"installed-{listed.stem}"
    wanted = hashlib.sha256(listed.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    say(f"Installing the packages of {constraints}")
    pip = [python_of(ENVIRONMENT), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if call([*pip, "--no-deps", "--require-hashes", "--requirement", listed]):  # the list is complete
        raise Stop("The packages could not be installed: see the lines above.")
    if call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT]):
        raise Stop("Hedui itself could not be installed: see the lines above.")
    mark.write_text(wanted)


# --- system libraries -------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window could be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_qt() -> None:
    """Sees that Qt can draw here, and installs what it lacks where that is allowed."""
    if not sys.platform.startswith("linux"):
        return
    if draws("offscreen"):
        wanted = SCREEN_LIBRARIES if has_display() and not draws("") else ()
    else:
        wanted = LIBRARIES + (SCREEN_LIBRARIES if has_display() else ())
    if wanted:
        install_system(wanted, "Qt lacks system libraries")


def draws(platform: str) -> bool:
    """Whether Qt starts on `platform` ("" for the system's own)."""
    environment = {**os.environ, **({"QT_QPA_PLATFORM": platform} if platform else {})}
    return call([python_of(ENVIRONMENT), "-c", DRAW], quiet=True, environment=environment) == 0


def install_system(packages: tuple[str, ...], why: str) -> None:
    """Installs Debian packages as root or with a sudo that asks nothing; else says how."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    by_hand = "sudo apt-get update && sudo " + " ".join(command)
    if not shutil.which("apt-get"):
        raise Stop(f"{why}. Install what your system calls these Debian packages: {' '.join(packages)}")
    as_root = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and (not shutil.which("sudo") or call([*as_root, "true"], quiet=True)):
        raise Stop(f"{why}. Run this once, then try again:\n  {by_hand}")
    say(f"{why}: installing {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    call([*as_root, "apt-get", "update", "--quiet", "--quiet"], environment=environment)
    if call([*as_root, *command, "--quiet", "--quiet"], environment=environment):
        raise Stop(f"{why}, and they could not be installed. Run this by hand:\n  {by_hand}")


# --- what can be asked for --------------------------------------------------------------------------


def run(words: list[str]) -> int:
    """The program with the sample reports; without a display, the same job offscreen into the folder demo/."""
    install("constraints.txt")
    check_qt()
    out = [] if has_display() or "--out" in words else ["--out", ROOT / "demo"]
    return project(["-m", "core.cli", "demo", *out, *words])


def test(words: list[str]) -> int:
    """The tests."""
    develop()
    return project(["-m", "pytest", *words], offscreen=True)


def check(words: list[str]) -> int:
    """Format, lint, types, import contracts."""
    develop()
    steps = (
        ["-m", "ruff", "format", *(words or ["--check"]), "."],
        ["-m", "ruff", "check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    )
    return max(project(step) for step in steps)


def bench(words: list[str]) -> int:
    """The figures, as ratios in one run."""
    develop()
    return project(["-m", "tests.benchmarks", *words], offscreen=True)


def soak(words: list[str]) -> int:
    """A thousand processes (or as many as are named) killed while they edit; what that lost."""
    develop()
    return project(["-m", "tests.core.killing", *words], offscreen=True)


def fuzz(words: list[str]) -> int:
    """A fuzzer on one way in, or on all: `target seconds`. Its engine has wheels for few systems: not in the lists."""
    develop()
    if call([python_of(ENVIRONMENT), "-c", "import atheris"], quiet=True):
        pip = [python_of(ENVIRONMENT), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if call([*pip, "atheris>=3"]):
            raise Stop("The fuzzer atheris could not be installed; it needs Linux or macOS.")
    return project(["-m", "tests.fuzz", *words], offscreen=True)


def shots(words: list[str]) -> int:
    """The pictures of docs/pictures."""
    develop()
    return project(["-m", "desktop", "--pictures", ROOT / "docs" / "pictures", *words], offscreen=True)


def guide(words: list[str]) -> int:
    """The generated tables of the user guide anew."""
    develop()
    return project(["docs/build_guide.py", *words], offscreen=True)


def bundle(words: list[str]) -> int:
    """The stand-alone program in dist/hedui, tried in an empty environment."""
    develop()
    made = [python_of(ENVIRONMENT), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    if code := call([*made, "packaging/hedui.spec", *words]):
        return code
    folder = ROOT / "dist" / "hedui"
    program = next(path for path in (folder / "hedui", folder / "hedui.exe") if path.exists())
    with tempfile.TemporaryDirectory() as home:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
        bare = {**kept, "HOME": home, "USERPROFILE": home, "QT_QPA_PLATFORM": "offscreen"}
        if code := call([program, "demo", "--out", Path(home) / "demo"], environment=bare):
            return code
        pictures = len(list(Path(home, "demo", "pictures").glob("*.png")))
        facts = Path(home, "demo", "facts.csv").read_text(encoding="utf-8-sig").count("\n") - 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    say(f"dist/hedui: {size / 2**20:.0f} MiB; its demo wrote about {facts} facts and {pictures} pictures")
    return 0 if facts > 0 and pictures > 0 else 1


def lock(words: list[str]) -> int:
    """The two pinned lists anew, from pyproject.toml (names, versions and hashes only)."""
    develop()
    call([python_of(ENVIRONMENT), "-m", "pip", "install", "--quiet", "uv"])
    lists = {"constraints.txt": ("build",), "constraints-develop.txt": ("build", "test", "check", "bench", "bundle")}
    return max(lock_one(listed, groups, words) for listed, groups in lists.items())


def lock_one(listed: str, groups: tuple[str, ...], words: list[str]) -> int:
    """Resolves one list for every system and Python that Hedui runs on."""
    uv = [python_of(ENVIRONMENT), "-m", "uv", "pip", "compile", "pyproject.toml"]
    every = ["--universal", "--python-version", "3.11"]  # every system, every Python from this one on
    plain = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    chosen = [word for group in groups for word in ("--group", f"pyproject.toml:{group}")]
    return call([*uv, *every, *plain, "--output-file", listed, *chosen, *words])


def develop() -> None:
    """Sets up what tests and checks need."""
    install("constraints-develop.txt")
    check_qt()


ASKED = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "soak": soak,
    "fuzz": fuzz,
    "shots": shots,
    "guide": guide,
    "bundle": bundle,
    "lock": lock,
}


def project(words: list[str | Path], *, offscreen: bool = False) -> int:
    """Runs the environment's Python in the project's folder."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return call([python_of(ENVIRONMENT), *words], environment=environment)


def call(words: list[str | Path], *, quiet: bool = False, environment: dict[str, str] | None = None) -> int:
    """Runs a command in the project's folder and gives its exit code."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.call([str(word) for word in words], cwd=ROOT, stdout=output, stderr=output, env=environment)


def say(sentence: str) -> None:
    """One line of progress."""
    print(sentence, flush=True)


def main() -> int:
    """Reads the command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Sets Hedui up and runs it.")
    asked = parser.add_subparsers(dest="asked", required=True)
    for name, function in ASKED.items():
        asked.add_parser(name, help=function.__doc__)
    options, words = parser.parse_known_args()
    try:
        return ASKED[options.asked](words)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
