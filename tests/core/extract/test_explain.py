"""The terminal view of why facts are what they are."""

from __future__ import annotations

from core.extract import explain, extract

TEXT = "今年引进企业6家,投资2.1亿元。会议开得很好。帮助就业300人。"


def test_each_sentence_with_facts_is_shown_once_with_its_figures_below() -> None:
    lines = explain(TEXT).splitlines()
    assert lines.count("今年引进企业6家,投资2.1亿元。") == 1
    assert "会议开得很好。" not in lines
    assert [line.split()[1] for line in lines if line.startswith("  [")] == ["6家", "2.1亿元", "300人"]


def test_each_figure_shows_its_indicator_and_the_words_that_weighed() -> None:
    shown = explain(TEXT)
    for fact in extract(TEXT).facts:
        assert fact.indicator in shown
        assert fact.label in shown


def test_a_text_without_facts_explains_nothing() -> None:
    assert explain("没有数字。").strip() == ""
