"""Text decoded by the wrong table, read again by the right one: `ÖÐ¹ú` for 中国, once or several times.

A program that takes UTF-8 or GBK for Latin-1 or Windows-1252 shows a character for each byte, so nothing is lost and
the bytes can be had again. UTF-8 taken for GBK shows one for each two bytes. A stretch is read again only where all of
it decodes, and to Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from core.records import RepairKind
from core.repair.draft import Fix
from core.repair.likelihood import level, pair_score

#: Encodings that are tried, surest first, and how a reason names them.
_NAMES = {"utf-8": "UTF-8", "gb18030": "GBK", "big5hkscs": "Big5"}
#: What Windows-1252 shows for the bytes 80 to 9F.
_WINDOWS = {
    ord(bytes((byte,)).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_HIGH = "\u0080-\u00ff" + "".join(map(chr, sorted(_WINDOWS)))
_SINGLE = re.compile(rf"[{_HIGH}](?:[{_HIGH}]|[\u0020-\u007e](?=[{_HIGH}])){{3,4000}}")
#: UTF-8 shown as GBK nearly always holds one of these: what ，。：、 “ 的 一 are shown as.
_MARKS = re.compile("[锛銆鐨涓鈥浜鍦鏄骞鎵]")
_AS_GBK = re.compile("[\u0080-\ud7ff\ue000-\ufffc]{4,4000}")
_LOST = re.compile(r"(?:锟斤拷|锟斤|\ufffd)+")
#: One of these is in any such stretch: the first bytes of characters shown as Latin letters, and the marks above.
SIGNS = frozenset(map(chr, range(0xC0, 0x100))) | frozenset("锛銆鐨涓鈥浜鍦鏄骞鎵")
LOST = frozenset("锟\ufffd")
#: Lost places that are reported one by one; of more, the first stands for all.
MOST_REPORTS = 10_000
#: Rounds of wrong decoding that are undone, and the mean score that Chinese must have at least.
ROUNDS, LEAST_LIKELY = 3, -2.5


def fix(text: str) -> Iterator[Fix]:
    r"""Reads wrongly decoded stretches again.

    >>> "".join(fix.after for fix in fix("ä¸\xadå›½"))
    '中国'
    """
    for match in _SINGLE.finditer(text):
        start, end = match.span()
        fixes = list(_reread(start, match[0]))
        if not fixes and "\x40" <= text[end : end + 1] <= "\x7e":  # the second half of a last character in Big5
            fixes = list(_reread(start, text[start : end + 1]))
        yield from fixes
    if not _MARKS.search(text):
        return
    for match in _AS_GBK.finditer(text):
        start = match.start()
        read = _as_utf8(match[0])
        if read:
            length = len(read.encode("utf-8").decode("gb18030"))
            yield Fix(start, start + length, read, RepairKind.ENCODING, "UTF-8 that was read as GBK")


def report(text: str) -> Iterator[Fix]:
    """Reports what is lost for good: `锟斤拷`, which is U+FFFD read as GBK, and U+FFFD itself.

    >>> [fix.reason for fix in report("投入锟斤拷万元")]
    ['characters lost in an earlier conversion']
    """
    matches = list(islice(_LOST.finditer(text), MOST_REPORTS + 1))
    for match in matches if len(matches) <= MOST_REPORTS else matches[:1]:
        yield Fix(*match.span(), match[0], RepairKind.DAMAGED, "characters lost in an earlier conversion", False)


def _reread(start: int, shown: str) -> Iterator[Fix]:
    """A fix for each character of the stretch, so that each keeps its own origin."""
    units = [(character, 1) for character in shown]
    reason = ""
    for _ in range(ROUNDS):
        data = _bytes("".join(character for character, _ in units))
        encoding = data and _encoding(data)
        if not data or not encoding:
            break
        units = _grouped(units, data.decode(encoding), encoding)
        reason = f"{_NAMES[encoding]} that was read as one character a byte"
    if reason and _is_chinese("".join(character for character, _ in units)):
        for character, width in units:
            if width > 1 or shown[0] != character:
                yield Fix(start, start + width, character, RepairKind.ENCODING, reason)
            start += width


def _grouped(units: list[tuple[str, int]], decoded: str, encoding: str) -> list[tuple[str, int]]:
    grouped: list[tuple[str, int]] = []
    at = 0
    for character in decoded:
        size = len(character.encode(encoding))
        grouped.append((character, sum(width for _, width in units[at : at + size])))
        at += size
    return grouped


def _bytes(shown: str) -> bytes | None:
    """The bytes that were shown one a character; None where a character stands for no byte."""
    codes = [_WINDOWS.get(ord(character), ord(character)) for character in shown]
    return bytes(codes) if max(codes) < 0x100 else None


def _encoding(data: bytes) -> str:
    for encoding in _NAMES:
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if decoded.isascii() or len(decoded) == len(data):
            return ""
        if encoding == "utf-8" or _is_chinese(decoded):
            return encoding
    return ""


def _is_chinese(text: str) -> bool:
    """Whether a text reads like Chinese: characters that words have, in likely order."""
    han = [character for character in text if character > "\u2e7f"]
    if len(han) < 2:
        return False
    common = sum(level(character) > 2 or character in "，。、；：“”《》（）！？" for character in han)
    score = sum(pair_score(one, other) for one, other in pairwise(han))
    return common * 10 >= len(han) * 9 and score / len(han) > LEAST_LIKELY


def _as_utf8(shown: str) -> str:
    """As much of the stretch from its start as is UTF-8 shown as GBK; empty where that is not likely."""
    try:
        data = shown.encode("gb18030")
    except UnicodeEncodeError:
        return ""
    decoded = data.decode("utf-8", "ignore") if _is_utf8(data) else ""
    while decoded:
        try:
            decoded.encode("utf-8").decode("gb18030")
        except UnicodeDecodeError:
            decoded = decoded[:-1]
            continue
        break
    if len(decoded) * 2 < len(shown) or not _is_chinese(decoded):
        return ""
    return decoded if data.startswith(decoded.encode("utf-8")) else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data[:-2].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 6
    return True
