"""Finds the quantities of a text: number, bound and unit, ranges, shares and rates, and leaves all other numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core import numerals, units
from core.extract import negatives
from core.extract.ranges import Mention, join
from core.records import Bound, Per, Quantity
from core.units import Unit

_GAP = r"[ \t\u3000\xa0]{0,3}\n?[ \t\u3000\xa0]{0,3}"
_NUMBER = re.compile(
    rf"(?:{numerals.ARABIC}|[{numerals.HAN}几])"
    rf"(?:{_GAP}[余多来几]?{_GAP}[十百千万亿]|[{numerals.HAN}几]|(?<=[十百千万亿]){numerals.ARABIC}|[点點](?=[{numerals.HAN}]))*"
    rf"(?:{_GAP}[余多来]|(?<=十)几)?"
)
_SPACES = re.compile(_GAP)
_OVER_AFTER = re.compile(r"\s?(?:\([^()]{1,6}\))?(?:以上|之多|多|有余)")
_UNDER_AFTER = re.compile(r"\s?期?(?:以下|以内|之内|内(?=[、,，的]))")
_ABOUT_AFTER = re.compile(r"\s?(?:左右|上下|前后)")
_OVER_BEFORE = re.compile(r"(?:超过|超出|超|逾|突破|不少于|不低于|至少|多于|高于|大于|上|数|好几|[>＞≥])\s?$")
_UNDER_BEFORE = re.compile(r"(?:不到|不足|低于|少于|小于|不超过|不高于|至多|最多|未达|[<＜≤])\s?$")
_ABOUT_BEFORE = re.compile(r"(?:约|近|将近|接近|大概|约为|估计)\s?$")
_PER = (
    (re.compile(r"(?:人均|每人|每名[^,，。;；、]{0,8}|每位[^,，。;；、]{0,8})[^,，。;；、\d]{0,12}$"), Per.PERSON),
    (re.compile(r"(?:户均|每户)[^,，。;；、\d]{0,12}$"), Per.HOUSEHOLD),
    (re.compile(r"(?:月均|每个?月|月(?:收入|工资|薪|增收)|按月)[^,，。;；、\d]{0,12}$"), Per.MONTH),
    (
        re.compile(
            r"(?:年均|每年|(?<![今去前当全来近上半往历每\d多几两三])年(?:收入|增收|纯收入|产值))[^,，。;；、\d]{0,12}$"
        ),
        Per.YEAR,
    ),
    (re.compile(r"(?:日均|每天|每日)[^,，。;；、\d]{0,12}$"), Per.DAY),
    (re.compile(r"每(?:个|亩|座|栋|只|头|件|家|村|吨|斤|公斤|株|台|套|次|期|班|所)[^,，。;；、\d]{0,8}$"), Per.ITEM),
)
_PER_AFTER = re.compile(r"\s?(?:/|每)\s?(人|户|月|年|天|日|亩|[^\s\d,，。;；]{1})")
_PER_WORDS = {"人": Per.PERSON, "户": Per.HOUSEHOLD, "月": Per.MONTH, "年": Per.YEAR, "天": Per.DAY, "日": Per.DAY}
_PERSON = re.compile(
    r"(?:人|人口|干部|教师|医生|群众|学生|劳动力|村民|农民|儿童|老人|患者|贫困户劳动力|职工|党员|专家|人员|农牧民|残疾人|孩子|志愿者)$"
)
_HOUSEHOLD = re.compile(r"(?:户|家庭|人家)$")
_HEAD = re.compile(r"[^\s\d,，。;；、:：()（）“”《》!！?？已全都均在为被将通过实现受脱进就共]*")
_NOUN = re.compile(
    r"(?:个|余)?(?:贫困|建档立卡)?(?:[市县区乡镇村旗盟州省校院]|嘎查|苏木|街道|社区|企业|项目|学校|医院|家庭|人口|群众|劳动力|学生|干部|村民|农牧民)"
)
_TURN = re.compile(
    r"[%％个元人户名亩][^,，。;；]{0,3}(?:下降|降低|降|减少|减|提高|上升|增加|增长|增|升|升高|扩大|缩小|缩减|压减)(?:到|至|为)了?$"
)


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of any text in reading order; spans do not overlap.

    >>> [(q.value, q.unit, q.bound.value) for q in read_quantities("投入7300余万元，带动农户200多个")]
    [(Decimal('73000000'), 'CNY', 'over'), (Decimal('200'), 'household', 'over')]
    """
    mentions = join(text, list(_mentions(text)))
    found: list[Quantity] = []
    for mention in mentions:
        quantity = _quantity(text, mention, found[-1] if found else None)
        if quantity:
            found.append(quantity)
    return tuple(found)


