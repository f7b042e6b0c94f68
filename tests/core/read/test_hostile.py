from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UnreadableFile
from core.read import RawDocument, read, read_bytes
from core.read.limits import Watch
from tests.core.read import made_files as made

GOOD = {
    "a.txt": made.FIRST.encode("gbk"),
    "a.md": f"# {made.HEADLINE}\n\n|a|b|\n|--|--|\n|1|**2**|\n\n{made.FIRST}".encode(),
    "a.html": made.web_page("gbk"),
    "a.rtf": made.rich_text(made.FIRST),
    "a.docx": made.word_document(),
    "a.eml": made.letter(plain=made.FIRST, files={"b.txt": b"x" * 30, "c.zip": made.archive({"d.txt": b"y"})}),
    "a.pdf": made.printed_page([[made.FIRST], [made.SECOND]]),
    "a.zip": made.archive({"b.txt": made.FIRST.encode(), "c.zip": made.archive({"d.html": made.web_page()})}),
}


def outcome(name: str, data: bytes) -> list[RawDocument | UnreadableFile]:
    """What reading gives; a problem of the file itself is its last item."""
    found: list[RawDocument | UnreadableFile] = []
    try:
        found.extend(read_bytes(name, data, seconds=60))
    except UnreadableFile as problem:
        found.append(problem)
    return found


def kinds(name: str, data: bytes) -> list[str]:
    return [item.kind if isinstance(item, UnreadableFile) else item.format for item in outcome(name, data)]


MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", GOOD)
@MANY
@given(
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
    cut=st.floats(0, 1),
)
def test_broken_files_are_read_or_told_but_nothing_else(
    name: str, changes: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(GOOD[name])
    for where, byte in changes:
        data[int(where * len(data))] = byte
    found = outcome(name, bytes(data[: int(cut * len(data)) if len(changes) % 2 else len(data)]))
    assert all(item.sentence("zh") for item in found if isinstance(item, UnreadableFile))


@pytest.mark.parametrize("name", GOOD)
@MANY
@given(data=st.binary(max_size=2000))
def test_any_bytes_behind_the_sign_of_a_format_are_read_or_told(name: str, data: bytes) -> None:
    outcome(name, GOOD[name][:40] + data)


# --- archives -----------------------------------------------------------------------------------------


def test_a_member_that_unpacks_too_far_is_told_and_the_rest_follows() -> None:
    data = made.archive({"bomb.txt": b"0" * (8 << 20), "good.txt": made.FIRST.encode()})
    assert kinds("a.zip", data) == ["bomb", "txt"]


def test_a_member_that_lies_about_its_size_is_not_believed() -> None:
    data = bytearray(made.archive({"bomb.txt": b"0" * (8 << 20)}))
    lie = (1000).to_bytes(4, "little")
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(sign) + at
        data[start : start + 4] = lie
    assert kinds("a.zip", bytes(data)) in (["damaged"], ["bomb"], ["txt"])
    assert sum(len(item.data) for item in outcome("a.zip", bytes(data)) if isinstance(item, RawDocument)) <= 1000


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.read.limits.MEMBERS", 5)
    assert kinds("a.zip", made.archive({f"{n}.txt": made.FIRST.encode() for n in range(6)})) == ["too_many_members"]


def test_members_of_nested_archives_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.read.limits.MEMBERS", 5)
    inner = made.archive({f"{n}.txt": made.FIRST.encode() for n in range(4)})
    assert kinds("a.zip", made.archive({"1.zip": inner, "2.zip": inner}))[-1] == "too_many_members"


def test_all_that_is_unpacked_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.read.limits.UNPACKED", 3000)
    data = made.archive({f"{n}.txt": made.FIRST.encode() * 4 for n in range(9)}, packed=zipfile.ZIP_STORED)
    assert kinds("a.zip", data)[-1] == "bomb"


def test_a_locked_member_says_so() -> None:
    data = bytearray(made.archive({"a.txt": made.FIRST.encode()}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert kinds("a.zip", bytes(data)) == ["locked"]


def test_a_word_document_that_unpacks_too_far_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (8 << 20) + b"</a>")
    assert kinds("a.docx", out.getvalue()) == ["bomb"]


# --- XML and web pages --------------------------------------------------------------------------------

ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://unreachable.invalid/">'


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE])
def test_word_documents_with_entities_are_refused(head: bytes) -> None:
    data = made.archive({"word/document.xml": head + b"]><a>&j;&x;&y;</a>"})
    assert kinds("a.docx", data) == ["damaged"]


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE])
def test_entities_of_web_pages_are_not_followed(head: bytes) -> None:
    page = b"<html>" + head + "]><body><p>投入3亿元&j;&x;&y;</p></body></html>".encode()
    (document,) = outcome("a.html", page)
    assert isinstance(document, RawDocument)
    assert "投入3亿元" in document.text
    assert len(document.text) < 1500
    assert "root:" not in document.text


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert kinds("a.html", made.web_page()) == ["html"]
    assert kinds("a.eml", made.letter(page=made.WEB_PAGE.replace("CHARSET", "gb2312"))) == ["eml"]


