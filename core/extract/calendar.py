"""Finds the words of a text that date something and resolves them to days, never by the machine's clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum

from core import numerals
from core.extract import resolving as to
from core.extract.anchors import Anchor
from core.extract.datelines import CEREMONY, OCCASION, OPENED, SUMMED, dates_nothing, day_of_event
from core.extract.resolving import CHINESE_DIGITS, Resolver
from core.frozen import record


@record(frozen=True, slots=True)
class Period:
    """First and last day that a figure covers, either None where the text does not tell, and the words that say so."""

    start: date | None
    end: date | None
    text: str = ""


class Reach(IntEnum):
    """How far the words of a period reach: over the rest of a sentence, or over those after it too."""

    NONE = 0  # a comparison (较2018年): dates nothing
    SENTENCE = 1  # a month or a day
    PARAGRAPH = 2  # a year, a stretch of years, 以来
    UNTIL = 3  # 截至目前: an end whose start is to be had from what stands around it
    TOTAL = 4  # 累计: since no known day, unless the words around it tell


@record(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands in the text."""

    start: int
    end: int
    period: Period
    reach: Reach


_N = r"[0-9０-９]"
_YEAR = (
    rf"((?:19|20){_N}{{2}}|二[〇零○][〇零○一二三四五六七八九]{{2}}"
    r"|一九[一二三四五六七八九][〇零○一二三四五六七八九])\s?年度?"
)
_RELATIVE = r"(今年|去年|前年|明年|本年度?|(?<!以)上年度?|上一年度?|当年|同年(?![级龄])|次年|翌年|这一年)"
_ANY_YEAR = rf"(?:{_YEAR}|{_RELATIVE})"
_MONTH = rf"({_N}{{1,2}}|十[一二]?|[一二三四五六七八九元])\s?月"
_COUNT = rf"({_N}{{1,2}}|[一二两三四五六七八九十]{{1,2}})"
_TO = r"\s?(?:[-－–—―~～]{1,2}|至|到)\s?"
_SINCE = r"(?:以来|至今)"

_GAP = r"[^。;；\n!！?？]"
_DAY = rf"({_N}{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"

_DIGITS = "0123456789０１２３４５６７８９"
_NUMERALS = _DIGITS + "一二两三四五六七八九十"
_RELATIVES = "今去前明本上当同次翌这"
#: What a year begins with, and what a year or a month.
_DATED, _YEARS = "12一二" + _RELATIVES, _NUMERALS + _RELATIVES

