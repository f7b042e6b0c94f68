from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from core.read.encodings import decode, is_binary
from tests.core.read.made_files import FIRST, SECOND, THIRD

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
TRADITIONAL = OpenCC("s2t")
SHORT = [
    "联通",
    "移动",
    "合作",
    "中国",
    "资金到位",
    "投入1.2亿元",
    "东西部扶贫协作",
    "姓名:张三",
    "甘肃省临夏州",
    "hello 北京",
    "关于2020年工作总结的报告",
    FIRST,
    SECOND,
    THIRD,
]
MARKED = {"utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "utf-32": "utf-32"}


@pytest.mark.parametrize("encoding", ["utf-8", *MARKED, "gbk", "gb18030"])
@pytest.mark.parametrize("text", SHORT)
def test_text_is_read_in_the_encoding_it_is_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [text for text in SHORT if len(text) > 3])
def test_wide_encodings_are_told_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
@pytest.mark.parametrize("text", SHORT)
def test_big5_is_told_from_gbk(text: str, encoding: str) -> None:
    written = TRADITIONAL.convert(text).encode(encoding, "ignore")
    assert decode(written)[0] == written.decode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_sample_reports_are_read_in_any_encoding(path: Path, encoding: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert decode(text.encode(encoding))[0] == text


def test_traditional_text_in_gb18030_is_read() -> None:
    text = TRADITIONAL.convert(FIRST)
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_glosses_and_characters_outside_gbk_are_read() -> None:
    text = "決戰(zhàn)決勝，萬(wàn)元投入𠮷林"
    assert decode(text.encode("gb18030"))[0] == text


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_cut_at_the_end_stays_visible_and_is_noted(cut: int) -> None:
    text, encoding = decode(FIRST.encode()[:-cut])
    assert (text, encoding) == (FIRST[:-1] + "\ufffd", "utf-8 (damaged: 1)")


def test_a_character_cut_at_the_end_of_gbk_stays_visible_and_is_noted() -> None:
    text, encoding = decode(FIRST.encode("gbk")[:-1])
    assert (text, encoding) == (FIRST[:-1] + "\ufffd", "gb18030 (damaged: 1)")


@pytest.mark.parametrize("at", [10, 40, 100])
def test_broken_bytes_inside_cost_no_more_than_they_are(at: int) -> None:
    data = bytearray(FIRST.encode())
    data[at] = 0xFF
    text, encoding = decode(bytes(data))
    assert encoding.startswith("utf-8 (damaged")
    assert sum(one != other for one, other in zip(text, FIRST, strict=False)) < len(FIRST)
    assert text.replace("\ufffd", "") in FIRST or len(text) - FIRST.count("") <= 3


def test_marks_lost_before_are_not_counted_as_damage() -> None:
    assert decode("资金\ufffd到位".encode()) == ("资金\ufffd到位", "utf-8")


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "no-such-charset", "zlib", "rot13"])
def test_a_wrong_declaration_is_overruled_by_content(declared: str) -> None:
    assert decode(SECOND.encode("gbk"), declared)[0] == SECOND


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Отчёт о помощи за 2020 год. Общая сумма составила пять миллионов рублей.", "cp1251"),
        ("日本語のテキストです。支援の報告", "shift_jis"),
    ],
)
def test_a_declaration_counts_where_nothing_reads_better(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding)[0] == text


def test_plain_ascii_is_utf_8() -> None:
    assert decode(b"GDP 2020: 1.2%") == ("GDP 2020: 1.2%", "utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text(data: bytes) -> None:
    text, encoding = decode(data)
    assert isinstance(text, str)
    codecs.lookup(encoding.partition(" ")[0])


@given(st.text(alphabet=FIRST + SECOND, min_size=12, max_size=200))
def test_common_characters_in_any_order_are_read_back(text: str) -> None:
    assert decode(text.encode())[0] == text


def test_bytes_of_programs_are_no_text() -> None:
    assert is_binary(bytes(range(256)).decode("latin-1") * 4)
    assert not is_binary(FIRST)
