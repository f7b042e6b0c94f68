"""The pair of a document: which places assist and which are assisted in it as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from core import gazetteer
from core.extract.mentions import PlaceMention, find_mentions
from core.extract.orientation import BESIDE, SPREAD, Votes, by_nature, official, orient, scores_of, several, subtotals
from core.extract.pairings import HELP_ENDS, NEXT, by_verbs, couple_of, narrowed, said, stated
from core.extract.sentences import is_heading, narrow
from core.extract.votes import LEAD, add_more, of_mentions, publisher_places
from core.frozen import record
from core.gazetteer import Gazetteer, Level
from core.records import About

#: What begins like a numbered heading (三、产业援疆。坚持…): the title is over, or another topic begins.
NUMBERED = re.compile(r"\s*[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、).]")
#: A line that says where a report comes from.
CREDITS = re.compile(r"来源|编辑|记者|作者|发布|日期|播出|首播|审核|撰稿")
#: Words of cooperation and assistance.
COOPERATION = re.compile(r"协作|对口|帮扶|结对|携手|援[疆藏青宁助建]|支援|东西部|牵手|山海情|合作")
_ASSIST = re.compile(r"(?:陆续|先后|分别|共同|主要)?(?:结对)?(?:对口)?(?:帮扶|支援|援助|协作|帮助|助力)(?:了|着|的)?$")
_CREDIT_LINE, _CREDIT_LENGTH = re.compile(r"[^,。]{0,24}(?:来源|编辑|作者|发布时间|发布日期|日期):?[^,。]{0,30}$"), 60
#: Behind the first of a list: the others, and that they are paired (甲区与乙县、丙县、丁县结对).
_TOGETHER = re.compile(r"(?:、[^,。;、\d]{2,8}){1,6}[两三四五六]?[县市区旗州]*(?:结对|对口|建立)")
_PAUSE = re.compile(r"[,。;]|以来")
_PARAGRAPH = re.compile(r"[^\n]{15,}")
_LEAD_LENGTH = 260
_TITLE_LINES = 4
#: A place is chosen over the one that holds it when it has this share of its mentions.
_OWN_SHARE = 0.5
_MOST_BESIDE = 5
#: Share of the paragraphs that speak of cooperation, from which on the document does.
_COOPERATIVE = 0.5


@record(frozen=True, slots=True)
class DocumentPair:
    """Provider and recipient of a document; `cooperative` tells whether cooperation is what it is about.

    `givers` and `receivers` are set where a text tells of more places than one default can stand for.
    """

    provider: tuple[str, ...]
    recipient: tuple[str, ...]
    cooperative: bool
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()

    @property
    def providers(self) -> tuple[str, ...]:
        """All that give in the text, more than `provider` where it tells of several pairs."""
        return self.givers or self.provider

    @property
    def recipients(self) -> tuple[str, ...]:
        """All that receive in the text, more than `recipient` where it tells of several pairs."""
        return self.receivers or self.recipient


def read_pair(
    text: str, about: About, mentions: Sequence[PlaceMention], passing: frozenset[int] = frozenset()
) -> DocumentPair:
    """The pair that a text speaks of: official pairs orient it, mentions in title, lead and body rank it.

    `passing` are the starts of the mentions that a text makes in passing.
    """
    known = gazetteer.load()
    title_end, lead_end = _zones(text, about)
    in_title = find_mentions(about.title, about) if about.title else ()
    on_top = [mention for mention in mentions if mention.start < title_end] if title_end else []
    titled = [code for named in (*on_top, *in_title) if not named.joint for code in named.codes]
    votes = of_mentions(text, mentions, in_title, title_end, lead_end, passing)
    add_more(votes, text, about, mentions, [] if titled else in_title, known)
    totals = subtotals(votes, known)
    scores = scores_of(totals, about, known)
    givers, receivers = orient(scores, totals, known)
    if aided := _aided(in_title, givers, scores):
        receivers = aided
        titled = [code for code in titled if code not in aided]
    if not titled and several(scores):
        return DocumentPair((), (), False, *by_nature(totals, about, known))
    lead = text[: lead_end + _LEAD_LENGTH]
    providers = _side(givers, votes, titled, known)
    providers = _all_listed(lead, mentions, tuple(givers), providers, known)
    recipients = _recipients(receivers, votes, titled, known)
    if not titled and (couple := couple_of(lead, mentions, (givers, receivers), votes, known)):
        return DocumentPair((couple[0],), (couple[1],), cooperative=True)
    providers, recipients = said(lead, mentions, providers, recipients, known)
    providers += official(providers, recipients, totals, known)
    by_name = [code for named in (*in_title, *on_top) if not (named.joint or named.alone) for code in named.codes]
    told = _parts(lead, mentions, recipients, known)
    if not told and not _titled_whole(by_name, recipients):
        assisted = tuple([other for one, other in scores if one in givers and other not in givers])
        told = _listed(text if len(receivers) >= SPREAD else lead, mentions, assisted, known)
    recipients = (told or recipients) + _neighbours(text, mentions, providers, told or recipients, votes, known)
    paired = stated(text, mentions, lead_end + _LEAD_LENGTH, known)
    providers, recipients = [
        narrowed(mentions, side, paired=paired, title_end=title_end, passing=passing, titled=by_name, known=known)
        for side in (providers, recipients)
    ]
    if not providers:
        providers, recipients = _unofficial(text, about, mentions, recipients, known)
    return DocumentPair(
        providers,
        recipients,
        _both_titled(titled, givers, receivers, known)
        or _is_cooperative(text, text[:title_end], about, mentions, providers, known),
        receivers=() if recipients else tuple(receivers),
    )


def assisted_at(text: str, start: int) -> bool:
    """Does a verb of assistance stand right before a place (对口帮扶张家口)?"""
    return text[start - 1 : start] in HELP_ENDS and _ASSIST.search(text, max(0, start - 12), start) is not None


def _only_give(provinces: Sequence[str], known: Gazetteer) -> bool:
    """Is no place of these provinces helped by any other province?"""
    paired = known.provinces_paired()
    given, giving = {one for _, one in paired}, {one for one, _ in paired}
    return bool(provinces) and given.isdisjoint(provinces) and giving.issuperset(provinces)


def _unofficial(
    text: str, about: About, mentions: Sequence[PlaceMention], recipients: tuple[str, ...], known: Gazetteer
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides where no official pair tells who gives: by verbs, or by a publisher whose province only gives."""
    providers, recipients = by_verbs(text, mentions, recipients, publisher_places(about), known)
    own = not providers and not set(recipients).isdisjoint(publisher_places(about))
    if own and _only_give([known.province(code) for code in recipients], known):
        return recipients, ()
    return providers, recipients


