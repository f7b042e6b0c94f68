"""Facts for a notebook: as plain records, and as a frame of pandas or polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from core import filters
from core.errors import ExportProblem
from core.export.columns import Column, Value, chosen
from core.export.sources import sources

if TYPE_CHECKING:
    from core.store import Store

#: The facts that are taken where nothing else is said.
APPROVED = "status:approved"


def records(
    store: Store,
    filter: filters.Filter | str = APPROVED,  # noqa: A002 - the words of the glossary
    columns: Sequence[str] | None = None,
) -> Iterator[dict[str, Value]]:
    """The facts that a filter describes, each a dictionary of `COLUMNS`: values are `Decimal`, days `datetime.date`.

    Raises:
        BadFilter: the filter cannot be understood.
        ExportProblem: no such column.
    """
    wanted = chosen(columns)
    for row in sources(store, store.fact_ids(_filter(filter))):
        yield {column.name: column.get(row) for column in wanted}


def frame(
    store: Store,
    filter: filters.Filter | str = APPROVED,  # noqa: A002
    columns: Sequence[str] | None = None,
    *,
    library: Literal["pandas", "polars"] = "pandas",
) -> Any:
    """The same as a frame. Values stay exact: `Decimal` objects in pandas, `Decimal(38, 10)` in polars.

    Raises:
        BadFilter: the filter cannot be understood.
        ExportProblem: no such column, or the library is not installed.
    """
    make = {"pandas": _pandas, "polars": _polars}[library]
    try:
        return make(chosen(columns), list(records(store, filter, columns)))
    except ModuleNotFoundError as error:
        raise ExportProblem("library", format=library, library=library, extra="frames") from error


def _filter(filter: filters.Filter | str) -> filters.Filter:  # noqa: A002
    return filters.parse(filter) if isinstance(filter, str) else filter


#: Types of whole numbers, truths and days that may be missing; all else is kept as Python has it.
_PANDAS = {"integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]"}


def _pandas(columns: Sequence[Column], rows: list[dict[str, Value]]) -> Any:
    import pandas

    series = {
        column.name: pandas.Series([row[column.name] for row in rows], dtype=_PANDAS.get(column.kind, "object"))
        for column in columns
    }
    return pandas.DataFrame(series)


def _polars(columns: Sequence[Column], rows: list[dict[str, Value]]) -> Any:
    import polars

    types: dict[str, Any] = {
        "text": polars.String, "integer": polars.Int64, "number": polars.Float64, "decimal": polars.Decimal(38, 10),
        "boolean": polars.Boolean, "date": polars.Date, "list": polars.List(polars.String),
    }  # fmt: skip
    plain = [{name: list(v) if isinstance(v, tuple) else v for name, v in row.items()} for row in rows]
    return polars.DataFrame(plain, schema={column.name: types[column.kind] for column in columns})
