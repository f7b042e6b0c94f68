import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core import schema
from core.records import EditKind, Status
from core.store import Store
from tests.core.made_documents import document, facts


@pytest.fixture
def edited(tmp_path):
    with Store.open(tmp_path / "a.hedui", curator="张三") as store:
        store.add(document(), facts())
        store.apply(
            EditKind.APPROVE, {1: {"status": Status.APPROVED}}, items={("tags", "复核"): {"colour": "", "key": 1}}
        )
        yield store


def test_a_new_store_has_the_version_of_this_program():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    assert schema.version(connection) == schema.VERSION == len(schema.MIGRATIONS)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID


def test_migrating_again_does_nothing():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(connection)
    assert schema.migrate(connection) == ()


@pytest.mark.parametrize("already", range(1, schema.VERSION))
def test_a_store_of_each_older_version_is_brought_up_to_date(already, monkeypatch):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:already])
        patched.setattr(schema, "VERSION", already)
        schema.migrate(connection)
    assert len(schema.migrate(connection)) == schema.VERSION - already
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    schema.migrate(fresh)
    everything = "SELECT name, sql FROM sqlite_schema ORDER BY name"
    assert connection.execute(everything).fetchall() == fresh.execute(everything).fetchall()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edits SET who = 'x'",
        "DELETE FROM edits",
        "INSERT OR REPLACE INTO edits (number, at, who, kind, touched) VALUES (1, '', 'x', 'set', 0)",
        "UPDATE changes SET after = '1'",
        "DELETE FROM changes",
        "INSERT OR REPLACE INTO changes SELECT edit, fact, field, before, '1' FROM changes",
        "UPDATE item_changes SET after = '1'",
        "DELETE FROM item_changes",
        "INSERT OR REPLACE INTO item_changes SELECT edit, item, name, before, '1' FROM item_changes",
    ],
)
def test_history_can_be_neither_altered_nor_deleted(edited, statement):
    with pytest.raises(sqlite3.IntegrityError, match="kept for ever"):
        edited.connection.execute(statement)


def test_the_year_follows_the_period(edited):
    edited.connection.execute("UPDATE facts SET period_end = '2021-05-01' WHERE id = 1")
    assert edited.connection.execute("SELECT year FROM facts WHERE id = 1").fetchone()[0] == 2021


STORES = Path(__file__).resolve().parents[1] / "cases" / "stores"


@pytest.fixture(params=range(1, schema.VERSION + 1))
def old(request, tmp_path):
    """A store as an older program left it (SQLite's own dump of it), and its version."""
    path = tmp_path / "旧.hedui"
    with closing(sqlite3.connect(path)) as made:
        made.executescript((STORES / f"version{request.param}.sql").read_text(encoding="utf-8"))
    return path, request.param


def looked_at(store):
    """What the dumps hold, whatever their version."""
    assert store.verify() == []
    assert [one.status for one in store.page()] == [Status.APPROVED, Status.APPROVED, Status.PENDING, Status.PENDING]
    assert store.page()[0].tags == ("复核",)
    assert {row.who for row in store.history()} == {"张三"}
    assert [hit.document for hit in store.search("北京市选派")] == [2]
    assert store.setting("saved") == {"name": "甲"}


def test_a_saved_store_of_every_version_is_brought_up_to_date_with_a_copy_before(old):
    path, version = old
    with Store.open(path) as store:
        looked_at(store)
        assert schema.version(store.connection) == schema.VERSION
        assert store.undo().edit
    kept = path.with_name(f"{path.name}-version{version}")
    assert kept.exists() == (version < schema.VERSION)
    if kept.exists():
        with closing(sqlite3.connect(kept)) as copy:
            assert schema.version(copy) == version


def test_a_saved_store_of_every_version_can_be_read_as_it_is(old):
    path, _ = old
    before = path.read_bytes()
    with Store.open(path, read_only=True) as store:
        looked_at(store)
    assert path.read_bytes() == before
