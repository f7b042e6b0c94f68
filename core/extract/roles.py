"""Who is who in a text: each place that is named, or pointed at (全县, 该村, 我省), on its side of the assistance."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from operator import attrgetter

from core import gazetteer
from core.extract.mentions import PlaceMention
from core.extract.pairs import DocumentPair
from core.frozen import record
from core.gazetteer import Gazetteer, Level

#: Begins with a class of characters, as all that is sought in whole texts: `re` passes over the rest many times faster.
#: Where that is 个, the digits before it belong to what is found.
_POINTING = re.compile(
    r"[全我本该其两二三四五各所个](?:"
    r"(?<=(?P<scope>[全我本该]))(?P<kind>省|自治区|市|州|盟|县|旗|区)(?![委政长直里外内际面])"
    r"|(?P<rest>(?<=其)[余他它](?:受援|贫困|脱贫|重点帮扶)?(?:旗县|县区|区县|市州|县市|旗|县|市))"
    r"|(?<=(?P<few>[两二三四五]))(?<![\u4e00-\u9fff、].)(?P<of>[县州盟旗])(?![委政长级])"
    r"|(?P<each>(?:(?<=各)|(?<=所)有|(?<=全)部|(?<=\d个))(?:贫困|受援|国贫|国家级贫困|脱贫|重点帮扶|有[^,。;]{0,12}的)*(?:旗县|县区|区县|市州|州市|县市|地市|旗|县)[市区]?))"
)
#: Between the members of a list of places.
_AND = re.compile(
    r"[、和与及跟同](?:[^,。;、\d]{0,2})?|以及|还有|[省市县区][、和与]|[和与及]?(?:承担|负责|参与)[^,。;、\d]{0,12}的"
)
#: 百色河池两市: names side by side are a list where their number is told.
_PLURAL = re.compile(r"[两二三四五六2-6][省市州县区地]")
#: What makes of a place the first part of a firm's name, or of an event's.
FIRM = re.compile(
    r"[^,。;、:()“”\d\n]{1,12}?(?:公司|集团)"
    r"|[^,。;、:\d\n]{0,18}?(?:推介会|展示会|展销会|博览会|洽谈会|交易会|年货节|文化节|农博会)"
)
#: More counties than are named: 甲县、乙县等11个贫困县.
_OF_MANY = re.compile(
    r"等(?:最后)?(?:一批)?(\d{1,3})个?(?:国家|国家级|国贫|深度|受援|贫困|脱贫|重点帮扶)*(?:旗县|县[市区]?|市县|[市区州旗])"
)
#: 甲、乙、丙3个县.
_LISTED_COUNTIES = re.compile(
    r"等?(?:这)?(?:[两二三四五六七八九十]|\d{1,2})个?(?:国家级?|深度|受援|贫困|脱贫)*(?:县(?![区市])|旗(?!县))"
)
_DESTINATION = re.compile(r"(?:到|赴|(?<!引)进|来|去|(?<!销)往|回|返)$")
_GO = frozenset("到赴进来去往回返")
_AT_WORK = re.compile(r"就业|务工|打工|工作|学习|培训|就读|上学|举办|召开|举行|设立|开设|销售|参加")
#: Two sides as the name of their cooperation: 北京-内蒙古扶贫合作基金, 北京与内蒙古合作以来.
_COMPOUND, _COMPOUND_NEAR = re.compile(r"[-—–－~·与和]{1,2}"), 2
_COMPOUND_OF = re.compile(r"\"?”?(?:东西部|扶贫|对口|全面|深化|战略|开展|开始|\d*亿?元?)*(?:合作|协作|帮扶)")
#: How many places back what 该县 or 两县 means may be named.
_BACK = 8
#: From so many places on they are a list.
_LIST = 2
_FEW = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_KINDS = {"省": 0, "自治区": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "旗": 2, "区": 2}
_start = attrgetter("start")
_LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)


class Side(StrEnum):
    """The side of the assistance that a place is on."""

    PROVIDER = "provider"
    RECIPIENT = "recipient"


class Kind(StrEnum):
    """How a text points at places."""

    NAMED = "named"
    JOINT = "joint"
    ALONE = "alone"
    WHOLE = "whole"
    EACH = "each"


#: By name, since a member of an enumeration is dear to look up.
PROVIDER, RECIPIENT = Side.PROVIDER, Side.RECIPIENT
NAMED, JOINT, ALONE, WHOLE, EACH = Kind.NAMED, Kind.JOINT, Kind.ALONE, Kind.WHOLE, Kind.EACH


@record(frozen=True, slots=True)
class Pointer:
    """Places of one side where a text names or points at them; lists are one pointer.

    `destination`: people go there (赴京); `aside`: named in passing, where a meeting was held or news come from.
    """

    start: int
    end: int
    side: Side
    codes: tuple[str, ...]
    kind: Kind = Kind.NAMED
    suggested: bool = False
    destination: bool = False
    aside: bool = False


def side_of(code: str, pair: DocumentPair, known: Gazetteer) -> Side | None:
    """The side of a place in a document of this pair; None where it is on neither."""
    line, providers, recipients = frozenset(known.lines[code]), pair.providers, pair.recipients
    received, gave = not line.isdisjoint(recipients), not line.isdisjoint(providers)
    if received and gave:
        return _narrower(code, pair, known)
    if not (received or gave):
        received, gave = (
            code in {outer for one in codes for outer in known.lines[one]} for codes in (recipients, providers)
        )
    if received != gave:
        return PROVIDER if gave else RECIPIENT
    return _by_province(known.province(code), pair, known)


def _narrower(code: str, pair: DocumentPair, known: Gazetteer) -> Side:
    """The side of a place inside both sides (青岛 helps 菏泽 in its own province): the nearest that holds it."""
    nearest = next(outer for outer in known.ancestors(code) if outer in {*pair.providers, *pair.recipients})
    return RECIPIENT if nearest in pair.recipients else PROVIDER


def _by_province(province: str, pair: DocumentPair, known: Gazetteer) -> Side | None:
    providers, recipients = ({known.province(code) for code in codes} for codes in (pair.providers, pair.recipients))
    if (province in providers) != (province in recipients):
        return PROVIDER if province in providers else RECIPIENT
    if not providers.isdisjoint(known.assisted_by.get(province, ())):
        return RECIPIENT
    return None if recipients.isdisjoint(known.assists.get(province, ())) else PROVIDER


def read_pointers(
    text: str,
    mentions: Sequence[PlaceMention],
    pair: DocumentPair,
    home: tuple[str, ...],
    asides: frozenset[int] = frozenset(),
) -> tuple[Pointer, ...]:
    """Everything in a `narrow` text that says whose figure a figure may be, in order.

    `home` is what 我省 and 我县 mean, `asides` are the starts of the mentions made in passing.
    """
    known = gazetteer.load()
    sides = {code: side_of(code, pair, known) for code in {code for mention in mentions for code in mention.codes}}
    around = frozenset([outer for code in pair.recipient for outer in known.lines[code]]) - {*pair.recipient}
    sided = [one for mention in mentions for one in _sided(text, mention, around, sides, asides)]
    merged = [one if len(one.codes) < _LIST else _counties(text, one, known) for one in _merged(text, sided)]
    named = [
        _of_all(text, one, pair, known) if text.startswith("等", one.end) and one.side is RECIPIENT else one
        for one in _compounds(text, merged, pair)
    ]
    starts = [pointer.start for pointer in named]
    wholes = []
    for found in _POINTING.finditer(text):
        start = _begin(text, found)
        place = bisect_left(starts, start)
        before = named[max(0, place - _BACK) : place]
        inside_name = before and before[-1].end > start
        if not inside_name:
            codes = _pointed_at(found, before, pair, home, known)
            if found["few"] and not codes:
                continue
            side = (sides.get(codes[0]) or side_of(codes[0], pair, known)) if codes else None
            kind = EACH if found["each"] else WHOLE
            wholes.append(Pointer(start, found.end(), side or RECIPIENT, codes, kind))
    return tuple(sorted((*named, *wholes), key=_start)) if wholes else tuple(named)


def _begin(text: str, found: re.Match[str]) -> int:
    """Where what points at places begins: with its number, if it has one (11个县)."""
    start = found.start()
    if text[start] == "个":
        while start and text[start - 1].isdecimal():
            start -= 1
    return start


def _counties(text: str, pointer: Pointer, known: Gazetteer) -> Pointer:
    """A list that is said to be of counties (红河、绿春、金平3个县) without the prefectures that share their names."""
    if not _LISTED_COUNTIES.match(text, pointer.end):
        return pointer
    return replace(pointer, codes=tuple([_county_of(code, known) for code in pointer.codes]))


def _county_of(code: str, known: Gazetteer) -> str:
    place = known.place(code)
    if place is None or place.level is Level.COUNTY:
        return code
    alike = (one for form in place.forms for one in known.named(form, within=code))
    return next((one.code for one in alike if one.level is Level.COUNTY), code)


def _of_all(text: str, pointer: Pointer, pair: DocumentPair, known: Gazetteer) -> Pointer:
    """A list that names only few of its places (甲县、乙县等11个贫困县) as what holds them all."""
    many = _OF_MANY.match(text, pointer.end)
    if many is None or int(many[1]) <= 2 * len(pointer.codes) or set(pointer.codes) & set(pair.recipients):
        return pointer
    around = [set(known.ancestors(code)[1:]) for code in pointer.codes]
    shared = set.intersection(*around)
    whole = [code for code in pair.recipients if code in shared]
    nearest = [code for code in known.ancestors(pointer.codes[0])[1:] if code in shared]
    codes = tuple(nearest[:1] if len(pointer.codes) > 1 and nearest else whole)
    return replace(pointer, codes=codes) if codes else pointer


def _sided(
    text: str,
    mention: PlaceMention,
    around: frozenset[str],
    sides: Mapping[str, Side | None],
    asides: frozenset[int],
) -> Iterator[Pointer]:
    """A pointer for each side that a mention names: both for a joint name. `around` is what holds the recipients."""
    start, end, codes = mention.start, mention.end, mention.codes
    named: Iterable[tuple[Side | None, tuple[str, ...]]]
    if len(codes) == 1:
        named = ((sides[codes[0]], codes),)
    else:
        named = [(side, tuple([code for code in codes if sides[code] is side])) for side in (PROVIDER, RECIPIENT)]
    for side, own in named:
        if side and own:
            kind = JOINT if mention.joint else ALONE if mention.alone else NAMED
            yield Pointer(
                start, end + (len(mention.within) if text.startswith(mention.within, end) else 0), side, own, kind,
                mention.suggested, _goes_to(text, mention), start in asides or _in_firm(text, mention, side, around),
            )  # fmt: skip


def _in_firm(text: str, mention: PlaceMention, side: Side, around: frozenset[str]) -> bool:
    """Is a place wider than the recipients in the name of a firm or an event (贵州…推介会 in a report of a county)?"""
    return side is not PROVIDER and mention.codes[0] in around and FIRM.match(text, mention.end) is not None


def _goes_to(text: str, mention: PlaceMention) -> bool:
    """Is the place one that people go to or work in: 到北京培训, 在北京就业?"""
    before = text[mention.start - 1 : mention.start]
    if before == "在":
        return _AT_WORK.match(text, mention.end) is not None
    if mention.alone or before not in _GO:
        return mention.alone
    return _DESTINATION.search(text, max(0, mention.start - 2), mention.start) is not None


def _compounds(text: str, pointers: list[Pointer], pair: DocumentPair) -> list[Pointer]:
    """The pointers, with two sides that together name their cooperation made joint: the document's own pair only."""
    whole = {*pair.providers, *pair.recipients}
    joined = list(pointers)
    for place in range(len(joined) - 1):
        one, other = joined[place], joined[place + 1]
        if (
            one.side is not other.side
            and 0 < other.start - one.end <= _COMPOUND_NEAR
            and _COMPOUND.fullmatch(text, one.end, other.start)
            and _COMPOUND_OF.match(text, other.end)
            and not whole.isdisjoint((*one.codes, *other.codes))
        ):
            joined[place], joined[place + 1] = replace(one, kind=JOINT), replace(other, kind=JOINT)
    return joined


