"""Markdown: its words without its marks, one paragraph a line, tables with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.errors import UnreadableFile
from core.read.about import about_of
from core.read.documents import RawDocument, Source
from core.read.encodings import decode, is_binary

_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_RULE = re.compile(r" {0,3}(?:[-*_] ?){3,}\s*$|=+\s*$")
_TABLE_RULE = re.compile(r"[\s:|-]+$")
_HEADING = re.compile(r"\A {0,3}#{1,6}\s+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_BULLET = re.compile(r"\A\s*[-*+]\s+")
_QUOTE = re.compile(r"\A {0,3}(?:>\s?)+")
_REFERENCE = re.compile(r" {0,3}\[(?!\^)[^\]\n]{1,200}\]:\s*\S+")
#: No pattern may run over the sign it begins with: the time stays linear in the text.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"\[\^[^\[\]\n]{1,50}\](?:: *)?"), ""),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>\n]*>"), ""),
    (re.compile(r"(?<!\\)(\*{1,3}|~~|`{1,2})(?=\S)([^*~`\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_FRONT = re.compile(r"---[ \t]*\r?\n((?:[^\n]*\n){0,60}?)---[ \t]*\r?\n")


def read(source: Source) -> Iterator[RawDocument]:
    """The words of a Markdown file; what stands before the text (`title:`, `date:`) goes into `about`."""
    text, encoding = decode(source.data)
    if is_binary(text):
        raise UnreadableFile("other_format", name=source.name)
    front = _FRONT.match(text)
    stated = dict(_fields(front[1])) if front else {}
    plain = to_text(text[front.end() :] if front else text)
    if not plain.strip():
        raise UnreadableFile("empty", name=source.name)
    about = about_of(
        title=stated.get("title", ""),
        author=stated.get("author", ""),
        publisher=stated.get("source", ""),
        day=stated.get("date", ""),
    )
    yield RawDocument(source.name, "md", source.data, plain, encoding, about)


def _fields(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip().strip("\"'")


def to_text(markdown: str) -> str:
    r"""Plain text: lines of a paragraph joined, cells of a table apart by tabs.

    >>> to_text("# 成效\n\n投入**1.2亿元**,\n惠及3县。\n\n|县|户|\n|--|--|\n|甲|3|\n")
    '成效\n\n投入1.2亿元,惠及3县。\n\n县\t户\n甲\t3\n'
    """
    out: list[str] = []
    fence = ""
    joins = False
    for line in _without_comments(markdown).replace("\r\n", "\n").split("\n"):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence, joins = ("" if fence else mark[1]), False
        elif fence:
            out.append(line)
        elif not line.strip() or _RULE.match(line):
            out, joins = [*out, ""] if out[-1:] != [""] else out, False
        elif _is_row(line):
            if "-" not in line or not _TABLE_RULE.match(line):
                out.append("\t".join(_plain(cell.strip()) for cell in line.strip().strip("|").split("|")))
            joins = False
        elif not _REFERENCE.match(line):
            joins = _add(out, line, joins)
    return "\n".join(out)


def _without_comments(markdown: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := markdown.find("<!--", at)) >= 0 and (end := markdown.find("-->", start)) >= 0:
        kept.append(markdown[at:start])
        at = end + 3
    return "".join(kept) + markdown[at:]


def _is_row(line: str) -> bool:
    return line.lstrip().startswith("|") or line.count("|") >= 2


def _add(out: list[str], line: str, joins: bool) -> bool:
    """Adds a line of prose, to the paragraph before where it goes on; tells whether the next may go on with it."""
    line = _QUOTE.sub("", line, count=1)
    heading = _HEADING.match(line) is not None
    ends = heading or line.endswith(("  ", "\\"))
    item = _ITEM.match(line) is not None
    if heading:
        line = _HEADING.sub("", line).rstrip().rstrip("#")
    plain = _plain(_BULLET.sub("", line, count=1).strip())
    if joins and not heading and not item:
        glue = " " if out[-1][-1:].isascii() and plain[:1].isascii() and out[-1] else ""
        out[-1] += glue + plain
    else:
        out.append(plain)
    return not ends


def _plain(text: str) -> str:
    for mark, kept in _MARKS:
        text = mark.sub(kept, text)
    return text
