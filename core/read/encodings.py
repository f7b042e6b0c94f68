"""Bytes to text: the encoding is found by content, and what reads as Chinese wins."""

from __future__ import annotations

import codecs
import re

from core.read.likely import score

#: Marks at the start of a file, longest first, and the encodings they tell.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Encodings of Chinese; the first of those that read alike is taken.
_CHINESE = ("gb18030", "big5hkscs", "big5", "utf-16-le", "utf-16-be")
#: Names that pages and letters use for an encoding that holds more than it says.
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs",
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "unicode": "utf-16-le", "utf8": "utf-8",
}  # fmt: skip
#: Bytes that are looked at to find the encoding; UTF-8 is tried on all.
SAMPLE = 1 << 16
#: From this score on a text reads as Chinese; so much must a declared encoding lose by to be overruled.
LIKELY, MARGIN = 1.0, 1.5
#: From this score on no other encoding is tried: no wrong decoding comes near it.
CERTAIN = 4.0
#: Of the groups of bytes that begin like UTF-8, so many must be whole for a file with broken ones to be UTF-8 still.
MOSTLY = 0.8
_GROUPS = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ODD = re.compile("[\0-\x08\x0b\x0e-\x19\x1c-\x1f\ufffd]")
_ASCII = bytes(range(128))
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of some bytes, and the name of the encoding with what was wrong with it.

    Bytes that fit nowhere become U+FFFD and are counted in the note. `declared` is an encoding that the file names
    itself (a page's charset): it is believed unless another reads clearly better.

    >>> decode("合作".encode("gb18030"))
    ('合作', 'gb18030')
    >>> decode("资金到位".encode()[:-1])
    ('资金到�', 'utf-8 (damaged: 1)')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    return _decoded(data, _encoding_of(data, _known(declared)))


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    there_before = data.count("\ufffd".encode()) if encoding.startswith("utf-8") else 0
    damaged = text.count("\ufffd") - there_before
    return text, f"{encoding} (damaged: {damaged})" if damaged > 0 else encoding


def _known(declared: str) -> str:
    """Python's name of a declared encoding, the widest that it may mean; empty for one that is not known."""
    name = declared.strip().lower().replace("_", "-")
    try:
        found = _WIDER.get(name) or codecs.lookup(name).name
        b"".decode(found)
    except (LookupError, ValueError):
        return ""
    # codecs such as rot13 or zlib are no encodings of text
    return found if codecs.lookup(found)._is_text_encoding else ""


def _encoding_of(data: bytes, declared: str) -> str:
    if b"\0" in data[:SAMPLE]:
        if wide := _wide(data):
            return wide
    elif not _HIGH.search(data):
        return "hz" if declared == "hz" or (b"~{" in data and b"~}" in data) else "utf-8"
    sample = data[:SAMPLE]
    if _is_utf8(data):
        return "utf-8" if not _reads_better(sample, "utf-8") else "gb18030"
    if _is_mostly_utf8(data):
        return "utf-8"
    best, reached = _best(sample, _CHINESE)
    if declared:
        stated = _score(sample, declared)
        return best if reached >= LIKELY and reached > stated + MARGIN else declared
    return best if reached >= LIKELY else _guessed(sample, best if reached > -2 else "")


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is UTF-8, but for a character cut in half at the end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(data: bytes) -> bool:
    sample = data[:SAMPLE]
    high = len(sample.translate(None, _ASCII))
    whole = sum(map(len, _GROUPS.findall(sample)))
    return whole >= 3 and whole >= MOSTLY * high


def _reads_better(sample: bytes, encoding: str) -> bool:
    """Whether valid UTF-8 is rather a short text in GBK, as the famous 联通 is."""
    as_utf8 = sample.decode(encoding, errors="ignore")
    if len(as_utf8) > 200 or any(character >= "\u2e80" for character in as_utf8):
        return False
    return _score(sample, "gb18030") >= 2 * LIKELY and score(as_utf8) < -1


def _score(sample: bytes, encoding: str) -> float:
    """How Chinese the sample reads in an encoding; a character cut at its end does not count."""
    even = sample[: len(sample) // 4 * 4] if encoding.startswith("utf-") else sample
    text = even.decode(encoding, errors="replace")
    return score(text[:-1] if text.endswith("\ufffd") and len(text) > 2 else text)


def _best(sample: bytes, encodings: tuple[str, ...]) -> tuple[str, float]:
    best, reached = encodings[0], float("-inf")
    for encoding in encodings:
        found = _score(sample, encoding)
        if found > reached:
            best, reached = encoding, found
        if reached >= CERTAIN:
            break
    return best, reached


def _wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: told by where the zero bytes stand, and by how it reads."""
    sample = data[:SAMPLE]
    quarter = max(1, len(sample) // 4)
    zeros = [sample[at::4].count(0) / quarter for at in range(4)]
    if zeros[3] > 0.9 and zeros[2] > 0.5:
        return "utf-32-le"
    if zeros[0] > 0.9 and zeros[1] > 0.5:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    best, reached = _best(sample, ("utf-16-le", "utf-16-be"))
    if reached >= LIKELY:
        return best
    if max(even, odd) > 0.8 and min(even, odd) < 0.2:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _guessed(sample: bytes, otherwise: str) -> str:
    """What charset-normalizer makes of bytes that do not read as Chinese."""
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return guess.encoding if guess is not None else otherwise or "utf-8"


def is_binary(text: str) -> bool:
    r"""Whether decoded bytes are no text at all: over one in fifty is a control or a damaged character.

    >>> is_binary("\x00\x01\x02合作"), is_binary("合作\n")
    (True, False)
    """
    sample = text[:SAMPLE]
    odd = len(_ODD.findall(sample))
    return odd * 50 > len(sample) and odd > 2
