"""Finds the words of a lexicon in a text: at each place the longest word that starts there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Words:
    """A set of words that can be looked for in a text, overlapping, in one pass.

    >>> [word for start, word in Words(["资金", "帮扶资金", "投入"]).find("投入帮扶资金")]
    ['投入', '帮扶资金', '资金']
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Prepares `words`; words of one character are looked for where no longer one starts."""
        longer: dict[str, list[str]] = {}
        self._single: set[str] = set()
        for word in sorted(set(words), key=len, reverse=True):
            if len(word) > 1:
                longer.setdefault(word[:2], []).append(word)
            else:
                self._single.add(word)
        self._longer = {pair: tuple(each) for pair, each in longer.items()}
        firsts = {pair[0] for pair in longer} | self._single
        self._start = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]" if firsts else "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where each word starts, and the word, in order."""
        longer, single, starts_at = self._longer, self._single, text.startswith
        for found in self._start.finditer(text):
            start = found.start()
            words = longer.get(text[start : start + 2])
            if words:
                for word in words:
                    if starts_at(word, start):
                        yield start, word
                        break
                else:
                    if text[start] in single:
                        yield start, text[start]
            elif text[start] in single:
                yield start, text[start]
