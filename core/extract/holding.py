"""Tells whether a place named before a figure still holds where the figure stands."""

from __future__ import annotations

import re
from itertools import pairwise

from core import gazetteer
from core.extract.roles import FIRM, RECIPIENT, Pointer
from core.extract.scenes import ITEM, Sentence

_DRAWS = re.compile(r"(?:引进|引入|引导|吸引|新增|组织|落地|入驻)[了约近超过]*$")
_TOWARDS = re.compile(r"(?:累计|共|先后|已|与|和|向|为|给|对口|结对|帮扶|支援|援助|援建|对|的|区|县|市)+")
#: What brings further givers in, and what all of them reach together.
_JOIN = ("新增", "新增加", "增加", "增派")
_REACHES = re.compile(",(?:全面|共同|从而|已|累计)?(?:实现|做到|达到)")
#: So many places are two couples; what joins the two of one.
_COUPLES = 4
_WITH = re.compile("[^,。;、\\d]{0,4}[与和同]")
_SUMMONS = re.compile(r"(?:协调|组织|动员|发动|引导|鼓励)[^,。;]*$")
_BRINGS = re.compile(r"(?:组织|引导|引进|推动|动员|协调|邀请)$")
#: A thing named after its place as one of several, and what comes before the first of them.
_EXAMPLE = re.compile(r"(?![和及与等])[^,。;:\n\d]{3,40}?等[^,。;\d]*")
_NAMES = re.compile(r"(?:了|实施|建设|建成|推出|推介|打造|援建|新建|包括|培育|支持|推动|、)$")


def holds(text: str, sentence: Sentence, pointer: Pointer, position: int) -> bool:
    """Does a place before a figure hold up to it?"""
    if text.find(";", pointer.end, position) >= 0 and not _opens(text, sentence, pointer):
        return False
    if pointer.side is RECIPIENT:
        if text.find("等", pointer.end, position) >= 0 and _example(text, pointer, position):
            return False
    else:
        if pointer.start in sentence.numbers and _drawn(text, sentence, pointer):
            return False
        first = sentence.pointers[0]
        if first is not pointer and (
            _summoned(text, first, pointer, position) or _added(text, first, pointer, position)
        ):
            return False
    if len(sentence.pointers) >= _COUPLES and _in_couples(text, sentence, pointer, position):
        return False
    return text.find("、", pointer.end, position) < 0 or not _belongs(text, sentence, pointer, position)


def _opens(text: str, sentence: Sentence, pointer: Pointer) -> bool:
    """Is a place what the whole sentence is about: its first words, or the other side of them (甲区向乙县…)?"""
    if pointer.start <= sentence.topical:
        return True
    first = sentence.pointers[0]
    pair = first.start <= sentence.topical and first.side is not pointer.side and first.end < pointer.start
    return pair and _TOWARDS.fullmatch(text, first.end, pointer.start) is not None


def _drawn(text: str, sentence: Sentence, pointer: Pointer) -> bool:
    """Is a place only that of firms drawn in (引进91家广东企业), and not of what follows?"""
    number = sentence.numbers[pointer.start]
    return _DRAWS.search(text, max(sentence.span.start, number - 6), number) is not None


def _added(text: str, first: Pointer, pointer: Pointer, position: int) -> bool:
    """Is a place one that joins the giver told first, and the figure what all reach (新增甲、乙两市帮扶…,实现…)?"""
    if first.side is not pointer.side or not text.endswith(_JOIN, 0, pointer.start):
        return False
    return _REACHES.search(text, pointer.end, position) is not None


def _in_couples(text: str, sentence: Sentence, pointer: Pointer, position: int) -> bool:
    """Is a place of one of several couples of which a figure is the sum (甲区与丙县,乙区与丁县分别签订协议,共…)?"""
    said = text.find("分别", pointer.end, position)
    if said < 0:
        return False
    before = [one for one in sentence.pointers if one.end <= said and not one.aside][-_COUPLES:]
    if (
        len(before) < _COUPLES
        or pointer not in before
        or any(one.side is other.side for one, other in pairwise(before))
    ):
        return False
    return all(_WITH.fullmatch(text, one.end, other.start) for one, other in (before[:2], before[2:]))


def _summoned(text: str, first: Pointer, pointer: Pointer, position: int) -> bool:
    """Is a place that of groups whom the giver told before brings together (甲市协调乙区协会等社会力量)?"""
    if first.side is not pointer.side or text.find("等", pointer.end, position) < 0:
        return False
    outer, inner = first.codes[:1], pointer.codes[:1]
    if outer == inner:
        return False
    if not (outer and inner and gazetteer.load().contains(outer[0], inner[0])):
        return False
    return _SUMMONS.search(text, first.end, pointer.start) is not None and "," in text[pointer.end : position]


def _example(text: str, pointer: Pointer, position: int) -> bool:
    """Is a place only in the name of the first of several things (推介了甲县茶园项目等31个项目)?"""
    if not _EXAMPLE.match(text, pointer.end, position):
        return False
    return _NAMES.search(text, max(0, pointer.start - 2), pointer.start) is not None


def _belongs(text: str, sentence: Sentence, pointer: Pointer, position: int) -> bool:
    """Is a place part of an earlier item of a list: 2000位人士认养张北藜麦、700种产品?"""
    if text.find(",", pointer.end, position) >= 0:
        return False
    for _, end in reversed(sentence.spans):
        if end <= pointer.start:
            return not ITEM.search(text, end, pointer.start)
    return False


def brought_along(text: str, pointer: Pointer) -> bool:
    """Is a place in the name of a firm that another brings along (组织北京某某公司等8家企业)?"""
    brings = _BRINGS.search(text, max(0, pointer.start - 2), pointer.start)
    return brings is not None and FIRM.match(text, pointer.end) is not None
