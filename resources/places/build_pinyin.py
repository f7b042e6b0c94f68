"""Build pinyin.tsv, the readings of characters that place names need, from the MIT package `pypinyin`.

    python resources/places/build_pinyin.py

A row is a syllable without tone and the characters read so: those of GB 2312 and of places.tsv. Rows after
the blank line are names whose reading differs from that of their characters (六安 is lu an).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import lazy_pinyin

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.gazetteer.places import read_places

FOLDER = Path(__file__).parent


def characters(names: set[str]) -> set[str]:
    """The Chinese characters of GB 2312 and of the names."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return {cell.decode("gb2312", "ignore") for cell in cells} | set("".join(names)) - {""}


def lines(names: set[str]) -> Iterator[str]:
    """The rows of the table."""
    single: dict[str, str] = {each: lazy_pinyin(each)[0] for each in characters(names) if each}
    read: dict[str, list[str]] = defaultdict(list)
    for character, syllable in sorted(single.items()):
        read[syllable].append(character)
    yield from (f"{syllable}\t{''.join(read[syllable])}" for syllable in sorted(read))
    yield ""
    for name in sorted(names):
        reading = lazy_pinyin(name)
        if reading != [single[each] for each in name]:
            yield f"{name}\t{' '.join(reading)}"


def main() -> int:
    """Write pinyin.tsv beside this script."""
    names = {name for place in read_places() for name in (place.name, *place.forms)}
    (FOLDER / "pinyin.tsv").write_text("\n".join(lines(names)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
