from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from core.errors import UnreadableFile
from core.read import RawDocument, read, read_bytes
from tests.core.read import made_files as made

CASES = Path(__file__).parents[2] / "cases"
TABLE = "旗县\t资金（万元）\n敖汉旗\t1200"


def one(name: str, data: bytes) -> RawDocument:
    (document,) = read_bytes(name, data)
    assert isinstance(document, RawDocument)
    assert document.data == data
    return document


def cases(name: str) -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = json.loads((CASES / name).read_text(encoding="utf-8"))
    return loaded


# --- which reader -----------------------------------------------------------------------------------

BY_CONTENT = {
    "pdf": lambda: made.printed_page([[made.FIRST]]),
    "docx": made.word_document,
    "html": made.web_page,
    "rtf": lambda: made.rich_text(made.FIRST),
    "eml": lambda: made.letter(plain=made.FIRST),
    "txt": made.FIRST.encode,
}


@pytest.mark.parametrize("kind", BY_CONTENT)
@pytest.mark.parametrize("name", ["report", "report.txt", "报告.bin"])
def test_content_decides_the_reader_whatever_the_name(kind: str, name: str) -> None:
    document = one(name, BY_CONTENT[kind]())
    assert document.format == kind
    assert "投入财政帮扶资金7300余万元" in document.text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_word"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "no_text"),
        (b"Rar!\x1a\x07\x00" + b"\1" * 60, "unknown_format"),
        (bytes(range(256)) * 40, "other_format"),
        (made.archive({"xl/workbook.xml": b"<x/>"}), "unknown_format"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(read_bytes("文件", data))
    assert caught.value.kind == kind
    assert "文件" in caught.value.sentence("zh")


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_bytes(made.FIRST.encode("gbk"))
    (document,) = read(tmp_path / "报告.txt")
    assert isinstance(document, RawDocument)
    assert (document.name, document.text, document.encoding) == ("报告.txt", made.FIRST, "gb18030")


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not there"):
        list(read(tmp_path / "none.txt"))
    with pytest.raises(UnreadableFile, match="no ordinary file"):
        list(read(tmp_path))


# --- web pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("charset", "declared"), [("utf-8", ""), ("gbk", "gb2312"), ("gbk", "utf-8"), ("utf-8", "gb2312")]
)
def test_a_page_gives_its_article_whatever_charset_it_declares(charset: str, declared: str) -> None:
    document = one("a.html", made.web_page(charset, declared=declared))
    lines = [line for line in document.text.split("\n") if "版权" not in line]
    assert "\n".join(lines) == "\n".join((made.HEADLINE, made.FIRST, TABLE, made.SECOND))


def test_a_page_tells_title_publisher_author_and_day() -> None:
    about = one("a.html", made.web_page()).about
    assert (about.title, about.publisher, about.author) == (made.HEADLINE, "协作日报", "王军")
    assert about.published_on == date(2020, 7, 13)


@pytest.mark.parametrize("case", cases("read_html.json"), ids=lambda case: case["name"])
def test_pages_give_their_lines(case: dict[str, str]) -> None:
    assert one("a.html", case["page"].encode()).text == case["text"]


# --- Word, Markdown, RTF ------------------------------------------------------------------------------


def test_paragraphs_and_tables_of_a_word_document_stay_in_order() -> None:
    document = one("a.docx", made.word_document(title="京蒙协作年度报告", author="李明"))
    assert document.text == "\n".join((made.HEADLINE, made.FIRST, TABLE, "宁城县\t980.5", made.SECOND))
    assert (document.about.title, document.about.author, document.about.published_on) == (
        "京蒙协作年度报告",
        "李明",
        None,
    )


@pytest.mark.parametrize(
    ("title", "author"), [("文档1", "Administrator"), ("", "微软用户"), ("Microsoft Word - 1.doc", "user")]
)
def test_what_a_program_filled_in_is_not_believed(title: str, author: str) -> None:
    about = one("a.docx", made.word_document(title=title, author=author)).about
    assert (about.title, about.author) == (None, None)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word_xml(body: str, **parts: str) -> bytes:
    members = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()}
    members |= {f"word/{name}.xml": f"<w:{name} {W}>{xml}</w:{name}>".encode() for name, xml in parts.items()}
    return made.archive(members)


def test_deleted_words_and_instructions_of_fields_are_no_text_but_inserted_ones_are() -> None:
    body = (
        "<w:p><w:r><w:t>投入</w:t></w:r><w:del><w:r><w:delText>3亿元</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>2亿元</w:t></w:r></w:ins><w:r><w:instrText>PAGE 1</w:instrText></w:r></w:p>"
    )
    assert one("a.docx", word_xml(body)).text == "投入2亿元"


def test_content_controls_text_boxes_and_nested_tables_are_read() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内的3个项目</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内5户</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:p><w:r><w:t>框内5户</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        "<w:t>正文7人</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>县</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    )
    assert one("a.docx", word_xml(body)).text == "控件内的3个项目\n框内5户\n正文7人\n甲 县\t9"


