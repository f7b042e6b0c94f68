"""Draws every workspace of the window to picture files, without a display where need be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from PySide6.QtCore import QSize, QThread
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from desktop import language, theme
from desktop.theme import RESOURCES
from desktop.window import Window

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES = ("light", "dark")
RESTS = 4000  # looks at whether the window has come to rest
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
                settle(application, window)
                path = folder / f"{workspace}-{tongue}-{look}-{size.width()}.png"
                save(window.grab(), path)
                written.append(path)
    return written


def save(picture: QPixmap, path: Path) -> None:
    """Write a picture as small as PNG makes it without loss: a palette of 256 colours would dither every surface."""
    picture.toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=0)


def settle(application: QApplication, window: Window) -> None:
    """Let layouts, questions, queued signals and paints come to rest."""
    for _ in range(RESTS):
        application.sendPostedEvents()
        application.processEvents()
        if window.session.questions.idle and not window.session.tasks:
            break
        QThread.msleep(5)
    for _ in range(4):
        application.processEvents()


def sample_store(path: Path) -> Path:
    """A store with the sample reports, some of their facts decided, for pictures that are the same each time."""
    from core import edits, ingest
    from core.filters import parse
    from core.store import Store

    with Store.open(path, curator="林核") as store:
        list(ingest.run(store, [RESOURCES.parent / "seeds"]))
        ids = store.fact_ids(parse("confidence>0.55"))
        edits.approve(store, ids[::2])
        edits.reject(store, ids[1::11])
        edits.tag(store, ids[::9], "复核")
    return path
