"""Facts and documents as rows of the store, and the values of fields as text of the history."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from core.records import About, Bound, Direction, Document, Fact, Per, Piece, Repair, RepairKind, Status
from core.repair.origin import pack, unpack
from core.schema import SCALE

if TYPE_CHECKING:
    from core.read import Page

#: Columns of `facts` that are fields of `Fact`, in its order; tags have a table of their own.
FACT_COLUMNS = tuple(field.name for field in fields(Fact) if field.name != "tags")

#: The same as SQL; quoted, because `end` is a word of SQL.
FACT_NAMES = ", ".join(f'"{name}"' for name in FACT_COLUMNS)

_LARGEST = 2**63 - 1


def scaled(value: Decimal) -> int | None:
    """The value in 1 / SCALE as an integer, or None where that loses digits or does not fit.

    >>> scaled(Decimal("16.24"))
    16240000
    """
    shifted = value * SCALE
    whole = int(shifted)
    return whole if whole == shifted and abs(whole) <= _LARGEST else None


def _places(value: Sequence[str]) -> str:
    return " ".join(value)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _optional(read: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda value: None if value is None else read(value)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _iso(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


#: How a field's value becomes a column's, where it is not the same.
_TO_COLUMN: dict[str, Callable[[Any], object]] = {
    "value": _text,
    "value_high": _text,
    "bound": str,
    "provider": _places,
    "recipient": _places,
    "flags": _places,
    "period_start": _iso,
    "period_end": _iso,
    "per": _text,
    "planned": int,
    "change": _text,
    "status": str,
    "removed": int,
}

#: And back.
_FROM_COLUMN: dict[str, Callable[[Any], object]] = {
    "value": Decimal,
    "value_high": _optional(Decimal),
    "bound": Bound,
    "provider": _words,
    "recipient": _words,
    "flags": _words,
    "period_start": _optional(date.fromisoformat),
    "period_end": _optional(date.fromisoformat),
    "per": _optional(Per),
    "planned": bool,
    "change": _optional(Direction),
    "status": Status,
    "removed": bool,
}

_ROW_READERS = tuple((at, _FROM_COLUMN[name]) for at, name in enumerate(FACT_COLUMNS) if name in _FROM_COLUMN)
_TAGS_AT = [field.name for field in fields(Fact)].index("tags")


def to_column(field: str, value: object) -> object:
    """A field's value as its column holds it."""
    write = _TO_COLUMN.get(field)
    return write(value) if write else value


def from_column(field: str, value: object) -> object:
    """What a column holds as the field's value."""
    read = _FROM_COLUMN.get(field)
    return read(value) if read else value


def to_json(field: str, value: object) -> str:
    """A field's value as the history keeps it: JSON, places and tags as lists.

    >>> to_json("recipient", ("150926",)), to_json("value", Decimal("1.50"))
    ('["150926"]', '"1.50"')
    """
    if isinstance(value, tuple | bool):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(to_column(field, value), ensure_ascii=False)


def from_json(field: str, text: str) -> object:
    """A field's value from the history's JSON."""
    value = json.loads(text)
    if isinstance(value, list):
        return tuple(value)
    return from_column(field, value)


def fact_of(row: Sequence[Any], tags: tuple[str, ...] = ()) -> Fact:
    """A fact from a row of `FACT_COLUMNS`."""
    values = list(row)
    for at, read in _ROW_READERS:
        values[at] = read(values[at])
    values.insert(_TAGS_AT, tags)
    return Fact(*values)


_ROW_VALUES = attrgetter(*FACT_COLUMNS)
_ROW_WRITERS = tuple((at, _TO_COLUMN[name]) for at, name in enumerate(FACT_COLUMNS) if name in _TO_COLUMN)
_ID, _DOCUMENT, _WHOLE, _SAME_AS = (FACT_COLUMNS.index(name) for name in ("id", "document", "whole", "same_as"))


def fact_row(fact: Fact) -> list[object]:
    """A fact as a row of `FACT_COLUMNS`, then its scaled value and its year."""
    row: list[object] = list(_ROW_VALUES(fact))
    for at, write in _ROW_WRITERS:
        if (value := row[at]) is not None:
            row[at] = write(value)
    day = fact.period_end or fact.period_start
    row += scaled(fact.value), day.year if day else None
    return row


#: Columns of texts and whole numbers that may hold nothing, and what stands for that on the way to them: Python takes
#: four times as long to bind None, which was a fifth of the time of writing a fact.
_MAY_BE_NULL = frozenset(
    ("value_high", "measure_word", "period_start", "period_end", "per", "whole", "change", "same_as", "scaled", "year")
)
_NOTHING = -0.5
_FOUND_COLUMNS = (*FACT_COLUMNS, "scaled", "year")
_NULLS_AT = tuple(at for at, name in enumerate(_FOUND_COLUMNS) if name in _MAY_BE_NULL)


def found_rows(facts: Sequence[Fact]) -> tuple[tuple[object, ...], ...]:
    """The rows of a document's facts, their ids and links counted from 0; a link to no fact of the document goes."""
    places: dict[object, int] = {fact.id: at for at, fact in enumerate(facts)}
    made = []
    for at, fact in enumerate(facts):
        row = fact_row(fact)
        row[_ID], row[_DOCUMENT] = at, 0
        row[_WHOLE], row[_SAME_AS] = places.get(row[_WHOLE]), places.get(row[_SAME_AS])
        for null in _NULLS_AT:
            if row[null] is None:
                row[null] = _NOTHING
        made.append(tuple(row))
    return tuple(made)


