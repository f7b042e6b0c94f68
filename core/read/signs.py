"""Tells the format of a file: by the signs in its bytes first, by the end of its name second."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Callable

#: The start of a file that formats are told by.
HEAD = 4096
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<div[\s>]|<p>", re.I)
_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type|Reply-To|X-[\w-]+):",
    re.I | re.M,
)
_FIRST_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]{1,60}:)")
_LETTER_HEADERS = (b"from", b"date", b"subject", b"mime-version", b"message-id", b"received")


def _is_page(head: bytes, name: str) -> bool:
    start = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n\0\xff\xfe")[:1]
    # the marks of a page may be in UTF-16
    plain = head.replace(b"\0", b"") if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else head
    named = name.endswith((".html", ".htm", ".xhtml", ".shtml"))
    return _PAGE.search(plain) is not None and (start == b"<" or named) and not name.endswith((".md", ".markdown"))


def _is_letter(head: bytes, name: str) -> bool:
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _FIRST_HEADER.match(head):
        return False
    found = {match.rstrip(b":").lower() for match in _HEADER.findall(block)}
    return len(found.intersection(_LETTER_HEADERS)) >= (1 if name.endswith((".eml", ".mht", ".mhtml")) else 2)


#: Formats and how their files are told, tried from top to bottom; ZIP is looked into by `format_of`, the rest is text.
TELLS: tuple[tuple[str, Callable[[bytes, str], bool]], ...] = (
    ("pdf", lambda head, _: b"%PDF-" in head[:1024]),
    ("rtf", lambda head, _: head.lstrip(b"\r\n\t ").startswith(b"{\\rtf")),
    ("zip", lambda head, _: head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))),
    ("html", _is_page),
    ("eml", _is_letter),
    ("md", lambda head, name: name.endswith((".md", ".markdown")) and b"\0" not in head),
)
#: Formats that are known, but cannot be read: the kind of problem, the sign in the bytes, the name for it.
OTHERS: tuple[tuple[str, bytes, str], ...] = (
    ("old_word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc/.xls/.wps"),
    ("unknown_format", b"Rar!\x1a\x07", "RAR"),
    ("unknown_format", b"7z\xbc\xaf\x27\x1c", "7z"),
    ("unknown_format", b"\x1f\x8b", "gzip"),
    ("unknown_format", b"SQLite format 3\0", "SQLite"),
    ("no_text", b"\x89PNG\r\n\x1a\n", "PNG"),
    ("no_text", b"\xff\xd8\xff", "JPEG"),
    ("no_text", b"II*\0", "TIFF"),
    ("no_text", b"MM\0*", "TIFF"),
    ("no_text", b"GIF8", "GIF"),
)
#: Office formats that are ZIP archives, by a member that only they have.
_OFFICE: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("ppt/presentation.xml", ".pptx"),
    ("mimetype", ".odt/.epub"),
)


def format_of(data: bytes, name: str) -> tuple[str, str]:
    """The format of a file; or the kind of problem it is, with a detail.

    >>> format_of(b"%PDF-1.7 ...", "a.txt"), format_of(b"GIF89a", "a.gif"), format_of("合作".encode(), "a.csv")
    (('pdf', ''), ('no_text', 'GIF'), ('txt', ''))
    """
    head, name = data[:HEAD], name.lower()
    for kind, sign, detail in OTHERS:
        if head.startswith(sign):
            return kind, detail
    for found, tells in TELLS:
        if tells(head, name):
            return _inside(data) if found == "zip" else (found, "")
    return "txt", ""


def _inside(data: bytes) -> tuple[str, str]:
    """What a ZIP archive is; one that cannot be listed is left to its reader to tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:10_000])
    except Exception:  # noqa: BLE001 - zipfile raises half a dozen kinds on broken archives, and the reader tells which
        return "zip", ""
    office = next((kind for member, kind in _OFFICE if member in names), "zip")
    return ("unknown_format", office) if office.startswith(".") else (office, "")
