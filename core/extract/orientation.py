"""Tells by the official pairs which of the provinces that a text names assist and which are assisted."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import sqrt

from core.gazetteer import Gazetteer, Level
from core.records import About

#: Places beside the leading one count when they have this share of its mentions.
BESIDE = 0.4
#: From so many provinces on a text has no single recipient, and from so many separate pairs on no pair.
SPREAD = 3
#: What pairs count that did not hold at the date of the text.
_PAST = 0.8
#: Share of the leading provider's mentions at which an official one counts beside it.
_OFFICIAL_SHARE = 0.15
#: How much speaks for each place.
Votes = dict[str, float]


def subtotals(votes: Votes, known: Gazetteer) -> Votes:
    """The votes of each place with those of all places in it."""
    totals: Votes = defaultdict(float)
    for code, count in votes.items():
        for outer in known.lines[code]:
            totals[outer] += count
    return totals


def scores_of(totals: Votes, about: About, known: Gazetteer) -> dict[tuple[str, str], float]:
    """How much of a text is about each official pair of provinces that it names."""
    return {
        pair: sqrt(totals[pair[0]] * totals[pair[1]]) * (1.0 if held else _PAST)
        for pair, held in known.provinces_paired(about.published_on).items()
        if pair[0] in totals and pair[1] in totals
    }


def several(scores: dict[tuple[str, str], float]) -> bool:
    """Does a text tell of several pairs that have no place in common, much of each (a report of the whole country)?"""
    if len(scores) < SPREAD:
        return False
    apart: set[str] = set()
    ranked = sorted(((pair, score) for pair, score in scores.items() if score), key=lambda item: (-item[1], item[0]))
    for pair, score in ranked:
        if score >= BESIDE * ranked[0][1] and apart.isdisjoint(pair):
            apart.update(pair)
    return len(apart) >= 2 * SPREAD


def by_nature(totals: Votes, about: About, known: Gazetteer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The provinces that a text names, those that mostly give by the official pairs and those that mostly receive."""
    held = [pair for pair in known.pairs if pair.holds(about.published_on)]
    gives = Counter(known.province(pair.provider) for pair in held)
    receives = Counter(known.province(pair.recipient) for pair in held)
    named = [code for code in totals if known.level(code) is Level.PROVINCE and totals[code]]
    givers = tuple(code for code in named if gives[code] > receives[code])
    return givers, tuple(code for code in named if code not in givers)


def orient(scores: dict[tuple[str, str], float], totals: Votes, known: Gazetteer) -> tuple[list[str], list[str]]:
    """Provinces of the providers and of the recipients, leading ones first."""
    if not any(scores.values()):
        return [], _only(totals, known)
    provider, recipient = max(scores, key=scores.__getitem__)
    providers = [provider, *_beside(provider, {one for one, other in scores if other == recipient}, totals)]
    recipients = [recipient, *_beside(recipient, {other for one, other in scores if one == provider}, totals)]
    recipients = [one for one in recipients if one not in providers]
    return providers, recipients


def _beside(leading: str, others: set[str], totals: Votes) -> list[str]:
    near = [code for code in others if code != leading and totals[code] >= BESIDE * totals[leading]]
    return sorted(near, key=lambda code: (-totals[code], code))


def _only(totals: Votes, known: Gazetteer) -> list[str]:
    provinces = [code for code in list(totals) if known.level(code) is Level.PROVINCE and totals[code] > 0]
    return [max(provinces, key=lambda code: totals[code])] if provinces else []


def official(
    providers: tuple[str, ...], recipients: tuple[str, ...], totals: Votes, known: Gazetteer
) -> tuple[str, ...]:
    """Further official providers of exactly these recipients that the text names, where it tells of several."""
    if len(providers) < 2:
        return ()
    least = _OFFICIAL_SHARE * max(totals[code] for code in providers)
    official = (pair.provider for pair in known.pairs if pair.recipient in recipients)
    return tuple(
        code
        for code in dict.fromkeys(official)
        if totals[code] >= max(least, 1.0) and not any(known.contains(code, one) for one in providers)
    )
