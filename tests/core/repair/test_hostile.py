"""Repair ends, in work that grows with the text and no more, whatever the text."""

from __future__ import annotations

import pytest

from core.records import RepairKind
from core.repair import draft, glosses, plan, repair, slips
from core.repair.draft import Fix

LENGTH = 200_000
UNITS = {
    "digits": "7",
    "opening brackets": "(",
    "closing brackets": ")",
    "glosses of nothing": "(qū)",
    "glosses that fit": "戰(zhàn)",
    "torn characters that nothing fits": "?qū)",
    "torn characters": "對?qū)",
    "characters torn by signs": "中?！编,,",
    "question marks": "?",
    "commas": ",,",
    "doubled commas": "中,,",
    "newlines": "\n",
    "foreign line ends": "\r",
    "spaces": " ",
    "wide spaces": "\u3000",
    "lost characters": "中\ufffd",
    "private use": "\ue78b",
    "NUL": "\x00",
    "zero width": "中\u200b",
    "halves of surrogates": "\ud800",
    "wrong decoding": "ä¸\xad",
    "particles": "隨著",
    "phrases": "乾隆",
    "columns on one line": "左栏文字左栏文字      右栏文字右栏文字      ",
    "columns": "左栏文字左栏文字左栏文字      右栏文字右栏文字右栏文字\n",
    "page numbers": "第1页\n",
    "labels": "来源:",
    "days": "2020-1-1 ",
    "full-width figures": "１．",
    "letters": "a",
    "open lines": "这一行没有结尾\n",
    "cells": "甲\t乙\n",
}


def noise(unit: str) -> str:
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_text_of_one_thing_only_is_repaired_to_an_end(unit: str) -> None:
    raw = noise(unit)
    repaired = repair(raw)
    assert sum(piece.end - piece.start for piece in repaired.pieces) == len(repaired.text)
    assert all(raw[done.start : done.end] == done.before for done in repaired.repairs)


@pytest.mark.parametrize("unit", ["中?！编,,", "對?qū)", "?qū)"])
def test_torn_places_share_a_bounded_work(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    works: list[slips.Work] = []

    class Counted(slips.Work):
        def __init__(self) -> None:
            super().__init__()
            works.append(self)

    monkeypatch.setattr(slips, "Work", Counted)
    list(glosses.fix(noise(unit)))
    assert [work.left < 0 for work in works] == [True]
    assert works[0].left > -slips.MOST_WORK  # what one place takes at most, not what the text holds


def test_more_torn_places_than_can_be_put_together_are_reported_once() -> None:
    repaired = repair(noise("對?qū)"))
    told = [done for done in repaired.repairs if "too many" in done.reason]
    assert [done.kind for done in told] == [RepairKind.DAMAGED]


def test_more_places_than_a_report_can_have_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft, "MOST", 100)
    raw = "中\u200b" * 101
    repaired = repair(raw)
    assert repaired.text == raw
    assert [done.kind for done in repaired.repairs] == [RepairKind.DAMAGED]


def test_a_text_that_never_settles_stays_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(_: str) -> list[Fix]:
        return [Fix(0, 1, "甲乙", RepairKind.WIDTH, "grows")]

    monkeypatch.setattr(plan, "FIXERS", (*plan.FIXERS, plan.Step(grow, bool)))
    repaired = repair("丙丁")
    assert repaired.text == "丙丁"
    assert [done.kind for done in repaired.repairs] == [RepairKind.DAMAGED]


@pytest.mark.parametrize("depth", [3, 10, 60])
def test_nested_damage_settles_or_stays(depth: int) -> None:
    raw = "對" + "(d" * depth + "(duì)" + "uì)" * depth + "口幫扶"
    text = repair(raw).text
    assert repair(text).text == text
