"""Makes files to read, with the libraries that people make such files with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from contextlib import closing
from email.message import EmailMessage
from functools import cache

import docx
import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
FIRST = (
    "今年以来，北京市与内蒙古自治区深入推进扶贫协作，投入财政帮扶资金7300余万元，实施项目12个，带动贫困人口4274人稳定增收。"
    "两地互派干部三十多名，培训各类技术人才1200人次，签订合作协议多份，社会各界捐款捐物折合人民币560万元。"
)
SECOND = (
    "在产业合作方面，引进企业37家，完成投资3.2亿元，建设扶贫车间18个，吸纳就业2067人，其中贫困劳动力815人。"
    "在消费扶贫方面，销售农畜产品1.02亿元，较去年同期增长45%，带动1307户贫困户增收，户均增收3200元。"
)
THIRD = (
    "下一步，两地将继续完善协作机制，扩大合作领域，巩固脱贫成果，推动协作工作再上新台阶。"
    "计划投入资金9000万元，新建产业园2个，选派教师和医生60名，开展支教支医活动，促进公共服务水平提升。"
)
HEADLINE = "京蒙扶贫协作取得新成效"
WIDTH, HEIGHT, EDGE = 595, 842, 50


@cache
def _registered() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def canvas(**options: object) -> tuple[Canvas, io.BytesIO]:
    """An empty PDF with a Chinese font, and the bytes it will be saved to."""
    out = io.BytesIO()
    made = Canvas(out, pagesize=(WIDTH, HEIGHT), **options)
    made.setFont(_registered(), 11)
    return made, out


def wrapped(text: str, width: float, size: float) -> Iterable[tuple[float, str]]:
    """The lines of a paragraph with their indents, full as a typesetter fills them."""
    line, used, indent = "", 2 * size, 2 * size
    for character in text:
        advance = pdfmetrics.stringWidth(character, FONT, size)
        if used + advance > width + 0.1 and character not in "，。、；":
            yield indent, line
            line, used, indent = "", 0.0, 0.0
        line += character
        used += advance
    yield indent, line


def draw_column(
    made: Canvas, paragraphs: Iterable[str], *, left: float, width: float, top: float, size: float = 11
) -> float:
    """Draws paragraphs from `top` down; gives where they end."""
    made.setFont(_registered(), size)
    for paragraph in paragraphs:
        for indent, line in wrapped(paragraph, width, size):
            made.drawString(left + indent, top, line)
            top -= 1.6 * size
    return top


def printed_page(columns: list[list[str]], *, gap: float = 24, size: float = 11) -> bytes:
    """A page of a paper: running head, headline across, columns, page number."""
    made, out = canvas()
    made.setFont(FONT, 9)
    made.drawCentredString(WIDTH / 2, 815, "协作简报 2020年7月13日")
    made.setFont(FONT, 20)
    made.drawCentredString(WIDTH / 2, 775, HEADLINE)
    width = (WIDTH - 2 * EDGE - gap * (len(columns) - 1)) / len(columns)
    for at, paragraphs in enumerate(columns):
        draw_column(made, paragraphs, left=EDGE + at * (width + gap), width=width, top=740, size=size)
    made.setFont(FONT, 9)
    made.drawCentredString(WIDTH / 2, 30, "- 1 -")
    made.showPage()
    made.save()
    return out.getvalue()


def turned(data: bytes, rotation: int) -> bytes:
    """A PDF with its first page shown turned."""
    out = io.BytesIO()
    with closing(pypdfium2.PdfDocument(data)) as document:
        with closing(document[0]) as page:
            page.set_rotation(rotation)
        document.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    made, out = canvas(encrypt=StandardEncryption("geheim", canPrint=0))
    made.drawString(50, 700, FIRST[:20])
    made.save()
    return out.getvalue()


def word_document(*, title: str = "", author: str = "") -> bytes:
    """Two paragraphs with a table of two columns between them."""
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = title, author
    made.add_heading(HEADLINE, 1)
    made.add_paragraph(FIRST)
    table = made.add_table(rows=0, cols=2)
    for cells in (("旗县", "资金（万元）"), ("敖汉旗", "1200"), ("宁城县", "980.5")):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    made.add_paragraph(SECOND)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def archive(members: dict[str, bytes], *, name_encoding: str = "utf-8", packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive; in another encoding than UTF-8 the names are the bare bytes that old programs write."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as made:
        for name, data in members.items():
            if name_encoding == "utf-8":
                made.writestr(name, data)
            else:
                made.writestr(_OldName(name.encode(name_encoding).decode("cp437")), data)
    return out.getvalue()


class _OldName(zipfile.ZipInfo):
    """A member whose name is written in cp437, which old programs fill with the bytes of their own code page."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name is zipfile's
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def letter(*, plain: str = "", page: str = "", files: dict[str, bytes] | None = None, charset: str = "gb2312") -> bytes:
    """A letter with its subject and text in an old encoding of Chinese."""
    made = EmailMessage()
    made["From"] = "协作办 <office@example.org>"
    made["Date"] = "Mon, 13 Jul 2020 09:30:00 +0800"
    if plain:
        made.set_content(plain, charset=charset)
    if page and not plain:
        made.set_content(page, subtype="html", charset=charset)
    for name, data in (files or {}).items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return b"Subject: =?gb2312?B?vqnDybf2xrbQrdf3?=\r\n" + made.as_bytes()


