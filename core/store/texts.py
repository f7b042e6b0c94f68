"""Exact full-text search: every character of a text is one token, so that a phrase is a substring.

Words cut by a segmenter miss matches and trigrams find nothing for two characters (see
docs/decisions/0014-store.md). The index is contentless, so taking a text out of it needs the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from core.schema import phrase, tokens
from core.store.answers import Hit
from core.store.rows import text_of

_ENDS = "。!！?？;；\n"
_REACH = 120  # characters that a hit's sentence may extend to either side


def index(connection: sqlite3.Connection, document: int, text: str) -> None:
    """Takes a document's text into the index."""
    index_words(connection, [(document, tokens(text))])


def index_words(connection: sqlite3.Connection, words: Iterable[tuple[int, str]]) -> None:
    """Takes the texts of documents into the index, as `schema.tokens` gives them, in the order of their ids."""
    connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", words)


def search(connection: sqlite3.Connection, text: str, limit: int) -> tuple[Hit, ...]:
    """The first `limit` places where `text` stands, in the order of documents."""
    if not text:
        return ()
    found: list[Hit] = []
    for hit in _hits(connection, text):
        found.append(hit)
        if len(found) == limit:
            break
    return tuple(found)


def _hits(connection: sqlite3.Connection, text: str) -> Iterator[Hit]:
    query = (
        "SELECT d.id, d.text FROM texts JOIN documents d ON d.id = texts.rowid WHERE texts MATCH ? ORDER BY texts.rowid"
    )
    for row in connection.execute(query, (phrase(text),)):
        whole = text_of(row)
        at = whole.find(text)
        while at >= 0:
            yield Hit(row["id"], at, at + len(text), _sentence(whole, at, at + len(text)))
            at = whole.find(text, at + len(text))


def _sentence(text: str, start: int, end: int) -> str:
    low = max((text.rfind(mark, max(0, start - _REACH), start) for mark in _ENDS), default=-1)
    low = low + 1 if low >= 0 else max(0, start - _REACH)
    ends = [at for mark in _ENDS if (at := text.find(mark, end, end + _REACH)) >= 0]
    high = min(ends) + 1 if ends else min(len(text), end + _REACH)
    return text[low:high].strip()
