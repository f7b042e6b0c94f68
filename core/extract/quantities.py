"""Finds the quantities of a text: number, bound and unit, ranges, shares and rates, and leaves all other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core import numerals, units
from core.extract import measures, negatives
from core.extract.ranges import TURN, Mention, join
from core.records import Bound, Quantity
from core.units import Unit

_GAP = r"[ \t\u3000\xa0]{0,3}\n?[ \t\u3000\xa0]{0,3}"
#: 千 and 百 that belong to a unit: 千瓦, 千米, 千克, 百分点.
_UNIT_SCALE = r"(?!千[瓦米克伏]|百分点)"
#: 半小时, 半个多小时, 半亩: 半 is a number before a few measures only. What makes it one, right behind it.
_HALF = r"(?<![大小多上下前后每一两]半)(?!斤八两)(?=个?多?(?:小时|钟头)|[亩斤吨]|公[里斤顷]|个百分点)"
#: 47.8万四川群众: what follows Arabic digits and 万 goes on only where a scale comes.
_APART = rf"(?<=[{numerals.DIGIT}][万亿])[^十百千万亿零][^十百千万亿]"
_NUMBER = re.compile(
    rf"[{numerals.DIGIT}{numerals.HAN}几半]"
    rf"(?:(?<=[{numerals.DIGIT}]){numerals.MORE_ARABIC}|(?<=[{numerals.HAN}几])|(?<=半){_HALF})"
    rf"(?:(?=[ \t\n\u3000\xa0余多来几点點{numerals.HAN}{numerals.DIGIT}])"  # else the number ends here
    rf"(?:{_GAP}[余多来几]?{_GAP}{_UNIT_SCALE}[十百千万亿]|{_UNIT_SCALE}(?!{_APART})[{numerals.HAN}几]"
    rf"|(?<=[十百千万亿零]){numerals.ARABIC}|[点點](?=[{numerals.HAN}]))*"
    rf"(?:{_GAP}[余多来]|(?<=十)几)?)?"
)
_SPACES = re.compile(_GAP)
_BLANK = frozenset(" \n\u3000\xa0\t")
_OVER_AFTER = re.compile(
    r"\s?(?:[(（][^()（）]{1,6}[)）])?(?:以上|之多|有余|余(?!户|人|名|个)|多(?![数种样元次年层个家名万月项方地]))"
)
_UNDER_AFTER = re.compile(r"\s?(?:[(（][^()（）]{1,6}[)）])?期?限?(?:以下|以内|之内|内(?=[、,，的]))")
_ABOUT_AFTER = re.compile(r"\s?(?:左右|上下)")
_AFTER = frozenset("以之有余多期内左上限(（ ")
_SCALE_OVER = frozenset("上数过")
_OVER_BEFORE = re.compile(
    r"(?:超过了?|超出|超|逾|突破了?|不[能得可应会]?少于|不[能得可应会]?低于|最少|起码|(?<!落)不下|不小于|至少|多于|高于|大于|好几|[>＞≥])\s?$"
)
_UNDER_BEFORE = re.compile(
    r"(?:不到|不足|不满|未满|(?<!不)(?<!不[能得可应会])低于|(?<!不)(?<!不[能得可应会])少于|(?<!不)小于"
    r"|不会?超过|不高于|不多于|不大于|至多|最多|最高|最长|未达到?|[<＜≤])\s?$"
)
_ABOUT_BEFORE = re.compile(
    r"(?:(?<![签预节合履续契相邀])约[为占有达合]?|(?<![附最就临邻亲靠远])近|将近|接近|大概|估计|大致)\s?$"
)
_BEFORE = frozenset("过了出超逾破于少到码下足满多约为占有达合近概计致几高长>＞≥<＜≤ ")
_ON = frozenset("分到至-－—~～")
_COINS = re.compile(rf"([{numerals.HAN}{numerals.DIGIT}])\s?(?:角|毛)(?:([{numerals.HAN}{numerals.DIGIT}])\s?分)?钱?")
_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
_RATE_FELL = re.compile(r"率[^,，。;；、\d]{0,10}[降减少低零]?(?:降|减少|降低)[到至为]$")
_COIN_DIGITS = frozenset(f"{numerals.HAN}0123456789０１２３４５６７８９")
#: What goes on behind 个: 5个亿, 两个多亿, 一个半小时.
_AFTER_PIECE = frozenset("亿多半")
_HUNDRED_MILLIONS = re.compile(r"个(?P<vague>多)?亿(?P<yuan>元)?(?![万兆])")
_AND_A_HALF = re.compile(r"个(多|半)(?:小时|钟头)")
_TAILED = ("成", "倍", "块")
_DEGREE = Unit("度", "count", counts="thing", arabic=True)
_HALVED = ("mass", "area", "length")
_TAIL = re.compile(r"([一二三四五六七八九半])(?=$|[^\u4e00-\u9fff0-9]|左右|以上|以下|的)")
_MINUS_ENDS = frozenset("负-−－")
#: 负增长 and 负债 are no minus.
_MINUS = re.compile(r"(?:^|[^抱欺胜肩担辜背自重正])负$|(?:^|[\s(（:：为是])[-−－]$")
_SIGNED = ("%", "percentage-point", "CNY")
_MARKED = {"HK$": "港元", "US$": "美元"}
_TOLD_ENDS = frozenset("币元金镑布")
#: A currency told before the number: 港币300元.
_TOLD = re.compile(r"(港币|港元|美元|美金|日元|日币|欧元|英镑|澳元|加元|韩元|卢布)\s?$")
_WHOLE = Decimal(1)
_DOUBLED = re.compile(r"翻了?$")


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of any text in reading order; spans do not overlap. Time is linear in the length of the text.

    >>> [(q.value, q.unit, q.bound.value) for q in read_quantities("投入7300余万元，带动农户200多个")]
    [(Decimal('73000000'), 'CNY', 'over'), (Decimal('200'), 'household', 'over')]
    """
    found: list[Quantity] = []
    for mention in join(text, list(_mentions(text))):
        quantity = _quantity(text, mention, found[-1] if found else None)
        if quantity:
            found.append(quantity)
    return tuple(found)