def test_notes_follow_the_text() -> None:
    notes = (
        '<w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        "<w:footnote><w:p><w:r><w:t>数据截至6月底</w:t></w:r></w:p></w:footnote>"
    )
    data = word_xml("<w:p><w:r><w:t>投入2亿元</w:t></w:r></w:p>", footnotes=notes)
    assert one("a.docx", data).text == "投入2亿元\n数据截至6月底"


@pytest.mark.parametrize("case", cases("read_markdown.json"), ids=lambda case: case["name"])
def test_markdown_gives_its_words(case: dict[str, str]) -> None:
    assert one("a.md", case["markdown"].encode()).text == case["text"]


def test_markdown_tells_what_stands_before_its_text() -> None:
    about = one("a.md", f'---\ntitle: "{made.HEADLINE}"\ndate: 2020-07-13\n---\n{made.FIRST}'.encode()).about
    assert (about.title, about.published_on) == (made.HEADLINE, date(2020, 7, 13))


@pytest.mark.parametrize("loose_trails", [False, True])
@pytest.mark.parametrize(
    ("code_page", "text"),
    [(936, made.FIRST), (936, "朱镕基、囧、亀\n第二段3亿元"), (950, "投資三億元，許功蓋\n第二段")],
)
def test_rtf_is_read_in_its_code_page(code_page: int, text: str, loose_trails: bool) -> None:
    assert one("a.rtf", made.rich_text(text, code_page=code_page, loose_trails=loose_trails)).text == text


def test_rtf_bytes_of_a_character_may_stand_on_two_lines() -> None:
    data = made.rich_text("合作").replace(b"\\'cf", b"\\'cf\r\n")
    assert one("a.rtf", data).text == "合作"


def test_rtf_in_unicode_with_rows_of_a_table_is_read() -> None:
    data = rb"{\rtf1\ansi\uc1 \u25237?\u20837?2\u20159?\u20803?\par \trowd \u30002?\cell 3\cell\row}"
    assert one("a.rtf", data).text.split("\n")[:2] == ["投入2亿元", "甲\t3"]


# --- letters ------------------------------------------------------------------------------------------


def test_a_letter_gives_subject_sender_and_day() -> None:
    document = one("a.eml", made.letter(plain=made.FIRST))
    assert document.text == made.FIRST
    about = document.about
    assert (about.title, about.author, about.published_on) == ("京蒙扶贫协作", "协作办", date(2020, 7, 13))


def test_a_letter_without_plain_text_gives_its_page() -> None:
    assert one("a.eml", made.letter(page=made.WEB_PAGE.replace("CHARSET", "gb2312"))).text.startswith(made.HEADLINE)


def test_attachments_are_documents_of_their_own() -> None:
    files = {"报告.docx": made.word_document(), "表.txt": made.SECOND.encode("gbk")}
    documents = list(read_bytes("a.eml", made.letter(plain=made.FIRST, files=files)))
    assert [(one.name, one.format) for one in documents if isinstance(one, RawDocument)] == [
        ("a.eml", "eml"),
        ("a.eml/报告.docx", "docx"),
        ("a.eml/表.txt", "txt"),
    ]


# --- archives -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name_encoding", ["utf-8", "gbk"])
def test_members_keep_their_chinese_names(name_encoding: str) -> None:
    data = made.archive({"总结/2020年工作报告.txt": made.FIRST.encode()}, name_encoding=name_encoding)
    (document,) = read_bytes("a.zip", data)
    assert isinstance(document, RawDocument)
    assert document.name == "a.zip/总结/2020年工作报告.txt"


def test_a_bad_member_is_told_in_its_place_and_the_rest_follows() -> None:
    members = {"1.txt": b"", "2.txt": made.FIRST.encode(), "3.pdf": b"%PDF-1.7 broken", "4.txt": made.SECOND.encode()}
    found = list(read_bytes("a.zip", made.archive(members)))
    assert [one.kind if isinstance(one, UnreadableFile) else one.name for one in found] == [
        "empty",
        "a.zip/2.txt",
        "damaged",
        "a.zip/4.txt",
    ]


def test_archives_in_archives_are_followed_to_a_limit() -> None:
    data = made.FIRST.encode()
    for _ in range(3):
        data = made.archive({"x.zip" if data[:2] == b"PK" else "x.txt": data})
    (document,) = read_bytes("a.zip", data)
    assert isinstance(document, RawDocument)
    (problem,) = read_bytes("a.zip", made.archive({"x.zip": data}))
    assert isinstance(problem, UnreadableFile)
    assert problem.kind == "too_deep"


def test_names_lead_nowhere() -> None:
    names = ["../../etc/passwd.txt", "C:\\windows\\a.txt", "/root/b.txt", "x\u202etxt.c"]
    data = made.archive({name: made.FIRST.encode() for name in names})
    found = [one.name for one in read_bytes("a.zip", data) if isinstance(one, RawDocument)]
    assert found == ["a.zip/etc/passwd.txt", "a.zip/windows/a.txt", "a.zip/root/b.txt", "a.zip/xtxt.c"]


def test_furniture_of_archives_is_left_out() -> None:
    data = made.archive({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": made.FIRST.encode()})
    assert len(list(read_bytes("a.zip", data))) == 1
