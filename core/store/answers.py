"""What a store answers, besides the records that it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.records import Change, EditKind


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list: what it is and how far its facts are decided."""

    id: int
    name: str
    title: str | None
    publisher: str | None
    published_on: date | None
    format: str
    facts: int
    pending: int
    approved: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of a curator.

    `touched` is how many facts and other things it changed, `reverses` the edit that it takes back.
    """

    number: int
    at: datetime
    who: str
    kind: EditKind
    detail: str
    reverses: int | None
    touched: int


@dataclass(frozen=True, slots=True)
class EditStep:
    """How far a long edit is, in facts: each is read and written. The last step has the `change`."""

    done: int
    total: int
    name: str = ""
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One field of one fact before and after an edit; `item` stands for `fact` where a tag, rule or finding changed.

    `undone` says whether this edit of this fact is taken back at present.
    """

    edit: int
    at: datetime
    who: str
    kind: EditKind
    detail: str
    reverses: int | None
    fact: int | None
    document: int | None
    field: str
    before: object
    after: object
    undone: bool
    item: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a searched text stands: `start`, `end` in the repaired text, and the line or sentence around it."""

    document: int
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A curator's own word: its colour (`#rrggbb` or empty), how many facts carry it, and its key 1–9."""

    name: str
    colour: str = ""
    count: int = 0
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """An automatic copy of a store: where it is, when it was made (local time), and its bytes."""

    path: Path
    at: datetime
    size: int