def _aided(
    in_title: Sequence[PlaceMention], givers: Sequence[str], scores: Mapping[tuple[str, str], float]
) -> list[str]:
    """The provinces that a title says to be aided, where it tells of several (援藏援青)."""
    alone = dict.fromkeys([code for one in in_title if one.alone for code in one.codes])
    aided = [code for code in alone if any(scores.get((giver, code)) for giver in givers)]
    return aided if len(aided) > 1 else []


def _zones(text: str, about: About) -> tuple[int, int]:
    """Where the title lines end, and where the lead ends."""
    broken = text.find("\n")
    first = text[: max(0, broken)].strip()
    titled = broken >= 0 and not (first and is_heading(first))
    if titled and "".join(first.split()) == "".join(narrow(about.title or "").split()):
        return broken + 1, broken + 1 + _LEAD_LENGTH
    end = 0
    for _ in range(_TITLE_LINES):
        following = text.find("\n", end)
        line = text[end:following].strip() if following >= 0 else ""
        if not line or not is_heading(line) or CREDITS.search(line) or NUMBERED.match(line):
            break
        end = following + 1
    return end, end + _LEAD_LENGTH


def _recipients(provinces: Sequence[str], votes: Votes, titled: Sequence[str], known: Gazetteer) -> tuple[str, ...]:
    """The recipients: no single default where they are spread over many provinces and no title lists them."""
    found = _side(provinces, votes, titled, known)
    spread = len(provinces) >= SPREAD and not any(known.province(code) in provinces for code in titled)
    return () if spread else found


def _titled_whole(titled: Sequence[str], recipients: tuple[str, ...]) -> bool:
    """Does the title name the one recipient?"""
    return len(recipients) == 1 and recipients[0] in titled


