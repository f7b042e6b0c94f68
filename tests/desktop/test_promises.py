"""What holds for the whole window: names, keys, tips, contrast, translations, nothing loaded too early."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from core.records import Status
from desktop import language, theme
from desktop.actions import ACTIONS, MENUS
from desktop.messages import EDIT, FIELD, STATUS
from desktop.widgets import STATUS_ICON
from desktop.window import Window

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = ROOT / "resources" / "translations" / "hedui_zh.ts"
NAMES = [
    "workspaces",
    "documentList",
    "sourceView",
    "factTable",
    "factForm",
    "allFactsTable",
    "filterBar",
    "facets",
    "totalsTable",
    "chart",
    "leftOutTable",
    "findingsTable",
    "historyTable",
    "fieldQuantity",
    "fieldIndicator",
    "fieldProvider",
    "fieldRecipient",
    "fieldPeriod",
    "fieldPer",
    "fieldPlanned",
    "fieldWhole",
    "fieldChange",
    "fieldTags",
    "fieldNote",
]
KEYS = {
    "approve": "A", "reject": "R", "reopen": "U", "nextFact": "J", "previousFact": "K", "nextPending": "N",
    "nextDocument": "]", "previousDocument": "[", "editQuantity": "E", "editIndicator": "I", "editPlace": "P",
    "editPeriod": "D", "editWhole": "W", "tag": "T", "note": "M", "addFact": "Ins", "removeFact": "Del",
    "approveAllShown": "Ctrl+Return", "undo": "Ctrl+Z", "redo": "Ctrl+Shift+Z", "find": "Ctrl+F", "toggleRaw": "O",
    "importFiles": "Ctrl+I", "exportFacts": "Ctrl+E", "palette": "Ctrl+Shift+P",
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_has_a_text_a_tip_and_a_menu(action: object) -> None:
    assert action.text  # type: ignore[attr-defined]
    assert action.tip.strip()  # type: ignore[attr-defined]
    assert action.menu in (*MENUS, "")  # type: ignore[attr-defined]


def test_no_two_actions_share_a_key_or_a_name() -> None:
    keys = Counter(action.keys for action in ACTIONS if action.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_actions_have_the_keys_of_the_design(name: str, key: str) -> None:
    assert next(action.keys for action in ACTIONS if action.id == name) == key


def test_parts_have_the_names_that_others_rely_on(window: Window) -> None:
    found = {name: window.findChildren(QWidget, name) for name in NAMES}
    assert {name: len(ones) for name, ones in found.items()} == dict.fromkeys(NAMES, 1)
    assert [name for name, (one,) in found.items() if not one.accessibleName()] == []


def test_every_control_can_be_read_out(window: Window) -> None:
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QAbstractButton)
    controls = [one for kind in kinds for one in window.findChildren(kind)]
    inner = {"qt_spinbox_lineedit", "qt_scrollarea_viewport"}
    unnamed = [
        one
        for one in controls
        if not (one.accessibleName() or getattr(one, "text", str)() or one.objectName() in inner or one.toolTip())
        and not one.objectName().startswith("qt_")
        and not isinstance(one.parent(), (QComboBox, QAbstractItemView, QLineEdit))
        and type(one).__module__.startswith(("PySide6", "desktop"))
        and type(one).__name__
        not in ("QHeaderView", "QTableCornerButton", "QAbstractButton", "QListView", "QToolButton")
    ]
    assert unnamed == []


TEXT_ON = [
    (ink, ground)
    for grounds, inks in (
        (("window", "surface", "sunken", "hover"), ("text", "muted")),
        (("window", "surface", "accent_soft"), ("accent", "text")),
        (("selection",), ("text", "muted")),
        (("accent",), ("on_accent",)),
        (("text",), ("window",)),  # the offer after a correction
        (("pending_soft",), ("text",)),  # the banner
        (("rejected_soft",), ("text",)),  # a field that cannot be read
        (("window", "surface"), ("approved", "rejected", "pending")),
        (("approved_soft",), ("approved",)),
        (("rejected_soft",), ("rejected",)),
        (("pending_soft",), ("pending",)),
    )
    for ground in grounds
    for ink in inks
]


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_reads_on_its_ground(name: str, ink: str, ground: str) -> None:
    worn = theme.THEMES[name]
    assert theme.contrast(getattr(worn, ink), getattr(worn, ground)) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("category", theme.HUES)
def test_marked_text_reads_on_its_tint(qapp: QApplication, name: str, category: str) -> None:
    worn = theme.wear(qapp, name)
    assert theme.contrast(worn.text, theme.tint(category).name()) >= 4.5
    assert theme.contrast(theme.ink(category).name(), worn.surface) >= 3


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("ground", ["window", "surface", "hover", "accent_soft"])
def test_the_focus_stands_out_from_its_ground(name: str, ground: str) -> None:
    worn = theme.THEMES[name]
    assert theme.contrast(worn.accent, getattr(worn, ground)) >= 3


def test_every_kind_of_control_shows_its_focus() -> None:
    rules = (ROOT / "desktop" / "theme.qss").read_text("utf-8")
    kinds = ("QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QAbstractItemView", "QCheckBox::indicator")
    views = ("QPlainTextEdit#sourceView", "QAbstractScrollArea#pageView", "QTabWidget#workspaces > QTabBar::tab")
    assert [kind for kind in (*kinds, *views) if f"{kind}:focus" not in rules] == []


def test_a_status_is_told_by_icon_and_word_not_by_colour_alone() -> None:
    assert set(STATUS_ICON) == set(STATUS) == set(Status)
    assert len(set(STATUS_ICON.values())) == len(Status)


def test_no_text_is_untranslated() -> None:
    open_ones = [
        message.findtext("source")
        for message in ElementTree.parse(TEXTS).iter("message")
        if message.find("translation") is None
        or message.find("translation").get("type") == "unfinished"  # type: ignore[union-attr]
        or not message.findtext("translation")
    ]
    assert open_ones == []


def test_the_translations_are_those_of_the_code(tmp_path: Path) -> None:
    sys.path.insert(0, str(TEXTS.parent))
    try:
        import update
    finally:
        sys.path.pop(0)
    fresh = tmp_path / "fresh.ts"
    update.collect(fresh)

    def texts(path: Path) -> set[tuple[str | None, str | None]]:
        contexts = ElementTree.parse(path).iter("context")
        return {(one.findtext("name"), each.findtext("source")) for one in contexts for each in one.iter("message")}

    assert texts(fresh) == texts(TEXTS)


def test_the_compiled_translations_are_current() -> None:
    translator = QTranslator()
    assert translator.load("hedui_zh", str(TEXTS.parent))
    for context in ElementTree.parse(TEXTS).iter("context"):
        for message in context.iter("message"):
            name, source = context.findtext("name") or "", message.findtext("source") or ""
            assert translator.translate(name, source) == message.findtext("translation")


@pytest.mark.parametrize("table", [EDIT, FIELD, STATUS])
def test_tables_of_words_hold_words(table: dict[str, str]) -> None:
    assert all(table.values())


@pytest.mark.parametrize("tongue", ["zh", "en"])
@pytest.mark.parametrize("look", [*theme.THEMES])
def test_the_window_can_be_made_again_in_every_dress(
    window: Window, qapp: QApplication, tongue: str, look: str
) -> None:
    language.speak(qapp, tongue)
    theme.wear(qapp, look)
    window.rebuild()
    theme.dress(qapp)
    assert window.workspaces.tabText(0) == {"zh": "核对", "en": "Review"}[tongue]
    assert len(window.findChildren(QWidget, "factTable")) >= 1
    assert QColor(theme.current().surface).isValid()


SHOWN_FIRST = """
import sys
from desktop import window
loaded = []
paint = window.Window.showEvent
def shown(self, event):
    loaded.extend(sys.modules)
    paint(self, event)
window.Window.showEvent = shown
from desktop.__main__ import build
application, made = build([sys.argv[1]])
made.close()
print([name for name in ("jieba", "pyqtgraph", "numpy", "sqlite_utils", "pypinyin", "opencc") if name in loaded])
"""


def test_the_window_stands_before_heavy_libraries_are_loaded(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SHOWN_FIRST, str(tmp_path / "one.hedui")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.usefixtures("qapp")
def test_qt_calls_lose_no_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses one a call, and dies after some thousands."""
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < 100
    widget.deleteLater()