def _mentions(text: str) -> Iterator[Mention]:
    """Every numeral with the measure word behind it."""
    end = 0
    for match in _NUMBER.finditer(text):
        start, number_end = match.span()
        if start < end:
            continue
        reading = numerals.read(match[0])
        if reading is None:
            continue
        percent = text[start - 3 : start] if text[start - 2 : start] == "分之" else ""
        unit, end = _unit(text, number_end)
        if percent[:1] in ("百", "千"):
            yield Mention(start - 3, number_end, number_end, reading, units.UNITS["%" if percent[0] == "百" else "‰"])
            end = number_end
        elif text.startswith("分之", number_end):
            end = number_end
            if match[0] not in ("百", "千", "万"):
                yield from _fraction(text, start, number_end, reading)
        else:
            yield Mention(start, number_end, end, reading, unit)


def _fraction(text: str, start: int, below_end: int, below: numerals.Reading) -> Iterator[Mention]:
    above = _NUMBER.match(text, below_end + 2)
    top = numerals.read(above[0]) if above else None
    if above and top and below.value:
        share = numerals.Reading(top.value * 100 / below.value, None, top.vague)
        yield Mention(start, above.end(), above.end(), share, units.UNITS["%"], marks={"fraction"})


def _unit(text: str, number_end: int) -> tuple[Unit | None, int]:
    start = number_end
    unit = units.at(text, start)
    if unit is None and text[start : start + 1] in (" ", "\n", "\u3000", "\xa0"):
        space = _SPACES.match(text, start)
        start = space.end() if space else start
        unit = units.at(text, start)
    return (unit, start + len(unit.word)) if unit else (None, number_end)


def _quantity(text: str, mention: Mention, previous: Quantity | None) -> Quantity | None:
    unit = mention.unit or _bare(text, mention, previous)
    if unit is None or negatives.is_none(text, mention, unit):
        return None
    base = _base(text, mention, unit)
    low, high = mention.reading.value * unit.factor, mention.reading.high
    top = None if high is None else high * unit.factor
    if mention.low is not None:
        low, top = mention.low.value * unit.factor, low
    end = mention.number_end if mention.shared or not mention.unit else mention.end
    return Quantity(
        mention.start,
        end,
        _plain(low),
        base,
        _bound(text, mention, end),
        None if top is None else _plain(top),
        None if not unit.word or mention.shared and False else unit.word,
        _per(text, mention, end),
    )


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _bare(text: str, mention: Mention, previous: Quantity | None) -> Unit | None:
    """What a number without a measure word counts: the end of a change has the unit of its start, else the noun says."""
    start, end = mention.start, mention.number_end
    if previous is not None and 0 <= start - previous.end <= 12 and _TURN.search(text, previous.end - 1, start):
        return Unit("", previous.unit, Decimal(1), "change")
    arabic = text[start].isdigit()
    scaled = text[end - 1] in "万亿" or mention.reading.vague != ""
    if (arabic or scaled and end - start > 1) and _NOUN.match(text, end):
        return Unit("", "count", open=True)
    return None


def _base(text: str, mention: Mention, unit: Unit) -> str:
    if not unit.open:
        return unit.base
    head = _HEAD.match(text, mention.end)
    noun = head[0][:20] if head else ""
    if _PERSON.search(noun):
        return "person"
    if _HOUSEHOLD.search(noun):
        return "household"
    if not noun and _HOUSEHOLD.search(text, max(0, mention.start - 4), mention.start):
        return "household"
    return unit.base


def _bound(text: str, mention: Mention, end: int) -> Bound:
    vague = mention.reading.vague or (mention.low.vague if mention.low else "")
    before = text[max(0, mention.start - 4) : mention.start]
    if _UNDER_BEFORE.search(before) or _UNDER_AFTER.match(text, end):
        return Bound.UNDER
    if vague == "来":
        return Bound.ABOUT
    if vague or _OVER_BEFORE.search(before) or _OVER_AFTER.match(text, end):
        return Bound.OVER
    if _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end):
        return Bound.ABOUT
    return Bound.EXACT


def _per(text: str, mention: Mention, end: int) -> Per | None:
    after = _PER_AFTER.match(text, end)
    if after:
        return _PER_WORDS.get(after[1], Per.ITEM)
    before = text[max(0, mention.start - 24) : mention.start]
    return next((per for pattern, per in _PER if pattern.search(before)), None)
