"""Bars of totals: labels that stay readable, exact values on hover, a click for the facts behind a bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyqtgraph
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolTip, QVBoxLayout, QWidget

from desktop import messages, theme

BAR = 30  # pixels from one bar to the next
LABEL = 240  # pixels that labels take at most


class Bar:
    """One bar: its label, exact value, colour and facts."""

    __slots__ = ("category", "facts", "label", "tip", "value", "written")

    def __init__(
        self, label: str, value: Decimal, written: str, tip: str, category: str, facts: tuple[int, ...]
    ) -> None:
        self.label = label
        self.value = value
        self.written = written
        self.tip = tip
        self.category = category
        self.facts = facts


class _Labels(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Names of bars, cut short where they are too long."""

    def __init__(self) -> None:
        super().__init__("left")
        self.names: list[str] = []

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        metrics = QFontMetrics(theme.font("small"))
        names = [self.names[round(value)] if 0 <= round(value) < len(self.names) else "" for value in values]
        return [metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, LABEL - 16) for name in names]


class _Values(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Values as people write them."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return ["".join(messages.short_number(Decimal(repr(round(value, 6))))) for value in values]


class Chart(QScrollArea):
    """Horizontal bars in the order given; as many as there are, scrolled."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._bars: list[Bar] = []
        self._labels, values = _Labels(), _Values("bottom")
        self.plot = pyqtgraph.PlotWidget(axisItems={"left": self._labels, "bottom": values})
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.getPlotItem().getViewBox().invertY(True)
        now = theme.current()
        self.plot.setBackground(QColor(now.surface))
        for axis in (self._labels, values):
            axis.setTextPen(QColor(now.text if axis is self._labels else now.muted))
            axis.setPen(QColor(now.border))
            axis.setTickFont(theme.font("small"))
        self._labels.setStyle(tickLength=0)
        self._items = pyqtgraph.BarGraphItem(x0=[0], y=[0], height=0.62, width=[1])  # it cannot be made empty
        self._items.hide()
        self.plot.addItem(self._items)
        self._texts: list[Any] = []
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(4, 8, 16, 4)
        layout.addWidget(self.plot)
        self.setWidget(holder)
        self.plot.viewport().installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bars as thick as they are."""
        super().resizeEvent(event)
        self.show_bars(self._bars)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other bars; the widget stays and only its items change."""
        self._bars = list(bars)
        for text in self._texts:
            self.plot.removeItem(text)
        self._texts = []
        self._items.setVisible(bool(bars))
        if not bars:
            return
        widths = [float(bar.value) for bar in bars]
        colours = [theme.bar(bar.category) for bar in bars]
        self._labels.names = [bar.label for bar in bars]
        metrics = QFontMetrics(theme.font("small"))
        longest = max((metrics.horizontalAdvance(bar.label) for bar in bars), default=0)
        self._labels.setWidth(min(LABEL, longest + 24))
        self._labels.setTicks([list(enumerate(self._labels.tickStrings(range(len(bars)), 1, 1))), []])
        self._items.setOpts(
            x0=[0.0] * len(bars), y=list(range(len(bars))), height=0.62, width=widths, brushes=colours, pens=colours
        )
        self._texts = [self._value_text(at, bar) for at, bar in enumerate(bars)]
        lines = max(len(bars), (self.viewport().height() - 56) / BAR)
        most = max(widths, default=1.0) or 1.0
        self.plot.setYRange(-0.6, lines - 0.4, padding=0)
        self.plot.setXRange(min(0.0, *widths, 0.0), most * 1.18, padding=0)
        self.plot.setMinimumHeight(len(bars) * BAR + 48)

    def _value_text(self, at: int, bar: Bar) -> Any:
        text = pyqtgraph.TextItem(bar.written, color=QColor(theme.current().text), anchor=(0, 0.5))
        text.setFont(theme.font("small"))
        text.setPos(float(bar.value), at)
        self.plot.addItem(text)
        return text

    def bar_at(self, position: QPointF) -> Bar | None:
        """The bar on the line of a point of the plot."""
        at = round(self.plot.getPlotItem().getViewBox().mapSceneToView(position).y())
        return self._bars[at] if 0 <= at < len(self._bars) else None

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Tell the exact value on hover; a click chooses the bar."""
        if isinstance(event, QHelpEvent):
            bar = self.bar_at(QPointF(event.pos()))
            if bar:
                QToolTip.showText(event.globalPos(), bar.tip, self)
            return True
        if isinstance(event, QMouseEvent) and event.type() == QMouseEvent.Type.MouseButtonRelease:
            bar = self.bar_at(event.position())
            if bar:
                self.chosen.emit(bar.facts)
        return False
