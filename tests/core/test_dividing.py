"""Splitting and joining facts: one edit, one undo, anchors exact, links, tags and decisions carried on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core import edits
from core.edits.dividing import divided
from core.edits.surroundings import read_selection
from core.errors import BadValue
from core.records import EditKind, Status
from core.store import Store
from tests.core.made_documents import document, fact

TEXT = "2019年,大兴区选派𠮷教师65名、121人次培训,共投入资金5000\n万元,其中教育项目1.2-1.5万元、30、50亩😀。"


def _fact(quote, number, **values):
    return fact(quote, number, text=TEXT, **values)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        opened.add(
            document(TEXT),
            (
                _fact("65名、121人次", 1, value=Decimal(65), value_high=Decimal(121), unit="person", tags=("复核",)),
                _fact("5000", 2, value=Decimal(5000)),
                _fact("万元", 3, value=Decimal(10000), unit="CNY", indicator="funds.government", note="见附表"),
                _fact(
                    "1.2-1.5万元",
                    4,
                    value=Decimal(12000),
                    value_high=Decimal(15000),
                    unit="CNY",
                    indicator="funds.project",
                    whole=3,
                ),
                _fact("30、50亩", 5, value=Decimal(50), unit="mu", whole=1, same_as=4),
            ),
        )
        yield opened


def _standing(store, change):
    return store.facts(sorted(change.facts))


@pytest.mark.parametrize(
    ("number", "quotes", "values"),
    [
        (1, ("65名", "121人次"), (("65", "person"), ("121", "person-time"))),
        (4, ("1.2", "1.5万元"), (("12000", "CNY"), ("15000", "CNY"))),
        (5, ("30", "50亩"), (("30", "mu"), ("50", "mu"))),
    ],
)
def test_a_fact_is_cut_where_its_numbers_are(store, number, quotes, values):
    wrong = store.fact(number)
    change = edits.split(store, number, edits.pieces(store.document(1), wrong))
    made = [one for one in _standing(store, change) if one.quote in quotes]
    assert [one.quote for one in made] == list(quotes)
    assert [TEXT[one.start : one.end] for one in made] == list(quotes)
    assert [(one.value, one.unit) for one in made] == [(Decimal(value), unit) for value, unit in values]
    assert all(one.value_high is None for one in made)
    assert store.verify() == []


def test_a_split_is_one_edit_that_one_undo_takes_back(store):
    before = store.facts(store.fact_ids())
    change = edits.split(store, 1, TEXT.index("、121"))
    assert change.kind is EditKind.SPLIT
    assert len(store.fact_ids()) == len(before) + 1
    assert store.undoable().number == change.edit
    store.undo()
    assert store.facts(store.fact_ids()) == before
    store.redo()
    assert len(store.fact_ids()) == len(before) + 1
    assert store.verify() == []


def test_pieces_keep_tags_and_links_and_wait_for_a_decision(store):
    edits.approve(store, (1,))
    edits.set_fields(store, (4,), whole=1)
    edits.split(store, 1, TEXT.index("、121"))
    first = store.fact(1)
    second = next(one for one in store.facts(store.fact_ids()) if one.quote == "121人次")
    assert {first.status, second.status} == {Status.PENDING}
    assert first.tags == second.tags == ("复核",)
    assert store.original(1).quote == "65名、121人次"
    assert store.original(second.id) is None
    assert store.fact(4).whole == 1


def test_a_part_goes_with_the_piece_that_counts_the_same(store):
    edits.set_fields(store, (2,), whole=1, unit="person-time")
    edits.split(store, 1, TEXT.index("、121"))
    second = next(one for one in store.facts(store.fact_ids()) if one.quote == "121人次")
    assert store.fact(2).whole == second.id


def test_a_repeat_stays_with_the_piece_of_its_value(store):
    edits.split(store, 4, edits.pieces(store.document(1), store.fact(4)))
    assert store.fact(5).same_as is None
    store.undo()
    edits.set_fields(store, (5,), value=Decimal(15000), unit="CNY")
    edits.split(store, 4, edits.pieces(store.document(1), store.fact(4)))
    assert store.fact(store.fact(5).same_as).quote == "1.5万元"


@pytest.mark.parametrize("spans", [(), ((0, 1),), ((0, 5), (3, 8)), ((0, 4), (5, 900)), ((0, 4), (5, 6))])
def test_what_are_no_pieces_is_refused_and_nothing_is_written(store, spans):
    before = store.version
    with pytest.raises(BadValue):
        edits.split(store, 1, spans)
    assert store.version == before


def test_two_halves_of_a_number_become_one_fact(store):
    change = edits.join(store, (3, 2))
    one = store.fact(2)
    assert (one.quote, one.value, one.unit) == ("5000\n万元", Decimal(50_000_000), "CNY")
    assert TEXT[one.start : one.end] == one.quote
    assert (one.indicator, one.note) == ("funds.government", "见附表")
    assert 3 not in store.fact_ids()
    assert store.fact(4).whole == 2
    assert change.kind is EditKind.JOIN
    assert store.verify() == []


def test_a_join_is_taken_back_by_one_undo(store):
    before = store.facts(store.fact_ids())
    edits.join(store, (2, 3))
    store.undo()
    assert store.facts(store.fact_ids()) == before


def test_a_split_range_can_be_joined_again(store):
    before = store.fact(4)
    change = edits.split(store, 4, edits.pieces(store.document(1), before))
    edits.join(store, change.facts - {5})
    assert store.fact(4) == replace(before, sentence=store.fact(4).sentence, measure_word="元")


def test_a_join_makes_no_ring_of_wholes(store):
    edits.set_fields(store, (2,), whole=4)
    edits.join(store, (2, 3))
    assert (store.fact(2).whole, store.fact(4).whole) == (4, None)


@pytest.mark.parametrize("ids", [(), (2,), (2, 2), (1, 2), (2, 4)])
def test_what_is_not_one_quantity_is_not_joined(store, ids):
    before = store.version
    with pytest.raises(BadValue):
        edits.join(store, ids)
    assert store.version == before


def test_a_curators_indicator_stays_on_the_pieces_that_it_fits(store):
    edits.set_fields(store, (1,), indicator="talent.teachers")
    made = divided(store, store.document(1), store.fact(1), TEXT.index("、121"))
    assert made[0].indicator == "talent.teachers"
    assert made[1].indicator != "talent.teachers"


def test_a_selection_is_read_by_its_surroundings_in_a_text_of_any_length():
    line = "2018年,北京市投入资金3亿元。\n"
    long = document(line * 3000 + "2019年,天津市选派教师24名😀。\n" + line * 3000)
    start = long.text.index("24名")
    read = read_selection(long, start, start + 3)
    assert (read.quote, read.start, read.unit) == ("24名", start, "person")
    assert read.period_start.year == 2019


def test_tags_go_on_and_off_in_one_edit(store):
    edits.retag(store, (1, 2), on=("新", " "), off=("复核",))
    assert [store.fact(number).tags for number in (1, 2)] == [("新",), ("新",)]
    store.undo()
    assert store.fact(1).tags == ("复核",)
