"""What a page has beside its text: running heads, page numbers, menus, counters, copyright, related links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

_LINE = re.compile(r"[^\n]+")
#: Lines that are furniture wherever they stand: what they are, and a pattern for the whole line.
LINES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern))
    for reason, pattern in (
        ("page number", r"[-—－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—－·\s]*"),
        ("page number", r"(?:P(?:age)?\.?\s*\d{1,4})(?:\s*-.*)?"),
        ("page numbers of an index", r"\d{1,4}(?:\s+\d{1,4})+"),
        ("counter", r"\d{12,}|\+\d{1,4}"),
        ("name of a printing file", r".*\.(?:indd|qxd|fit|ps)\b.*"),
        ("section of a paper", r".{0,16}专刊专版.{0,10}"),
        ("reading time", r"(?:本篇文章|本文|全文)(?:共)?\s*\d+\s*字.{0,12}(?:读完|阅读).{0,12}"),
        (
            "menu",
            r"(?:阅读正文|加载更多.{0,6}|为你推荐|热门资讯|相关阅读|相关新闻|推荐阅读|返回顶部|返回首页|上一篇.*|下一篇.*|打印本页|关闭窗口|点击排行|热点推荐|关键词[:：].{0,40}|分享到.{0,20}|.{0,4}字号.{0,10})",
        ),
        ("editor", r"[\[(（【]?(?:责任编辑|责编|编辑)[:：]\s*\S{1,12}[\])）】]?"),
        ("address of the page", r"(?:地址|链接|网址|原文链接|本文地址|本文链接)[:：]\s*https?://\S+|https?://\S+"),
        ("title told again", r"标题[:：].{2,60}"),
        ("rules for comments", r".{0,20}(?:文明上网|评论仅供|不代表本网|不代表我网).*"),
        ("copyright", r".{0,20}(?:版权所有|版权声明|Copyright|©|ICP备|ICP证|未经授权|转载请注明|公网安备).{0,120}"),
        ("source", r"来源[:：]\s*"),
    )
)


def fix(text: str) -> Iterator[Fix]:
    """Removes lines of furniture and all but the first of a line told many times.

    >>> [(fix.start, fix.end) for fix in fix("阅读正文\\n今年以来,全县投入资金。\\n加载更多新闻")]
    [(0, 5), (18, 24)]
    """
    matches = list(_LINE.finditer(text))
    repeated = _repeated(matches)
    seen: set[str] = set()
    for number, match in enumerate(matches):
        line = match[0].strip()
        reason = _reason(line, text, number, matches)
        if not reason and line in repeated and line in seen:
            reason = "line told again and again"
        seen.add(line)
        if reason:
            start, end = match.span()
            if end < len(text):
                end += 1
            yield Fix(start, end, "", RepairKind.FURNITURE, reason)


def _reason(line: str, text: str, number: int, matches: list[re.Match[str]]) -> str:
    if len(line) > 200:
        return ""
    for reason, pattern in LINES:
        if pattern.fullmatch(line):
            return reason
    if number and matches[number - 1][0].strip() in ("来源:", "来源：") and len(line) <= 12:
        return "source"
    return ""


def _repeated(matches: list[re.Match[str]]) -> set[str]:
    counts = Counter(match[0].strip() for match in matches)
    return {line for line, count in counts.items() if count >= 3 and len(line) >= 4}
