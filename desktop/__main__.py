"""Starts the window: `hedui-window [STORE]`, or `python -m desktop`."""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication

from desktop import language, theme
from desktop.session import Session
from desktop.settings import Settings
from desktop.window import Window

#: Seconds after which a thread at work hands the interpreter to the window's, which asks for it at every line it draws.
SWITCH = 0.0005


def parser() -> argparse.ArgumentParser:
    """The arguments of the window."""
    made = argparse.ArgumentParser(
        prog="hedui-window", description="Hedui 核对: reports beside the facts found in them"
    )
    made.add_argument("store", nargs="?", type=Path, help="the store to open; by default the last one")
    drawn = "draw the workspaces to DIR and end; without STORE, all that the guide shows"
    made.add_argument("--pictures", type=Path, metavar="DIR", help=drawn)
    made.add_argument("--language", choices=("system", "zh", "en"), help="for this run only")
    made.add_argument("--theme", choices=("system", *theme.THEMES), help="for this run only")
    return made


def build(arguments: Sequence[str]) -> tuple[QApplication, Window]:
    """Make the application and the window, show it, and open the store; no event loop is entered."""
    given = parser().parse_args(list(arguments))
    sys.setswitchinterval(SWITCH)
    application = _application()
    settings = Settings()
    language.speak(application, given.language or settings.get("language"))
    theme.wear(application, given.theme or settings.get("theme"), settings.get("scale"))
    window = Window(Session(settings))
    theme.dress(application)
    window.show()
    application.processEvents()  # the window stands before the store and its libraries are loaded
    window.complete()
    window.session.open(given.store or default_store(settings))
    window.session.requested.emit("focusFacts")
    return application, window


def keep_for_good() -> None:
    """Take what stands now out of garbage collection: walking through all of it held the window for 50 ms each time."""
    gc.collect()
    gc.freeze()


def default_store(settings: Settings) -> Path:
    """The last store, or a first one in the user's data folder."""
    last = settings.get("store")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    return Path(last) if last and Path(last).exists() else Path(folder) / "hedui.hedui"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = parser().parse_args(given)
    pictures = asked.pictures
    if pictures and asked.store is None:
        return _all_pictures(pictures, given)
    application, window = build(given)
    keep_for_good()
    from desktop.bugs import Reporter, start_log

    start_log()
    reporter = Reporter(window, window.session.break_off)
    reporter.watch()
    window.session.broke.connect(reporter.show_bug)
    if pictures:
        from desktop.pictures import draw

        draw(application, window, pictures)
        window.close()
        return 0
    return application.exec()


def _all_pictures(folder: Path, given: Sequence[str]) -> int:
    """Draw every scene on stores made for them, with the settings that a new user has."""
    from desktop.pictures import draw_all

    with tempfile.TemporaryDirectory() as stores:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, stores)
        application, window = build([*given, str(Path(stores) / "新库.hedui")])
        draw_all(application, window, folder.absolute(), Path(stores))
        window.close()
    return 0


def _application() -> QApplication:
    made = QApplication.instance()
    if not isinstance(made, QApplication):
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        made = QApplication(sys.argv[:1])
    made.setApplicationName("Hedui")
    made.setOrganizationName("Hedui")
    if made.property("theme") is None:
        made.setStyle("Fusion")
    family = theme.load_fonts()
    if family and made.font().family() != family:
        font = made.font()
        font.setFamilies([family, *font.families()])
        made.setFont(font)
    return made


if __name__ == "__main__":
    sys.exit(main())
