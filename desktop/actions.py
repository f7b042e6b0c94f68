"""Everything the curator can do: one table that feeds menus, keys, tool tips, command palette and shortcut page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop import icons
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.read_only import reason
from desktop.tag_book import TagBook

if TYPE_CHECKING:
    from desktop.session import Session

Run = Callable[["Session"], object]
Condition = Callable[["Session"], bool]


def ask(what: str) -> Run:
    """A step that a panel or the window answers: it listens to `session.requested`."""
    return lambda session: session.requested.emit(what)


def edit(name: str) -> Run:
    """Decide on the selection by a function of `core.edits`, and go on."""

    def run(session: Session) -> None:
        from core import edits

        session.decide(getattr(edits, name))

    return run


def _always(_: Session) -> bool:
    return True


def _open(session: Session) -> bool:
    return session.ready


def _shown(session: Session) -> bool:
    return session.document is not None


def _chosen(session: Session) -> bool:
    return session.writable and bool(session.selection)


def _writable(session: Session) -> bool:
    return session.writable


def _undoable(session: Session) -> bool:
    return session.writable and session.store.undoable() is not None


def _redoable(session: Session) -> bool:
    return session.writable and session.store.redoable() is not None


#: Conditions of what changes the store.
EDITING = (_chosen, _writable, _undoable, _redoable)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: stable id, text and tip (translated when shown), keys, where in the menus, and what it runs."""

    id: str
    text: str
    tip: str
    keys: str
    menu: str
    run: Run
    enabled: Condition = _always
    icon: str = ""


