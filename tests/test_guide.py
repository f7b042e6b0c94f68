"""The user guide: its tables are as the code has them, its links lead somewhere, its commands exist."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest

from core.cli.arguments import COMMANDS, parser
from desktop.desk import WORKSPACES
from desktop.pictures import SIZES, THEMES
from docs import build_guide

ROOT = Path(__file__).parent.parent
PAGES = list(build_guide.pages())
NAMES = [str(path.relative_to(build_guide.GUIDE)) for path, _ in PAGES]
TEXTS = [path for path, _ in PAGES] + [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURES = {
    f"{workspace}-{language}-{look}-{size.width()}.png"
    for workspace in WORKSPACES
    for language in build_guide.LANGUAGES
    for look in THEMES
    for size in SIZES
}


@pytest.mark.parametrize(("path", "language"), PAGES, ids=NAMES)
def test_the_tables_are_as_the_code_has_them(path: Path, language: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == build_guide.filled(text, language), "run: python docs/build_guide.py"


def test_both_languages_have_the_same_pages_and_tables() -> None:
    found = {
        language: {
            path.name: re.findall(r"<!-- generated: (\w+) -->|^(?=#+ )", path.read_text(encoding="utf-8"), re.M)
            for path, spoken in PAGES
            if spoken == language
        }
        for language in build_guide.LANGUAGES
    }
    assert found["zh"] == found["en"]


@pytest.mark.parametrize("language", build_guide.LANGUAGES)
def test_every_table_stands_in_the_guide(language: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path, spoken in PAGES if spoken == language)
    assert set(re.findall(r"<!-- generated: (\w+) -->", text)) == set(build_guide.TABLES)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_link_leads_to_a_page_or_a_picture_that_is_drawn(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
    broken = [link for link in links if Path(link).name not in PICTURES and not (path.parent / link).resolve().exists()]
    assert broken == []


def commands_of(path: Path) -> list[str]:
    return re.findall(
        r"^    hedui (.+)$", path.read_text(encoding="utf-8").partition("<!-- generated: commands")[0], re.M
    )


@pytest.mark.parametrize("path", [*(path for path, _ in PAGES), ROOT / "README.md"], ids=lambda path: str(path.name))
def test_the_commands_shown_are_ones_that_can_be_given(path: Path) -> None:
    reader: ArgumentParser = parser()
    for command in commands_of(path):
        given = reader.parse_args(shlex.split(command, comments=True))
        assert callable(given.run)


def test_every_command_has_words_in_both_languages() -> None:
    for language in build_guide.LANGUAGES:
        told = build_guide.commands(language)
        assert [one.name for one in COMMANDS if f"### {one.name}\n" not in told] == []
