"""Whatever is written or brought in, the answer is a result or a problem in a sentence: no crash, no hang."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import edits, filters, ingest
from core.errors import BadFilter, BadValue
from core.records import About
from core.store import Store
from tests.core.made_documents import TEXT, document, fact, facts
from tests.fuzz.targets import TARGETS

FOUND = json.loads((Path(__file__).parents[1] / "cases" / "hostile.json").read_text(encoding="utf-8"))

_PIECES = st.sampled_from(
    [
        "status", ":", "approved", ">", "<", "=", "-", ",", '"', "“", "year", "2019", "1e999999999",
        "9" * 400, "*", "%", "_", "recipient", "内蒙古", "(", ")", "\x00", "\ud800", "🙂", "'", ";--", " ", "　", "：",
        "数值", "万亿亿", "NaN", "-0",
    ]
)  # fmt: skip
_WRITTEN = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=12).map("".join))


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("hostile") / "a.hedui") as opened:
        opened.add(document(), facts())
        yield opened


@settings(deadline=None, max_examples=150)
@given(text=_WRITTEN)
def test_any_filter_is_answered_or_refused(store, text):
    try:
        wanted = filters.parse(text)
    except BadFilter as refused:
        refused.sentence("zh")
        return
    assert store.count(wanted) == len(store.fact_ids(wanted))
    assert filters.describe(wanted, "zh") is not None
    assert filters.parse(wanted.text) == wanted


@settings(deadline=None, max_examples=150)
@given(field=st.sampled_from(sorted(edits.FIELDS)), text=_WRITTEN)
def test_anything_typed_into_the_form_is_read_or_refused(field, text):
    try:
        assert isinstance(edits.read_field(field, text, fact("24名", value=Decimal(24)), About()), dict)
    except BadValue as refused:
        refused.sentence("en")


_HEADS = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"{\\rtf1 ",
    b"<html><body>",
    b"From: a\nSubject: b\n\n",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
)


@settings(deadline=None, max_examples=60)
@given(
    head=st.sampled_from(_HEADS),
    body=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))),
)
def test_any_bytes_are_taken_in_or_refused(tmp_path_factory, head, body):
    path = tmp_path_factory.mktemp("bytes") / "a.txt"
    path.write_bytes(head + body)
    for one in ingest.prepare(path):
        if one.document is None:
            assert one.problem.sentence("zh")
        else:
            assert all(one.document.text[each.start : each.end] == each.quote for each in one.facts)


@pytest.mark.parametrize("text", ["</b><script>alert(1)</script>", "=1+1", "{name}", "%s", TEXT])
def test_what_a_name_or_note_says_comes_back_as_it_was(store, text):
    edits.note(store, (1,), text)
    edits.tag(store, (1,), text)
    assert store.fact(1).note == text
    assert text in store.fact(1).tags
    assert any(row.after == text for row in store.history(fact=1))
    store.undo()
    store.undo()


@pytest.mark.parametrize("found", FOUND, ids=lambda found: f"{found['target']}: {found['what']}")
def test_what_a_fuzzer_found_stays_mended(found):
    TARGETS[found["target"]].run(base64.b64decode(found["bytes"]))


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_own_seeds(name):
    for seed in TARGETS[name].seeds():
        TARGETS[name].run(seed)
