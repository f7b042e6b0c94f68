"""Tells which numbers are no quantities: dates, ordinals, names, articles, idioms, verse, text in other languages."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path

from core import numerals
from core.extract.ranges import Mention
from core.units import Unit

_TABLE = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "resources" / "not_quantities.toml").read_text(encoding="utf-8")
)
#: A measure word followed by one of these is the start of another word.
FOLLOW: dict[str, tuple[str, ...]] = {word: tuple(others) for word, others in _TABLE["follow"].items()}
_RUN = re.compile(rf"[{numerals.HAN}]+")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_ORDINAL = re.compile(rf"第(?:\s?[{numerals.HAN}{numerals.DIGIT}]{{1,5}}\s?[、至到和\-—,，]\s?){{1,4}}$")
_TERM = re.compile(r"\s?期(?:限)?(?:以[内下上]|[、,，的贷])")
_LASTS = re.compile(r"(?:期限|贴息|质保|年限|还款期|贷款期)(?:为|约|最长|不超过)*$")
_RELATIVE = re.compile(r"(?:以?来|前|后|内|之前|之后|多来|间|期间|时间|里|多月|多小时)")
_NEVER_AFTER = re.compile(r"多月|多小时|半月|半小时|多星期|多世纪")
#: 三元区, 二元结构, 三元猪: no money.
_COMPOUND = frozenset("区素结化论方次组店桥里社杂猪县乡镇村")
_BARE_SCALES = frozenset(("万", "千", "百", "亿", "十万", "百万", "千万", "百亿", "千亿", "万亿"))
#: 百万人脱贫, 百万只肉羊; 选派百名医生: a bare scale of these is meant as a number.
_GREAT_SCALES = frozenset(("十万", "百万"))
_HEADS = frozenset(("只", "头", "羽", "株", "棵", "尾", "册", "箱"))
_SENDING = frozenset("有派织训引招遣聘")
_SENT = re.compile(rf"[{''.join(sorted(_SENDING))}][百千万][名位][^,，。、\n]{{1,10}}[、和]$")
_MARKS = frozenset("近上数几超逾约达过破")
_ENUMERATED = re.compile(r"[\u4e00-\u9fff]")
_ARTICLE_VERBS = frozenset("了的是有这那每同第某何又另下上前后哪成为出作当像如来去于在从把被与和及")
_OPENING, _CLOSING = '“‘「『"', '”’」』"'
#: Of these one stands before a number that belongs to what is before it.
_ATTACHING = frozenset(f"第、至到和-—,，前+×xX*#@_/.．&=−－{string.ascii_letters}")
_LATIN = re.compile(r"[A-Za-z]{2}")
_SCHEME = re.compile(r"(?<![\d.])1[\u4e00-\u9fff]{1,2}1(?![\d.,])")
_READING = re.compile(r"(?:读完|阅读|浏览|时长|用时)[^,，。;；\n]{0,6}$")
#: 前三名, 前九批: which ones, not how many.
_RANKED = ("名", "位", "批", "届", "期", "轮")
#: 二层小楼 is no second storey.
_STOREYS = re.compile(r"(?:小|洋|楼|砖|建筑|结构|别墅|框架)")
#: 近一个小时, 花一小时: how long something takes.
_LASTING = frozenset("近约要花需用耗达过足到仅")
_CIRCLE = ("经济圈", "生活圈", "交通圈", "通勤圈", "圈", "都市圈")
#: 360度全方位: no angle.
_ROUND = ("360度", "180度")
#: 只用了18天, 20来天就见效: how quickly something came about.
_TOOK = re.compile(r"(?:只用了?|仅用了?|用了|短短的?|仅仅|历时|花了|只花|等了|走了|奋战|连续|经过)$")
_QUICK = re.compile(r"(?:就|便|即|完成|时间|工夫|功夫|的时间|里|建成|之久)")
#: 字数:493 and then, on the next line, 本报讯: no 493 volumes.
_NEXT_LINE = re.compile(r"\s*\n\s*本(?:报|文|网|刊|台|站|社|页|版)")
#: From so many characters on what stands in quotation marks before money is what somebody says.
_SPOKEN = 4
#: 巴仁乡6村: one of several by its number; but not 全乡6村.
_NUMBERED_VILLAGE = re.compile(r"[\u4e00-\u9fff]{2}[乡镇](?<![全该各本我辖等].)$")
#: How often a page was looked at: 浏览次数:1326次.
_VIEWS = re.compile(r"(?:浏览|点击|阅读|访问|查看)(?:次数|量|数|人数)?[:：]\s?$")
_CLOCK = re.compile(r"(?:值班|服务|在线|热线|轮流|不间断|营业|待命|值守|监控|开放|全天)")


def _index() -> dict[tuple[str, str], tuple[tuple[int, str], ...]]:
    """Each numeral in the table's words, with the character behind it if any -> where in which words it stands."""
    index: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for group in ("policies", "idioms", "places"):
        for word in _TABLE[group]:
            for run in _RUN.finditer(word):
                index.setdefault((run[0], word[run.end() : run.end() + 1]), []).append((run.start(), word))
    return {run: tuple(places) for run, places in index.items()}


