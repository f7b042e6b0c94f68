"""Tells which way help goes where the words say so: both sides give, the assisted one gives, or no place does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.extract.roles import NAMED, PROVIDER, RECIPIENT, Pointer

_SENDS = re.compile(r"派驻|选派|派出|派遣|选送|输送|派|挑选?了|抽调|选调")
#: Whom the provider takes in: 接收铜仁干部来苏挂职.
_TAKES = re.compile(r"接[收受]")
#: Right behind the provider: what the recipient gives to it (陕西向江苏送电, 陇南向青岛选派干部).
_GIVES_TO = re.compile(r"(?:选派|派出|派驻|派遣|派|送电|输电|供电|捐赠|捐款|捐助|支援|驰援)")
_TOWARDS = re.compile(r"(?:还|也|累计|共|先后|已|主动|积极|紧急|又|今年|去年|计划|将|拟)*[向给]$")
_PUT_IN = r"(?:投资|投入|出资|举办|培训|交流|选派|开办|兴办)"
#: Both sides put in: 互派, 两地投资, 双方共举办, 北京与内蒙古共交流.
_BOTH = re.compile(
    r"[互相双两](?:(?<=互)派|(?:(?<=互)相|(?<=相)互)(?:选派|派出|派遣)"
    r"|(?:(?<=双)方|(?<=两)(?:省[区市]?|[地市县区州][县市]?))[^,。;\d]{0,6}?(?:投资|投入|出资|"
    rf"(?:共同?|联合){_PUT_IN}|共同(?:出资)?(?:设立|成立)(?=[^,。;]{{0,12}}(?:资金|基金))))"
)
_SUBJECTS = re.compile(rf"(?:共同?|联合|双向){_PUT_IN}")
#: What the two do with each other keeps the direction: meetings, fairs, parks.
_MEETING = re.compile(r"共建|共享|[^,。;]{0,12}(?:会议|推介会|座谈会|联席会|对接会|洽谈会|园区|产业园|协议|关系)")
_STILL = re.compile(r"(?:同时|此外|另外|其中)?,?(?:还|又|并)?(?:联合|共同)")
#: A firm or a group that no place stands for gives itself.
_FIRM_GIVES = re.compile(
    r"(?:其中)?[^,。;:、\d]{2,8}集团(?:公司)?(?:\([^)]*\))?(?:累计|共|先后)?(?:对口|援|捐|投入|帮扶|定点)"
)
#: A region's own committees, its nature.
_OWN_AFFAIRS = re.compile(
    r"[县旗市州区盟省召人宣公批预力计确有贫全日海气降积无国辖总森](?:"
    r"(?<=[县旗市州区盟省])(?:委|政府)(?:常委会|常务会|党组会|全委会|全会)"
    r"|(?<=召)开[本我全]?[县旗市州区盟省][^,。;\d]{0,16}领导小组"
    r"|(?<=人)民政府(?:批准|公布|宣布)|(?:(?<=[宣公])布|(?<=批)准)[^,。;\d]{0,24}$"
    r"|(?:(?<=预)计|(?<=力)争|(?<=计)划|(?<=确)保|(?<=有)望)实现[^,。;、\d]{0,6}$"
    r"|(?<=贫)困(?:人口|发生率)高?(?:达|为|有|达到)$|(?<=全)[省市州盟县旗区](?:现|共|还|仍)?有[^,。;]{0,16}$"
    r"|(?<=日)照|(?<=海)拔|(?<=气)温|(?<=降)[水雨]|(?<=积)温|(?<=无)霜期|(?<=国)土面积|(?<=辖)区面积"
    r"|(?<=总)面积|(?<=森)林覆盖)"
)
#: What follows the number of a region's poor places, and a share of its land.
_POOR = re.compile(r"(?:个)?[^,。;、\d]{0,6}贫困")
_LOCAL = re.compile(r"本[地市县区州](?:的|\d|企业|$)")
_JOURNEY = re.compile(r"(?:乘[坐车高飞]|驱车|车程|路程|山路|绕行|盘旋|要走|要花)[^。;]*$")
_JOURNEY_FAR = 30
#: How far apart places lie: 相距2000公里, 离家只有5公里, 700余公里外的.
_APART = re.compile(r"(?:相[隔距]|距离?|离)[^,。;、\d]{0,10}$")
_AWAY = re.compile(r"(?:之|以)?(?:外的|外,|远)")
_LAND = re.compile(r"以?上?的?(?:国土|土地)面积")
#: 我旗也有5名干部到丰台区挂职: between who sends and the number, and between the number and where they go.
_HAS = re.compile(r"(?:今年|去年|目前|已经?|先后|共|累计)*(?:也|还|又|亦)?有[近约超过]*")
_GO_ON = re.compile(r"[^,。;、\d]{0,10}?,?(?:已|正)?(?:到|赴|去|前往)")
#: Behind a comma: where those go who were told before it (挑了5名干部,到通州挂职).
_GOING = re.compile(r",(?:到|赴|去|前往)[^,。;\n]*")
#: Where officials go who are sent east without a place being named: 到东部4市.
_EASTERN = r"(?:东部|(?:对口)?(?:支援|帮扶|协作|援助)(?:省市?|市|地区?|方)|结对省市?)"
#: The same, sought in whole sentences.
_EASTERN_ANYWHERE = re.compile(
    r"[东支帮协援结](?:(?<=东)部|(?:(?<=支)援|(?<=帮)扶|(?<=协)作|(?<=援)助)(?:省市?|市|地区?|方)|(?<=结)对省市?)"
)
_EAST = re.compile(rf"(?:到|赴|去|前往){_EASTERN}[^,。;]{{0,8}}?(?=挂职|[省市县区])")
_NATION = re.compile(
    r"[东全](?:(?<=东)部[^,。;]{0,12}省[^。;]{0,24}西部[^,。;]{0,5}省"
    r"|(?<=全)国(?:约|近|共有?)?\d[\d.]*[多余]?[万亿]?(?:农村)?贫困)"
)


#: 我省到东部挂职的干部.
_OURS_GO = re.compile(rf"[我本全][省市县区州盟旗](?:到|赴){_EASTERN}")


def said_of_both(text: str, start: int, end: int, pointers: Sequence[Pointer]) -> tuple[tuple[int, int], ...]:
    """Where a sentence says that both sides put in: start and end of the words, in order of their ends."""
    found = [each.span() for each in _BOTH.finditer(text, start, end)]
    for one, other in pairwise(pointers):
        if (
            one.side is not other.side
            and other.start - one.end == 1
            and text[one.end : other.start] in ("与", "和", "、")
        ):
            said = _SUBJECTS.match(text, other.end, end)
            if said:
                found.append(said.span())
    return tuple(sorted(found, key=lambda each: each[1])) if found else ()


def both_give(text: str, said: Sequence[tuple[int, int]], position: int, end: int, pointers: Sequence[Pointer]) -> bool:
    """Do the words that `said_of_both` found hold for what stands at `position`, in a clause that ends at `end`?

    They hold until the provider is named alone.
    """
    start, until = next((each for each in reversed(said) if each[1] <= position), (0, 0))
    if not until or _MEETING.match(text, position, end) or _MEETING.match(text, start, position):
        return False
    if (
        text[start] == "互"
        or text[start:until].startswith("相互")
        or text[until - 2 : until] in ("投资", "投入", "出资")
    ):
        return not any(mark in text[until:position] for mark in ",;:。!?\n")
    alone = (one for one in pointers if until <= one.start < position and one.kind is NAMED)
    return text.find(";", until, position) < 0 and not any(one.side is PROVIDER for one in alone)


def still_both(text: str, start: int) -> bool:
    """Does a sentence go on with what both sides do (同时,联合培训…)?"""
    return _STILL.match(text, start) is not None


def turned(text: str, clause: tuple[int, int], span: tuple[int, int], pointers: Sequence[Pointer]) -> bool:
    """Does the recipient give to the provider what a figure at `span` counts in its `clause`?

    Officials that it sends to serve there (选派干部到江苏挂职), or what it sends, gives or supplies to it.
    """
    (begin, end), position = clause, span[0]
    going = _GOING.match(text, end)
    end = going.end() if going else end
    here = [pointer for pointer in pointers if begin <= pointer.start < end]
    if len(here) > 1 and _gives_back(text, position, here):
        return True
    serves = text.rfind("挂职", begin, end)
    if serves < 0:
        return False
    sends = _TAKES.search(text, begin, end) or _SENDS.search(text, begin, end)
    if not sends and (_OURS_GO.search(text, begin, serves) or _has_there(text, span, here)):
        return True
    if not sends or "互派" in text[begin:end]:
        return False
    gone = next((one.start for one in here if one.side is PROVIDER and one.start > sends.start()), -1)
    east = _EAST.search(text, sends.end(), end) if gone < 0 else None
    gone = east.start() if east else gone
    first = any(one.side is PROVIDER and one.start < sends.start() for one in here) and sends[0][0] != "接"
    # Of those listed who are sent, only the ones that are said to serve do so (挂职干部、到东部交流的教师).
    item = text.rfind("、", begin, position) + 1, text.find("、", position, end)
    own = text.find("挂职", max(begin, item[0]), end if item[1] < 0 else item[1]) >= 0
    return gone >= 0 and not first and (serves > gone or own)


def _has_there(text: str, span: tuple[int, int], here: Sequence[Pointer]) -> bool:
    """Does the recipient have people at the provider's (铜仁也有24名干部到东莞挂职)?"""
    sender = next((one for one in reversed(here) if one.end <= span[0]), None)
    gone = next((one for one in here if one.start >= span[1]), None)
    if sender is None or gone is None or sender.side is PROVIDER or gone.side is RECIPIENT:
        return False
    return bool(_HAS.fullmatch(text, sender.end, span[0]) and _GO_ON.fullmatch(text, span[1], gone.start))


