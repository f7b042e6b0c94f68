"""Draws the window to picture files, without a display where need be: its workspaces, or all the guide shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import chdir, contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QSize, QThread, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from desktop import language, scenes, theme
from desktop.scenes import Scene
from desktop.theme import RESOURCES
from desktop.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

SIZES = (QSize(1280, 800), QSize(1920, 1080))
THEMES = ("light", "dark")
TONGUES = ("zh", "en")
RESTS = 4000  # looks at whether the window has come to rest
COLOURS = 256  # that a picture keeps
LOOK = 50  # milliseconds between looks at whether a dialog has come to rest


def draw(
    application: QApplication, window: Window, folder: Path, *, tongues: Sequence[str] = TONGUES,
    themes: Sequence[str] = THEMES, sizes: Sequence[QSize] = SIZES,
) -> list[Path]:  # fmt: skip
    """Write the workspaces of an open window: `review-zh-light-1280.png` and so on; gives their paths."""
    return [
        path
        for tongue, look in product(tongues, themes)
        for path in _draw(application, window, folder, scenes.SPACES, tongue, look, sizes)
    ]


def draw_all(application: QApplication, window: Window, folder: Path, stores: Path) -> list[Path]:
    """Write all scenes to `folder` (absolute), with stores made for them in the folder `stores`."""
    written: list[Path] = []

    def show(store: Path, shown: Sequence[Scene]) -> None:
        window.session.open(store)
        for tongue, look in product(TONGUES, THEMES):
            written.extend(_draw(application, window, folder, shown, tongue, look))

    with chdir(stores):  # problems name a path as it was given: no picture shows a folder of this machine
        samples, other = sample_store(Path("样本.hedui")), second_store(Path("陈核.hedui"))
        show(samples, (*scenes.SPACES, *scenes.SAMPLES, scenes.merging(other)))
        show(Path("新库.hedui"), scenes.EMPTY)
        show(_text_file(Path("笔记.hedui")), scenes.REFUSED)
        with _owned(samples):
            show(samples, scenes.READ_ONLY)
    return written


def _draw(
    application: QApplication, window: Window, folder: Path, shown: Iterable[Scene], tongue: str, look: str,
    sizes: Sequence[QSize] = SIZES,
) -> Iterator[Path]:  # fmt: skip
    """Each scene in a language and a theme: the window in all sizes, a dialog as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    language.speak(application, tongue)
    theme.wear(application, look)
    application.setStyleSheet("")
    for size in sizes:
        window.resize(size)  # before its panels are made: how they share the room depends on it
        window.rebuild()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the old panels would answer requests too
        theme.dress(application)
        for scene in shown:
            name = f"{scene.name}-{tongue}-{look}"
            if scene.opens and size == sizes[0]:
                yield _dialog(application, window, scene, folder / f"{name}.png")
            elif not scene.opens:
                window.activateWindow()  # a dialog may have had the keyboard
                scene.arrange(window)
                settle(application, window)
                yield save(window.grab(), folder / f"{name}-{size.width()}.png")
                scene.clear(window)


def _dialog(application: QApplication, window: Window, scene: Scene, path: Path) -> Path:
    """Draw the dialog that a scene opens, once it has come to rest, and close it."""
    drawn: list[QPixmap] = []

    def look() -> None:
        shown = application.activeModalWidget() or application.activePopupWidget()
        if shown is None or not at_rest(window):
            QTimer.singleShot(LOOK, look)
            return
        drawn.append(shown.grab())
        shown.close()

    scene.arrange(window)
    settle(application, window)
    QTimer.singleShot(LOOK, look)
    if scene.opens:
        scene.opens(window)
    _until(application, lambda: bool(drawn))
    scene.clear(window)
    return save(drawn[0], path)


def save(picture: QPixmap, path: Path) -> Path:
    """Write a picture with its 256 commonest colours, others as the nearest of them; gives its path.

    A window has few colours besides the shades of its letters' edges, so nothing is seen to change, and the file is
    a third as large. Qt's own conversion would dither every surface.
    """
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    wide, high = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(high, -1)[:, :wide] & 0xFFFFFF
    colours, at, often = np.unique(pixels, return_inverse=True, return_counts=True)
    kept = colours[np.argsort(often, kind="stable")[::-1][:COLOURS]]
    nearest = _nearest(colours, kept)
    palette = np.zeros((high, -(-wide // 4) * 4), np.uint8)  # lines of a picture start at multiples of four bytes
    palette[:, :wide] = nearest[at.reshape(high, wide)]
    reduced = QImage(palette.data, wide, high, palette.strides[0], QImage.Format.Format_Indexed8)
    reduced.setColorTable([0xFF000000 | int(colour) for colour in kept])
    reduced.save(str(path), quality=0)
    return path


def _nearest(colours: npt.NDArray[np.uint32], kept: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """For each colour the place of the nearest that is kept, by distance in red, green and blue."""

    def parts(of: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
        return np.stack([(of >> shift & 0xFF).astype(np.int32) for shift in (16, 8, 0)], axis=1)

    goal = parts(kept)
    found = [((goal - one) ** 2).sum(axis=1).argmin() for one in parts(colours)]
    return np.array(found, np.uint8)


def settle(application: QApplication, window: Window) -> None:
    """Let layouts, questions, queued signals and paints come to rest."""
    _until(application, lambda: at_rest(window))
    for _ in range(4):
        application.processEvents()


def at_rest(window: Window) -> bool:
    """Whether nothing is asked of the store and no task runs."""
    return window.session.questions.idle and not window.session.tasks


def _until(application: QApplication, done: Callable[[], bool]) -> None:
    for _ in range(RESTS):
        application.sendPostedEvents()
        application.processEvents()
        if done():
            return
        QThread.msleep(5)


# --- stores for the scenes --------------------------------------------------------------------------


def sample_store(path: Path) -> Path:
    """A store with the sample reports, some of their facts decided, for pictures that are the same each time."""
    return _decided(path, "林核", approve=slice(0, None, 2), reject=slice(1, None, 11), tag=slice(0, None, 9))


def second_store(path: Path) -> Path:
    """The same reports as another curator decided on them, at odds with the first here and there."""
    return _decided(path, "陈核", approve=slice(0, None, 3), reject=slice(10, None, 30), tag=slice(0))


def _decided(path: Path, curator: str, *, approve: slice, reject: slice, tag: slice) -> Path:
    """The sample reports with the likelier ones of their facts decided on and tagged."""
    from core import edits, ingest
    from core.filters import parse
    from core.store import Store

    with Store.open(path, curator=curator) as store:
        list(ingest.run(store, [RESOURCES.parent / "seeds"]))
        ids = store.fact_ids(parse("confidence>0.55"))
        edits.approve(store, ids[approve])
        edits.reject(store, [fact.id for fact in store.facts(ids[reject]) if fact.whole is None])
        edits.tag(store, ids[tag], "复核")
    return path


def _text_file(path: Path) -> Path:
    path.write_text("这不是数据库。\n" * 20, encoding="utf-8")
    return path


@contextmanager
def _owned(path: Path) -> Iterator[None]:
    """While it lasts another window, of a colleague, has the store."""
    from core.store.owner import claim, lock_file

    owner = claim(path, "陈核")
    told = {"who": "陈核", "process": 4711, "host": "office-2", "since": "2026-01-05T08:30:00+00:00"}
    lock_file(path).write_text(json.dumps(told), encoding="utf-8")
    try:
        yield
    finally:
        if owner:
            owner.release()
