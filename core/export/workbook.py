"""Writes facts as an Excel workbook: a typed table, the sources, and the codebook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.errors import ExportProblem
from core.export.codebook import codebook_rows, source_rows
from core.export.columns import Column, Value
from core.export.files import EPOCH
from core.export.sources import Source
from core.records import Document

_MOST_ROWS = 1_048_575  # besides the header
_LONGEST = 32_767  # characters of a cell
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SAVED_AT = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_WIDTHS = {"decimal": 16, "date": 12, "integer": 9, "boolean": 9, "number": 10, "list": 18, "text": 18}
_WIDE = {"sentence": 60, "title": 32}


def write_xlsx(out: Path, columns: Sequence[Column], rows: Iterable[Source]) -> int:
    """The number of rows. Beside the cell with the value stands the same value as exact text (a cell keeps 15 digits).

    Raises:
        ExportProblem: more rows than a sheet holds.
    """
    book = Workbook(write_only=True)
    documents: dict[int, Document] = {}
    count = _facts(book, columns, _noted(rows, documents))
    ordered = [documents[number] for number in sorted(documents)]
    _plain_sheet(book, "sources 来源", source_rows(ordered))
    _plain_sheet(book, "codebook 指标", codebook_rows())
    _plain_sheet(
        book,
        "columns 列",
        [("name", "zh", "en", "description", "说明")]
        + [(column.name, column.zh, column.en, column.description, column.description_zh) for column in columns],
    )
    book.save(out)
    _settle(out)
    return count


def _noted(rows: Iterable[Source], documents: dict[int, Document]) -> Iterator[Source]:
    for row in rows:
        documents.setdefault(row.document.id, row.document)
        yield row


def _facts(book: Workbook, columns: Sequence[Column], rows: Iterable[Source]) -> int:
    sheet = book.create_sheet("facts 数据")
    names = [name for column in columns for name in _headers(column)]
    sheet.freeze_panes = "A2"
    widths = [_WIDE.get(column.name, _WIDTHS[column.kind]) for column in columns for _ in _headers(column)]
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    count = 0
    for count, row in enumerate(rows, 1):
        if count > _MOST_ROWS:
            raise ExportProblem("too_long", format="XLSX", limit=_MOST_ROWS, rows=f"{count}+")
        sheet.append([cell for column in columns for cell in _cells(sheet, column, column.get(row))])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{count + 1}"
    return count


def _headers(column: Column) -> tuple[str, ...]:
    return (column.name, f"{column.name}_text") if column.kind == "decimal" else (column.name,)


def _cells(sheet: Any, column: Column, value: Value) -> Iterator[Any]:
    yield _cell(sheet, value)
    if column.kind == "decimal":
        yield _cell(sheet, f"{value:f}" if isinstance(value, Decimal) else None)


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Any:
    """A typed cell; text stays text, even where it begins with an equals sign."""
    if isinstance(value, tuple):
        value = " ".join(value)
    if isinstance(value, str):
        value = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST] or None
    typed: Any = value  # openpyxl writes Decimal and date as they are; its published types name only some
    cell = WriteOnlyCell(sheet, value=typed)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, Decimal):
        cell.number_format = "#,##0" if value == value.to_integral_value() else "#,##0.############"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _plain_sheet(book: Workbook, title: str, rows: Iterable[Sequence[Value]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column in "ABCDEFG":
        sheet.column_dimensions[column].width = 24
    for at, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=at == 0) for value in row])


def _settle(out: Path) -> None:
    """Takes the moment of writing out of the archive, so that the same data give the same bytes."""
    with zipfile.ZipFile(out) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            if name == "docProps/core.xml":
                data = _SAVED_AT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
