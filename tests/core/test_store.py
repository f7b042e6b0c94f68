import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core import edits, filters, schema
from core.errors import StoreProblem
from core.read import Page
from core.records import Direction, EditKind, Per
from core.store import Store
from core.store.reading import FACETS, ORDERS
from tests.core.made_documents import TEXT, document, fact, facts

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ODD = st.text(alphabet=st.sampled_from("ab1A 资金帮扶(()\"'*-^:。\n\t𠮷😀é\u0301\u3000\x00\u200bＡ"), max_size=30)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "甲.hedui", curator="张三") as opened:
        opened.add(document(), facts())
        yield opened


# --- documents --------------------------------------------------------------------------------------


def test_a_document_comes_back_as_it_went_in(store):
    assert store.document(1) == replace(document(), id=1)


@QUICK
@given(ODD, ODD)
def test_any_text_comes_back_as_it_went_in(store, text, raw):
    number, _ = store.add(document(text, raw=text + raw), ())
    kept = store.document(number)
    assert (kept.text, kept.raw) == (text, text + raw) or not store.add(document(text, raw=text + raw), ())[1]


def test_the_same_bytes_are_taken_in_once(store):
    assert store.add(document(name="副本.txt"), facts()) == (1, False)
    assert store.count() == 4


def test_facts_get_ids_of_the_store_and_their_links_follow(store):
    number, _ = store.add(document("另一篇:100万元,其中5万元。"), (
        fact("100万元", 1, text="另一篇:100万元,其中5万元。"),
        fact("5万元", 2, text="另一篇:100万元,其中5万元。", whole=1, same_as=1),
    ))  # fmt: skip
    whole, part = store.page(filters.parse(f"document:{number}"))
    assert (part.whole, part.same_as) == (whole.id, whole.id)
    assert whole.id > 4


_FILLED = {
    "value": Decimal("-0.5"), "value_high": Decimal("1E+2"), "measure_word": "名", "period_start": date(2019, 1, 1),
    "period_end": date(2019, 12, 31), "per": Per.YEAR, "whole": 1, "change": Direction.TO, "same_as": 1,
}  # fmt: skip
_EMPTY = {"value": Decimal("1E-9"), "measure_word": "", "period_end": date(1, 1, 1)}


@pytest.mark.parametrize("values", [{}, _EMPTY, _FILLED, *({name: value} for name, value in _FILLED.items())])
def test_every_field_of_a_fact_comes_back_filled_or_not(tmp_path, values):
    given = [fact("300万元", 1), fact("24名", 2, **values)]
    with Store.open(tmp_path / "a.hedui") as store:
        store.add(document(), given)
        assert store.facts([1, 2]) == tuple(replace(one, document=1) for one in given)
        assert store.verify() == []


def test_pages_of_a_paged_document_come_back(store):
    pages = (Page(0, 3, 595.0, 842.0, ((10.5, 20.0, 30.25, 40.0), (0.0, 0.0, 0.0, 0.0), (1.0, 2.0, 3.0, 4.0))),)
    number, _ = store.add(document("有页。"), (), pages)
    assert store.pages(number) == pages
    assert store.pages(1) == ()


def test_the_document_list_counts_decisions(store):
    edits.approve(store, (1, 2))
    edits.reject(store, (3,))
    row = store.documents()[0]
    assert (row.facts, row.pending, row.approved, row.rejected) == (4, 1, 2, 1)
    assert store.documents([1]) == store.documents()


# --- facts ------------------------------------------------------------------------------------------


def test_facts_come_in_the_order_asked(store):
    assert [one.id for one in store.facts((3, 1, 99, 2))] == [3, 1, 2]


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{order}" for order in ORDERS)])
def test_pages_one_behind_the_other_give_every_fact_once(store, order):
    store.add(document("第二篇:5个,5个。"), (
        fact("5个", 1, text="第二篇:5个,5个。"), fact("5个,", 2, text="第二篇:5个,5个。"),
    ))  # fmt: skip
    seen, after = [], None
    while page := store.page(order=order, after=after, limit=2):
        seen += [one.id for one in page]
        after = seen[-1]
    assert seen == list(store.fact_ids(order=order))
    assert sorted(seen) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("field", "counts"),
    [
        ("status", {"pending": 4}),
        ("category", {"funds": 2, "talent": 1, "other": 1}),
        ("recipient", {"150926": 2, "": 2, "150927": 1}),
        ("year", {"2019": 2, "": 2}),
        ("planned", {"0": 3, "1": 1}),
        ("tag", {"复核": 1}),
        ("flag", {"": 3, "damaged_nearby": 1}),
        ("curator", {"": 3, "张三": 1}),
        ("document", {"1": 4}),
    ],
)
def test_facets_count_the_facts_of_each_value(store, field, counts):
    edits.tag(store, (1,), "复核")
    assert dict(store.facets(filters.ALL, field)) == counts


