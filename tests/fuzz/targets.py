"""What is fuzzed: each target takes any bytes and ends in an answer or a `Problem`; anything else is a find."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from core import edits, exchange, extract, filters, repair
from core.errors import BadFilter, BadValue, Problem
from core.extract import periods, quantities
from core.read import encodings, read_bytes
from core.records import About
from core.store import Store, rescue
from tests.core.made_documents import ABOUT, TEXT, document, fact, facts

SECONDS = 60  # that a reader may take of one file


@dataclass(frozen=True, slots=True)
class Target:
    """One way in: what takes the bytes, bytes to begin with, and words that a fuzzer may try."""

    run: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]
    words: tuple[str, ...] = ()


def text_of(data: bytes) -> str:
    """Any bytes as text; halves of surrogates, which damaged files hold, can be had too."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


# --- files --------------------------------------------------------------------------------------------


def read_as(kind: str, data: bytes) -> None:
    """A file with this ending, read to its end."""
    with suppress(Problem):
        for one in read_bytes(f"a.{kind}", data, seconds=SECONDS):
            if isinstance(one, Problem):
                one.sentence("zh")
            else:
                one.text.encode("utf-8", "surrogatepass")


def file_seeds(kind: str) -> tuple[bytes, ...]:
    """A sound file of a kind."""
    from tests.core.read.test_hostile import GOOD

    return (GOOD[f"a.{kind}"],)


def decode(data: bytes) -> None:
    """An encoding found; the first byte chooses what the file declares."""
    declared = ("", "gbk", "utf-8", "big5", "utf-16", "x-none", "gb18030", "latin-1")
    encodings.decode(data[1:], declared[data[0] % len(declared)] if data else "")


# --- texts --------------------------------------------------------------------------------------------


def repair_text(data: bytes) -> None:
    """Every character is accounted for, and repairing twice changes nothing."""
    raw = text_of(data)
    repaired = repair.repair(raw)
    assert sum(piece.end - piece.start for piece in repaired.pieces) == len(repaired.text)
    assert all(raw[done.start : done.end] == done.before for done in repaired.repairs)
    assert repair.repair(repaired.text).text == repaired.text


def read_quantities(data: bytes) -> None:
    """Quantities stand in order and inside the text."""
    text = text_of(data)
    found = quantities.read_quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def read_periods(data: bytes) -> None:
    """Periods of a text, of a curator's words, and of every place of it."""
    text = text_of(data)
    periods.find_periods(text, ABOUT)
    periods.read_period(text, ABOUT)
    periods.assign(text, [(at, at + 1) for at in range(0, len(text), 7)], ABOUT)


def extract_facts(data: bytes) -> None:
    """Facts quote their text."""
    text = text_of(data)
    found = extract.extract(text, ABOUT)
    assert all(text[one.start : one.end] == one.quote for one in found.facts)


def read_filter(data: bytes) -> None:
    """A filter is refused, or answered by the store, described, and read again from its own words."""
    text = text_of(data)
    try:
        wanted = filters.parse(text)
    except BadFilter as refused:
        refused.sentence("zh")
        return
    store = small_store()
    assert store.count(wanted) == len(store.fact_ids(wanted))
    filters.describe(wanted, "zh")
    assert filters.parse(wanted.text) == wanted


def read_field(data: bytes) -> None:
    """What a curator types in a field is read or refused; the first byte chooses the field."""
    names = sorted(edits.FIELDS)
    field = names[(data[0] if data else 0) % len(names)]
    try:
        edits.read_field(field, text_of(data[1:]), fact("24名", value=Decimal(24)), About())
    except BadValue as refused:
        refused.sentence("zh")


# --- stores -------------------------------------------------------------------------------------------


@cache
def folder() -> Path:
    """A folder that goes with the process."""
    made = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


@cache
def small_store() -> Store:
    """A store with some history, kept open."""
    store = Store.open(folder() / "small.hedui", curator="张三")
    store.add(document(), facts())
    edits.approve(store, (1, 2))
    edits.tag(store, (1, 3), "复核")
    edits.note(store, (2,), "看过")
    return store


def load_archive(data: bytes) -> None:
    """Bytes taken for an archive make a sound store or none; a store that was refused stays empty."""
    kind = "zip" if data.startswith(b"PK") else "jsonl"
    archive, path = folder() / f"archive.{kind}", folder() / "loaded.hedui"
    archive.write_bytes(data)
    with Store.open(path) as store:
        try:
            exchange.load(store, archive)
        except Problem as refused:
            refused.sentence("zh")
            assert store.version == 0
        else:
            assert store.verify() == []
            list(exchange.dump(store))
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def archive_seeds() -> tuple[bytes, ...]:
    """The store as an archive of lines and of files."""
    made = []
    for kind in ("jsonl", "zip"):
        exchange.write(small_store(), folder() / f"seed.{kind}")
        made.append((folder() / f"seed.{kind}").read_bytes())
    return tuple(made)


