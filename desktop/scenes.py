"""What stands in the window for each picture of the guide: workspaces, dialogs, empty panes and errors.

A scene is arranged through the same requests and fields that a curator uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDockWidget, QLineEdit

from core.errors import Problem
from desktop.bugs import Reporter
from desktop.desk import WORKSPACES
from desktop.window import Window


def _nothing(_: Window) -> None: ...


@dataclass(frozen=True, slots=True)
class Scene:
    """`arrange` sets the window as it is to be drawn; `opens` asks for the dialog that is drawn in its place.

    `opens` returns when the dialog is closed; `clear` puts back what the next scene does not set itself.
    """

    name: str
    arrange: Callable[[Window], object] = _nothing
    opens: Callable[[Window], object] | None = None
    clear: Callable[[Window], object] = _nothing


def ask(request: str) -> Callable[[Window], None]:
    """What an action of the menu asks for."""
    return lambda window: window.session.requested.emit(request)


def _workspace(name: str) -> Callable[[Window], None]:
    return lambda window: window.workspaces.setCurrentIndex(WORKSPACES.index(name))


def _first(window: Window) -> None:
    """The review of the first document, at its first pending fact."""
    _workspace("review")(window)
    session = window.session
    if session.ready and len(session.documents):
        session.show_document(session.documents.ids[0])


# --- with the sample reports ------------------------------------------------------------------------


def _nothing_matches(window: Window) -> None:
    _workspace("facts")(window)
    window.session.set_filter("value>1e15")


def _all_again(window: Window) -> None:
    window.session.set_filter("")


def _several(window: Window) -> None:
    _workspace("review")(window)
    window.session.select(window.session.facts[0], window.session.facts[:4])


def _one(window: Window) -> None:
    window.session.select(window.session.facts[0])


def _unreadable_quantity(window: Window) -> None:
    """A quantity that cannot be read, with the reason beside the field; nothing of it is kept."""
    _workspace("review")(window)
    window.session.requested.emit("editQuantity")
    field = window.focusWidget()
    if isinstance(field, QLineEdit):
        field.setText("很多万")
        field.textEdited.emit("很多万")


def _leave_field(window: Window) -> None:
    window.session.requested.emit("focusFacts")
    window.session.select(window.session.facts[1])
    _one(window)


def _dock(request: str, find: Callable[[Window], QDockWidget]) -> Callable[[Window], None]:
    def arrange(window: Window) -> None:
        _workspace("review")(window)
        window.session.requested.emit(request)
        find(window).show()
        find(window).raise_()

    return arrange


def _hide_docks(window: Window) -> None:
    for dock in (window.history, window.search_dock, window.repairs_dock):
        dock.hide()
    window.search.words.clear()


def _everything(window: Window) -> None:
    _workspace("facts")(window)
    window.facts.table.view.selectAll()


def _broken(window: Window) -> None:
    try:
        raise ValueError
    except ValueError as bug:
        Reporter(window).show_bug(bug)


SPACES = (Scene("review", _first), *(Scene(name, _workspace(name)) for name in WORKSPACES[1:]))
SAMPLES = (
    Scene("history", _dock("", lambda window: window.history), clear=_hide_docks),
    Scene("search", _dock("search:扶贫车间", lambda window: window.search_dock), clear=_hide_docks),
    Scene("repairs", _dock("", lambda window: window.repairs_dock), clear=_hide_docks),
    Scene("several", _several, clear=_one),
    Scene("unreadable-quantity", _unreadable_quantity, clear=_leave_field),
    Scene("no-match", _nothing_matches, clear=_all_again),
    Scene("no-hit", _dock("search:没有这样的话", lambda window: window.search_dock), clear=_hide_docks),
    Scene("dialog-export", opens=ask("exportFacts")),
    Scene("dialog-settings", opens=ask("settings")),
    Scene("dialog-shortcuts", opens=ask("shortcuts")),
    Scene("dialog-palette", opens=ask("palette")),
    Scene("dialog-tags", opens=ask("tags")),
    Scene("dialog-rules", opens=ask("rules")),
    Scene("dialog-backups", opens=ask("backups")),
    Scene("dialog-agreement", opens=ask("agreement")),
    Scene("dialog-bulk", _everything, ask("bulk:approve")),
    Scene("dialog-fault", opens=_broken),
)


# --- with other stores ------------------------------------------------------------------------------

EMPTY = tuple(Scene(f"empty-{name}", _workspace(name)) for name in WORKSPACES)
READ_ONLY = (Scene("read-only", _first),)
REFUSED = (Scene("refused"),)


def merging(other: Path) -> Scene:
    """The dialog that merges the store of another curator."""

    def opens(window: Window) -> None:
        from desktop.merge_dialog import MergeDialog

        try:
            MergeDialog(window.session, other, window).exec()
        except Problem as failure:
            window.session.failed.emit(failure)

    return Scene("dialog-merge", opens=opens)
