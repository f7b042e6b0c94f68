"""The three drawings of a chart: bars, lines over years, and a matrix; each keeps its items and changes them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy
import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from desktop import theme
from desktop.chart_data import Figure, Mark
from desktop.chart_labels import Names, Texts, metrics

BAR = 30  # pixels from one bar to the next, at normal text size
LABEL = 240  # pixels that labels take at most
CELL, LEAST_CELL = 104, 88  # pixels of a matrix's column, and where one more then fits
MOST_WRITTEN = 5  # series up to which the values stand at their points
MOST_CROSSED = 2  # series up to which a value may stand on a line
NEAR = 14  # pixels from a point at which it is meant
DOT = 12  # pixels of a point that no value covers


def height_of(lines: int) -> int:
    """Pixels for so many lines."""
    return round(lines * BAR * max(1.0, theme.scale()))


class Drawing:
    """A plot with its axes, and what each point of it stands for."""

    def __init__(self, plot: Any) -> None:
        self.plot = plot
        self.texts = Texts(plot)
        self.items = [*self.made()]
        for item in self.items:
            plot.addItem(item, ignoreBounds=True)

    def made(self) -> Iterator[Any]:
        """The items of the drawing."""
        raise NotImplementedError

    def show(self, figure: Figure, width: int, height: int) -> tuple[int, int]:
        """Show a figure in the room there is; gives the least width and height that it needs."""
        raise NotImplementedError

    def at(self, point: QPointF, pixel: tuple[float, float]) -> Mark | None:
        """What stands at a point (view coordinates; `pixel` is the size of one there)."""
        raise NotImplementedError

    def axis(self, side: str) -> Names:
        """An axis of the plot."""
        found: Names = self.plot.getAxis(side)
        return found


def scaled(value: Decimal, log: bool) -> float:
    """Where a value stands on its axis; on a logarithmic one nothing stands below the least value shown."""
    return math.log10(float(value)) if log and value > 0 else 0.0 if log else float(value)


def floor_of(marks: Sequence[Mark], log: bool) -> float:
    """Where bars begin: at 0, or at the power of ten below the least value."""
    least = [scaled(mark.low if mark.low > 0 else mark.value, True) for mark in marks if mark.value > 0]
    return math.floor(min(least, default=0.0) - 0.15) if log else 0.0


def fine_floor_of(marks: Sequence[Mark], log: bool) -> float:
    """Where lines begin: at 0, or at the power of ten, its double or fivefold, below the least value."""
    least = [scaled(mark.low if mark.low > 0 else mark.value, True) for mark in marks if mark.value > 0]
    if not log:
        return 0.0
    lowest = min(least, default=0.0) - 0.05
    return max(math.floor(lowest) + math.log10(step) for step in (1, 2, 5) if math.log10(step) <= lowest % 1)


class Bars(Drawing):
    """Lying bars, so that Chinese labels stand upright at any number; stacked where the figure has parts."""

    def made(self) -> Iterator[Any]:
        """Bars and whiskers."""
        self.bars = pyqtgraph.BarGraphItem(x0=[0], y=[0], height=0.62, width=[1])  # it cannot be made empty
        self.whiskers = pyqtgraph.ErrorBarItem(beam=0.3, pen=pyqtgraph.mkPen(QColor(theme.current().text), width=1.2))
        yield from (self.bars, self.whiskers)

    def show(self, figure: Figure, width: int, height: int) -> tuple[int, int]:
        """One line after the other, from above."""
        self._spots: list[list[tuple[float, Mark]]] = []
        wholes = [line.whole for line in figure.lines]
        start = self._start = floor_of(wholes, figure.log)
        rows: list[tuple[float, float, float, QColor]] = []
        for at, line in enumerate(figure.lines):
            left, spots = start, []
            for part in line.parts:
                end = max(start, scaled(part.value, figure.log)) if figure.log else left + float(part.value)
                rows.append((left, at, end - left, part.colour))
                spots.append((end, part))
                left = end
            self._spots.append([*spots, (math.inf, line.whole)])
        edge = QColor(theme.current().surface)
        x0, y, widths, brushes = zip(*rows, strict=True)
        self.bars.setOpts(
            x0=list(x0), y=list(y), height=0.62, width=list(widths), brushes=list(brushes), pens=[edge] * len(rows)
        )
        self._whisk(wholes, figure.log)
        longest = max(metrics().horizontalAdvance(mark.label) for mark in wholes)
        room = min(LABEL, max(90, width // 3), longest + 24)
        axis = self.axis("left")
        axis.setWidth(room)
        axis.name([mark.label for mark in wholes], room - 16)
        self._write(wholes, figure.log)
        self._range(wholes, figure, width - room, height)
        return 0, height_of(len(wholes))

    def _whisk(self, wholes: Sequence[Mark], log: bool) -> None:
        told = [(at, one) for at, one in enumerate(wholes) if one.high is not None and one.high != one.low]
        here = [scaled(one.value, log) for _, one in told]
        low = [max(self._start, scaled(one.low, log)) for _, one in told]
        high = [scaled(one.high or one.value, log) for _, one in told]
        left = [middle - end for middle, end in zip(here, low, strict=True)]
        right = [end - middle for middle, end in zip(here, high, strict=True)]
        array = numpy.array
        self.whiskers.setData(
            x=array(here), y=array([float(at) for at, _ in told]), left=array(left), right=array(right)
        )
        self.whiskers.setVisible(bool(told))

    def _write(self, wholes: Sequence[Mark], log: bool) -> None:
        self.texts.begin()
        ink = QColor(theme.current().text)
        for at, one in enumerate(wholes):
            end = max(self._start, scaled(max(one.value, one.high or one.value), log))
            self.texts.put(one.written, end, at, (0, 0.5), ink)
        self.texts.end()

    def _range(self, wholes: Sequence[Mark], figure: Figure, width: int, height: int) -> None:
        most = max(scaled(max(one.value, one.high or one.value), figure.log) for one in wholes)
        least = min(self._start, *(scaled(one.low, figure.log) for one in wholes)) if not figure.log else self._start
        room = max(metrics().horizontalAdvance(one.written) for one in wholes) + 20
        span = (most - least or 1.0) * width / max(80, width - room)
        lines = max(len(wholes), height / height_of(1))
        self.plot.setYRange(-0.6, lines - 0.4, padding=0)
        self.plot.setXRange(least, least + span, padding=0)

    def at(self, point: QPointF, pixel: tuple[float, float]) -> Mark | None:
        """The part under the point; right of the bar the whole line."""
        line = round(point.y())
        if not 0 <= line < len(self._spots):
            return None
        return next(one for end, one in self._spots[line] if point.x() <= end)


def years_of(key: str) -> tuple[int, int] | None:
    """First and last year of a key of the grouping by years; None where none is known."""
    found = [int(part) for part in re.findall(r"\d{4}", key)]
    return (found[0], found[-1]) if found else None


class Lines(Drawing):
    """Series over years; neighbouring years are joined, gaps stay gaps, a figure of several years is a dashed bar."""

    def made(self) -> Iterator[Any]:
        """Points and whiskers; lines come with the series."""
        self._curves: list[Any] = []
        ground = QColor(theme.current().surface)
        ground.setAlpha(225)
        self.texts = Texts(self.plot, ground)
        self.points = pyqtgraph.ScatterPlotItem(size=9)
        self.whiskers = pyqtgraph.ErrorBarItem(beam=0.12, pen=pyqtgraph.mkPen(QColor(theme.current().text), width=1))
        yield from (self.whiskers, self.points)

    def show(self, figure: Figure, width: int, height: int) -> tuple[int, int]:
        """All series in one room."""
        log = self._log = figure.log
        self._series = figure.series
        marks = [one for series in figure.series for one in series]
        self._spots = [(*years, scaled(one.value, log), one) for one in marks if (years := years_of(one.key[0]))]
        base = self._base = fine_floor_of(marks, log)
        self._join(figure)
        single = [spot for spot in self._spots if spot[0] == spot[1]]
        self.points.setData(
            x=[spot[0] for spot in single], y=[spot[2] for spot in single],
            brush=[pyqtgraph.mkBrush(spot[3].colour) for spot in single],
            pen=pyqtgraph.mkPen(QColor(theme.current().surface)),
        )  # fmt: skip
        self._whisk(base)
        first = min((spot[0] for spot in self._spots), default=2000)
        last = max((spot[1] for spot in self._spots), default=2000)
        self._name_years(first, last, width)
        top = max((scaled(max(one.value, one.high or one.value), log) for one in marks), default=1.0)
        self.axis("left").setWidth(72)
        self.plot.setXRange(first - 0.6, last + 0.6, padding=0)
        self.plot.setYRange(base, base + (top - base or 1.0) * 1.12, padding=0)
        self._write((width - 72) / (last - first + 1.2), height / ((top - base or 1.0) * 1.12))
        return 0, 220

    def _join(self, figure: Figure) -> None:
        for curve in self._curves:
            self.plot.removeItem(curve)
        self._curves = []
        for series in figure.series:
            told = [(years, one) for one in series if (years := years_of(one.key[0]))]
            single = {years[0]: scaled(one.value, self._log) for years, one in told if years[0] == years[1]}
            for year, value in single.items():
                if year + 1 in single:
                    self._curve((year, year + 1), (value, single[year + 1]), series[0].colour, Qt.PenStyle.SolidLine)
            for (start, end), one in told:
                if start != end:
                    value = scaled(one.value, self._log)
                    self._curve((start, end), (value, value), one.colour, Qt.PenStyle.DashLine)

    def _curve(self, x: Sequence[float], y: Sequence[float], colour: QColor, style: Qt.PenStyle) -> None:
        pen = pyqtgraph.mkPen(colour, width=2, style=style)
        curve = pyqtgraph.PlotCurveItem(x=list(x), y=list(y), pen=pen)
        self._curves.append(curve)
        self.plot.addItem(curve, ignoreBounds=True)

    def _whisk(self, base: float) -> None:
        told = [spot for spot in self._spots if spot[3].high is not None and spot[3].high != spot[3].low]
        array = numpy.array
        y = [spot[2] for spot in told]
        top = [scaled(spot[3].high or spot[3].value, self._log) - spot[2] for spot in told]
        bottom = [spot[2] - max(base, scaled(spot[3].low, self._log)) for spot in told]
        x = [(spot[0] + spot[1]) / 2 for spot in told]
        self.whiskers.setData(x=array(x), y=array(y), top=array(top), bottom=array(bottom))
        self.whiskers.setVisible(bool(told))

    def _name_years(self, first: int, last: int, width: int) -> None:
        room = metrics().horizontalAdvance("2020") + 16
        step = max(1, math.ceil((last - first + 1) * room / max(1, width - 90)))
        self.axis("bottom").setTicks([[(year, str(year)) for year in range(first, last + 1, step)], []])

    def _write(self, width: float, height: float) -> None:
        """Values beside their points, the largest first; one that would cover another is told on hover only.

        Of many series each has its largest value written. A value stands above its point, or below it where that is
        lower than its neighbours or there is more room; of several series it stands on no line.
        """
        self.texts.begin()
        dots = [QRectF((a + b) / 2 * width - DOT / 2, -y * height - DOT / 2, DOT, DOT) for a, b, y, _ in self._spots]
        there: list[QRectF] = []
        tops = {id(max(series, key=lambda one: one.value)) for series in self._series}
        few = len(self._series) <= MOST_WRITTEN
        lows = self._lows()
        lines = self._pieces(width, height) if len(self._series) > MOST_CROSSED else []
        told = [spot for spot in self._spots if few or id(spot[3]) in tops]
        for first, last, value, one in sorted(told, key=lambda spot: -spot[2]):
            wide, high = metrics().horizontalAdvance(one.written) + 8, metrics().height() + 4
            middle, level = (first + last) / 2, -value * height
            for below in (True, False) if id(one) in lows else (False, True):
                area = QRectF(middle * width - wide / 2, level + (DOT / 2 if below else -high - DOT / 2), wide, high)
                bottom = level + (high + DOT if below else 0) > -self._base * height
                if bottom or any(area.intersects(other) for other in (*there, *dots)):
                    continue
                if any(area.intersects(part) for part in lines):
                    continue
                there.append(area)
                self.texts.put(one.written, middle, value, (0.5, -0.1 if below else 1.1), QColor(theme.current().text))
                break
        self.texts.end()

    def _pieces(self, width: float, height: float) -> list[QRectF]:
        """Small pieces of all lines in pixels, for what must not stand on one."""
        found = []
        for x, y in (curve.getData() for curve in self._curves):
            (x0, x1), (y0, y1) = (x * width, -y * height)
            steps = max(2, math.ceil(math.hypot(x1 - x0, y1 - y0) / DOT))
            spots = ((x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps) for at in range(1, steps))
            found += [QRectF(across - 1, down - 1, 2, 2) for across, down in spots]
        return found

    def _lows(self) -> set[int]:
        """The marks that are lower than those of the year before and the year after."""
        found = set()
        for series in self._series:
            told = {years[0]: one for one in series if (years := years_of(one.key[0])) and years[0] == years[1]}
            for year, one in told.items():
                beside = [told[other].value for other in (year - 1, year + 1) if other in told]
                if beside and one.value < min(beside):
                    found.add(id(one))
        return found

    def at(self, point: QPointF, pixel: tuple[float, float]) -> Mark | None:
        """The nearest point or bar, where one is near."""

        def distance(spot: tuple[int, int, float, Mark]) -> float:
            aside = max(spot[0] - point.x(), 0.0, point.x() - spot[1])
            return math.hypot(aside / pixel[0], (spot[2] - point.y()) / pixel[1])

        found = min(self._spots, key=distance, default=None)
        return found[3] if found and distance(found) <= NEAR else None


class Matrix(Drawing):
    """Rows against columns; the stronger a cell, the more it is, and its value stands in it."""

    def made(self) -> Iterator[Any]:
        """Cells."""
        self.cells = pyqtgraph.BarGraphItem(x0=[0], y0=[0], height=1, width=[1])
        yield self.cells

    def show(self, figure: Figure, width: int, height: int) -> tuple[int, int]:
        """Cells of one size, scrolled where they are many."""
        self._spots = {(down, across): one for down, across, one in figure.cells}
        most = max((one.value for *_, one in figure.cells), default=Decimal(1)) or Decimal(1)
        least = min((one.value for *_, one in figure.cells if one.value > 0), default=Decimal(1))
        shades = [_shade(one.value, least, most, figure.log) for *_, one in figure.cells]
        gap = QColor(theme.current().surface)
        self.cells.setOpts(
            x0=[across - 0.5 for _, across, _ in figure.cells], y0=[down - 0.5 for down, *_ in figure.cells],
            width=1.0, height=1.0, brushes=shades, pens=[pyqtgraph.mkPen(gap, width=2)] * len(shades),
        )  # fmt: skip
        room = min(LABEL, max(metrics().horizontalAdvance(name) for name in figure.rows) + 24)
        fits = (width - room - 24) // max(1, len(figure.columns))
        cell = round(max(LEAST_CELL, min(CELL, fits)) * max(1.0, theme.scale()))
        left, top = self.axis("left"), self.axis("top")
        left.setWidth(room)
        left.name(figure.rows, room - 16)
        top.setHeight(metrics().height() + 14)
        top.name(figure.columns, cell - 10)
        self._write(figure, shades, cell)
        across = max(len(figure.columns), (width - room - 20) / cell)
        lines = max(len(figure.rows), (height - top.height()) / height_of(1))
        self.plot.setXRange(-0.5, across - 0.5, padding=0)
        self.plot.setYRange(-0.5, lines - 0.5, padding=0)
        return room + cell * len(figure.columns) + 24, height_of(len(figure.rows))

    def _write(self, figure: Figure, shades: Sequence[QColor], cell: int) -> None:
        self.texts.begin()
        for (down, across, one), shade in zip(figure.cells, shades, strict=True):
            ink = max(("#FFFFFF", "#14171C"), key=lambda tone: theme.contrast(tone, shade.name()))
            text = metrics().elidedText(one.short, Qt.TextElideMode.ElideRight, cell - 8)
            self.texts.put(text, across, down, (0.5, 0.5), QColor(ink))
        self.texts.end()

    def at(self, point: QPointF, pixel: tuple[float, float]) -> Mark | None:
        """The cell under the point."""
        return self._spots.get((round(point.y()), round(point.x())))


def _shade(value: Decimal, least: Decimal, most: Decimal, log: bool) -> QColor:
    """From nearly the surface to the full colour, by the value's share of the greatest."""
    share = max(0.0, float(value / most))
    if log:
        span = math.log10(float(most / least)) or 1.0
        share = math.log10(float(value / least)) / span if value > 0 else 0.0
    strong, weak = theme.bar("funds"), QColor(theme.current().surface)
    part = 0.14 + 0.86 * share
    mixed = [weak.getRgb()[at] + (strong.getRgb()[at] - weak.getRgb()[at]) * part for at in range(3)]  # type: ignore[index]
    return QColor(*(round(tone) for tone in mixed))


#: A drawing by its name in the choice of charts.
DRAWINGS: dict[str, type[Drawing]] = {"bars": Bars, "lines": Lines, "matrix": Matrix}