@pytest.mark.parametrize("field", FACETS)
def test_facets_of_a_filter_agree_with_the_filter(store, field):
    wanted = filters.parse("category:funds")
    names = {"flag": "flag", "document": "document"}
    for value, number in store.facets(wanted, field):
        written = filters.syntax.written(value or "none")
        written = {"0": "no", "1": "yes"}[value] if field == "planned" else written
        told = filters.parse(f"category:funds {names.get(field, field)}:{written}")
        assert store.count(told) == number


# --- search -----------------------------------------------------------------------------------------


@QUICK
@given(st.lists(ODD.filter(bool), min_size=1, max_size=4), st.data())
@example(["𠮷a"], None)
def test_search_finds_every_substring_of_every_text_and_nothing_else(tmp_path_factory, texts, data):
    texts = list(dict.fromkeys(texts))
    with Store.open(tmp_path_factory.mktemp("search") / "a.hedui") as store:
        for text in texts:
            store.add(document(text), ())
        if data is None:
            wanted = "𠮷"
        else:
            text = data.draw(st.sampled_from(texts))
            start = data.draw(st.integers(0, len(text) - 1))
            wanted = text[start : data.draw(st.integers(start + 1, len(text)))]
        hits = store.search(wanted)
        assert {hit.document for hit in hits} == {at for at, text in enumerate(texts, 1) if wanted in text}
        assert all(texts[hit.document - 1][hit.start : hit.end] == wanted for hit in hits)
        assert store.search("从未写过") == ()


def test_search_gives_the_sentence_around(store):
    (hit,) = store.search("教师")
    assert hit.sentence == "(天津)选派教师24名😀,培训干部1200人次。"


# --- versions ---------------------------------------------------------------------------------------


def test_another_process_is_told_what_changed(store):
    before = store.version
    with Store.open(store.path, curator="李四") as other:
        other.add(document("后来的。"), ())
        edit = edits.approve(other, (1, 3))
    assert store.version > before
    new, approved = store.changes_since(before)
    assert (new.edit, new.documents) == (None, {2})
    assert (approved.edit, approved.kind, approved.facts, approved.fields) == (
        edit.edit,
        EditKind.APPROVE,
        {1, 3},
        {"status"},
    )
    assert store.changes_since(store.version) == ()


def test_settings_are_kept_and_forgotten(store):
    store.set_setting("filters", {"我的": "status:pending"})
    with store.again() as other:
        assert other.setting("filters") == {"我的": "status:pending"}
    store.set_setting("filters", None)
    assert store.setting("filters") is None


# --- what can be wrong with a file ------------------------------------------------------------------


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(StoreProblem) as told:
        Store.open(tmp_path / "没有" / "a.hedui")
    assert told.value.kind == "missing"


@pytest.mark.parametrize("text", ["这是一个文本文件。", "SQLite format 3"])
def test_a_text_file_is_no_store(tmp_path, text):
    path = tmp_path / "a.hedui"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreProblem) as told:
        Store.open(path)
    assert told.value.kind == "text_file"
    assert path.read_text(encoding="utf-8") == text


def test_a_foreign_sqlite_file_is_no_store_and_stays_as_it_was(tmp_path):
    path = tmp_path / "a.hedui"
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StoreProblem) as told:
        Store.open(path)
    assert told.value.kind == "foreign"
    assert path.read_bytes() == before


def test_a_store_of_a_newer_program_is_told(store):
    store.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(StoreProblem) as told:
        Store.open(store.path)
    assert told.value.kind == "too_new"


@pytest.mark.parametrize(("first", "pages"), [(0, 1), (1, 12), (3, 40)])
@pytest.mark.parametrize("filler", [b"\x00", b"\xff"])
def test_a_damaged_store_is_told(store, first, pages, filler):
    store.close()
    data = bytearray(store.path.read_bytes())
    start, end = first * 4096 + (100 if not first else 0), (first + pages) * 4096
    data[start:end] = filler * (end - start)
    store.path.write_bytes(data)
    try:
        with Store.open(store.path) as opened:
            complaints = opened.verify()
    except StoreProblem as told:
        complaints = [told.kind]
    assert complaints
    assert complaints[0] in ("damaged", "foreign", "unreadable") or complaints[0].startswith(("SQLite", "The store"))


