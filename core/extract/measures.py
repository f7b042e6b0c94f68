"""What a number counts where the measure word leaves it open, and what a rate is for one of."""

from __future__ import annotations

import re

from core import units
from core.extract.ranges import TURN, Mention
from core.records import Per, Quantity
from core.units import Unit


def _words(group: str) -> str:
    return "|".join(sorted(map(re.escape, units.NOUNS[group]), key=len, reverse=True))


#: 242亿投资订单, 600万启动资金: the noun of money right behind a large bare number.
_ON_MONEY = {
    "亿": re.compile(r"[\u4e00-\u9fff]{0,4}?(?:资金|投资|订单|贷款|产值|大单)"),
    "万": re.compile(r"[\u4e00-\u9fff]{0,4}?(?:资金|善款|捐款|援款|贷款(?!户|人|农|企|项)|奖金|本金|补助|补贴)"),
}
_STOP = r"\s\d,，。;；、:：()（）“”《》!！?？"
_NOT_HEAD = (
    "(?![的户村县会班组队站院园区镇之培基工项岗车产档信公权事问]|"
    rf"(?:{_words('between')}){{0,3}}(?:{_words('belonging')}))"
)
_THING = rf"(?:{_words('thing')})(?!级|委|处|教)"
#: The noun that an open measure word counts: 个(贫困户), 个(乡村教师), but not 个(村的群众).
_HEAD = re.compile(
    rf"(?:农村|乡村|城乡|(?!{_THING}|(?:{_words('person')}|{_words('household')}){_NOT_HEAD})[^{_STOP}与同跟向]){{0,16}}"
    rf"(?:(?P<person>(?:{_words('person')}){_NOT_HEAD})|(?P<household>(?:{_words('household')}){_NOT_HEAD}))"
)
_LEFT = re.compile(rf"(?:(?P<person>{_words('person')})|(?P<household>{_words('household')}))$")
_ON_PERSON = re.compile(
    rf"[^{_STOP}]{{0,6}}?(?:各族|农村|乡村|城镇|常住|贫困|建档立卡|困难|受益|农牧|城乡|各类|未脱贫|脱贫|搬迁|党员|残疾|户籍|低收入)?(?:{_words('person')})"
)
#: 7000农牧民: a round number, but for years, stands right on the people it counts.
_ROUND = re.compile(r"(?!(?:19|20)00)(?:[1-9]\d?00|[1-9]\d?,?000)")
_ON_THING = re.compile(rf"(?:{_words('bare')}|{_words('household')})(?!道)")
#: 资金4.6亿, 人口3.2万: the noun before a number without a measure word, with no other noun between.
_SAID = re.compile(
    r"(?:(?P<money>资金|人民币|总价|货值|投资|贷款|捐款|捐资|出资|筹资|拨款|善款|投入|总额|金额|销售额|产值|收入|价值|利润|税收|订单|款物|收益|补助|补贴|债券)"
    r"|(?P<visits>人次|人次数)|(?P<person>人口|群众|人数|劳动力|就业|学生|游客|(?:访客|用户|旅客|学员|粉丝)数?))"
    r"(?:总额|总计|合计|共计|累计|分别|约|近|超过|超|达到|达|为|共|就|逾|突破|增加到|从|由|了|已|只有|仅|也|就是|才|不到|不足|将近|[:：])*$"
)
#: 累计援助该市9.78亿.
_GIVEN = re.compile(r"(?:援助|捐赠|捐助|资助|拨付|筹集|落实|支援|引资|援建)[^,，。;；:：\d\n]{0,10}$")
#: 采购1.37亿元,比前年多了2100万.
_MORE = re.compile(
    r"\d[万亿]?(?:元|块钱?)[,，](?:同比|比|较)[^,，。;；\d]{0,10}?(?:多|增加?|净增|少|减少?)[^,，。;；\d]{0,3}$"
)
MONEY = Unit("", "CNY", counts="money")
_SAID_UNITS = {"money": MONEY, "visits": Unit("", "person-time", counts="person-time"), "person": Unit("", "person")}
#: 十大领域, 四大工作任务; but not 三大学校.
GREAT = re.compile(rf"(?![学户会队家型力棚米豆街道桥])[\u4e00-\u9fff]{{0,4}}?(?:{_words('great')})")
#: 张承保三市, 全县辖七镇, 对口四县; but not 东三县, 三区三州, 一市三县, 武汉三镇.
_REGIONS = re.compile(
    r"(?:[县市州旗镇村](?![一二两三四五六七八九十])|乡(?!镇|村)|[市县]区|区(?!域|间|人|科技|[一二两三四五六七八九十]))(?![级委长际])"
)
_NO_REGIONS = re.compile(r"[东西南北中上下省市县区州旗第一二两三四五六七八九十百千万几里“\"0-9]$|武汉$")
#: 百色、河池两市 are two told by name; 两市, 粤桂两省 are the two that everyone knows.
_LISTED = re.compile(r"[\u4e00-\u9fff]{2,6}[、和][\u4e00-\u9fff]{2,6}$")
#: 4户企业: firms are counted like households.
_FIRM = re.compile(
    r"(?:规模以上|规上|[国民]有|民营|龙头|个体|市场|中小|小微|东部|重点)?(?:企业(?!家)|公司|工商户|主体)"
)
_OPEN = Unit("", "count", open=True)
_REGION = Unit("", "count")
_PERSON = Unit("", "person", counts="person")

