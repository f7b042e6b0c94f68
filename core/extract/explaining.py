"""Shows how the facts of a text were found: each sentence with its quantities, words and weights."""

from __future__ import annotations

from collections.abc import Iterator

from core.extract.pipeline import Reading, read
from core.records import About

_SHOWN = 8


def explain(text: str, about: About = About()) -> str:  # noqa: B008  About is frozen
    """Each sentence that holds facts, with the rules that fired and their scores, for a terminal."""
    return "\n".join(_lines(read(text, about)))


def _lines(reading: Reading) -> Iterator[str]:
    sentence = ""
    for fact, verdict in zip(reading.facts, reading.verdicts, strict=True):
        if fact.sentence != sentence:
            sentence = fact.sentence
            yield f"\n{sentence}"
        values = f"{fact.value} {fact.unit}  {fact.indicator}  {fact.confidence:.2f}"
        yield f"  [{fact.id}] {fact.quote}  {values}  {fact.rule}"
        for code, weight, word, place in sorted(verdict.evidence, key=lambda each: -abs(each[1]))[:_SHOWN]:
            yield f"        {weight:+.2f} {code:32} {word} ({place})"
