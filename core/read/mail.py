"""Letters (`.eml`, `.mht`): the body as a document, attachments as further ones."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from core.errors import UnreadableFile
from core.read import limits
from core.read.about import about_of
from core.read.archive import clean
from core.read.documents import Item, RawDocument, Source
from core.read.encodings import decode
from core.records import About

if TYPE_CHECKING:
    from datetime import date

_WORD = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]*)?\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_ADDRESS = re.compile(r"<[^<>]*>|\"")
#: What the parsers of the standard library raise on broken letters.
_BROKEN = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    email.errors.MessageError,
)


def read(source: Source) -> Iterator[Item]:
    """The body of a letter with subject, sender and day in `about`, then its attachments.

    Raises:
        UnreadableFile: it is damaged, too deep, or has neither body nor attachments.
    """
    if source.depth >= limits.DEPTH:
        raise UnreadableFile("too_deep", name=source.name, limit=limits.DEPTH)
    try:
        letter = email.message_from_bytes(source.data, policy=email.policy.compat32)
        parts = [part for part in letter.walk() if not part.is_multipart()]
    except _BROKEN as error:
        raise UnreadableFile("damaged", name=source.name, detail=f"EML: {type(error).__name__}") from None
    bodies = [part for part in parts if not _is_attached(part) and part.get_content_maintype() == "text"]
    text, encoding = _body(bodies, source)
    if text:
        yield RawDocument(source.name, "eml", source.data, text, encoding, _about(letter))
    attached = [part for part in parts if _is_attached(part)]
    if not text and not attached:
        raise UnreadableFile("empty", name=source.name)
    for number, part in enumerate(attached, 1):
        data = _payload(part)
        name = clean(_name(part).replace("\\", "/").rpartition("/")[2]) or f"{number}"
        source.watch.unpack(f"{source.name}/{name}", len(data))
        if data:
            yield source.inside(name, data)


def _is_attached(part: Message) -> bool:
    """Whether a part is a file of its own; pictures and styles that a body shows are none."""
    if part.get("Content-ID") and part.get_content_maintype() in ("image", "text"):
        return False
    return "attachment" in str(part.get("Content-Disposition", "")).lower() or bool(_name(part))


def _body(parts: list[Message], source: Source) -> tuple[str, str]:
    """The plain text of a letter, else that of its page."""
    from core.read import html

    plain = [decode(_payload(part), _charset(part)) for part in parts if part.get_content_subtype() == "plain"]
    text = "\n".join(text for text, _ in plain).strip()
    if text:
        return text.replace("\r\n", "\n"), plain[0][1]
    pages = [decode(_payload(part), _charset(part)) for part in parts if part.get_content_subtype() == "html"]
    text = "\n".join(html.text_of(page, source.watch)[0] for page, _ in pages).strip()
    return text, pages[0][1] if pages else "utf-8"


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except _BROKEN:
        return ""


def _name(part: Message) -> str:
    try:
        return header_text(str(part.get_filename() or ""))
    except _BROKEN:
        return ""


def _about(letter: Message) -> About:
    stated = {name: header_text(_header(letter, name)) for name in ("Subject", "From")}
    sender = _ADDRESS.sub("", stated["From"]).strip()
    day = _day(_header(letter, "Date"))
    return about_of(title=stated["Subject"], author="" if "@" in sender else sender, day=day.isoformat() if day else "")


def _header(letter: Message, name: str) -> str:
    """A header as the letter has it; bytes beyond ASCII are read by what they look like."""
    value = next((value for key, value in letter.raw_items() if key.lower() == name.lower()), "")
    raw = str(value).encode("ascii", "surrogateescape") if str(value).isascii() or _has_bytes(str(value)) else b""
    return decode(raw)[0] if raw else str(value)


def _has_bytes(value: str) -> bool:
    return all(character < "\x80" or "\udc80" <= character <= "\udcff" for character in value)


def _day(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def header_text(value: str) -> str:
    """A header with its encoded words read; words cut within a character are joined first, as many programs cut them.

    >>> header_text("=?gb2312?B?us/X9w==?= 2020")
    '合作 2020'
    """
    pieces: list[tuple[str, bytes]] = []
    at = 0
    for match in _WORD.finditer(value):
        if value[at : match.start()].strip() or (value[at : match.start()] and not pieces):
            pieces.append(("", value[at : match.start()].encode("utf-8", "surrogateescape")))
        charset, data = match[1].lower(), _word(match[2], match[3])
        if pieces and pieces[-1][0] == charset:
            pieces[-1] = (charset, pieces[-1][1] + data)
        else:
            pieces.append((charset, data))
        at = match.end()
    pieces.append(("", value[at:].encode("utf-8", "surrogateescape")))
    return " ".join("".join(decode(data, charset)[0] for charset, data in pieces).split())


def _word(kind: str, text: str) -> bytes:
    import binascii
    import quopri

    if kind in "Qq":
        return quopri.decodestring(text.replace("_", " ").encode("ascii", "replace"), header=True)
    try:
        return binascii.a2b_base64(text.encode("ascii", "replace") + b"==")
    except binascii.Error:
        return b""
