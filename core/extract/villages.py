"""Reads the names of townships and villages, which have no code of their own here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LEVELS = "苏木|嘎查|街道|社区|办事处|农场|林场|牧场|[镇乡村]"
#: Characters that no village's name has: they show that `村` ends a common noun (各村, 贫困村, 在村).
_NO_NAME = (
    "的各全该本我在和与及为等个贫困受每某两几多把将被向对到从于由并已有共内外了"
    "一二三四五六七八九十百千万国省市县区旗盟州乡村镇"
)
_BELOW = re.compile(rf"(?:(?![{_NO_NAME}])[一-龥]){{1,6}}?(?:{_LEVELS})")


def below(text: str, start: int) -> tuple[str, ...]:
    """The township and village that stand right behind a place's name.

    >>> below("正镶白旗星耀镇永合村建起", 4)
    ('星耀镇', '永合村')
    """
    found = _BELOW.match(text, start)
    if not found:
        return ()
    parts: list[str] = []
    while found and len(parts) < 3 and found[0] != "城镇":
        parts.append(found[0])
        found = _BELOW.match(text, found.end())
    return tuple(parts)


def again(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where villages that the text placed once are named on their own: start, end, name."""
    listed = sorted((name for name in names if len(name) > 2), key=len, reverse=True)
    if listed:
        for found in re.finditer("|".join(map(re.escape, listed)), text):
            yield found.start(), found.end(), found[0]