def _gives_back(text: str, position: int, here: Sequence[Pointer]) -> bool:
    for one, other in pairwise(here):
        sides = one.side is RECIPIENT and other.side is PROVIDER and other.end <= position
        if sides and _TOWARDS.fullmatch(text, one.end, other.start) and _GIVES_TO.match(text, other.end):
            return True
    return False


def given_by_firm(text: str, start: int, position: int, pointers: Sequence[Pointer]) -> bool:
    """Does a firm of no named place give, in the stretch behind the last semicolon of a sentence from `start` on?"""
    stretch = max(text.rfind(";", start, position) + 1, start)
    if text.find("集团", stretch, position) < 0 or not _FIRM_GIVES.match(text, stretch, position):
        return False
    return not any(one.side is PROVIDER and stretch <= one.start < position for one in pointers)


def own_affair(text: str, clause: int, span: tuple[int, int]) -> bool:
    """Is a figure of a region's own affairs, by the words of its clause?"""
    found = _OWN_AFFAIRS.search(text, clause, span[0])
    if found and found[0][0] == "全":
        return of_the_poor(text, span[1])
    return found is not None or _LAND.match(text, span[1]) is not None


def of_a_journey(text: str, span: tuple[int, int]) -> bool:
    """Is a figure how long a journey takes (乘高铁两个小时), or how far apart places lie (相距两千公里)?"""
    unit = text[span[1] - 2 : span[1]]
    if unit in ("公里", "千米"):
        if text.endswith("来自", 0, span[0]):
            return False
        away = _AWAY.match(text, span[1]) or _APART.search(text, max(0, span[0] - _JOURNEY_FAR), span[0])
        return away is not None
    if unit not in ("小时", "分钟"):
        return False
    return _JOURNEY.search(text, max(0, span[0] - _JOURNEY_FAR), span[0]) is not None


def local(text: str, start: int, position: int) -> bool:
    """Do the words from `start` to a figure speak of a region's own firms (组织本市46家企业)?"""
    return _LOCAL.search(text, start, position) is not None


def of_the_poor(text: str, end: int) -> bool:
    """Does a figure that ends at `end` count poor places or people (33个贫困村)?"""
    return _POOR.match(text, end) is not None


def goes_on_own(text: str, start: int) -> bool:
    """Does a sentence draw the sum of what the one before it tells (至此,全省…)?"""
    return text.startswith(("至此", "自此"), start)


def of_the_east(text: str, start: int, end: int) -> bool:
    """Does a sentence speak of those who assist without naming a place (到东部省市)?"""
    return _EASTERN_ANYWHERE.search(text, start, end) is not None


def of_the_nation(text: str, start: int, end: int) -> bool:
    """Does a sentence speak of all provinces that assist and all that are assisted (东部8个省市向西部10个省区市)?"""
    return _NATION.search(text, start, end) is not None
