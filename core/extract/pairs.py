"""The pair of a document: which places assist and which are assisted in it as a whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from core import gazetteer
from core.extract.mentions import PlaceMention, find_mentions
from core.extract.sentences import is_heading
from core.gazetteer import Gazetteer, Level
from core.records import About

#: A line that says where a report comes from.
CREDITS = re.compile(r"来源|编辑|记者|作者|发布|日期")
#: Words of cooperation and assistance.
COOPERATION = re.compile(r"协作|对口|帮扶|结对|携手|援[疆藏青宁助建]|支援|东西部|牵手|山海情|合作")
_ASSIST = re.compile(r"(?:陆续|先后|分别|共同|主要)?(?:结对)?(?:对口)?(?:帮扶|支援|援助|协作|帮助)(?:了|着|的)?$")
_PARAGRAPH = re.compile(r"[^\n]{15,}")
#: Weights of a mention by where it stands, and of names that say less: joint ones, single characters, villages.
_TITLE, _LEAD, _BODY = 10.0, 3.0, 1.0
_LESSER = 0.2
_LEAD_LENGTH = 260
_TITLE_LINES = 4
#: A place is chosen over the one that holds it when it has this share of its mentions.
_OWN_SHARE = 0.5
#: Places beside the leading one count when they have this share of its mentions.
_BESIDE = 0.4
_MOST_BESIDE = 5
#: Share of the paragraphs that speak of cooperation, from which on the document does.
_COOPERATIVE = 0.5


#: How much speaks for each place.
Votes = dict[str, float]


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Provider and recipient of a document; `cooperative` tells whether cooperation is what it is about."""

    provider: tuple[str, ...]
    recipient: tuple[str, ...]
    cooperative: bool


def read_pair(text: str, about: About, mentions: Sequence[PlaceMention]) -> DocumentPair:
    """The pair that a text speaks of: official pairs orient it, mentions in title, lead and body rank it."""
    known = gazetteer.load()
    title_end, lead_end = _zones(text)
    votes: Votes = defaultdict(float)
    for mention in mentions:
        weight = _TITLE if mention.start < title_end else _LEAD if mention.start < lead_end else _BODY
        lesser = mention.joint or mention.alone or text[mention.start : mention.end] in mention.within
        for code in mention.codes:
            votes[code] += weight * (_LESSER if lesser else 1.0)
    in_title = find_mentions(about.title or "", replace(about, title=None))
    for named in in_title:
        for code in named.codes:
            votes[code] += _TITLE * (_LESSER if named.joint else 1.0)
    provinces = _subtotals(votes, known)
    provider_provinces, recipient_provinces = _orient(provinces, about, known)
    titled = [code for mention in mentions if mention.start < title_end and not mention.joint for code in mention.codes]
    titled += [code for named in in_title if not named.joint for code in named.codes]
    providers = _side(provider_provinces, votes, titled, known)
    recipients = _side(recipient_provinces, votes, titled, known)
    recipients = _listed(text[: lead_end + _LEAD_LENGTH], mentions, recipients, known) or recipients
    return DocumentPair(
        providers,
        recipients,
        _both_titled(titled, provider_provinces, recipient_provinces, known)
        or _is_cooperative(text, about, mentions, providers, known),
    )


def _zones(text: str) -> tuple[int, int]:
    """Where the title lines end, and where the lead ends."""
    end = 0
    for _ in range(_TITLE_LINES):
        following = text.find("\n", end)
        line = text[end:following].strip()
        if following < 0 or not line or not is_heading(line) or CREDITS.search(line):
            break
        end = following + 1
    return end, end + _LEAD_LENGTH


def _subtotals(votes: Votes, known: Gazetteer) -> Votes:
    totals: Votes = defaultdict(float)
    for code, count in votes.items():
        for outer in known.ancestors(code):
            totals[outer] += count
    return totals


def _orient(totals: Votes, about: About, known: Gazetteer) -> tuple[list[str], list[str]]:
    """Provinces of the providers and of the recipients, leading ones first."""
    pairs: dict[tuple[str, str], float] = {}
    for pair in known.pairs:
        provinces = known.province(pair.provider), known.province(pair.recipient)
        score = sqrt(totals[provinces[0]] * totals[provinces[1]]) * (1.0 if pair.holds(about.published_on) else 0.8)
        pairs[provinces] = max(pairs.get(provinces, 0.0), score)
    (provider, recipient), score = max(pairs.items(), key=lambda item: item[1], default=(("", ""), 0.0))
    if not score:
        return [], _only(totals, known)
    providers = [provider, *_beside(provider, {one for one, other in pairs if other == recipient}, totals)]
    recipients = [recipient, *_beside(recipient, {other for one, other in pairs if one == provider}, totals)]
    recipients = [one for one in recipients if one not in providers]
    return providers, recipients