def _mentions(text: str) -> Iterator[Mention]:
    """Every numeral with the measure word behind it."""
    end = told = 0  # how far numbers were read, and how far a mention was given
    for match in _NUMBER.finditer(text):
        start, number_end = match.span()
        if start < end:
            continue
        unit, unit_end = _unit(text, number_end)
        shared = text[start - 2 : start] == "分之"
        if unit is None and number_end - start == 1 and not (shared or _may_stand_alone(text, start)):
            continue
        reading = numerals.read(match[0])
        if reading is None:
            continue
        if shared:
            end = number_end
            for share in _share(text, told, start, number_end, reading):
                told = share.end
                yield share
        elif text.startswith("分之", number_end):
            end = number_end
        elif unit is not None and unit.word == "番":
            end = unit_end
            yield from _doubling(text, start, unit_end, reading, unit)
        else:
            mention = _measured(text, Mention(start, number_end, unit_end, reading, unit))
            end = told = mention.end
            yield mention


def _measured(text: str, mention: Mention) -> Mention:
    """A mention with what belongs to it behind its measure word: coins, a tenth, the hours of 两个多小时."""
    unit, end = mention.unit, mention.end
    if unit is None:
        return mention
    if unit.word == "个":
        if text[end : end + 1] not in _AFTER_PIECE:
            return mention
        return _hours(text, mention) or _sum_in_hundred_millions(text, mention) or mention
    if unit.word == "度" and not _is_energy(text, mention):
        mention.unit = _DEGREE
    if unit.base == "CNY" and text[end : end + 1] in _COIN_DIGITS:
        _add_coins(text, mention)
    if unit.word in _TAILED or (text[end : end + 1] == "半" and unit.counts in _HALVED):
        _add_tail(text, mention)
    return mention


def _sum_in_hundred_millions(text: str, mention: Mention) -> Mention | None:
    """5个亿, 两个亿元: money, as it is spoken of."""
    found = _HUNDRED_MILLIONS.match(text, mention.number_end)
    if found is None:
        return None
    reading, scale = mention.reading, Decimal(10**8)
    high = None if reading.high is None else reading.high * scale
    much = numerals.Reading(reading.value * scale, high, reading.vague or found["vague"] or "")
    word = units.UNITS["元"] if found["yuan"] else measures.MONEY
    return Mention(mention.start, found.end(), found.end(), much, word)


