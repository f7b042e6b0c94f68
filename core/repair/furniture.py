"""What a page has beside its text: running heads, page numbers, menus, counters, copyright, related links.

Three signals, from the surest: a line that says what it is (`责任编辑:`, `第3页`); a line at either end of the text
that could be one thing only there (a bare number); a line told again and again (a running head, the caption of every
picture).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix
from core.repair.page import page

_LINE = re.compile(r"[^\n]+")
_SIGN = re.compile(r"[。！？；;!?]")
_SUM = re.compile("[万亿]元")
#: Lines at each end that are looked at, how often a running head is told, and how long it may be.
ENDS, OFTEN, LONGEST = 12, 4, 40
#: Lines longer than this are no furniture, and none of an end.
LONGEST_LINE, LONGEST_END = 120, 200
#: Characters of a line beside which a bare number is that of a page.
PROSE = 12


def fix(text: str) -> Iterator[Fix]:
    r"""Removes lines of furniture, and all but the first of a line told again and again.

    >>> [(fix.start, fix.end) for fix in fix("阅读正文\n今年以来,全县投入资金。\n责任编辑:王某")]
    [(0, 5), (18, 25)]
    """
    matches = [match for match in _LINE.finditer(text) if not match[0].isspace()]
    lines = [match[0].strip() for match in matches]
    reasons = [_anywhere(line) if len(line) <= LONGEST_LINE else "" for line in lines]
    _mark_ends(lines, reasons)
    _mark_lists(lines, reasons)
    _mark_legal(lines, reasons)
    _mark_repeated(lines, reasons)
    for match, reason in zip(matches, reasons, strict=True):
        if reason:
            start, end = match.span()
            yield Fix(start, min(len(text), end + 1), "", RepairKind.FURNITURE, reason)


def _anywhere(line: str) -> str:
    return page().sentences(line) if line[-1] in "。！？!?；;" else page().anywhere(line)


def _mark_ends(lines: list[str], reasons: list[str]) -> None:
    """From both ends inwards, as long as there is nothing but furniture."""
    for order in (range(min(ENDS, len(lines))), range(len(lines) - 1, max(-1, len(lines) - 1 - ENDS), -1)):
        previous = ""
        bare: list[int] = []
        for number in order:
            reason = reasons[number] or page().at_ends(lines[number][: LONGEST_END + 1])
            if not reason and previous == "source" and len(lines[number]) <= 12:
                reason = "name of the source"
            if not reason:
                if len(lines[number]) < PROSE:  # the cells of a table, not the number of a page
                    for cell in bare:
                        reasons[cell] = ""
                break
            if lines[number].isdecimal() and len(lines[number]) <= 4:
                bare.append(number)
            reasons[number] = previous = reason


def _mark_lists(lines: list[str], reasons: list[str]) -> None:
    inside, lists = False, page().lists
    for number, line in enumerate(lines):
        if len(line) <= 80 and lists.fullmatch(line) and line[-1] not in "。！？!?；;":
            inside = number * 2 >= len(lines)
            reasons[number] = "head of a list of links"
        elif inside and not reasons[number]:
            inside = len(line) <= 60 and not _SIGN.search(line)
            reasons[number] = "link to another page" if inside else ""


def _mark_legal(lines: list[str], reasons: list[str]) -> None:
    """Notices of the law stand among the first lines and in the last third."""
    legal = page().legal.search
    for number in (*range(min(3, len(lines))), *range(max(3, -(-len(lines) * 2 // 3)), len(lines))):
        line = lines[number]
        if not reasons[number] and len(line) <= 400 and legal(line) and not _SUM.search(line):
            reasons[number] = "legal notice"


def _mark_repeated(lines: list[str], reasons: list[str]) -> None:
    """A running head stands between other lines, each time; a refrain in a song does not make most of its lines."""
    if len(lines) - len(set(lines)) < OFTEN - 1:
        return
    counts = Counter([line for line in lines if 4 <= len(line) <= LONGEST and not _SIGN.search(line)])
    often = {line for line, count in counts.items() if count >= OFTEN and not re.search(r"\s{2,}|\t|\|", line)}
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line in often:
            if line in seen and not reasons[number]:
                reasons[number] = "line told again and again"
            seen.add(line)
