"""Facts for tests: few words make one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from core.records import Fact, Status

_NUMBERS = count(1)


def fact(value: str = "100", **fields: Any) -> Fact:
    """An approved sum of government funds, Beijing to Inner Mongolia in 2019, unless `fields` say otherwise."""
    number = fields.pop("id", None) or next(_NUMBERS)
    if "year" in fields:
        year = fields.pop("year")
        fields |= {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
    usual: dict[str, Any] = {
        "start": number * 10,
        "end": number * 10 + 5,
        "quote": value,
        "sentence": value,
        "unit": "CNY",
        "indicator": "funds.government",
        "provider": ("110000",),
        "recipient": ("150000",),
        "period_start": date(2019, 1, 1),
        "period_end": date(2019, 12, 31),
        "document": 1,
        "status": Status.APPROVED,
    }
    return Fact(id=number, value=Decimal(value), **(usual | fields))
