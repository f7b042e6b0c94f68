"""A report of totals on a page or a few: bars, tables, what was left out, and the sources with their quotes, as HTML.

The HTML stands alone, and keeps to what Qt's rich text draws, so that the window prints it as it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from core import filters
from core.records import Bound, Fact, Status
from core.totals.grouping import GROUPINGS
from core.totals.matrix import Matrix, matrices
from core.totals.records import LeftOut, Reason, Row, Totals

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

_MOST_ROWS, _MOST_COLUMNS, _MOST_QUOTES, _MOST_LEFT = 60, 8, 120, 40
_BAR = 160  # points of the longest bar

#: Words of base units, Chinese and English; others are told as they are.
UNIT_WORDS: dict[str, tuple[str, str]] = {
    "CNY": ("元", " yuan"), "count": ("", ""), "person": ("人", " people"), "household": ("户", " households"),
    "person-time": ("人次", " person-times"), "percentage-point": ("个百分点", " percentage points"),
    "times": ("倍", " times"), "mu": ("亩", " mu"), "m2": ("平方米", " m²"), "km": ("公里", " km"), "t": ("吨", " t"),
    "jin": ("斤", " jin"), "hour": ("小时", " hours"), "month": ("个月", " months"), "year": ("年", " years"),
}  # fmt: skip

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("合计报告", "Report of totals"), "by": ("分组", "Grouped by"), "facts": ("数据", "Facts"),
    "total": ("合计", "Total"), "counted": ("计入", "Counted"), "planned": ("计划", "planned"),
    "left": ("未计入的数据", "Facts left out"), "reason": ("原因", "Reason"), "inside": ("含于", "Inside"),
    "sources": ("来源", "Sources"), "quote": ("原文", "Quote"), "more": ("另有{}项未列出", "{} more are not shown"),
    "nothing": ("没有可计入的数据。", "There is nothing to count."), "count": ("数量", "Number"),
}  # fmt: skip
_BOUNDS = {
    Bound.EXACT: ("", ""),
    Bound.ABOUT: ("约", "about "),
    Bound.OVER: ("超过", "over "),
    Bound.UNDER: ("不足", "under "),
}

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; font-size: 10pt; }
h1 { font-size: 16pt; } h2 { font-size: 12pt; margin-top: 14pt; }
table { border-collapse: collapse; } th { text-align: left; } td, th { padding: 2pt 6pt; vertical-align: top; }
.number { text-align: right; } .quiet { color: #555555; font-size: 9pt; }
"""


def report_html(
    store: Store,
    filter: Filter,  # noqa: A002 - the word of the glossary
    by: Sequence[str] = ("indicator", "year"),
    language: str = "zh",
    status: Status | None = Status.APPROVED,
) -> str:
    """The totals of `filter` by one or two groupings as a page of HTML, `language` "zh" or "en"."""
    from core import totals

    told = totals.rows(store, filter, by, status)
    body = "".join(_Report(store, told, language).sections(filters.describe(filter, language)))
    tongue = "zh-CN" if language == "zh" else "en"
    head = f'<meta charset="utf-8"><title>{_WORDS["title"][language != "zh"]}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html><html lang="{tongue}"><head>{head}</head><body>{body}</body></html>'


def written(row: Row, language: str = "zh") -> str:
    """A total as people write it, exact, with what it is at least and at most: 超过 7300万元, 3000–5000元."""
    english = language != "zh"
    value = amount(row.value, row.unit, language)
    ends = [amount(end, row.unit, language) for end in (row.low, row.high) if end is not None]
    if row.bound is Bound.EXACT and ends[0] != ends[-1]:
        return "–".join(ends)
    said = f"{_BOUNDS[row.bound][english]}{value}"
    if row.high is not None and row.low != row.high:
        return f"{said} ({'–'.join(ends)})"
    if row.high is None and row.low != row.value:
        return f"{said} ({'at least ' if english else '至少'}{ends[0]})"
    return said


