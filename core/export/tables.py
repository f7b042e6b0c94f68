"""Writes facts as comma-separated values and as JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from core.export.columns import Column, Value
from core.export.record import plain
from core.export.sources import Source

#: A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "=", "+", "-", "@")


def write_csv(
    out: Path, columns: Sequence[Column], rows: Iterable[Source], *, bom: bool = False, neutral: bool = True
) -> int:
    """RFC 4180, UTF-8, lines end with CR LF; the number of rows.

    Args:
        out: Where to write.
        columns: What to write.
        rows: The facts.
        bom: Begin with a byte order mark, by which Excel knows UTF-8.
        neutral: Put an apostrophe before texts that a spreadsheet would run as a formula.
    """
    count = 0
    with out.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.name for column in columns)
        for row in rows:
            count += 1
            writer.writerow(cell(column, column.get(row), neutral=neutral) for column in columns)
    return count


def cell(column: Column, value: Value, *, neutral: bool = True) -> str:
    """A value as text: decimals in full, dates ISO, true and false, lists joined by a space, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return disarmed(text) if neutral and column.kind in ("text", "list") else text


def disarmed(text: str) -> str:
    """A text with an apostrophe before it where a spreadsheet would run it as a formula.

    >>> disarmed("=1+1"), disarmed("增长-5%")
    ("'=1+1", '增长-5%')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_jsonl(out: Path, columns: Sequence[Column], rows: Iterable[Source]) -> int:
    """One JSON object a line: decimals and dates as text (exact), lists as lists; the number of lines."""
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            count += 1
            told = {column.name: plain(column.get(row)) for column in columns}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return count
