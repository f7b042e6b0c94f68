"""Finds which places a text says outright to be paired, and narrows the pair of the document to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from core.extract.mentions import PlaceMention
from core.extract.orientation import Votes
from core.gazetteer import Gazetteer, Level

#: Between two places that a text joins, and what says behind them that they are paired: 集美区与和政县扶贫协作.
_JOINED, _JOINED_NEAR = re.compile(r"[与和同及、·—–\-~]{1,2}"), 2
_PAIRED = re.compile(r"(?:两[地区县市]|双方)?[^,。;、\d]{0,10}?(?:协作|结对|对口|帮扶|携手)")
#: The same of places of two provinces, further on in the sentence: 甲县与乙市丙区隔空不隔爱、协作不断档.
_PAIRED_FAR = re.compile(r"(?!、)[^。;\n]{0,40}?(?:协作|结对|对口|帮扶|携手)")
_LISTED = re.compile(r"[、和及与]|以及")
#: Who is helped: the place right behind the verb, or before its own word of help.
_HELPS = re.compile(r"(?:对口|结对|帮扶|扶持|支援|援助|协作|对接|联系|援建|派驻)(?:帮扶|支援|援助|协作)*(?:了|的是?)?$")
#: Who helps, right before the verb, and whom, right behind it: 山东省、沈阳市对口支援忠县.
_HELPING = re.compile(
    r"(?:等?[两二三四五六\d]?[省市区县地])?(?:陆续|先后|分别|共同|联合|开始)?(?:实施|开展)?(?:结对|对口)?(?:对口)?(?:帮扶|扶持|支援|援助|援建|协作)(?:了|着)?(?=[^,。;、\n])"
)
#: Two places as the subject of what they do together: 扬州市与榆林市以…协作为抓手.
_COUPLE = re.compile(r"[与和同、—-]")
_COUPLED = re.compile(r"(?![两、])[^,。;\n]{0,40}?(?:协作|结对|对口|帮扶|携手)")
#: Between the members of a list: `、`, and where each is told with its kind of help `、对口帮扶的`.
NEXT = re.compile(r"(?:[、和及与]|以及)(?:(?:对口)?(?:帮扶|支援|协作)的)?")
#: Times as often as the wider place that the title names must the narrower one be named.
_OVER_TITLE = 2
#: How often who gives must be named where no official pair tells it.
_NAMED_AGAIN = 2
_MOST_HELPED = 4
_OURS = re.compile("我[省市县区州]")
#: The last characters of a word of help.
HELP_ENDS = frozenset("口对扶持援助作接系建驻力了着的是\n")


def narrowed(
    mentions: Sequence[PlaceMention],
    chosen: tuple[str, ...],
    *,
    paired: Sequence[str],
    title_end: int,
    passing: frozenset[int],
    titled: Sequence[str],
    known: Gazetteer,
) -> tuple[str, ...]:
    """`chosen`, one place, or the one inside it that the text says to be paired and mostly speaks of.

    `paired` are the places that the text says to be paired. Mentions in `passing` do not count, nor those before
    `title_end`; what the title names (`titled`) is left only for a place named far more.
    """
    if len(chosen) != 1 or not paired:
        return chosen
    outer = chosen[0]
    inside = {code for code in paired if code != outer and known.contains(outer, code)}
    inside = {code for code in inside if not any(one != code and known.contains(code, one) for one in inside)}
    if len(inside) != 1:
        return chosen
    (one,) = inside
    counts = Counter(
        mention.codes[0]
        for mention in mentions
        if mention.start >= title_end and not (mention.joint or mention.alone or mention.start in passing)
    )
    beside = [count for code, count in counts.items() if code != one and _within(outer, code, one, known)]
    least = max(2, counts[outer] * (_OVER_TITLE if outer in titled else 1), max(beside, default=0) + 1)
    return (one,) if counts[one] >= least else chosen


def _within(outer: str, code: str, one: str, known: Gazetteer) -> bool:
    """Does `code` lie in `outer` beside `one`?"""
    return code != outer and known.contains(outer, code) and not known.contains(code, one)


def stated(text: str, mentions: Sequence[PlaceMention], until: int, known: Gazetteer) -> list[str]:
    """The places that a text up to `until` says to be paired with another, with those listed beside them."""
    found = []
    listed, end = False, -1
    for place, mention in enumerate(mentions, 1):
        if mention.start >= until:
            break
        if mention.joint or mention.alone:
            continue
        goes_on = listed and _LISTED.fullmatch(text, end, mention.start) is not None
        listed = goes_on or _helped(text, mention.start)
        end = mention.end
        if listed:
            found.append(mention.codes[0])
        following = mentions[place] if place < len(mentions) else None
        if (
            following
            and following.start - end <= _JOINED_NEAR
            and _JOINED.fullmatch(text, end, following.start)
            and _are_paired(text, mention, following, known)
        ):
            found += (mention.codes[0], following.codes[0])
    return found


def _are_paired(text: str, one: PlaceMention, other: PlaceMention, known: Gazetteer) -> bool:
    """Does a text say behind two joined places that they are paired, further on where their provinces differ?"""
    apart = not other.joint and known.province(one.codes[0]) != known.province(other.codes[0])
    return (_PAIRED_FAR if apart else _PAIRED).match(text, other.end) is not None


def _helped(text: str, start: int) -> bool:
    """Does a verb of help stand right before a place?"""
    return text[start - 1 : start] in HELP_ENDS and _HELPS.search(text, max(0, start - 10), start) is not None


def by_verbs(
    text: str,
    mentions: Sequence[PlaceMention],
    recipients: tuple[str, ...],
    home: Sequence[str],
    known: Gazetteer,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides where no official pair tells them: whom the words say to be helped, and who else is named most.

    `home` is where the text was published: 我市 in it counts as naming it again.
    """
    helped = dict.fromkeys(
        mention.codes[0]
        for mention in mentions
        if _helped(text, mention.start) and known.level(mention.codes[0]) is not Level.PROVINCE
    )
    if not 0 < len(helped) <= _MOST_HELPED:
        return (), recipients
    counts = Counter(mention.codes[0] for mention in mentions if not (mention.joint or mention.alone))
    counts.update({code: _NAMED_AGAIN for code in home if _OURS.search(text)})
    others = {code: count for code, count in counts.items() if _apart(code, tuple(helped), known)}
    giver = max(others, key=lambda code: others[code], default="")
    if not giver or others[giver] < _NAMED_AGAIN:
        return (), recipients
    return (giver,), tuple(helped)


