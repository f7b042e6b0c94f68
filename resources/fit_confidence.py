"""Fits `confidence.toml` to annotated reports: `python -m resources.fit_confidence FOLDER...`.

A folder holds NAME.txt (repaired text), NAME.jsonl (its gold, see GUIDE.md of the annotation) and perhaps
NAME.about.json (title, publisher, published_on). `score.py` of the annotation, which aligns facts with gold, is taken
from the first folder or its parent's `gold`. A fact is right when quantity, indicator, recipient and period are.

Where NAME.first.json stands beside a report, what was found in it at first sight is taken instead of what is found now
that words were tried on it: `--first FOLDER...` writes these files, before a report is looked at. The other reports, on
which words and weights were tried, count a quarter. The table printed at the end tells how far stated and found agree
on reports at first sight that were kept apart from the fit, a sixth of them at a time.
Plain logistic regression by gradient descent; the ridge is strong, because facts of one report err together.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from core.extract.confidence import MARKS, coefficients, probability
from core.extract.pipeline import Reading, read
from core.records import About, Fact
from core.repair import repair

TABLE = Path(__file__).parent / "confidence.toml"
SEEDS = Path(__file__).parents[1] / "seeds"
ROUNDS, STEP, RIDGE = 400, 0.8, 0.05
TRIED = 0.25
FOLDS = 6
RIGHT = ("indicator", "recipient", "period")
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)
HEAD = "# Coefficients of a fact's confidence, written by fit_confidence.py. Fitted on {facts} facts.\n"

#: Marks of a fact, whether it is right, and what it counts in the fit.
Example = tuple[tuple[float, ...], bool, float]
FIELDS = ("id", "start", "end", "indicator", "per", "planned", "whole", "change", "same_as", "unit", "bound")


def scorer(folder: Path) -> ModuleType:
    """The module `score.py`, which stands beside the gold."""
    for place in (folder, folder.parent / "gold", folder.parent / "shared" / "gold"):
        if (place / "score.py").exists():
            spec = importlib.util.spec_from_file_location("score", place / "score.py")
            if spec and spec.loader:
                module = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(module)
                return module
    raise SystemExit(f"No score.py beside {folder}.")


def about_of(path: Path) -> About:
    """What is known of a report besides its text: told beside it, or found by repair in the sample report."""
    beside = path.with_suffix(".about.json")
    if not beside.exists():
        seeds = sorted(SEEDS.glob(f"{path.stem}*.txt"))
        return repair(seeds[0].read_text(encoding="utf-8")).about if seeds else About()
    known: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8"))
    day = known.get("published_on")
    return About(known.get("title"), known.get("publisher"), None, date.fromisoformat(day) if day else None)


def record(reading: Reading, text: str) -> dict[str, Any]:
    """A reading as `score.py` takes it."""
    facts = [
        {
            name: getattr(fact, name)
            for name in (
                "id",
                "start",
                "end",
                "indicator",
                "per",
                "planned",
                "whole",
                "change",
                "same_as",
                "unit",
                "bound",
            )
        }
        | {"value": str(fact.value), "value_high": None if fact.value_high is None else str(fact.value_high)}
        | {"provider": list(fact.provider), "recipient": list(fact.recipient)}
        | {"period_start": fact.period_start and fact.period_start.isoformat()}
        | {"period_end": fact.period_end and fact.period_end.isoformat()}
        for fact in reading.facts
    ]
    return {"document": {"text": text}, "facts": facts}


def judged(gold_path: Path, score: ModuleType) -> Iterator[tuple[Fact, tuple[float, ...], bool]]:
    """Each fact that is found in an annotated report, its marks, and whether it is right."""
    text = gold_path.with_suffix(".txt").read_text(encoding="utf-8")
    yield from compared(read(text, about_of(gold_path.with_suffix(".txt"))), text, gold_path, score)


def compared(
    reading: Reading, text: str, gold_path: Path, score: ModuleType
) -> Iterator[tuple[Fact, tuple[float, ...], bool]]:
    """The same for a reading that is at hand."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "facts.json"
        path.write_text(json.dumps(record(reading, text), ensure_ascii=False), encoding="utf-8")
        gold, facts = score.load_gold(gold_path), score.load_extracted(path)
    pairs = score.align(gold, facts)
    partner = {i + 1: j + 1 for i, j in pairs}
    right: dict[int, bool] = {}
    for i, j in pairs:
        agreed = score.attributes(gold[i], facts[j], partner)
        right[j] = score.right(gold[i], facts[j]) and all(agreed[name] for name in RIGHT)
    for j, (fact, marks) in enumerate(zip(reading.facts, reading.marks, strict=True)):
        yield fact, marks, right.get(j, False)


