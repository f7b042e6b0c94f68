"""Prints the report of totals: PDF with its first part on one page, or one HTML file with its charts inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from core.filters import Filter
from core.records import Status
from core.totals import Extras, Picture, report_html
from desktop import language, theme
from desktop.chart_data import Figure, shortened
from desktop.messages import translate
from desktop.session import Session

DPI = 96
SIZE = QSizeF(180 * DPI / 25.4, 265 * DPI / 25.4)  # pixels of the printed part of an A4 page, above its foot
MARGIN, FOOT = 15, 12  # millimetres
STEPS = (
    (12, 10),
    (12, 8),
    (12, 6),
    (10, 6),
    (10, 5),
    (8, 5),
    (8, 4),
    (6, 4),
    (5, 3),
    (4, 3),
)  # rows of the table, of each chart
FINDINGS = 3  # that are told


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart that was chosen: its kind, what it shows in the colours of paper, and its title."""

    kind: str
    figure: Figure
    title: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells: which facts, groupings, status, the unit of the chart, charts with their titles."""

    filter: Filter
    by: tuple[str, ...]
    status: Status | None
    unit: str
    charts: Sequence[Drawn] = ()
    appendix: bool = False


def save(path: Path, session: Session, report: Report) -> bool:
    """Write the report: PDF where the name ends so, else one HTML file with the charts inside."""
    if path.suffix.lower() != ".pdf":
        drawn = [(_drawn(one, STEPS[0][1]), one.title) for one in report.charts]
        charts = [_sized(picture, title, _inline(picture)) for picture, title in drawn]
        try:
            path.write_text(_html(session, report, charts, STEPS[0][0], printed=False), "utf-8")
        except OSError:
            return False
        return True
    document = _fitted(session, report)
    writer = QPdfWriter(str(path))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
            QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter,
        )
    )  # fmt: skip
    writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    writer.setCreator("Hedui 核对")
    painter = QPainter()
    if not painter.begin(writer):
        return False
    _print(document, writer, painter)
    painter.end()
    return path.exists() and path.stat().st_size > 0


def _fitted(session: Session, report: Report) -> QTextDocument:
    """The report with as many rows and as large charts as its first part has room for on one page."""
    first = replace(report, appendix=False)
    step = next((step for step in STEPS if _laid_out(session, first, step).pageCount() <= 1), STEPS[-1])
    return _laid_out(session, report, step)


def _laid_out(session: Session, report: Report, step: tuple[int, int]) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(_screen())
    document.setDocumentMargin(0)
    document.setDefaultFont(QFont(theme.font().family(), 9))
    rows, lines = step
    pictures = []
    for number, one in enumerate(report.charts):
        picture = _drawn(one, lines)
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"chart{number}"), picture)
        pictures.append(_sized(picture, one.title, f"chart{number}"))
    document.setHtml(_html(session, report, pictures, rows, printed=True))
    document.setPageSize(SIZE)
    return document


def _drawn(one: Drawn, lines: int) -> QImage:
    """A chart with its heaviest lines, as wide as the page."""
    from desktop.chart import Chart

    return Chart.on_paper(one.kind, shortened(one.figure, lines), round(SIZE.width()))


def _sized(picture: QImage, title: str, address: str) -> Picture:
    shrunk = min(1.0, SIZE.width() / picture.width() * picture.devicePixelRatio())
    ratio = picture.devicePixelRatio()
    return Picture(address, round(picture.width() * shrunk / ratio), round(picture.height() * shrunk / ratio), title)


def _screen() -> QImage:
    """What texts are measured on: the same points to a pixel wherever the program runs."""
    made = QImage(1, 1, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(DPI / 0.0254))
    made.setDotsPerMeterY(round(DPI / 0.0254))
    return made


def _print(document: QTextDocument, writer: QPdfWriter, painter: QPainter) -> None:
    """Draw page after page, with the number of each at its foot."""
    ratio = writer.logicalDpiX() / DPI
    painter.scale(ratio, ratio)
    pages = document.pageCount()
    foot = QFont(document.defaultFont())
    foot.setPointSizeF(7.5 / ratio)
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * SIZE.height())
        document.drawContents(painter, QRectF(0, number * SIZE.height(), SIZE.width(), SIZE.height()))
        painter.restore()
        painter.setFont(foot)
        painter.setPen(QColor("#566070"))
        area = QRectF(0, SIZE.height(), SIZE.width(), FOOT * DPI / 25.4 / 2)
        painter.drawText(
            area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), f"{number + 1} / {pages}"
        )


def _inline(picture: QImage) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return "data:image/png;base64," + bytes(data.toBase64().data()).decode("ascii")


def _html(session: Session, report: Report, pictures: Sequence[Picture], rows: int, *, printed: bool) -> str:
    found, today = _findings(session, report.filter), date.today()
    extras = Extras(pictures, found, report.unit, today, rows, report.appendix, printed)
    return report_html(session.store, report.filter, report.by, language.current(), report.status, extras)


def _findings(session: Session, shown: Filter) -> list[str]:
    """The heaviest open findings in a sentence each, and how many more there are."""
    from core import checks

    tongue = language.current()
    told = [one for one in checks.findings(session.store, shown) if not one.settled and one.weight >= 25]
    lines = [f"{one.title(tongue)}{'：' if tongue == 'zh' else ': '}{one.sentence(tongue)}" for one in told[:FINDINGS]]
    more = translate("totals_report", "%1 more stand in Findings.").replace("%1", f"{len(told) - FINDINGS:,}")
    return [*lines, more] if len(told) > FINDINGS else lines