def _is_energy(text: str, mention: Mention) -> bool:
    near = text[max(0, mention.start - 10) : mention.start] + text[mention.end : mention.end + 1]
    return "电" in near or text[mention.number_end - 1] in "万亿"


def _hours(text: str, mention: Mention) -> Mention | None:
    """两个多小时, 一个半小时."""
    found = _AND_A_HALF.match(text, mention.number_end)
    if found is None or mention.reading.vague:
        return None
    half = Decimal("0.5") if found[1] == "半" else Decimal(0)
    more = numerals.Reading(mention.reading.value + half, None, "多" if found[1] == "多" else "")
    return Mention(mention.start, mention.number_end, found.end(), more, units.UNITS["小时"])


def _add_tail(text: str, mention: Mention) -> None:
    """三成五, 两倍半, 三块五: a digit behind the unit is a tenth of it."""
    if mention.reading.vague or mention.reading.high is not None:
        return
    tail = _TAIL.match(text, mention.end)
    word = mention.unit.word if mention.unit else ""
    if tail and (tail[1] == "半" or word in ("成", "块")):
        tenth = Decimal(5) if tail[1] == "半" else numerals.parse(tail[1]) or Decimal(0)
        mention.reading, mention.end = numerals.Reading(mention.reading.value + tenth / 10), tail.end()


def _may_stand_alone(text: str, start: int) -> bool:
    """May this single character be a number without a measure word: a digit, 三 in 三到五个, 零 in 下降到零?"""
    if text[start] == "零" and start:
        return text[start - 1] in "到至为"
    return (
        text[start].isdigit() or text[start + 1 : start + 2] in _ON or measures.counts_regions(text, start, start + 1)
    )


def _add_coins(text: str, mention: Mention) -> None:
    """五元六角二分, 三块五毛: the coins belong to the sum."""
    coins = _COINS.match(text, mention.end)
    if coins:
        tenths, hundredths = (numerals.parse(digit or "0") or Decimal(0) for digit in coins.groups())
        value = mention.reading.value + tenths / 10 + hundredths / 100
        mention.reading, mention.end = numerals.Reading(value), coins.end()


def _share(text: str, floor: int, start: int, number_end: int, above: numerals.Reading) -> Iterator[Mention]:
    """百分之十五, 千分之三, 三分之二 as a share in percent; what stands before `floor` belongs to another quantity."""
    first = start - 2
    while first > floor and start - first < 8 and text[first - 1] in numerals.HAN + "0123456789":
        first -= 1
    below = numerals.read(text[first : start - 2]) if first < start - 2 else None
    if below is None or not below.value or below.high is not None or below.vague:
        return
    high = None if above.high is None else above.high * 100 / below.value
    word = text[first:start] if text[first : start - 2] in ("百", "千", "万") else "分之"
    reading = numerals.Reading(above.value * 100 / below.value, high, above.vague)
    yield Mention(first, number_end, number_end, reading, Unit(word, "%", counts="share"))


def _doubling(text: str, start: int, end: int, times: numerals.Reading, unit: Unit) -> Iterator[Mention]:
    """翻一番 is twice as much, 翻两番 four times."""
    verb = _DOUBLED.search(text, max(0, start - 2), start)
    if verb and times.value in (1, 2, 3, 4):
        reading = numerals.Reading(Decimal(2) ** int(times.value))
        yield Mention(verb.start(), end, end, reading, unit)


def _unit(text: str, number_end: int) -> tuple[Unit | None, int]:
    """The measure word behind a number, across blanks or one line break, and where it ends."""
    start = number_end
    unit = units.at(text, start)
    if unit is None:
        space = _SPACES.match(text, start) if text[start : start + 1] in _BLANK else None
        start = space.end() if space else start
        unit = units.at(text, start) if space else None
        if unit is None:
            return _broken(text, start, number_end)
    end = start + len(unit.word)
    followers = negatives.FOLLOW.get(unit.word)
    if followers and text.startswith(followers, end):
        return None, number_end
    if unit.word == "大" and not measures.GREAT.match(text, end):
        return _broken(text, start, number_end)
    if unit.word == "个人" and text[end : end + 1] in ("大", "工", "才", "物", "口", "均", "民"):
        return units.UNITS["个"], end - 1
    return unit, end


