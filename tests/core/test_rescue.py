"""What can be read of a damaged store is saved, decisions and history included, and what is lost is told."""

import hashlib
import random
import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from core import edits
from core.cli import main
from core.errors import StoreProblem
from core.store import Store, rescue
from tests.core.made_documents import document, fact

PAGE = 4096
DOCUMENTS, FACTS = 20, 30


def long_document(number):
    noise = random.Random(number)
    filler = "".join(chr(noise.randrange(0x4E00, 0x9FA5)) for _ in range(3000))  # nothing that zlib could shorten
    text = "".join(f"第{number}号{at + 100}个。" for at in range(FACTS)) + filler
    made = [fact(f"{at + 100}个", at + 1, text=text, value=Decimal(at + 100)) for at in range(FACTS)]
    return document(text, name=f"{number}.txt"), [
        *made[:1],
        fact("101个", 2, text=text, value=Decimal(101), whole=1),
        *made[2:],
    ]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A store with decisions, tags, rules of the history and an undo; and its facts and edits."""
    path = tmp_path_factory.mktemp("rescue") / "整.hedui"
    with Store.open(path, curator="张三") as store:
        for number in range(DOCUMENTS):
            store.add(*long_document(number))
        ids = list(store.fact_ids())
        for first in range(0, len(ids), 50):
            edits.approve(store, ids[first : first + 50])
        edits.tag(store, ids[::7], "复核")
        edits.set_fields(store, ids[::11], recipient=("150926",))
        edits.reject(store, ids[:40])
        store.undo()
        edits.set_tag(store, "复核", colour="#112233", key=3)
        store.set_setting("saved", {"a": 1})
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        facts = {one.id: one for one in store.facts(ids)}
        return path.read_bytes(), facts, {row.edit for row in store.history(limit=10**6)}


def rescued(tmp_path, data):
    """The rescued store's facts and edits, and what was lost."""
    damaged = tmp_path / "坏.hedui"
    damaged.write_bytes(data)
    told = rescue(damaged, tmp_path / "新.hedui")
    assert damaged.read_bytes() == data
    with Store.open(tmp_path / "新.hedui") as store:
        assert store.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        facts = {one.id: one for one in store.facts(store.fact_ids())}
        assert all(store.document(one.document).text[one.start : one.end] == one.quote for one in facts.values())
        assert store.search("号100个", 1)
        assert [one for one in store.verify() if one not in told.lost] == []
        return facts, {row.edit for row in store.history(limit=10**6)}, told.lost, store.items("tags")


