"""A chart of totals: it scrolls, tells exact values on hover, gives the facts behind a click, and its own picture."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QToolTip, QVBoxLayout, QWidget

from desktop import theme, widgets
from desktop.chart_data import Figure, Mark
from desktop.chart_drawings import DRAWINGS, Drawing
from desktop.chart_labels import Names, metrics

PAPER = QSize(760, 300)  # a chart of lines on a page; others are as high as their lines
LOW = 60  # pixels of height at first
FINE = 2  # pixels of a picture for one of the screen
AROUND = 48  # pixels for the axis of values


class Chart(QScrollArea):
    """Shows a figure as bars, lines or matrix; another figure of the same kind changes the items that are there."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.figure = Figure()
        self.kind = ""
        self._plots: dict[str, tuple[Any, Drawing]] = {}
        self._holder = QWidget()
        self._layout = QVBoxLayout(self._holder)
        self._layout.setContentsMargins(4, 8, 16, 4)
        self.setWidget(self._holder)

    @property
    def plot(self) -> Any:
        """The plot that is shown."""
        return self._plots[self.kind][0]

    @property
    def drawing(self) -> Drawing:
        """The drawing that is shown."""
        return self._plots[self.kind][1]

    def show_figure(self, kind: str, figure: Figure) -> None:
        """Show a figure; the plot stays and only its items change."""
        if kind not in self._plots:
            self._plots[kind] = self._made(kind)
        self.kind, self.figure = kind, figure
        for name, (plot, _) in self._plots.items():
            plot.setVisible(name == kind and bool(figure))
        if figure:
            self._draw()

    def _made(self, kind: str) -> tuple[Any, Drawing]:
        sides = {side: Names(side) for side in ("left", "bottom", "top")}
        plot = pyqtgraph.PlotWidget(axisItems=sides)
        plot.setAccessibleName(self.accessibleName())
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        now = theme.current()
        plot.setBackground(QColor(now.surface))
        for side, axis in sides.items():
            axis.setTextPen(QColor(now.text if side != "bottom" or kind == "lines" else now.muted))
            axis.setPen(QColor(now.border))
            axis.setTickFont(theme.font("small"))
            axis.setStyle(tickLength=0 if kind != "lines" else -4)
        if kind != "lines":
            plot.getPlotItem().getViewBox().invertY(True)
        _across(plot.getPlotItem())
        plot.showAxis("top", kind == "matrix")
        plot.showAxis("bottom", kind != "matrix")
        self._layout.addWidget(plot)
        plot.viewport().installEventFilter(self)
        return plot, DRAWINGS[kind](plot)

    def _draw(self) -> None:
        legend = self._write_legend()
        for side in ("left", "bottom"):
            self.plot.getAxis(side).log = self.figure.log
        room = self.viewport().size()
        width, height = self.drawing.show(self.figure, room.width() - 40, room.height() - AROUND - legend - 12)
        self.plot.setMinimumSize(width, height + AROUND + legend)

    def _write_legend(self) -> int:
        """Names and colours of the series above the plot; gives the height that they take."""
        lines: list[list[str]] = [[]]
        used, room = 0, max(200, self.viewport().width() - 60)
        for name, colour in self.figure.legend if self.kind != "matrix" else ():
            name = metrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room // 2)
            wide = metrics().horizontalAdvance(f"■ {name}   ")
            if lines[-1] and used + wide > room:
                lines.append([])
                used = 0
            used += wide
            lines[-1].append(f'<span style="color:{colour.name()}">■</span> {escape(name)}')
        item = self.plot.getPlotItem()
        if not lines[0]:
            item.setTitle("")
            item.setTitle(None)
            return 0
        size = theme.pixels("small")
        markup = "<br>".join("&nbsp;&nbsp; ".join(line) for line in lines)
        item.setTitle(markup, color=theme.current().text, size=f"{size}px")
        item.titleLabel.setMinimumWidth(0)  # else the bars reach as far as the names
        height = (metrics().height() + 3) * len(lines) + 8
        item.titleLabel.setMaximumHeight(height)
        item.layout.setRowFixedHeight(0, height)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bars as thick as they are."""
        super().resizeEvent(event)
        if self.figure:
            self._draw()

    @classmethod
    def on_paper(cls, kind: str, figure: Figure, width: int = PAPER.width()) -> QImage:
        """A picture of a figure in the light theme, whatever the window wears, no higher than it needs."""
        with theme.on_paper():
            made = cls()
            made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            made.resize(width, PAPER.height() if kind == "lines" else LOW)
            made.show()
            for _ in range(2):  # the axes know their room only once they were laid out
                made.show_figure(kind, figure)
                QApplication.sendPostedEvents()
                made._layout.activate()
            picture = made.picture()
            picture.setDevicePixelRatio(FINE)
            made.close()
            made.deleteLater()
        return picture

    # --- hover and click -----------------------------------------------------------------------------

    def mark_at(self, position: QPointF) -> Mark | None:
        """What stands at a point of the plot."""
        box = self.plot.getPlotItem().getViewBox()
        pixel = box.viewPixelSize()
        return self.drawing.at(box.mapSceneToView(position), pixel) if self.figure else None

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Tell the exact value on hover; a click chooses."""
        if isinstance(event, QHelpEvent):
            mark = self.mark_at(QPointF(event.pos()))
            if mark:
                QToolTip.showText(event.globalPos(), widgets.verbatim(mark.tip), self)
            else:
                QToolTip.hideText()
            return True
        left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
        if left and event.type() == QMouseEvent.Type.MouseButtonRelease:
            mark = self.mark_at(event.position())
            if mark:
                self.chosen.emit(mark)
        return left  # pyqtgraph has nothing to do with clicks here, and sends them round a second time

    # --- pictures ------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, target: QRectF) -> None:
        """Draw the whole chart, also what is scrolled away, into a rectangle."""
        size = self.plot.viewport().size()
        self.plot.render(painter, target, QRect(0, 0, size.width(), size.height()))

    def picture(self) -> QImage:
        """The whole chart, twice as fine as on the screen."""
        size: QSize = self.plot.viewport().size()
        made = QImage(size * FINE, QImage.Format.Format_ARGB32)
        made.fill(QColor(theme.current().surface))
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(made.rect()))
        painter.end()
        return made

    def save(self, path: Path) -> bool:
        """Write a picture: SVG where the name ends so, else PNG."""
        if path.suffix.lower() != ".svg":
            return bool(self.picture().save(str(path)))
        size: QSize = self.plot.viewport().size()
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        painter = QPainter(generator)
        self.paint(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return path.exists()


def _across(item: Any) -> None:
    """Let the names of the series stand above the whole plot, and not only above its bars."""
    item.layout.removeItem(item.titleLabel)
    item.layout.addItem(item.titleLabel, 0, 0, 1, 3)
