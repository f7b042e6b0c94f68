"""How fast each format is read, beside plain decoding of the same text in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from core.read import RawDocument, read_bytes
from tests.core.read import made_files as made

PARAGRAPHS = 300


def _text() -> str:
    return "\n".join([made.FIRST, made.SECOND, made.THIRD] * (PARAGRAPHS // 3))


def _pdf() -> bytes:
    canvas, out = made.canvas()
    for _ in range(PARAGRAPHS // 6):
        for left in (50, 305):
            made.draw_column(canvas, [made.FIRST, made.SECOND, made.THIRD], left=left, width=240, top=780)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _docx() -> bytes:
    import io

    import docx

    document = docx.Document()
    for line in _text().split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(text: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    head = f"<head><meta charset=utf-8><title>{made.HEADLINE}</title></head>"
    return f"<html>{head}<body><div>{body}</div></body></html>".encode()


def _seconds(work: Callable[[], object]) -> float:
    work()  # what is loaded at first use is loaded
    rounds, begun = 0, time.perf_counter()
    while rounds < 3 or time.perf_counter() - begun < 0.5:
        work()
        rounds += 1
    return (time.perf_counter() - begun) / rounds


def figures() -> Iterator[tuple[str, str]]:
    """Characters a second of each reader, and how many times as long it takes as decoding the text from UTF-8."""
    text = _text()
    files = {
        "plain text, UTF-8": ("a.txt", text.encode()),
        "plain text, GB18030": ("a.txt", text.encode("gb18030")),
        "Markdown": ("a.md", text.encode()),
        "web page": ("a.html", _page(text)),
        "RTF": ("a.rtf", made.rich_text(text)),
        "DOCX": ("a.docx", _docx()),
        "letter": ("a.eml", made.letter(plain=text)),
        "PDF in two columns, with boxes": ("a.pdf", _pdf()),
        "ZIP of ten plain texts": ("a.zip", made.archive({f"{n}.txt": text.encode() for n in range(10)})),
    }
    data = text.encode()
    plain = len(text) / _seconds(lambda: data.decode("utf-8"))
    yield "decoding UTF-8 alone", f"{plain / 1e6:.0f} million characters/s"
    for what, (name, content) in files.items():
        found = [one for one in read_bytes(name, content) if isinstance(one, RawDocument)]
        size = sum(len(one.text) for one in found)
        speed = size / _seconds(lambda name=name, content=content: list(read_bytes(name, content)))  # type: ignore[misc]
        yield (
            f"{what} ({size:,} characters)",
            f"{speed / 1e6:.2f} million characters/s, 1 / {plain / speed:,.0f} of decoding",
        )