def _parameter(at: int, name: str) -> str:
    first, document = len(FACT_COLUMNS) + 3, len(FACT_COLUMNS) + 4
    value = f"nullif(?{at + 1}, {_NOTHING})" if name in _MAY_BE_NULL else f"?{at + 1}"
    if name in ("id", "whole", "same_as"):
        return f"{value} + ?{first}"
    return f"?{document}" if name == "document" else value


#: Takes a row of `found_rows` with, behind it, the id of the first of these facts and that of the document.
INSERT_FOUND = (
    f"INSERT INTO facts ({FACT_NAMES}, scaled, year) VALUES ("
    + ", ".join(_parameter(at, name) for at, name in enumerate(_FOUND_COLUMNS))
    + ")"
)


# --- documents --------------------------------------------------------------------------------------

DOCUMENT_COLUMNS = (
    "name, format, encoding, sha256, data, raw, text, pieces, repairs, title, publisher, author, "
    "published_on, provider, recipient"
)


_LEVEL = 2  # of zlib: a quarter faster than 4, and one or three hundredths larger


def _squeezed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


#: Most documents need no repair, and to begin to squeeze takes longer than to squeeze so little.
_NO_REPAIRS = _squeezed("[]")


def _unsqueezed(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


_REPAIR = '{"kind":%s,"start":%d,"end":%d,"before":%s,"after":%s,"reason":%s,"sure":%s}'


def _repairs_json(repairs: Sequence[Repair]) -> str:
    """Repairs as a JSON list of objects; the module `json` takes three times as long, not knowing their shape."""
    told = [
        _REPAIR
        % (_quoted(kind), start, end, _quoted(before), _quoted(after), _quoted(reason), "true" if sure else "false")
        for kind, start, end, before, after, reason, sure in repairs
    ]
    return f"[{','.join(told)}]"


def document_row(document: Document) -> tuple[object, ...]:
    """A document as a row of `DOCUMENT_COLUMNS`; the raw text is left out where the bytes give it."""
    about = document.about
    told = _decoded(document.data, document.encoding) == document.raw
    data = zlib.compress(document.data, _LEVEL)
    same = told and document.encoding == "utf-8" and document.raw == document.text
    return (
        document.name,
        document.format,
        document.encoding,
        document.sha256,
        data,
        None if told else _squeezed(document.raw),
        data if same else _squeezed(document.text),
        pack(document.pieces),
        _squeezed(_repairs_json(document.repairs)) if document.repairs else _NO_REPAIRS,
        about.title,
        about.publisher,
        about.author,
        _iso(about.published_on),
        _places(about.provider),
        _places(about.recipient),
    )


def _repair(values: dict[str, Any]) -> Repair:
    return Repair(**{**values, "kind": RepairKind(values["kind"])})


@lru_cache(4096)
def about_date(text: str | None) -> date | None:
    """A date from its column."""
    return date.fromisoformat(text) if text else None


def about_of(row: sqlite3.Row) -> About:
    """What a document says of itself, from its row."""
    return About(
        row["title"],
        row["publisher"],
        row["author"],
        about_date(row["published_on"]),
        _words(row["provider"]),
        _words(row["recipient"]),
    )


def text_of(row: sqlite3.Row) -> str:
    """The repaired text of a document's row."""
    return _unsqueezed(row["text"])


def document_of(row: sqlite3.Row) -> Document:
    """A document from its row."""
    data = zlib.decompress(row["data"])
    raw = data.decode(row["encoding"]) if row["raw"] is None else _unsqueezed(row["raw"])
    pieces: tuple[Piece, ...] = unpack(row["pieces"])
    return Document(
        name=row["name"],
        format=row["format"],
        sha256=row["sha256"],
        data=data,
        raw=raw,
        text=text_of(row),
        pieces=pieces,
        repairs=tuple(_repair(values) for values in json.loads(_unsqueezed(row["repairs"]))),
        about=about_of(row),
        encoding=row["encoding"],
        id=row["id"],
    )


# --- pages ------------------------------------------------------------------------------------------

_BOX_UNIT = 16  # boxes are kept in sixteenths of a point


def pages_column(pages: Sequence[Page]) -> bytes | None:
    """Pages with their boxes as squeezed JSON, in sixteenths of a point; None where there are none."""
    if not pages:
        return None
    plain = [
        (page.start, page.end, page.width, page.height, [round(edge * _BOX_UNIT) for box in page.boxes for edge in box])
        for page in pages
    ]
    return _squeezed(json.dumps(plain, separators=(",", ":")))


def pages_of(column: bytes | None) -> tuple[Page, ...]:
    """The pages that `pages_column` wrote."""
    if column is None:
        return ()
    from core.read import Page  # the readers are slow to load, and few documents have pages

    return tuple(
        Page(
            start,
            end,
            width,
            height,
            tuple(zip(*([edge / _BOX_UNIT for edge in edges[at::4]] for at in range(4)), strict=True)),
        )
        for start, end, width, height, edges in json.loads(_unsqueezed(column))
    )
