"""The commands `facts`, `edit`, `totals`, `check` and `export`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path

from core import checks, edits, exchange, filters
from core import export as exporting
from core import totals as totalling
from core.checks.sentences import LIMITS
from core.cli.console import Console, counted
from core.cli.stores import existing
from core.errors import BadValue
from core.export.tables import write_csv
from core.records import Change, Fact, Status
from core.store import EditStep, Store

_CHUNK = 500
_LONG = 10_000  # steps from which an edit shows how far it is


def where(given: argparse.Namespace) -> filters.Filter:
    """The filter that `--where` asks for."""
    return filters.parse(" ".join(given.where))


def facts(given: argparse.Namespace, console: Console) -> int:
    """Prints facts as a table, JSON or CSV."""
    with existing(given.store, console, read_only=True) as store:
        ids = store.fact_ids(where(given))[: given.limit]
        if console.as_json:
            _print_json(store, list(ids))
        elif given.csv:
            _print_csv(store, list(ids))
        else:
            heads = ("id", "document", "status", "quote", "value", "unit", "indicator", "recipient", "period")
            console.table(heads, (_row(fact) for fact in _read(store, list(ids))))
    return 0


def _read(store: Store, ids: list[int]) -> Iterator[Fact]:
    for at in range(0, len(ids), _CHUNK):
        yield from store.facts(ids[at : at + _CHUNK])


def _print_json(store: Store, ids: list[int]) -> None:
    """One array, a fact a line, printed as it is read: a million facts are not held at once."""
    separator = "["
    for fact in _read(store, ids):
        original = store.original(fact.id)
        machine = {name: getattr(original, name) for name in edits.changed_fields(fact, original)}
        told = {name: value for name, value in machine.items() if name not in ("status", "note", "counting")}
        print(separator + "\n" + json.dumps(exporting.record(fact, fact.document, told), ensure_ascii=False), end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def _print_csv(store: Store, ids: list[int]) -> None:
    """CSV as `export` writes it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "facts.csv")
        write_csv(out, exporting.COLUMNS, exporting.sources(store, ids))
        sys.stdout.write(out.read_text(encoding="utf-8"))


def _row(fact: Fact) -> tuple[object, ...]:
    period = f"{fact.period_start or ''}..{fact.period_end or ''}" if fact.period_start or fact.period_end else ""
    value = exporting.plain(fact.value)
    places = " ".join(fact.recipient)
    return (fact.id, fact.document, fact.status, fact.quote, value, fact.unit, fact.indicator, places, period)


# --- edits ------------------------------------------------------------------------------------------


def edit(given: argparse.Namespace, console: Console) -> int:
    """Does to all facts of a filter what a key of the window does, as one edit."""
    with existing(given.store, console) as store:
        change = in_steps(_edit(store, list(store.fact_ids(where(given))), given.action, given.values), console)
    told(change, console)
    return 0


def in_steps(steps: Iterable[EditStep], console: Console) -> Change:
    """Runs an edit and shows how far it is; Ctrl+C leaves everything as it was."""
    change = Change(None, None)
    for step in steps:
        if step.total > _LONG:
            console.progress(step.done, step.total, "")
        change = step.change or change
    return change


def _edit(store: Store, ids: list[int], action: str, values: list[str]) -> Iterator[EditStep]:
    if action == "set":
        return edits.gradually(store, edits.set_each, _set(store, ids, values))
    if action in ("tag", "untag", "note"):
        worded = {"tag": edits.tag, "untag": edits.untag, "note": edits.note}
        return edits.gradually(store, worded[action], ids, " ".join(values))
    if values:
        raise BadValue("field", text=" ".join(values))
    plain = {"approve": edits.approve, "reject": edits.reject, "reopen": edits.reopen, "remove": edits.remove}
    return edits.gradually(store, plain[action], ids)


