"""Finds the places that a text names and settles, by the whole text, which place each name means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import compress
from operator import attrgetter

from core import gazetteer
from core.extract import garbled, villages
from core.frozen import record
from core.gazetteer import Form, Gazetteer, Level, Mention, Place
from core.records import About

#: A bare short form means the higher place of the name, a province nearly always (河北 is not 天津's 河北区).
_SHORT_WEIGHT = {Level.PROVINCE: 20.0, Level.PREFECTURE: 0.5, Level.COUNTY: 0.0}


#: The word that a place name before it may seem to begin in: 广东|西部, 山东|西部.
_EAST_WEST = re.compile(r"东西部(?:扶贫|对口|协作|合作|结对)")


#: Districts that begin with 市: 市南区; and what makes a mere part of the city of 市南.
_DISTRICTS = frozenset(("南区", "北区", "中区"))
#: What joins the names of two partners: 化隆—锡山.
_JOINING = frozenset("-—–·与")
_SIDES = frozenset("南北")
_QUARTERS = frozenset("部郊边侧面方山大上下")
#: By name, since a member of an enumeration is dear to look up.
_OFFICIAL, _SHORT, _JOINT = Form.OFFICIAL, Form.SHORT, Form.JOINT


_start = attrgetter("start")


@record(frozen=True, slots=True)
class PlaceMention:
    """A place where a text names it, half open in code points.

    `codes` are several for a joint name (京蒙) only. `within` is the township or village that the text gives
    below the place. `suggested`: the text writes another name, garbled. `alone`: one character (赴京).
    """

    start: int
    end: int
    codes: tuple[str, ...]
    joint: bool = False
    suggested: bool = False
    alone: bool = False
    within: str = ""


@record(frozen=True, slots=True)
class _Name:
    """A name, or a chain of names from the outside in, with the places that it may mean."""

    start: int
    end: int
    candidates: tuple[Place, ...]
    form: Form
    chained: bool


def find_mentions(text: str, about: About = About()) -> tuple[PlaceMention, ...]:  # noqa: B008  About is frozen
    """Every place that a text names, in order; names that nothing supports are left out.

    A short form of a county, or one that is also a word, counts where the text also names the county in
    full, what it lies in, or a neighbour. Of places with the same name the one counts that the rest of the
    text speaks for.
    """
    if not text:
        return ()
    known = gazetteer.load()
    on = about.published_on
    raw = _uncut(text, names(text, on))
    chains = list(_chains(text, raw, known, on))
    sure = [_sure(name, known) for name in chains]
    evidence = None if all(sure) else _evidence(text, list(compress(chains, sure)), raw, about, known)
    found = [
        mention
        for name, one in zip(chains, sure, strict=True)
        if (mention := _as_mention(name) if one or evidence is None else _settle(name, evidence, known))
    ]
    found += _free(_neighbours_in_lists(text, found, known, on), found)
    found += [
        PlaceMention(one.start, one.end, tuple([place.code for place in one.candidates]), joint=True)
        for one in raw
        if one.form is _JOINT
    ]
    found += _free(
        [PlaceMention(start, end, (code,), alone=True) for start, end, code in known.joint.alone(text)], found
    )
    found = _joined(found, _free(_suggested(text, found, known, on), found))
    found.sort(key=_start)
    return tuple(_with_villages(text, found))


@lru_cache(maxsize=2)
def names(text: str, on: date | None) -> tuple[Mention, ...]:
    """What the gazetteer finds in a text; that of the last texts is kept, since several ask for it."""
    return gazetteer.load().find(text, on)


def _uncut(text: str, raw: Sequence[Mention]) -> Sequence[Mention]:
    """Without names that cut 东西部协作 in two: 浔广东西部协作 does not speak of 广东."""
    if "东西部" not in text:
        return raw
    cuts = {found.start() for found in _EAST_WEST.finditer(text)}
    return [one for one in raw if one.end - 1 not in cuts or text[one.start - 1 : one.start] in "在和、,。\n"]


# --- chains -------------------------------------------------------------------------------------------


def _chains(text: str, raw: Sequence[Mention], known: Gazetteer, on: date | None) -> Iterator[_Name]:
    """Names standing side by side where one holds the next are one: 内蒙古赤峰市宁城县."""
    current: _Name | None = None
    for mention in raw:
        if mention.form is _JOINT:
            continue
        inside = _inside(current, mention, known) if current and current.end == mention.start else ()
        if current and inside:
            current = _Name(current.start, mention.end, inside, mention.form, chained=True)
            continue
        if current:
            yield _with_word(text, current, known, on)
        current = _Name(mention.start, mention.end, mention.candidates, mention.form, chained=False)
    if current:
        yield _with_word(text, current, known, on)


def _inside(outer: _Name, inner: Mention, known: Gazetteer) -> tuple[Place, ...]:
    outside = {one.code for one in outer.candidates}
    return tuple([place for place in inner.candidates if not outside.isdisjoint(known.lines[place.code][1:])])


def _with_word(text: str, name: _Name, known: Gazetteer, on: date | None) -> _Name:
    """`name` with the ordinary word after it where that is a place inside it: 甘南合作、夏河.

    A district may share the 市 of its city: 青岛市南区.
    """
    last = name.end
    if text[last - 1] == "市" and (end := _shared(text, last)):
        mention = Mention(last - 1, end, _OFFICIAL, known.called(text[last - 1 : end], on))
        if inside := _inside(name, mention, known):
            return _Name(name.start, end, inside, _OFFICIAL, chained=True)
    if text[last : last + 1] not in known.words.begins:
        return name
    for end in range(last + 3, last + 1, -1):
        if text[last:end] in known.words.never and text[end : end + 1] in "、,，;；。)）":
            mention = Mention(last, end, _SHORT, known.called(text[last:end], on))
            if inside := _inside(name, mention, known):
                return _Name(name.start, end, inside, _SHORT, chained=True)
    return name


def _shared(text: str, end: int) -> int:
    """Where the name of a district ends that begins with the 市 before `end` (青岛市南区), else 0."""
    if text[end : end + 2] in _DISTRICTS:
        return end + 2
    return end + 1 if text[end : end + 1] in _SIDES and text[end + 1 : end + 2] not in _QUARTERS else 0


# --- which place a name means -------------------------------------------------------------------------


@record(frozen=True, slots=True)
class _Evidence:
    """What a text says surely: how often each place (with all that holds it) is named, and in full."""

    named: dict[str, int]
    full: frozenset[str]
    partners: frozenset[str]
    again: frozenset[str]


def _evidence(
    text: str, sure_names: Iterable[_Name], raw: Sequence[Mention], about: About, known: Gazetteer
) -> _Evidence:
    named: dict[str, int] = defaultdict(int)
    sure = [name.candidates[0].code for name in sure_names]
    joint = [place.code for mention in raw if mention.form is _JOINT for place in mention.candidates]
    own = [one.candidates[0].code for one in known.find(about.publisher, about.published_on)] if about.publisher else ()
    for code in (*sure, *joint, *about.provider, *about.recipient, *own):
        for outer in known.lines[code]:
            named[outer] += 1
    again, once = set(), set()
    end, before = -2, ""
    for one in raw:
        code = one.candidates[0].code
        if code in once:
            again.add(code)
        if one.start - end == 1 and text[end] in _JOINING:
            again |= {before, code}
        once.add(code)
        end, before = one.end, code
    return _Evidence(named, frozenset(sure), frozenset(_partners(named, known)), frozenset(again))


def _sure(name: _Name, known: Gazetteer) -> bool:
    if len(name.candidates) != 1:
        return False
    return name.chained or not _needs_support(name, name.candidates[0], known)


def _needs_support(name: _Name, place: Place, known: Gazetteer) -> bool:
    """Does a name count only where the text supports it?"""
    never = known.words.never
    if name.form is _OFFICIAL:
        return place.name in never or (name.end - name.start < 3 and place.name[:-1] not in never)
    return (place.level is Level.COUNTY and not _telling(place, name)) or place.short in known.words.seldom


def _telling(place: Place, name: _Name) -> bool:
    """Short forms that keep the kind of place (察右前旗, 积石山县) are as good as the full name."""
    return name.end - name.start >= 3 and any(
        form[-1] in "旗县州" and len(form) == name.end - name.start for form in place.forms
    )


def _partners(named: dict[str, int], known: Gazetteer) -> Iterator[str]:
    """Places that an official pair joins with a county or a prefecture that the text names."""
    for code in named:
        yield from known.partners.get(code, ())


def _as_mention(name: _Name) -> PlaceMention:
    return PlaceMention(name.start, name.end, (name.candidates[0].code,))


def _settle(name: _Name, evidence: _Evidence, known: Gazetteer) -> PlaceMention | None:
    """The place that a name means, or None where nothing supports any."""
    places = _outermost(name, known)
    if not places:
        return None
    place = places[0]
    if len(places) > 1:
        weights = [_weight(name, each, evidence, known) for each in places]
        best = max(weights)
        if weights.count(best) > 1:
            return None
        place = places[weights.index(best)]
    if not name.chained and _needs_support(name, place, known) and not _supported(name, place, evidence, known):
        return None
    return PlaceMention(name.start, name.end, (place.code,))


def _outermost(name: _Name, known: Gazetteer) -> tuple[Place, ...]:
    """The candidates of a name, without a county that lies in a prefecture of the same short form (白银)."""
    if name.form is not _SHORT or name.chained:
        return name.candidates
    codes = {place.code for place in name.candidates}
    return tuple([place for place in name.candidates if codes.isdisjoint(known.lines[place.code][1:])])


def _supported(name: _Name, place: Place, evidence: _Evidence, known: Gazetteer) -> bool:
    """Does the text name the place in full, what holds it, a neighbour, or who helps its prefecture (青岛 for 文县)?

    A short form must then be told twice, or be joined to another name.
    """
    around = known.ancestors(place.code)[1:]
    if place.code in evidence.full or any(evidence.named[code] for code in around):
        return True
    again = place.code in evidence.again
    told = name.form is _OFFICIAL or again
    if told and any(code in evidence.partners for code in around):
        return True
    helpers = known.assisted_by.get(known.province(place.code), frozenset())
    return name.form is _OFFICIAL and again and any(evidence.named[code] for code in helpers)


def _weight(name: _Name, place: Place, evidence: _Evidence, known: Gazetteer) -> float:
    """How much speaks for one of the places of the same name."""
    weight = _SHORT_WEIGHT[place.level] * (name.form is _SHORT)
    weight += 5.0 * (place.code in evidence.full) + 1.5 * (place.code in evidence.partners)
    for step, code in enumerate(known.ancestors(place.code)[1:]):
        weight += bool(evidence.named[code]) * (3.0 - step) + min(evidence.named[code], 9) * 0.1
    return weight


# --- names that only their neighbours make places -----------------------------------------------------


def _neighbours_in_lists(
    text: str, found: Sequence[PlaceMention], known: Gazetteer, on: date | None
) -> Iterator[PlaceMention]:
    """Ordinary words in a list with counties of the same prefecture, and those beside them: 安定、通渭、陇西."""
    waiting, taken = list(found), {mention.start for mention in found}
    while waiting:
        mention = waiting.pop()
        beside = text.startswith("、", mention.end) or text.endswith("、", 0, mention.start)
        if beside and known.level(mention.codes[0]) is Level.COUNTY:
            for word in _words_beside(text, mention, known, on):
                if word.start not in taken:
                    taken.add(word.start)
                    waiting.append(word)
                    yield word


def _words_beside(text: str, mention: PlaceMention, known: Gazetteer, on: date | None) -> Iterator[PlaceMention]:
    prefecture = known.prefecture(mention.codes[0])
    start, end = mention.start, mention.end
    spans = [(end + 1, end + 1 + length) for length in (2, 3) if text[end : end + 1] == "、"]
    spans += [
        (start - 1 - length, start - 1) for length in (2, 3) if text[start - 1 : start] == "、" and start > length
    ]
    for first, last in spans:
        if text[first:last] in known.words.never:
            for place in known.called(text[first:last], on):
                if prefecture and known.prefecture(place.code) == prefecture:
                    yield PlaceMention(first, last, (place.code,))


def _suggested(text: str, found: Sequence[PlaceMention], known: Gazetteer, on: date | None) -> list[PlaceMention]:
    spans = [(mention.start, mention.end, mention.codes[0]) for mention in found if not mention.joint]
    return [
        PlaceMention(start, end, (code,), suggested=True)
        for start, end, code in garbled.suggest(text, spans, known, on)
    ]


def _free(extra: Iterable[PlaceMention], found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Those of `extra` that no found mention overlaps."""
    extra = list(extra)
    if not extra:
        return extra
    taken = {position for mention in found for position in range(mention.start, mention.end)}
    return [mention for mention in extra if taken.isdisjoint(range(mention.start, mention.end))]


