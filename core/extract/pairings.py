"""Finds which places a text says outright to be paired, and narrows the pair of the document to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from core.extract.mentions import PlaceMention
from core.gazetteer import Gazetteer, Level

#: Between two places that a text joins, and what says behind them that they are paired: 集美区与和政县扶贫协作.
_JOINED = re.compile(r"[与和同及、·—–\-~]{1,2}")
_PAIRED = re.compile(r"(?:两[地区县市]|双方)?[^,。;、\d]{0,10}?(?:协作|结对|对口|帮扶|携手)")
_LISTED = re.compile(r"[、和及与]|以及")
#: Who is helped: the place right behind the verb, or before its own word of help.
_HELPS = re.compile(
    r"(?:对口|结对|帮扶|支援|援助|协作|对接|联系|援建)(?:帮扶|支援|援助|协作)*(?:了|的是?)?$|对口帮扶[^,。;\d]{0,4}$"
)
#: Times as often as the wider place that the title names must the narrower one be named.
_OVER_TITLE = 2
#: How often who gives must be named where no official pair tells it.
_NAMED_AGAIN = 2


def narrowed(
    text: str,
    mentions: Sequence[PlaceMention],
    chosen: tuple[str, ...],
    *,
    zone: tuple[int, int],
    passing: frozenset[int],
    titled: Sequence[str],
    known: Gazetteer,
) -> tuple[str, ...]:
    """`chosen`, one place, or the one inside it that the text says to be paired and mostly speaks of.

    `zone` is where the title ends and up to where the text says it. Mentions in `passing` do not count; what the
    title names (`titled`) is left only for a place named far more.
    """
    if len(chosen) != 1:
        return chosen
    outer = chosen[0]
    inside = {code for code in _paired(text, mentions, zone[1]) if code != outer and known.contains(outer, code)}
    inside = {code for code in inside if not any(one != code and known.contains(code, one) for one in inside)}
    if len(inside) != 1:
        return chosen
    (one,) = inside
    counts = Counter(
        mention.codes[0]
        for mention in mentions
        if mention.start >= zone[0] and not (mention.joint or mention.alone or mention.start in passing)
    )
    beside = [count for code, count in counts.items() if code != one and _within(outer, code, one, known)]
    least = max(2, counts[outer] * (_OVER_TITLE if outer in titled else 1), *beside)
    return (one,) if counts[one] >= least else chosen


def _within(outer: str, code: str, one: str, known: Gazetteer) -> bool:
    """Does `code` lie in `outer` beside `one`?"""
    return code != outer and known.contains(outer, code) and not known.contains(code, one)


def _paired(text: str, mentions: Sequence[PlaceMention], until: int) -> Iterator[str]:
    """The places that a text says to be paired with another, with those listed beside them."""
    listed, end = False, -1
    for place, mention in enumerate(mentions):
        if mention.start >= until:
            return
        if mention.joint or mention.alone:
            continue
        goes_on = listed and _LISTED.fullmatch(text, end, mention.start) is not None
        listed = goes_on or _HELPS.search(text, max(0, mention.start - 10), mention.start) is not None
        end = mention.end
        if listed:
            yield mention.codes[0]
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        if following and _JOINED.fullmatch(text, mention.end, following.start) and _PAIRED.match(text, following.end):
            yield mention.codes[0]
            yield following.codes[0]


def near_home(
    text: str, mentions: Sequence[PlaceMention], recipients: tuple[str, ...], zone: tuple[int, int], known: Gazetteer
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides where they lie in one province: who is helped by the text's words, and who else it speaks of."""
    provinces = {known.province(code) for code in recipients}
    counts = Counter(mention.codes[0] for mention in mentions if not (mention.joint or mention.alone))
    helped = [
        mention.codes[0]
        for mention in mentions
        if mention.start < zone[1]
        and known.province(mention.codes[0]) in provinces
        and known.level(mention.codes[0]) is not Level.PROVINCE
        and _HELPS.search(text, max(0, mention.start - 10), mention.start)
    ]
    if not helped:
        return (), recipients
    others = {code: count for code, count in counts.items() if _apart(code, helped, known)}
    giver = max(others, key=lambda code: others[code], default="")
    if not giver or others[giver] < _NAMED_AGAIN or known.province(giver) not in provinces:
        return (), recipients
    return (giver,), tuple(dict.fromkeys(helped))


def _apart(code: str, others: Sequence[str], known: Gazetteer) -> bool:
    """Does a place below a province neither hold any of the others nor lie in one?"""
    if known.level(code) is Level.PROVINCE:
        return False
    return not any(known.contains(one, code) or known.contains(code, one) for one in others)