def _set(store: Store, ids: list[int], values: list[str]) -> dict[int, dict[str, object]]:
    """Each value is read in the light of its fact (`7300` of a fact in yuan), so facts are read one by one."""
    written = [(name, text) for name, sign, text in (value.partition("=") for value in values) if sign]
    if len(written) != len(values) or not values:
        raise BadValue("field", text=" ".join(values))
    wanted: dict[int, dict[str, object]] = {}
    about = {document: store.about(document) for document in {fact.document for fact in _read(store, ids)}}
    for fact in _read(store, ids):
        wanted[fact.id] = {}
        for name, text in written:
            wanted[fact.id] |= edits.read_field(name, text, fact, about[fact.document])
    return wanted


def told(change: Change, console: Console) -> None:
    """Says what an edit did."""
    if console.as_json:
        fields = sorted(change.fields)
        console.data({"edit": change.edit, "kind": change.kind, "facts": sorted(change.facts), "fields": fields})
    elif change.edit is None:
        console.words("没有变化", "Nothing to change")
    else:
        number = len(change.facts)
        console.words(f"操作 {change.edit}：{number} 条数据", f"Edit {change.edit}: {counted(number, 'fact')}")


# --- what is asked of facts -------------------------------------------------------------------------


def totals(given: argparse.Namespace, console: Console) -> int:
    """Prints totals and what they leave out."""
    by = tuple(name for name in given.by.split(",") if name)
    unknown = next((name for name in by if name not in totalling.GROUPINGS), None)
    if unknown is not None or not by:
        raise BadValue("choice", text=unknown or "", choices=", ".join(totalling.GROUPINGS))
    with existing(given.store, console, read_only=True) as store:
        status = None if given.all else Status.APPROVED
        found = totalling.rows(store, where(given), by, status)
    if console.as_json:
        rows = [_total(row) for row in found.rows]
        left = [
            {"fact": one.fact, "reason": one.reason, "why": one.reason.sentence(console.language),
             "contained_in": one.contained_in}
            for one in found.left_out
        ]  # fmt: skip
        console.data({"by": list(by), "rows": rows, "left_out": left})
        return 0
    heads = (*by, "value", "unit", "bound", "planned", "facts")
    console.table(
        heads,
        (
            (*row.label(console.language), exporting.plain(row.value), row.unit, row.bound, row.planned, len(row.facts))
            for row in found.rows
        ),
    )
    return 0


def _total(row: totalling.Row) -> dict[str, object]:
    names = [field.name for field in fields(row) if field.name not in ("facts", "covered")]
    told = {name: exporting.plain(getattr(row, name)) for name in names}
    return {**told, "facts": list(row.facts), "covered": list(row.covered)}


def check(given: argparse.Namespace, console: Console) -> int:
    """Prints what does not fit, one sentence each."""
    with existing(given.store, console) as store:
        found = checks.findings(store, where(given))
        crowded = checks.crowded(store)
    if console.as_json:
        console.data([_finding(one, console.language) for one in found])
    else:
        for one in found:
            console.say(f"[{one.weight}] {one.sentence(console.language)}")
        if crowded:
            console.say(LIMITS[console.language == "zh"])
    return 0


def _finding(one: checks.Finding, language: str) -> dict[str, object]:
    return {
        "key": one.key,
        "kind": one.kind,
        "weight": one.weight,
        "facts": list(one.facts),
        "document": one.document or None,
        "sentence": one.sentence(language),
        "settled": asdict(one.settled) if one.settled else None,
    }


_SUFFIXES = {".csv": "csv-bom", ".xlsx": "xlsx", ".jsonl": "jsonl", ".parquet": "parquet", ".zip": "datapackage"}


def export(given: argparse.Namespace, console: Console) -> int:
    """Writes a data set: approved facts, those of a filter, or with `--format archive` the whole store."""
    name = given.format or _SUFFIXES.get(given.out.suffix.lower(), "csv-bom")
    with existing(given.store, console, read_only=True) as store:
        if name == "archive":
            number = exchange.write(store, given.out)
        else:
            wanted = where(given) if given.where else None
            columns = given.columns.replace(",", " ").split() if given.columns else None
            number = exporting.write(store, given.out, wanted, name, columns, licence=given.licence)
    console.words(f"已写出 {number} 条数据：{given.out}", f"{counted(number, 'fact')} written to {given.out}")
    return 0
