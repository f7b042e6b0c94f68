"""Word documents (DOCX): paragraphs and tables in their order, notes last, read from the XML of the parts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.errors import UnreadableFile
from core.read import limits
from core.read.about import about_of
from core.read.archive import open_archive, unpacked
from core.read.documents import RawDocument, Source
from core.records import About

if TYPE_CHECKING:
    import zipfile

    from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
}
#: Parts that hold text, in reading order.
_PARTS = ("document", "footnotes", "endnotes")
#: Elements whose content is no text: deleted words, instructions of fields, the copy of a text box for old programs.
_SILENT = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr")
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
#: Notes that Word makes itself: the lines between text and notes.
_MADE_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def read(source: Source) -> Iterator[RawDocument]:
    """The text of a Word document, one paragraph a line, cells of a table apart by tabs.

    Core properties give title and author; their dates tell when the file was made or last saved, which is no day of
    publication, and are left.

    Raises:
        UnreadableFile: it is damaged, locked, too large unpacked, or has no text.
    """
    with open_archive(io.BytesIO(source.data), source.name) as archive:
        parts = [tree for name in _PARTS if (tree := _part(archive, f"word/{name}.xml", source)) is not None]
        if not parts:
            raise UnreadableFile("damaged", name=source.name, detail="DOCX: word/document.xml")
        properties = _part(archive, "docProps/core.xml", source)
    writer = _Writer()
    for tree in parts:
        source.watch.check()
        writer.write(tree)
    text = "\n".join(writer.lines).strip("\n")
    if not text.strip():
        raise UnreadableFile("empty", name=source.name)
    yield RawDocument(source.name, "docx", source.data, text, "utf-8", _about(properties))


def _part(archive: zipfile.ZipFile, name: str, source: Source) -> etree._Element | None:
    from core.read.markup import xml_tree

    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    limits.check_size(source.name, info.file_size, limits.XML_PART)
    return xml_tree(unpacked(archive, info, source.name, limits.XML_PART), source.name)


def _about(properties: etree._Element | None) -> About:
    if properties is None:
        return About()
    return about_of(**{field: properties.findtext(tag) or "" for field, tag in _CORE.items()})


class _Writer:
    """Paragraphs as lines, rows of tables as lines with tabs; a table in a cell is part of its text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._cells: list[list[str]] = []  # the rows that are open, outermost first
        self._paragraphs: list[list[str]] = []  # the paragraphs that are open: a text box stands inside one

    def write(self, tree: etree._Element) -> None:
        """Adds the text of one part."""
        from lxml.etree import iterwalk

        walk = iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            name = str(element.tag).rpartition("}")[2]
            if event == "start" and (name in _SILENT or element.get(f"{_W}type") in _MADE_NOTES):
                walk.skip_subtree()
            elif event == "start":
                self._start(name, element)
            else:
                self._end(name)

    def _start(self, name: str, element: etree._Element) -> None:
        if name == "p":
            self._paragraphs.append([])
        elif name == "tr":
            self._cells.append([])
        elif name == "tc" and self._cells:
            self._cells[-1].append("")
        elif self._paragraphs and _is_word(element):
            self._paragraphs[-1].append(element.text or "" if name == "t" else _SIGNS.get(name, ""))

    def _end(self, name: str) -> None:
        if name == "p" and self._paragraphs:
            self._put("".join(self._paragraphs.pop()))
        elif name == "tr" and self._cells:
            row = self._cells.pop()
            self._put("\t".join(cell.strip(" ") for cell in row).rstrip("\t"))

    def _put(self, text: str) -> None:
        """A finished paragraph goes into the cell that is open, else it is a line."""
        if not self._cells:
            self.lines.append(text)
        elif self._cells[-1]:
            inside = re.sub(r"\s+", " ", text)
            self._cells[-1][-1] = f"{self._cells[-1][-1]} {inside}" if self._cells[-1][-1] else inside


def _is_word(element: etree._Element) -> bool:
    return str(element.tag).startswith((_W, _STRICT))
