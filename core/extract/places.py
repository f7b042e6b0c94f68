"""Who assists and who is assisted: the pair of a document, and provider and recipient of each quantity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core import gazetteer
from core.records import About


@dataclass(frozen=True, slots=True)
class Places:
    """Provider and recipient of one quantity; `rule` names what decided them."""

    provider: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    rule: str = ""
    flags: tuple[str, ...] = ()


def pair(text: str, about: About) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The provider and the recipient that a document as a whole speaks of."""
    known = gazetteer.load()
    providers, recipients = {one.provider[:2] for one in known.pairs}, {one.recipient[:2] for one in known.pairs}
    votes: Counter[str] = Counter()
    for weight, part in ((5, about.title or ""), (3, text[:300]), (1, text)):
        for mention in known.find(part, about.published_on):
            if mention.form is not gazetteer.Form.SHORT or mention.candidates[0].level is not gazetteer.Level.COUNTY:
                for place in mention.candidates:
                    votes[place.code] += weight
    ranked = [code for code, _ in votes.most_common()]
    east = next((code for code in ranked if code[:2] in providers - recipients), None)
    west = next((code for code in ranked if code[:2] in recipients and code != east), None)
    return (east,) if east else (), (west,) if west else ()


def assign(text: str, spans: Sequence[tuple[int, int]], about: About) -> tuple[Places, ...]:
    """Provider and recipient of each quantity, given as spans of the text in order."""
    provider, recipient = about.provider, about.recipient
    if not provider and not recipient:
        provider, recipient = pair(text, about)
    return tuple(Places(provider, recipient, "document") for _ in spans)
