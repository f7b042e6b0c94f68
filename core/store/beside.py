"""Keeps arrays in a file beside a store, so that opening it again takes a fraction of a second.

Such a file can be deleted at any time. It holds nothing that the store does not, is bound to the last edit and the last
document up to which it was made, and is passed over where its digest or one of these does not agree.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.schema import VERSION
from core.store.telling import DOCUMENT_BITS

Array = NDArray[Any]
_ALIGNED = 64  # bytes


def write(out: Path, head: Mapping[str, Any], arrays: Mapping[str, Array]) -> bool:
    """Writes a line of JSON and then the arrays; False where there is no room or no permission."""
    digest = hashlib.blake2b(digest_size=16)
    plain = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    for array in plain.values():
        digest.update(_bytes(array))
    listed = [(name, array.dtype.str, array.shape) for name, array in plain.items()]
    part = out.with_name(f"{out.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            told = {**head, "digest": digest.hexdigest(), "arrays": listed}
            file.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            for array in plain.values():
                file.write(b"\0" * (-file.tell() % _ALIGNED))
                array.tofile(file)
        part.replace(out)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def read(
    path: Path, begin: Callable[[dict[str, Any]], Mapping[str, Array] | None]
) -> tuple[dict[str, Any], dict[str, Array]] | None:
    """The line and the arrays of a file; None where it is damaged or does not fit.

    Args:
        path: The file.
        begin: Gives, from the line, the arrays that are already there to be filled; None where the file does not fit.
    """
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline().decode("utf-8", "surrogatepass"))
            room = begin(head)
            arrays = None if room is None else _arrays(file, head, room)
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    return None if arrays is None else (head, arrays)


def _arrays(file: Any, head: Mapping[str, Any], room: Mapping[str, Array]) -> dict[str, Array] | None:
    digest = hashlib.blake2b(digest_size=16)
    arrays: dict[str, Array] = {}
    for name, kind, shape in head["arrays"]:
        file.seek(-file.tell() % _ALIGNED, os.SEEK_CUR)
        array = room[name] if name in room else np.empty(shape, np.dtype(kind))
        if list(array.shape) != shape or array.dtype.str != kind or file.readinto(_bytes(array)) != array.nbytes:
            return None
        digest.update(_bytes(array))
        arrays[name] = array
    return arrays if digest.hexdigest() == head["digest"] else None


def _bytes(array: Array) -> memoryview | bytearray:
    return array.data.cast("B") if array.size else bytearray()


def until(connection: sqlite3.Connection, version: int) -> list[Any]:
    """What tells one course of edits and imports from another with as many of them."""
    number, last = divmod(version, 1 << DOCUMENT_BITS)
    edit = connection.execute("SELECT at, who, kind, touched FROM edits WHERE number = ?", (number,)).fetchone()
    document = connection.execute("SELECT sha256, imported_at FROM documents WHERE id = ?", (last,)).fetchone()
    return [VERSION, list(edit or ()), list(document or ())]
