"""Faults of the program itself: written to a log, told in a dialog, and the work goes on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import core
from core.cli.log import Discreet
from desktop.dialogs import BugDialog

LARGEST, KEPT = 1_000_000, 3  # bytes of a log file, and how many older ones stay


def log_path() -> Path:
    """Where the log is written."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "log" / "hedui.log"


def start_log() -> None:
    """Write warnings and faults to a rotating file, without a word of a document; where it cannot be, there is none."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


class Reporter(QObject):
    """Shows what an exception that nobody expected did; never two dialogs at once.

    `told` is asked first: it says whether the exception is a known trouble (a damaged store), which it then tells.
    """

    def __init__(self, window: QWidget, told: Callable[[Exception], bool] = lambda _: False) -> None:
        super().__init__(window)
        self._window = window
        self._told = told
        self._showing = False

    def watch(self) -> None:
        """Take the place of the interpreter's last word on exceptions."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        self.show_bug(bug)

    def show_bug(self, bug: BaseException) -> None:
        """Log a fault and tell it."""
        logging.getLogger("hedui").error("fault", exc_info=bug)
        if self._showing or (isinstance(bug, Exception) and self._told(bug)):
            return
        self._showing = True
        text = report(bug)
        BugDialog(text, lambda: QGuiApplication.clipboard().setText(text), self._window).exec()
        self._showing = False


def report(bug: BaseException) -> str:
    """What a fault report holds: versions, where it happened, where the log is; no document's text, no user's name."""
    versions = (
        f"Hedui {core.__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}, {platform.system()}"
    )
    frames = "".join(
        f"  {_within(Path(frame.filename))}, line {frame.lineno}, in {frame.name}\n"
        for frame in traceback.extract_tb(bug.__traceback__)
    )
    return f"{versions}\n{type(bug).__name__}\n{frames}\n{_within(log_path())}"


def _within(path: Path) -> str:
    """A path as others may see it: from the program's folder or the packages', else from the user's own."""
    for root in (Path(core.__file__).parents[1], *map(Path, sys.path)):
        if root.is_absolute() and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
