"""Damage is put right as the cases say, and clean text is left alone."""

from __future__ import annotations

import doctest
import importlib
import json
import re
import sys
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from core.records import RepairKind
from core.repair import repair
from core.repair.simplified import simplify

sys.path.insert(0, str(Path(__file__).parent))
from made_damage import damage_lines, dictionary_words, traditional_text

CASES = Path(__file__).parents[2] / "cases"
SEEDS = Path(__file__).parents[3] / "seeds"
DAMAGED = json.loads((CASES / "repair.json").read_text(encoding="utf-8"))
CLEAN = json.loads((CASES / "repair_clean.json").read_text(encoding="utf-8"))
FAILURES = json.loads((CASES / "repair_known_failures.json").read_text(encoding="utf-8"))
MODULES = [path.stem for path in sorted((Path(__file__).parents[3] / "core" / "repair").glob("[a-z]*.py"))]


@pytest.mark.parametrize("case", DAMAGED, ids=[case["what"] for case in DAMAGED])
def test_damage_is_put_right(case: dict[str, str]) -> None:
    assert repair(case["raw"]).text == case["text"]


@pytest.mark.xfail(strict=True, reason="known: see the case")
@pytest.mark.parametrize("case", FAILURES, ids=[case["what"] for case in FAILURES])
def test_known_failures_fail_still(case: dict[str, str]) -> None:
    assert repair(case["raw"]).text == case["text"]


@pytest.mark.parametrize("case", FAILURES, ids=[case["what"] for case in FAILURES])
def test_what_cannot_be_repaired_settles_all_the_same(case: dict[str, str]) -> None:
    text = repair(case["raw"]).text
    assert repair(text).text == text


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair(text).text == text


def test_there_are_a_hundred_clean_texts() -> None:
    assert len(CLEAN) >= 100


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_the_documentation_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"core.repair.{module}")).failed == 0


def test_what_is_lost_for_good_is_reported_and_stays() -> None:
    repaired = repair("投入锟斤拷万元")
    assert repaired.text == "投入锟斤拷万元"
    assert [done.kind for done in repaired.repairs] == [RepairKind.DAMAGED]


def test_a_slip_that_nothing_fits_is_reported_and_stays() -> None:
    repaired = repair("幫扶?zhuāng),資(zī)金")
    assert "?zhuāng)" in repaired.text
    assert RepairKind.DAMAGED in {done.kind for done in repaired.repairs}


@pytest.fixture(scope="module")
def made_text() -> str:
    return traditional_text(dictionary_words(), 12_000, seed=7)


@pytest.mark.parametrize("eaten", ["?", "\ufffd"])
@pytest.mark.parametrize("share", [0.05, 1.0])
def test_made_damage_is_undone(made_text: str, share: float, eaten: str) -> None:
    pairs = [
        (repair(damaged.displayed).text, simplify(damaged.original))
        for damaged in damage_lines(made_text, torn_share=share, eaten=eaten)
    ]
    total = sum(len(wanted) for _, wanted in pairs)
    wrong = sum(
        len(wanted)
        - sum(block.size for block in SequenceMatcher(None, text, wanted, autojunk=False).get_matching_blocks())
        for text, wanted in pairs
        if text != wanted
    )
    assert wrong / total < 0.01


@pytest.mark.parametrize("seed", ["002", "003"])
def test_no_gloss_and_no_slip_is_left_in_the_samples(seed: str) -> None:
    raw = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    assert not re.search(r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]\)|\?|[\ue000-\uf8ff]", repair(raw).text)


def test_columns_are_read_one_after_the_other() -> None:
    raw = next(SEEDS.glob("000_*.txt")).read_text(encoding="utf-8")
    text = repair(raw).text
    assert "实施东西部扶贫协作的重大战略部署" in text
    assert "北京市、大兴区及相关乡镇部门不断加大帮扶资金投入力度" in text
    assert "村级道路2公里及温室大棚配套设施提升项目。" in text


@pytest.mark.parametrize(
    ("seed", "published"),
    [("000", None), ("001", None), ("002", date(2020, 7, 13)), ("003", date(2020, 12, 19)), ("004", None)],
)
def test_day_of_publication_is_read(seed: str, published: date | None) -> None:
    raw = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    assert repair(raw).about.published_on == published
