"""Tells plans from deeds: what a text expects, intends or promises for later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.extract.sentences import Frame
from core.records import Quantity

_VERBS = (
    "开工|启动|修建|改扩建|招聘|续建|再|继续|新|共|总|累计|实现|投入|投资|达|带动|建|实施|安排|选派|引进|举办|开展|培训|帮助|惠及|完成|解决|吸纳|突破|超过|有|为|"
    r"脱贫|摘帽|出列|减贫|退出|新建|改造|招引|发放|转移|输送|援建|增加|提供|派|组织|支持|打造|吸引|辐射|受益|使|让|落实|销售|采购|争取|推动|捐|援|资助|覆盖|生产|种植|养殖|[一二三首]期|扩大|提[升高]|增至|培育|引导|是(?=[^,。;]{0,6}\d)"
)
#: Words that make what follows them a plan, up to the end of the stretch or a word of what is done: of intent …
#: (Each begins with a character of its own, never with a look-behind, so that the search runs from one to the next.)
_INTENT = re.compile(
    rf"力争|计(?<![的按照入成超项行动金]计)划(?=(?:在|到|于|用|由|全年|今年|明年|年内|双向|总|每年)|{_VERBS})|拟(?!订|定)|争取(?=在|于|用|年内|今年|明年|早日|尽快|实现|完成|达到|让|使|全面|如期|提前|20\d\d年)|规划(?={_VERBS})|"
    rf"议定(?=[^,。;]{{0,12}}\d)|商定(?=[^,。;]{{0,12}}\d)|下达[^,。;]{{0,20}}(?:投资|资金|项目)计划(?=,)|年(?<![\d一二两三]年)内(?=将|计划|预计|可|力争|{_VERBS})|"
    r"打(?<!作打)算(?=[^,。;]{0,12}\d|:)|目标(?:是|为|:)|任务(?:是|为|:)|有望|到(?:20\d\d|明)年(?:年?底|末)?,?[^,。;]{0,8}(?:要|将|力争)|下一步|十四五期间,?将|"
    r"未来[\d一二三四五]年|今后[\d一二三四五]年|初(?<!已初)步(?:安排|计划|考虑)|按照?[^,，。;；\d]{0,6}年度[^,，。;；\d]{0,4}计划(?=[,，])",
)
#: … and of expectation.
_EXPECTED = re.compile(
    rf"预计|预期|预算|预估|将(?={_VERBS}|[在于要会达横陆由全]|每年|从[^,。;]{{1,20}}[增提减降]|由[^,。;]{{1,20}}[增提减降])|确保(?=[^,。;]{{0,12}}\d)|"
    r"可(?=带动|实现|解决|吸纳|提供|增加|安置|辐射|增收|使|覆盖|容纳|惠及|新增|年产|接纳|满足)|能(?=带动|实现|解决|吸纳|安置)",
)
#: … what two sides have agreed, to the end of the paragraph,
_AGREED = re.compile(r"协议(?:书)?(?:明确|约定|商定|规定|提出):")
#: … and of what is due, which reaches no further than its clause.
_DUE = re.compile(r"要(?=实现|达到|完成|确保|力争|再)")
#: What the year itself will bring: 今年将投入, not 今年的项目将带动.
_WILL = re.compile(
    r"(?:今年|本年度?|全年),?[^,。;、\d]{0,8}?将(?:投入|安排|实施|选派|新建|投资|落实)|确保(?=[^。;]*全年)"
)
#: 2019年,全县预计; but not 今年建成的车间将.
_STRAIGHT = re.compile(r"[^的\d]{0,20}")
#: Words that tell of a deed before the plan in its sentence.
_DEED = re.compile(r"成功|[订成署立办进动资展]了|促成|推动了|已(?!经?计划)")
_DONE = re.compile(r"已|目前|截至|实际|以来|均超额?完成|超额?完成")
#: 其他700亩正在规划中.
_PLANNED_YET = re.compile(r"[^,;。:\d]{0,12}?(?:正在规划|规划中|待建)")


#: 完成全年任务800万元的64.8%: a plan that something done is held against.
_TARGET = re.compile(r"(?:全年|年度|今年|当年)[^,。;、\d]{0,6}(?:任务|目标|计划)[^,。;、\d]{0,4}$")
_SHARE_OF_IT = re.compile(r"的\d[\d.]*%")
#: 占全年计划, 超年度计划: the plan that something done is held against.
_AGAINST = re.compile(r"(?:占|超|较|比|完成)[^,。;\d]{0,5}$")
#: A section of what is to come: 二、2024年主要目标.
_AHEAD = re.compile(
    r"(?:主要|工作|预期|年度|目标)(?:目标|任务)|目标任务|下一?步|(?:工作|年)?计划$|打算|思路|工作(?:安排|要求|重点)$"
)
_BEHIND = re.compile(r"完成|情况|成效|回顾|做法|落实|结果|执行|进展|总结")
_MARKS = (("far", _INTENT), ("far", _EXPECTED), ("line", _AGREED), ("near", _DUE), ("done", _DONE))


def plans(frame: Frame, quantities: Sequence[Quantity]) -> list[bool]:
    """For each quantity, whether it is expected or planned rather than done."""
    text = frame.text
    marks = sorted(
        (found.start(), found.end(), kind)
        for kind, words in _MARKS
        for found in words.finditer(text)
        if not (found[0].startswith("计划") and _AGAINST.search(text, max(0, found.start() - 8), found.start()))
    )
    planned, last, place = [], None, 0
    ahead, yet = _sections_ahead(frame), "规划" in text or "待建" in text
    for quantity in quantities:
        while place < len(marks) and marks[place][1] <= quantity.start:
            last, place = marks[place], place + 1
        planned.append(
            (last is not None and _governs(frame, last, quantity))
            or (yet and _PLANNED_YET.match(text, quantity.end) is not None)
            or _is_target(text, quantity)
            or (bool(ahead) and _is_ahead(frame, quantity, ahead))
        )
    return planned


def _is_target(text: str, quantity: Quantity) -> bool:
    """Is a figure what the year is to bring, of which a share is told?"""
    if not _SHARE_OF_IT.match(text, quantity.end):
        return False
    return _TARGET.search(text, max(0, quantity.start - 20), quantity.start) is not None


def _sections_ahead(frame: Frame) -> list[tuple[int, int]]:
    """Where the headings, but for the headline, say that what follows is to come."""
    titles = ((topic, frame.text[topic.words.start : topic.words.end]) for topic in frame.topics[0][1:])
    return [
        (topic.words.end, topic.until) for topic, title in titles if _AHEAD.search(title) and not _BEHIND.search(title)
    ]


def _is_ahead(frame: Frame, quantity: Quantity, sections: Sequence[tuple[int, int]]) -> bool:
    """Does a figure stand in such a section, not told as done?"""
    if not any(start <= quantity.start < end for start, end in sections):
        return False
    return _DONE.search(frame.text, frame.stretch_at(quantity.start)[0], quantity.start) is None


def with_wholes(
    frame: Frame, quantities: Sequence[Quantity], planned: Sequence[bool], wholes: Sequence[int | None]
) -> list[bool]:
    """`planned` with the parts of planned wholes, but for what is told to be done already."""
    found = list(planned)
    for place, whole in enumerate(wholes):
        if whole is not None and found[whole] and not found[place]:
            found[place] = not _DONE.search(frame.text, quantities[whole].end, quantities[place].start)
    return found


def intended(frame: Frame, quantity: Quantity, dated: str) -> bool:
    """Is a planned figure a plan for the time that the words `dated` tell: 今年计划投入?

    Not so what is merely expected to come of something (预计带动), nor what a deed of that time plans for later
    (今年签订了协议,计划投资2亿元).
    """
    stretch = frame.stretch_at(quantity.start)[0], quantity.start
    told = frame.text.rfind(dated, *stretch) if dated else -1
    if _DEED.search(frame.text, max(told, stretch[0]), quantity.start):
        return False
    if told >= 2 and _EXPECTED.match(frame.text, told - 2, told):
        return True
    expected = _EXPECTED.search(frame.text, told + len(dated), quantity.start) if told >= 0 else None
    if expected and _STRAIGHT.fullmatch(frame.text, told + len(dated), expected.start()):
        return True
    return _INTENT.search(frame.text, *stretch) is not None or _WILL.search(frame.text, *stretch) is not None


def _governs(frame: Frame, mark: tuple[int, int, str], quantity: Quantity) -> bool:
    start, _, kind = mark
    if kind == "line":
        return frame.text.find("\n", start, quantity.start) < 0
    if kind == "done" or frame.strong_index(start) != frame.strong_index(quantity.start):
        return False
    return kind == "far" or frame.clause_index(start) == frame.clause_index(quantity.start)
