"""One file to documents with their facts, without a store: what a worker process does."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from core import extract, read, repair
from core.errors import Problem, UnreadableFile
from core.frozen import record
from core.read import Page, RawDocument
from core.records import Document, Fact
from core.store.packing import Packed, pack

_log = logging.getLogger(__name__)


@record(frozen=True, slots=True)
class Prepared:
    """A document with its facts ready for a store, or the problem that kept it from being so."""

    name: str
    document: Document | None = None
    facts: tuple[Fact, ...] = ()
    pages: tuple[Page, ...] = ()
    problem: Problem | None = None


class Ready(NamedTuple):
    """What `Prepared` holds, packed for a store: sent from one process to another in a tenth of the time."""

    name: str
    packed: Packed | None
    problem: Problem | None


def document_of(raw: RawDocument) -> tuple[Document, tuple[Fact, ...]]:
    """Repairs a raw document and finds its facts."""
    repaired = repair.repair(raw.text, raw.about)
    found = extract.extract(repaired.text, repaired.about)
    document = Document(
        name=raw.name,
        format=raw.format,
        sha256=hashlib.sha256(raw.data).hexdigest(),
        data=raw.data,
        raw=raw.text,
        text=repaired.text,
        pieces=repaired.pieces,
        repairs=repaired.repairs,
        about=found.about,
        encoding=raw.encoding,
    )
    return document, found.facts


def prepare(path: Path) -> Iterator[Prepared]:
    """The documents of a file. What cannot be read is told, and never stops the rest."""
    documents = read.read(path)
    while True:
        try:
            raw = next(documents)
        except StopIteration:
            return
        except Problem as problem:
            yield Prepared(path.name, problem=problem)
            return
        except Exception as error:  # noqa: BLE001 - a bug in one reader must not stop an import of thousands
            yield _failed(path.name, error)
            return
        yield Prepared(str(raw.values["name"]), problem=raw) if isinstance(raw, Problem) else _prepared(raw)


def _prepared(raw: RawDocument) -> Prepared:
    try:
        document, facts = document_of(raw)
    except Problem as problem:
        return Prepared(raw.name, problem=problem)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(raw.name, error)
    return Prepared(raw.name, document, facts, raw.pages)


def _failed(name: str, error: Exception) -> Prepared:
    _log.error("%s could not be taken in", name, exc_info=error)
    return Prepared(name, problem=UnreadableFile("fault", name=name, detail=f"{type(error).__name__}: {error}"))


def ready(path: Path) -> Iterator[Ready]:
    """The documents of a file, packed."""
    for one in prepare(path):
        yield Ready(one.name, pack(one.document, one.facts, one.pages) if one.document else None, one.problem)


def all_ready(paths: list[Path]) -> list[Ready]:
    """The documents of several files, packed, in their order."""
    return [one for path in paths for one in ready(path)]
