"""Draws every workspace of the window to picture files, without a display where need be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from desktop import language, theme
from desktop.window import Window

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES = ("light", "dark")
WORKSPACES = ("review", "facts", "totals", "findings")


def draw(application: QApplication, window: Window, folder: Path) -> list[Path]:
    """Write `review-zh-light-1280.png` and so on to `folder`, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for tongue, look in product(("zh", "en"), THEMES):
        language.speak(application, tongue)
        theme.wear(application, look)
        application.setStyleSheet("")
        window.rebuild()
        theme.dress(application)
        for size, (at, workspace) in product(SIZES, enumerate(WORKSPACES)):
            if at < window.workspaces.count():
                window.resize(size)
                window.workspaces.setCurrentIndex(at)
                settle(application)
                path = folder / f"{workspace}-{tongue}-{look}-{size.width()}.png"
                window.grab().save(str(path))
                written.append(path)
    return written


def settle(application: QApplication) -> None:
    """Let layouts, queued signals and paints come to rest."""
    for _ in range(4):
        application.sendPostedEvents()
        application.processEvents()
