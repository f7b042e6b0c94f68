"""Finds the words of a lexicon in a text: at each place the longest word that starts there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress, count
from operator import add


class Words:
    """A set of words that can be looked for in a text, overlapping, in one pass.

    >>> [word for start, word in Words(["资金", "帮扶资金", "投入"]).find("投入帮扶资金")]
    ['投入', '帮扶资金', '资金']
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepares `words`; words of one character are looked for where no longer one starts."""
        self._known = frozenset(words)
        self._single = frozenset(word for word in self._known if len(word) == 1)
        lengths: dict[str, set[int]] = {}
        for word in self._known:
            lengths.setdefault(word[:2], set()).add(len(word))
        #: The lengths of the words that begin with a pair of characters, the longest first.
        self._lengths = {
            pair: tuple(sorted({*found, *([1] if pair[0] in self._single else [])}, reverse=True))
            for pair, found in lengths.items()
        }

    def find(self, text: str, offset: int = 0) -> list[tuple[int, str]]:
        """Where each word starts, and the word, in order; `offset` is added to all places."""
        # The whole text at the speed of C: most places start no word.
        single = map(self._lengths.get, text)
        lengths = list(map(self._lengths.get, map(add, text, text[1:] + "\0"), single))
        known, found = self._known, []
        for start in compress(count(), lengths):
            for length in lengths[start] or ():
                word = text[start : start + length]
                if word in known:
                    found.append((start + offset, word))
                    break
        return found