def _merged(text: str, pointers: Sequence[Pointer]) -> list[Pointer]:
    """Lists of places of one side (北京市、大兴区及) as one pointer each."""
    merged: list[Pointer] = []
    for pointer in pointers:
        last = merged[-1] if merged else None
        if not last or last.side is not pointer.side or not (last.kind is pointer.kind is NAMED):
            merged.append(pointer)
        elif _narrowed_in_bracket(text, last, pointer):
            merged[-1] = replace(last, end=pointer.end + 1, codes=pointer.codes)
        elif last.aside == pointer.aside and (
            _AND.fullmatch(text, last.end, pointer.start)
            if last.end < pointer.start
            else last.end == pointer.start and _PLURAL.match(text, pointer.end)
        ):
            codes = tuple(dict.fromkeys((*last.codes, *pointer.codes)))
            suggested = last.suggested or pointer.suggested
            merged[-1] = Pointer(
                last.start, pointer.end, last.side, codes, NAMED, suggested, last.destination, last.aside
            )
        else:
            merged.append(pointer)
    return merged


def _narrowed_in_bracket(text: str, outer: Pointer, inner: Pointer) -> bool:
    """Does a bracket behind a place say which part of it is meant: 甲省(乙市)?"""
    if text[outer.end : inner.start] != "(" or not text.startswith(")", inner.end):
        return False
    one_each = len(outer.codes) == len(inner.codes) == 1 and outer.codes != inner.codes
    return one_each and gazetteer.load().contains(outer.codes[0], inner.codes[0])