_WORDS = _index()


def is_none(text: str, mention: Mention, unit: Unit) -> bool:
    """Is this number with its unit no quantity that a report states?"""
    start, end = mention.start, mention.end
    before = text[start - 1 : start]
    if before in _ATTACHING and _attached(text, mention, before):
        return True
    if unit.counts == "time" and _is_time(text, mention, unit):
        return True
    word = unit.word
    if word == "本" and _NEXT_LINE.match(text, mention.number_end):
        return True
    if word == "个" and _NEVER_AFTER.match(text, end):
        return True
    first = text[start]
    if "0" <= first <= "9":
        return _digits(text, mention, unit, before)
    return first not in "０１２３４５６７８９" and _han(text, mention, unit, text[start : mention.number_end], before)


def _attached(text: str, mention: Mention, before: str) -> bool:
    """Does the number belong to what stands before it: A4, 第3, 1.2.3, 〔2016〕?"""
    start = mention.start
    if before == "第":
        return True
    if before in "、至到和-—,，" and _ORDINAL.search(text, max(0, start - 16), start):
        return True
    if before in "前" and mention.unit is not None and mention.unit.word in _RANKED:
        return True
    if before in "+×xX*#@_/.．&=":
        return True
    if before.isascii() and before.isalpha():
        length = mention.number_end - start
        return length <= 3 or (length >= 6 and text[start : mention.number_end].isdigit())
    return before in "-−－" and not _is_minus(text, start)


def _is_minus(text: str, start: int) -> bool:
    return start < 2 or not (text[start - 2].isascii() and text[start - 2].isalnum())


def _digits(text: str, mention: Mention, unit: Unit, before: str) -> bool:
    """What else a number in Arabic digits may be: a scheme (1对1, 1人1策), a name in quotation marks, English."""
    start, end = mention.start, mention.end
    if mention.number_end - start == 1 and text[start] == "1" and _SCHEME.search(text, max(0, start - 3), end + 4):
        return True
    if before and before in _OPENING and _short_quotation(text, mention, 6):
        return True
    village = before in "乡镇" and before and text[mention.number_end : mention.number_end + 1] in "村组队社"
    if village and _NUMBERED_VILLAGE.search(text, max(0, start - 6), start):
        return True
    if unit.word == "度" and unit.base == "count" and text[start:end] in _ROUND:
        return True
    if before in ":： " and _VIEWS.search(text, max(0, start - 10), start):
        return True
    opened = text.rfind("《", max(0, start - 40), start)
    if opened >= 0 and _in_title(text, opened, start, end):
        return True
    last = text[end - 1]
    if before and before in "$¥￥€£" and last.isdigit():
        return bool(_LATIN.search(text, end, end + 8))
    if not last.isascii():
        return False
    if not _CJK.search(text, max(0, start - 8), end + 8):
        return bool(_LATIN.search(text, max(0, start - 8), start) or _LATIN.search(text, end, end + 8))
    after = text[end : end + 1]
    return last.isalpha() and after.isascii() and after.isalpha()


def _in_title(text: str, opened: int, start: int, end: int) -> bool:
    """Does the number stand in the title of a paper: 《…8个贫困县退出的公告》?"""
    return text.find("》", opened, start) < 0 and text.find("》", end, end + 40) >= 0


def _han(text: str, mention: Mention, unit: Unit, number: str, before: str) -> bool:
    """What else a Chinese numeral may be: an article, a name, an idiom, verse."""
    start = mention.start
    if unit.arabic or _in_word(text, mention.start, number):
        return True
    if text.startswith("之", mention.end) and unit.counts == "thing":
        return True
    if number == "一":
        return not _is_one(text, mention, unit, before)
    if number in _BARE_SCALES:
        if number in _GREAT_SCALES and (unit.base == "person" or unit.word in _HEADS):
            return _named(text, mention, unit, before)
        if unit.base == "person" and (before in _SENDING or _SENT.search(text, max(0, start - 16), start)):
            return _named(text, mention, unit, before)
        marked = before in _MARKS and not text.endswith(("通过", "经过"), 0, mention.start)
        return not marked and (unit.counts not in ("area", "mass") or _named(text, mention, unit, before))
    if len(number) == 1 and _ordinal_word(text, mention, unit, before):
        return True
    return _named(text, mention, unit, before) or _is_verse(text, mention)


def _ordinal_word(text: str, mention: Mention, unit: Unit, before: str) -> bool:
    """二期工程, 二次创业, 二等奖: ordinals without 第; 三元, 三大工程: names."""
    number = text[mention.start]
    if number == "二" and unit.counts != "money":
        return unit.word != "层" or not _STOREYS.match(text, mention.end)
    if unit.word == "次" and text.startswith(("会议", "全会", "全体会议"), mention.end):
        return text.endswith(("届", "人大", "政协", "全委", "委员会", "代表大会", "中"), 0, mention.start)
    if unit.word == "期":
        return _CJK.match(text, mention.end) is not None and not text.startswith(("培训", "班"), mention.end)
    if unit.base == "CNY":
        return unit.word == "元" and text[mention.end : mention.end + 1] in _COMPOUND
    return before == "老"


