"""Tells from the words beside a figure whose money it is where that is not whoever gives: one's own, the nation's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.extract.roles import NAMED, Pointer
from core.gazetteer import Gazetteer, Level

#: Sought by the second characters of its words, which are rarer than the first: begin one character later.
_OWN = re.compile(
    r"[央家级治方有政筹套点企务里](?:"
    r"(?:(?<=中央)|(?<=国家)|(?<=[省本县旗州盟]级)|(?<=自治)区|(?<=地方)|(?<=自有))[^,。;、]{0,6}(?:资金|投入|投资|财政)"
    r"|(?<=财政)专项扶贫资金|(?<=自筹)|(?<=配套)资金|(?<=定点)(?:帮扶|扶贫)|(?<=万企)帮万村"
    r"|(?:(?<=中央)|(?<=国家)(?!级)|(?<=国务)院[^,。;、\d]{0,6}?|(?<=财政)部)"
    r"(?:财政|发展?改革?委|同期|全年|累计|共|又|还|为)*(?:安排|下达|拨付|补助|投入)"
    r"|(?<=[省市州盟县旗区乡镇村]里)(?:也|还|又|再|另外?)?(?:拿出|安排|配套|出资|投入|补贴))"
)
#: What those who are helped put in themselves, whoever gives the rest: 山东补助1万元,自筹不到3万元.
_PAID_SELF = re.compile(r"自[筹掏](?:资金|部分|腰包)?(?:了|不到|不足|近|约|超过)*$")
#: How a clause goes on with what the one before it told of.
_SUM_OF_IT = re.compile(r"(?:批复|年均|累计|总额|同比|比上年|增长|增幅|占)[^,。;\d]{0,6}")
_PAYS = re.compile(r"(?:(?!共同|联合)[^,。;\d]){0,10}?(?:出资|自筹)")
#: 越西县安排2442万元配套推进.
_MATCHES = re.compile(r"(?:安排|投入|落实|整合)[^,。;、\d]{0,8}(?=\d[\d.]*[余多]?[万亿]?元(?:资金)?(?:配套|匹配))")
#: Whose money a part is: 其中省级2600万元,市级300万元,区级368万元; of a municipality 市级 is the whole.
_OF_LEVEL = re.compile(r"([省市区县])级(?:财政)?(?:资金)?(?:安排|投入)?$")
_LEVELS = {
    "省": (Level.PROVINCE,),
    "市": (Level.PREFECTURE, Level.PROVINCE),
    "区": (Level.COUNTY,),
    "县": (Level.COUNTY,),
}


def are_own(text: str, clause: int, position: int) -> bool:
    """Is what a clause tells of from `clause` up to `position` a region's own means or the nation's?"""
    return _OWN.search(text, clause + 1, position) is not None


def sum_up(text: str, clause: int, position: int) -> bool:
    """Does a clause go on with the means that the one before it told of?"""
    return _SUM_OF_IT.match(text, clause, position) is not None


def paid_self(text: str, clause: int, position: int) -> bool:
    """Is a figure what those who are helped put in themselves?"""
    return _PAID_SELF.search(text, clause, position) is not None


def payer(text: str, receivers: Iterable[Pointer], position: int) -> Pointer | None:
    """The recipient where the text says that it pays itself: 正镶白旗扶贫办出资, 越西县安排2442万元配套."""
    for pointer in receivers:
        if pointer.kind is not NAMED:
            continue
        matches = _MATCHES.match(text, pointer.end)
        pays = matches and matches.end() == position
        if pays or _PAYS.match(text, pointer.end):
            return pointer
    return None


def of_level(text: str, givers: Sequence[str], clause: int, position: int, known: Gazetteer) -> str | None:
    """The one of several givers whose level a part is said to be of: 其中省级2600万元,市级300万元."""
    level = _OF_LEVEL.search(text, clause, position)
    if level is None:
        return None
    own = [code for code in givers if known.level(code) in _LEVELS[level[1]]]
    if level[1] == "市" and len(own) > 1:
        own = [code for code in own if known.level(code) is Level.PREFECTURE]
    return own[0] if len(own) == 1 else None
