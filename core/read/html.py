"""Web pages: the lines of the article that trafilatura finds, or all; nothing is run or fetched."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.errors import UnreadableFile
from core.read import limits
from core.read.about import about_of, day_of
from core.read.documents import RawDocument, Source
from core.read.encodings import decode, is_binary
from core.read.limits import Watch
from core.records import About

if TYPE_CHECKING:
    from lxml import etree

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
#: The names under which pages tell what they are (those of government sites by their standard first), in lower case.
_STATED: dict[str, tuple[str, ...]] = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title"),
    "publisher": ("contentsource", "source", "og:site_name", "sitename", "dc.publisher"),
    "author": ("author", "article:author", "dc.creator", "byl"),
    "day": ("pubdate", "article:published_time", "publishdate", "publish_time", "og:published_time", "og:release_date",
            "datepublished", "dc.date", "firstpublishedtime", "apub:time", "date"),
}  # fmt: skip
#: What parts the title of a page from the name of its site, and what the name of a site ends with.
_TITLE_PARTS = re.compile(
    r"\s*[_|｜]+\s*|\s+[-–—]+\s+|\s*[-–—]{1,2}\s*(?=[^-–—]{2,20}(?:网|政府|日报|新闻|门户|频道|办公室|局|委)$)"
)
#: A line of an article: long, with the signs of a sentence, or a row of figures.
_SENTENCE = re.compile(r"[。；！？]|，.*，|\d.*\t|\t.*\d")
LONG = 15
#: So much of the sentences of a page must be in the body that is found, or all lines of the page are taken.
COVERED = 0.75
#: Lines that may stand between the headline and the article: day, source, counters.
HEAD_LINES = 12


def read(source: Source) -> Iterator[RawDocument]:
    """The text of a web page, one paragraph a line, with what its head tells.

    Raises:
        UnreadableFile: it is no page or has no text.
    """
    declared = _CHARSET.search(source.data[:8192])
    page, encoding = decode(source.data, declared[1].decode("ascii", "replace") if declared else "")
    if is_binary(page):
        raise UnreadableFile("other_format", name=source.name)
    text, about = text_of(page, source.watch)
    if not text:
        raise UnreadableFile("empty", name=source.name)
    yield RawDocument(source.name, "html", source.data, text, encoding, about)


def text_of(page: str, watch: Watch) -> tuple[str, About]:
    """The text of a page and what it says of itself; empty where there is none."""
    from core.read import markup

    tree = markup.html_tree(page)
    if tree is None:
        return "\n".join(markup.flat_lines(page, watch)), About()
    about = _about(tree)
    whole = markup.lines(tree, watch)
    if not whole:
        whole = markup.flat_lines(page, watch)
    elif not markup.is_larger(tree, limits.HTML_ELEMENTS, limits.HTML_DEPTH):
        whole = _article(whole, _body(tree), about.title or "")
    return "\n".join(whole), about


def _body(tree: etree._Element) -> str:
    """What trafilatura takes for the article, without white space; empty where it finds none."""
    import trafilatura

    # it reports each page it cannot read, and pages without articles are no news
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError):
        return ""  # it is made for sound pages; the lines of the page are still there
    body = getattr(found, "body", None)
    return "" if body is None else _dense("".join(body.itertext()))


def _article(whole: list[str], body: str, title: str) -> list[str]:
    """The lines of a page from the first to the last in the article; between them those of the article and sentences.

    All lines where the article has too few sentences of the page: it is better to keep a menu than to lose figures.
    """
    inside = [len(line) > 1 and _dense(line) in body for line in whole]
    sentences = [len(line) >= LONG and _SENTENCE.search(line) is not None for line in whole]
    size = sum(len(line) for line, sentence in zip(whole, sentences, strict=True) if sentence)
    held = sum(
        len(line) for line, sentence, within in zip(whole, sentences, inside, strict=True) if sentence and within
    )
    if True not in inside or held < COVERED * size:
        return whole
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    head = max((at for at in range(max(0, first - HEAD_LINES), first) if whole[at] == title), default=first)
    article = (whole[at] for at in range(first, last) if inside[at] or sentences[at])
    return [*whole[head:first], *article]


def _dense(text: str) -> str:
    return "".join(text.split())


def _about(tree: etree._Element) -> About:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            stated.setdefault(name, content)
    values = {field: next((stated[name] for name in names if name in stated), "") for field, names in _STATED.items()}
    day = next((stated[name] for name in _STATED["day"] if name in stated and day_of(stated[name])), "")
    return about_of(
        title=values["title"] or _title(tree), publisher=values["publisher"], author=values["author"], day=day
    )


def _title(tree: etree._Element) -> str:
    """The headline that the title of the page holds, else the longest part of that title."""
    from core.read import markup

    title = markup.joined(next((element.itertext() for element in tree.iter("title")), iter(())))
    headlines = (markup.joined(element.itertext()) for element in tree.iter("h1", "h2"))
    headline = next((headline for headline in headlines if len(headline) >= 4 and headline in title), "")
    return headline or max(_TITLE_PARTS.split(title), key=len)
