"""Rules that a curator's corrections left behind: which facts they fit, and what they set."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from core import gazetteer
from core.extract.indicators import INDICATORS
from core.filters import Condition, Filter
from core.records import Change, EditKind, Fact, Status
from core.store import Store

Values = Mapping[str, object]

#: What a rule sets is told by its first field; the words go around the word of the text and the new value.
_SENTENCES = {
    "place": {"zh": "“{word}”是{value}", "en": "“{word}” is {value}"},
    "indicator": {"zh": "“{word}”的指标是{value}", "en": "“{word}” measures {value}"},
    "unit": {"zh": "“{word}”的单位是{value}", "en": "“{word}” counts in {value}"},
    "period": {"zh": "“{word}”的时期是{value}", "en": "“{word}” is the period {value}"},
    "other": {"zh": "“{word}”的{field}是{value}", "en": "“{word}” has {field} {value}"},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Facts whose fields equal `fits`, and whose sentence holds `word`, get the fields of `sets`.

    `document` is the only document it is for, or None for all, later ones too. Values are JSON's: places as
    lists, dates and decimals as text.
    """

    word: str
    fits: Values
    sets: Values
    document: int | None = None
    active: bool = True

    @property
    def name(self) -> str:
        """A name that tells the same rule made twice from another."""
        parts = json.dumps([self.word, dict(self.fits), dict(self.sets), self.document], sort_keys=True)
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    @property
    def filter(self) -> Filter:
        """Pending facts among which all that the rule fits are."""
        conditions = [Condition("status", ":", (Status.PENDING.value,)), Condition("text", ":", (self.word,))]
        if self.document is not None:
            conditions.append(Condition("document", ":", (str(self.document),)))
        if "indicator" in self.fits:
            conditions.append(Condition("indicator", ":", (str(self.fits["indicator"]),)))
        return Filter(tuple(conditions))

    def fitting(self, fact: Fact) -> bool:
        """Whether the rule fits a fact and would change it."""
        wanted = self.document in (None, fact.document) and self.word in fact.sentence
        fits = all(plain(getattr(fact, field)) == value for field, value in self.fits.items())
        return wanted and fits and any(plain(getattr(fact, field)) != value for field, value in self.sets.items())

    def sentence(self, language: str) -> str:
        """What the rule says, in "zh" or "en"."""
        field = next(iter(self.sets))
        kind = "place" if field in ("provider", "recipient") else field.partition("_")[0]
        template = _SENTENCES.get(kind, _SENTENCES["other"])
        return template[language if language in template else "en"].format(
            word=self.word, value=_named(field, self.sets, language), field=field
        )


def _named(field: str, sets: Values, language: str) -> str:
    value = sets[field]
    if isinstance(value, list):
        return "、".join(_place(str(code)) for code in value) or ("无" if language == "zh" else "none")
    if field == "indicator" and value in INDICATORS:
        known = INDICATORS[str(value)]
        return known.zh if language == "zh" else known.en
    if field.startswith("period"):
        return f"{sets.get('period_start') or '…'} – {sets.get('period_end') or '…'}"
    return str(value)


def _place(code: str) -> str:
    known = gazetteer.load().place(code)
    return known.name if known else code


def plain(value: object) -> object:
    """A field's value as a rule keeps it."""
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal | date | str) else value


def _field_values(sets: Values) -> dict[str, object]:
    """What a rule sets, as values of a fact's fields."""
    return {
        field: tuple(value)
        if isinstance(value, list)
        else date.fromisoformat(value)
        if field in ("period_start", "period_end") and isinstance(value, str)
        else value
        for field, value in sets.items()
    }


def changes_by(rule: Rule, facts: Iterable[Fact]) -> dict[int, dict[str, object]]:
    """The changes that a rule makes to those of the facts that it fits."""
    return {fact.id: _field_values(rule.sets) for fact in facts if rule.fitting(fact)}


# --- in the store -----------------------------------------------------------------------------------


def row_of(rule: Rule, curator: str) -> dict[str, object]:
    """A rule as its row of the store."""
    fits = {"word": rule.word, "fields": dict(rule.fits), "document": rule.document}
    return {
        "fits": json.dumps(fits, ensure_ascii=False),
        "sets": json.dumps(dict(rule.sets), ensure_ascii=False),
        "active": int(rule.active),
        "made_by": curator,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _rule_of(row: Mapping[str, object]) -> Rule:
    fits = json.loads(str(row["fits"]))
    return Rule(fits["word"], fits["fields"], json.loads(str(row["sets"])), fits["document"], bool(row["active"]))


def rules(store: Store) -> tuple[Rule, ...]:
    """All rules of a store, switched off ones too."""
    return tuple(_rule_of(row) for row in store.items("rules").values())


def switch(store: Store, rule: Rule, *, active: bool) -> Change:
    """Switches a rule on or off for later imports; what it did stays."""
    row = {**store.items("rules")[rule.name], "active": int(active)}
    return store.apply(
        EditKind.RULE, {}, replace(rule, active=active).sentence("zh"), items={("rules", rule.name): row}
    )


def delete(store: Store, rule: Rule) -> Change:
    """Forgets a rule; what it did stays, and undo brings it back."""
    return store.apply(EditKind.RULE, {}, rule.sentence("zh"), items={("rules", rule.name): None})


def apply_rules(store: Store, documents: Iterable[int]) -> tuple[Change, ...]:
    """Lets the active rules put right the facts of new documents: one edit for each rule that fits any."""
    wanted = list(documents)
    active = [rule for rule in rules(store) if rule.active and rule.document is None] if wanted else []
    found: list[Change] = []
    for rule in active:
        changes: dict[int, dict[str, object]] = {}
        for document in wanted:
            within = rule.filter & Filter((Condition("document", ":", (str(document),)),))
            changes |= changes_by(rule, store.facts(store.fact_ids(within)))
        if changes:
            found.append(store.apply(EditKind.RULE, changes, rule.sentence("zh")))
    return tuple(found)
