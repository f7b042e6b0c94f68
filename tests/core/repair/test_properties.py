"""What holds for the repair of any text whatever."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.records import RepairKind
from core.repair import Origin, pack, repair, unpack

FRAGMENTS = st.sampled_from(
    [
        "決戰(zhàn)決勝",
        "年?yáng)",
        "變?yōu)殚L(zhǎng)期",
        "?qū)",
        "(((",
        "(a)",
        ",,",
        ",。",
        "，，",
        "�",
        "?！编l",
        "\r\n",
        "\n",
        "\n\n",
        "  ",
        "          ",
        "\u3000\u3000",
        "\u200b",
        "１２",
        "投入 5 万元",
        "来源: 新华网",
        "2020-7-13",
        "北京市",
        "各旗县市强",
        "。",
        "第1页",
        "—1—",
        "责任编辑：王某",
        "ä¸\xadå›½",
        "锟斤拷",
        "�",
        "\x00",
        "\t",
        "著名",
        "隨著",
        "(xie)(xie)",
        "𠮷",
        "京蒙对口帮扶合作是党中央实施东西部扶贫协作的重大战略部署",
        "上一篇:",
        "本文共100字",
        "14。24亿元",
        "注:数据截至年底",
        "意味著",
        "1\n8对",
        "對(d",
        "uì)",
        "\ufffd\n",
        "    ",
        "陜西",
        "来源:某报 作者:李明 2020-1-2",
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=80),
    st.lists(FRAGMENTS, max_size=30).map("".join),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=4)), max_size=20).map("".join),
)
LENIENT = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@LENIENT
@given(TEXTS)
def test_repairing_twice_changes_nothing(raw: str) -> None:
    text = repair(raw).text
    assert repair(text).text == text


@LENIENT
@given(TEXTS)
def test_pieces_cover_the_text_without_gap(raw: str) -> None:
    repaired = repair(raw)
    at = 0
    for piece in repaired.pieces:
        assert piece.start == at < piece.end
        assert 0 <= piece.raw_start <= piece.raw_end <= len(raw)
        at = piece.end
    assert at == len(repaired.text)


@LENIENT
@given(TEXTS)
def test_every_raw_character_is_kept_or_in_a_repair(raw: str) -> None:
    repaired = repair(raw)
    seen = {at for piece in repaired.pieces for at in range(piece.raw_start, piece.raw_end)}
    seen |= {at for done in repaired.repairs for at in range(done.start, done.end)}
    assert seen == set(range(len(raw)))


@LENIENT
@given(TEXTS)
def test_repairs_quote_the_raw_text(raw: str) -> None:
    repaired = repair(raw)
    assert all(raw[done.start : done.end] == done.before for done in repaired.repairs)


@LENIENT
@given(TEXTS)
def test_kept_characters_trace_home(raw: str) -> None:
    repaired = repair(raw)
    origin = Origin(repaired.pieces, len(raw))
    changed = {
        at
        for done in repaired.repairs
        if done.before != done.after or done.kind is RepairKind.TRADITIONAL
        for at in range(done.start, done.end)
    }
    for at, character in enumerate(repaired.text):
        stretches = origin.to_raw(at, at + 1)
        if len(stretches) == 1 and stretches[0][1] - stretches[0][0] == 1 and stretches[0][0] not in changed:
            assert raw[stretches[0][0]] == character


@LENIENT
@given(TEXTS)
def test_pieces_survive_packing(raw: str) -> None:
    pieces = repair(raw).pieces
    assert unpack(pack(pieces)) == pieces
