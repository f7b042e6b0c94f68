"""Exact full-text search: every character of a text is one token, so that a phrase is a substring.

Words cut by a segmenter miss matches and trigrams find nothing for two characters (see
docs/decisions/0014-store.md). The index is contentless, so taking a text out of it needs the text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from core.store.answers import Hit
from core.store.rows import text_of

_ENDS = "。!?!?;;\n"
_REACH = 120  # characters that a hit's sentence may extend to either side


def _token(code: int) -> str:
    """SQLite's `ascii` tokenizer takes letters, digits and all beyond ASCII; the rest is spelt: `(` is x28, `A` x41."""
    character = chr(code)
    plain = code > 127 or character.isdigit() or character.islower()
    if 0xD800 <= code <= 0xDFFF:
        return f"x{code:x} "
    return f"{character} " if plain else f"x{code:02x} "


class _Tokens(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = token = _token(code)
        return token


_TOKENS = _Tokens()


def tokens(text: str) -> str:
    """The text with its characters apart, as the index takes it.

    >>> tokens("帮扶(A)")
    '帮 扶 x28 x41 x29 '
    """
    return text.translate(_TOKENS)


def phrase(text: str) -> str:
    """The query of the index that finds `text` as it stands."""
    return f'"{tokens(text).strip()}"'


def index(connection: sqlite3.Connection, document: int, text: str) -> None:
    """Takes a document's text into the index."""
    connection.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (document, tokens(text)))


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