def amount(value: Decimal, unit: str, language: str = "zh") -> str:
    """A value in words: 1.02亿元, 102,000,000 yuan."""
    word = UNIT_WORDS.get(unit, (unit, f" {unit}"))[language != "zh"]
    if language == "zh":
        for size, scale in ((8, "亿"), (4, "万")):
            if abs(value) >= 10**size and -value.scaleb(-size).normalize().as_tuple().exponent <= 6:  # type: ignore[operator]
                return f"{_plain(value.scaleb(-size))}{scale}{word}"
    return f"{_plain(value)}{word}"


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Report:
    """The sections of one report."""

    def __init__(self, store: Store, totals: Totals, language: str) -> None:
        self.store, self.totals, self.language = store, totals, language
        self.english = language != "zh"

    def sections(self, described: str) -> Iterator[str]:
        """All sections, from the title to the sources."""
        groupings = "、".join(self._grouping(name) for name in self.totals.by)
        yield f"<h1>{self._word('title')}</h1>"
        yield f"<p>{escape(described)}<br>{self._word('by')}: {escape(groupings)}</p>"
        if not self.totals.rows:
            yield f"<p>{self._word('nothing')}</p>"
        for planned, unit in sorted({(row.planned, row.unit) for row in self.totals.rows}):
            yield from self._bars([row for row in self.totals.rows if (row.planned, row.unit) == (planned, unit)])
        for one in matrices(self.totals):
            if 1 < len(one.columns) <= _MOST_COLUMNS and 1 < len(one.rows) <= _MOST_ROWS:
                yield self._matrix(one)
        if self.totals.left_out:
            yield from self._left_out()
        if self.totals.rows:
            yield from self._sources()

    def _word(self, name: str) -> str:
        return _WORDS[name][self.english]

    def _grouping(self, name: str) -> str:
        grouping = GROUPINGS[name]
        return grouping.en if self.english else grouping.zh

    def _heading(self, unit: str, planned: bool) -> str:
        word = UNIT_WORDS.get(unit, (unit, unit))[self.english].strip() or self._word("count")
        note = f" ({self._word('planned')})" if planned else ""
        return f"<h2>{escape(word)}{note}</h2>"

    def _more(self, number: int) -> str:
        return f'<p class="quiet">{self._word("more").format(f"{number:,}")}</p>' if number > 0 else ""

    # --- bars and matrix ------------------------------------------------------------------------------

    def _bars(self, rows: Sequence[Row]) -> Iterator[str]:
        yield self._heading(rows[0].unit, rows[0].planned)
        names = "".join(f"<th>{escape(self._grouping(name))}</th>" for name in self.totals.by)
        yield f'<table><tr>{names}<th></th><th class="number">{self._word("total")}</th>'
        yield f'<th class="number">{self._word("counted")}</th></tr>'
        longest = max((abs(row.value) for row in rows), default=Decimal(0)) or Decimal(1)
        for row in rows[:_MOST_ROWS]:
            labels = "".join(f"<td>{escape(label)}</td>" for label in row.label(self.language))
            width = max(1, round(_BAR * abs(row.value) / longest))
            bar = f'<table cellspacing="0"><tr><td width="{width}" bgcolor="#3b6ea5">&nbsp;</td></tr></table>'
            value = escape(written(row, self.language))
            numbers = "".join(f'<td class="number">{cell}</td>' for cell in (value, len(row.facts)))
            yield f"<tr>{labels}<td>{bar}</td>{numbers}</tr>"
        yield f"</table>{self._more(len(rows) - _MOST_ROWS)}"

    def _matrix(self, one: Matrix) -> str:
        heads = "".join(f"<th>{escape(one.label(key, 1, self.language))}</th>" for key in one.columns)
        lines = []
        for key in one.rows:
            cells = (one.cells.get((key, column)) for column in one.columns)
            values = "".join(
                f'<td class="number">{escape(written(cell, self.language)) if cell else ""}</td>' for cell in cells
            )
            lines.append(f"<tr><th>{escape(one.label(key, 0, self.language))}</th>{values}</tr>")
        corner = " × ".join(escape(self._grouping(name)) for name in self.totals.by)
        heading = self._heading(one.unit, one.planned)
        return f'{heading}<table border="1"><tr><th>{corner}</th>{heads}</tr>{"".join(lines)}</table>'

    # --- what was left out, and where figures come from --------------------------------------------------

    def _left_out(self) -> Iterator[str]:
        yield f"<h2>{self._word('left')}</h2>"
        reasons = Counter(one.reason for one in self.totals.left_out)
        listed = (
            f"{escape(reason.sentence(self.language))}: {reasons[reason]:,}" for reason in Reason if reasons[reason]
        )
        yield f"<p>{'<br>'.join(listed)}</p>"
        some = self.totals.left_out[:_MOST_LEFT]
        ids = {number for one in some for number in (one.fact, one.contained_in) if number is not None}
        facts = {fact.id: fact for fact in self.store.facts(sorted(ids))}
        heads = "".join(f"<th>{self._word(name)}</th>" for name in ("facts", "reason", "inside"))
        yield f"<table><tr>{heads}</tr>{''.join(self._left(one, facts) for one in some)}</table>"
        yield self._more(len(self.totals.left_out) - len(some))

    def _left(self, one: LeftOut, facts: dict[int, Fact]) -> str:
        holder = facts.get(one.contained_in) if one.contained_in is not None else None
        cells = (facts[one.fact].quote, one.reason.sentence(self.language), holder.quote if holder else "")
        return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"

    def _sources(self) -> Iterator[str]:
        yield f"<h2>{self._word('sources')}</h2>"
        numbers = [number for row in self.totals.rows[:_MOST_ROWS] for number in row.facts[:_MOST_QUOTES]]
        by_document: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.store.facts(numbers[:_MOST_QUOTES]):
            by_document[fact.document].append(fact)
        for document in self.store.documents(by_document):
            about = (document.title or document.name, document.publisher, document.published_on)
            line = ", ".join(escape(str(part)) for part in about if part)
            yield f"<p><b>{line}</b></p><ul>{''.join(_quoted(by_document[document.id]))}</ul>"
        counted = sum(len(row.facts) for row in self.totals.rows)
        yield self._more(counted - sum(map(len, by_document.values())))


def _quoted(facts: Iterable[Fact]) -> Iterator[str]:
    """Each sentence once, with the figures in it in bold."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: fact.start):
        sentences[fact.sentence].append(fact.quote)
    for sentence, quotes in sentences.items():
        told, at = "", 0
        for quote in quotes:
            found = sentence.find(quote, at)
            if found >= 0:
                told += f"{escape(sentence[at:found])}<b>{escape(quote)}</b>"
                at = found + len(quote)
        yield f"<li>{told}{escape(sentence[at:])}</li>"
