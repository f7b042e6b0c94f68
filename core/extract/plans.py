"""Tells plans from deeds: what a text expects, intends or promises for later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.extract.sentences import Frame
from core.records import Quantity

_VERBS = (
    "再|继续|新|共|总|累计|实现|投入|投资|达|带动|建|实施|安排|选派|引进|举办|开展|培训|帮助|惠及|完成|解决|吸纳|突破|超过|有|为|"
    "脱贫|摘帽|出列|减贫|退出|新建|改造|招引|发放|转移|输送|援建|增加|提供|派|组织|支持|打造|吸引|辐射|受益|使|让|落实|销售|采购|争取|推动|捐|援|资助|覆盖|生产|种植|养殖|[一二三首]期"
)
#: Words that make what follows in their clause a plan; `far` ones hold to the end of the stretch.
_FAR = re.compile(
    rf"力争|(?<![的按照入成超项行动金])计划(?=(?:在|到|于|用|全年|今年|明年|年内|双向|总|每年)|{_VERBS})|拟(?!订|定)|争取(?!到)|规划(?={_VERBS})|"
    r"(?:目标|任务)(?:是|为|:)|有望|到(?:20\d\d|明)年(?:年?底|末)?,?[^,。;]{0,8}(?:要|将|力争)|下一步|十四五期间,?将|(?:未来|今后)[\d一二三四五]年",
)
_NEAR = re.compile(
    rf"预计|预期|预算|预估|将(?={_VERBS}|从[^,。;]{{1,20}}[增提减降]|由[^,。;]{{1,20}}[增提减降])|要(?=实现|达到|完成|确保|力争)|确保(?=[^,。;]{{0,12}}\d)|"
    r"可(?=带动|实现|解决|吸纳|提供|增加|安置|辐射|增收|使|覆盖|容纳|惠及)|能(?=带动|实现|解决|吸纳|安置)",
)
#: What the year itself will bring: 今年将投入, not 今年的项目将带动.
_WILL = re.compile(r"(?:今年|本年度?|全年),?[^,。;、\d]{0,8}?将(?:投入|安排|实施|选派|新建|投资|落实)")
_DONE = re.compile(r"已|目前|截至|实际|以来|均?超额?完成")
_SCOPE = re.compile(r"其中|包括|(?<=[,;])(?:带动|培训|实现|覆盖|惠及|吸纳)")


def plans(frame: Frame, quantities: Sequence[Quantity]) -> list[bool]:
    """For each quantity, whether it is expected or planned rather than done."""
    text = frame.text
    marks = sorted(
        [(found.start(), found.end(), kind) for kind, words in (("far", _FAR), ("near", _NEAR), ("done", _DONE))
         for found in words.finditer(text)]
    )  # fmt: skip
    planned, last, place = [], None, 0
    for quantity in quantities:
        while place < len(marks) and marks[place][1] <= quantity.start:
            last, place = marks[place], place + 1
        planned.append(last is not None and _governs(frame, last, quantity))
    return planned


def intended(frame: Frame, quantity: Quantity) -> bool:
    """Is a planned figure meant to be done (计划, 力争), not merely expected to come of something (预计带动)?"""
    stretch = frame.stretch_at(quantity.start)[0], quantity.start
    return _FAR.search(frame.text, *stretch) is not None or _WILL.search(frame.text, *stretch) is not None


def _governs(frame: Frame, mark: tuple[int, int, str], quantity: Quantity) -> bool:
    start, end, kind = mark
    if kind == "done" or frame.strong_index(start) != frame.strong_index(quantity.start):
        return False
    if kind == "far" or frame.clause_index(start) == frame.clause_index(quantity.start):
        return True
    between = frame.text[end : quantity.start]
    return "其中" in between
