r"""The archive as a Frictionless Data Package: a table each, and beside them every document's bytes and texts.

NULL is `\N`, so that an empty text stays one.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from core import schema
from core.export.datapackage import DESCRIPTOR, LICENCE, licences
from core.export.files import whole_file, whole_folder, zipped
from core.store import Store, portable

#: The name of an archive, in its header and in its descriptor.
NAME = "hedui-archive"
_NULL = "\\N"
_LIKE_NULL = re.compile(r"\\+N")
#: Columns of documents that are kept in files: the bytes under `files`, the rest as JSON under `texts`.
_IN_FILES = ("data", "text", "raw", "pieces", "repairs", "pages")
_TITLES = {
    "documents": "Source documents; their bytes are in files/, their texts and repairs in texts/, by sha256",
    "facts": "All facts as they are, removed ones too",
    "tags": "Tags with their colours and keys",
    "fact_tags": "Which fact carries which tag",
    "edits": "Every step of every curator",
    "changes": "The fields that each edit changed, before and after, as JSON",
    "item_changes": "Tags, rules and findings that each edit changed, before and after, as JSON",
    "brought_changes": "What was done in other stores that were merged into this one",
    "findings": "Findings that were settled",
    "rules": "Rules that corrections left behind",
    "settings": "Small settings, as JSON",
}


def write_package(store: Store, out: Path) -> None:
    """A folder, or one archive where `out` ends in .zip."""
    if out.suffix.lower() == ".zip":
        with whole_file(out) as part, tempfile.TemporaryDirectory() as folder:
            _fill(Path(folder), store)
            zipped(Path(folder), part)
        return
    with whole_folder(out, DESCRIPTOR) as part:
        _fill(part, store)


def _fill(folder: Path, store: Store) -> None:
    for name in ("data", "files", "texts"):
        (folder / name).mkdir()
    written = {table: [*portable.columns(store.connection, table)] for table in portable.TABLES}
    written["documents"] = [name for name in written["documents"] if name not in _IN_FILES]
    for table, names in written.items():
        with _table(folder, table).open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
            csv.writer(file).writerow(names)
    titles: list[str] = []
    for table, group in groupby(portable.contents(store.connection), key=itemgetter(0)):
        with _table(folder, table).open("a", encoding="utf-8", errors="surrogatepass", newline="") as file:
            writer = csv.writer(file)
            for _, row in group:
                if table == "documents":
                    titles.append(row["title"] or row["name"])
                    _put_files(folder, row)
                writer.writerow(_cell(row[name]) for name in written[table])
    descriptor = {
        "profile": "tabular-data-package",
        "name": NAME,
        "version": str(schema.VERSION),
        "title": "A whole Hedui store",
        "description": "Documents, facts and everything that curators did; `hedui import` makes a store of it again.",
        "licenses": licences(store.setting(LICENCE)),
        "sources": [{"title": title} for title in titles],
        "resources": [_resource(folder, store, table, names) for table, names in written.items()],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")


def _table(folder: Path, table: str) -> Path:
    return folder / "data" / f"{table}.csv"


def _put_files(folder: Path, row: dict[str, Any]) -> None:
    (folder / "files" / row["sha256"]).write_bytes(base64.b64decode(row["data"]))
    told = {name: row[name] for name in _IN_FILES if name != "data"}
    (folder / "texts" / f"{row['sha256']}.json").write_text(json.dumps(told), encoding="utf-8")


def _cell(value: object) -> str:
    if value is None:
        return _NULL
    text = str(value) if isinstance(value, str) else json.dumps(value)
    return f"\\{text}" if _LIKE_NULL.fullmatch(text) else text


def _resource(folder: Path, store: Store, table: str, names: list[str]) -> dict[str, Any]:
    content = _table(folder, table).read_bytes()
    types = portable.types(store.connection, table)
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "title": _TITLES[table],
        "path": f"data/{table}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [{"name": name, "type": _FRICTIONLESS[types[name]]} for name in names],
            "missingValues": [_NULL],
            "primaryKey": portable.TABLES[table].split(", "),
        },
    }


_FRICTIONLESS = {"TEXT": "string", "INTEGER": "integer", "REAL": "number", "BLOB": "string"}


# --- reading ----------------------------------------------------------------------------------------


def read_descriptor(path: Path) -> dict[str, Any]:
    """The descriptor of a data package.

    Raises:
        OSError, KeyError, ValueError, BadZipFile: there is none.
    """
    found = json.loads(_read(path, DESCRIPTOR))
    if not isinstance(found, dict):
        raise ValueError("the descriptor is no object")
    return found


def package_rows(path: Path, *, older: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of the archive, as `portable.contents` gave them; one of an `older` program may lack tables."""
    resources = {one["name"]: one for one in read_descriptor(path)["resources"]}
    for table in portable.TABLES:
        if older and table not in resources:
            continue
        types = {field["name"]: field["type"] for field in resources[table]["schema"]["fields"]}
        text = _read(path, f"data/{table}.csv").decode("utf-8", "surrogatepass")
        header, *lines = csv.reader(io.StringIO(text, newline=""))
        for line in lines:
            row = {name: _value(cell, types[name]) for name, cell in zip(header, line, strict=True)}
            yield table, row | (_files(path, row["sha256"]) if table == "documents" else {})


def _files(path: Path, sha256: str) -> dict[str, Any]:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError(f"{sha256} is no hash")
    told: dict[str, Any] = json.loads(_read(path, f"texts/{sha256}.json"))
    return {**told, "data": base64.b64encode(_read(path, f"files/{sha256}")).decode()}


def _value(cell: str, kind: str) -> Any:
    if cell == _NULL:
        return None
    if _LIKE_NULL.fullmatch(cell):
        return cell[1:]
    return cell if kind == "string" else json.loads(cell)


def _read(path: Path, name: str) -> bytes:
    if path.is_dir():
        return (path / name).read_bytes()
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
