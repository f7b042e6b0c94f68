"""The commands `repair`, `extract` and `import`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from core import exchange, ingest, read
from core import extract as extraction
from core import repair as repairing
from core.cli.console import Console, counted
from core.errors import Problem
from core.export import document_record, plain, record
from core.records import Document, Fact
from core.store import Store


def repair(given: argparse.Namespace, console: Console) -> int:
    """Prints the repaired text of each document of a file."""
    failed = 0
    for raw in read.read(given.file):
        if isinstance(raw, Problem):
            console.complain(raw)
            failed += 1
            continue
        repaired = repairing.repair(raw.text, raw.about)
        if console.as_json:
            told = {"text": repaired.text, "raw": repaired.raw, "about": plain(asdict(repaired.about))}
            told["pieces"] = [[piece.start, piece.end, piece.raw_start, piece.raw_end] for piece in repaired.pieces]
            told["repairs"] = [plain(one._asdict()) for one in repaired.repairs]
            console.data(told)
        else:
            console.say(repaired.text)
    return 1 if failed else 0


def extract(given: argparse.Namespace, console: Console) -> int:
    """Prints the facts of files; a file that cannot be read does not stop the others."""
    found: list[dict[str, object]] = []
    failed = 0
    for file in given.files:
        for one in ingest.prepare(file):
            if one.document is None:
                failed += 1
                if one.problem:
                    console.complain(one.problem)
            elif given.explain:
                console.say(extraction.explain(one.document.text, one.document.about))
            elif given.jsonl:
                console.line(_told(one.document, one.facts))
            elif console.as_json:
                found.append(_told(one.document, one.facts))
            else:
                _print(one.document, one.facts, console)
    if console.as_json and found:
        console.data(found[0] if len(found) == 1 and len(given.files) == 1 else found)
    return 1 if failed else 0


def _told(document: Document, facts: tuple[Fact, ...]) -> dict[str, object]:
    return {
        "document": {"name": document.name, **document_record(document)},
        "facts": [record(fact) for fact in facts],
    }


def _print(document: Document, facts: tuple[Fact, ...], console: Console) -> None:
    console.say(f"# {document.name} · {document.about.title or ''}")
    heads = ("quote", "value", "unit", "indicator", "provider", "recipient", "period", "confidence")
    console.table(heads, (_row(fact) for fact in facts))


def _row(fact: Fact) -> tuple[object, ...]:
    period = f"{fact.period_start or ''}..{fact.period_end or ''}" if fact.period_start or fact.period_end else ""
    places = (" ".join(fact.provider), " ".join(fact.recipient))
    return (fact.quote, plain(fact.value), fact.unit, fact.indicator, *places, period, f"{fact.confidence:.2f}")


def import_files(given: argparse.Namespace, console: Console) -> int:
    """Takes files, folders or the archive of another store into a store; lists what failed with its reason."""
    new = known = facts = 0
    problems: list[tuple[str, Problem]] = []
    archives = [path for path in given.paths if exchange.held(path)]
    with Store.open(given.store, curator=console.curator) as store:
        for path in archives:
            new += exchange.load(store, path)
            facts += store.count()
        for step in ingest.run(store, [path for path in given.paths if path not in archives], workers=given.workers):
            console.progress(step.done, step.total, step.name)
            if step.problem:
                problems.append((step.name, step.problem))
            else:
                new, known, facts = new + step.new, known + (not step.new), facts + step.facts
    failed = [{"name": name, "problem": one.kind, "sentence": one.sentence(console.language)} for name, one in problems]
    if console.as_json:
        console.data({"new": new, "known": known, "facts": facts, "failed": failed})
    else:
        english = f"{counted(new, 'new document')}, {known:,} known, {counted(facts, 'fact')}"
        console.words(f"新增文档 {new}，已有 {known}，数据 {facts}", english)
    for _, problem in problems:
        console.complain(problem)
    return 1 if problems else 0
