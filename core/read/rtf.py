"""Rich text (RTF), by striprtf, with what that library trips over put out of its way first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.errors import UnreadableFile
from core.read.about import about_of
from core.read.documents import RawDocument, Source

_DOUBLE_BYTE = {"932", "936", "949", "950"}
_CODE_PAGE = re.compile(r"\\ansicpg(\d{1,5})")
_RUN = re.compile(r"((?:\\'[0-9a-fA-F]{2})+)([@-\[\]-z|~])?")
_BREAK = re.compile(r"(?:\r\n|\r|\n)(?=\\')")
_FIELD = re.compile(r"\{\\field(?=\{)", re.I)
#: A longer table of fonts is not real; the library's search of it is not linear.
LONGEST_FONTS = 1 << 14
_INFO = re.compile(r"\{\\(title|author)\s([^{}]{0,2000})\}")


def read(source: Source) -> Iterator[RawDocument]:
    """The text of an RTF file: cells of a table apart by tabs.

    Raises:
        UnreadableFile: it is damaged or has no text.
    """
    from striprtf.striprtf import font_table_group

    markup = prepared(source.data.decode("latin-1"))
    if len(font_table_group(markup)) > LONGEST_FONTS:  # type: ignore[no-untyped-call]
        raise UnreadableFile("damaged", name=source.name, detail="RTF: fonttbl")
    text = _to_text(markup, source.name)
    if not text.strip():
        raise UnreadableFile("empty", name=source.name)
    code_page = _CODE_PAGE.search(markup)
    stated = {name: _plain(value, code_page) for name, value in _INFO.findall(markup[: 1 << 16])}
    about = about_of(title=stated.get("title", ""), author=stated.get("author", ""))
    encoding = f"cp{code_page[1]}" if code_page else "cp1252"
    yield RawDocument(source.name, "rtf", source.data, text, encoding, about)


def prepared(markup: str) -> str:
    r"""The markup as striprtf reads it right.

    - Line breaks within a run of bytes go: they mean nothing, but would part the two bytes of a character.
    - In a double-byte code page the second byte of a character may be written as the letter it is in ASCII
      (`\'81@`); it is written as a byte like the first.
    - `{\field{` is parted: the library's pattern for links takes a time that grows with the cube of the line.

    >>> prepared(r"\ansicpg936 \'81@")
    "\\ansicpg936 \\'81\\'40"
    """
    markup = _FIELD.sub(r"{\\field\n", _BREAK.sub("", markup))
    code_page = _CODE_PAGE.search(markup)
    if code_page and code_page[1] in _DOUBLE_BYTE:
        markup = _RUN.sub(_with_trail, markup)
    return markup


def _with_trail(match: re.Match[str]) -> str:
    r"""A run of bytes that ends inside a character takes the letter after it as `\'xx`."""
    run, letter = match[1], match[2]
    if letter is None:
        return run
    inside = False
    for byte in bytes.fromhex(run.replace("\\'", "")):
        inside = not inside and byte > 0x80
    return f"{run}\\'{ord(letter):02x}" if inside else match[0]


def _to_text(markup: str, name: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        text: str = rtf_to_text(markup, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError, LookupError, ArithmeticError) as error:
        raise UnreadableFile("damaged", name=name, detail=f"RTF: {type(error).__name__}") from None
    # the library gives code units above U+FFFF as two surrogates
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    lines = (line.removesuffix("|").replace("|", "\t") if line.endswith("|") else line for line in text.split("\n"))
    return "\n".join(lines)


def _plain(value: str, code_page: re.Match[str] | None) -> str:
    head = f"\\ansicpg{code_page[1]} " if code_page else ""
    try:
        return _to_text(f"{{\\rtf1{head}{value}}}", "").strip()
    except UnreadableFile:
        return ""
