"""Writes approved facts as data sets that other programs read, each number with the sentence it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ExportProblem
from core.export.annotations import write_doccano, write_labelstudio, write_webannotation
from core.export.columns import BY_NAME, COLUMNS, Column, chosen
from core.export.datapackage import LICENCE, licences, write_package
from core.export.files import whole_file
from core.export.frame import frame, records
from core.export.parquet import write_parquet
from core.export.record import document_record, plain, record
from core.export.sources import Decision, Source, sources
from core.export.tables import write_csv, write_jsonl

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

__all__ = [
    "BY_NAME", "COLUMNS", "FORMATS", "LICENCE", "Column", "Decision", "Format", "Source",
    "document_record", "frame", "licences", "plain", "preview", "record", "records", "sources", "write",
]  # fmt: skip

Write = Callable[[Path, Sequence[Column], Iterable[Source]], int]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, its words, the suffix of its files, and what writes it."""

    name: str
    zh: str
    en: str
    suffix: str
    write: Write
    columns: bool = True  # whether columns can be chosen
    alone: bool = False  # whether it sees to writing whole or not at all itself (a folder)


def _xlsx(out: Path, columns: Sequence[Column], rows: Iterable[Source]) -> int:
    from core.export.workbook import write_xlsx  # openpyxl takes 0.2 s to load

    return write_xlsx(out, columns, rows)


#: Every format, in the order of the dialog.
FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "CSV 表格", "CSV", ".csv", write_csv),
        Format("csv-bom", "CSV 表格（Excel）", "CSV for Excel", ".csv", partial(write_csv, bom=True)),
        Format("xlsx", "Excel 工作簿", "Excel workbook", ".xlsx", _xlsx),
        Format("jsonl", "JSON 行", "JSON lines", ".jsonl", write_jsonl),
        Format("parquet", "Parquet", "Parquet", ".parquet", write_parquet),
        Format("datapackage", "数据包（Frictionless）", "Frictionless Data Package", "", write_package, alone=True),
        Format("labelstudio", "Label Studio", "Label Studio", ".json", write_labelstudio, columns=False),
        Format("doccano", "doccano", "doccano", ".jsonl", write_doccano, columns=False),
        Format("webannotation", "W3C 网络标注", "W3C Web Annotation", ".jsonld", write_webannotation, columns=False),
    )
}


def write(
    store: Store,
    out: Path,
    filter: Filter | None = None,  # noqa: A002 - the words of the glossary
    format: str = "csv",  # noqa: A002
    columns: Sequence[str] | None = None,
    licence: str | None = None,
    told: Callable[[int, int], object] | None = None,
) -> int:
    """Writes the facts that `filter` describes to `out` and gives their number.

    The same store gives the same bytes. A file appears under its name only when it is whole.

    Args:
        store: The open store.
        out: The file, or for a data package the folder (or a file that ends in .zip).
        filter: Which facts; by default the approved ones.
        format: A name of `FORMATS`.
        columns: Names of `COLUMNS`, in order; by default all.
        licence: An SPDX name or an address, which a data package tells; by default the store's setting `LICENCE`.
        told: Is called now and then with the facts read so far and their number; what it raises ends the export, and
            nothing is written.

    Raises:
        ExportProblem: no such format or column, a library is missing, or the place cannot be written to.
    """
    known = FORMATS.get(format)
    if known is None:
        raise ExportProblem("format", name=format, known=", ".join(FORMATS))
    wanted = chosen(columns)
    out = Path(out)
    ids = store.fact_ids(filter or _approved())
    rows = sources(store, ids) if told is None else _told(sources(store, ids), len(ids), told)
    if known.alone:
        return write_package(out, wanted, rows, store.setting(LICENCE) if licence is None else licence)
    with whole_file(out) as part:
        return known.write(part, wanted, rows)


def _told(rows: Iterable[Source], total: int, told: Callable[[int, int], object]) -> Iterator[Source]:
    for done, row in enumerate(rows):
        if done % _OFTEN == 0:
            told(done, total)
        yield row
    told(total, total)


_OFTEN = 100  # facts between two words on how far it is


def preview(
    store: Store,
    filter: Filter | None = None,  # noqa: A002
    columns: Sequence[str] | None = None,
    limit: int = 20,
) -> tuple[tuple[Any, ...], ...]:
    """The first rows that an export would write, each a value a column as JSON has it."""
    wanted = chosen(columns)
    ids = [fact.id for fact in store.page(filter or _approved(), limit=limit)]
    return tuple(tuple(plain(column.get(row)) for column in wanted) for row in sources(store, ids))


def _approved() -> Filter:
    from core import filters

    return filters.parse("status:approved")
