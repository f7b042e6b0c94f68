from __future__ import annotations

import threading

import pytest

from core.errors import UnreadableFile
from core.read import Page, RawDocument, read_bytes
from core.read.pdf import page_picture
from tests.core.read import made_files as made

INDENT = "\u3000\u3000"
COLUMNS = {
    "one column": [[made.FIRST, made.SECOND, made.THIRD]],
    "two columns": [[made.FIRST, made.SECOND], [made.THIRD, made.FIRST]],
    "three columns": [[made.FIRST], [made.SECOND], [made.THIRD]],
    "columns of unequal length": [[made.FIRST, made.SECOND, made.THIRD], [made.FIRST]],
}


def one(data: bytes) -> RawDocument:
    (document,) = read_bytes("a.pdf", data)
    assert isinstance(document, RawDocument)
    return document


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("size", [9, 11, 12.5])
@pytest.mark.parametrize("columns", COLUMNS.values(), ids=COLUMNS)
def test_columns_are_read_one_after_the_other_with_whole_paragraphs(columns: list[list[str]], size: float) -> None:
    found = paragraphs(one(made.printed_page(columns, size=size)).text)
    assert found == ["协作简报 2020年7月13日", made.HEADLINE, *(text for column in columns for text in column), "- 1 -"]


@pytest.mark.parametrize("gap", [12, 18, 40])
def test_the_width_of_the_gutter_does_not_matter(gap: float) -> None:
    columns = COLUMNS["two columns"]
    found = paragraphs(one(made.printed_page(columns, gap=gap)).text)
    assert found[2:-1] == [text for column in columns for text in column]


