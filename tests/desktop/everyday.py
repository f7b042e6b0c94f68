"""Everyday tasks driven by real keys on a window, each key counted: tests hold them, the benchmark prints them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QWidget

from core.records import Status
from desktop.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def settle(window: Window, until: Callable[[], object] = lambda: True, seconds: float = 60) -> None:
    """Let the window come to rest: no task, no open question, and what is waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        if not window.session.tasks and window.session.questions.idle and until():
            QApplication.processEvents()
            return
        time.sleep(0.002)
    raise AssertionError("the window did not come to rest")


@dataclass
class Hands:
    """Two hands on the keyboard: each key is counted; a value that is typed counts as one entry."""

    window: Window
    keys: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        name = {CONTROL: "Ctrl+", ALT: "Alt+"}.get(modifier, "") + key.name.removeprefix("Key_")
        self.keys.append(name)
        QTest.keyClick(self._target(), key, modifier)
        settle(self.window)

    def type(self, text: str) -> None:
        """Type as an input method hands characters over."""
        self.keys.append(f"“{text}”")
        target = self._target()
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))
        settle(self.window)

    def _target(self) -> QWidget:
        dialog = QApplication.activeModalWidget()
        top = dialog or self.window
        return top.focusWidget() or top


@contextmanager
def scripted(hands: Hands, files: list[Path], target: Path) -> Iterator[None]:
    """Dialogs answered by one key each: Return in ours, a chosen file in the system's, a reason where one is asked."""

    def run(dialog: QDialog) -> int:
        hands.keys.append("Return")
        choose = getattr(dialog, "_choose_file", None)
        if choose:
            choose()
        else:
            dialog.accept()
        return int(QDialog.DialogCode.Accepted)

    def saved(*_: object, **__: object) -> tuple[str, str]:
        hands.keys.append("Return")
        return str(target), ""

    def opened(*_: object, **__: object) -> tuple[list[str], str]:
        hands.keys.append("Return")
        return [str(path) for path in files], ""

    def asked(*_: object, **__: object) -> tuple[str, bool]:
        hands.keys.append("Return")
        return "as the report says", True

    answers = (
        (QDialog, "exec", run),
        (QFileDialog, "getSaveFileName", staticmethod(saved)),
        (QFileDialog, "getOpenFileNames", staticmethod(opened)),
        (QInputDialog, "getText", staticmethod(asked)),
    )
    with ExitStack() as stack:
        for owner, name, answer in answers:
            stack.enter_context(patch.object(owner, name, answer))
        yield


def approve(hands: Hands) -> bool:
    session = hands.window.session
    fact = session.current
    hands.press(Key.Key_A)
    return session.store.fact(fact).status is Status.APPROVED and session.current != fact


def fix_unit(hands: Hands) -> bool:
    session = hands.window.session
    fact = session.current
    hands.press(Key.Key_E)
    hands.type("12亿元")
    hands.press(Key.Key_Return)
    return session.store.fact(fact).value == 1_200_000_000


def set_place(hands: Hands) -> bool:
    session = hands.window.session
    fact = session.current
    hands.press(Key.Key_P)
    hands.type("兴和县")
    hands.press(Key.Key_Return)
    return session.store.fact(fact).recipient == ("150924",)


def tag(hands: Hands) -> bool:
    session = hands.window.session
    fact = session.current
    hands.press(Key.Key_T)
    hands.type("复核")
    hands.press(Key.Key_Return)
    return "复核" in session.store.fact(fact).tags


def add_missed(hands: Hands) -> bool:
    """The quantity is selected already, with the mouse or Shift and arrows."""
    session = hands.window.session
    gone = session.fact(session.current)
    hands.window.actions_table.by_id["removeFact"].trigger()
    hands.window.review.source.text.show_span(gone.start, gone.end)
    hands.press(Key.Key_Insert)
    added = session.fact(session.current)
    return added.id != gone.id and added.quote == gone.quote


def approve_matching(hands: Hands) -> bool:
    """As many as the filter finds; with `count` of them in the store it is 200."""
    session = hands.window.session
    hands.press(Key.Key_2, ALT)
    hands.press(Key.Key_F, CONTROL)
    hands.type("status:pending")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return, CONTROL)
    settle(hands.window)
    from core.filters import parse

    return session.store.count(parse("status:pending")) == 0


def undo_all(hands: Hands) -> bool:
    session = hands.window.session
    hands.press(Key.Key_Z, CONTROL)
    from core.filters import parse

    return session.store.count(parse("status:pending")) >= 200


def find_sentence(hands: Hands) -> bool:
    window = hands.window
    window.workspaces.setCurrentIndex(0)
    settle(window)
    hands.keys.clear()
    hands.press(Key.Key_F, CONTROL)
    hands.type("帮扶")
    hands.press(Key.Key_Return)
    return window.review.source.text.textCursor().selectedText() == "帮扶"


def settle_finding(hands: Hands) -> bool:
    from core import checks

    window = hands.window
    before = sum(one.settled is not None for one in checks.findings(window.session.store))
    hands.press(Key.Key_4, ALT)
    settle(window, lambda: window.findings.view.model().rowCount() > 0)
    hands.press(Key.Key_D)
    hands.press(Key.Key_Return)
    return sum(one.settled is not None for one in checks.findings(window.session.store)) > before


def export(hands: Hands) -> bool:
    session = hands.window.session
    written: list[object] = []
    session.started.connect(written.append)
    hands.press(Key.Key_E, CONTROL)
    return bool(written)


#: Task, how it is done, and the most keys it may take.
TASKS: tuple[tuple[str, Callable[[Hands], bool], int], ...] = (
    ("approve a right fact", approve, 1),
    ("fix a wrong unit", fix_unit, 3),
    ("set a place", set_place, 3),
    ("tag", tag, 3),
    ("add a missed fact (its text selected)", add_missed, 1),
    ("approve 200 that match", approve_matching, 6),
    ("undo all of it", undo_all, 1),
    ("find a sentence", find_sentence, 3),
    ("settle a finding", settle_finding, 8),
    ("export", export, 3),
)


def counted(window: Window, target: Path) -> Iterator[tuple[str, list[str], bool, int]]:
    """Each task done: its name, the keys it took, whether it worked, and the most keys it may take."""
    for name, run, most in TASKS:
        hands = Hands(window)
        with scripted(hands, [], target):
            worked = run(hands)
            settle(window)
        yield name, list(hands.keys), worked, most