def _pointed_at(
    found: re.Match[str], before: Sequence[Pointer], pair: DocumentPair, home: tuple[str, ...], known: Gazetteer
) -> tuple[str, ...]:
    """The places that 全县, 该县, 我省 or 各旗县 mean, by what was named before."""
    if found["each"] or found["rest"]:
        return pair.recipient
    if found["few"]:
        return _few(_FEW[found["few"]], before)
    level = _LEVELS[_KINDS[found["kind"]]]
    if found["scope"] == "该" and found["kind"] == "区" and (told := _told_last(found["kind"], before, known)):
        return told
    if found["scope"] == "我":
        return _at_level(home, level, found["kind"], known) or home
    for pointer in reversed(before[-4:]):
        if pointer.side is RECIPIENT and pointer.kind is NAMED and len(pointer.codes) == 1:
            codes = _at_level(pointer.codes, level, found["kind"], known)
            if codes:
                return codes
    return _at_level(pair.recipient, level, found["kind"], known) or pair.recipient


def _told_last(kind: str, before: Sequence[Pointer], known: Gazetteer) -> tuple[str, ...]:
    """该区: the district told last, on whichever side."""
    for pointer in reversed(before[-3:]):
        place = known.place(pointer.codes[0]) if pointer.kind is NAMED and len(pointer.codes) == 1 else None
        if place and place.name.endswith(kind):
            return pointer.codes
    return ()


def _few(count: int, before: Sequence[Pointer]) -> tuple[str, ...]:
    """两县: the list of so many places told last."""
    listed = (one.codes for one in reversed(before) if one.side is RECIPIENT and one.kind is NAMED)
    return next((codes for codes in listed if len(codes) == count), ())


def _at_level(codes: Sequence[str], level: Level, kind: str, known: Gazetteer) -> tuple[str, ...]:
    """The places themselves or what holds them, whichever is of this kind (市, 州, 旗 …)."""
    at_level = []
    for code in codes:
        for outer in known.lines[code]:
            place = known.place(outer)
            if place and (place.level is level or kind in "市区") and place.name.endswith(kind):
                at_level.append(outer)
                break
    return tuple(dict.fromkeys(at_level))