def _in_word(text: str, start: int, number: str) -> bool:
    end = start + len(number)
    words = (*_WORDS.get((number, text[end : end + 1]), ()), *_WORDS.get((number, ""), ()))
    return any(text.startswith(word, start - offset) for offset, word in words if offset <= start)


def _is_one(text: str, mention: Mention, unit: Unit, before: str) -> bool:
    """一 counts in 一倍, and after its noun in an enumeration (学校一所、医院两所); elsewhere it is an article."""
    if mention.reading.value != 1 or mention.reading.vague:
        return True
    if unit.counts == "multiple":
        return before != "翻" or unit.word == "番"
    if unit.base == "%":
        return text[mention.number_end - 1] != "一" or unit.word != "成" or _CJK.match(text, mention.end) is None
    if mention.low is not None:
        return True
    if unit.counts == "time":
        return unit.base == "hour" and before != "" and before in _LASTING
    if _listed(text, mention, unit):
        return True
    follows = text[mention.end : mention.end + 1]
    if not before or before in _ARTICLE_VERBS or not _ENUMERATED.match(before) or unit.word in ("次", "下", "个"):
        return False
    return follows in "、,，;；" and follows != "" and bool(_COUNTED.match(text, mention.end + 1))


def _listed(text: str, mention: Mention, unit: Unit) -> bool:
    """Is it an item between others that are counted by the same word: 两幢厂房、一幢仓库、两幢宿舍?"""
    start, end = mention.start, mention.end
    if text[start - 1] in "、和及与" and (before := _ITEM_BEFORE.search(text, max(0, start - 24), start)):
        return text.startswith(unit.word, before.end(1))
    after = _ITEM_AFTER.match(text, end)
    return after is not None and text.startswith(unit.word, after.end())


_SEVERAL = rf"(?:[二两三四五六七八九十百]|[{numerals.DIGIT}])+"
_ITEM_BEFORE = re.compile(rf"({_SEVERAL})[^,，。;；:：、\d\n]{{2,14}}[、和及与]$")
_ITEM_AFTER = re.compile(rf"[^,，。;；:：、\d\n]{{1,12}}[、和及与]{_SEVERAL}")
_COUNTED = re.compile(rf"[\u4e00-\u9fff]{{1,10}}[{numerals.HAN}{numerals.DIGIT}]+[\u4e00-\u9fff]")


def _short_quotation(text: str, mention: Mention, longest: int) -> bool:
    """Does a quotation that the number opens end within `longest` characters behind it?"""
    return any(c in _CLOSING for c in text[mention.end : mention.end + longest + 1])


def _named(text: str, mention: Mention, unit: Unit, before: str) -> bool:
    """A Chinese numeral in a short quotation or a title is part of a name: “三个一批”, “万企兴万村”, 《…》."""
    if before and before in _OPENING and _short_quotation(text, mention, 10):
        return True
    left = text[max(0, mention.start - 10) : mention.start]
    opened = max(left.rfind("“"), left.rfind("《"))
    if unit.counts == "money" and len(left) - opened > _SPOKEN and left[opened] == "“":
        return False  # “一头牛能多卖八百块。” is said, no name
    if opened < 0 or opened < max(left.rfind("”"), left.rfind("》")):
        return False
    return any(c in "”》" for c in text[mention.end : mention.end + 10])


def _is_verse(text: str, mention: Mention) -> bool:
    """Is the line one of a poem: two neighbouring sentences of two equally long clauses each?"""
    around = re.split(r"[。！？!?\n]", text[max(0, mention.start - 40) : mention.end + 40])
    lengths = [
        tuple(len(part.strip()) for part in re.split(r"[，,；;]", sentence)) for sentence in around if sentence.strip()
    ]
    pairs = [pair[0] for pair in lengths if len(pair) == 2 and pair[0] == pair[1] and 4 <= pair[0] <= 7]
    singles = [pair[0] for pair in lengths if len(pair) == 1]
    if len(pairs) >= 2 and len(set(pairs)) == 1:
        return True
    return len(singles) >= 4 and len(set(singles[1:-1])) == 1 and singles[1] in (5, 7)


def _is_time(text: str, mention: Mention, unit: Unit) -> bool:
    """Does this span of time date something, or say when, rather than how much?"""
    start, end = mention.start, mention.end
    before = text[start - 1] if start else ""
    if unit.base == "year":
        return not (_TERM.match(text, end) or _LASTS.search(text, max(0, start - 8), start))
    if before == "年" or text[start] in "零〇":
        return True
    if before and (before in "每前后头这隔第" or (before == "近" and unit.base != "hour")):
        return True
    if unit.word == "天" and (_QUICK.match(text, end) or _TOOK.search(text, max(0, start - 6), start)):
        return True
    if unit.word in ("分钟", "小时") and _READING.search(text, max(0, start - 12), start):
        return True
    if unit.word == "小时" and text[start : mention.number_end] in ("24", "48", "72") and _CLOCK.match(text, end):
        return True
    return bool(_RELATIVE.match(text, end)) or text.startswith(_CIRCLE, end)
