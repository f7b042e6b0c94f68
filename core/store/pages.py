"""Reads rows out of the bare pages of an SQLite file, whatever has become of its header, schema and inner pages.

The layout is that of https://www.sqlite.org/fileformat2.html. Each leaf of a table tells its rows by itself, so a
page that is lost takes no more than its own rows along. SQLite's own recovery does the same, but is not to be had
from Python. Rows are told apart by their number of columns and the types of their values.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
#: Sizes of the integers of serial types 1 to 6.
_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_PAGE_SIZE = 4096  # what SQLite takes where nobody asks for another


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in a page: its rowid, None in a table without, its values, and where it is in the file."""

    rowid: int | None
    values: tuple[object, ...]
    at: int


class BadPage(Exception):
    """A page, cell or record that does not hold together."""


def rows_of(data: bytes) -> Iterator[Row]:
    """All rows of all leaves of tables, and of all pages of tables without rowid and of indexes, page by page."""
    size = page_size(data)
    spare = _freed(data, size)
    for number in range(1, len(data) // size + 1):
        if number not in spare:
            yield from _rows_of_page(data, size, number)


def page_size(data: bytes) -> int:
    """The page size that the header tells, or the usual one where it tells none."""
    told = int.from_bytes(data[16:18], "big")
    size = 65536 if told == 1 else told
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _PAGE_SIZE


def _freed(data: bytes, size: int) -> frozenset[int]:
    """Pages that hold nothing any more, though old rows can still be read in them; none where the list is broken."""
    found: set[int] = set()
    trunk = int.from_bytes(data[32:36], "big") if data.startswith(b"SQLite format 3") else 0
    while trunk and trunk not in found and trunk * size <= len(data):
        found.add(trunk)
        start = (trunk - 1) * size
        following, leaves = struct.unpack_from(">II", data, start)
        if leaves > size // 4 - 2:
            break
        found.update(struct.unpack_from(f">{leaves}I", data, start + 8))
        trunk = following
    return frozenset(found)


def _rows_of_page(data: bytes, size: int, number: int) -> Iterator[Row]:
    start = (number - 1) * size
    header = start + (100 if number == 1 else 0)
    kind = data[header]
    if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
        return
    cells = int.from_bytes(data[header + 3 : header + 5], "big")
    pointers = header + (12 if kind == _INDEX_INNER else 8)
    for at in range(min(cells, size // 2)):
        offset = int.from_bytes(data[pointers + 2 * at : pointers + 2 * at + 2], "big")
        if not 0 < offset < size:
            continue
        try:
            yield _cell(data, size, start + offset, kind)
        except (BadPage, IndexError, struct.error, UnicodeDecodeError):
            continue


def _cell(data: bytes, size: int, at: int, kind: int) -> Row:
    start = at
    if kind == _INDEX_INNER:
        at += 4  # the page to its left
    length, at = _varint(data, at)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, at = _varint(data, at)
    return Row(rowid, _record(_payload(data, size, at, length, table=kind == _TABLE_LEAF)), start)


def _payload(data: bytes, size: int, at: int, length: int, *, table: bool) -> bytes:
    """The bytes of a row, from its page and the pages that it runs over to."""
    if length > len(data):
        raise BadPage
    most = size - 35 if table else (size - 12) * 64 // 255 - 23
    if length <= most:
        return data[at : at + length]
    least = (size - 12) * 32 // 255 - 23
    local = least + (length - least) % (size - 4)
    local = local if local <= most else least
    parts, left = [data[at : at + local]], length - local
    following = int.from_bytes(data[at + local : at + local + 4], "big")
    while left > 0:
        start = (following - 1) * size
        if not following or start >= len(data):
            raise BadPage
        parts.append(data[start + 4 : start + 4 + min(left, size - 4)])
        left -= size - 4
        following = int.from_bytes(data[start : start + 4], "big")
    return b"".join(parts)


def _record(payload: bytes) -> tuple[object, ...]:
    length, at = _varint(payload, 0)
    if length > len(payload):
        raise BadPage
    types = []
    while at < length:
        kind, at = _varint(payload, at)
        types.append(kind)
    values: list[object] = []
    for kind in types:
        value, at = _value(payload, at, kind)
        if at > len(payload):
            raise BadPage
        values.append(value)
    if at != len(payload):
        raise BadPage
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[object, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind in _SIZES:
        end = at + _SIZES[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise BadPage
    end = at + (kind - 12) // 2
    return (payload[at:end].decode("utf-8") if kind % 2 else payload[at:end]), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    for place in range(8):
        byte = data[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    return number << 8 | data[at + 8], at + 9