def _broken(text: str, start: int, number_end: int) -> tuple[Unit | None, int]:
    """A measure word with a line break in it: 2公⏎里, 4大⏎类."""
    if text[start + 1 : start + 2] not in _BLANK:
        return None, number_end
    rest = _SPACES.match(text, start + 1)
    resume = rest.end() if rest else start + 1
    unit = units.at(text[start] + text[resume : resume + 4], 0)
    if unit is None or len(unit.word) < 2 or text[start].isascii():
        return None, number_end
    return unit, resume + len(unit.word) - 1


def _quantity(text: str, mention: Mention, previous: Quantity | None) -> Quantity | None:
    unit = mention.unit or measures.bare(text, mention) or _turned(text, mention, previous)
    unit = unit or _signed(text, mention) or _vanished(text, mention)
    if unit is None or negatives.is_none(text, mention, unit):
        return None
    start = mention.start
    before = text[start - 1 : start]
    if unit.base == "CNY" and (before in _TOLD_ENDS or before.isspace()):
        told = _TOLD.search(text, max(0, start - 4), start)
        unit = units.UNITS.get(told[1], unit) if told else unit
    low, top = mention.reading.value * unit.factor, mention.reading.high
    top = None if top is None else top * unit.factor
    if mention.low is not None:
        low, top = mention.low.value * unit.factor, low
    signed = before in _MINUS_ENDS and unit.base in _SIGNED and top is None
    if signed and ((unit.base == "%" and before != "负") or _MINUS.search(text, max(0, start - 2), start)):
        start, low = start - 1, -low
    end = mention.number_end if mention.shared or mention.unit is None else mention.end
    base = measures.base(text, mention, unit)
    return Quantity(
        start,
        end,
        _plain(low),
        base,
        _bound(text, mention, end),
        None if top is None else _plain(top),
        unit.word or None,
        measures.per(text, mention, end, base, previous),
    )


def _turned(text: str, mention: Mention, previous: Quantity | None) -> Unit | None:
    """The bare end of a change has the unit of its start: 由16.24%下降到0."""
    if previous is None or not 0 < mention.start - previous.end <= 14:
        return None
    if not TURN.fullmatch(text, previous.end, mention.start) or text[mention.number_end : mention.number_end + 1] in (
        "年",
        "月",
    ):
        return None
    unit = units.UNITS.get(previous.measure_word or "")
    return Unit("", previous.unit, unit.factor if unit else Decimal(1), "change")


def _signed(text: str, mention: Mention) -> Unit | None:
    """¥3,200: the sign of a currency before the number."""
    word = _MARKED.get(text[max(0, mention.start - 3) : mention.start]) or _SIGNS.get(
        text[mention.start - 1 : mention.start]
    )
    return units.UNITS[word] if word else None


def _vanished(text: str, mention: Mention) -> Unit | None:
    """贫困发生率降为零: a rate that falls to nothing is a share without its sign."""
    gone = not mention.reading.value and _RATE_FELL.search(text, max(0, mention.start - 24), mention.start)
    return Unit("", "%", counts="share") if gone else None


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    if value.adjusted() >= 27:
        return value.normalize()
    if value.same_quantum(_WHOLE):
        return value
    whole = value.to_integral_value()
    return whole.quantize(_WHOLE) if value == whole else value.normalize()


def _bound(text: str, mention: Mention, end: int) -> Bound:
    vague = mention.reading.vague or (mention.low.vague if mention.low else "")
    start = mention.start
    last, following = text[start - 1 : start], text[end : end + 1]
    hinted, after = last in _BEFORE, following in _AFTER
    before = text[max(0, start - 6) : start] if hinted or last in _SCALE_OVER else ""
    if (hinted and _UNDER_BEFORE.search(before)) or (after and _UNDER_AFTER.match(text, end)):
        return Bound.UNDER
    if vague == "来":
        return Bound.ABOUT
    if vague or (hinted and _OVER_BEFORE.search(before)) or (after and _OVER_AFTER.match(text, end)):
        return Bound.OVER
    if last in _SCALE_OVER and text[start] in "百千万亿十" and not before.endswith(("通过", "经过")):
        return Bound.OVER
    if hinted and _ABOUT_BEFORE.search(before):
        return Bound.ABOUT
    if (after or following.isspace()) and _ABOUT_AFTER.match(text, end):
        return Bound.ABOUT
    return Bound.EXACT
