"""Lines that a page broke: those of a paragraph become one, and so does a sentence cut by a page or column break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from core.frozen import record
from core.records import RepairKind
from core.repair.draft import Fix, Move

_HAN = "\u3400-\u9fff"
_SPACES = "[ \u00a0\u3000\t\x0b\x0c]"
SPACES, BREAKS = frozenset(" \u00a0\u3000\t\x0b\x0c"), frozenset("\n")
_ENDS = frozenset("。!?！？…:：;；”’）)》】」』.")
_SENTENCE = re.compile(r"[。！？!?；;]")
#: (The class comes first for speed.)
_TABLE = re.compile(
    rf"[ \u00a0\u3000\t\x0b\x0c|](?:(?<=\t)|(?<=\|).*\||(?<=\S{_SPACES}){_SPACES}+\S.*\S{_SPACES}{{2,}}\S)"
)
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）](?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,4}[章节条]|[-*•●■◆★▲·]\s|——|#{1,6} "
)
_PARAGRAPH = re.compile(r"[^\n]+")
_CUT = re.compile(rf"[{_HAN}\da-zA-Z,，、]")
_CLAUSE = re.compile(r"[,，、]")
_START = re.compile(rf"{_SPACES}*[{_HAN}\da-zA-Z“《(（]")
_NOTE = re.compile(rf"{_SPACES}*(?:注\s*\d?\s*[:：]|说明\s*[:：]|资料来源|[①-⑨]|[\[［]\d{{1,2}}[\]］]|[*＊※])")
#: Why a sentence is joined.
BROKEN = "sentence cut by a page or column break"
_SPACE_ENDS = tuple(f"{space}\n" for space in sorted(SPACES))
_SPACE_RUN = re.compile(rf"({_SPACES}{{3,}})(\n|\Z)?")
_LEAD = re.compile(rf"{_SPACES}*")
#: A wrapped line is at least this wide (columns of width 1), and a full one at most so much narrower than the page.
NARROWEST, SLACK = 20, 7
#: So many full lines, each with one behind it, are wrapped.
FEWEST = 3
#: A paragraph that a page break may cut has at least so many characters.
LONG = 20


@record(frozen=True, slots=True)
class Line:
    """A line: its content `text[start:end]` without the spaces around it, its indent and width."""

    start: int
    end: int
    indent: int
    width: int


def fix_line_ends(text: str) -> Iterator[Fix]:
    r"""Long space at the end of a line goes (two spaces mean something in Markdown).

    >>> [(fix.start, fix.end) for fix in fix_line_ends("合作。    \n两地")]
    [(3, 7)]
    """
    if not text[-1:].isspace() and not any(end in text for end in _SPACE_ENDS):
        return
    for match in _SPACE_RUN.finditer(text):
        if match[2] is not None:
            yield Fix(*match.span(1), "", RepairKind.SPACE, "space at the end of a line")


def fix_wraps(text: str) -> Iterator[Fix]:
    """Joins lines that are as wide as the page with the next, unless a paragraph, a heading or an item begins there."""
    if text.count("\n") < FEWEST:
        return
    contents = text.split("\n")
    page = _page_width([_stripped(content) for content in contents])
    if not page:
        return
    lines = _lines(contents)
    for number, (line, following) in enumerate(pairwise(lines)):
        if line is None or following is None:
            continue
        margin = min(other.indent for other in lines[max(0, number - 3) : number + 5] if other is not None)
        full = line.width + line.indent - margin >= page - SLACK
        if full and following.indent <= margin + 1 and not _ITEM.match(text, following.start):
            glue = _glue(text[line.end - 1], text[following.start])
            yield Fix(line.end, following.start, glue, RepairKind.WRAP, "line broken by the page")


def fix_breaks(text: str) -> Iterator[Fix | Move]:
    r"""Joins a long paragraph that stops inside a sentence with the paragraph after the break.

    A note at the foot of the column or page between them goes behind both.

    >>> [fix.after for fix in fix_breaks("各旗县市都完成了全年的任务。各旗县市组织强\n\n化贫困户的培训,开展了77期。")]
    ['']
    """
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    for number, ((start, end), (next_start, next_end)) in enumerate(pairwise(paragraphs)):
        if text[end - 1] in _ENDS or not _is_cut(text[start:end]):
            continue
        if _NOTE.match(text, next_start) and number + 2 < len(paragraphs):
            last_start, last_end = paragraphs[number + 2]
            if last_end < len(text) and _goes_on(text[start:end], text[last_start:last_end]):
                yield Fix(end, next_start, "", RepairKind.WRAP, BROKEN)
                yield Move(
                    next_start, last_start, last_end + 1, RepairKind.WRAP, "note at the foot of a column or page"
                )
        elif _goes_on(text[start:end], text[next_start:next_end]):
            lead = _LEAD.match(text, next_start)
            begin = lead.end() if lead else next_start
            yield Fix(end, begin, _glue(text[end - 1], text[begin]), RepairKind.WRAP, BROKEN)


def _is_cut(paragraph: str) -> bool:
    """Whether a paragraph of clauses stops inside one."""
    tail = paragraph.rstrip()
    return len(tail) >= LONG and _CUT.match(tail, len(tail) - 1) is not None and not _TABLE.search(tail)


def _goes_on(cut: str, paragraph: str) -> bool:
    """Whether a paragraph goes on where another stops: both hold sentences, or only the first has an indent."""
    if not _START.match(paragraph) or _ITEM.match(paragraph.lstrip()) or not _SENTENCE.search(paragraph):
        return False
    indented = cut[0].isspace() and not paragraph[0].isspace()
    return _SENTENCE.search(cut) is not None or (indented and _CLAUSE.search(cut) is not None)


def _lines(contents: list[str]) -> list[Line | None]:
    """All lines; None for one that is empty or belongs to a table."""
    lines: list[Line | None] = []
    at = 0
    for content in contents:
        stripped = _stripped(content)
        if stripped:
            indent = content.find(stripped)
            start = at + indent
            lines.append(Line(start, start + len(stripped), indent, _width(stripped)))
        else:
            lines.append(None)
        at += len(content) + 1
    return lines


def _stripped(content: str) -> str:
    """A line without the spaces around it; empty for one of a table."""
    stripped = content.strip(" \u00a0\u3000\t\x0b\x0c")
    return "" if len(stripped) <= 400 and _is_row(stripped) else stripped


def _is_row(line: str) -> bool:
    return ("  " in line or "\t" in line or "|" in line or "\u3000" in line) and _TABLE.search(line) is not None


def _page_width(lines: list[str]) -> int:
    """How wide the wrapped lines of a page are; 0 where its lines are not wrapped.

    Wrapped lines crowd at one width, are the widest there are, follow each other, and stop anywhere in a sentence.
    """
    widths = [_width(line) for line in lines]
    wide = sorted([width for width in widths if width >= NARROWEST])
    if len(wide) < FEWEST:
        return 0
    page = wide[-1 - len(wide) // 20]
    first, last = page - SLACK, page + SLACK
    full = [
        line[-1]
        for line, following, width in zip(lines, lines[1:], widths, strict=False)
        if first <= width <= last and line and following
    ]
    if (
        len(full) < FEWEST
        or len(full) * 5 < len(wide) * 2
        or len([end for end in full if end not in _ENDS]) * 2 < len(full)
    ):
        return 0
    return page


def _glue(one: str, other: str) -> str:
    if one.isdigit() and other.isdigit():
        return ""  # a figure that the line's end cut
    return " " if one.isascii() and other.isascii() and (one.isalnum() or one in ",.;:") and other.isalnum() else ""


def _width(text: str) -> int:
    """The width of a line: Chinese characters and full-width signs, of three bytes in UTF-8, count two."""
    return (len(text.encode()) + len(text)) // 2
