"""Damage is put right as the cases say, and clean text is left alone."""

from __future__ import annotations

import doctest
import importlib
import json
from pathlib import Path

import pytest

from core.records import RepairKind
from core.repair import repair

CASES = Path(__file__).parents[2] / "cases"
SEEDS = Path(__file__).parents[3] / "seeds"
DAMAGED = json.loads((CASES / "repair.json").read_text(encoding="utf-8"))
CLEAN = json.loads((CASES / "repair_clean.json").read_text(encoding="utf-8"))
MODULES = "columns draft furniture glosses invisible likelihood metadata mojibake origin plan punctuation readings simplified slips spaces traditional wraps"


@pytest.mark.parametrize("case", DAMAGED, ids=[case["what"] for case in DAMAGED])
def test_damage_is_put_right(case: dict[str, str]) -> None:
    assert repair(case["raw"]).text == case["text"]


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair(text).text == text


def test_there_are_a_hundred_clean_texts() -> None:
    assert len(CLEAN) >= 100


@pytest.mark.parametrize("module", MODULES.split())
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
