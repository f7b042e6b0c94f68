"""Ten thousand quantities, written in every way the grammar allows, are read back exactly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from core.extract.quantities import read_quantities
from tests.core.writer import capital, chinese

SEED, COUNT, PARTS = 20200713, 10_000, 20

UNITS = {
    "元": ("CNY", "1"),
    "人": ("person", "1"),
    "名": ("person", "1"),
    "人次": ("person-time", "1"),
    "户": ("household", "1"),
    "个": ("count", "1"),
    "项": ("count", "1"),
    "家": ("count", "1"),
    "台(套)": ("count", "1"),
    "大类": ("count", "1"),
    "场次": ("count", "1"),
    "亩": ("mu", "1"),
    "公顷": ("mu", "15"),
    "平方米": ("m2", "1"),
    "平方公里": ("m2", "1000000"),
    "公里": ("km", "1"),
    "米": ("km", "0.001"),
    "吨": ("t", "1"),
    "公斤": ("t", "0.001"),
    "斤": ("jin", "1"),
    "千瓦时": ("kWh", "1"),
    "兆瓦": ("kW", "1000"),
    "小时": ("hour", "1"),
    "美元": ("USD", "1"),
    "个百分点": ("percentage-point", "1"),
    "倍": ("count", "1"),
    "只": ("count", "1"),
    "株": ("count", "1"),
}
ARABIC_ONLY = {"千瓦时"}
BOUNDS = {
    "exact": [("", "")],
    "about": [("约", ""), ("近", ""), ("大约", ""), ("将近", ""), ("", "左右")],
    "over": [("超过", ""), ("逾", ""), ("突破", ""), ("不少于", ""), ("不低于", ""), ("至少", ""), ("", "以上")],
    "under": [("不到", ""), ("不足", ""), ("低于", ""), ("不超过", ""), ("", "以下"), ("", "以内")],
}
BEFORE = ["全县共落实", "累计完成", "其中贫困地区", "2020年新增", "第三季度实现", "，总计", "(含配套)"]
AFTER = ["。", "，同比有所变化", "；其余待定", "、", ")", "\n", ",为上年所无"]
SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Written:
    """A numeral as written, with its value, the upper end of a range, and whether it is vague."""

    text: str
    value: Decimal
    high: Decimal | None = None
    vague: bool = False
    han: bool = False


def plain(draw: random.Random) -> Written:
    number = draw.choice([draw.randint(2, 99), draw.randint(100, 9999), draw.randint(10**4, 10**9)])
    form = draw.choice([str(number), f"{number:,}", str(number).translate(WIDE)])
    return Written(form, Decimal(number))


def scaled(draw: random.Random) -> Written:
    number = Decimal(draw.randint(2, 99999)).scaleb(-draw.randint(0, 4))
    scale = draw.choice([name for name in SCALES if name])
    gap = draw.choice(["", "", " "])
    return Written(f"{number:f}{gap}{scale}", number * SCALES[scale])


def mixed(draw: random.Random) -> Written:
    high, low = draw.randint(1, 999), draw.randint(1000, 9999)
    upper, lower = draw.choice([("亿", "万"), ("万", ""), ("亿", "")])
    if (upper, lower) == ("亿", ""):
        low *= 10**4
    return Written(f"{high}{upper}{low}{lower}", Decimal(high * SCALES[upper] + low * SCALES[lower]))


def han(draw: random.Random) -> Written:
    number = draw.choice([draw.randint(3, 99), draw.randint(100, 9999), draw.randint(10**4, 10**12)])
    text = chinese(number)
    if text.startswith("一十"):
        text = draw.choice([text, text[1:]])
    return Written(text, Decimal(number), han=True)


def cheque(draw: random.Random) -> Written:
    number = draw.randint(100, 10**9)
    return Written(capital(number), Decimal(number), han=True)


def short(draw: random.Random) -> Written:
    """两千三, 一万五, 三百二: the last digit lacks its scale."""
    head, scale, tail = draw.randint(2, 9), draw.choice(["百", "千", "万"]), draw.randint(1, 9)
    value = head * SCALES[scale] + tail * SCALES[scale] // 10
    return Written(f"{'零一两三四五六七八九'[head]}{scale}{'零一二三四五六七八九'[tail]}", Decimal(value), han=True)


def vague(draw: random.Random) -> Written:
    number, scale, word = draw.randint(1, 99) * 10, draw.choice(["", "万", "亿"]), draw.choice("多余")
    text, is_han = draw.choice([(str(number), False), (chinese(number).removeprefix("一") or "十", True)])
    order = [f"{text}{word}{scale}", f"{text}{scale}{word}"] if scale else [f"{text}{word}"]
    return Written(draw.choice(order), Decimal(number * SCALES[scale]), vague=True, han=is_han)


def some(draw: random.Random) -> Written:
    text, value = draw.choice(
        [
            ("几万", 10**4),
            ("几百", 100),
            ("几十", 10),
            ("十几", 10),
            ("几千万", 10**7),
            ("几十万", 10**5),
            ("二十几", 20),
        ]
    )
    return Written(text, Decimal(value), vague=True, han=True)


def pair(draw: random.Random) -> Written:
    """七八, 三五十, 两三万: two digits side by side."""
    first = draw.randint(2, 7)
    scale = draw.choice(["", "十", "百", "千", "万", "百万"])
    low, high = "零一两三四五六七八九"[first], "零一二三四五六七八九"[first + 1]
    return Written(
        f"{low}{high}{scale}", Decimal(first * SCALES[scale]), Decimal((first + 1) * SCALES[scale]), han=True
    )


def span(draw: random.Random) -> Written:
    """1.2-1.5万, 3000至5000, 1.2万~1.5万."""
    first = Decimal(draw.randint(1, 500)).scaleb(-draw.randint(0, 2))
    second = first + Decimal(draw.randint(1, 300)).scaleb(-draw.randint(0, 2))
    scale, link = draw.choice(["", "万", "亿"]), draw.choice(["-", "~", "至", "到", "—", "－", "～"])
    head = f"{first:f}{draw.choice(['', scale])}"
    return Written(f"{head}{link}{second:f}{scale}", first * SCALES[scale], second * SCALES[scale])


FORMS = (plain, plain, scaled, scaled, mixed, han, han, cheque, short, vague, some, pair, span)


@dataclass(frozen=True)
class Case:
    """One written quantity in its surroundings, with what must be read."""

    text: str
    quote: str
    value: Decimal
    high: Decimal | None
    unit: str
    word: str
    bound: str


def cases() -> Iterator[Case]:
    draw = random.Random(SEED)
    while True:
        word = draw.choice(list(UNITS))
        base, factor = UNITS[word]
        written = draw.choice(FORMS)(draw)
        if word in ARABIC_ONLY and written.han:
            continue
        if word == "米" and written.text.endswith("千"):
            continue  # 千米 is a unit of its own
        bound = draw.choice(list(BOUNDS))
        before, after = draw.choice(BOUNDS[bound])
        wanted = "over" if written.vague and bound != "under" else bound
        gap = draw.choice(["", "", "", " "])
        quote = f"{written.text}{gap}{word}"
        text = f"{draw.choice(BEFORE)}{before}{quote}{after}{draw.choice(AFTER)}"
        high = None if written.high is None else written.high * Decimal(factor)
        yield Case(text, quote, written.value * Decimal(factor), high, base, word, wanted)


def drawn() -> list[Case]:
    source = cases()
    return [next(source) for _ in range(COUNT)]


ALL = drawn()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_written_quantity_is_read_back_exactly(part: int) -> None:
    wrong = [case for case in ALL[part::PARTS] if not right(case)]
    assert not wrong, "\n".join(f"{case}: {read_quantities(case.text)}" for case in wrong[:5])


def right(case: Case) -> bool:
    found = read_quantities(case.text)
    if len(found) != 1:
        return False
    got = found[0]
    told = (case.text[got.start : got.end], got.value, got.value_high, got.unit, got.measure_word, got.bound)
    return told == (case.quote, case.value, case.high, case.unit, case.word, case.bound)
