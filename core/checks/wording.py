"""What the words around figures say about parts and wholes: must they add up, or are they only some of it?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.records import Fact

_SOME = re.compile(r"其中|包括|包含|含|涵盖|特别是|尤其|仅|如")
_EACH = re.compile(r"分别|各为|依次")
_BRACKET = re.compile(r"[(（][^)）]*$")
_LISTS = re.compile(r"[:：]|一是|①")
_REST = re.compile(r"其他|其它|其余|剩余|余下|另有|另外")
_SUMMED = re.compile(r"共计|总计|合计|总共|一共|累计|共")
_CLAUSE = re.compile(r"[,，。;；:：、(（!！?？\n]")
_BREAK = re.compile(r"其中|[。!！?？\n]")


def must_add_up(text: str, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the wording says that the parts are all there is.

    分别, a bracket that lists, a colon, a remainder (其他, 其余) and a total after its terms (…, 共计) close a list;
    其中 and 包括 leave it open. Where nothing is said it is open.
    """
    if parts[-1].end <= whole.start:
        return bool(_SUMMED.search(text[parts[-1].end : whole.start]))
    if parts[0].start < whole.end or len(parts) < 2:
        return False
    lead = text[whole.end : parts[0].start]
    if _REST.search(text[parts[-2].end : parts[-1].start]):
        return True
    if _SOME.search(lead):
        return False
    return bool(_EACH.search(lead) or _BRACKET.search(lead) or _LISTS.search(lead))


def breakdowns(text: str, parts: Sequence[Fact]) -> list[list[Fact]]:
    """Parts of one whole as the text lists them: a new 其中 or sentence begins another breakdown.

    1000人,其中男600人、女400人;其中党员300人 is two.
    """
    lists: list[list[Fact]] = []
    for part in parts:
        if lists and not _BREAK.search(text[lists[-1][-1].end : part.start]):
            lists[-1].append(part)
        else:
            lists.append([part])
    return lists


def lead(text: str, start: int) -> str:
    """The words of its clause that stand before a number: 产业开发投入资金."""
    window = text[max(0, start - 40) : start]
    return _CLAUSE.split(window)[-1].replace(" ", "")


def remainder_after(text: str, part: Fact, following: Fact) -> bool:
    """Whether the figure that follows is told as the rest of the same list: 其他扶贫资金2.21亿元."""
    between = text[part.end : following.start]
    return len(between) < 30 and bool(_REST.search(between)) and not _BREAK.search(between)


def told_as_total(text: str, fact: Fact) -> bool:
    """Whether words before a figure say that it sums something up."""
    window = _CLAUSE.split(text[max(0, fact.start - 40) : fact.start])
    return bool(re.search(r"共|总|累计|合计|各类", window[-1]))