def _neighbours(
    text: str,
    mentions: Sequence[PlaceMention],
    providers: tuple[str, ...],
    recipients: tuple[str, ...],
    votes: Votes,
    known: Gazetteer,
) -> tuple[str, ...]:
    """Places of the provider's own province that the text says are helped, as often named as the recipients."""
    if not providers or not recipients or all(known.level(code) is Level.PROVINCE for code in providers):
        return ()
    least = BESIDE * max(votes[code] for code in recipients)
    provinces = {known.province(code) for code in providers}
    helped = []
    for mention in mentions:
        code = mention.codes[0]
        near = known.province(code) in provinces and known.level(code) is not Level.PROVINCE
        own = any(known.contains(one, code) or known.contains(code, one) for one in providers)
        told = near and not own and not mention.joint and votes[code] >= least
        if told and code not in recipients and assisted_at(text, mention.start):
            helped.append(code)
    return tuple(dict.fromkeys(helped))


def _side(provinces: Sequence[str], votes: Votes, titled: Sequence[str], known: Gazetteer) -> tuple[str, ...]:
    """The places of one side: those that the title lists, else the ones that the text is about."""
    chosen = tuple([code for province in provinces for code in _narrow(province, votes, known)])
    here = [code for code in dict.fromkeys(titled) if known.province(code) in provinces]
    if not here:
        return chosen
    here = [code for code in here if not any(other != code and known.contains(code, other) for other in here)]
    if len(here) > 1:
        here = [code for code in here if not any(one in here for one in known.helpers.get(code, ()))]
    inside = len(here) == 1 and any(here[0] != code and known.contains(code, here[0]) for code in chosen)
    around = len(here) == 1 and len(chosen) > 1 and all(known.contains(here[0], code) for code in chosen)
    return tuple(here) if len(here) > 1 or inside or around else chosen


def _both_titled(titled: Sequence[str], providers: list[str], recipients: list[str], known: Gazetteer) -> bool:
    """Does the title name both sides?"""
    provinces = {known.province(code) for code in titled}
    return not provinces.isdisjoint(providers) and not provinces.isdisjoint(recipients)


def _narrow(code: str, votes: Votes, known: Gazetteer) -> tuple[str, ...]:
    """The place inside `code` that the text is about: itself, one place in it, or a few of equal weight."""
    inner: Votes = defaultdict(float)
    highest = 0.0
    for mentioned, count in votes.items():
        line = known.lines[mentioned]
        if code in line and mentioned != code:
            inner[line[line.index(code) - 1]] += count
            highest = max(highest, count)
    if not inner:
        return (code,)
    total = votes[code] + sum(inner.values())
    leading = max(inner, key=inner.__getitem__)
    if inner[leading] >= _OWN_SHARE * total:
        return _narrow(leading, votes, known)
    several = [one for one, count in inner.items() if count >= BESIDE * inner[leading]]
    if votes[code] < 0.25 * total and 1 < len(several) <= _MOST_BESIDE and highest > LEAD:
        return tuple([inside for one in several for inside in _narrow(one, votes, known)])
    return (code,)


def _listed(
    lead: str, mentions: Sequence[PlaceMention], recipients: tuple[str, ...], known: Gazetteer
) -> tuple[str, ...]:
    """The places that the lead lists as assisted (对口帮扶张家口、承德、保定3市), where they lie in `recipients`.

    Of several lists the first, unless a later one goes into it (喀什、和田, later 疏勒、英吉沙) or adds to it.
    """
    lists: list[list[str]] = []
    wholes: list[str] = []
    end = -1
    going_on = False
    for mention in mentions:
        if mention.start > len(lead):
            break
        if mention.joint or mention.end > len(lead):
            continue
        assisted = assisted_at(lead, mention.start)
        if assisted and not going_on and known.level(mention.codes[0]) is Level.PREFECTURE:
            wholes += mention.codes if _PAUSE.match(lead, mention.end) else ()
        if going_on and NEXT.fullmatch(lead, end, mention.start):
            lists[-1] += mention.codes
        else:
            coupled = lead[end : mention.start] in ("与", "和", "同") and _TOGETHER.match(lead, mention.end)
            inner = going_on and lead[end : mention.start] == "的" and _all_in(mention.codes, lists[-1], known)
            going_on = assisted or bool(coupled) or inner
            lists += [list(mention.codes)] if going_on else []
        end = mention.end
    chosen: list[str] = []
    for listed in lists:
        into = chosen and (set(chosen) < set(listed) or _all_in(listed, chosen, known))
        if len(listed) > 1 and (not chosen or into) and _all_in(listed, recipients, known):
            chosen = listed
    if not chosen:
        return ()
    named = {code for mention in mentions if not mention.joint for code in mention.codes}
    if any(_all_in(chosen, (one,), known) for one in wholes) or _added_to(chosen, named, known):
        return ()
    return tuple(dict.fromkeys(chosen))