def pages_of(data, table):
    """Numbers of the pages of a table or index, its root first; without those that rows run over to."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(data.replace(b"\x02\x02", b"\x01\x01", 1))  # no log: it is read from memory
        waiting = [row[0] for row in opened.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,))]
    for number in waiting:
        start = (number - 1) * PAGE
        if data[start] in (0x02, 0x05):
            cells = int.from_bytes(data[start + 3 : start + 5], "big")
            offsets = [int.from_bytes(data[start + 12 + 2 * at : start + 14 + 2 * at], "big") for at in range(cells)]
            children = [start + offset for offset in offsets] + [start + 8]
            waiting += [int.from_bytes(data[at : at + 4], "big") for at in children]
    return waiting


def without(data, numbers, filler=b"\0"):
    damaged = bytearray(data)
    for number in numbers:
        damaged[(number - 1) * PAGE : number * PAGE] = filler * PAGE
    return bytes(damaged)


def test_a_sound_store_is_saved_as_it_is(tmp_path, whole):
    data, facts, numbers = whole
    found, kept, lost, tags = rescued(tmp_path, data)
    assert (found, kept, lost) == (facts, numbers, [])
    assert tags == {"复核": {"colour": "#112233", "key": 3}}


@pytest.mark.parametrize("filler", [b"\0", b"\xff"])
def test_without_its_first_page_a_store_is_saved_whole(tmp_path, whole, filler):
    data, facts, numbers = whole
    found, kept, lost, _ = rescued(tmp_path, without(data, [1], filler))
    assert (found, kept) == (facts, numbers)
    assert len(lost) == 1
    assert "beginning" in lost[0]


@pytest.mark.parametrize("index", ["facts_in_order", "facts_by_status", "changes_of_fact", "place_codes", "texts_data"])
def test_a_broken_index_costs_nothing(tmp_path, whole, index):
    data, facts, numbers = whole
    found, kept, lost, _ = rescued(tmp_path, without(data, pages_of(data, index)))
    assert (found, kept, lost) == (facts, numbers, [])


@pytest.mark.parametrize("table", ["facts", "documents", "changes"])
def test_the_root_of_a_table_takes_nothing_along_but_its_own_rows(tmp_path, whole, table):
    """Rows of inner pages are lost only in tables without rowid, whose inner pages hold rows."""
    data, facts, _ = whole
    found, _, lost, _ = rescued(tmp_path, without(data, pages_of(data, table)[:1]))
    assert found == facts
    assert len(lost) <= 30


@pytest.mark.parametrize("table", ["facts", "documents"])
def test_a_lost_leaf_takes_only_its_rows_and_they_are_named(tmp_path, whole, table):
    data, facts, _ = whole
    found, _, lost, _ = rescued(tmp_path, without(data, pages_of(data, table)[3:4]))
    gone = facts.keys() - found.keys()
    assert len(gone) < 40
    assert {number: facts[number] for number in found} == {
        number: one if one.whole or not facts[number].whole else facts[number] for number, one in found.items()
    }
    assert lost


@pytest.mark.parametrize("seed", range(8))
def test_bytes_overwritten_anywhere_never_stop_a_rescue(tmp_path, whole, seed):
    data, facts, _ = whole
    chance = random.Random(seed)
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        at, length = chance.randrange(len(damaged)), chance.choice((1, 40, 5000))
        damaged[at : at + length] = chance.randbytes(len(damaged[at : at + length]))
    found, _, lost, _ = rescued(tmp_path, bytes(damaged))
    assert len(found) + sum(one.startswith(("Fact", "Lost facts", "Row", "…")) for one in lost) * 40 >= len(facts)


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_of_a_store_cut_short_the_front_is_saved(tmp_path, whole, part):
    data, facts, _ = whole
    found, _, lost, _ = rescued(tmp_path, data[: int(len(data) * part)])
    assert found
    assert found.keys() <= facts.keys()
    assert "bytes" in lost[0]


def test_a_text_that_is_lost_leaves_its_facts_with_their_quotes(tmp_path, whole):
    data, facts, _ = whole
    damaged = tmp_path / "a.hedui"
    damaged.write_bytes(data)
    with closing(sqlite3.connect(damaged)) as opened:
        opened.execute("UPDATE documents SET data = x'00', text = x'01' WHERE id = 3")
        opened.commit()
    found, kept, lost, _ = rescued(tmp_path, damaged.read_bytes())
    assert found == facts
    assert [one for one in lost if "ocument 3" in one]
    assert kept


@pytest.mark.parametrize("data", [b"\0" * 9000, "只是文字。".encode() * 900, hashlib.sha256(b"").digest() * 400])
def test_where_there_is_nothing_that_is_said(tmp_path, data):
    (tmp_path / "a.hedui").write_bytes(data)
    with pytest.raises(StoreProblem) as told:
        rescue(tmp_path / "a.hedui", tmp_path / "b.hedui")
    assert told.value.kind == "nothing_to_rescue"
    assert not (tmp_path / "b.hedui").exists()


def test_a_rescue_replaces_nothing(tmp_path, whole, capsys):
    (tmp_path / "a.hedui").write_bytes(whole[0])
    assert main(["rescue", str(tmp_path / "a.hedui"), str(tmp_path / "a.hedui")]) == 1
    assert main(["rescue", str(tmp_path / "a.hedui"), str(tmp_path / "b.hedui")]) == 0
    assert str(DOCUMENTS) in capsys.readouterr().out
