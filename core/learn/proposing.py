"""From one correction to the other pending facts that the same correction fits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core import gazetteer
from core.learn.rules import Rule, changes_by, plain, row_of
from core.records import Change, EditKind, Fact
from core.store import HistoryRow, Store

#: Corrections of more facts at once are bulk edits, not a lesson.
FEW = 20
_PLACE_END = re.compile(r"自治[旗县州]|[旗县市区盟州]")
_PERIOD = ("period_start", "period_end", "period_text")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that a correction suggests, and the other pending facts that it fits."""

    rule: Rule
    facts: tuple[int, ...]

    def sentence(self, language: str) -> str:
        """What accepting it does, in "zh" or "en"."""
        told, number = self.rule.sentence(language), len(self.facts)
        if language == "zh":
            return f"{told}：还可用于另外 {number} 条数据"
        return f"{told}: apply to {number} more {'fact' if number == 1 else 'facts'}"


def proposals(store: Store, change: Change) -> tuple[Proposal, ...]:
    """What the facts corrected by an edit teach about others; only proposals that fit another fact."""
    if change.edit is None or change.kind is not EditKind.SET or not 0 < len(change.facts) <= FEW:
        return ()
    seen: dict[str, Proposal] = {}
    for fact in store.facts(sorted(change.facts)):
        corrected = {row.field: row for row in store.history(fact=fact.id) if row.edit == change.edit}
        for rule in _rules(fact, corrected):
            fitting = changes_by(rule, store.facts(store.fact_ids(rule.filter)))
            others = tuple(number for number in fitting if number not in change.facts)
            if others:
                seen.setdefault(rule.name, Proposal(rule, others))
    return tuple(seen.values())


def accept(store: Store, proposal: Proposal) -> Change:
    """Makes the correction on the proposed facts and keeps the rule, in one edit."""
    rule = proposal.rule
    changes = changes_by(rule, store.facts(proposal.facts))
    row = row_of(rule, store.curator)
    return store.apply(EditKind.RULE, changes, rule.sentence("zh"), items={("rules", rule.name): row})


# --- what a correction teaches ----------------------------------------------------------------------

Corrected = Mapping[str, HistoryRow]


def _rules(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    for teach in (_places, _indicator, _unit, _period, _same_words):
        yield from teach(fact, corrected)


def _places(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    """`哈钦旗` was taken for another place, or for none: so it is wherever it stands."""
    for field in ("provider", "recipient"):
        row = corrected.get(field)
        after = getattr(fact, field)
        if row is None or len(after) != 1 or not isinstance(row.before, tuple):
            continue
        for word, everywhere in _names_for(fact.sentence, row.before, after[0]):
            document = None if everywhere else fact.document
            yield Rule(word, {field: list(row.before)}, {field: list(after)}, document)


def _names_for(sentence: str, before: tuple[str, ...], after: str) -> Iterator[tuple[str, bool]]:
    """Names in the sentence that were read as a place of `before`, or that sound like the place `after`.

    With each, whether it can mean that place only; a name of several places is settled for one document.
    """
    known = gazetteer.load()
    mentions = known.find(sentence)
    for word in dict.fromkeys(sentence[one.start : one.end] for one in mentions):
        candidates = {
            place.code for one in mentions if sentence[one.start : one.end] == word for place in one.candidates
        }
        if after in candidates:
            yield word, candidates == {after}
            return
    within = known.province(after)
    for word in dict.fromkeys(_place_like(sentence)):
        if not known.named(word) and any(place.code == after for place in known.suggest(word, within)):
            yield word, True
            return
    for word in dict.fromkeys(sentence[one.start : one.end] for one in mentions):
        if any(place.code in before for place in known.named(word)):
            yield word, False
            return


def _place_like(sentence: str) -> Iterator[str]:
    """Stretches of two to five characters that end like a place name, the likeliest lengths first."""
    for found in _PLACE_END.finditer(sentence):
        for length in (3, 4, 5, 2):
            word = sentence[max(0, found.end() - length) : found.end()]
            if re.fullmatch(r"[\u4e00-\u9fff]{2,}", word):
                yield word


def _indicator(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    """The words that decided the indicator decided wrongly."""
    row = corrected.get("indicator")
    if row is not None and fact.label:
        fits = {"label": fact.label, "indicator": plain(row.before), "unit": fact.unit}
        yield Rule(fact.label, fits, {"indicator": fact.indicator})


def _unit(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    """The measure word before the same words counts something else."""
    row = corrected.get("unit")
    if row is not None and fact.label and "value" not in corrected:
        fits = {"label": fact.label, "unit": plain(row.before), "measure_word": fact.measure_word}
        yield Rule(fact.label, fits, {"unit": fact.unit})


def _period(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    """The same words for a period mean the same in one document."""
    rows = [corrected[name] for name in _PERIOD if name in corrected]
    told = corrected["period_text"].before if "period_text" in corrected else fact.period_text
    if rows and isinstance(told, str) and told:
        fits = {name: plain(corrected[name].before if name in corrected else getattr(fact, name)) for name in _PERIOD}
        sets = {name: plain(getattr(fact, name)) for name in _PERIOD if name in corrected}
        yield Rule(told, fits, sets, fact.document)


def _same_words(fact: Fact, corrected: Corrected) -> Iterator[Rule]:
    """Rates, plans and changes: the same words with the same indicator, in one document."""
    for field in ("per", "planned", "change", "bound"):
        row = corrected.get(field)
        if row is not None and fact.label:
            fits = {"label": fact.label, "indicator": fact.indicator, field: plain(row.before)}
            yield Rule(fact.label, fits, {field: plain(getattr(fact, field))}, fact.document)