MENUS = {
    "file": QT_TRANSLATE_NOOP("actions", "&File"),
    "fact": QT_TRANSLATE_NOOP("actions", "F&act"),
    "edit": QT_TRANSLATE_NOOP("actions", "&Edit"),
    "go": QT_TRANSLATE_NOOP("actions", "&Go"),
    "view": QT_TRANSLATE_NOOP("actions", "&View"),
    "help": QT_TRANSLATE_NOOP("actions", "&Help"),
}
ACTIONS = (
    Action("importFiles", QT_TRANSLATE_NOOP("actions", "Import documents…"), QT_TRANSLATE_NOOP("actions", "Read files and find the facts in them"), "Ctrl+I", "file", ask("importFiles"), _writable, "import"),
    Action("importFolder", QT_TRANSLATE_NOOP("actions", "Import a folder…"), QT_TRANSLATE_NOOP("actions", "Read every document in a folder"), "Ctrl+Shift+I", "file", ask("importFolder"), _writable),
    Action("importSamples", QT_TRANSLATE_NOOP("actions", "Import the sample reports"), QT_TRANSLATE_NOOP("actions", "Five reports on paired assistance to try things on"), "", "file", ask("importSamples"), _writable),
    Action("exportFacts", QT_TRANSLATE_NOOP("actions", "Export…"), QT_TRANSLATE_NOOP("actions", "Write facts to a file that others can use"), "Ctrl+E", "file", ask("exportFacts"), _open, "export"),
    Action("openStore", QT_TRANSLATE_NOOP("actions", "Open a store…"), QT_TRANSLATE_NOOP("actions", "Work in another store, or make a new one"), "Ctrl+O", "file", ask("openStore")),
    Action("mergeStore", QT_TRANSLATE_NOOP("actions", "Merge another store…"), QT_TRANSLATE_NOOP("actions", "Take in what another curator decided, conflict by conflict"), "", "file", ask("mergeStore"), _writable),
    Action("agreement", QT_TRANSLATE_NOOP("actions", "Agreement between curators…"), QT_TRANSLATE_NOOP("actions", "How far curators agree who decided the same facts; samples for a second curator"), "", "file", ask("agreement"), _open),
    Action("backups", QT_TRANSLATE_NOOP("actions", "Backups…"), QT_TRANSLATE_NOOP("actions", "Copies of the store: make one now, or put one back"), "", "file", ask("backups"), _open),
    Action("rescueStore", QT_TRANSLATE_NOOP("actions", "Rescue a damaged store…"), QT_TRANSLATE_NOOP("actions", "Save what can still be read of a store that does not open"), "", "file", ask("rescueStore")),
    Action("settings", QT_TRANSLATE_NOOP("actions", "Settings…"), QT_TRANSLATE_NOOP("actions", "Name, language, appearance and keys"), "Ctrl+,", "file", ask("settings"), icon="settings"),
    Action("quit", QT_TRANSLATE_NOOP("actions", "Quit"), QT_TRANSLATE_NOOP("actions", "Close the window; everything is kept already"), "Ctrl+Q", "file", ask("quit")),
    Action("approve", QT_TRANSLATE_NOOP("actions", "Approve"), QT_TRANSLATE_NOOP("actions", "The fact is right: approve it and go to the next"), "A", "fact", edit("approve"), _chosen, "approve"),
    Action("reject", QT_TRANSLATE_NOOP("actions", "Reject"), QT_TRANSLATE_NOOP("actions", "Not a fact worth keeping: reject it and go to the next"), "R", "fact", edit("reject"), _chosen, "reject"),
    Action("reopen", QT_TRANSLATE_NOOP("actions", "Reopen"), QT_TRANSLATE_NOOP("actions", "Take the decision back: the fact is pending again"), "U", "fact", ask("reopen"), _chosen, "reopen"),
    Action("approveAllShown", QT_TRANSLATE_NOOP("actions", "Approve all shown"), QT_TRANSLATE_NOOP("actions", "Approve every pending fact that is shown, after a look"), "Ctrl+Return", "fact", ask("approveAllShown"), _writable, "approve"),
    Action("editQuantity", QT_TRANSLATE_NOOP("actions", "Edit the quantity"), QT_TRANSLATE_NOOP("actions", "Type the number with its unit"), "E", "fact", ask("editQuantity"), _chosen),
    Action("editIndicator", QT_TRANSLATE_NOOP("actions", "Edit the indicator"), QT_TRANSLATE_NOOP("actions", "Say what the number measures"), "I", "fact", ask("editIndicator"), _chosen),
    Action("editPlace", QT_TRANSLATE_NOOP("actions", "Edit the recipient"), QT_TRANSLATE_NOOP("actions", "Say which place receives, or where it happens"), "P", "fact", ask("editPlace"), _chosen),
    Action("editProvider", QT_TRANSLATE_NOOP("actions", "Edit the provider"), QT_TRANSLATE_NOOP("actions", "Say which place assists"), "Shift+P", "fact", ask("editProvider"), _chosen),
    Action("editPeriod", QT_TRANSLATE_NOOP("actions", "Edit the period"), QT_TRANSLATE_NOOP("actions", "Say which days the figure covers"), "D", "fact", ask("editPeriod"), _chosen),
    Action("editWhole", QT_TRANSLATE_NOOP("actions", "Edit the whole"), QT_TRANSLATE_NOOP("actions", "Say which fact this one is a part of"), "W", "fact", ask("editWhole"), _chosen),
    Action("lookOffer", QT_TRANSLATE_NOOP("actions", "Correct the others too…"), QT_TRANSLATE_NOOP("actions", "Look at the facts that the last correction would fit as well, and correct them"), "Y", "fact", ask("lookOffer"), _writable, "repeat"),
    Action("tag", QT_TRANSLATE_NOOP("actions", "Tag"), QT_TRANSLATE_NOOP("actions", "Put a word of your own on the fact"), "T", "fact", ask("tag"), _chosen, "tag"),
    Action("note", QT_TRANSLATE_NOOP("actions", "Note"), QT_TRANSLATE_NOOP("actions", "Write a remark on the fact"), "M", "fact", ask("note"), _chosen, "note"),
    Action("tags", QT_TRANSLATE_NOOP("actions", "Tags…"), QT_TRANSLATE_NOOP("actions", "Names, colours and keys of tags"), "Ctrl+T", "fact", ask("tags"), _open, "tag"),
    Action("rules", QT_TRANSLATE_NOOP("actions", "Rules…"), QT_TRANSLATE_NOOP("actions", "Corrections that are made again on later imports"), "Ctrl+R", "fact", ask("rules"), _open, "repeat"),
    Action("addFact", QT_TRANSLATE_NOOP("actions", "Add a fact from the selected text"), QT_TRANSLATE_NOOP("actions", "Select a quantity in the text first; its parts are read for you"), "Ins", "fact", ask("addFact"), _writable, "add"),
    Action("reanchor", QT_TRANSLATE_NOOP("actions", "Move the fact to the selected text"), QT_TRANSLATE_NOOP("actions", "The current fact stands on the text that is selected"), "Shift+Ins", "fact", ask("reanchor"), _chosen),
    Action("removeFact", QT_TRANSLATE_NOOP("actions", "Remove the fact"), QT_TRANSLATE_NOOP("actions", "Take the fact out of the document; undo brings it back"), "Del", "fact", ask("removeFact"), _chosen, "remove"),
    Action("splitFact", QT_TRANSLATE_NOOP("actions", "Split the fact…"), QT_TRANSLATE_NOOP("actions", "Several quantities were read as one: make a fact of each"), "S", "fact", ask("splitFact"), _chosen),
    Action("joinFacts", QT_TRANSLATE_NOOP("actions", "Join facts…"), QT_TRANSLATE_NOOP("actions", "One quantity was read as several: make one fact of those chosen, or of this one and the next"), "Shift+S", "fact", ask("joinFacts"), _chosen),
    Action("undo", QT_TRANSLATE_NOOP("actions", "Undo"), QT_TRANSLATE_NOOP("actions", "Reverse the last edit, also one from before a restart"), "Ctrl+Z", "edit", lambda session: session.undo(), _undoable, "undo"),
    Action("redo", QT_TRANSLATE_NOOP("actions", "Redo"), QT_TRANSLATE_NOOP("actions", "Do again what was undone last"), "Ctrl+Shift+Z", "edit", lambda session: session.redo(), _redoable, "redo"),
    Action("copyTable", QT_TRANSLATE_NOOP("actions", "Copy as a table"), QT_TRANSLATE_NOOP("actions", "Copy the selected rows for a spreadsheet"), "Ctrl+Shift+C", "edit", ask("copyTable"), _open, "copy"),
    Action("find", QT_TRANSLATE_NOOP("actions", "Find"), QT_TRANSLATE_NOOP("actions", "Find text in this document and in all others"), "Ctrl+F", "edit", ask("find"), _open, "find"),
    Action("nextFact", QT_TRANSLATE_NOOP("actions", "Next fact"), QT_TRANSLATE_NOOP("actions", "Go one fact on"), "J", "go", lambda session: session.step(1), _shown),
    Action("previousFact", QT_TRANSLATE_NOOP("actions", "Previous fact"), QT_TRANSLATE_NOOP("actions", "Go one fact back"), "K", "go", lambda session: session.step(-1), _shown),
    Action("nextPending", QT_TRANSLATE_NOOP("actions", "Next pending fact"), QT_TRANSLATE_NOOP("actions", "Go to the next fact that waits for a decision"), "N", "go", lambda session: session.next_pending(), _shown, "next"),
    Action("nextDocument", QT_TRANSLATE_NOOP("actions", "Next document"), QT_TRANSLATE_NOOP("actions", "Go one document on"), "]", "go", lambda session: session.step_document(1), _shown),
    Action("previousDocument", QT_TRANSLATE_NOOP("actions", "Previous document"), QT_TRANSLATE_NOOP("actions", "Go one document back"), "[", "go", lambda session: session.step_document(-1), _shown),
    Action("showDoubt", QT_TRANSLATE_NOOP("actions", "Finding of the fact"), QT_TRANSLATE_NOOP("actions", "Go to what does not fit about this fact"), "F", "go", ask("showDoubt"), _shown, "findings"),
    Action("nextPanel", QT_TRANSLATE_NOOP("actions", "Next panel"), QT_TRANSLATE_NOOP("actions", "Go to the next part of the window"), "F6", "go", ask("nextPanel")),
    Action("previousPanel", QT_TRANSLATE_NOOP("actions", "Previous panel"), QT_TRANSLATE_NOOP("actions", "Go to the part of the window before this one"), "Shift+F6", "go", ask("previousPanel")),
    Action("showReview", QT_TRANSLATE_NOOP("actions", "Review"), QT_TRANSLATE_NOOP("actions", "Documents beside their facts"), "Alt+1", "go", ask("workspace:review"), icon="review"),
    Action("showFacts", QT_TRANSLATE_NOOP("actions", "Facts"), QT_TRANSLATE_NOOP("actions", "All facts of all documents"), "Alt+2", "go", ask("workspace:facts"), icon="facts"),
    Action("showTotals", QT_TRANSLATE_NOOP("actions", "Totals"), QT_TRANSLATE_NOOP("actions", "Sums of approved facts, and what was left out"), "Alt+3", "go", ask("workspace:totals"), icon="totals"),
    Action("showFindings", QT_TRANSLATE_NOOP("actions", "Findings"), QT_TRANSLATE_NOOP("actions", "What does not fit"), "Alt+4", "go", ask("workspace:findings"), icon="findings"),
    Action("toggleRaw", QT_TRANSLATE_NOOP("actions", "Raw text"), QT_TRANSLATE_NOOP("actions", "Switch between the repaired text, the raw text and, of a PDF, the page"), "O", "view", ask("toggleRaw"), _shown, "raw"),
    Action("toggleHistory", QT_TRANSLATE_NOOP("actions", "History"), QT_TRANSLATE_NOOP("actions", "Every edit: who, when, before and after"), "Ctrl+H", "view", ask("toggleHistory"), _open, "history"),
    Action("toggleRepairs", QT_TRANSLATE_NOOP("actions", "Repairs"), QT_TRANSLATE_NOOP("actions", "What was repaired in this document, and where"), "Shift+O", "view", ask("toggleRepairs"), _shown, "damaged"),
    Action("toggleLayout", QT_TRANSLATE_NOOP("actions", "Joined lines and spaces"), QT_TRANSLATE_NOOP("actions", "Show or hide repairs that changed no character: joined lines, columns, spaces"), "Shift+L", "view", ask("toggleLayout"), _shown),
    Action("zoomIn", QT_TRANSLATE_NOOP("actions", "Larger text"), QT_TRANSLATE_NOOP("actions", "Make all text larger"), "Ctrl+=", "view", ask("zoomIn")),
    Action("zoomOut", QT_TRANSLATE_NOOP("actions", "Smaller text"), QT_TRANSLATE_NOOP("actions", "Make all text smaller"), "Ctrl+-", "view", ask("zoomOut")),
    Action("palette", QT_TRANSLATE_NOOP("actions", "Command palette"), QT_TRANSLATE_NOOP("actions", "Type what you want to do"), "Ctrl+Shift+P", "help", ask("palette"), icon="palette"),
    Action("shortcuts", QT_TRANSLATE_NOOP("actions", "Keyboard shortcuts"), QT_TRANSLATE_NOOP("actions", "All keys on one page, to read and to change"), "F1", "help", ask("shortcuts")),
    *(
        Action(f"tag{key}", QT_TRANSLATE_NOOP("actions", "Tag with favourite %1"), QT_TRANSLATE_NOOP("actions", "Put the tag of this number on the fact, or take it off"), str(key), "", ask(f"tag:{key}"), _chosen)
        for key in range(1, 10)
    ),
)  # fmt: skip


