"""The window's icons: small drawings in `resources/icons`, tinted to the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import theme

FOLDER = theme.RESOURCES / "icons"


def icon(name: str, colour: str = "") -> QIcon:
    """The icon of that name in `colour`, or in the theme's text colour; empty where there is none."""
    return _icon(name, colour or theme.current().text, theme.current().muted)


def pixmap(name: str, colour: str, size: int = 16) -> QPixmap:
    """The icon drawn at `size` logical pixels, twice as fine for dense screens."""
    return _pixmap(name, colour, size)


def window_icon() -> QIcon:
    """The icon of the program."""
    return QIcon(str(FOLDER / "hedui.svg"))


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    made = QIcon()
    if (FOLDER / f"{name}.svg").exists():
        made.addPixmap(_pixmap(name, colour, 16))
        made.addPixmap(_pixmap(name, disabled, 16), QIcon.Mode.Disabled)
    return made


@cache
def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    drawing = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    made = QPixmap(size * 2, size * 2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * 2, size * 2))
    painter.end()
    made.setDevicePixelRatio(2)
    return made