@cache
def small_file() -> bytes:
    """The bytes of a store."""
    return small_store().backup(folder() / "copy.hedui").read_bytes()


def rescue_store(data: bytes) -> None:
    """A store overwritten at several places, and cut short where the first byte is odd, opens or is rescued."""
    damaged = bytearray(small_file())
    for at in range(1, len(data) - 4, 5):
        place = int.from_bytes(data[at : at + 4], "big") % len(damaged)
        damaged[place] = data[at + 4]
    if data and data[0] & 1:
        del damaged[len(damaged) * data[0] // 256 :]
    path, saved = folder() / "damaged.hedui", folder() / "saved.hedui"
    path.write_bytes(damaged)
    saved.unlink(missing_ok=True)
    with suppress(Problem), Store.open(path, read_only=True) as store:
        store.verify()
    try:
        told = rescue(path, saved)
    except Problem as refused:
        refused.sentence("zh")
        return
    with Store.open(saved) as store:
        assert told.lost or store.verify() == []
        assert store.count() <= len(facts())
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def rescue_seeds() -> tuple[bytes, ...]:
    """Nothing overwritten; a byte of each page; cut short."""
    every = b"".join(at.to_bytes(4, "big") + b"\x00" for at in range(0, len(small_file()), 1024))
    return b"\x00", b"\x00" + every[:2000], b"\x81"


# --- all of them --------------------------------------------------------------------------------------

_TEXTS = (TEXT.encode(), "年?yáng)|西部，決戰(zhàn)決勝。投入1億2300萬(wàn)元".encode(), b"7,300\xe4\xba\xbf")


def words(lines: str, *more: str) -> tuple[str, ...]:
    """The words of some lines, and those that hold blanks."""
    return (*lines.split(), *more)


_WORDS = words(
    """万 亿 千 百 十 两 〇 余 多 几 半 第 约 近 超过 不到 以上 左右 至 - ～ . , ， 、 。 ； % ％ ‰ 个百分点 倍 成
    翻番 分之 元 美元 户 人 人次 名 亩 公里 吨 个 年 月 日 今年 去年 以来 截至 目前 上半年 季度 “十三五” 期间 2019
    北京市 察右前旗 我省 全盟 其中 分别 增长 下降 由 到 比 每 预计 计划 (zhàn) ?qū) （ ） | 責任編輯""",
    "\u3000", "\u200b", "\ufffd", "\r\n",
)  # fmt: skip
_FILTER = words(
    """status: approved year: value> value: 1e6 recipient: provider: indicator: funds.* tag: text: document: id: note:
    confidence< period: per: whole: flag: 数值 ： - “ <= >= ! , .. OR""",
    '"', "\u3000",
)  # fmt: skip
_KINDS = {
    "html": words("<p> <table> <script> charset= &#x &nbsp; <![CDATA[ <!-- <svg>", "<meta ", "<base href="),
    "docx": words("<w:p> <w:t> word/document.xml <w:tbl>", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06"),
    "pdf": words("obj endobj stream endstream /Length /Filter /FlateDecode xref trailer BT Tj ET"),
    "rtf": words(r"\rtf1 \u \'b0 {\* \bin \ansicpg936 \par \field \uc0 }"),
    "eml": words("Content-Type: multipart/mixed boundary= base64 quoted-printable =?utf-8?B? charset=", "From: "),
    "zip": words("../ a.txt", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "\\"),
    "md": words("|--| ``` [a]( ![ ** ~~ <!-- [^1]: $$", "# ", "- [ ]", "> "),
    "txt": ("\ufeff", "\t", "\r\n", "\x00"),
}


def _encoded() -> tuple[bytes, ...]:
    return tuple(b"\x00" + TEXT.encode(name, "ignore") for name in ("gbk", "utf-8", "utf-16"))


def _filters() -> tuple[bytes, ...]:
    return b"status:approved year:2019 value>1e6", "recipient:察右前旗 -tag:复核".encode()


def _fields() -> tuple[bytes, ...]:
    return tuple(bytes([at]) + b"2019" for at in range(len(edits.FIELDS)))


def _texts() -> tuple[bytes, ...]:
    return _TEXTS


TARGETS: dict[str, Target] = {
    **{kind: Target(partial(read_as, kind), partial(file_seeds, kind), words) for kind, words in _KINDS.items()},
    "encodings": Target(decode, _encoded),
    "repair": Target(repair_text, _texts, _WORDS),
    "quantities": Target(read_quantities, _texts, _WORDS),
    "periods": Target(read_periods, _texts, _WORDS),
    "extract": Target(extract_facts, _texts, _WORDS),
    "filter": Target(read_filter, _filters, _FILTER),
    "field": Target(read_field, _fields, _WORDS),
    "archive": Target(
        load_archive, archive_seeds, ("null", '["facts",{', '"number":', '"edits"', "1e999", "-1", "[[[[")
    ),
    "rescue": Target(rescue_store, rescue_seeds),
}