class Actions(QObject):
    """The table as Qt actions of one window, enabled as the session allows."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._tags = TagBook.of(session)
        self._tags.read_again.connect(self._name)
        self.by_id: dict[str, QAction] = {}
        for action in ACTIONS:
            made = self._made(action, self._keys(action))
            self.by_id[action.id] = made
            window.addAction(made)
        for signal in (session.changed, session.document_changed, session.selection_changed, session.store_changed):
            signal.connect(self.refresh)
        session.store_changed.connect(self._name)
        self.refresh()
        self._name()

    def __iter__(self) -> Iterator[tuple[Action, QAction]]:
        """Rows of the table with their Qt actions."""
        return ((action, self.by_id[action.id]) for action in ACTIONS)

    def _made(self, action: Action, keys: str) -> QAction:
        made = QAction(title(action), self)
        made.setObjectName(action.id)
        made.setIcon(icons.icon(action.icon) if action.icon else made.icon())
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setToolTip(tip(action, keys))
        made.setStatusTip(translate("actions", action.tip))
        made.triggered.connect(lambda: action.run(self._session))
        return made

    def refresh(self) -> None:
        """Enable what can be done now."""
        can = {enabled: enabled(self._session) for enabled in {action.enabled for action in ACTIONS}}
        for action, made in self:
            made.setEnabled(can[action.enabled])

    def _name(self) -> None:
        """Tell what each does, or why nothing can be changed; a favourite by its tag."""
        why = reason(self._session)
        for action, made in self:
            favourite = self._tags.favourite(int(action.id[3:])) if action.id[3:].isdecimal() else ""
            if action.id[3:].isdecimal():
                named = translate("actions", "Tag: %1").replace("%1", favourite.replace("&", "&&"))
                made.setText(named if favourite else title(action))
            locked = why if action.enabled in EDITING else ""
            made.setToolTip(locked or tip(action, self._keys(action)))
            made.setStatusTip(locked or translate("actions", action.tip))

    def set_keys(self, changed: dict[str, str]) -> None:
        """Give actions other keys and remember them."""
        keys = {**(self._session.settings.get("keys") or {}), **changed}
        self._session.settings.set("keys", keys)
        for action, made in self:
            made.setShortcut(QKeySequence(self._keys(action)))
        self._name()

    def _keys(self, action: Action) -> str:
        return str((self._session.settings.get("keys") or {}).get(action.id, action.keys))


def title(action: Action) -> str:
    """The text of an action in the window's language."""
    return translate("actions", action.text).replace("%1", action.keys)


def tip(action: Action, keys: str) -> str:
    """What an action does, with its keys."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return translate("actions", action.tip) + (f" ({native})" if native else "")