#: Every way to tell a period, the longer before the shorter: the characters it begins with, its pattern, how it is
#: resolved, how far it reaches.
RULES: tuple[tuple[str, str, Resolver, Reach], ...] = (
    ("自从", rf"(?:自|从)\s?{_ANY_YEAR}\s?(?:{_MONTH}份?)?{_GAP}{{0,60}}?{_SINCE}", to.since, Reach.PARAGRAPH),
    (_DATED, rf"{_ANY_YEAR}\s?(?:{_MONTH}份?)?[^。;；,，\n\d]{{0,30}}?{_SINCE}", to.since, Reach.PARAGRAPH),
    ("自从", rf"(?:自|从)\s?{_ANY_YEAR}\s?(?:{_MONTH}份?)?(?:{_N}{{1,2}}日)?(?:开始|起)", to.since, Reach.PARAGRAPH),
    (_DATED, rf"{_ANY_YEAR}\s?(?:{_MONTH}份?)?(?:开始|起)", to.since, Reach.PARAGRAPH),
    (
        _NUMERALS,
        rf"(?<![{numerals.HAN}\d个])()(){_MONTH}份?[^。;；,，\n\d]{{0,12}}?{_SINCE}",
        to.since,
        Reach.PARAGRAPH,
    ),
    (
        _NUMERALS + "近最这",
        rf"(?:近|最近|这)?{_COUNT}\s?多?年多?(?:以来|来|间)",
        to.years_back,
        Reach.PARAGRAPH,
    ),
    (
        _NUMERALS + "近最这",
        rf"(?:近|最近|这)?{_COUNT}\s?多?年多?(?=已?累计|已?共(?!同)|[^,，。;；\d\n]{{1,6}}累计)",
        to.years_back,
        Reach.SENTENCE,
    ),
    (
        "23456789二两三四五六七八九十",
        rf"(?<![第每前后近这连续隔届{_NUMERALS}]){_COUNT}\s?年(?=(?:超|投入|投(?!用|产)|援助|安排|落实|引进|引资|输送|选派|拨付|捐赠|帮扶|培训|带动)[^,，。;；\n]{{0,10}}?[\d一二两三四五六七八九十百千万])",
        to.years_back,
        Reach.SENTENCE,
    ),
    (
        "23456789二两三四五六七八九十",
        rf"(?<=[束成]|们|其|了|期){_COUNT}\s?年的?(?=(?:对口)?(?:援|挂职|帮扶|支教|支医|驻村))",
        to.years_ended,
        Reach.PARAGRAPH,
    ),
    (
        "未今接往",
        rf"(?:未来|今后|接下来的?|往后)的?{_COUNT}(?:[到至]{_COUNT})?\s?年(?:[内间里])?",
        to.years_ahead,
        Reach.SENTENCE,
    ),
    ("过上", r"过去的?一年|上一年(?!度)", to.full_year, Reach.PARAGRAPH),
    ("近过最这", rf"(?:近|过去|最近|这(?!一年)){_COUNT}\s?年", to.years_back, Reach.PARAGRAPH),
    ("今年开", r"(?:今年)?年初以来|今年初以来|开年以来", to.since_new_year, Reach.PARAGRAPH),
    (_DATED + "头", rf"{_ANY_YEAR}?的?\s?(?:前|头(?![一1]个)){_COUNT}个?月", to.first_months, Reach.PARAGRAPH),
    ("5五过", r"(?:[5五]年)?过渡期(?:期间|以?内)?", to.transition, Reach.PARAGRAPH),
    ("进步", r"[进步]入[“\"]?(十[一二三四五]?五)[”\"]?(时期|以来)?", to.plan, Reach.PARAGRAPH),
    (
        '“"',
        rf"[“\"](十[一二三四五]?五)[”\"](?=[^\n。,，;；]{{0,16}}(?:{SUMMED})[^\n。,，;；]{{0,4}}\n)()",
        to.plan,
        Reach.PARAGRAPH,
    ),
    ('十“"', r"[“\"]?(十[一二三四五]?五)[”\"]?(期间|时期|以来|规划期)", to.plan, Reach.PARAGRAPH),
    ("12一二", rf"{_YEAR.replace('年度?', '(?:年度?)?')}{_TO}{_YEAR}", to.years, Reach.PARAGRAPH),
    (
        _DATED,
        rf"{_ANY_YEAR}\s?{_MONTH}份?{_TO}{_ANY_YEAR}\s?{_MONTH}份?",
        to.months_of_years,
        Reach.PARAGRAPH,
    ),
    (
        _YEARS,
        rf"{_ANY_YEAR}?\s?{_MONTH}{_DAY.replace('[日号]', '[日号]?')}{_TO}(?:{_MONTH})?{_DAY}",
        to.days,
        Reach.SENTENCE,
    ),
    (_YEARS, rf"{_ANY_YEAR}?\s?{_MONTH}底(?:之?前|以前)", to.first_months, Reach.SENTENCE),
    (_YEARS, rf"{_ANY_YEAR}?\s?{_MONTH.replace('月', '月?')}份?{_TO}{_MONTH}份?", to.months, Reach.PARAGRAPH),
    ("到至", r"[到至](?:今年)?年?底()()(?:之?前)?", to.planned_year, Reach.SENTENCE),
    ("到至", rf"(?<!回)[到至]\s?{_ANY_YEAR}(?:底|末)?的(?=[约近超过逾]{{0,2}}[0-9])", to.year, Reach.SENTENCE),
    (
        "截到至",
        rf"(?:截至|截止到?|截至到|(?<!回)到|至)\s?{_ANY_YEAR}\s?(?:{_MONTH}份?)?(?:{_DAY})?(?:底|末|初)?(?!度)",
        to.until,
        Reach.UNTIL,
    ),
    ("截", rf"(?:截至|截止到?|截至到)\s?{_ANY_YEAR}?\s?(?:{_MONTH}份?)(?:{_DAY})?(?:底|末|初)?", to.until, Reach.UNTIL),
    (
        "到至",
        rf"(?<!回)[到至]\s?{_ANY_YEAR}?\s?{_MONTH}份?[底末](?!之?前|以前|[^。;；\n]{{0,16}}?(?:将|力争|计划|预计))()",
        to.until,
        Reach.UNTIL,
    ),
    ("截", r"(?:截至|截止到?|截至到)年底", to.until_year_end, Reach.UNTIL),
    (
        "截到迄至",
        r"截[至止]到?(?:目前|今日|发稿)(?:为止)?|(?<!感)到(?:目前|现在)(?:为止)?|迄今(?:为止)?|至今",
        to.until_now,
        Reach.UNTIL,
    ),
    (
        _DATED + "年全",
        rf"{_ANY_YEAR}?(?:度|全年)?(?:年度|全年)(?:工作)?(?:计划|目标任务|任务(?!指标?完成)(?=[^,，。;；]{{0,3}}[0-9]))",
        to.planned_year,
        Reach.SENTENCE,
    ),
    (
        _DATED,
        rf"{_ANY_YEAR}(?:重点)?(?:工作|项目)?(?:计划|打算|(?<=[作点目])安排|思路|目标任务)",
        to.planned_year,
        Reach.SENTENCE,
    ),
    (_DATED + "年", rf"{_ANY_YEAR}?\s?年?[底末](?:之前|以?前)", to.planned_year, Reach.SENTENCE),
    ("年", "年内", to.full_year, Reach.SENTENCE),
    (
        _DATED + "年",
        rf"(?:{_ANY_YEAR}\s?(?=年?(?:初(?!步)|[底末]))|(?=年))(年?(?:初(?!步)|[底末]))()()",
        to.part_of_year,
        Reach.SENTENCE,
    ),
    (
        _DATED + "34三四下第",
        rf"{_ANY_YEAR}?\s?(?:(上半年|下半年)|前([三3二2])个?季度|第?([一二三四1-4])季度)",
        to.part_of_year,
        Reach.PARAGRAPH,
    ),
    (_DATED, rf"{_ANY_YEAR}\s?{_MONTH}份?(?:{_DAY})?", to.month, Reach.SENTENCE),
    (
        _NUMERALS,
        rf"(?<![{numerals.HAN}\d个])()()({_N}{{1,2}}|十[一二]?|[一二三四五六七八九])\s?月"
        rf"(?:份|{_DAY}|(?=[,，底初中末上下]|$)|(?<=[0-9]月)(?![龄子饼亮光均经]))",
        to.month,
        Reach.SENTENCE,
    ),
    (
        "12",
        r"((?:19|20)\d{2})()(?=(?:[、和及与](?:19|20)\d{2}){1,6}年)",
        to.year,
        Reach.PARAGRAPH,
    ),
    (_DATED, _ANY_YEAR, to.year, Reach.PARAGRAPH),
    ("本", rf"本月\s?({_N}{{1,2}})[日号]", to.near_day, Reach.SENTENCE),
    ("本上", r"本月|上个?月", to.month_near, Reach.SENTENCE),
    ("全", "全年", to.full_year, Reach.PARAGRAPH),
    ("近多几历这", "(?:近几?|近些|这些|多|好?几|历)年来|近几年", to.until_now, Reach.PARAGRAPH),
    (_DIGITS + "昨今", rf"(?<![月\d、至到])({_N}{{1,2}})日|[昨今][天日]", to.near_day, Reach.NONE),
    ("累", "累计", to.until_now, Reach.TOTAL),
    (
        "这此本该当会仪活",
        r"[这此本]次(?!性)|[这此该]批|当[天日](?!前)|这一天|(?:会议?|仪式|活动)上",
        to.event,
        Reach.PARAGRAPH,
    ),
    ("现", "现场(?!会)", to.event, Reach.SENTENCE),
    # Bygone days: what held then is of no known time, but for the beginning of a change (以前卖20块,现在能卖到35块).
    (
        "从以早",
        rf"(?<![^,，。;；:：“”\"\n])(?:从前(?!一?年)|以前|早年|早些年)(?!{_GAP}{{0,40}}(?:现在|如今|眼下|目前))",
        to.bygone,
        Reach.SENTENCE,
    ),
    (
        _NUMERALS + "多几好",
        rf"(?<![^,，。;；:：“”\"\n])(?:{_COUNT}多?|好?几|多)年(?:以)?前(?!后|{_GAP}{{0,40}}(?:现在|如今|眼下|目前))",
        to.years_ago,
        Reach.SENTENCE,
    ),
)
_BY_FIRST: dict[str, list[tuple[re.Pattern[str], Resolver, Reach]]] = {}
for _first, _pattern, _resolve, _reach in RULES:
    _rule = (re.compile(_pattern), _resolve, _reach)
    for _char in dict.fromkeys(_first):
        _BY_FIRST.setdefault(_char, []).append(_rule)
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_SINCE_YEAR = re.compile(r"\d{4}年.*(?:以来|至今|起|开始)$")
_SINCE_WORDS = ("以来", "至今", "起", "开始")
#: What may stand second in a mention: one whose second character is not among these is never found.
_SECOND = rf"\s\-{_YEARS}－–—―~～〇零○年月多日季至到、和及与半个度初底末内来后下议式动渡近入批天场几些目止计"
#: Where a mention may begin: a cheap look before the rules are tried.
_START = re.compile(
    # The classes of the first two characters spare nearly all of a text the alternatives, which are one character wide.
    rf"[{''.join(map(re.escape, _BY_FIRST))}](?=[{_SECOND}])(?:"
    rf"(?<={_N})(?<!{_N}{_N}(?!年过))(?:"
    rf"(?<![0-9０-９.．]{_N})(?={_N}{{0,3}}\s?(?:多?[年月]|[-－–—―~～至到]{{1,2}}\s?{_N}{{1,4}}\s?[年月]|季度))"
    rf"|(?<!\d{_N})(?={_N}{{3}}[、和及与](?:19|20){_N}{{2}}[、和及与年])"
    rf"|(?<![0-9０-９月][0-9])(?<=[0-9])(?=[0-9]?日(?!均|产))|(?<=5)(?=年过渡期))"
    rf"|(?<!{_N})(?<="
    r"[一二两三四五六七八九十](?=[〇零○一二三四五六七八九十]{0,3}\s?多?(?:季度|[年月至到]))"
    r"|(?<!以)[今去前明本上当全](?=年|一年度|半年|[三3二2]个?季度)|(?<![相不共])同(?=年)|(?<!\d)[次翌](?=年)|这(?=一[年天])"
    r"|[前头](?=[0-9一二三四五六七八九十]{1,2}个?月)|[本上](?=个?月)|(?:未(?=来)|今(?=后)|接(?=下来)|往(?=后))|开(?=年以来)"
    r"|下(?=半年)|年(?=度|[初底末])|(?<![0-9０-９一二两三四五六七八九十几多])年(?=内)|第(?=[一二三四1-4]季)|[“\"十](?=十?[一二三四]?五)"
    r"|五(?=年过渡期)|过(?=渡期|去的一年)|[进步](?=入[“\"]?十)"
    r"|[这此本](?=次)|[这此该](?=批)|当(?=[天日])|现(?=场)|会(?=议?上)|仪(?=式上)|活(?=动上)"
    r"|(?<=[,，。;；:：“”\"\n])(?:[从以](?=前)|早(?=些?年)|[多几好](?=几?年以?前))"
    r"|[近过最这](?=去?近?[0-9一二两三四五六七八九十])|[自从](?=\s?[0-9一二今去前明本上当])"
    r"|近(?=[几些]?年)|[多几历](?=年来)|这(?=些年来)"
    r"|[昨今](?=[日天])|截(?=[至止])|[到至](?=[0-9二今去前明目年])|迄(?=今)|累(?=计)))"
)
_EVENT_END = re.compile(r"以来(?=[,，])")
#: 结对以来, 工作启动以来: since what the text has told before.
_BEGINNING = re.compile(
    r"(?:自|从)?(?:[两双]地|双方|两市|两县)?(?:结对|对口|帮扶|协作|支援|援建|合作|工作|启动|开展|实施|扶贫|关系|建立){1,4}"
)
#: 2016年12月,甲区和乙县正式结对。
_PAIRED = re.compile(r"[^。;；\n\d]{0,24}?(?:结对|确定|建立|启动|签订|签署)[^。;；\n\d]{0,16}(?=[。,，;；])")
_CLAUSE_END = re.compile(r"[。;；\n!！?？,，]")


