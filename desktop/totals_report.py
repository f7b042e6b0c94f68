"""A report of totals as HTML or PDF: the chart, the sums, what was left out and why, and the sources with quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QFont, QImage, QImageWriter, QPageSize, QPdfWriter, QTextDocument

from desktop import language, messages, theme
from desktop.chart_data import SIGNS, name_of
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.records import Fact
    from core.totals import Totals

WIDE = 500  # pixels of a chart on the page
POINTS = 9  # size of the page's text
STYLE = """
body { font-family: sans-serif; color: #1A1F29; }
h2 { margin-top: 18px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; background: #EDF0F5; } th, td { padding: 3px 6px; border-bottom: 1px solid #E1E5EB; }
p.quote { margin-left: 12px; color: #1A1F29; } p.muted, span.muted { color: #566070; }
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells."""

    title: str
    sums: Totals
    picture: QImage | None


def save(path: Path, session: Session, report: Report) -> bool:
    """Write the report: PDF where the name ends so, else one HTML file with the chart inside."""
    if path.suffix.lower() != ".pdf":
        try:
            path.write_text(html(session, report, _inline(report.picture)), "utf-8")
        except OSError:
            return False
        return True
    document = QTextDocument()
    document.setDefaultFont(QFont(theme.font().family(), POINTS))
    if report.picture is not None:
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl("chart"), report.picture)
    document.setHtml(html(session, report, "chart" if report.picture is not None else ""))
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15, 15, 15, 15))
    writer.setTitle(report.title)
    document.print_(writer)
    return path.exists() and path.stat().st_size > 0


def _inline(picture: QImage | None) -> str:
    if picture is None:
        return ""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return "data:image/png;base64," + bytes(data.toBase64().data()).decode("ascii")


def html(session: Session, report: Report, picture: str) -> str:
    """The report as HTML that both browsers and Qt's text documents show."""
    told = session.filter.text
    parts = [f"<h1>{escape(report.title)}</h1>"]
    if told:
        filtered = translate("totals_report", "Facts that fit: %1").replace("%1", told)
        parts.append(f'<p class="muted">{escape(filtered)}</p>')
    if picture and report.picture is not None:
        wide = min(WIDE, report.picture.width())
        tall = round(report.picture.height() * wide / report.picture.width())
        parts.append(f'<p><img src="{picture}" width="{wide}" height="{tall}"></p>')
    parts += [*_sums(report.sums), *_left_out(session, report.sums), *_sources(session, report.sums)]
    head = f'<meta charset="utf-8"><title>{escape(report.title)}</title><style>{STYLE}</style>'
    lang = "zh-CN" if language.current() == "zh" else "en"
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _sums(sums: Totals) -> Iterable[str]:
    yield f"<h2>{escape(translate('totals_report', 'Totals'))}</h2>"
    titles = [translate("totals_view", text) for text in ("Total of", "Value", "Exactly", "Facts")]
    rows = [
        (
            name_of(row),
            SIGNS[row.bound] + messages.figure(row.value, row.unit),
            messages.number(row.value),
            str(len(row.facts)),
        )
        for row in sums.rows
    ]
    yield _table(titles, rows)


def _left_out(session: Session, sums: Totals) -> Iterable[str]:
    if not sums.left_out:
        return
    yield f"<h2>{escape(translate('totals_report', 'Left out, and why'))}</h2>"
    titles = [translate("totals_panes", text) for text in ("Fact", "Measures", "Why it is left out", "Counted in")]
    ids = {number for one in sums.left_out for number in (one.fact, one.contained_in) if number}
    facts = {fact.id: fact for fact in session.store.facts(ids)}
    rows = []
    for one in sums.left_out:
        fact, held = facts[one.fact], facts.get(one.contained_in or 0)
        reason = one.reason.sentence(language.current()) + (f" ({fact.note})" if fact.counting and fact.note else "")
        rows.append((fact.quote, messages.indicator(fact.indicator), reason, held.quote if held else ""))
    yield _table(titles, rows)


def _sources(session: Session, sums: Totals) -> Iterable[str]:
    """Each document with the sentences of the facts counted, the figures in them in bold."""
    yield f"<h2>{escape(translate('totals_report', 'Sources'))}</h2>"
    by_document: dict[int, dict[str, list[Fact]]] = {}
    for fact in session.store.facts(sorted({number for row in sums.rows for number in row.facts})):
        by_document.setdefault(fact.document, {}).setdefault(" ".join(fact.sentence.split()), []).append(fact)
    for row in session.store.documents(sorted(by_document)):
        about = [row.publisher or "", str(row.published_on or ""), row.name]
        yield f"<h3>{escape(row.title or row.name)}</h3>"
        yield f'<p class="muted">{escape(" · ".join(part for part in about if part))}</p>'
        for sentence, facts in by_document[row.id].items():
            yield f'<p class="quote">{_bold(sentence, [fact.quote for fact in facts])}</p>'


def _bold(sentence: str, quotes: Sequence[str]) -> str:
    marked = escape(sentence)
    for quote in sorted({escape(" ".join(quote.split())) for quote in quotes}, key=len, reverse=True):
        marked = marked.replace(quote, f"\0{quote}\1", 1)
    return marked.replace("\0", "<b>").replace("\1", "</b>")


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0"><tr>{head}</tr>{body}</table>'
