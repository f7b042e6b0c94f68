"""Lines that a page broke: the lines of a paragraph become one, and so does a sentence cut by a page or column break."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from core.records import RepairKind
from core.repair.draft import Fix

_HAN = "\u3400-\u9fff"
_END = re.compile(r"[。!?！？…:：;；”’）)》】」』.]\s*$")
_SENTENCE = re.compile(r"[。！？!?；;]")
_INDENT = re.compile(r"[ \u00a0\u3000\t]*")
_TABLE = re.compile(r"\S[ \u00a0\u3000\t]{2,}\S.*\S[ \u00a0\u3000\t]{2,}\S|\t|\|.*\|")
#: A wrapped line is at least this wide, and a full one at most this much narrower than the page (columns of width 1).
NARROWEST, SLACK = 20, 5
#: A paragraph that a page break may cut has at least so many characters.
LONG = 20


def fix_indents(text: str) -> Iterator[Fix]:
    """Space at line ends and before lines goes, and more than one empty line."""
    for match in re.finditer(r"[ \u00a0\u3000\t\x0b\x0c]+(?=\n|$)", text):
        yield Fix(*match.span(), "", RepairKind.SPACE, "space at the end of a line")


def fix_wraps(text: str) -> Iterator[Fix]:
    """Joins the lines of a block that are as wide as the page and end inside a sentence."""
    lines = _lines(text)
    for block in _blocks(text, lines):
        yield from _join(text, block)


def fix_breaks(text: str) -> Iterator[Fix]:
    """Joins a long paragraph that stops inside a sentence with the paragraph after the break.

    >>> [fix.after for fix in fix_breaks("各旗县市都完成了任务。" * 5 + "各旗县市强\\n\\n化贫困户的培训,开展了培训77期。")]
    ['']
    """
    paragraphs = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    for (start, end), (next_start, next_end) in zip(paragraphs, paragraphs[1:], strict=False):
        if _is_cut(text[start:end]) and _goes_on(text[next_start:next_end]):
            yield Fix(end, next_start, "", RepairKind.WRAP, "sentence cut by a page or column break")


def _is_cut(paragraph: str) -> bool:
    tail = paragraph.rstrip()
    return (
        len(tail) >= LONG
        and re.search(rf"[{_HAN}\d,，、]$", tail) is not None
        and _SENTENCE.search(tail) is not None
        and not _TABLE.search(tail)
    )


def _goes_on(paragraph: str) -> bool:
    return re.match(rf"[{_HAN}\d“《(（]", paragraph) is not None and re.search(r"[。！？!?；;]", paragraph) is not None


def _lines(text: str) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines


def _blocks(text: str, lines: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    block: list[tuple[int, int]] = []
    for start, end in [*lines, (len(text), len(text))]:
        if text[start:end].strip():
            block.append((start, end))
        elif block:
            if len(block) > 1:
                yield block
            block = []


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _join(text: str, block: list[tuple[int, int]]) -> Iterator[Fix]:
    if any(_TABLE.search(text[start:end]) for start, end in block):
        return
    widths = [_width(text[start:end].rstrip()) for start, end in block]
    page = max(width for width, count in Counter(widths).items())
    open_ends = sum(1 for start, end in block[:-1] if not _END.search(text[start:end]))
    if (
        page < NARROWEST
        or open_ends * 3 < len(block) - 1
        or not re.search(f"[{_HAN}]", text[block[0][0] : block[-1][1]])
    ):
        return
    margin = min(_indent(text[start:end]) for start, end in block[1:])
    for (start, end), (next_start, next_end), width in zip(block, block[1:], widths, strict=False):
        content = text[start:end].rstrip()
        indent = _indent(text[next_start:next_end])
        if width >= page - SLACK * 2 and indent <= margin + 1 and width <= 2 * NARROWEST * 5:
            yield Fix(
                start + len(content),
                next_start + len(_INDENT.match(text, next_start)[0]),
                _glue(text, start + len(content), next_start + indent),
                RepairKind.WRAP,
                "line broken by the page",
            )


def _glue(text: str, before: int, after: int) -> str:
    one, other = text[before - 1], text[after : after + 1]
    return " " if one.isascii() and other.isascii() and one.isalnum() and other.isalnum() else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
