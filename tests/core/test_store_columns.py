"""Columns in memory answer as the tables do, whatever is asked and whatever was edited since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import edits, filters
from core.records import Bound, Direction, Per
from core.store import Store, columns, masks
from core.store import held as held_columns
from core.store.reading import FACETS, ORDERS
from tests.core.made_documents import document, fact, facts

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

CONDITIONS = (
    "status:pending", "status:approved,rejected", "indicator:funds.*", "indicator:*.teachers", "indicator:f?nds.[!x]*",
    "category:funds,talent", "provider:110000", "provider:none", "recipient:150000", "recipient:none",
    "place:150900", "place:none", "place:none,110000", "year:2019", "year:2018..2020", "year>2018", "year<=2019",
    "year:none", "value>1e6", "value<24", "value>=24", "value:20..2000", "value:24", "value>0.0000001", "value>1e15",
    "unit:元", "bound:about", "bound:exact", "per:year", "per:none", "planned:yes", "planned:no", "change:increase",
    "change:none", "whole:yes", "whole:no", "same:yes", "tag:复核", "tag:none", "tag:复核,none", "flag:damaged_nearby",
    "flag:none", "curator:张三", "curator:none", "edited:yes", "edited:no", "confidence<0.5", "confidence:0.9..1",
    "document:1", "document:2,3", "document:第二", "document:99", "rule:r", "label:教师", "note:看", "quote:300",
    "text:帮扶资金", "text:教师,捐赠", "text:没有", 'text:"𠮷"', "id:1,3,99", "value:none",
)  # fmt: skip


def _odd():
    text = "第二篇:约5000万元捐赠,其中𠮷祥村每年7个,增长2%。A a"
    year = {"period_start": date(2018, 3, 1), "period_end": None, "period_text": "2018年3月"}
    return document(text, name="第二篇.txt"), (
        fact("约5000万元", 1, text=text, value=Decimal("1e20"), bound=Bound.ABOUT, unit="CNY", rule="rule r", **year),
        fact("7个", 2, text=text, value=Decimal(7), per=Per.YEAR, whole=1, confidence=0.25, note="看一下"),
        fact("2%", 3, text=text, value=Decimal(2), unit="%", change=Direction.INCREASE, same_as=2, flags=("a", "b")),
    )


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        opened.add(*_odd())
        edits.approve(opened, (1, 6))
        edits.tag(opened, (2, 5), "复核")
        edits.remove(opened, (4,))
        yield opened


@pytest.fixture
def held(store):
    """Another store on the same file, with its columns in memory."""
    with store.again() as other:
        assert list(other.hold_columns(0))
        yield other


def _known(text):
    try:
        return filters.parse(text)
    except filters.BadFilter:
        return None


KNOWN = [one for text in CONDITIONS if (one := _known(text))]


def _agree(store, held, wanted, order="document"):
    ids = store.fact_ids(wanted, order)
    assert held.fact_ids(wanted, order) == ids
    assert held.count(wanted) == store.count(wanted) == len(ids)
    first = held.page(wanted, order, limit=2)
    assert first == store.page(wanted, order, limit=2)
    if first:
        assert held.page(wanted, order, after=first[-1].id) == store.page(wanted, order, after=first[-1].id)


@pytest.mark.parametrize("wanted", KNOWN, ids=lambda one: one.text)
@pytest.mark.parametrize("negated", [False, True])
def test_one_condition_lets_the_same_facts_through(store, held, wanted, negated):
    _agree(store, held, filters.Filter(tuple(replace(one, negated=negated) for one in wanted.conditions)))


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{order}" for order in ORDERS)])
def test_every_order_is_the_same(store, held, order):
    _agree(store, held, filters.ALL, order)


@pytest.mark.parametrize("field", FACETS)
@pytest.mark.parametrize("text", ["", "status:pending", "text:资金", "-tag:复核"])
def test_every_facet_is_the_same(store, held, field, text):
    wanted = filters.parse(text)
    for limit in (200, 1):
        assert held.facets(wanted, field, limit) == store.facets(wanted, field, limit)


@QUICK
@given(st.lists(st.tuples(st.sampled_from(KNOWN), st.booleans()), max_size=4), st.sampled_from(sorted(ORDERS)))
def test_conditions_together_let_the_same_facts_through(store, held, chosen, order):
    conditions = [replace(condition, negated=no) for one, no in chosen for condition in one.conditions]
    _agree(store, held, filters.Filter(tuple(conditions)), order)


def _added(store):
    store.add(document(text := "第三篇:帮扶资金9万元。", name="第三篇.txt"), (fact("9万元", 1, text=text),))


def _moved(store):
    edits.reanchor(store, 2, 1, 5)


AFTERWARDS = {
    "approve": lambda store: edits.approve(store, (2, 3)),
    "undo": lambda store: store.undo(),
    "place": lambda store: edits.set_fields(store, (1, 5), recipient=("150429",)),
    "year": lambda store: edits.set_fields(store, (1,), period_end=date(2016, 1, 1)),
    "value": lambda store: edits.set_fields(store, (2,), value=Decimal("0.5")),
    "tag": lambda store: edits.tag(store, (1, 3), "新"),
    "untag": lambda store: edits.untag(store, (2, 5), "复核"),
    "note": lambda store: edits.note(store, (6,), "看"),
    "remove": lambda store: edits.remove(store, (1, 5)),
    "add": lambda store: edits.add(store, fact("1200人次", 99, document=1)),
    "move": _moved,
    "import": _added,
}  # fmt: skip


@pytest.mark.parametrize("what", AFTERWARDS)
def test_what_is_edited_elsewhere_is_seen(store, held, what):
    for wanted in KNOWN:
        held.count(wanted)  # so that there is something to grow stale
    for order in ORDERS:
        held.fact_ids(order=order)
    AFTERWARDS[what](store)
    for wanted in KNOWN:
        _agree(store, held, wanted)
    for order in ORDERS:
        _agree(store, held, filters.ALL, order)
    for field in FACETS:
        assert held.facets(filters.ALL, field) == store.facets(filters.ALL, field)


def test_a_column_of_too_many_values_is_left_to_the_table(store, monkeypatch):
    monkeypatch.setattr(columns, "MOST", 2)
    with store.again() as held:
        list(held.hold_columns(0))
        for wanted in KNOWN:
            _agree(store, held, wanted)
        for order in ORDERS:
            _agree(store, held, filters.ALL, order)
        for field in FACETS:
            assert held.facets(filters.ALL, field) == store.facets(filters.ALL, field)


def test_few_facts_and_many_are_looked_up_alike(store, monkeypatch):
    monkeypatch.setattr(masks, "_AMONG", 0)
    with store.again() as held:
        list(held.hold_columns(0))
        for wanted in KNOWN:
            _agree(store, held, wanted)


@pytest.mark.parametrize(
    "text", ["text:资金", "text:资金,捐赠 unit:CNY", "text:资金 text:教师", "-text:资金", "text:没有"]
)
@pytest.mark.parametrize("order", ["document", "-document", "value"])
def test_a_page_takes_documents_from_the_index_a_few_at_a_time(store, held, monkeypatch, text, order):
    monkeypatch.setattr(held_columns, "_GLANCE", 0)
    monkeypatch.setattr(masks, "_AT_ONCE", 1)
    _added(store)
    _agree(store, held, filters.parse(text), order)


def test_facts_taken_in_while_columns_are_read_are_there(store, monkeypatch):
    monkeypatch.setattr(columns, "SLICE", 2)
    with store.again() as held:
        steps = held.hold_columns(0)
        next(steps)
        _added(store)
        edits.approve(store, (2, 3))
        list(steps)
        _agree(store, held, filters.ALL)
        _agree(store, held, filters.parse("status:approved"))


# --- in a file --------------------------------------------------------------------------------------


@pytest.fixture
def kept(store, monkeypatch):
    """The file in which the columns of a store are kept."""
    monkeypatch.setattr(held_columns, "KEPT", 1)
    with store.again() as other:
        list(other.hold_columns(0))
    return columns.file_of(store.path)


@pytest.fixture
def nothing_read(monkeypatch):
    """Fails where columns are read from the tables and not from the file."""
    monkeypatch.setattr(columns.Columns, "read", lambda *_: pytest.fail("read anew"))


@pytest.mark.usefixtures("kept", "nothing_read")
def test_columns_kept_in_a_file_answer_as_the_tables_do(store):
    edits.reject(store, (2,))
    edits.tag(store, (1,), "新")
    with store.again() as other:
        assert len(list(other.hold_columns(0))) == 1
        for text in (*CONDITIONS[:-1], "tag:新", "status:rejected", ""):
            wanted = filters.parse(text)
            assert other.fact_ids(wanted) == store.fact_ids(wanted), text
            assert other.page(wanted) == store.page(wanted), text
        for field in FACETS:
            assert other.facets(filters.ALL, field) == store.facets(filters.ALL, field)


@pytest.mark.parametrize("harm", ["changed", "cut", "empty", "foreign", "newer"])
def test_a_file_of_columns_that_does_not_fit_is_passed_over(store, kept, tmp_path, harm):
    data = kept.read_bytes()
    if harm == "changed":
        data = data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]
    if harm == "newer":  # than the store, which was put back
        edits.approve(store, (2,))
        with store.again() as other:
            list(other.hold_columns(0))
        data = kept.read_bytes()
    kept.write_bytes({"cut": data[: len(data) // 2], "empty": b"", "foreign": b"{}\n"}.get(harm, data))
    path = store.path
    if harm == "newer":
        path = tmp_path / "b.hedui"
        with Store.open(path, curator="李四") as other:
            other.add(document(), facts())
            other.add(*_odd())
        columns.file_of(path).write_bytes(data)
    with Store.open(path) as other:
        expected = [other.fact_ids(filters.parse(text)) for text in CONDITIONS[:-1]]
        assert list(other.hold_columns(0))
        assert [other.fact_ids(filters.parse(text)) for text in CONDITIONS[:-1]] == expected


def test_a_store_that_is_only_read_keeps_no_file(store, monkeypatch):
    monkeypatch.setattr(held_columns, "KEPT", 1)
    with Store.open(store.path, read_only=True) as other:
        assert list(other.hold_columns(0))
    assert not columns.file_of(store.path).exists()