def test_a_paragraph_that_goes_on_in_the_next_column_is_whole() -> None:
    canvas, out = made.canvas()
    lines = list(made.wrapped(made.FIRST + made.SECOND, 220, 11))
    for number, (indent, line) in enumerate(lines):
        side, row = divmod(number, (len(lines) + 1) // 2)
        canvas.drawString(50 + side * 250 + indent, 700 - 18 * row, line)
    canvas.save()
    assert paragraphs(one(out.getvalue()).text) == [made.FIRST + made.SECOND]


def test_a_headline_between_two_parts_of_columns_parts_them() -> None:
    canvas, out = made.canvas()
    for top, texts in ((780, (made.FIRST, made.SECOND)), (480, (made.THIRD, made.FIRST))):
        for at, text in enumerate(texts):
            made.draw_column(canvas, [text], left=50 + at * 255, width=235, top=top)
    canvas.setFont(made.FONT, 18)
    canvas.drawString(60, 520, "第二部分横贯两栏的大标题一共二十个字左右")
    canvas.save()
    found = paragraphs(one(out.getvalue()).text)
    assert found == [made.FIRST, made.SECOND, "第二部分横贯两栏的大标题一共二十个字左右", made.THIRD, made.FIRST]


def test_one_column_above_two_is_read_first() -> None:
    canvas, out = made.canvas()
    end = made.draw_column(canvas, [made.FIRST, made.SECOND], left=50, width=495, top=780)
    for at, text in enumerate((made.SECOND, made.THIRD)):
        made.draw_column(canvas, [text], left=50 + at * 255, width=240, top=end - 10)
    canvas.save()
    assert paragraphs(one(out.getvalue()).text) == [made.FIRST, made.SECOND, made.SECOND, made.THIRD]


def test_footnotes_come_after_all_columns() -> None:
    canvas, out = made.canvas()
    made.draw_column(canvas, [made.FIRST, made.SECOND], left=50, width=235, top=780)
    made.draw_column(canvas, [made.THIRD, made.FIRST], left=305, width=235, top=780)
    canvas.setFont(made.FONT, 7)
    canvas.drawString(50, 380, "① 数据来自省协作办")
    canvas.save()
    assert paragraphs(one(out.getvalue()).text)[-2:] == [made.FIRST, "① 数据来自省协作办"]


def test_a_table_reads_across_with_tabs() -> None:
    canvas, out = made.canvas()
    rows = [
        ("旗县", "资金（万元）", "项目数"),
        *((f"某某{name}旗", f"{number}200.5", str(number)) for number, name in enumerate("甲乙丙丁戊己庚", 1)),
    ]
    for at, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            canvas.drawString(60 + 160 * column, 700 - 20 * at, cell)
    canvas.save()
    assert one(out.getvalue()).text.strip().split("\n") == ["\t".join(cells) for cells in rows]


def test_every_character_has_its_box_on_the_page() -> None:
    document = one(made.printed_page(COLUMNS["two columns"]))
    (page,) = document.pages
    assert (page.start, page.end) == (0, len(document.text))
    assert len(page.boxes) == len(document.text)
    at = document.text.index(made.HEADLINE)
    left, top, right, bottom = page.boxes[at]
    assert (right - left) == pytest.approx(20, abs=1)
    assert top < page.height - 775 < bottom
    second = document.text.index("下一步")
    assert page.boxes[second][0] > page.width / 2
    inked = [box for box, character in zip(page.boxes, document.text, strict=True) if not character.isspace()]
    assert all(0 <= box[0] < box[2] <= page.width and 0 <= box[1] < box[3] <= page.height for box in inked)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_keeps_its_boxes_where_it_shows_them(rotation: int) -> None:
    document = one(made.turned(made.printed_page([[made.FIRST]]), rotation))
    (page,) = document.pages
    assert (page.width, page.height) == ((842, 595) if rotation != 180 else (595, 842))
    assert set(made.HEADLINE) <= set(document.text)
    left, top, right, bottom = page.boxes[document.text.index("京蒙扶贫"[0])]
    headline = {90: right > page.width - 90, 180: bottom > page.height - 90, 270: left < 90}
    assert headline[rotation]
    assert all(box[2] <= page.width + 1 and box[3] <= page.height + 1 for box in page.boxes)
    assert top <= bottom


def test_a_page_turned_to_be_read_upright_is_read_in_order() -> None:
    canvas, out = made.canvas()
    canvas.translate(made.WIDTH, made.HEIGHT)
    canvas.rotate(180)
    made.draw_column(canvas, [made.FIRST], left=200, width=200, top=600)
    canvas.save()
    assert paragraphs(one(made.turned(out.getvalue(), 180)).text) == [made.FIRST]


def test_pages_stand_one_after_the_other_and_those_without_text_are_told() -> None:
    canvas, out = made.canvas()
    for text in (made.FIRST, "", made.SECOND):
        made.draw_column(canvas, [text] if text else [], left=50, width=300, top=700)
        canvas.showPage()
    canvas.save()
    document = one(out.getvalue())
    assert [paragraphs(document.text[page.start : page.end]) for page in document.pages] == [
        [made.FIRST],
        [],
        [made.SECOND],
    ]
    assert document.pages_without_text == (2,)


def test_a_scan_says_that_it_has_no_text() -> None:
    canvas, out = made.canvas()
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(UnreadableFile) as caught:
        list(read_bytes("扫描.pdf", out.getvalue()))
    assert caught.value.kind == "no_text"


@pytest.mark.parametrize(("data", "kind"), [(made.locked_pdf(), "locked"), (b"%PDF-1.4\n%%EOF", "damaged")])
def test_locked_and_damaged_files_say_so(data: bytes, kind: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(read_bytes("a.pdf", data))
    assert caught.value.kind == kind


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.read.limits.PDF_PAGES", 2)
    canvas, out = made.canvas()
    for _ in range(3):
        canvas.drawString(50, 700, made.FIRST[:10])
        canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableFile, match="3 pages"):
        list(read_bytes("a.pdf", out.getvalue()))


def test_a_page_is_drawn_in_red_green_blue() -> None:
    canvas, out = made.canvas()
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, made.WIDTH, made.HEIGHT, fill=1, stroke=0)
    canvas.save()
    width, height, pixels = page_picture(out.getvalue(), 0, 0.5)
    assert (width, height, len(pixels)) == (298, 421, 298 * 421 * 4)
    middle = (height // 2 * width + width // 2) * 4
    assert tuple(pixels[middle : middle + 4]) == (255, 0, 0, 255)


@pytest.mark.parametrize("page", [1, 99])
def test_a_page_that_is_not_there_cannot_be_drawn(page: int) -> None:
    with pytest.raises(UnreadableFile):
        page_picture(made.printed_page([[made.FIRST]]), page)


def test_a_huge_picture_is_kept_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.read.pdf.MOST_PIXELS", 10_000)
    width, height, _ = page_picture(made.printed_page([[made.FIRST]]), 0, 50)
    assert width * height <= 10_400


def test_threads_may_read_and_draw_at_once() -> None:
    data = made.printed_page(COLUMNS["three columns"])
    expected = one(data).text
    found: list[str] = []

    def work() -> None:
        for _ in range(5):
            page_picture(data, 0, 0.3)
            found.append(one(data).text)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 20


def test_a_page_without_text_has_an_empty_stretch() -> None:
    assert Page(3, 3, 595, 842).start == Page(3, 3, 595, 842).end