def fit(seen: list[Example]) -> list[float]:
    """Bias and weights of the logistic function, bias first."""
    weights = [0.0] * (len(MARKS) + 1)
    whole = sum(counts for _, _, counts in seen)
    for _ in range(ROUNDS):
        slope = [RIDGE * weight for weight in weights]
        slope[0] = 0.0
        for marks, right, counts in seen:
            odds = weights[0] + sum(weight * mark for weight, mark in zip(weights[1:], marks, strict=True))
            miss = counts * (1 / (1 + math.exp(-odds)) - right) / whole
            slope[0] += miss
            for place, mark in enumerate(marks, 1):
                slope[place] += miss * mark
        weights = [weight - STEP * each for weight, each in zip(weights, slope, strict=True)]
    return weights


def calibration(given: list[tuple[float, bool]]) -> Iterator[tuple[str, str]]:
    """Of the facts given a confidence, how many are right: the range, and what was found, for each range."""
    for low, high in pairwise(BINS):
        bin_ = [(stated, right) for stated, right in given if low <= stated < high]
        if bin_:
            mean = sum(stated for stated, _ in bin_) / len(bin_)
            share = sum(right for _, right in bin_) / len(bin_)
            yield (
                f"confidence {low:.1f} to {min(high, 1.0):.1f}",
                f"{len(bin_)} facts, {mean:.2f} stated, {share:.2f} right",
            )


def examples(paths: list[Path], score: ModuleType, counts: float) -> list[Example]:
    """The facts of some annotated reports, each counting `counts`."""
    return [(marks, right, counts) for path in paths for marks, right in first_seen(path, score)]


def first_seen(path: Path, score: ModuleType) -> list[tuple[tuple[float, ...], bool]]:
    """Marks of the facts of a report and whether they are right: at first sight where that was kept, else now."""
    kept = path.with_suffix(".first.json")
    if kept.exists():
        return [(tuple(marks), right) for marks, right in json.loads(kept.read_text(encoding="utf-8"))]
    return [(marks, right) for _, marks, right in judged(path, score)]


def keep_first(folders: list[Path]) -> None:
    """Writes what is found now in the reports of some folders as what was found at first sight."""
    score = scorer(folders[0])
    for path in (path for folder in folders for path in sorted(folder.glob("*.jsonl"))):
        found = [(marks, right) for _, marks, right in judged(path, score)]
        path.with_suffix(".first.json").write_text(json.dumps(found), encoding="utf-8")


def apart(tried: list[Example], others: list[list[Example]]) -> list[tuple[float, bool]]:
    """What a fit without the report of a fact states of it, and whether it is right; a fold of reports at a time."""
    given: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        bias, *weights = fit(
            tried + [one for place, each in enumerate(others) if place % FOLDS != fold for one in each]
        )
        for marks, right, _ in (one for each in others[fold::FOLDS] for one in each):
            odds = bias + sum(weight * mark for weight, mark in zip(weights, marks, strict=True))
            given.append((1 / (1 + math.exp(-odds)), right))
    return given


def main(folders: list[Path]) -> None:
    """Fits and writes the table, and prints how honest it is on reports kept apart."""
    score = scorer(folders[0])
    paths = [path for folder in folders for path in sorted(folder.glob("*.jsonl"))]
    unread = [path for path in paths if path.with_suffix(".first.json").exists()]
    tried = examples([path for path in paths if path not in unread], score, TRIED)
    others = [examples([path], score, 1.0) for path in unread]
    seen = tried + [one for each in others for one in each]
    bias, *weights = fit(seen)
    lines = [HEAD.format(facts=len(seen)), f"bias = {bias:.3f}\n\n[weights]\n"]
    lines += [f"{name} = {weight:.3f}\n" for name, weight in zip(MARKS, weights, strict=True)]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print("".join(lines))
    coefficients.cache_clear()
    fitted = [(probability(marks), right) for marks, right, _ in seen]
    for name, given in (("of the fit", fitted), ("kept apart", apart(tried, others))):
        print(f"Reports {name}")
        for row in calibration(given):
            print("  ", *row)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--first"]:
        keep_first([Path(word) for word in sys.argv[2:]])
    else:
        main([Path(word) for word in sys.argv[1:]])
