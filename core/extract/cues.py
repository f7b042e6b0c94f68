"""Finds the words of a lexicon in a text: at each place the longest word that starts there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress

#: What begins with a pair of characters: a word that no longer one begins with, else the longer words by their third
#: character, the longest first, and the word of two or of one that stands where none of them does, if any.
_Begun = str | tuple[dict[str, list[str]], str]


class Words:
    """A set of words that can be looked for in a text, overlapping, in one pass.

    >>> Words(["资金", "帮扶资金", "投入"]).find("投入帮扶资金")
    ([0, 2, 4], ['投入', '帮扶资金', '资金'])
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepares `words`; words of one character are looked for where no longer one starts."""
        known = frozenset(words)
        longer: dict[str, dict[str, list[str]]] = {word[:2]: {} for word in known if len(word) > 1}
        for word in sorted(known, key=len, reverse=True):
            if len(word) > 2:
                longer[word[:2]].setdefault(word[2], []).append(word)
        self._begun: dict[tuple[str, ...], _Begun] = {}
        for pair, thirds in longer.items():
            short = next((word for word in (pair, pair[0]) if word in known), "")
            self._begun[tuple(pair)] = (thirds, short) if thirds else short
        self._single: dict[str, _Begun] = {word: word for word in known if len(word) == 1}

    def find(self, text: str, offset: int = 0) -> tuple[list[int], list[str]]:
        """Where words start, in order, and the words; `offset` is added to all places."""
        # The whole text at the speed of C, each character made and hashed once: most places start no word.
        characters = list(text)
        following = [*characters[1:], "", ""]
        begun = list(map(self._begun.get, zip(characters, following, strict=False), map(self._single.get, characters)))
        starts: list[int] = []
        words: list[str] = []
        for start, word in compress(enumerate(begun), begun):
            if isinstance(word, tuple):
                longer, word = word
                for each in longer.get(following[start + 1], ()):
                    if text.startswith(each, start):
                        word = each
                        break
            if word:
                starts.append(start + offset)
                words.append(word)
        return starts, words
