"""Fits `confidence.toml` to annotated reports: `python -m resources.fit_confidence FOLDER...`.

A folder holds NAME.txt (repaired text), NAME.jsonl (its gold, see GUIDE.md of the annotation) and perhaps
NAME.about.json (title, publisher, published_on). `score.py` of the annotation, which aligns facts with gold, is taken
from the first folder or its parent's `gold`. Plain logistic regression with a ridge, by gradient descent.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from core.extract.confidence import MARKS
from core.extract.pipeline import Reading, read
from core.records import About

TABLE = Path(__file__).parent / "confidence.toml"
ROUNDS, STEP, RIDGE = 2500, 0.8, 0.004
HEAD = "# Coefficients of a fact's confidence, written by fit_confidence.py. Fitted on {facts} facts.\n"
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
    """What is known of a report besides its text."""
    beside = path.with_suffix(".about.json")
    known: dict[str, Any] = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
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


def examples(folder: Path, score: ModuleType) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The marks of each fact of a folder's reports, and whether it is right in every field."""
    for gold_path in sorted(folder.glob("*.jsonl")):
        text = gold_path.with_suffix(".txt").read_text(encoding="utf-8")
        reading = read(text, about_of(gold_path.with_suffix(".txt")))
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "facts.json"
            path.write_text(json.dumps(record(reading, text), ensure_ascii=False), encoding="utf-8")
            gold, facts = score.load_gold(gold_path), score.load_extracted(path)
        pairs = score.align(gold, facts)
        partner = {i + 1: j + 1 for i, j in pairs}
        right = {
            j: score.right(gold[i], facts[j]) and all(score.attributes(gold[i], facts[j], partner).values())
            for i, j in pairs
        }
        for j, marks in enumerate(reading.marks):
            yield marks, right.get(j, False)


def fit(seen: list[tuple[tuple[float, ...], bool]]) -> list[float]:
    """Bias and weights of the logistic function, bias first."""
    weights = [0.0] * (len(MARKS) + 1)
    for _ in range(ROUNDS):
        slope = [RIDGE * weight for weight in weights]
        slope[0] = 0.0
        for marks, right in seen:
            odds = weights[0] + sum(weight * mark for weight, mark in zip(weights[1:], marks, strict=True))
            miss = (1 / (1 + math.exp(-odds)) - right) / len(seen)
            slope[0] += miss
            for place, mark in enumerate(marks, 1):
                slope[place] += miss * mark
        weights = [weight - STEP * each for weight, each in zip(weights, slope, strict=True)]
    return weights


def main(folders: list[Path]) -> None:
    """Fits and writes the table."""
    score = scorer(folders[0])
    seen = [example for folder in folders for example in examples(folder, score)]
    bias, *weights = fit(seen)
    lines = [HEAD.format(facts=len(seen)), f"bias = {bias:.3f}\n\n[weights]\n"]
    lines += [f"{name} = {weight:.3f}\n" for name, weight in zip(MARKS, weights, strict=True)]
    TABLE.write_text("".join(lines), encoding="utf-8")
    print("".join(lines))


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
