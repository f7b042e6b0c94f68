"""Writes facts as a Frictionless Data Package: tables with their schema, the codebook, the sources and the licence."""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from core.export.codebook import codebook_rows, source_rows
from core.export.columns import Column, Value
from core.export.files import whole_file, whole_folder, zipped
from core.export.record import plain
from core.export.sources import Source
from core.export.tables import write_csv
from core.records import Document

DESCRIPTOR = "datapackage.json"
_TYPES = {
    "text": "string", "integer": "integer", "number": "number", "decimal": "number",
    "boolean": "boolean", "date": "date", "list": "string",
}  # fmt: skip
_KEYS = {"indicator": ("indicators", "code"), "document": ("sources", "document")}
_UNKNOWN = {"name": "notspecified", "title": "License not specified"}

#: The setting of a store that names the licence of what is exported: an SPDX name or an address.
LICENCE = "licence"
#: Titles and addresses of licences that are made for data, by their SPDX names.
_LICENCES = {
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution-NonCommercial 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"
    ),
    "ODC-By-1.0": ("Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Data Commons Open Database 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication 1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
}  # fmt: skip


def licences(licence: object) -> list[dict[str, str]]:
    """What a descriptor says of the licence: an SPDX name (in any case), an address, or another name; else unknown.

    >>> licences("cc0-1.0")[0]["name"], licences("https://example.org/terms"), licences("house rules")
    ('CC0-1.0', [{'path': 'https://example.org/terms'}], [{'name': 'house-rules', 'title': 'house rules'}])
    """
    if not isinstance(licence, str) or not licence.strip():
        return [_UNKNOWN]
    text = licence.strip()
    for name, (title, path) in _LICENCES.items():
        if name.casefold() == text.casefold():
            return [{"name": name, "title": title, "path": path}]
    if "://" in text:
        return [{"path": text}]
    return [{"name": "-".join(text.split()), "title": text}]


def write_package(out: Path, columns: Sequence[Column], rows: Iterable[Source], licence: object = None) -> int:
    """A folder, or one archive where `out` ends in .zip; the number of facts."""
    if out.suffix.lower() == ".zip":
        with whole_file(out) as part, tempfile.TemporaryDirectory() as folder:
            count = _fill(Path(folder), columns, rows, licence)
            zipped(Path(folder), part)
        return count
    with whole_folder(out, DESCRIPTOR) as part:
        return _fill(part, columns, rows, licence)


def _fill(folder: Path, columns: Sequence[Column], rows: Iterable[Source], licence: object) -> int:
    data = folder / "data"
    data.mkdir()
    documents: dict[int, Document] = {}

    def noted() -> Iterable[Source]:
        for row in rows:
            documents.setdefault(row.document.id, row.document)
            yield row

    count = write_csv(data / "facts.csv", columns, noted(), neutral=False)
    ordered = [documents[number] for number in sorted(documents)]
    _table(data / "indicators.csv", codebook_rows())
    _table(data / "sources.csv", source_rows(ordered))
    resources = [
        _resource(folder, "facts", "Facts", _facts_schema(columns)),
        _resource(folder, "indicators", "Codebook of the indicators", _plain_schema("code", data / "indicators.csv")),
        _resource(folder, "sources", "Source documents", _plain_schema("document", data / "sources.csv")),
    ]
    descriptor = {
        "profile": "tabular-data-package",
        "name": "hedui-facts",
        "title": "Facts checked against their sources",
        "description": "Figures found in reports and checked by a curator, each with the sentence it stands in.",
        "licenses": licences(licence),
        "sources": [_source(document) for document in ordered],
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8")
    return count


def _table(path: Path, rows: Iterable[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(["" if value is None else plain(value) for value in row] for row in rows)


def _resource(folder: Path, name: str, title: str, schema: dict[str, Any]) -> dict[str, Any]:
    path = f"data/{name}.csv"
    content = (folder / path).read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _facts_schema(columns: Sequence[Column]) -> dict[str, Any]:
    names = [column.name for column in columns]
    fields = [
        {"name": column.name, "type": _TYPES[column.kind], "title": column.en, "description": column.description}
        for column in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if "id" in names:
        schema["primaryKey"] = "id"
    keys = [
        {"fields": name, "reference": {"resource": resource, "fields": field}}
        for name, (resource, field) in _KEYS.items()
        if name in names
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _plain_schema(key: str, path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    types = {"document": "integer", "characters": "integer", "published_on": "date"}
    fields = [{"name": name, "type": types.get(name, "string")} for name in header]
    return {"fields": fields, "missingValues": [""], "primaryKey": key}


def _source(document: Document) -> dict[str, str]:
    return {"title": document.about.title or document.name, "path": document.name, "sha256": document.sha256}
