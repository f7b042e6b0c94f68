"""The garbage collector rests while a text is worked on, and only then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from core.extract import extract
from core.repair import repair
from core.uncollected import uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    runs = gc.isenabled()
    yield
    (gc.enable if runs else gc.disable)()


@pytest.mark.parametrize("runs", [True, False])
def test_what_the_collector_did_before_holds_again(runs: bool) -> None:
    (gc.enable if runs else gc.disable)()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is runs


def test_a_pause_within_a_pause_does_not_end_it() -> None:
    gc.enable()
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_ends_the_pause() -> None:
    gc.enable()
    with pytest.raises(ValueError, match="torn"), uncollected():
        raise ValueError("torn")
    assert gc.isenabled()


def test_a_text_repaired_and_extracted_leaves_the_collector_running_and_nothing_in_circles() -> None:
    text = "2019年，北京市投入帮扶资金3000万元，培训贫困劳动力1200人次，其中甘肃省定西市安定区300人次。\n" * 3
    gc.enable()
    extract(repair(text).text)
    gc.collect()
    made = extract(repair(text * 2).text)
    assert gc.isenabled()
    assert made.facts
    assert gc.collect() == 0