_NEAR = r"[^,，。;；\d\n]"
_YEARLY = (
    "日照|降水|降雨|收入|增收|纯收入|产|分红|收益|发电|出栏|加工|接待|销售|营业|纳税|用工|租金|补助|繁育|供应|养殖"
)
_NO_ITEM = "个年月天日人户名位当逢次周季学"
_HAN = "\u4e00-\u9fff"
#: Between 一天 or 一个月 and what is earned then: 一天120元, 一个月下来拿两千多块.
_TAKES = "下来|能|可|就|都|也|拿|领|挣|赚|得|给|到|的?工资|工钱|收入|有|近|约|是"
#: What things are sold by: 一斤茶青卖20块.
_SOLD_BY = "斤亩头枚只株棵张朵箱瓶条串袋"
_EARNS = "能|可|有|下来|收入|增收|挣|赚"
#: What a rate is for one of, by the words before the number; the first that fits holds.
_PER = tuple(
    (re.compile(pattern), rate)
    for pattern, rate in (
        # What each earns in a month is told by the month: 人均月工资3500元 (but 每人每月补贴300元).
        (
            rf"(?:[人户]均|每[人户])每?月(?:平均)?(?:的|能|可)*(?:工资|收入|薪|拿|领|挣|赚){_NEAR}{{0,8}}$|[人户]均每月$",
            Per.MONTH,
        ),
        (rf"(?:[人生师]均|每人|每[名位]{_NEAR}{{0,8}}){_NEAR}{{0,14}}$", Per.PERSON),
        (rf"(?:户均|每户){_NEAR}{{0,12}}$", Per.HOUSEHOLD),
        (
            rf"(?:[亩村校县乡镇单头只棚株]均|村集体平均|每(?:个(?!月)|[^,，。;；\d\n{_NO_ITEM}])){_NEAR}{{0,12}}$"
            rf"|亩产{_NEAR}{{0,10}}$|[售单]价[为是约达]*$|一[{_SOLD_BY}]{_NEAR}{{0,6}}[卖收产打]{_NEAR}{{0,3}}$",
            Per.ITEM,
        ),
        (
            rf"(?:月均|每个?月|月(?:平均|收入|工资|薪|增收|租金|产)|按月|一个月(?:{_EARNS})){_NEAR}{{0,14}}$|(?<![第近前后每])一个月(?:{_TAKES})*$",
            Per.MONTH,
        ),
        (
            rf"每年{_NEAR}{{0,20}}$|(?:年均|一年(?:{_EARNS})|(?<![今去前当全来近上半往历每几两三\d])年(?:{_YEARLY})){_NEAR}{{0,14}}$",
            Per.YEAR,
        ),
        (
            rf"(?:日均|天均|(?<!\d)日(?:产|加工|处理)|每[天日]|一天(?:{_EARNS})){_NEAR}{{0,20}}$"
            rf"|(?<![第这那前后有当某])一天(?:(?:{_TAKES})*|[要最][{_HAN}]{{1,6}})$",
            Per.DAY,
        ),
    )
)
_HINT = re.compile(
    r"[均每年月天日按一亩价](?:(?<=[均每])|(?<=[年月天日])[收工薪增纯产分租能可有下挣赚发出加接销营纳用补繁供养日降处平]"
    rf"|(?<=按)月|(?<=一)[天个{_SOLD_BY}]|(?<=亩)产|(?<=[售单]价))"
)
_GROWTH = re.compile(
    r"(?:(?P<year>每年|逐年|年均)(?:平均)?(?:以|按)?(?:递增|增长|增加|递减|提高)?|(?P<person>人均)增收|(?P<household>户均)增收"
    r"|(?P<item>[每亩单][亩产]?)(?:增产|增收|增效))(?:了|约|近|达|超过)*$"
)
_GROWTHS = {"year": Per.YEAR, "person": Per.PERSON, "household": Per.HOUSEHOLD, "item": Per.ITEM}
_PER_AFTER = re.compile(r"\s?(?:/|／|每)\s?(人|户|月|年|天|日|[^\s\d,，。;；])")
_PER_WORDS = {"人": Per.PERSON, "户": Per.HOUSEHOLD, "月": Per.MONTH, "年": Per.YEAR, "天": Per.DAY, "日": Per.DAY}
_PER_ORDER = (Per.PERSON, Per.HOUSEHOLD, Per.ITEM, Per.MONTH, Per.YEAR, Per.DAY)
_DATED = re.compile(r"(?:19|20)\d{2}年[底末初]?的?")
_SERIES = re.compile(r"\s?(?:[、和与]|,|，)\s?")
_TIMES = (Per.MONTH, Per.YEAR, Per.DAY)
_NO_RATE = frozenset(("%", "percentage-point", "person-time"))


