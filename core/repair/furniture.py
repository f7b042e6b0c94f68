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

_LINE = re.compile(r"[^\n]+")
_SIGN = re.compile(r"[。！？；;!?]")
#: Lines that are furniture wherever they stand: what they are, and a pattern for the whole line.
ANYWHERE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        (
            "page number",
            r"[-—－–·]+\s*\d{1,4}\s*[-—－–·]+|第\s*\d{1,4}\s*页(?:\s*[/,，]?\s*共\s*\d{1,4}\s*页)?|[Pp](?:age)?\.?\s*\d{1,4}(?:\s*[/-].{0,60})?",
        ),
        ("name of a printing file", r".{1,60}\.(?:indd|qxd|fit|cdr)\b.{0,30}"),
        ("name of a picture", r"\S{1,40}\.(?:png|jpe?g|gif|bmp)"),
        ("reading time", r"(?:本篇文章|本文|全文)共?约?\s*\d+\s*字.{0,4}(?:预计|读完|阅读).{0,12}"),
        (
            "counter",
            r"[(（\[]?(?:浏览|阅读|点击|访问|评论|点赞|转发)(?:次数|数|量|人数|率)?\s*[:：]?\s*\d+\s*次?[)）\]]?|\+\d{1,3}",
        ),
        (
            "menu",
            r"(?:阅读正文|加载更多\S{0,6}|返回(?:顶部|首页|列表|目录|\S{2,10}首页)|打印(?:本页|本文)?|关闭(?:窗口|本页)|我要(?:评论|纠错|收藏)|扫一扫\S{0,20}|点击(?:查看|进入|下载)\S{0,10}|阅读(?:下一篇|原文|全文))",
        ),
        ("share buttons", r"[-—【\[]*(?:分享(?:到|至)?|字[号体])\s*[:：]?.{0,30}"),
        ("path of menus", r"(?:您?当前位置|(?:您)?(?:现在的?)?位置|网站首页|首页|主页)\s*[:：>»›].{0,80}"),
        ("key words", r"(?:关键[词字]|标签)\s*[:：].{0,60}"),
        (
            "editor",
            r"[\[(（【]?\s*(?:责任编辑|责编|编\s*辑|审核|校对|编审|值班编委)\s*[:：/]\s*[\u4e00-\u9fff、\s]{1,16}[\])）】]?",
        ),
        (
            "address of the page",
            r"(?:地址|链接|网址|原文链接|本文(?:地址|链接))\s*[:：]\s*\S{0,4}https?://\S+|https?://\S+",
        ),
        ("title told again", r"(?:文章)?标题\s*[:：].{2,60}"),
        ("rules for comments", r".{0,30}(?:文明上网|评论仅供).{0,80}"),
    )
)
#: Parts of lines that are furniture near the end of a text (or near its start), unless they tell of money.
LEGAL = re.compile(
    r"凡(?:本网|本报|本站)?注[有明]|版权(?:所有|归|声明|与免责)|免责声明|未经\S{0,12}(?:许可|授权)|侵权|转载(?:请|目的|、摘编)|不代表[本我]?[网站]"
    r"|ICP[备证]|公网安备|举报电话|(?i:copyright|all rights reserved)|©|新闻信息服务许可"
)
#: Heads of lists of links: the lines without a sentence after one are links.
LISTS = re.compile(
    r"[-—【\[■●]*\s*(?:为[你您]推荐|热门(?:资讯|文章|新闻)|相关(?:阅读|新闻|文章|链接|报道)|推荐(?:阅读|新闻|文章)|延伸阅读|猜你喜欢|点击排行|热点(?:推荐|新闻)|更多(?:新闻|阅读)|最新(?:文章|新闻|资讯)|[上下]一[篇页条].{0,60})\s*[】\]:：]*.{0,4}"
)
#: Lines that are furniture at an end of the text, with nothing but furniture beyond.
AT_ENDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("page number", r"\d{1,4}"),
        ("page numbers of an index", r"\d{1,4}(?:\s+\d{1,4}){2,}"),
        ("counter", r"\d{12,}"),
        (
            "page of a paper",
            r"(?=.{2,24}$)(?:.*\s)?\S{0,4}(?:专刊|专版|第\s*\S{1,3}\s*版|要闻版|[A-D]\d{1,2}版?)(?:\s.*)?",
        ),
        ("source", r"来源\s*[:：]"),
    )
)
#: Lines at each end that are looked at, how often a running head is told, and how long it may be.
ENDS, OFTEN, LONGEST = 12, 4, 40
#: Characters of a line beside which a bare number is that of a page.
PROSE = 12


def fix(text: str) -> Iterator[Fix]:
    r"""Removes lines of furniture, and all but the first of a line told again and again.

    >>> [(fix.start, fix.end) for fix in fix("阅读正文\n今年以来,全县投入资金。\n责任编辑:王某")]
    [(0, 5), (18, 25)]
    """
    matches = [match for match in _LINE.finditer(text) if not match[0].isspace()]
    lines = [match[0].strip() for match in matches]
    reasons = [_anywhere(line) for line in lines]
    _mark_ends(lines, reasons)
    _mark_lists(lines, reasons)
    _mark_legal(lines, reasons)
    _mark_repeated(lines, reasons)
    for match, reason in zip(matches, reasons, strict=True):
        if reason:
            start, end = match.span()
            yield Fix(start, min(len(text), end + 1), "", RepairKind.FURNITURE, reason)


def _anywhere(line: str) -> str:
    if len(line) > 120:
        return ""
    return next((reason for reason, pattern in ANYWHERE if pattern.fullmatch(line)), "")


def _mark_ends(lines: list[str], reasons: list[str]) -> None:
    """From both ends inwards, as long as there is nothing but furniture."""
    for order in (range(min(ENDS, len(lines))), range(len(lines) - 1, max(-1, len(lines) - 1 - ENDS), -1)):
        previous = ""
        bare: list[int] = []
        for number in order:
            reason = reasons[number] or next((why for why, pattern in AT_ENDS if pattern.fullmatch(lines[number])), "")
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
    inside = False
    for number, line in enumerate(lines):
        if len(line) <= 80 and LISTS.fullmatch(line):
            inside = number * 2 >= len(lines)
            reasons[number] = "head of a list of links"
        elif inside and not reasons[number]:
            inside = len(line) <= 60 and not _SIGN.search(line)
            reasons[number] = "link to another page" if inside else ""


def _mark_legal(lines: list[str], reasons: list[str]) -> None:
    for number, line in enumerate(lines):
        near_end = number * 3 >= len(lines) * 2 or number < 3
        if (
            near_end
            and not reasons[number]
            and len(line) <= 400
            and LEGAL.search(line)
            and not re.search("[万亿]元", line)
        ):
            reasons[number] = "legal notice"


def _mark_repeated(lines: list[str], reasons: list[str]) -> None:
    """A running head stands between other lines, each time; a refrain in a song does not make most of its lines."""
    counts = Counter(line for line in lines if 4 <= len(line) <= LONGEST and not _SIGN.search(line))
    often = {line for line, count in counts.items() if count >= OFTEN and not re.search(r"\s{2,}|\t|\|", line)}
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if line in often:
            if line in seen and not reasons[number]:
                reasons[number] = "line told again and again"
            seen.add(line)
