from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core import edits
from core.errors import BadValue, StoreProblem
from core.records import Bound, Direction, EditKind, Per, Status
from core.store import Store
from tests.core.made_documents import ABOUT, TEXT, document, facts


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        opened.add(document("另一篇报告。"), ())
        yield opened


@pytest.mark.parametrize(
    ("field", "text", "values"),
    [
        ("quantity", "7300余万元", {"value": Decimal(73000000), "bound": Bound.OVER, "unit": "CNY"}),
        ("quantity", "7300", {"value": Decimal(7300), "unit": "CNY"}),
        ("quantity", "近千万元", {"value": Decimal(10000000), "bound": Bound.ABOUT}),
        ("quantity", "1.2-1.5万元", {"value": Decimal(12000), "value_high": Decimal(15000)}),
        ("quantity", "三十多万人", {"value": Decimal(300000), "bound": Bound.OVER, "unit": "person"}),
        ("indicator", "财政帮扶资金", {"indicator": "funds.government"}),
        ("indicator", "funds.social", {"indicator": "funds.social"}),
        ("recipient", "察右前旗、兴和县", {"recipient": ("150926", "150924")}),
        ("recipient", "crqq", {"recipient": ("150926",)}),
        ("recipient", "150926", {"recipient": ("150926",)}),
        ("provider", "京津", {"provider": ("110000", "120000")}),
        ("provider", "北京市和天津市", {"provider": ("110000", "120000")}),
        ("provider", "", {"provider": ()}),
        ("period", "2018年以来", {"period_start": date(2018, 1, 1), "period_end": date(2020, 7, 13)}),
        ("period", "2018", {"period_start": date(2018, 1, 1), "period_end": date(2018, 12, 31)}),
        ("period", "2018-03-01..2019-02-28", {"period_start": date(2018, 3, 1), "period_end": date(2019, 2, 28)}),
        ("period", "无", {"period_start": None, "period_end": None, "period_text": ""}),
        ("per", "人均", {"per": Per.PERSON}),
        ("per", "", {"per": None}),
        ("planned", "是", {"planned": True}),
        ("planned", "实际", {"planned": False}),
        ("change", "增长", {"change": Direction.INCREASE}),
        ("whole", "#12", {"whole": 12}),
        ("whole", "", {"whole": None}),
        ("tags", "重点、复核 重点", {"tags": ("复核", "重点")}),
        ("note", " 见附表 ", {"note": "见附表"}),
        ("status", "通过", {"status": Status.APPROVED}),
        ("counting", "不计", {"counting": "leave"}),
    ],
)
def test_what_a_curator_types_is_understood(field, text, values):
    read = edits.read_field(field, text, facts()[0], ABOUT)
    assert {name: read[name] for name in values} == values


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("quantity", "很多", "quantity"),
        ("quantity", "3万元和5万元", "quantity"),
        ("indicator", "没有这个指标", "indicator"),
        ("indicator", "", "indicator"),
        ("recipient", "没有这个地方", "place"),
        ("recipient", "999999", "place"),
        ("recipient", "和平区", "ambiguous_place"),
        ("period", "改天", "period"),
        ("period", "2020-02-31..2020-03-01", "period"),
        ("period", "2020-01-01..2018-01-01", "reversed_period"),
        ("per", "每世纪", "choice"),
        ("whole", "第三", "link_missing"),
        ("whole", "#1", "link_itself"),
        ("colour", "红", "field"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(field, text, kind):
    with pytest.raises(BadValue) as told:
        edits.read_field(field, text, facts()[0], ABOUT)
    assert told.value.kind == kind
    assert told.value.sentence("zh") != told.value.sentence("en")


@pytest.mark.parametrize("field", edits.FIELDS)
@pytest.mark.parametrize("text", ["", " ", "😀", "0", "-1", "#", "\x00", "。" * 300, "1e400", "9" * 500])
def test_no_typed_text_breaks_a_field(field, text):
    with suppress(BadValue):
        assert edits.read_field(field, text, facts()[0], ABOUT)


@pytest.mark.parametrize(
    ("act", "status"),
    [(edits.approve, Status.APPROVED), (edits.reject, Status.REJECTED), (edits.reopen, Status.PENDING)],
)
def test_a_decision_sets_the_status_of_all_facts_in_one_edit(store, act, status):
    edits.set_fields(store, (1,), status=Status.REJECTED)
    edits.set_fields(store, (2,), status=Status.APPROVED)
    change = act(store, (1, 2))
    assert {fact.status for fact in store.facts((1, 2))} == {status}
    assert len({row.edit for row in store.history() if row.edit == change.edit}) == 1


def test_an_edit_that_changes_nothing_leaves_no_trace(store):
    change = edits.reopen(store, (1, 2))
    assert change.edit is None
    assert store.history() == ()


def test_a_wrong_link_is_refused_and_nothing_is_written(store):
    other = store.add(document("第三篇有5个。"), ())[0]
    elsewhere = next(iter(edits.add(store, _fact_in(store, other)).facts))
    before = store.version
    for target, kind in ((2, "link_circle"), (1, "link_itself"), (999, "link_missing"), (elsewhere, "link_elsewhere")):
        with pytest.raises(BadValue) as told:
            edits.set_fields(store, (1,), whole=target)
        assert told.value.kind == kind
    assert store.version == before


def _fact_in(store, number):
    text = store.document(number).text
    start = text.index("5个")
    return replace(facts()[2], document=number, start=start, end=start + 2, quote="5个", sentence=text)


def test_a_fact_outside_its_document_is_not_added(store):
    with pytest.raises(BadValue):
        edits.add(store, replace(facts()[2], document=1, end=len(TEXT) + 1))


def test_a_removed_fact_takes_links_to_it_along_and_undo_brings_both_back(store):
    edits.remove(store, (1,))
    assert store.fact(2).whole is None
    with pytest.raises(StoreProblem):
        store.fact(1)
    store.undo()
    assert store.fact(2).whole == 1


def test_a_field_is_given_back_the_value_of_the_extractor(store):
    edits.set_fields(store, (1,), value=Decimal(1), unit="person", note="改了")
    edits.set_fields(store, (1,), value=Decimal(2))
    edits.restore_field(store, (1,), "quantity")
    fact = store.fact(1)
    assert (fact.value, fact.unit, fact.note) == (Decimal("51071200"), "CNY", "改了")
    assert edits.changed_fields(fact, store.original(1)) == ("note",)


def test_a_fact_added_by_hand_has_no_original(store):
    number = next(iter(edits.add(store, _fact_in(store, store.add(document("有5个。"), ())[0])).facts))
    assert store.original(number) is None
    assert edits.changed_fields(store.fact(number), None) == ()


def test_a_fact_moved_to_another_span_quotes_it_and_reads_its_quantity(store):
    start = TEXT.index("24名")
    edits.reanchor(store, 1, start, start + 3)
    fact = store.fact(1)
    assert (fact.quote, fact.value, fact.unit) == ("24名", Decimal(24), "person")
    assert store.verify() == []
    store.undo()
    assert store.fact(1).quote == "5107.12万元"


def test_tags_are_given_counted_renamed_merged_and_deleted(store):
    edits.tag(store, (1, 2), "重点")
    edits.tag(store, (2,), "复核")
    edits.set_tag(store, "重点", colour="#c02020", key=1)
    edits.merge_tags(store, ("重点", "复核"), "要看")
    assert [(tag.name, tag.count, tag.colour, tag.key) for tag in store.tags()] == [("要看", 2, "#c02020", 1)]
    edits.delete_tag(store, "要看")
    assert store.tags() == ()
    store.undo()
    store.undo()
    assert store.tags_of((1, 2)) == {1: ("重点",), 2: ("复核", "重点")}
    assert {tag.name: tag.key for tag in store.tags()} == {"重点": 1, "复核": None}


def test_undoing_what_made_a_tag_leaves_it_to_the_facts_that_carry_it(store):
    made = edits.set_tag(store, "复核", colour="#c02020", key=2)
    edits.tag(store, (1,), "复核")
    store.undo(made.edit)
    assert [(tag.name, tag.colour, tag.key, tag.count) for tag in store.tags()] == [("复核", "", None, 1)]
    assert store.verify() == []


def test_a_key_belongs_to_one_tag(store):
    edits.set_tag(store, "甲", key=1)
    edits.set_tag(store, "乙", key=1)
    assert {tag.name: tag.key for tag in store.tags()} == {"甲": None, "乙": 1}


def test_a_tag_needs_a_name(store):
    with pytest.raises(BadValue):
        edits.tag(store, (1,), "  ")


def test_history_tells_who_did_what_newest_first(store):
    edits.approve(store, (1,))
    edits.note(store, (1,), "已核对附表")
    rows = store.history(fact=1)
    assert [(row.kind, row.field, row.before, row.after, row.who) for row in rows] == [
        (EditKind.SET, "note", "", "已核对附表", "张三"),
        (EditKind.APPROVE, "status", Status.PENDING, Status.APPROVED, "张三"),
    ]
    assert [row.edit for row in store.history(text="附表")] == [rows[0].edit]
    assert store.history(document=2) == ()
    assert [row.kind for row in store.history(before=rows[0].edit)] == [EditKind.APPROVE]
