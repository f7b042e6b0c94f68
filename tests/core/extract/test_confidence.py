"""Confidence is a probability that more evidence raises."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from core.extract import extract
from core.extract.confidence import MARKS, probability

TABLE = Path(__file__).parents[3] / "resources" / "confidence.toml"


def test_the_table_has_a_weight_for_each_mark_and_no_other() -> None:
    assert list(tomllib.loads(TABLE.read_text(encoding="utf-8"))["weights"]) == list(MARKS)


@pytest.mark.parametrize("value", [0.0, 1.0, 1000.0, -1000.0])
def test_it_is_never_certain(value: float) -> None:
    assert 0.02 <= probability((value,) * len(MARKS)) <= 0.98


def test_a_greater_lead_gives_more_confidence() -> None:
    rest = (0.5,) * (len(MARKS) - 1)
    assert probability((1.0, *rest)) > probability((0.0, *rest))


def test_a_figure_with_telling_words_is_surer_than_one_of_which_nothing_is_told() -> None:
    told = extract("2021年,天津市向甘肃省投入财政帮扶资金2.4亿元。").facts[0]
    untold = extract("2021年,天津市和甘肃省的会上提到那一边有2.4亿元。").facts[0]
    assert told.confidence > untold.confidence


def test_stated_confidence_keeps_to_what_reports_give_at_first_sight() -> None:
    """Of unread reports two thirds of the facts are right in all: no figure may claim much more than was found."""
    best = tuple(float(name not in ("nothing", "flagged")) for name in MARKS)
    assert 0.5 < probability(best) < 0.8


def test_all_marks_together_separate_good_facts_from_bad_ones() -> None:
    good = tuple(float(name in ("margin", "score", "near", "places", "dated", "begun", "linked")) for name in MARKS)
    bad = tuple(float(name in ("nothing", "both_sides", "changed")) for name in MARKS)
    assert probability(good) - probability(bad) > 0.15
