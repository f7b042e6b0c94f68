"""The frozen records that every part of Hedui hands to the others. Nothing here computes.

Offsets are code points, half open. Dates are `datetime.date`. Values are `Decimal` in the base unit.
Places are six-digit GB/T 2260 codes as text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.frozen import record


class Status(StrEnum):
    """Where a fact stands with its curator."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class Bound(StrEnum):
    """How a stated number limits the true one."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Per(StrEnum):
    """What one of a rate is for: 人均, 户均, 每天, 每月, 每年, 每个."""

    PERSON = "person"
    HOUSEHOLD = "household"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ITEM = "item"


class Direction(StrEnum):
    """The part a number plays in a change that the text tells of (a fact's field `change`)."""

    FROM = "from"
    TO = "to"
    INCREASE = "increase"
    DECREASE = "decrease"


# --- repair -----------------------------------------------------------------------------------------


class RepairKind(StrEnum):
    """The kinds of damage that fixers put right; one fixer may yield several."""

    ENCODING = "encoding"
    GLOSS = "gloss"
    BYTE_SLIP = "byte_slip"
    PUNCTUATION = "punctuation"
    COLUMN = "column"
    WRAP = "wrap"
    FURNITURE = "furniture"
    METADATA = "metadata"
    TRADITIONAL = "traditional"
    WIDTH = "width"
    INVISIBLE = "invisible"
    SPACE = "space"
    DAMAGED = "damaged"


class Repair(NamedTuple):  # one for each gloss: a named tuple is made three times as fast as a frozen dataclass
    """One replacement, removal or move between raw and repaired text.

    `start`, `end` are offsets into the raw text; `before` is that stretch, `after` what stands for it in
    the repaired text (empty for a removal, equal to `before` for a move or for a place reported as
    damaged). `sure` is False where other readings were possible. `reason` is an English sentence;
    `repair.reasons.sentence` tells it in Chinese.
    """

    kind: RepairKind
    start: int
    end: int
    before: str
    after: str
    reason: str
    sure: bool = True

    @property
    def is_layout(self) -> bool:
        """Whether it only moved, joined or parted text: no character but white space came, went or is damaged."""
        return self.kind is not RepairKind.DAMAGED and "".join(self.before.split()) == "".join(self.after.split())


class Piece(NamedTuple):
    """A run of repaired text and the raw stretch it came from.

    Where both are equally long they correspond character by character; otherwise the whole run stands
    for the whole stretch. Pieces are in order of `start`, gapless in the repaired text; raw stretches in
    no piece were removed.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


@record(frozen=True, slots=True)
class About:
    """What a document says of itself, found by readers, furniture fixers and the extractor."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()


# --- facts ------------------------------------------------------------------------------------------


@record(frozen=True, slots=True)
class Quantity:
    """A number with its unit where it stands in a text; `text[start:end]` is the quote.

    `value` and `value_high` are in the base unit `unit` (see GUIDE: CNY, person, household, %, mu …).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    value_high: Decimal | None = None
    measure_word: str | None = None
    per: Per | None = None


@record(frozen=True, slots=True)
class Fact:
    """One quantity with what it measures, where, for whom and when.

    From the extractor `id` counts from 1 in reading order and `document` is 0; from a store both are the
    store's. `whole` and `same_as` are ids of the same document. `rule` names what found it, `label` is
    the words of the text that decided the indicator. `flags` are short codes for things to look at
    (`place_suggested`, `damaged_nearby` …).
    """

    id: int
    start: int
    end: int
    quote: str
    sentence: str
    value: Decimal
    unit: str
    bound: Bound = Bound.EXACT
    value_high: Decimal | None = None
    measure_word: str | None = None
    indicator: str = "other.count"
    label: str = ""
    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    period_start: date | None = None
    period_end: date | None = None
    period_text: str = ""
    per: Per | None = None
    planned: bool = False
    whole: int | None = None
    change: Direction | None = None
    same_as: int | None = None
    rule: str = ""
    confidence: float = 0.0
    flags: tuple[str, ...] = ()
    document: int = 0
    status: Status = Status.PENDING
    tags: tuple[str, ...] = ()
    note: str = ""
    counting: str = ""  # "" by the rules, "count" or "leave" where a curator overrules, see totals


#: Fields of a fact that a curator may set, in the order of the form.
EDITABLE = (
    "start",
    "end",
    "value",
    "value_high",
    "bound",
    "unit",
    "measure_word",
    "indicator",
    "provider",
    "recipient",
    "period_start",
    "period_end",
    "period_text",
    "per",
    "planned",
    "whole",
    "change",
    "same_as",
    "status",
    "note",
    "counting",
)


@record(frozen=True, slots=True)
class Document:
    """One source file: its bytes, its raw text, its repaired text, and how the two correspond."""

    name: str
    format: str
    sha256: str
    data: bytes
    raw: str
    text: str
    pieces: tuple[Piece, ...]
    repairs: tuple[Repair, ...]
    about: About = field(default_factory=About)
    encoding: str = "utf-8"
    id: int = 0


# --- edits ------------------------------------------------------------------------------------------


class EditKind(StrEnum):
    """What kind of step an edit is; the window and the command line put it into words."""

    APPROVE = "approve"
    REJECT = "reject"
    REOPEN = "reopen"
    SET = "set"
    TAG = "tag"
    UNTAG = "untag"
    ADD = "add"
    REMOVE = "remove"
    SPLIT = "split"
    JOIN = "join"
    LINK = "link"
    SETTLE = "settle"
    RULE = "rule"
    MERGE = "merge"
    UNDO = "undo"
    REDO = "redo"
    REWIND = "rewind"  # an edit and all after it taken back in one


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit touched: the store returns it, the session emits it, panels repaint by it.

    `edit` is the edit's number in the history, or None for an import (loading is no edit).
    """

    edit: int | None
    kind: EditKind | None
    facts: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    fields: frozenset[str] = frozenset()
    detail: str = ""
