"""Traditional text becomes simplified exactly as OpenCC's t2s gives it."""

from __future__ import annotations

import random

import pytest
from opencc import OpenCC

from core.repair.simplified import _phrases, _table, simplify

OPENCC = OpenCC("t2s")
#: Variants of Taiwan and Hong Kong that OpenCC's t2s leaves and this program does not.
OURS = {chr(code) for code in _table() if OPENCC.convert(chr(code)) != _table()[code]}


@pytest.mark.parametrize("seed", range(5))
def test_phrases_and_characters_convert_as_in_opencc(seed: int) -> None:
    chance = random.Random(seed)
    singles = [chr(code) for code in _table() if chr(code) not in OURS]
    text = "".join(chance.choice(list(_phrases()[1])) + "".join(chance.choices(singles, k=2)) for _ in range(800))
    assert simplify(text) == OPENCC.convert(text)


def test_overlapping_phrases_convert_as_in_opencc() -> None:
    phrases = sorted(_phrases()[1])
    text = ",".join(one + other[1:] for one in phrases for other in phrases if one[-1] == other[0])
    assert simplify(text) == OPENCC.convert(text)


def test_few_variants_go_beyond_opencc() -> None:
    assert len(OURS) < 50