DEEP = 100_000
HEAVY = {
    "nested blocks": ("a.html", b"<html>" + b"<div>" * DEEP + "投入3亿元".encode()),
    "nested letters": ("a.html", b"<html>" + b"<b>" * DEEP + "投入3亿元".encode()),
    "nested tables": ("a.html", b"<html>" + b"<table><tr><td>" * (DEEP // 3) + "投入3亿元".encode()),
    "open tags": ("a.html", b"<html>" + b"<a " * DEEP),
    "open comments": ("a.html", b"<html>" + b"<!--" * DEEP),
    "open brackets": ("a.md", b"[" * DEEP + b"![" * DEEP + b"](" * DEEP),
    "open stars": ("a.md", b"**a " * DEEP + b"_b " * DEEP + b"`c " * DEEP),
    "dashes": ("a.md", b"-" * 10 * DEEP + b"x\n|" + b"-" * 10 * DEEP + b"x"),
    "spaces and signs": ("a.md", b"a" + b" " * 10 * DEEP + b"#\n" + b"> " * DEEP),
    "comments of markdown": ("a.md", b"x<!--" * DEEP),
    "nested groups": ("a.rtf", b"{\\rtf1" + b"{" * DEEP + b"x"),
    "links of rich text": ("a.rtf", b"{\\rtf1 x" + b'{\\field{\\*\\fldinst{HYPERLINK "a" ' * (DEEP // 8) + b"}"),
    "fonts of rich text": ("a.rtf", b"{\\rtf1 x{\\fonttbl" + b"\\f0\\f1" * DEEP + b"}}"),
    "bytes of rich text": ("a.rtf", b"{\\rtf1\\ansicpg936 x" + b"\\'b0" * DEEP + b"\n" * DEEP + b"}"),
    "nested parts of a letter": (
        "a.eml",
        b"From: a@example.org\r\nSubject: x\r\n"
        + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 2000
        + b"\r\nx",
    ),
    "words of a header": (
        "a.eml",
        b"From: a@example.org\r\nSubject: " + b"=?gb2312?B?us/X9w==?= " * 5000 + b"\r\n\r\nx",
    ),
    "one line": ("a.txt", "1234567890年?yáng)".encode() * DEEP),
}


@pytest.mark.parametrize("case", HEAVY)
def test_what_is_made_to_be_slow_comes_to_an_end(case: str) -> None:
    name, data = HEAVY[case]
    found = outcome(name, data)
    assert not any(isinstance(item, UnreadableFile) and item.kind == "too_slow" for item in found)


def test_time_that_is_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="took longer"):
        list(read_bytes("a.pdf", GOOD["a.pdf"], seconds=-1))
    watch = Watch("a", 60)
    monkeypatch.setattr("core.read.limits.time.monotonic", lambda: float("inf"))
    with pytest.raises(UnreadableFile):
        watch.check()


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_a_file_over_its_limit_is_refused_before_it_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("core.read.limits", fromlist=["SIZES"]).SIZES, name[2:], 100)
    with pytest.raises(UnreadableFile, match="too large"):
        list(read_bytes(name, GOOD[name]))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are files on POSIX systems only")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableFile, match="no ordinary file"):
        list(read(tmp_path / "pipe.txt"))