def _beside(leading: str, others: set[str], totals: Votes) -> list[str]:
    near = [code for code in others if code != leading and totals[code] >= _BESIDE * totals[leading]]
    return sorted(near, key=lambda code: (-totals[code], code))


def _only(totals: Votes, known: Gazetteer) -> list[str]:
    provinces = [code for code in list(totals) if known.level(code) is Level.PROVINCE and totals[code] > 0]
    return [max(provinces, key=lambda code: totals[code])] if provinces else []


def _side(provinces: Sequence[str], votes: Votes, titled: Sequence[str], known: Gazetteer) -> tuple[str, ...]:
    """The places of one side: those that the title lists, else the ones that the text is about."""
    chosen = tuple(code for province in provinces for code in _narrow(province, votes, known))
    here = [code for code in dict.fromkeys(titled) if known.province(code) in provinces]
    here = [code for code in here if not any(other != code and known.contains(code, other) for other in here)]
    inside = len(here) == 1 and any(here[0] != code and known.contains(code, here[0]) for code in chosen)
    return tuple(here) if len(here) > 1 or inside else chosen


def _both_titled(titled: Sequence[str], providers: list[str], recipients: list[str], known: Gazetteer) -> bool:
    """Does the title name both sides?"""
    provinces = {known.province(code) for code in titled}
    return not provinces.isdisjoint(providers) and not provinces.isdisjoint(recipients)


def _narrow(code: str, votes: Votes, known: Gazetteer) -> tuple[str, ...]:
    """The place inside `code` that the text is about: itself, one place in it, or a few of equal weight."""
    inner: Votes = defaultdict(float)
    for mentioned, count in votes.items():
        line = known.ancestors(mentioned)
        if code in line and mentioned != code:
            inner[line[line.index(code) - 1]] += count
    if not inner:
        return (code,)
    total = votes[code] + sum(inner.values())
    leading, most = max(inner.items(), key=lambda item: item[1])
    if most >= _OWN_SHARE * total:
        return _narrow(leading, votes, known)
    several = [one for one, count in inner.items() if count >= _BESIDE * most]
    if votes[code] < 0.25 * total and 1 < len(several) <= _MOST_BESIDE:
        return tuple(inside for one in several for inside in _narrow(one, votes, known))
    return (code,)


def _listed(
    lead: str, mentions: Sequence[PlaceMention], recipients: tuple[str, ...], known: Gazetteer
) -> tuple[str, ...]:
    """The places that the lead lists as assisted (对口帮扶张家口、承德、保定3市), where they lie in `recipients`."""
    listed: list[str] = []
    end = -1
    for mention in mentions:
        if mention.joint or mention.end > len(lead):
            continue
        if listed and lead[end : mention.start] in ("、", "和", "及", "与", "以及"):
            listed += mention.codes
        elif len(listed) > 1:
            break
        else:
            listed = list(mention.codes) if _ASSIST.search(lead[max(0, mention.start - 12) : mention.start]) else []
        end = mention.end
    held = all(any(known.contains(outer, code) for outer in recipients) for code in listed)
    return tuple(dict.fromkeys(listed)) if len(listed) > 1 and held else ()


def _is_cooperative(
    text: str, about: About, mentions: Sequence[PlaceMention], providers: tuple[str, ...], known: Gazetteer
) -> bool:
    """Is cooperation what the whole text is about? Its title says so, or most of its paragraphs do."""
    title_end, _ = _zones(text)
    title = (about.title or "") + text[:title_end]
    if not providers:
        return False
    if COOPERATION.search(title) or any(mention.joint and mention.start < title_end for mention in mentions):
        return True
    starts = [
        mention.start
        for mention in mentions
        if any(known.contains(provider, code) for provider in providers for code in mention.codes)
    ]
    paragraphs = list(_PARAGRAPH.finditer(text, title_end))
    speaking = [line for line in paragraphs if any(line.start() <= start < line.end() for start in starts)]
    if speaking and speaking[0] is paragraphs[0] and COOPERATION.search(paragraphs[0][0]):
        return True
    return len(speaking) > _COOPERATIVE * len(paragraphs)
