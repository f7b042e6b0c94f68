"""Finds the words of a lexicon in a text: at each place the longest word that starts there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the lexicon where it stands in a text."""

    start: int
    end: int
    word: str


class Words:
    """A set of words that can be looked for in a text, overlapping, in one pass.

    >>> [mention.word for mention in Words(["资金", "帮扶资金", "投入"]).find("投入帮扶资金")]
    ['投入', '帮扶资金', '资金']
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepares `words`; words of one character are looked for where no longer one starts."""
        self._longer: dict[str, list[str]] = {}
        self._single: set[str] = set()
        for word in sorted(set(words), key=len, reverse=True):
            if len(word) > 1:
                self._longer.setdefault(word[:2], []).append(word)
            else:
                self._single.add(word)
        firsts = {pair[0] for pair in self._longer} | self._single
        self._start = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]") if firsts else None

    def find(self, text: str) -> Iterator[Mention]:
        """The mentions in `text`, in order of their start."""
        if self._start is None:
            return
        for found in self._start.finditer(text):
            start = found.start()
            for word in self._longer.get(text[start : start + 2], ()):
                if text.startswith(word, start):
                    yield Mention(start, start + len(word), word)
                    break
            else:
                if text[start] in self._single:
                    yield Mention(start, start + 1, text[start])
