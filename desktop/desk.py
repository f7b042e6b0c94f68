"""Answers what actions ask of the window: dialogs, workspaces, docks, text size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QFileDialog, QMainWindow, QTabWidget

from core.errors import Problem
from core.records import Status
from desktop import actions, bulk, language, messages, read_only, theme
from desktop.backups_dialog import BackupsDialog
from desktop.dialogs import CommandPalette, SettingsDialog, ShortcutsDialog
from desktop.fact_menu import FactMenu
from desktop.facts_view import FactsView
from desktop.messages import translate
from desktop.panels import Panels
from desktop.rescue_dialog import RescueDialog
from desktop.rules_dialog import RulesDialog
from desktop.search_view import SearchView
from desktop.session import Session
from desktop.settings import SCALES
from desktop.tags_dialog import TagsDialog
from desktop.theme import RESOURCES

WORKSPACES = ("review", "facts", "totals", "findings")


@dataclass(frozen=True, slots=True)
class Stage:
    """What of the window the desk works on."""

    workspaces: QTabWidget
    facts: FactsView
    history: QDockWidget
    search_dock: QDockWidget
    search: SearchView
    repairs: QDockWidget
    rebuild: Callable[[], None]


class Desk(QObject):
    """One method for each request that no panel answers."""

    def __init__(self, session: Session, window: QMainWindow, table: actions.Actions, stage: Stage) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._stage = stage
        self._table = table
        self._answers: dict[str, Callable[[], object]] = {
            "importFiles": self._import_files,
            "importFolder": self._import_folder,
            "importSamples": lambda: self.import_paths([str(RESOURCES.parent / "seeds")]),
            "openStore": self._open_store,
            "quit": window.close,
            "reopen": self._reopen,
            "removeFact": self._remove,
            "approveAllShown": self._approve_all,
            "exportFacts": self._export,
            "settings": self._settings,
            "mergeStore": self._merge,
            "agreement": self._agreement,
            "backups": lambda: BackupsDialog(session, window).exec(),
            "rescueStore": self._choose_damaged,
            "shortcuts": lambda: ShortcutsDialog(table, window).exec(),
            "palette": self._palette,
            "tags": lambda: self._edit(TagsDialog(session, window)),
            "rules": lambda: self._edit(RulesDialog(session, window)),
            "toggleHistory": lambda: _toggle(stage.history),
            "toggleRepairs": lambda: _toggle(stage.repairs),
            "zoomIn": lambda: self._zoom(1),
            "zoomOut": lambda: self._zoom(-1),
            "bulk:approve": lambda: bulk.decide(session, stage.facts.ids(), "approve", window),
            "bulk:reject": lambda: bulk.decide(session, stage.facts.ids(), "reject", window),
            "bulk:set": lambda: bulk.set_field(session, stage.facts.ids(), window),
            "bulk:tag": lambda: bulk.tag(session, stage.facts.ids(), window),
        }
        self._panels = Panels(session, window, self)
        self._menu = FactMenu(session, window, table, self)
        session.requested.connect(self.answer)
        session.failed.connect(self._failed)

    def answer(self, what: str) -> None:
        """Do what was asked, where it is the window's."""
        if what in self._answers:
            self._answers[what]()
        elif what.startswith("workspace:"):
            self._stage.workspaces.setCurrentIndex(WORKSPACES.index(what.removeprefix("workspace:")))
        elif what.startswith("run:"):
            self._table.by_id[what.removeprefix("run:")].trigger()
        elif what.startswith("search:"):
            self._stage.search_dock.show()
            self._stage.search_dock.raise_()
            self._stage.search.look_for(what.removeprefix("search:"))

    def import_paths(self, paths: Sequence[str]) -> None:
        """Import files and folders, and tell what could not be read."""
        if not paths or not self._session.writable:
            return
        task = self._session.import_files([Path(path) for path in paths])
        problems: list[str] = []

        def note(step: Any) -> None:
            if step.problem is not None:
                problems.append(messages.problem(step.problem))

        task.advanced.connect(note)
        task.over.connect(lambda: self._imported(problems))

    def _imported(self, problems: list[str]) -> None:
        done = translate("desk", "Import finished")
        failed = translate("desk", "Import finished; %1 could not be read: %2")
        text = failed.replace("%1", str(len(problems))).replace("%2", " ".join(problems[:3])) if problems else done
        self._session.notified.emit(text)

    def _import_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self._window, translate("desk", "Import documents"))
        self.import_paths(paths)

    def _import_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self._window, translate("desk", "Import a folder"))
        self.import_paths([path] if path else [])

    def _open_store(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            translate("desk", "Open a store, or name a new one"),
            str(self._session.settings.get("store")),
            translate("desk", "Hedui stores (*.hedui)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if path:
            self._session.open(Path(path))

    def _merge(self) -> None:
        from desktop.merge_dialog import MergeDialog

        path, _ = QFileDialog.getOpenFileName(
            self._window,
            translate("desk", "Merge another store"),
            "",
            translate("desk", "Stores and archives (*.hedui *.jsonl *.zip)"),
        )
        if path:
            MergeDialog(self._session, Path(path), self._window).exec()

    def _agreement(self) -> None:
        from desktop.agreement_dialog import AgreementDialog

        AgreementDialog(self._session, self._window).exec()

    def _edit(self, dialog: QDialog) -> None:
        """Show a dialog that edits the store as a whole."""
        read_only.close_off(self._session, dialog)
        dialog.exec()

    def _choose_damaged(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._window, translate("desk", "A store that cannot be opened"), "",
            translate("desk", "Hedui stores (*.hedui)"),
        )  # fmt: skip
        if path:
            self.rescue(Path(path))

    def rescue(self, damaged: Path) -> None:
        """Save what can be read of a store that cannot be opened."""
        RescueDialog(self._session, damaged, self._window).exec()

    def copies(self, path: Path) -> None:
        """Offer the copies of a store that cannot be opened."""
        BackupsDialog(self._session, self._window, path).exec()

    def _reopen(self) -> None:
        from core import edits

        self._session.do(edits.reopen, self._session.selection)

    def _remove(self) -> None:
        from core import edits

        session = self._session
        gone = session.selection
        places = [place for place, number in enumerate(session.facts) if number in gone]
        after = [number for number in session.facts[(places[-1] + 1 if places else 0) :] if number not in gone]
        if session.do(edits.remove, gone):
            session.arrange()
            session.select(after[0] if after else (session.facts[-1] if session.facts else 0))

    def _approve_all(self) -> None:
        from core import edits

        session = self._session
        if self._stage.workspaces.currentIndex() == WORKSPACES.index("facts"):
            self._stage.facts.with_pending(lambda ids: bulk.decide(session, ids, "approve", self._window))
            return
        pending = tuple(fact.id for fact in session.facts_of(session.facts) if fact.status is Status.PENDING)
        if pending:
            session.do(edits.approve, pending)
        else:
            session.notified.emit(translate("desk", "Nothing is pending here"))

    def _export(self) -> None:
        from desktop.export_dialog import ExportDialog

        ExportDialog(self._session, self._window).exec()

    def _palette(self) -> None:
        palette = CommandPalette(self._table, self._window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        palette.move(corner.x() + (self._window.width() - palette.width()) // 2, corner.y() + 96)
        palette.show()
        palette.words.setFocus()

    def _settings(self) -> None:
        if SettingsDialog(self._session, self._window).exec():
            self.dress()
            if self._session.ready:
                self._session.store.curator = self._session.settings.get("curator") or self._session.store.curator

    def dress(self) -> None:
        """Show the window in the language, theme and text size of the settings."""
        application, settings = QApplication.instance(), self._session.settings
        if isinstance(application, QApplication):
            language.speak(application, settings.get("language"))
            theme.wear(application, settings.get("theme"), settings.get("scale"))
            application.setStyleSheet("")
            self._stage.rebuild()
            theme.dress(application)

    def _zoom(self, by: int) -> None:
        now = self._session.settings.get("scale")
        at = min(range(len(SCALES)), key=lambda place: abs(SCALES[place] - now)) + by
        if 0 <= at < len(SCALES):
            self._session.settings.set("scale", SCALES[at])
            self.dress()

    def _failed(self, failure: Problem) -> None:
        self._session.notified.emit(messages.problem(failure))


def _toggle(dock: QDockWidget) -> None:
    """Show a dock on top of those it shares its place with, or hide it."""
    seen = dock.isVisible() and not dock.visibleRegion().isEmpty()
    dock.setVisible(not seen)
    dock.raise_()