def bare(text: str, mention: Mention) -> Unit | None:
    """What a number without a measure word counts: the noun right behind it says (3市, 30多万贫困人口)."""
    start, end = mention.start, mention.number_end
    arabic = text[start].isdigit()
    following = text[end : end + 1]
    if text[end - 1] in "万亿" and end - start > 1 and (following == "的" or not "\u4e00" <= following <= "\u9fff"):
        said = _SAID.search(text, max(0, start - 16), start)
        if said:
            return _SAID_UNITS[said.lastgroup or "person"]
        if _MORE.search(text, max(0, start - 40), start):
            return MONEY
        if text[end - 1] == "亿" and _GIVEN.search(text, max(0, start - 16), start):
            return MONEY
    if counts_regions(text, start, end):
        return _REGION
    large = text[end - 1] in "百千万亿" or mention.reading.vague != ""
    if not (arabic or (large and end - start > 1)) or not "\u4e00" <= text[end : end + 1] <= "\u9fff":
        return None
    large_or_round = large or _ROUND.fullmatch(text, start, end) is not None
    if (large_or_round and _ON_PERSON.match(text, end)) or text.startswith("人口", end):
        return _PERSON
    money = _ON_MONEY.get(text[end - 1])
    if money and money.match(text, end):
        return MONEY
    if _ON_THING.match(text, end):
        return _OPEN
    return None


def counts_regions(text: str, start: int, end: int) -> bool:
    """Does a Chinese numeral up to ten stand right on the regions that it counts?"""
    if end - start != 1 or text[start] not in "两三四五六七八九十" or not _REGIONS.match(text, end):
        return False
    if text[start] == "两" and not _LISTED.search(text, max(0, start - 16), start):
        return False
    return _NO_REGIONS.search(text, max(0, start - 2), start) is None


def base(text: str, mention: Mention, unit: Unit) -> str:
    """The base unit; for an open measure word person or household where the noun beside the number says so."""
    if unit.word == "口" and text.endswith(("一家", "全家", "家里", "家中"), 0, mention.start):
        return "person"
    if not unit.open:
        return "count" if unit.base == "household" and _FIRM.match(text, mention.end) else unit.base
    head = _HEAD.match(text, mention.end)
    if head:
        return head.lastgroup or unit.base
    following = text[mention.end : mention.end + 1]
    if unit.base == "count" and not "\u4e00" <= following <= "\u9fff":
        left = _LEFT.search(text, max(0, mention.start - 5), mention.start)
        if left:
            return left.lastgroup or unit.base
    return unit.base


def _growth(text: str, start: int) -> Per | None:
    """人均增收10%, 每年递增8%: growth is for one where the words stand right before it."""
    found = _GROWTH.search(text, max(0, start - 14), start)
    return _GROWTHS[found.lastgroup or "year"] if found else None


def per(text: str, mention: Mention, end: int, base_unit: str, previous: Quantity | None) -> Per | None:
    """What the figure is for one of (人均, 每月, 每亩, /户); the later ones of a series share it."""
    if base_unit in _NO_RATE or (mention.unit is not None and mention.unit.counts == "multiple"):
        return _growth(text, mention.start) if base_unit == "%" else None
    if text[end : end + 1] in ("/", "／", "每"):
        after = {_PER_WORDS.get(word, Per.ITEM) for word in _PER_AFTER.findall(text, end, end + 4)}
        if after:
            return next(rate for rate in _PER_ORDER if rate in after)
    first = max(0, mention.start - 26)
    if _HINT.search(text, first, mention.start):
        window = _DATED.sub("", text[first : mention.start])
        for pattern, rate in _PER:
            found = pattern.search(window)
            if found and (base_unit != "count" or rate in _TIMES or len(window) - found.start() <= 6):
                return rate
    if previous is not None and previous.per and previous.unit == base_unit:
        between = text[previous.end : mention.start]
        return (
            previous.per
            if _SERIES.fullmatch(between) or TURN.fullmatch(_DATED.sub("", between).removesuffix("近"))
            else None
        )
    return None
