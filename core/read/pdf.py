"""PDF by PDFium: text in reading order with the box of each character, and pictures of pages.

PDFium may be used by one thread at a time: every call stands under `_PDFIUM`. The lock is taken for each page anew, so
that a window can draw a page while a long document is read.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from core.errors import UnreadableFile
from core.read import limits
from core.read.about import about_of
from core.read.columns import page_text
from core.read.documents import Page, RawDocument, Source
from core.read.layout import Glyph

_PDFIUM = threading.RLock()
_PASSWORD = 4  # FPDF_ERR_PASSWORD
#: Pixels that a picture of a page may have.
MOST_PIXELS = 40_000_000
#: Fine enough a grid for PDFium's conversion of page coordinates, which gives whole numbers.
_GRID = 64
_SOFT_HYPHEN = 2  # PDFium's sign for a hyphen at the end of a line


def read(source: Source) -> Iterator[RawDocument]:
    """The text of a PDF, a paragraph a line as far as the page shows it, with a `Page` for each page.

    Raises:
        UnreadableFile: it is locked, damaged, has too many pages, takes too long, or has no text on any page.
    """
    with _opened(source.data, source.name) as document:
        with _PDFIUM:
            count = len(document)
            stated = document.get_metadata_dict(skip_empty=True)
        if count > limits.PDF_PAGES:
            raise UnreadableFile("too_many_pages", name=source.name, count=count, limit=limits.PDF_PAGES)
        text, pages = _pages(document, count, source)
    if not text.strip():
        raise UnreadableFile("no_text", name=source.name, detail=f"PDF, {count}")
    lost = text.count("\ufffd")
    about = about_of(title=stated.get("Title", ""), author=stated.get("Author", ""))
    encoding = f"unicode (damaged: {lost})" if lost else "unicode"
    yield RawDocument(source.name, "pdf", source.data, text, encoding, about, pages)


def page_picture(data: bytes, page: int, scale: float = 1.0) -> tuple[int, int, bytes]:
    """Draws a page (from 0): width and height in pixels, and its pixels as RGBA bytes, row by row without gaps.

    `scale` is pixels a point; it is lowered where the picture would have more than `MOST_PIXELS`.

    Raises:
        UnreadableFile: the file or the page cannot be drawn.
    """
    with _PDFIUM, _opened(data, "PDF") as document:
        try:
            with closing(document[page]) as opened:
                width, height = opened.get_size()
                scale = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
                bitmap = opened.render(scale=scale, force_bitmap_format=pdfium.FPDFBitmap_BGRA, rev_byteorder=True)
                with closing(bitmap):
                    rows = memoryview(bitmap.buffer).cast("B")
                    wide = bitmap.width * 4
                    pixels = b"".join(
                        rows[at : at + wide] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
                    )
                    return bitmap.width, bitmap.height, pixels
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise UnreadableFile("damaged", name="PDF", detail=str(error)[:80]) from None


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """An open document, closed at the end."""
    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableFile("locked", name=name) from None
        raise UnreadableFile("damaged", name=name, detail="PDF") from None
    try:
        yield document
    finally:
        with _PDFIUM:
            document.close()


def _pages(document: Any, count: int, source: Source) -> tuple[str, tuple[Page, ...]]:
    texts: list[str] = []
    pages: list[Page] = []
    at = 0
    for number in range(count):
        source.watch.check()
        with _PDFIUM:
            width, height, glyphs, turned = _glyphs(document, number)
        text, boxes = page_text(glyphs)
        if turned:
            text, boxes = _with_turned(text, boxes, turned)
        if text:
            text, boxes = f"{text}\n", [*boxes, (0.0, 0.0, 0.0, 0.0)]
        pages.append(Page(at, at + len(text), width, height, tuple(boxes)))
        texts.append(text)
        at += len(text)
        limits.check_size(source.name, at, limits.PDF_CHARACTERS)
    return "".join(texts), tuple(pages)


def _with_turned(text: str, boxes: list[tuple[float, float, float, float]], turned: list[Glyph]) -> Any:
    """Text that stands upright or aslant on the page (a watermark, the head of a narrow column) follows the rest."""
    lead = "\n" if text else ""
    boxes = boxes + [(0.0, 0.0, 0.0, 0.0)] * len(lead) + [glyph[1:5] for glyph in turned for _ in glyph.text]
    return text + lead + "".join(glyph.text for glyph in turned), boxes


def _glyphs(document: Any, number: int) -> tuple[float, float, list[Glyph], list[Glyph]]:
    """Size of a page, its characters in the order of the file, and those that are turned; none if it is broken."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return 0.0, 0.0, [], []
    with closing(page):
        width, height = page.get_size()
        try:
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return width, height, [], []
        with closing(text):
            return width, height, *_characters(page, text, width, height)


def _characters(page: Any, text: Any, width: float, height: float) -> tuple[list[Glyph], list[Glyph]]:
    place = _placing(page, width, height)
    upright = [0.0, 270.0, 180.0, 90.0][page.get_rotation() // 90 % 4]
    box = pdfium.FS_RECTF()
    raw = text.raw
    level: list[Glyph] = []
    turned: list[Glyph] = []
    spaced = False
    high = 0
    for at in range(min(text.count_chars(), limits.PDF_PAGE_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        character, high = _character(code, high), 0
        if not character or character.isspace():
            spaced = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, box):
            continue
        angle = pdfium.FPDFText_GetCharAngle(raw, at) * 57.29578
        left, top, right, bottom = place(box.left, box.top, box.right, box.bottom)
        glyph = Glyph(character, left, top, right, bottom, spaced)
        spaced = False
        off = abs((angle - upright + 180) % 360 - 180)
        (level if off < 5 or angle < 0 else turned).append(glyph)
    return level, turned


def _character(code: int, high: int) -> str:
    """The character of a code unit, with the high surrogate before it; U+FFFD where the file tells none."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd"
    if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return "\ufffd"
    if code == _SOFT_HYPHEN:
        return "-"
    return chr(code) if code >= 0x20 else ""


def _placing(page: Any, width: float, height: float) -> Any:
    """A function from a box on the page as PDF counts it to one from the upper left corner as the page is shown."""

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, int(width * _GRID), int(height * _GRID), 0, x, y, across, down)
        return across.value / _GRID, down.value / _GRID

    far = 1000.0
    (x0, y0), (xx, xy), (yx, yy) = shown(0, 0), shown(far, 0), shown(0, far)
    a, b, c, d = (xx - x0) / far, (xy - y0) / far, (yx - x0) / far, (yy - y0) / far

    def place(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        one, other = a * left + c * top + x0, a * right + c * bottom + x0
        upper, lower = b * left + d * top + y0, b * right + d * bottom + y0
        if one > other:
            one, other = other, one
        return (one, upper, other, lower) if upper <= lower else (one, lower, other, upper)

    return place
