"""Sentences, clauses and topics of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.extract.sentences import frame, is_heading, narrow

TEXT = "二、产业合作\n强化园区建设。共建园区3个,入驻企业46家;劳务协作方面,就业1300人。\n其中:\n东县50个\n西县70个\n"


def topics(text: str, words: str) -> list[str]:
    laid = frame(narrow(text))
    return [laid.text[topic.words.start : topic.words.end] for topic in laid.topics_at(text.index(words))]


def test_a_sentence_ends_at_a_full_stop_or_line_break_and_not_at_a_semicolon() -> None:
    laid = frame(TEXT)
    assert [TEXT[span.start : span.end] for span in laid.sentences][:3] == [
        "二、产业合作",
        "强化园区建设。",
        "共建园区3个,入驻企业46家;劳务协作方面,就业1300人。",
    ]


def test_closing_quotes_belong_to_the_sentence_they_close() -> None:
    text = "他说:“今年好多了。”大家都笑了。"
    assert [text[span.start : span.end] for span in frame(text).sentences] == ["他说:“今年好多了。”", "大家都笑了。"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("3个", ["二、产业合作", "强化园区建设"]),
        ("1300人", ["二、产业合作", "强化园区建设", "劳务协作"]),
    ],
)
def test_headings_openings_and_leads_hold_for_what_follows(words: str, wanted: list[str]) -> None:
    assert topics(TEXT, words) == wanted


def test_the_line_that_introduces_a_list_is_the_topic_of_its_items() -> None:
    assert topics(TEXT, "70个")[-1] == "其中:"


@pytest.mark.parametrize(
    ("line", "heading"), [("资金支持", True), ("全县脱贫2300人。", False), ("包括以下几项:", False), ("长" * 40, False)]
)
def test_a_heading_is_short_and_has_no_closing_mark(line: str, heading: bool) -> None:
    assert is_heading(line) is heading


@given(st.text(alphabet="一二是方面、,。;:\n()今1,。;:!?", max_size=200))
def test_any_text_has_a_frame_whose_sentences_are_in_order_and_inside_it(text: str) -> None:
    laid = frame(narrow(text))
    borders = [border for span in laid.sentences for border in (span.start, span.end)]
    assert len(laid.text) == len(text)
    assert borders == sorted(borders)
    assert all(0 <= border <= len(text) for border in borders)
    assert all(list(laid.topics_at(position)) is not None for position in range(len(text)))
