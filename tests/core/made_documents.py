"""Small documents with facts for tests of the store and what stands on it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.records import About, Document, Fact, Piece, Repair, RepairKind

TEXT = "2019年,北京市投入帮扶资金5107.12万元,其中𠮷祥村300万元。(天津)选派教师24名😀,培训干部1200人次。"
ABOUT = About(title="协作简报", published_on=date(2020, 7, 13), provider=("110000",), recipient=("150926",))


def document(text: str = TEXT, *, name: str = "简报.txt", about: About = ABOUT, raw: str | None = None) -> Document:
    raw = text if raw is None else raw
    data = raw.encode("utf-8", "surrogatepass")
    return Document(
        name=name,
        format="txt",
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        raw=raw,
        text=text,
        pieces=(Piece(0, len(text), 0, len(raw)),) if text else (),
        repairs=(Repair(RepairKind.WIDTH, 0, 1, raw[:1], text[:1], "as a test has it"),),
        about=about,
    )


def fact(quote: str, number: int = 1, *, text: str = TEXT, **values: Any) -> Fact:
    """A fact on the first place where `quote` stands."""
    start = text.index(quote)
    given: dict[str, Any] = {"value": Decimal(1), "unit": "count", "label": "资金", **values}
    return Fact(id=number, start=start, end=start + len(quote), quote=quote, sentence=text, **given)


def facts() -> Sequence[Fact]:
    """Four facts of `TEXT`; the second is a part of the first."""
    year = {"period_start": date(2019, 1, 1), "period_end": date(2019, 12, 31), "period_text": "2019年"}
    money: dict[str, Any] = {"unit": "CNY", "measure_word": "元", "indicator": "funds.government", **year}
    return (
        fact("5107.12万元", 1, value=Decimal("51071200"), provider=("110000",), recipient=("150926",), **money),
        fact("300万元", 2, value=Decimal("3000000"), whole=1, recipient=("150926", "150927"), **money),
        fact("24名", 3, value=Decimal(24), unit="person", indicator="talent.teachers", label="教师", confidence=0.95),
        fact(
            "1200人次",
            4,
            value=Decimal(1200),
            unit="person-time",
            label="培训",
            planned=True,
            flags=("damaged_nearby",),
        ),
    )
