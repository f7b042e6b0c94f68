"""What a total is made of: rows, the facts they count, and the facts they leave out with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from core.records import Bound

if TYPE_CHECKING:
    from core.totals.ranking import LeftOuts, Rows


class Reason(StrEnum):
    """Why a fact is not counted."""

    RATE = "rate"
    CHANGE = "change"
    NOT_ADDED = "not_added"
    PART = "part"
    MADE_OF_PARTS = "made_of_parts"
    REPEAT = "repeat"
    NESTED = "nested"
    OLDER = "older"
    CURATOR = "curator"

    def sentence(self, language: str = "en") -> str:
        """The reason in a few words, `language` "zh" or "en"."""
        return SENTENCES[self][language == "zh"]


#: English and Chinese wording of each reason.
SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.RATE: ("a rate, such as per head or per month", "比率（人均、每月等），不相加"),
    Reason.CHANGE: ("one end or the size of a change", "变化的起点、终点或幅度，不相加"),
    Reason.NOT_ADDED: ("its indicator is never added", "该指标不相加"),
    Reason.PART: ("a part of a counted figure", "已含在所属总数中"),
    Reason.MADE_OF_PARTS: ("its parts make it up exactly and are counted", "各分项之和恰为此数，已分别计入"),
    Reason.REPEAT: ("told before", "重复，前文已计"),
    Reason.NESTED: ("its places and period lie within those of a counted figure", "地区和时期已包含在另一数据中"),
    Reason.OLDER: ("a newer figure of the same place is counted", "同一地区已有更新的数据"),
    Reason.CURATOR: ("left out by hand", "人工不计"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that is not counted. `contained_in` is the counted fact that holds it, where there is one."""

    fact: int
    reason: Reason
    contained_in: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One exact total.

    `key` has one entry a grouping (place codes joined by "+", years as 2019 or 2018–2020, "" for unknown),
    `labels` and `labels_en` say it in words. `value` is the sum as stated, `low` and `high` what it is at least and at
    most (`high` is None where a figure says 余, 多 or 以上), in the base unit `unit`. Planned figures have rows of
    their own. `facts` are the ids counted, `covered` those of this key that are inside counted ones.
    """

    key: tuple[str, ...]
    labels: tuple[str, ...]
    labels_en: tuple[str, ...]
    unit: str
    planned: bool
    value: Decimal
    low: Decimal
    high: Decimal | None
    bound: Bound
    facts: Sequence[int]
    covered: Sequence[int] = ()

    def label(self, language: str = "zh") -> tuple[str, ...]:
        """The key in words."""
        return self.labels if language == "zh" else self.labels_en


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows in the order of their keys, and every fact that was left out with its reason."""

    by: tuple[str, ...]
    rows: Rows
    left_out: LeftOuts