def _apart(code: str, others: Sequence[str], known: Gazetteer) -> bool:
    """Does a place neither hold any of the others nor lie in one?"""
    return not any(known.contains(one, code) or known.contains(code, one) for one in others)


def said(
    lead: str,
    mentions: Sequence[PlaceMention],
    providers: tuple[str, ...],
    recipients: tuple[str, ...],
    known: Gazetteer,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides, with the givers that the lead lists right before its verb (山东省、沈阳市对口支援忠县).

    A region with its own district (上海市及黄浦区) gives for that one sentence: it does not change the text's giver.
    Where no official pair tells the sides of two places of one province, the verb does.
    """
    listed: list[str] = []
    end = -1
    for mention, following in pairwise(mentions):
        if following.start > len(lead):
            break
        if mention.joint or mention.alone or following.end > len(lead):
            continue
        listed = [*listed, *mention.codes] if listed and NEXT.fullmatch(lead, end, mention.start) else [*mention.codes]
        end = mention.end
        verb = _HELPING.match(lead, end)
        if verb is None or following.joint or following.start != verb.end():
            continue
        helped = following.codes[0]
        meant = [code for code in recipients if known.contains(code, helped) or known.contains(helped, code)]
        if not providers and meant and helped not in listed:
            rest = tuple(code for code in recipients if code not in listed)
            return tuple(dict.fromkeys(listed)), rest or following.codes
        inside = all(any(known.contains(one, code) for one in listed) for code in providers)
        inside = inside and all(_apart(code, [one for one in listed if one != code], known) for code in listed)
        if meant and len(listed) > 1 and inside and set(providers) != set(listed):
            return tuple(dict.fromkeys(listed)), recipients
    return providers, recipients


def couple_of(
    lead: str, mentions: Sequence[PlaceMention], sides: tuple[list[str], list[str]], votes: Votes, known: Gazetteer
) -> tuple[str, ...]:
    """Provider and recipient where the lead opens with both as one subject, named more than their provinces."""
    for first, second in pairwise(mentions):
        if second.start > len(lead):
            break
        if second.end > len(lead) or first.joint or second.joint or len(first.codes) + len(second.codes) > 2:
            continue
        if not _COUPLE.fullmatch(lead, first.end, second.start) or not _COUPLED.match(lead, second.end):
            continue
        couple = first.codes[0], second.codes[0]
        provinces = [known.province(code) for code in couple]
        if provinces[0] in sides[1] and provinces[1] in sides[0]:
            couple, provinces = couple[::-1], provinces[::-1]
        sided = provinces[0] in sides[0] and provinces[1] in sides[1]
        if sided and all(votes[code] >= votes[outer] for code, outer in zip(couple, provinces, strict=True)):
            return couple
    return ()
