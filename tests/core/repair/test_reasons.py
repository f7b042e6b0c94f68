"""Every reason that a repair can have is told in Chinese too."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest

from core.repair import reasons, repair

ROOT = Path(__file__).parents[3]
TABLE = tomllib.loads((ROOT / "resources" / "repair" / "reasons.toml").read_text(encoding="utf-8"))["sentences"]
PAGE = tomllib.loads((ROOT / "resources" / "repair" / "page.toml").read_text(encoding="utf-8"))
CASES = [
    case["raw"]
    for name in ("repair", "repair_known_failures")
    for case in json.loads((ROOT / "tests" / "cases" / f"{name}.json").read_text(encoding="utf-8"))
]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
#: Names that Chinese leaves as they are.
NAMES = re.compile("Big5|GBK|UTF-8")


def written_in_code() -> set[str]:
    """Texts in the fixers that read like a sentence of the table: those are to stand there."""
    found: set[str] = set()
    for path in sorted((ROOT / "core" / "repair").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Fix", "Move", "Slip"}:
                found |= {
                    each.value
                    for each in node.args
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and " " in each.value.strip()
                }
    return found


@pytest.mark.parametrize("raw", [*SEEDS, *CASES])
def test_reasons_of_repairs_are_chinese(raw: str) -> None:
    for reason in {done.reason for done in repair(raw).repairs}:
        chinese = reasons.sentence(reason, "zh")
        assert chinese != reason
        assert re.search(r"[\u4e00-\u9fff]", chinese)


@pytest.mark.parametrize(
    "reason", sorted({row["reason"] for rows in (PAGE["anywhere"], PAGE["at_ends"]) for row in rows})
)
def test_reasons_of_the_page_table_have_chinese(reason: str) -> None:
    assert reason in TABLE


@pytest.mark.parametrize("reason", sorted(written_in_code()))
def test_reasons_written_in_the_fixers_have_chinese(reason: str) -> None:
    assert reason in TABLE


@pytest.mark.parametrize(("english", "chinese"), TABLE.items())
def test_both_languages_speak_of_the_same_words(english: str, chinese: str) -> None:
    assert english.count("{}") == chinese.count("{}")
    assert not re.search("[A-Za-z]", NAMES.sub("", chinese))


def test_what_a_reason_speaks_of_stays() -> None:
    told = "characters torn apart in GBK by the gloss “yáng”; 3 other readings were less likely"
    assert reasons.sentence(told, "zh") == "注音“yáng”按 GBK 字节插入，把字拆开了；另有 3 种读法，可能性较小"
    assert reasons.sentence("title: 甲; 乙", "zh") == "标题：甲; 乙"


def test_english_and_unknown_reasons_stay() -> None:
    assert reasons.sentence("page number") == "page number"
    assert reasons.sentence("a reason of a later version", "zh") == "a reason of a later version"
