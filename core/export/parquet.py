"""Writes facts as Parquet, with decimals, dates and lists as such; needs the library pyarrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from core.errors import ExportProblem
from core.export.columns import Column
from core.export.sources import Source

_BATCH = 20_000
_DIGITS, _PLACES = 38, 10  # of a 128-bit decimal: 28 digits before the point


def write_parquet(out: Path, columns: Sequence[Column], rows: Iterable[Source]) -> int:
    """The number of rows. Values have 38 digits, 10 of them after the point, and 76 and 30 where a value needs more.

    Raises:
        ExportProblem: pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExportProblem("library", format="Parquet", library="pyarrow", extra="parquet") from error
    told = [[column.get(row) for column in columns] for row in rows]
    schema = pyarrow.schema([_field(pyarrow, column, at, told) for at, column in enumerate(columns)])
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(told):
            arrays = [
                pyarrow.array([row[at] for row in batch], type=schema.field(at).type) for at in range(len(columns))
            ]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
    return len(told)


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _field(pyarrow: Any, column: Column, at: int, rows: Sequence[Sequence[object]]) -> Any:
    types = {
        "text": pyarrow.string,
        "integer": pyarrow.int64,
        "number": pyarrow.float64,
        "boolean": pyarrow.bool_,
        "date": pyarrow.date32,
        "list": lambda: pyarrow.list_(pyarrow.string()),
        "decimal": lambda: _decimal(pyarrow, [row[at] for row in rows]),
    }
    return pyarrow.field(column.name, types[column.kind](), metadata={"description": column.description})


def _decimal(pyarrow: Any, values: Iterable[object]) -> Any:
    small = all(_fits(value) for value in values if isinstance(value, Decimal))
    return pyarrow.decimal128(_DIGITS, _PLACES) if small else pyarrow.decimal256(76, 30)


def _fits(value: Decimal) -> bool:
    exponent = int(value.as_tuple().exponent)
    return exponent >= -_PLACES and value.adjusted() < _DIGITS - _PLACES
