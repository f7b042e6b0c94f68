"""How many of the seeded errors are found, and how many documents without one raise an alarm."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core import checks
from core.checks import Finding, Kind
from core.store import Store
from tests.core.checks.made import SEED, Case, cases

#: Findings from this weight on ask for a look; lighter ones are notes (a repeat counts once, a sum holds by rounding).
ALARM = 30


@dataclass(frozen=True)
class Measured:
    """Recall over the seeded errors; alarms beside what was seeded, a case; what was missed and what was raised."""

    recall: float
    false_alarms: float
    missed: tuple[str, ...]
    raised: tuple[str, ...]
    by_kind: dict[Kind, tuple[int, int]]


def measure(path: Path, seed: int = SEED) -> Measured:
    """Loads the made set into a store at `path` and holds its findings against what was seeded."""
    made = list(cases(seed))
    with Store.open(path) as store:
        case_of: dict[int, Case] = {}
        for case in made:
            for document, facts in case.documents:
                number, _ = store.add(document, facts)
                case_of[number] = case
        found = checks.findings(store)
        home = {fact.id: fact.document for fact in store.facts(sorted({fact for one in found for fact in one.facts}))}
    hits: dict[str, list[Finding]] = {case.name: [] for case in made}
    for one in found:
        hits[case_of[home[one.facts[0]]].name].append(one)
    seeded, right = Counter[Kind](), Counter[Kind]()
    missed, raised = [], []
    for case in made:
        kinds = [one.kind for one in hits[case.name]]
        if case.kind is not None:
            seeded[case.kind] += 1
            right[case.kind] += case.kind in kinds
            if case.kind not in kinds:
                missed.append(case.name)
        others = [one for one in hits[case.name] if one.weight >= ALARM and one.kind is not case.kind]
        if others:
            raised.append(f"{case.name}: {others[0].sentence()}")
    return Measured(
        recall=sum(right.values()) / sum(seeded.values()),
        false_alarms=len(raised) / len(made),
        missed=tuple(missed),
        raised=tuple(raised),
        by_kind={kind: (right[kind], seeded[kind]) for kind in seeded},
    )
