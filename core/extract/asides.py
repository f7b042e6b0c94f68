"""Tells which places a text names only in passing: as a venue, in a title, in a dateline, as a source of news."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from core import gazetteer
from core.extract.mentions import PlaceMention
from core.extract.votes import TEAMS
from core.frozen import record

#: What makes of a place the venue of a meeting, or part of the title of a paper.
_VENUE = re.compile(
    r"[^,。;、]{0,6}(?:举行|召开|举办)的?[^,。;]{0,24}(?:会议|推介会|对接会|展销会|座谈会|联席会|博览会|活动|论坛|契机)"
)
#: A meeting was held there: 签约仪式在浙江杭州举行.
_IN = re.compile(r"在(?:我[省市州县区])?$")
_IN_ENDS = frozenset("在省市州县区\n")
_HELD_AT = re.compile(r"(?:举行|召开|举办|签署|签订|签约|开幕|闭幕|启动)(?:[,。;]|$)")
#: Of whose team or committee the people are: 广东省粤黔协作工作队, 浙江省援青指挥部.
_TEAM = re.compile(r"[^,。;:、\d]{0,8}(?:协作|援[疆藏青川黔宁建])(?:前方)?(?:工作队|工作组|指挥部|前指)")
_MEETS = re.compile("举行|召开|举办")
_VENUE_NEAR = 6
_TITLE = re.compile("《[^》\n]{1,60}》")
#: Where news come from, where a journey begins, and what is taken out: 从甘肃省政府获悉, 从武威市区出发, 除平凉市外.
_SOURCE = re.compile(
    r"[从据除](?:(?<=[从据])(?<!自.)[^,。;:\n]{2,48}?(?:获悉|了解到|介绍|透露|通报|消息)"
    r"|(?<=从)[^,。;:\n]{2,16}出发|(?<=除)(?!了)[^,。;\n]{1,20}?(?:以外|之外|外)(?![^,。;\n]))"
)
#: A dateline: 新华社拉萨12月12日电, 本台南宁2月9日消息, 本报济南讯.
_DATELINE = re.compile(r"(?:讯|电(?=[(:\d]))|\d{1,2}月\d{1,2}日(?:\d{1,2}时)?[^,。\n]{0,6}?(?:电|讯|消息)")
#: 云南省第一个…: the place is no one's, it only tells how rare a thing is.
_RARE = re.compile(r"[省市州县区]?的?(?:第一[个家座条所]|首[个家座条所]|最[大早高长]的?|唯一)")
#: Who helps it is what the text is about to tell: 平川县的对口帮扶城市青岛.
_HELPED_BY = re.compile(r"的?(?:对口|结对)(?:帮扶|支援|协作|合作)*(?:城市|省份|省市|省|市|县|区|单位|地区|方)")
_LIES_IN = re.compile(r"(?:位于|地处|坐落于|坐落在|隶属)$")
#: So many places back what lies in another may be named.
_BACK = 4
_LIES = frozenset("于处在属")
#: 位于鄂西南、恩施州东南部.
_QUARTER = re.compile(r"[东西南北中]{1,2}[部端缘麓]")
_QUARTERS = frozenset("东西南北中")
_HELPED = frozenset("的对结")


@record(frozen=True, slots=True)
class Asides:
    """Starts of the mentions made in passing: for no figure; those `fleeting` hardly speak for a place at all."""

    starts: frozenset[int] = frozenset()
    fleeting: frozenset[int] = frozenset()


def read_asides(text: str, mentions: Sequence[PlaceMention]) -> Asides:
    """What a `narrow` text says in passing: a venue, a dateline, a source; a title, a team, what holds a place."""
    told = _spans(text, _SOURCE)
    titles = _spans(text, _TITLE)
    meets = [found.start() for found in _MEETS.finditer(text)]
    teams = any(map(text.__contains__, TEAMS))
    fleeting, others = set(), set()
    for place, mention in enumerate(mentions):
        start, end = mention.start, mention.end
        near = bisect_left(meets, end)
        venue = near < len(meets) and meets[near] <= end + _VENUE_NEAR and _VENUE.match(text, end)
        at = text[start - 1 : start] in _IN_ENDS and _IN.search(text, max(0, start - 3), start)
        venue = venue or (at and _HELD_AT.match(text, end))
        following = text[end : end + 1]
        if (
            start in told
            or venue
            or (following in _HELPED and _HELPED_BY.match(text, end))
            or ((following.isdigit() or following in "电讯") and _DATELINE.match(text, end))
        ):
            fleeting.add(start)
        elif start in titles or _RARE.match(text, end) or (teams and _TEAM.match(text, end)):
            others.add(start)
        elif (text[start - 1 : start] in _LIES and _LIES_IN.search(text, max(0, start - 3), start)) or (
            following in _QUARTERS and _QUARTER.match(text, end)
        ):
            others |= {start} if _holds_before(text, mentions, place) else set()
    return Asides(frozenset(fleeting | others), frozenset(fleeting))


def _spans(text: str, words: re.Pattern[str]) -> set[int]:
    return {place for found in words.finditer(text) for place in range(*found.span())}


def _holds_before(text: str, mentions: Sequence[PlaceMention], place: int) -> bool:
    """Does a mention name what holds one before it in its sentence (古丈县位于湖南省西部)?"""
    known, code = gazetteer.load(), mentions[place].codes[0]
    for earlier in range(place - 1, max(-1, place - 1 - _BACK), -1):
        if "。" in text[mentions[earlier].end : mentions[earlier + 1].start]:
            return False
        inner = mentions[earlier].codes[0]
        if inner != code and known.contains(code, inner):
            return True
    return False