def rich_text(text: str, *, code_page: int = 936, loose_trails: bool = False) -> bytes:
    r"""RTF with its characters as bytes of a code page; `loose_trails` leaves second bytes in ASCII as letters."""
    charset = {936: 134, 950: 136, 1252: 0}[code_page]
    body: list[str] = []
    for character in text:
        first, *rest = character.encode(f"cp{code_page}")
        if not rest:
            body.append("\\par\r\n" if character == "\n" else character)
            continue
        trail = rest[0]
        loose = loose_trails and 0x40 <= trail < 0x7F and chr(trail) not in "\\{}"
        body.append(f"\\'{first:02x}" + (chr(trail) if loose else f"\\'{trail:02x}"))
    fonts = f"{{\\fonttbl{{\\f0\\fnil\\fcharset{charset} SimSun;}}}}"
    return f"{{\\rtf1\\ansi\\ansicpg{code_page}\\deff0{fonts}\\f0 {''.join(body)}}}".encode("ascii")


WEB_PAGE = f"""<!DOCTYPE html><html><head><meta charset="CHARSET"><title>{HEADLINE}_协作网</title>
<meta name="PubDate" content="2020-07-13 09:00"><meta name="ContentSource" content="协作日报">
<meta name="Author" content="王军"><script src="http://unreachable.invalid/a.js"></script>
<style>p {{ color: red }}</style></head>
<body><div class="menu"><ul><li><a href="/">首页</a></li><li><a href="/news">要闻</a></li></ul></div>
<script>document.write("脚本里的8888万元")</script>
<div class="article"><h1>{HEADLINE}</h1><p>{FIRST}</p>
<table><tr><th>旗县</th><th>资金（万元）</th></tr><tr><td><p>敖汉旗</p></td><td>1200</td></tr></table>
<img src="http://unreachable.invalid/x.png"><img src="file:///etc/passwd"><iframe src="file:///etc/passwd"></iframe>
<p>{SECOND[:30]}<b>{SECOND[30:40]}</b>{SECOND[40:]}</p><p style="display: none">藏起来的3000元</p></div>
<div class="foot"><a href="/about">关于我们</a> 版权所有</div></body></html>"""


def web_page(charset: str = "utf-8", *, declared: str = "") -> bytes:
    """A page of news in an encoding, which it declares or says otherwise."""
    return WEB_PAGE.replace("CHARSET", declared or charset).encode(charset)