def _parts(
    lead: str, mentions: Sequence[PlaceMention], recipients: tuple[str, ...], known: Gazetteer
) -> tuple[str, ...]:
    """The places that a lead says to be helped of the one recipient: 对口支援喀什地区的疏勒、英吉沙两县."""
    if len(recipients) != 1:
        return ()
    for place, mention in enumerate(mentions):
        if mention.end >= len(lead):
            return ()
        helped = mention.codes == recipients and lead[mention.end] == "的"
        if helped and assisted_at(lead, mention.start):
            return _listed(lead, mentions[place:], recipients, known)
    return ()


def _added_to(listed: Sequence[str], named: set[str], known: Gazetteer) -> bool:
    """Does a text name the prefecture of a list of counties, and as many more counties of it as the list has?"""
    around = {known.ancestors(code)[1] for code in listed if known.level(code) is Level.COUNTY}
    if len(around) != 1 or not around <= named:
        return False
    (outer,) = around
    beside = {code for code in named if known.level(code) is Level.COUNTY and known.contains(outer, code)}
    return len(beside) >= 2 * len(set(listed))


def _all_in(codes: Sequence[str], outer: Sequence[str], known: Gazetteer) -> bool:
    return all(any(known.contains(one, code) for one in outer) for code in codes)


def _all_listed(
    lead: str, mentions: Sequence[PlaceMention], provinces: tuple[str, ...], chosen: tuple[str, ...], known: Gazetteer
) -> tuple[str, ...]:
    """`chosen`, or the first longer list in the lead that has them all: 天津市、青岛市、福州市和厦门市."""
    if len(chosen) < 2:
        return chosen
    listed: list[str] = []
    end = -1
    for mention in mentions:
        if mention.start > len(lead):
            break
        if mention.joint or mention.end > len(lead):
            continue
        goes_on = bool(listed) and NEXT.fullmatch(lead, end, mention.start)
        if not goes_on and len(chosen) < len(listed) and set(chosen) < set(listed):
            break
        here = mention.codes if known.province(mention.codes[0]) in provinces else ()
        listed = [*listed, *here] if goes_on else list(here)
        end = mention.end
    return tuple(dict.fromkeys(listed)) if len(chosen) < len(listed) and set(chosen) < set(listed) else chosen


def _is_cooperative(
    text: str,
    top: str,
    about: About,
    mentions: Sequence[PlaceMention],
    providers: tuple[str, ...],
    known: Gazetteer,
) -> bool:
    """Is cooperation what the whole text is about? Its title, its `top` lines, or most of its paragraphs say so."""
    if not providers:
        return False
    title_end, title = len(top), (about.title or "") + top
    if COOPERATION.search(title) or (top and any(one.joint and one.start < title_end for one in mentions)):
        return True
    given = frozenset(providers)
    around = {outer for provider in providers for outer in known.lines[provider]}
    starts = [
        mention.start
        for mention in mentions
        if not around.isdisjoint(mention.codes)
        or not given.isdisjoint([outer for code in mention.codes for outer in known.lines[code]])
    ]
    paragraphs = [
        line
        for line in _PARAGRAPH.finditer(text, title_end)
        if line.end() - line.start() > _CREDIT_LENGTH or not _CREDIT_LINE.match(line[0])
    ]
    speaking = [line for line in paragraphs if bisect_left(starts, line.start()) < bisect_left(starts, line.end())]
    if speaking and speaking[0] is paragraphs[0] and COOPERATION.search(paragraphs[0][0]):
        return True
    publisher = () if title and paragraphs and paragraphs[0] not in speaking else publisher_places(about)
    if any(known.contains(one, code) for one in providers for code in publisher):
        return COOPERATION.search(text) is not None
    return len(speaking) > _COOPERATIVE * len(paragraphs)
