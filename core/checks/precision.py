"""How exactly a figure is stated: the unit of its last digit, and the values that the statement allows."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from core.records import Bound, Fact

_NUMERAL = re.compile(r"(\d[\d,]*)(?:\.(\d+))?\s*[余多几来]?\s*([十百千万亿]*)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_VAGUE = re.compile(r"[余多几来]")
HALF = Decimal("0.5")
INFINITE = Decimal("Infinity")

#: Units whose whole numbers are counted, not measured: 235 + 31 is 266 and nothing near it.
COUNTED = frozenset(("person", "household", "person-time", "count"))


@lru_cache(maxsize=65536)
def step(quote: str, value: Decimal) -> Decimal:
    """The unit of the last digit stated: 9.4亿元 gives 10000000, 7300余万 gives 10000, 266家 gives 1.

    Where the quote does not tell (Chinese numerals, a value set by hand), the last digit that is not 0 decides.
    """
    numerals = _NUMERAL.findall(quote.replace(" ", ""))
    if numerals:
        _, decimals, scales = numerals[-1]
        unit = Decimal(1).scaleb(-len(decimals))
        for character in scales:
            unit *= _SCALES[character]
        if value and value % unit == 0:
            return unit
    return coarse_step(value)


def coarse_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not 0: 73000000 gives 1000000."""
    return Decimal(0) if not value else Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def digits(value: Decimal) -> int:
    """Significant digits: 2744000000 has 4."""
    return len(value.normalize().as_tuple().digits)


def allowed(fact: Fact, *, cut: bool = False) -> tuple[Decimal, Decimal]:
    """Lowest and highest value that the statement allows.

    A counted whole number allows itself alone; other numbers half a unit of their last digit to either side, and with
    `cut` a whole unit above, because totals are often cut off and not rounded (516.26 told as 516.2). 余 and 多 reach
    to the next round number, 以上 has no upper end.
    """
    unit = step(fact.quote, fact.value)
    reach = max(unit, coarse_step(fact.value))
    low, high = fact.value, fact.value if fact.value_high is None else fact.value_high
    if fact.bound is Bound.OVER:
        return low, high + reach if _VAGUE.search(fact.quote) else INFINITE
    if fact.bound is Bound.UNDER:
        return low - reach, high
    if fact.bound is Bound.ABOUT:
        return low - reach, high + reach
    if fact.unit in COUNTED and unit == 1:
        return low, high
    return low - unit * HALF, high + unit * (1 if cut else HALF)


def scale_of(quote: str) -> tuple[Decimal, str]:
    """The large scale a quote is written in, to say sums in the same: 9.4亿元 gives 10^8 and 亿."""
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if word in quote:
            return Decimal(size), word
    return Decimal(1), ""
