"""Tags, settings and other small things that a store keeps."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from core.store.answers import Tag
from core.store.history import tags_of


def tags(connection: sqlite3.Connection) -> tuple[Tag, ...]:
    """All tags by name, with how many facts carry each."""
    query = """
    SELECT t.name, t.colour, t.key,
    (SELECT count(*) FROM fact_tags u JOIN facts f ON f.id = u.fact WHERE u.tag = t.name AND f.removed = 0) AS count
    FROM tags t ORDER BY t.name
    """
    return tuple(Tag(row["name"], row["colour"], row["count"], row["key"]) for row in connection.execute(query))


def tagged(connection: sqlite3.Connection, names: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """All tags of each fact, removed ones too, that carries one of these."""
    query = "SELECT DISTINCT fact FROM fact_tags WHERE tag IN (SELECT value FROM json_each(?))"
    found = [row[0] for row in connection.execute(query, (json.dumps(list(names)),))]
    return tags_of(connection, found)


def items(connection: sqlite3.Connection, table: str) -> dict[str, dict[str, object]]:
    """The rows of `tags`, `rules` or `findings` by their names."""
    found = connection.execute(f"SELECT * FROM {table} ORDER BY name")
    return {row["name"]: {key: row[key] for key in row.keys() if key != "name"} for row in found}  # noqa: SIM118


def setting(connection: sqlite3.Connection, name: str) -> object:
    """A setting's value, or None."""
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return json.loads(row[0]) if row else None


def set_setting(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Keeps a value that JSON can hold; None forgets it."""
    if value is None:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))
        return
    text = json.dumps(value, ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, text))
