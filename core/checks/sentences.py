"""The sentences of findings, English and Chinese; figures are put in as the text states them."""

from __future__ import annotations

from collections.abc import Mapping

#: What the list of findings does not tell, where `checks.crowded`.
LIMITS = (
    "Where more than 60 figures tell of one indicator, place and year, their sentences are not compared, "
    "and beyond 1,000 each value is compared with its nearest only: some contradictions among them may go unseen.",
    "同一指标、地区和年份的数据超过60条时，不再比较语句；超过1,000条时，每个数值只与最接近的数值比较，其中的矛盾可能没有全部列出。",
)

SENTENCES: Mapping[str, tuple[str, str]] = {
    "too_much": (
        "{terms} = {sum}, told as {told}: {difference} too much.",
        "{terms} = {sum}，文中为{told}：多出{difference}。",
    ),
    "too_little": (
        "{terms} = {sum}, told as {told}: {difference} missing.",
        "{terms} = {sum}，文中为{told}：少了{difference}。",
    ),
    "sum_rounds": (
        "{terms} = {sum}, told as {told}: holds by rounding.",
        "{terms} = {sum}，文中为{told}：取整后相符。",
    ),
    "same_rounded": (
        "{one} and {other} may be the same figure, told more and less exactly.",
        "{one}与{other}可能是同一数据，精确程度不同。",
    ),
    "contradiction": (
        "{values} are told for the same indicator, places and period ({indicator}).",
        "同一指标、地区和时期（{indicator}）有不同数值：{values}。",
    ),
    "revision": (
        "{values} are told for the same indicator, places and period ({indicator}); "
        "the last one is of the latest report ({date}).",
        "同一指标、地区和时期（{indicator}）先后为{values}；最后一个出自最新的报告（{date}）。",
    ),
    "scale_rival": (
        "{one} and {other} differ by a factor of {factor}: perhaps a slip between 万 and 亿.",
        "{one}与{other}相差{factor}倍，可能是万、亿之误。",
    ),
    "scale_neighbours": (
        "{one} is {factor} times off its neighbours ({others}): perhaps a slip between 万 and 亿.",
        "{one}与相邻数据（{others}）相差约{factor}倍，可能是万、亿之误。",
    ),
    "scale_part": (
        "The part {one} is {factor} times its whole {other}: perhaps a slip between 万 and 亿.",
        "分项{one}是总数{other}的{factor}倍，可能是万、亿之误。",
    ),
    "fraction": (
        "{one} is no whole number: perhaps a scale such as 万 is missing.",
        "{one}不是整数，可能缺了“万”等单位。",
    ),
    "growth": (
        "From {before} to {after} is {computed}, told as {told}.",
        "由{before}到{after}应为{computed}，文中为{told}。",
    ),
    "household": (
        "{people} in {households} are {ratio} people per household.",
        "{households}共{people}，户均{ratio}人。",
    ),
    "period_start": (
        "{one}: the period {period} begins after the document's date ({date}).",
        "{one}：时期{period}晚于文档日期（{date}）。",
    ),
    "period_end": (
        "{one}: the period {period} ends after the document's date ({date}).",
        "{one}：时期{period}的结束晚于文档日期（{date}）。",
    ),
    "place_suggested": (
        "{places} is only suggested for a name in the text that is not in the gazetteer.",
        "文中地名不在地名表中，{places}仅为推测。",
    ),
    "place_unknown": (
        "{places} is no known place code.",
        "没有这个行政区划代码：{places}。",
    ),
    "repeat": (
        "{values}: the same figure in {count} places ({indicator}); it counts once.",
        "{values}：同一数据（{indicator}）出现{count}处，只计一次。",
    ),
    "near_document": (
        "“{one}” and “{other}” have {share} of their text in common.",
        "《{one}》与《{other}》文字{share}相同。",
    ),
}  # fmt: skip
