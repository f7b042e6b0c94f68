"""Tells from the words beside a day or year whether it dates what is told, opens something, or is an event's."""

from __future__ import annotations

import re

_COMPARED_BEFORE = re.compile(
    r"(?:较|比|同|占|相当于|相比|对比|同比|比照|按照?|根据|依据|依照|贯彻|落实|超过|超|高于|低于|多于|少于|[好优]于)(?:之?于)?\s?$"
)
_COMPARED_AFTER = re.compile(
    r"\s?(?:同期|相比)|(?:以?后|之后|以?前|之前)?出生|的?(?:基础|水平)上|(?:的|底|末)?[^,，。;；]{0,10}相比|(?:全年|同期)?的?[0-9.一二两三四五六七八九十百]{1,6}(?:多|余)?倍"
    r"|是[^,，。;；\n]{0,24}?(?:之年|周年|年头|第[^,，。;；\n]{1,8}年|元年)"
)
#: The day of the report itself (新华社兰州10月17日电, 8月29日，记者…获悉), not of what it tells.
_DATELINE = re.compile(
    r"\s?(?:电|讯|消息)|[,，]?\s?(?:本报|本网)?(?:记者|从[^,，。]{2,30}获悉)|[^,，。]{0,6}[,，]记者"
    r"|[^。;；\n]{0,60}(?:获悉|了解到)|\s?\d{1,2}[:：]\d{2}"
)
#: The years that a paper is for: 签署了2012—2020年合作框架协议.
_PAPER = re.compile(r"[^,，。;；\n\d]{0,16}(?:协议书?|规划|纲要|方案)")
_STRETCH = re.compile(r"\d{4}年?\s?[-－–—―~～至到]{1,2}\s?\d{4}年?")
_TWO_YEARS = len("2012-2020")
#: 比2017年全年还多.
_COMPARED_YEAR = re.compile(r"(?:较|比|同|超过?)(?:\d{4}年|去年|前年|上年)$")
#: 当年是戈壁滩: in those days.
_BACK_THEN = ("是", "的", "还", "曾", "那", "只")
#: 年初计划的资金: what a plan is called by.
_PLANNED = ("计划", "预算", "目标", "确定", "既定", "下达", "安排", "制定")
_STAMP = re.compile(r"(?:日期|时间|发布于?|发表于?|更新)[:：]?\s?$")
#: An event of one day, and words that open something: what 这次 and 两年多来 refer to.
OCCASION = re.compile(r"[^。\n]{0,60}?(?:上午|下午|晚上?|举行|举办|召开|启动|开幕|签约|发车|启程|抵达|揭牌)")
CEREMONY = re.compile(
    r"[^。\n]{0,60}?(?:仪式|签约|签订|捐赠|揭牌|对接会|洽谈会|推介会|招聘会|展销|博览会|交易会)"
    r"|[^。\n]{0,90}?活动[^,，。;；\n]{0,20}(?:举行|举办|启动)"
    r"|(?![^。\n]{0,60}(?:会议|联席会|座谈会|推进会|发布会|通报会))"
    r"[^。\n]{0,60}?(?:[上下]午|发车|启程|首发|抵达|运抵|开班|专列|包机|列车|航班)"
)
OPENED = re.compile(
    r"[^。\n]{0,40}?(?:率先|启动|开启|开始|签订|签署|建立|结对|确定|确立|结成|结为|缔结|启幕|拉开|成立|打响|牵手|携手|结缘|号召|作出决定)"
)

#: The year in the name of what takes place that day: (9月22日,)2022年丰收节…活动在某区举行.
NAMED_EVENT = re.compile(
    r"度?(?:[^,，。;；\n\d]|[“”\"]){1,60}?(?:节|会|周|月|赛|活动|行动|论坛|仪式)[^,，。;；\n]{0,20}?(?:举行|举办|召开|启动|开幕|闭幕)"
)


#: 某项目签约仪式18日在某县举行: the day of an event told before it.
_EVENTS = r"(?:仪式|签约会?|对接会|洽谈会|推介会|招聘会|展销会|博览会|交易会)"
_EVENT_BEFORE = re.compile(rf"{_EVENTS}$")
_TAKES_PLACE = re.compile(r"在[^,，。;；\n]{2,40}?(?:举行|举办|召开|开幕|启动)")
_EVENT_YEAR = re.compile(rf"[^,，。;；\n\d]{{2,40}}?{_EVENTS}(?=(?:\d{{1,2}}月)?\d{{1,2}}日在)")
#: What a headline calls a report that sums up the years of a plan.
SUMMED = "成果|成就|总结|综述|成效|回眸|纪实"
#: Words for the time in which a text tells.
NOW = re.compile(
    r"[目如现正眼仍日近前不](?:(?<=目)(?<![至止到]目)前(?!已?累计)|(?<=如)今|(?<=现)[在已有]|(?<=正)在|(?<=眼)下|(?<=仍)有"
    r"|(?<=日)前|(?<=近)[日期]|(?<=前)不久|(?<=不)久前)"
)


def day_of_event(text: str, match: re.Match[str]) -> bool:
    """Is a day that of the event whose name stands before it?"""
    named = _EVENT_BEFORE.search(text, max(0, match.start() - 6), match.start())
    return named is not None and _TAKES_PLACE.match(text, match.end()) is not None


def dates_nothing(text: str, match: re.Match[str]) -> bool:
    """Is it the base of a comparison, or the day on which the report itself was made?"""
    start = match.start()
    if match[0][-1] in "日号" and (
        _DATELINE.match(text, match.end()) or _STAMP.search(text, max(0, start - 6), start) or _alone(text, match)
    ):
        return True
    if match[0] == "全年" and _COMPARED_YEAR.search(text, max(0, start - 8), start):
        return True
    if match[0] == "当年" and text.startswith(_BACK_THEN, match.end()):
        return True
    if match[0].endswith("年初") and text.startswith(_PLANNED, match.end()):
        return True
    if match[0][-1] in "年度" and _EVENT_YEAR.match(text, match.end()):
        return True
    if match.end() - start >= _TWO_YEARS and _STRETCH.fullmatch(match[0]) and _PAPER.match(text, match.end()):
        return True
    compared = _COMPARED_BEFORE.search(text, max(0, start - 4), start)
    if compared and not text[match.end() : match.end() + 1].isdigit():
        return True
    return _COMPARED_AFTER.match(text, match.end()) is not None


def _alone(text: str, match: re.Match[str]) -> bool:
    """Does a day stand on a line by itself?"""
    return text[match.start() - 1 : match.start()] in ("", "\n") and text[match.end() : match.end() + 1] in ("", "\n")
