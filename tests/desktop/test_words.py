"""A double click selects a whole word, exactly, in any text; the dictionary is read only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.store import Store
from desktop.stretches import Stretches
from desktop.window import Window
from desktop.words import Words, domain_words, made_cutter
from tests.core.made_documents import document, fact
from tests.desktop.everyday import settle

TEXT = "𠮷😀劳务协作带动建档立卡贫困户脱贫,大兴区向察右前旗投入7300余万元。\r\n消费扶贫惠及😀牧民。"


@pytest.fixture(scope="module")
def cutter() -> Any:
    return made_cutter(domain_words())


@pytest.fixture
def words(cutter: Any) -> Words:
    made = Words(QObject())
    made._cutter = cutter
    return made


@pytest.mark.parametrize(
    "word", ["劳务", "协作", "建档立卡", "贫困户", "大兴区", "察右前旗", "7300余万元", "消费扶贫", "惠及", "牧民"]
)
def test_each_character_of_a_word_leads_to_the_whole_word(words: Words, word: str) -> None:
    start = TEXT.index(word)
    for at in range(start, start + len(word)):
        found = words.at(TEXT, at)
        assert found is not None
        low, high = found
        assert low <= start
        assert start + len(word) <= high
        assert "。" not in TEXT[low:high]


@pytest.mark.parametrize("sign", [",", "。", "\n"])
def test_signs_are_no_words(words: Words, sign: str) -> None:
    assert words.at(TEXT, TEXT.index(sign)) is None
    assert words.at(TEXT, len(TEXT)) is None


def test_without_the_dictionary_there_is_no_word_yet_but_it_is_being_read(window: Window) -> None:
    words = Words.of(window.session)
    assert words.at("带动牧民增收", 1) is None
    words.wait()
    settle(window, lambda: words.ready)
    assert words.at("带动牧民增收", 2) == (2, 4)


@pytest.fixture
def window(opened: Callable[..., Window], tmp_path: Path) -> Window:
    with Store.open(tmp_path / "own.hedui") as store:
        store.add(document(TEXT), (fact("7300余万元", 1, text=TEXT),))
    return opened(str(tmp_path / "own.hedui"))


@pytest.mark.parametrize("word", ["建档立卡", "贫困户", "察右前旗", "惠及", "牧民"])
def test_a_double_click_selects_the_word_under_it(window: Window, cutter: Any, word: str) -> None:
    Words.of(window.session)._cutter = cutter
    text = window.review.source.text
    start = TEXT.index(word)
    (rect, *_) = text._rects(start, start + 1)
    click(text, rect.center().toPoint())
    low, high = text.selected()
    assert TEXT[low:high] == text.textCursor().selectedText()
    assert low <= start < high
    assert word in TEXT[low:high]


def test_a_double_click_on_a_mark_is_for_its_fact(window: Window) -> None:
    text = window.review.source.text
    (rect, *_) = text._rects(*text._spans(window.session.facts[0])[0])
    click(text, rect.center().toPoint())
    QApplication.processEvents()
    assert window.session.current == window.session.facts[0]
    assert not text.textCursor().hasSelection()
    assert not Words.of(window.session).ready


def click(text: Any, at: Any) -> None:
    """Press, release, press again, release: as a hand does."""
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(text.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_dictionary_loads_without_what_is_slow_and_deprecated(cutter: Any) -> None:
    assert cutter.initialized
    assert sys.modules.get("pkg_resources", ...) is not None


@pytest.mark.parametrize(
    ("start", "end", "found"), [(0, 1, "a"), (4, 5, ""), (0, 9, "abc"), (2, 3, "ab"), (3, 7, "ac")]
)
def test_stretches_in_view_are_found(start: int, end: int, found: str) -> None:
    stretches = Stretches([(6, 9, "c"), (0, 4, "a"), (2, 3, "b")])
    assert "".join(what for *_, what in stretches.meeting(start, end)) == found
