"""What holds for the project as a whole: sizes, borders, and that nothing local is committed."""

from __future__ import annotations

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for part in ("core", "desktop") for path in (ROOT / part).rglob("*.py"))
LOCKS = ("constraints.txt", "constraints-develop.txt")

#: The sample reports, as they came.
SEEDS = {
    "000_d3d1a0ef34272f08.txt": "3aab881cb175b9eee2ed06c45e11a1a95cd30e61de67b77f6b4df10f497deb78",
    "001_4269f0bfc06f526b.txt": "d80801333a5fb4ec4cc67d1e4d13fed4186fe0c418ba0127a7259f26184e70a6",
    "002_c52947674760a02e.txt": "5adffd4e24926b8bc606f08562ec2975c0f761f736c679c2b112ea9343b0ca72",
    "003_b14426188eb44478.txt": "30dbcde1ba3f2eab894a4f646bdf25e146e5fe26a4b4e99e1964fa0af95f25c1",
    "004_9bb8ad4843e64388.txt": "de676f49a1ab56a796317cc1904c5ef672a7240ea67c6b2a1085a9fa84bdc5f1",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def longest(tree: ast.AST, kinds: tuple[type[ast.AST], ...]) -> tuple[int, str]:
    sizes = [(node.end_lineno - node.lineno + 1, node.name) for node in ast.walk(tree) if isinstance(node, kinds)]
    return max(sizes, default=(0, ""))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_stays_small_enough_to_read_in_one_go(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert len(source.splitlines()) <= 420
    assert longest(tree, (ast.ClassDef,)) <= (250, "~")
    assert longest(tree, (ast.FunctionDef, ast.AsyncFunctionDef)) <= (50, "~")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_importing_core_loads_no_qt() -> None:
    program = (
        "import importlib, pkgutil, sys, core\n"
        "for module in pkgutil.walk_packages(core.__path__, 'core.'):\n"
        "    if not module.name.endswith('__main__'): importlib.import_module(module.name)\n"
        "barred = ('PySide6', 'shiboken6', 'pyqtgraph', 'desktop')\n"
        "print([name for name in sys.modules if name.split('.')[0] in barred])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "digest"), SEEDS.items())
def test_the_sample_reports_are_as_they_came(name: str, digest: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", LOCKS)
def test_a_list_of_packages_names_versions_and_hashes_only(name: str) -> None:
    lines = [line.strip().rstrip("\\").strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    pinned = re.compile(r"[\w.\-]+(\[[\w,\-]+\])?==[\w.+!]+( ; .+)?|--hash=sha256:[0-9a-f]{64}")
    assert [line for line in lines if line and not pinned.fullmatch(line)] == []


def test_both_lists_of_packages_agree() -> None:
    run, develop = (
        set(re.findall(r"^[\w.\-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.M)) for name in LOCKS
    )
    assert run <= develop


def test_the_resources_from_elsewhere_tell_their_source() -> None:
    sources = (ROOT / "resources" / "SOURCES.md").read_text(encoding="utf-8")
    folders = sorted(path.name for path in (ROOT / "resources").iterdir() if path.is_dir() and path.name[0] not in "_.")
    assert [folder for folder in folders if f"`{folder}/" not in sources] == []


# --- Chinese type -----------------------------------------------------------------------------------

#: What reads and matches the texts of others rather than speaking to a curator.
READING = ("extract", "repair", "read", "gazetteer", "numerals.py", "units.py")
#: But for the letters of menus and the patterns of file names.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff](?:[,;:?!]|\((?!&|\*))")
#: Patterns, the filter language, and the names of rules.
NO_SENTENCE = re.compile(r"\\|&gt;|核对:|curator:")


def told() -> Iterator[tuple[Path, str]]:
    """What the program says in Chinese: strings of `core` that are no docstrings, and the window's translations."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        if path.relative_to(ROOT / "core").parts[0] not in READING:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            statements = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]  # docstrings
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in statements:
                    yield path, node.value
    for path in sorted((ROOT / "resources" / "translations").glob("*.ts")):
        for text in re.findall(r"<translation>(.*?)</translation>", path.read_text(encoding="utf-8"), re.DOTALL):
            yield path, text


def test_chinese_sentences_are_set_with_full_width_signs() -> None:
    half = [(path.name, text) for path, text in told() if HALF_WIDTH.search(text) and not NO_SENTENCE.search(text)]
    assert half == []