def find(text: str, anchor: Anchor) -> list[PeriodMention]:
    """Every mention of a period in reading order; those within the title of a work (《》) date nothing."""
    mentions = list(_find(text, anchor))
    ends = [found.end() for found in _EVENT_END.finditer(text)]
    events = {event.start: event for event in _events(text, anchor, mentions, ends)} if ends else {}
    if not events:
        return mentions
    kept = [mention for mention in mentions if mention.start not in events]
    return sorted([*kept, *events.values()], key=lambda mention: mention.start)


def _find(text: str, anchor: Anchor) -> Iterator[PeriodMention]:
    titles = [found.span() for found in _TITLE.finditer(text)] if "《" in text else []
    place, title = 0, 0
    here = anchor
    for head in _START.finditer(text):
        start = head.start()
        if start < place:
            continue
        while title < len(titles) and titles[title][1] <= start:
            title += 1
        if title < len(titles) and titles[title][0] < start:
            continue
        here = _at_line(text, here, place, start)
        mention = _at(text, start, here)
        if mention:
            place = mention.end
            here = _following(text, here, mention)
            yield mention


def _at_line(text: str, anchor: Anchor, place: int, start: int) -> Anchor:
    """The anchor at `start`, all after `place` being free of mentions: a year or day told holds for its line."""
    if not (anchor.told or anchor.day) or text.find("\n", place, start) < 0:
        return anchor
    return anchor.speaking(None, anchor.recent, anchor.event, None)


