"""Tells which of the words of time in a sentence govern a figure of it."""

from __future__ import annotations

import re

from core.extract.calendar import PeriodMention, Reach
from core.extract.timeline import FAR, Timeline

_PAUSE = re.compile(r"[,，][^,，;；。、\d\n]{0,6}$")
_COMMA = re.compile(r"[,，]")
SEMICOLON = re.compile(r"[;；]")
COUNTED = re.compile(r"\d[余多]?[万亿]?[\u4e00-\u9fff%]")
#: 其中,2020年投入3亿元,: the part is told when a pause follows its figure, unless growth goes on about it.
_PART = re.compile(r"(?<![;；。])其中[,，:：]?\s?在?$")
_PART_TOLD = re.compile(r"\d[^,，;；、。\d]{0,10}[,，;；](?!\s?(?:较|比|同比|增长|占|为))")
_ON_THE_SPOT = "现场"
#: A figure in the clause of the words that say when it is due.
_DUE = re.compile(r"\d[^,，。;；\n]{0,16}$")
_HELD_AGAINST = re.compile(r"(?:完成|占|达到?|超出?|实现)[^,，。;；\d]{0,3}$")
_GOAL = re.compile(r"[^,，。;；\d]{0,6}(?:任务|目标|计划)")


def governing(line: Timeline, here: tuple[PeriodMention, ...], start: int) -> PeriodMention | None:
    """The mention of the sentence that governs a figure: the last, but what is said of a part ends with the part."""
    for mention in reversed(here):
        if mention.reach not in (Reach.SENTENCE, Reach.PARAGRAPH) or shut(line, mention, start):
            continue
        first = mention is here[0]
        if not first and mention.period.text == _ON_THE_SPOT:
            continue
        if (not first or mention.reach is Reach.SENTENCE) and _inserted(line, mention, start):
            continue
        if _measured(line, mention, start):
            continue
        if not first and _due(line, mention, start):
            continue
        part = not first and _PART.search(line.text, max(0, mention.start - 5), mention.start)
        if not (part and _PART_TOLD.search(line.text, mention.end, start)):
            return mention
    return None


def _inserted(line: Timeline, mention: PeriodMention, start: int) -> bool:
    """Is a mention told after a figure of its stretch, and over with it: 投入10亿元,上半年开工96个;引进3家?"""
    paused = _PAUSE.search(line.text, max(0, mention.start - 8), mention.start)
    if not paused or not SEMICOLON.search(line.text, mention.end, start):
        return False
    far = max(0, mention.start - FAR)
    first = max(line.text.rfind(mark, far, mention.start) for mark in ";；。\n")
    return COUNTED.search(line.text, max(first, far), mention.start) is not None


def _due(line: Timeline, mention: PeriodMention, start: int) -> bool:
    """Is a mention when one figure is due that stands before it (2个预计4月底前完工,覆盖1468户)?"""
    if not mention.period.text.endswith("前") or not _COMMA.search(line.text, mention.end, start):
        return False
    return _DUE.search(line.text, max(0, mention.start - 30), mention.start) is not None


def _measured(line: Timeline, mention: PeriodMention, start: int) -> bool:
    """Is a mention the name of what another figure is held against: 完成全年任务150人的121.3%?"""
    before = line.text[max(0, mention.start - 6) : mention.start]
    goal = _HELD_AGAINST.search(before) and _GOAL.match(line.text, mention.end - 2)  # 年度计划 has its goal in it
    told = line.text[mention.end : start]
    return bool(goal) and (told.endswith("的") or COUNTED.search(told) is not None)


def shut(line: Timeline, mention: PeriodMention, start: int) -> bool:
    """Does the mention stand in brackets that close before the figure?"""
    closes = line.brackets.get(mention.start)
    return closes is not None and closes <= start