def test_a_store_cut_short_is_told(store):
    store.close()
    data = store.path.read_bytes()
    store.path.write_bytes(data[: len(data) // 2])
    with pytest.raises(StoreProblem) as told:
        Store.open(store.path)
    assert told.value.kind == "cut_short"


def test_an_empty_file_becomes_a_store(tmp_path):
    path = tmp_path / "a.hedui"
    path.touch()
    with Store.open(path) as opened:
        assert opened.count() == 0


def test_a_store_opened_for_reading_only_refuses_edits(store):
    with Store.open(store.path, read_only=True) as reader, pytest.raises(StoreProblem) as told:
        edits.approve(reader, (1,))
    assert told.value.kind == "read_only"


@pytest.mark.skipif(sys.platform == "win32", reason="mode bits of folders mean little there")
def test_a_store_in_a_folder_that_may_not_be_written_can_be_read(store, monkeypatch):
    store.close()
    monkeypatch.setattr("core.store.connection.writable", lambda _path: False)
    with Store.open(store.path, read_only=True) as reader:
        assert reader.count() == 4


def test_a_full_disk_is_told_and_nothing_is_half_written(store):
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    big = document("满" * 200_000)
    with pytest.raises(StoreProblem) as told:
        store.add(big, ())
    assert told.value.kind == "disk_full"
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert store.verify() == []
    assert store.add(big, ()) == (2, True)


# --- two at once ------------------------------------------------------------------------------------

_HOLD = """
import sys
from core.store import Store
store = Store.open(sys.argv[1], curator="李四", own=True)
print("open" if not store.read_only else "read only", flush=True)
sys.stdin.read()
"""


def test_a_second_window_reads_only_and_says_who_has_the_store(store):
    store.close()
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(store.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as holder:  # fmt: skip
        assert holder.stdout.readline().strip() == "open"
        with Store.open(store.path, own=True) as second:
            assert second.read_only
            assert "李四" in second.owner
            assert str(holder.pid) in second.owner
        with Store.open(store.path, curator="命令行") as command_line:
            assert edits.approve(command_line, (1,)).edit == 1
        holder.kill()
    with Store.open(store.path, own=True) as after:
        assert not after.read_only


# --- soundness --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE facts SET quote = '别的' WHERE id = 1", "quotes"),
        ("UPDATE facts SET status = 'approved' WHERE id = 2", "history ends"),
        ("UPDATE facts SET scaled = 7 WHERE id = 2", "sums would take"),
        ("UPDATE facts SET year = 1999 WHERE id = 1", "counts for the year"),
        ("UPDATE documents SET sha256 = 'x'", "not those that were imported"),
        ("DELETE FROM place_codes", "Filters would not find"),
        ("UPDATE documents SET text = x'00'", "cannot be read"),
        ("UPDATE tags SET colour = 'x'", "is not what edit"),
    ],
)
def test_verify_finds_what_was_altered_behind_the_back(store, damage, told):
    edits.approve(store, (2,))
    edits.reject(store, (2,))
    edits.set_tag(store, "复核", colour="#112233")
    assert store.verify() == []
    store.connection.execute(damage)
    assert any(told in complaint for complaint in store.verify())
    chinese = store.verify("zh")
    assert len(chinese) == len(store.verify())
    assert all(complaint.endswith("。") for complaint in chinese)


def test_history_keeps_values_as_plain_json(store):
    edits.set_fields(store, (1,), recipient=("150000",), period_start=None, planned=True)
    kept = store.connection.execute("SELECT field, before, after FROM changes ORDER BY field").fetchall()
    assert [(row[0], json.loads(row[1]), json.loads(row[2])) for row in kept] == [
        ("period_start", "2019-01-01", None),
        ("planned", False, True),
        ("recipient", ["150926"], ["150000"]),
    ]
    assert TEXT


def test_document_ids_are_found_by_title_and_name_whatever_the_case(tmp_path):
    from core.records import About, Document

    with Store.open(tmp_path / "one.hedui") as store:
        for number, (name, title) in enumerate((("A.txt", "帮扶报告"), ("b.txt", None), ("c.txt", "另一份"))):
            store.add(Document(name, "txt", str(number), b"1", "1", "1", (), (), About(title=title)), ())
        assert list(store.document_ids()) == [1, 2, 3]
        assert list(store.document_ids("a.TXT")) == [1]
        assert list(store.document_ids("帮扶")) == [1]
        assert list(store.document_ids("none")) == []
