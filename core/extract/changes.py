"""Tells which numbers are the end or the size of a change: `由16.24%下降到0`, `增长160%、543%`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.records import Direction, Quantity

_MORE = "增长|增加|提高|提升|上升|增多|扩大|上涨|攀升|递增|增幅|增速|增"
_LESS = "下降|降低|减少|下跌|缩减|压减|减幅|降幅|回落|缩小|减|降"
_MOVED = f"(?:{_MORE}|{_LESS}|调整充实|调整|充实|发展|跃升|跨越|拓展|扩展|扩建|扩充|升|优化|压缩|精简|变|增补)"
#: One of these begins each of the words of change.
_STIRS = re.compile(f"[{''.join(sorted({word[0] for word in _MOVED[3:-1].split('|')}))}]")
#: The time at which a change has come to its end: 下降到去年年底的10%.
_THEN = r"(?:(?:目前|现在|如今|当前|年?[底末初]|(?:今年|去年|前年|\d{4}年)(?:\d{1,2}月)?(?:年?[底末初])?)的?)?"
_TO = re.compile(rf"{_MOVED}(?:到了|到|至|为|成){_THEN}(?:约|近|的|[人户县村]均)?$")
_REACH = re.compile(rf"(?:到|至|为|达到){_THEN}(?:约|近|的)?$")
_FROM = re.compile(r"(?:由|从|将|把)[^,。;:、]{0,24}$")
_OLD = re.compile(r"(?:由|从)[^,。;:、]{0,24}$")
_ROSE = re.compile(rf"(?:{_MORE})(?:了|约|近|超过?|达到?|为|幅度为|率为|率达)*$")
_FELL = re.compile(rf"(?:{_LESS})(?:了|约|近|超过?|达到?|为|幅度为|率为|率达)*$")
_LIST = re.compile(r"\s*[、和及与]?\s*(?:约|近)?")
_NO_CHANGE = re.compile(r"(?:新增|追加|年增|户增|人增|均增)(?:了|约|近|超过?|达|至少|不少于)*$")
#: `增收10%` is growth, `增收1000元` income gained.
_GAIN = re.compile(r"(?:增收|增产|增值|增效|增资)(?:了|约|近|达)?$")
#: From one year over others to the last: 从2017年的…,到2018年的…,再到2019年的….
_COURSE = re.compile(
    r"(?:从|由)(?:19|20)\d{2}年[底末初]?的?[^。;；\n到至]{1,60}?"
    r"(?P<steps>(?:[到至]了?(?:19|20)\d{2}年[底末]?的?[约近超过逾]{0,2}\d[^。;；\n到至]{1,40}?)+)"
    r"(?=[,，。;；\n](?![^,，。;；\n到至]{0,6}[到至]了?(?:19|20)\d{2}年)|$)"
)
#: 以每年8%的比例递增: the verb stands behind.
_RATE = re.compile(r"左?右?的(?:比例|幅度|速度)(?:逐年)?(?P<more>递增|增长|增加|提高|上升)?")
#: What stands right before the number in all of these but the course and the rate.
_LAST = frozenset(word[-1] for word in f"{_MORE}|{_LESS}".split("|")) | frozenset(
    "到了至为成前在今底末初年月的约近均超过达收产值效资\n"
)
_LOOK_BACK = 36
#: What the items of a list share: `增长160%、543%`, `分别下降至1.54%、0.68%`.
_SHARED = (Direction.INCREASE, Direction.DECREASE, Direction.TO)


def changes(text: str, quantities: Sequence[Quantity]) -> list[Direction | None]:
    """For each quantity, the part it plays in a change, in the order given."""
    found: list[Direction | None] = [None] * len(quantities)
    for place, quantity in enumerate(quantities):
        start = quantity.start
        told = text[start - 1 : start] in _LAST
        before = found[place - 1] if place else None
        change = None
        if before is not None and before in _SHARED and _same_list(text, quantities[place - 1], quantity):
            change = before
        elif told:
            floor = quantities[place - 1].end if place else 0
            words = text[max(floor, start - _LOOK_BACK) : start]
            change = _direction(words, rate=quantity.unit in ("%", "percentage-point"))
        if change is None and quantity.unit == "%" and (rate := _RATE.match(text, quantity.end)) and rate["more"]:
            change = Direction.INCREASE
        if told and place and _ends(text, quantities[place - 1], quantity):
            found[place - 1], change = Direction.FROM, Direction.TO
        found[place] = change
    for start, turn, stop in courses(text):
        for place, quantity in enumerate(quantities):
            if start < quantity.start < stop:
                found[place] = Direction.FROM if quantity.start < turn else Direction.TO
    return found


def courses(text: str) -> tuple[tuple[int, int, int], ...]:
    """Where a text tells a change from year to year: its start, where the first step begins, its end."""
    return tuple([(found.start(), found.start("steps"), found.end()) for found in _COURSE.finditer(text)])


def _direction(before: str, *, rate: bool) -> Direction | None:
    if not _STIRS.search(before):
        return None
    if _TO.search(before):
        return Direction.TO
    if rate and _GAIN.search(before):
        return Direction.INCREASE
    if _NO_CHANGE.search(before):
        return None
    if _ROSE.search(before):
        return Direction.INCREASE
    return Direction.DECREASE if _FELL.search(before) else None


def _same_list(text: str, first: Quantity, second: Quantity) -> bool:
    return first.unit == second.unit and bool(_LIST.fullmatch(text, first.end, second.start))


def _ends(text: str, first: Quantity, second: Quantity) -> bool:
    """Are the two the ends of one change: `由A增加到B`, `将原有的A调整充实为B`?"""
    if first.unit != second.unit or second.start - first.end > _LOOK_BACK:
        return False
    middle, before = text[first.end : second.start], text[max(0, first.start - _LOOK_BACK) : first.start]
    if any(mark in middle for mark in "。;\n"):
        return False
    if _TO.search(middle):
        return bool(_FROM.search(before))
    return bool(_OLD.search(before) and _REACH.search(middle) and "," not in middle)
