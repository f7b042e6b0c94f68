"""A finding: something that does not fit, with the figures and the facts it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.records import Fact


class Kind(StrEnum):
    """The kinds of findings; the first ones weigh most."""

    SUM = "sum"
    CONTRADICTION = "contradiction"
    REVISION = "revision"
    SCALE = "scale"
    FRACTION = "fraction"
    GROWTH = "growth"
    HOUSEHOLD = "household"
    PERIOD = "period"
    PLACE = "place"
    NEAR_DOCUMENT = "near_document"
    REPEAT = "repeat"
    ROUNDING = "rounding"


#: Words of each kind, Chinese and English, in the order of the list.
TITLES: Mapping[Kind, tuple[str, str]] = {
    Kind.SUM: ("分项与总数不符", "Parts and whole"),
    Kind.CONTRADICTION: ("数值矛盾", "Contradictions"),
    Kind.REVISION: ("后来修订", "Revised later"),
    Kind.SCALE: ("单位或数量级", "Scale slips"),
    Kind.FRACTION: ("不是整数", "Fractions of people or things"),
    Kind.GROWTH: ("增幅不符", "Growth rates"),
    Kind.HOUSEHOLD: ("户均人数", "People per household"),
    Kind.PERIOD: ("时期晚于文档", "Period after the document"),
    Kind.PLACE: ("地名不明", "Unknown places"),
    Kind.NEAR_DOCUMENT: ("几乎相同的文档", "Near-duplicate documents"),
    Kind.REPEAT: ("重复", "Told in several places"),
    Kind.ROUNDING: ("因取整而不等", "Holds by rounding"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """How a finding was settled: by whom, when (ISO), and why."""

    who: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit.

    `weight` goes from 0 (a note) to 100. `facts` are the ids it rests on, the first one being what to look at.
    `template` names its sentence and `figures` fill it. `key` stays the same while the same facts disagree; `digest`
    changes when a figure among them does. `cell` is the scope for findings across documents, `document` the id for
    those within one (0 otherwise).
    """

    kind: Kind
    weight: int
    facts: tuple[int, ...]
    template: str
    figures: tuple[tuple[str, str], ...]
    key: str
    digest: str
    document: int = 0
    cell: str = ""
    settled: Settled | None = None

    def sentence(self, language: str = "en") -> str:
        """What does not fit and with which figures, in "zh" or "en"."""
        from core.checks.sentences import SENTENCES

        return SENTENCES[self.template][language == "zh"].format(**dict(self.figures))

    def title(self, language: str = "en") -> str:
        """The words for its kind."""
        return TITLES[self.kind][language != "zh"]


@dataclass(frozen=True, slots=True)
class Told:
    """A document as the checks read it: its text, its date, and its facts in reading order (rejected ones left out)."""

    document: int
    text: str
    published_on: date | None
    facts: tuple[Fact, ...]


def finding(
    kind: Kind,
    weight: int,
    facts: Iterable[Fact],
    template: str,
    figures: Mapping[str, str],
    *,
    cell: str = "",
    extra: str = "",
) -> Finding:
    """A finding over `facts`; within one document unless `cell` is given."""
    over = tuple(facts)
    key = ":".join([kind.value, template, cell or extra, *(str(fact.id) for fact in over[: 1 if cell else None])])
    if len(key) > 80:
        key = f"{key[:60]}:{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:12]}"
    return Finding(
        kind=kind,
        weight=weight,
        facts=tuple(fact.id for fact in over),
        template=template,
        figures=tuple(figures.items()),
        key=key,
        digest=digest(over),
        document=0 if cell else over[0].document,
        cell=cell,
    )


def digest(facts: Iterable[Fact]) -> str:
    """A hash of all that a finding can rest on: it changes when a figure does, and not with status, tags or notes."""
    told = [
        (
            fact.id, f"{fact.value.normalize():f}", str(fact.value_high), fact.bound, fact.unit, fact.indicator,
            fact.provider, fact.recipient, str(fact.period_start), str(fact.period_end), fact.per, fact.planned,
            fact.whole, fact.change,
        )
        for fact in sorted(facts, key=lambda fact: fact.id)
    ]  # fmt: skip
    return hashlib.sha1(json.dumps(told).encode(), usedforsecurity=False).hexdigest()[:16]
