"""What is written in a chart: names and values on its axes, and texts inside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop import messages, theme

FEW_DECADES = 2.5  # powers of ten up to which those between them are marked as well


def metrics() -> QFontMetrics:
    """Measures of the chart's text."""
    return QFontMetrics(theme.font("small"))


class Names(pyqtgraph.AxisItem):  # type: ignore[misc]
    """An axis of names (cut short where they are too long) or of values as people write them."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.log = False

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Values as people write them."""
        shown = (10**value if self.log else value for value in values)
        return ["".join(messages.short_number(Decimal(f"{value:.6g}"))) for value in shown]

    def tickValues(self, least: float, most: float, size: float) -> Any:  # noqa: N802 - pyqtgraph's name
        """Powers of ten on a logarithmic axis, and their double and fivefold where it has few."""
        if not self.log:
            return super().tickValues(least, most, size)
        decades = range(math.floor(least), math.ceil(most) + 1)
        steps = (1, 2, 5) if most - least < FEW_DECADES else (1,)
        marks = [decade + math.log10(step) for decade in decades for step in steps]
        return [(1.0, [mark for mark in marks if least <= mark <= most])]

    def name(self, names: Sequence[str], width: int) -> None:
        """Show names at 0, 1, 2 and so on."""
        cut = [metrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width) for name in names]
        self.setTicks([list(enumerate(cut)), []])


class Texts:
    """Labels inside a plot, used again at each change."""

    def __init__(self, plot: Any, ground: QColor | None = None) -> None:
        self._plot = plot
        self._ground = ground
        self._items: list[Any] = []
        self._used = 0

    def begin(self) -> None:
        """Start over."""
        self._used = 0

    def put(self, text: str, x: float, y: float, anchor: tuple[float, float], colour: QColor) -> None:
        """Write a text at a point."""
        if self._used == len(self._items):
            item = pyqtgraph.TextItem("", anchor=anchor, fill=self._ground)
            item.setFont(theme.font("small"))
            item.setZValue(10)  # above lines that come later
            self._items.append(item)
            self._plot.addItem(item, ignoreBounds=True)
        item = self._items[self._used]
        self._used += 1
        item.setText(text, colour)
        item.setAnchor(anchor)
        item.setPos(x, y)
        item.show()

    def end(self) -> None:
        """Take away what was not used."""
        for item in self._items[self._used :]:
            self._plot.removeItem(item)
        del self._items[self._used :]
