"""Cuts the bundled fonts out of Noto Sans CJK SC (SIL Open Font License 1.1).

    python resources/fonts/build_fonts.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc

The collections come from Debian's package fonts-noto-cjk. Regular keeps every ideograph of the first
Unicode block (20,902), so that no place or person's name shows as a box; Bold, for headings, keeps those
of GB 2312. The family is renamed, so that a system's own Noto is never confused with the cut one.
Needs fonttools (dependency group `font`).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

HERE = Path(__file__).parent
FAMILY = "Hedui Sans SC"

#: Latin, pinyin letters, Greek and Cyrillic as GB 2312 has them, signs, arrows, boxes, CJK and full-width forms.
SIGNS = (
    (0x0020, 0x017F),
    (0x01CD, 0x01DC),
    (0x01F8, 0x01F9),
    (0x0250, 0x0261),
    (0x02C7, 0x02D9),
    (0x0391, 0x03C9),
    (0x0401, 0x0451),
    (0x1E3E, 0x1E3F),
    (0x2000, 0x206F),
    (0x2070, 0x209C),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2460, 0x24FF),
    (0x2500, 0x266F),
    (0x2713, 0x2717),
    (0x3000, 0x303F),
    (0x3040, 0x30FF),
    (0x3100, 0x312F),
    (0x3200, 0x33FF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0xFFFD, 0xFFFD),
)


def gb2312() -> set[int]:
    """The ideographs of GB 2312, from Python's own codec."""
    rows = range(0xB0, 0xF8)
    cells = range(0xA1, 0xFF)
    decoded = (bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in cells)
    return {ord(character) for character in decoded if character}


def cut(collection: Path, style: str, ideographs: set[int], out: Path) -> None:
    """Writes the cut font of the SC face in `collection` to `out`."""
    face = next(f for f in TTCollection(collection).fonts if f["name"].getDebugName(1).endswith("CJK SC"))
    wanted = ideographs | {code for first, last in SIGNS for code in range(first, last + 1)}
    options = subset.Options(layout_features=["kern"], name_IDs=["*"])
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(face)
    rename(face, style)
    face["head"].modified = face["head"].created
    face.recalcTimestamp = False
    face.save(out)


def rename(face: TTFont, style: str) -> None:
    """Gives the face the family name of the bundled fonts."""
    names = {
        1: FAMILY,
        2: style,
        3: f"Hedui;{FAMILY}-{style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
    }
    table = face["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    if "CFF " in face:
        top = face["CFF "].cff
        top.fontNames = [names[6]]


def main(regular: str, bold: str) -> None:
    """Cuts both weights."""
    every = set(range(0x4E00, 0x9FA6))
    cut(Path(regular), "Regular", every, HERE / "HeduiSansSC-Regular.otf")
    cut(Path(bold), "Bold", gb2312(), HERE / "HeduiSansSC-Bold.otf")


if __name__ == "__main__":
    main(*sys.argv[1:])
