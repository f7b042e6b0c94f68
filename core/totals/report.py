"""A report of totals on one page: what counts most, charts, what does not fit, what was left out, where it stands.

The HTML stands alone and keeps to what Qt's rich text draws, so that the window prints it as it is. On request an
appendix follows with every total, every sentence counted and every fact left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from core import filters
from core.records import Status
from core.totals.grouping import GROUPINGS
from core.totals.quotes import Sources, quoted, title_of
from core.totals.records import LeftOut, Row, Totals
from core.totals.wording import written

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store

#: Rows of the first page, sentences named for each of them, and rows of the tables of the appendix.
ROWS = 12
_EACH = 2
_MOST = 500
_FIRST = 0.6  # of the rows for the unit that matters most

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("合计报告", "Report of totals"),
    "by": ("按{}合计", "Totals by {}"),
    "told": (
        "{filter}。{status}：计入{counted}条，未计{left}条",
        "{filter}. {status}: {counted} counted, {left} left out",
    ),
    "approved": ("已通过的数据", "Approved facts"),
    "others": ("未驳回的数据", "Facts not rejected"),
    "figures": ("主要合计", "What counts most"),
    "total": ("合计", "Total"),
    "counted": ("数据", "Facts"),
    "planned": ("计划", "planned"),
    "sources": ("来源", "Sources"),
    "findings": ("疑点", "What does not fit"),
    "left": ("未计入的数据", "Left out"),
    "nothing": ("没有可计入的数据。", "There is nothing to count."),
    "more_rows": ("另有{}项合计未列出。", "{} more totals are not shown."),
    "more_facts": ("其余{}条数据见附录。", "{} more facts stand in the appendix."),
    "more_facts_data": ("合计还依据另外{}条数据。", "{} more facts stand behind the totals."),
    "appendix": ("附录", "Appendix"),
    "every": ("全部合计", "All totals"),
    "sentences": ("全部来源", "All sources"),
    "fact": ("数据", "Fact"),
    "reason": ("原因", "Reason"),
    "inside": ("含于", "Inside"),
    "made": ("核对 Hedui，{}", "Hedui, {}"),
    "count": ("数量", "number"),
}  # fmt: skip

# Lengths are whole pixels and points: Qt's rich text reads no others.
_STYLE = """
body { font-family: "Hedui Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif;
  color: #1A1F29; font-size: 9pt; }
h1 { font-size: 17pt; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 11pt; color: #2A5BD0; margin-top: 12px; margin-bottom: 3px; }
p { margin-top: 1px; margin-bottom: 1px; }
table { border-collapse: collapse; } th { font-weight: normal; color: #566070; }
td.line, th.line { border-bottom: 1px solid #D5DAE2; }
.quiet { color: #566070; } .small { font-size: 8pt; } a { color: #2A5BD0; text-decoration: none; }
"""
_SCREEN = "body { max-width: 680px; margin: 24px auto; }"
_TABLE = '<table width="100%" cellspacing="0" cellpadding="3">'


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a page shows it: an address or a name that the printer knows, its size in pixels, and its title."""

    source: str
    width: int
    height: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """What a report takes from elsewhere: charts, sentences of findings, the unit that matters most, today's date.

    `rows` is how many totals the first page shows; a `printed` report has the margins of its paper.
    """

    pictures: Sequence[Picture] = ()
    findings: Sequence[str] = ()
    unit: str = "CNY"
    made_on: date | None = None
    rows: int = ROWS
    appendix: bool = False
    printed: bool = False


def report_html(
    store: Store,
    filter: Filter,  # noqa: A002 - the word of the glossary
    by: Sequence[str] = ("indicator", "year"),
    language: str = "zh",
    status: Status | None = Status.APPROVED,
    extras: Extras | None = None,
) -> str:
    """The totals of `filter` by one or two groupings as a page of HTML, `language` "zh" or "en"."""
    from core import totals

    report = Report(store, totals.rows(store, filter, by, status), language, extras or Extras())
    return report.html(filters.describe(filter, language), approved=status == Status.APPROVED)


class Report:
    """The sections of one report."""

    def __init__(self, store: Store, totals: Totals, language: str, extras: Extras) -> None:
        self.store, self.totals, self.language, self.extras = store, totals, language, extras
        self.sources = Sources(store)

    def html(self, described: str, *, approved: bool) -> str:
        """The whole page."""
        body = "".join(self._sections(described, approved))
        tongue = "zh-CN" if self.language == "zh" else "en"
        style = _STYLE if self.extras.printed else _STYLE + _SCREEN
        head = f'<meta charset="utf-8"><title>{self._word("title")}</title><style>{style}</style>'
        return f'<!DOCTYPE html><html lang="{tongue}"><head>{head}</head><body>{body}</body></html>'

    def _sections(self, described: str, approved: bool) -> Iterator[str]:
        yield self._head(described, approved)
        if not len(self.totals.rows):
            yield f"<p>{self._word('nothing')}</p>"
        rows = self._chosen()
        if rows:
            yield f"<h2>{self._word('figures')}</h2>{self._table(rows)}"
            hidden = len(self.totals.rows) - len(rows)
            yield f'<p class="quiet small">{self._word("more_rows").format(f"{hidden:,}")}</p>' if hidden else ""
        yield from map(_figure, self.extras.pictures)
        if self.extras.findings:
            listed = "".join(f"<p>· {escape(one)}</p>" for one in self.extras.findings)
            yield f"<h2>{self._word('findings')}</h2>{listed}"
        yield self._left_out()
        yield self._short_sources()
        if self.extras.appendix:
            yield from self._appendix()

    def _word(self, name: str) -> str:
        return _WORDS[name][self.language != "zh"]

    def _grouping(self, name: str) -> str:
        grouping = GROUPINGS[name]
        return grouping.zh if self.language == "zh" else grouping.en

    # --- the first page -------------------------------------------------------------------------------

    def _head(self, described: str, approved: bool) -> str:
        names = ("、" if self.language == "zh" else " and ").join(self._grouping(name) for name in self.totals.by)
        told = self._word("told").format(
            filter=described.rstrip("。."),
            status=self._word("approved" if approved else "others"),
            counted=f"{self.totals.rows.counted():,}",
            left=f"{len(self.totals.left_out):,}",
        )
        made = f" · {self._word('made').format(self.extras.made_on)}" if self.extras.made_on else ""
        return f'<h1>{escape(self._word("by").format(names))}</h1><p class="quiet">{escape(told + made)}</p>'

    def _chosen(self) -> list[Row]:
        """The rows that matter: the largest of the unit asked for, then of the others in turn."""
        rows, most = self.totals.rows, self.extras.rows
        units = list(rows.units())
        units.sort(key=lambda unit: unit != self.extras.unit)
        found: list[Row] = []
        for at, unit in enumerate(units):
            left = most - len(found)
            share = left if at == len(units) - 1 else max(1, round(left * _FIRST)) if at == 0 else max(1, left // 3)
            found += rows.largest(unit, min(share, left))
        return found

    def _table(self, rows: Iterable[Row], *, linked: bool = True) -> str:
        heads = [f'<th align="left" class="line">{escape(self._grouping(name))}</th>' for name in self.totals.by]
        heads += [f'<th align="right" class="line">{self._word(name)}</th>' for name in ("total", "counted")]
        heads += [f'<th align="left" class="line">{self._word("sources")}</th>'] if linked else []
        lines = "".join(self._line(row, linked) for row in rows)
        return f"{_TABLE}<tr>{''.join(heads)}</tr>{lines}</table>"

    def _line(self, row: Row, linked: bool) -> str:
        labels = list(row.label(self.language))
        labels[0] += f" ({self._word('planned')})" if row.planned else ""
        cells = [f'<td class="line">{escape(label)}</td>' for label in self._titled(labels, row)]
        cells.append(f'<td align="right" class="line"><b>{escape(written(row, self.language))}</b></td>')
        cells.append(f'<td align="right" class="line">{len(row.facts):,}</td>')
        if linked:
            numbers = self.sources.numbers(self._main(row))
            links = " ".join(f'<a href="#s{number}">[{number}]</a>' for number in numbers)
            cells.append(f'<td class="line small">{links}{" …" if len(row.facts) > _EACH else ""}</td>')
        return f"<tr>{''.join(cells)}</tr>"

    def _main(self, row: Row) -> list[int]:
        """The facts that make up most of a sum."""
        facts = sorted(self.store.facts(row.facts[:_MOST]), key=lambda fact: (-abs(fact.value), fact.id))
        return [fact.id for fact in facts[:_EACH]]

    def _titled(self, labels: list[str], row: Row) -> list[str]:
        """Labels with documents told by their titles."""
        if "document" in self.totals.by:
            at = self.totals.by.index("document")
            document = self.store.documents([int(row.key[at])])
            labels[at] = (document[0].title or document[0].name) if document else labels[at]
        return labels

    def _left_out(self) -> str:
        reasons = self.totals.left_out.by_reason()
        if not reasons:
            return ""
        gap = "：" if self.language == "zh" else ": "
        told = (f"{escape(reason.sentence(self.language))}{gap}{number:,}" for reason, number in reasons.items())
        return f"<h2>{self._word('left')}</h2><p>{('；' if self.language == 'zh' else '; ').join(told)}</p>"

    def _short_sources(self) -> str:
        if not len(self.sources):
            return ""
        named = sum(len(facts) for _, facts in self.sources.each())
        hidden = self.totals.rows.counted() - named
        word = "more_facts" if self.extras.appendix else "more_facts_data"
        more = f"<p>{self._word(word).format(f'{hidden:,}')}</p>" if hidden > 0 else ""
        listed = "".join(self._sources(short=True))
        return f'<h2>{self._word("sources")}</h2><div class="small">{listed}{more}</div>'

    def _sources(self, *, short: bool) -> Iterator[str]:
        documents = self.sources.documents()
        for number, facts in self.sources.each():
            where = escape(title_of(documents[facts[0].document], self.language, short=short))
            anchor = f'<a name="s{number}"></a>' if short else ""
            told = f'{quoted(facts, short=short)} <span class="quiet">{where}</span>'
            yield f'<p class="small">{anchor}[{number}] {told}</p>'

    # --- the appendix -----------------------------------------------------------------------------------

    def _appendix(self) -> Iterator[str]:
        yield f'<h1 style="page-break-before: always">{self._word("appendix")}</h1>'
        rows = self.totals.rows[:_MOST]
        yield f"<h2>{self._word('every')}</h2>{self._table(rows, linked=False)}"
        hidden = len(self.totals.rows) - len(rows)
        yield f"<p>{self._word('more_rows').format(f'{hidden:,}')}</p>" if hidden else ""
        if len(self.totals.left_out):
            yield f"<h2>{self._word('left')}</h2>{self._left(self.totals.left_out[:_MOST])}"
        self.sources.numbers([fact for row in rows for fact in row.facts[:_MOST]][: 4 * _MOST])
        yield f"<h2>{self._word('sentences')}</h2>{''.join(self._sources(short=False))}"

    def _left(self, some: Sequence[LeftOut]) -> str:
        ids = {number for one in some for number in (one.fact, one.contained_in) if number is not None}
        facts = {fact.id: fact for fact in self.store.facts(sorted(ids))}
        heads = "".join(
            f'<th align="left" class="line">{self._word(name)}</th>' for name in ("fact", "reason", "inside")
        )
        lines = []
        for one in some:
            fact, holder = facts[one.fact], facts.get(one.contained_in or 0)
            note = f" ({fact.note})" if fact.counting and fact.note else ""
            cells = fact.quote, one.reason.sentence(self.language) + note, holder.quote if holder else ""
            lines.append(f"<tr>{''.join(f'<td class=line>{escape(cell)}</td>' for cell in cells)}</tr>")
        return f"{_TABLE}<tr>{heads}</tr>{''.join(lines)}</table>"


def _figure(one: Picture) -> str:
    title = f"<h2>{escape(one.title)}</h2>" if one.title else ""
    return f'{title}<p><img src="{one.source}" width="{one.width}" height="{one.height}"></p>'
