"""ZIP archives: each member a document; nothing is unpacked to disk, and nothing beyond the limits into memory."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from core.errors import UnreadableFile
from core.read import limits
from core.read.documents import Item, Source
from core.read.encodings import decode

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
#: What archives hold beside their documents.
_FURNITURE = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.I)
#: What a broken archive makes zipfile and its unpackers raise.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    IndexError,
    KeyError,
    NotImplementedError,
    OverflowError,
)


def read(source: Source) -> Iterator[Item]:
    """The members of an archive, to be read in turn; one that cannot be had is told and does not stop the rest."""
    if source.depth >= limits.DEPTH:
        raise UnreadableFile("too_deep", name=source.name, limit=limits.DEPTH)
    with open_archive(io.BytesIO(source.data), source.name) as archive:
        members = [info for info in archive.infolist() if not info.filename.endswith("/")]  # a name may be empty
        if len(members) > limits.MEMBERS:
            raise UnreadableFile("too_many_members", name=source.name, limit=limits.MEMBERS)
        for info in members:
            name = member_name(info)
            if not _FURNITURE.search(name):
                yield _member(archive, info, name, source)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, source: Source) -> Item:
    full = f"{source.name}/{name}"
    source.watch.check()
    try:
        limits.check_size(full, info.file_size, limits.LARGEST)
        data = unpacked(archive, info, full, limits.LARGEST)
    except UnreadableFile as problem:
        return problem
    source.watch.unpack(full, len(data))
    return source.inside(name, data)


def open_archive(file: IO[bytes], name: str) -> zipfile.ZipFile:
    """An archive to read from.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        return zipfile.ZipFile(file)
    except (*_BROKEN, UnicodeDecodeError) as error:
        raise UnreadableFile("damaged", name=name, detail=f"ZIP: {str(error)[:80]}") from None


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """The bytes of a member, whatever size it claims.

    Raises:
        UnreadableFile: it is locked, damaged, or packs more than the limits allow.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile("locked", name=name)
    most = min(limit, max(limits.RATIO_FROM, info.compress_size * limits.RATIO))
    try:
        with archive.open(info) as member:
            data = member.read(most + 1)
    except RuntimeError:  # zipfile's word for a password that is missing
        raise UnreadableFile("locked", name=name) from None
    except _BROKEN as error:
        raise UnreadableFile("damaged", name=name, detail=f"ZIP: {str(error)[:80]}") from None
    if len(data) > most:
        raise UnreadableFile("bomb", name=name, limit=limits.readable_size(most))
    return data


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as it was meant, without what would lead out of a folder.

    Archives without the mark for UTF-8 hold names in the encoding of the machine that made them, which zipfile reads as
    cp437; those bytes are read again by what they look like.

    >>> info = zipfile.ZipInfo("../../报告.txt".encode("gbk").decode("cp437"))
    >>> member_name(info)
    '报告.txt'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = decode(info.orig_filename.encode("cp437"))[0]
        except UnicodeEncodeError:
            name = info.orig_filename
    parts = (clean(part) for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part.strip(". ")) or "unnamed"


def clean(name: str) -> str:
    r"""A name without control characters, marks of direction, and drive letters; at most 200 characters.

    >>> clean("C:\u202etxt.exe")
    'txt.exe'
    """
    plain = "".join(
        character for character in name if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return re.sub(r"^[A-Za-z]:", "", plain)[-200:]
