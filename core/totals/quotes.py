"""The numbered sources of a report: each number leads to a sentence, with its figures in bold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from core.records import Fact

if TYPE_CHECKING:
    from core.store import DocumentRow, Store

_TITLE = 12  # characters of a title in a short quote
_AROUND = 26  # characters to either side of a figure in a short quote


class Sources:
    """Sentences by the number under which a report names them, in the order in which they were named."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[tuple[int, str], int] = {}
        self._facts: list[list[Fact]] = []

    def __len__(self) -> int:
        return len(self._facts)

    def numbers(self, ids: Iterable[int]) -> list[int]:
        """The numbers of the sentences that facts stand in, in order."""
        found: dict[int, None] = {}
        for fact in self._store.facts(list(ids)):
            place = fact.document, plain(fact.sentence)
            if place not in self._numbers:
                self._facts.append([])
                self._numbers[place] = len(self._facts)
            number = self._numbers[place]
            if all(fact.id != other.id for other in self._facts[number - 1]):
                self._facts[number - 1].append(fact)
            found[number] = None
        return sorted(found)

    def documents(self) -> dict[int, DocumentRow]:
        """The documents of all sentences by id."""
        ids = sorted({facts[0].document for facts in self._facts})
        return {row.id: row for row in self._store.documents(ids)} if ids else {}

    def each(self) -> Iterable[tuple[int, list[Fact]]]:
        """Each number with the facts of its sentence."""
        return enumerate(self._facts, 1)


def plain(sentence: str) -> str:
    """A sentence on one line."""
    return " ".join(sentence.split())


def quoted(facts: Sequence[Fact], *, short: bool) -> str:
    """The sentence of some facts as HTML, their figures in bold; `short` keeps what stands around the figures."""
    sentence = plain(facts[0].sentence)
    spans = _spans(sentence, [plain(fact.quote) for fact in sorted(facts, key=lambda fact: fact.start)])
    start, end = 0, len(sentence)
    if short and spans:
        start, end = max(0, spans[0][0] - _AROUND), min(len(sentence), spans[-1][1] + _AROUND)
        end = min(end, start + 5 * _AROUND)
    told, at = "…" if start else "", start
    for first, last in spans:
        if first >= at and last <= end:
            told += f"{escape(sentence[at:first])}<b>{escape(sentence[first:last])}</b>"
            at = last
    return f"{told}{escape(sentence[at:end])}{'…' if end < len(sentence) else ''}"


def _spans(sentence: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Where figures stand in their sentence, one after the other."""
    found, at = [], 0
    for quote in quotes:
        place = sentence.find(quote, at)
        place = sentence.find(quote) if place < 0 else place
        if place >= 0:
            found.append((place, place + len(quote)))
            at = place + len(quote)
    return sorted(set(found))


def title_of(row: DocumentRow, language: str, *, short: bool) -> str:
    """A document in words: its title, publisher and date; `short` cuts the title and leaves out the publisher."""
    title = row.title or row.name
    if short and len(title) > _TITLE:
        title = f"{title[:_TITLE]}…"
    more = [str(part) for part in (None if short else row.publisher, row.published_on) if part]
    return (f"《{title}》" if language == "zh" else f"“{title}”") + ", ".join(["", *more])
