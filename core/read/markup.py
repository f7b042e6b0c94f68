"""XML and HTML to trees that nothing can be loaded through, and trees to lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from lxml import etree, html

from core.errors import UnreadableFile
from core.read.limits import Watch

#: Elements whose content is no text.
SILENT = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "title",
            "nav",
            "svg",
            "math",
            "object",
            "embed",
            "iframe",
        ),
        *("frame", "frameset", "applet", "audio", "video", "canvas", "map", "area", "select", "option", "datalist"),
        *("button", "input", "textarea", "link", "meta", "base", "param", "source", "track"),
    )
)
#: Elements that stand on lines of their own.
BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
        ),
        *(
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
        ),
        *("hgroup", "hr", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr",))
_FLAT_SILENT = ("script", "style", "noscript", "template", "head", "title", "nav")
_TAG = re.compile(r"<(/)?([A-Za-z][\w:-]*)?[^<>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def xml_tree(data: bytes, name: str) -> etree._Element:
    """The tree of an XML file: no entities, no DTD, no network, no endless depth.

    Raises:
        UnreadableFile: it is no XML, or holds a document type (none of the formats read here has one).
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise UnreadableFile("damaged", name=name, detail="XML: DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("damaged", name=name, detail=f"XML: {str(error)[:80]}") from None


def html_tree(text: str) -> html.HtmlElement | None:
    """The tree of a web page; None where there is none."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        # characters that XML cannot hold would end the page
        return html.document_fromstring(
            re.sub("[\0-\x08\x0b\x0e-\x1f\ud800-\udfff]", "", text).encode("utf-8"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def lines(tree: etree._Element, watch: Watch) -> list[str]:
    """The text of a tree, one block a line, cells of a row apart by tabs; by a loop, so that depth does not matter.

    Raises:
        UnreadableFile: the time is up.
    """
    writer = _Lines()
    silent = 0
    for number, (event, element) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        if number % 1024 == 0:
            watch.check()
        name = element.tag if isinstance(element.tag, str) else ""
        quiet = (name in SILENT and element is not tree) or _is_hidden(element)
        if event == "start":
            silent += quiet
            if not silent:
                writer.open(name, element.text or "")
        else:
            if not silent:
                writer.close(name)
            silent -= quiet
            if not silent and element is not tree:
                writer.add(element.tail or "")
    return writer.lines()


def flat_lines(page: str, watch: Watch) -> list[str]:
    """The text of a page without a tree, for pages nested too deeply for one.

    Tags are told by their brackets alone: the parser of the standard library takes quadratic time on broken ones.
    """
    writer = _Lines()
    silent = ""
    for number, (text, closing, tag) in enumerate(_tokens(page)):
        if number % 1024 == 0:
            watch.check()
        if not silent:
            writer.add(unescape(text))
        if closing and tag == silent:
            silent = ""
        elif not silent and not closing and tag in _FLAT_SILENT:
            silent = tag
        elif not silent and tag:
            (writer.close if closing else writer.open)(tag)
    return writer.lines()


def _tokens(page: str) -> Iterator[tuple[str, bool, str]]:
    """Each stretch of text with the tag after it: whether it closes, and its name."""
    at = 0
    for match in _TAG.finditer(page):
        yield page[at : match.start()], bool(match[1]), (match[2] or "").lower()
        at = match.end()
    yield page[at:], False, ""


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


class _Lines:
    """Text as it is put into lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._rows = 0
        self._preserved = 0

    def open(self, name: str, text: str = "") -> None:
        self._rows += name in _ROWS
        self._preserved += name == "pre"
        if name == "br" or name in BLOCKS:
            self._part()
        self.add(text)

    def close(self, name: str) -> None:
        self._rows = max(0, self._rows - (name in _ROWS))
        self._preserved = max(0, self._preserved - (name == "pre"))
        if name in _CELLS and self._rows:
            self._line.append("\t")
        elif name in BLOCKS:
            self._part()

    def add(self, text: str) -> None:
        if self._preserved and not self._rows:
            first, *rest = text.split("\n")
            self._line.append(first)
            for line in rest:
                self._part()
                self._line.append(line)
        elif text:
            self._line.append(_SPACES.sub(" ", text))

    def _part(self) -> None:
        """Ends the line; within a row of a table a block only parts words."""
        if self._rows:
            self._line.append(" ")
            return
        line = re.sub(" {2,}", " ", "".join(self._line))
        line = re.sub(" ?\t ?", "\t", line).strip(" ").rstrip("\t")
        self._line.clear()
        if line.strip():
            self._lines.append(line)

    def lines(self) -> list[str]:
        self._rows = 0
        self._part()
        return self._lines


def is_larger(tree: etree._Element, count: int, depth: int) -> bool:
    """Whether a tree has more than `count` elements or is deeper than `depth`."""
    deep = number = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        deep += 1 if event == "start" else -1
        number += event == "start"
        if deep > depth or number > count:
            return True
    return False


def joined(parts: Iterable[str]) -> str:
    r"""Parts of a text, white space as one space.

    >>> joined(["合 ", " 作\n"])
    '合 作'
    """
    return " ".join("".join(parts).split())
