"""Whole Chinese words under a double click, cut by jieba with the field's own words, loaded when first asked for."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QThread

REACH = 60  # characters looked at on each side of the place
LONGEST = 4  # characters of a word of the field: longer ones are phrases
_EDGE = re.compile(r"[\s,，。;；:：、!！?？()（）“”\"《》…]")

Span = tuple[int, int]


class Words(QObject):
    """Answers at once: until the dictionary is read, in a thread of its own, there is no answer."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _Reader | None = None
        self._cutter: Any = None

    @classmethod
    def of(cls, owner: QObject) -> Words:
        """The one of an owner, made when first asked for."""
        found = owner.findChild(cls)
        return found if isinstance(found, cls) else cls(owner)

    @property
    def ready(self) -> bool:
        """Whether words can be told."""
        return self._cutter is not None

    def load(self) -> None:
        """Read the dictionary in the background, once."""
        if self._thread is None and self._cutter is None:
            self._thread = _Reader(self)
            self._thread.finished.connect(self._take)
            self._thread.start(QThread.Priority.LowPriority)

    def wait(self) -> None:
        """Let the reading end."""
        if self._thread:
            self._thread.wait()

    def at(self, text: str, point: int) -> Span | None:
        """The word or quantity on a character of `text`, in code points; None for none, or not yet."""
        if not 0 <= point < len(text) or _EDGE.match(text[point]):
            return None
        low, high = clause(text, point)
        return known_at(text, low, high, point) or self._word(text, low, high, point)

    def _word(self, text: str, low: int, high: int, point: int) -> Span | None:
        if self._cutter is None:
            self.load()
            return None
        cut = self._cutter.tokenize(text[low:high])
        return next(((low + start, low + end) for _, start, end in cut if start <= point - low < end), None)

    def _take(self) -> None:
        thread, self._thread = self._thread, None
        if thread:
            self._cutter = thread.cutter
            thread.deleteLater()


class _Reader(QThread):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.cutter: Any = None

    def run(self) -> None:
        self.cutter = made_cutter(domain_words())


def clause(text: str, point: int) -> Span:
    """The stretch around a place that no punctuation divides, as far as is looked."""
    low, high = max(0, point - REACH), min(len(text), point + REACH)
    before = [match.end() for match in _EDGE.finditer(text, low, point)]
    behind = _EDGE.search(text, point, high)
    return (before[-1] if before else low), (behind.start() if behind else high)


def known_at(text: str, low: int, high: int, point: int) -> Span | None:
    """The quantity on a character, number, scale and unit together, or the name of a place."""
    from core import gazetteer
    from core.extract.quantities import read_quantities

    for found in (read_quantities(text[low:high]), gazetteer.load().find(text[low:high])):
        for one in found:
            if one.start <= point - low < one.end:
                return low + one.start, low + one.end
    return None


def domain_words() -> frozenset[str]:
    """Words that a common dictionary cuts in two: those that tell indicators, as far as they are words, not phrases."""
    from core.extract.lexicon import lexicon

    known = lexicon()
    cues = {word for entries in known.entries.values() for word in entries}
    return frozenset(word for word in cues | known.nouns if 1 < len(word) <= LONGEST and word.isalpha())


def made_cutter(words: Iterable[str]) -> Any:
    """A cutter of jieba that knows `words` as well. Slow: half a second and 90 MB.

    Its dictionary is read line by line, so that the window goes on meanwhile; reading jieba's own cache would
    hold the interpreter for all of the time. `pkg_resources`, slow and deprecated, is kept out of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        kept = sys.modules.get("pkg_resources")
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            del sys.modules["pkg_resources"]
            if kept is not None:
                sys.modules["pkg_resources"] = kept
    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    with cutter.get_dict_file() as lines:
        cutter.FREQ, cutter.total = cutter.gen_pfdict(lines)
    cutter.initialized = True
    for word in words:
        if not cutter.FREQ.get(word):
            cutter.add_word(word)
    return cutter
