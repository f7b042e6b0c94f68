"""Finds the words of a lexicon in a text: at each place the longest word that starts there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

#: Of a pair of characters, the lengths of the longer words that it begins and the short word that it has.
_Begun = tuple[tuple[int, ...], str]
_NO_WORD: _Begun = ((), "")


class Words:
    """A set of words that can be looked for in a text, overlapping, in one pass.

    >>> [word for start, word in Words(["资金", "帮扶资金", "投入"]).find("投入帮扶资金")]
    ['投入', '帮扶资金', '资金']
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepares `words`; words of one character are looked for where no longer one starts."""
        self._known = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._known:
            lengths.setdefault(word[:2], set()).add(len(word))
        #: For a pair of characters the lengths of the longer words that begin with it, the longest first, and the
        #: word of two or of one that stands where none of them does, if any.
        self._begun: dict[tuple[str, ...], _Begun] = {
            tuple(pair): (
                tuple(sorted((length for length in found if length > 2), reverse=True)),
                next((word for word in (pair, pair[0]) if word in self._known), ""),
            )
            for pair, found in lengths.items()
            if len(pair) > 1
        }
        self._single: dict[str, _Begun] = {word: ((), word) for word in self._known if len(word) == 1}

    def find(self, text: str, offset: int = 0) -> list[tuple[int, str]]:
        """Where each word starts, and the word, in order; `offset` is added to all places."""
        # The whole text at the speed of C: most places start no word.
        pairs = zip(text, text[1:] + "\0", strict=False)
        begun = list(map(self._begun.get, pairs, map(self._single.get, text)))
        known, found = self._known, []
        for start, each in compress(enumerate(begun), begun):
            lengths, word = each or _NO_WORD
            for length in lengths:
                if (longer := text[start : start + length]) in known:
                    word = longer
                    break
            if word:
                found.append((start + offset, word))
        return found
