import sqlite3

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
