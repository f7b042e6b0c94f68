"""Finds every place name in a text: a class of first and second characters, then a dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

#: A short name that begins with such a word is none where another name stands behind the word: 甲公司和安图县 does not
#: speak of 和安, 向山东输出 not of 向山.
_LEADING, _SHORT = frozenset("和与向从到在对"), 2


class NameFinder:
    """Longest matches of a fixed set of names, left to right.

    The class of first and second characters passes over nearly all of a text at the speed of `re`; only
    where both fit is the dictionary asked.
    """

    def __init__(self, names: Iterable[str], sure: Iterable[str] = ()) -> None:
        """`sure` are the names of two characters that stand for themselves wherever they are (山东)."""
        self._names = frozenset(names)
        self._sure = frozenset(sure)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: sorted(known, reverse=True) for head, known in lengths.items()}
        firsts, seconds = ("".join(sorted({head[place] for head in self._lengths})) for place in (0, 1))
        self._candidates = re.compile(f"[{firsts}](?=[{seconds}])")

    def find(self, text: str) -> list[tuple[int, str]]:
        """Where each name begins, and the name."""
        past, names, lengths, found = 0, self._names, self._lengths, []
        for candidate in self._candidates.finditer(text):
            start = candidate.start()
            head = text[start : start + 2]
            if head not in lengths or start < past:
                continue
            for length in lengths[head]:
                name = text[start : start + length]
                if name in names:
                    if len(name) == _SHORT and name[0] in _LEADING and self._named(text, start + 1):
                        break
                    past = start + len(name)
                    found.append((start, name))
                    break
        return found

    def _named(self, text: str, start: int) -> bool:
        """Does a sure name, or one of more than two characters, begin here?"""
        head = text[start : start + 2]
        if head in self._sure:
            return True
        lengths = self._lengths.get(head, ())
        return any(length > _SHORT and text[start : start + length] in self._names for length in lengths)
