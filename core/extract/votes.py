"""How much speaks for each place that a document names, for one side of its pair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from core import gazetteer
from core.extract.mentions import PlaceMention
from core.extract.orientation import Votes
from core.gazetteer import Gazetteer, Level
from core.records import About

#: An official body of a place: 大连高新区管委会.
_OFFICE = re.compile(r"政府|管委会|[局办委厅]$|办公室")
#: The team that a place has sent (东营援疆指挥部): where there is one, the place is who gives.
_SENT = re.compile(
    r"(?:市|省)?(?:对口)?(?:援[疆藏青川黔宁建滇]|支援|协作|帮扶)[^,。;、\d]{0,6}?(?:指挥部|前指|工作队|工作组)"
)
#: What each team is called at the end.
TEAMS = ("工作队", "工作组", "指挥部", "前指")
#: What is cut from the name of a newspaper or a station to leave its place.
_PRESS = re.compile(r"[日晚晨商]报.*|新闻网|电视台|广播.*|发布$|网$")
#: Weights of a mention by where it stands, and of names that say less: joint ones, single characters, villages.
_TITLE, LEAD, _BODY = 10.0, 3.0, 1.0
_LESSER = 0.2
_ALONE = 0.2
#: What a joint name speaks for its provinces in a title that names no place otherwise.
_JOINT_TITLE = 2.0
_PUBLISHER = 6.0


def publisher_places(about: About) -> tuple[str, ...]:
    """The places that the publisher is named for: 青岛日报, 大姚县乡村振兴局."""
    return _named_for(about.publisher, about.published_on) if about.publisher else ()


@lru_cache(maxsize=1024)
def _named_for(publisher: str, on: date | None) -> tuple[str, ...]:
    named = gazetteer.load().find(_PRESS.sub("", publisher), on)
    return tuple([mention.candidates[0].code for mention in named])


def of_mentions(
    text: str,
    mentions: Sequence[PlaceMention],
    in_title: Sequence[PlaceMention],
    title_end: int,
    lead_end: int,
    passing: frozenset[int],
) -> Votes:
    """How much speaks for each place that a text names; `passing` are the starts of mentions made in passing."""
    votes: Votes = defaultdict(float)
    starts = {mention.start for mention in mentions}
    end = -2
    for mention in mentions:
        start, before, end = mention.start, end, mention.end
        weight = _TITLE if start < title_end else LEAD if start < lead_end else _BODY
        goes_on = text.startswith("、", end) and end + 1 in starts
        if goes_on or (before == start - 1 and text[before] == "、"):
            weight = _BODY
        if mention.alone:
            weight *= _ALONE
        if mention.joint or mention.alone or start in passing or (mention.within and text[start:end] in mention.within):
            weight *= _LESSER
        for code in mention.codes:
            votes[code] += weight
    for named in in_title:
        for code in named.codes:
            votes[code] += _TITLE * (_ALONE if named.alone else 1.0) * (_LESSER if named.joint or named.alone else 1.0)
    return votes


def add_more(
    votes: Votes,
    text: str,
    about: About,
    mentions: Sequence[PlaceMention],
    in_title: Sequence[PlaceMention],
    known: Gazetteer,
) -> None:
    """Adds what the publisher, a team that a place has sent and a title of joint names alone (`in_title`) speak for."""
    for code in publisher_places(about):
        place = known.place(code, about.published_on)
        if (place and "我" + place.name[-1] in text) or _OFFICE.search(about.publisher or ""):
            votes[code] += _PUBLISHER
    if any(map(text.__contains__, TEAMS)):
        for mention in mentions:
            if _SENT.match(text, mention.end) and known.level(mention.codes[0]) is not Level.PROVINCE:
                votes[mention.codes[0]] += LEAD
    for code in {code for one in in_title if one.joint for code in one.codes}:
        votes[code] += _JOINT_TITLE