def _following(text: str, anchor: Anchor, mention: PeriodMention) -> Anchor:
    """The anchor after a mention: months without a year belong to the year just told, 这次 to the event."""
    first, last = mention.period.start, mention.period.end
    if mention.reach not in (Reach.SENTENCE, Reach.PARAGRAPH) or not first:
        return anchor
    words = mention.period.text
    since = words.endswith(_SINCE_WORDS)
    if last is None:
        return anchor.begin(first, exact="月" in words, since=True) if since else anchor
    year = str(first.year)
    absolute = year in words or (len(words) > len(year) and year in words.translate(CHINESE_DIGITS))
    if absolute and (since or OPENED.match(text, mention.end)):
        anchor = anchor.begin(first, exact="月" in words, since=since)
    event = first if first == last and OCCASION.match(text, mention.end) else anchor.event
    day = first if first == last else anchor.day
    if first.year != last.year or (first != last and anchor.told == first.year):
        return anchor
    recent = anchor.recent if anchor.told == first.year else first.year
    return anchor.speaking(first.year, recent, event, day)


def _events(
    text: str, anchor: Anchor, mentions: Sequence[PeriodMention], ends: Iterable[int]
) -> Iterator[PeriodMention]:
    """自京蒙扶贫协作启动以来: since the beginning told before, else since a day that the text does not tell."""
    taken = {mention.end: mention for mention in mentions}
    beginnings = [
        one
        for one in mentions
        if one.period.start and (_SINCE_YEAR.search(one.period.text) or _PAIRED.match(text, one.end))
    ]
    for end in ends:
        until = end - len("以来")
        start = max(0, until - 40)
        for stop in _CLAUSE_END.finditer(text, start, until):
            start = stop.end()
        before = text[start:until]
        begins = _BEGINNING.fullmatch(before)
        if end in taken or (len(before) <= 3 and not begins) or before.endswith(("近", "年", "月", "长期")):
            continue
        opened = taken.get(start - 1)
        if opened and opened.reach is Reach.PARAGRAPH and text[start - 1] in ",，":
            start, begun = opened.start, opened.period.start
        else:
            begun = _begun(text, beginnings, start) if begins else None
        event = PeriodMention(start, end, Period(begun, anchor.now, text[start:end]), Reach.PARAGRAPH)
        beginnings += [event] if begun else []
        yield event


def _begun(text: str, beginnings: Sequence[PeriodMention], start: int) -> date | None:
    """The beginning told last before `start`, the first of those that its sentence tells."""
    told = [one for one in beginnings if one.end < start]
    sentence = max(text.rfind(mark, 0, told[-1].start) for mark in "。\n") if told else 0
    return min((one.period.start for one in told if one.start > sentence and one.period.start), default=None)


def _at(text: str, start: int, anchor: Anchor) -> PeriodMention | None:
    for pattern, resolve, reach in _BY_FIRST.get(text[start], ()):
        match = pattern.match(text, start)
        if match:
            first, last = resolve(match, anchor)
            if resolve is to.event and first is None:
                return None
            if dates_nothing(text, match):
                reach = Reach.NONE
            elif (
                first is not None and first == last and (CEREMONY.match(text, match.end()) or day_of_event(text, match))
            ):
                reach = Reach.PARAGRAPH
            return PeriodMention(start, match.end(), Period(first, last, match[0]), reach)
    return None