def _joined(found: list[PlaceMention], suggested: Sequence[PlaceMention]) -> list[PlaceMention]:
    """All mentions, each garbled name with the place before it that holds it as one (赤峰市哈钦旗)."""
    if not suggested:
        return found
    ends = {mention.end: mention for mention in found if not mention.joint}
    whole = [replace(one, start=ends[one.start].start) if one.start in ends else one for one in suggested]
    starts = {mention.start for mention in whole}
    return [mention for mention in found if mention.start not in starts] + whole


def _with_villages(text: str, found: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions with what they name below the county, and later mentions of those villages by name alone."""
    below: dict[str, tuple[str, ...]] = {}
    mentions = []
    inside = -1
    for mention in found:
        if mention.start == inside and not mention.joint:
            continue
        parts = villages.below(text, mention.end) if not mention.joint else ()
        inside = mention.end if parts else -1
        for part in parts:
            below.setdefault(part, mention.codes)
        mentions.append(replace(mention, within="".join(parts)) if parts else mention)
    if not below:
        return mentions
    later = [PlaceMention(start, end, below[name], within=name) for start, end, name in villages.again(text, below)]
    if not later:
        return mentions
    covered = {place for one in mentions for place in range(one.start, one.end + len(one.within))}
    mentions += [mention for mention in later if mention.start not in covered]
    return sorted(mentions, key=_start)
