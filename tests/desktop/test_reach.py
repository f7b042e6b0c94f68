"""Everything is reached by key: the focus chain of each workspace and dialog, names, panels, Escape, findings, tags."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QMainWindow, QWidget

from core import edits
from desktop import theme
from desktop.actions import ACTIONS
from desktop.agreement_dialog import AgreementDialog
from desktop.desk import WORKSPACES
from desktop.dialogs import BulkDialog, CommandPalette, SettingsDialog, ShortcutsDialog
from desktop.doubts import Doubts
from desktop.export_dialog import ExportDialog
from desktop.panels import controls, panel_of
from desktop.reshape import JoinDialog, SplitDialog
from desktop.rules_dialog import RulesDialog
from desktop.tag_book import TagBook
from desktop.tags_dialog import TagsDialog
from desktop.window import Window
from tests.desktop.everyday import Hands, settle

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def walked(top: QWidget) -> list[QWidget]:
    """What Tab reaches from the first control on, until it comes round."""
    first = next(controls(top))
    first.setFocus()
    seen: list[QWidget] = []
    while (now := top.focusWidget()) is not None and now not in seen and len(seen) < 200:
        seen.append(now)
        QTest.keyClick(now, Key.Key_Tab)
        QApplication.processEvents()
    return seen


def said(control: QWidget) -> str:
    """What an assistive tool reads out."""
    return control.accessibleName() or getattr(control, "text", str)() or control.toolTip()


def own(control: QWidget) -> bool:
    """Whether a control is one of ours, not a part that Qt makes inside another."""
    return not control.objectName().startswith("qt_") and type(control).__name__ not in ("QTabBar", "PlotWidget")


@pytest.mark.parametrize("name", WORKSPACES)
def test_tab_reaches_every_control_of_a_workspace_and_each_has_a_name(window: Window, name: str) -> None:
    window.session.requested.emit(f"workspace:{name}")
    settle(window)
    reached = walked(window)
    wanted = [one for one in controls(window) if own(one)]
    assert len(wanted) > 3
    assert [said(one) for one in wanted if one not in reached and not inside(one, reached)] == []
    assert [one for one in wanted if not said(one)] == []


def inside(control: QWidget, reached: list[QWidget]) -> bool:
    """Whether a control stands inside one that was reached, such as the line of a box."""
    return any(one.isAncestorOf(control) for one in reached)


def _facts(window: Window) -> tuple[int, ...]:
    return tuple(window.session.facts[:3])


DIALOGS: dict[str, Callable[[Window], QDialog]] = {
    "settings": lambda window: SettingsDialog(window.session, window),
    "shortcuts": lambda window: ShortcutsDialog(window.actions_table, window),
    "palette": lambda window: CommandPalette(window.actions_table, window),
    "bulk": lambda window: BulkDialog(window.session, _facts(window), "Approve", window),
    "tags": lambda window: TagsDialog(window.session, window),
    "rules": lambda window: RulesDialog(window.session, window),
    "export": lambda window: ExportDialog(window.session, window),
    "agreement": lambda window: AgreementDialog(window.session, window),
    "split": lambda window: SplitDialog(
        window.session, window.session.document, window.session.fact(window.session.current), [], window
    ),
    "join": lambda window: JoinDialog(window.session, _facts(window)[:2], window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_is_reached_has_a_name_and_escape_leaves(window: Window, name: str) -> None:
    window.session.do(edits.tag, _facts(window), "复核")
    dialog = DIALOGS[name](window)
    dialog.show()
    QApplication.processEvents()
    reached = walked(dialog)
    wanted = [one for one in controls(dialog) if own(one)]
    assert wanted
    assert [one for one in wanted if not said(one)] == []
    if name not in ("shortcuts", "palette"):  # tables of editors take Tab for themselves; arrows move in the palette
        assert [said(one) for one in wanted if one not in reached and not inside(one, reached)] == []
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_f6_goes_round_the_panels_and_comes_back_to_the_same_control(window: Window) -> None:
    hands = Hands(window)
    window.review.form.fields["period"].edit.setFocus()
    start = panel_of(window.focusWidget())
    panels = [start]
    while len(panels) < 12:
        hands.press(Key.Key_F6)
        panels.append(panel_of(window.focusWidget()))
        if panels[-1] is start:
            break
    assert len(set(panels)) == len(panels) - 1 >= 5
    assert window.focusWidget() is window.review.form.fields["period"].edit
    hands.press(Key.Key_F6, SHIFT)
    assert panel_of(window.focusWidget()) is panels[-2]


@pytest.mark.parametrize("name", ["fieldQuantity", "fieldTags", "fieldNote", "fieldPer", "documentList", "sourceView"])
def test_escape_leads_back_to_the_facts_and_changes_nothing(window: Window, name: str) -> None:
    before = window.session.fact(window.session.current)
    control: Any = window.findChild(QWidget, name)
    control.setFocus()
    if hasattr(control, "setText"):
        Hands(window).type("9")
    Hands(window).press(Key.Key_Escape)
    assert window.focusWidget() is window.review.facts.view
    assert window.session.store.fact(before.id) == before


class Watch(QObject):
    """Notes widgets that are shown as windows of their own, if only for a moment: the keyboard goes to them."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        alone = isinstance(watched, QWidget) and watched.windowType() == Qt.WindowType.Window
        if event.type() == QEvent.Type.Show and alone and not isinstance(watched, QMainWindow):
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_of_the_window_is_a_window_for_a_moment(
    opened: Callable[..., Window], store_with_seeds: Path, tmp_path: Path
) -> None:
    shutil.copy(store_with_seeds, store := tmp_path / "own.hedui")
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    window = opened(str(store))
    for place in range(window.workspaces.count()):
        window.workspaces.setCurrentIndex(place)
        settle(window)
        assert QApplication.activeWindow() is window
        Hands(window).press(Key.Key_Down)
    for dock in ("toggleHistory", "toggleRepairs", "search:帮扶"):
        window.session.requested.emit(dock)
        settle(window)
    window.rebuild()
    settle(window)
    QApplication.instance().removeEventFilter(watch)
    assert watch.shown == []


def test_escape_closes_a_dock(window: Window) -> None:
    Hands(window).press(Key.Key_A)  # something stands in the history
    window.session.requested.emit("toggleHistory")
    settle(window)
    window.history.widget().view.setFocus()
    Hands(window).press(Key.Key_Escape)
    assert not window.findChild(QDockWidget, "historyDock").isVisible()


def test_no_two_actions_share_a_key_as_they_are_set(window: Window) -> None:
    keys = [made.shortcut().toString() for _, made in window.actions_table if not made.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    assert len(keys) > len(ACTIONS) / 2


# --- findings -------------------------------------------------------------------------------------------


@pytest.fixture
def doubted(window: Window) -> int:
    """A fact with an open finding, in view."""
    from core import checks

    finding = next(one for one in checks.findings(window.session.store) if one.document)
    window.session.show_fact(finding.facts[0])
    settle(window, lambda: finding.facts[0] in Doubts.of(window.session).facts())
    return finding.facts[0]


def test_a_finding_stands_in_the_row_and_in_the_margin_and_a_click_leads_to_it(window: Window, doubted: int) -> None:
    model, text = window.review.facts.model, window.review.source.text
    fact = window.session.fact(doubted)
    assert model.signs(fact)[0] == "finding"
    sentence = Doubts.of(window.session).sentences(doubted)
    flags = model.index(model.row_of(doubted), [one.name for one in model.columns].index("flags"))
    assert sentence in flags.data()
    place = next(place for place, number in text._doubtful() if number == doubted)
    at = place.center().toPoint()
    assert sentence.splitlines()[0][:10] in text._tip(at)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(window, lambda: window.workspaces.currentIndex() == 3)
    assert doubted in window.findings._current().facts


def test_a_key_leads_from_a_fact_to_its_finding(window: Window, doubted: int) -> None:
    window.review.facts.view.setFocus()
    Hands(window).press(Key.Key_F)
    assert window.workspaces.currentIndex() == 3
    assert doubted in window.findings._current().facts


def test_a_settled_finding_takes_its_sign_away(window: Window, doubted: int) -> None:
    from core import checks

    for finding in Doubts.of(window.session).about(doubted):
        window.session.do(checks.settle, finding)
    settle(window, lambda: doubted not in Doubts.of(window.session).facts())
    assert "finding" not in window.review.facts.model.signs(window.session.fact(doubted))


# --- tags -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("colour", ["", *theme.TAG_COLOURS.values(), "#000000", "#ffffff", "#808080", "#ffff00"])
def test_a_tag_reads_on_its_chip_in_any_colour(qapp: QApplication, name: str, colour: str) -> None:
    theme.wear(qapp, name)
    ink, ground = theme.chip(colour)
    assert theme.contrast(ink, ground) >= theme.CLEAR


def test_favourites_stand_as_chips_and_a_click_puts_them_on_and_off(window: Window) -> None:
    session, chips = window.session, window.review.form.tags.chips
    session.do(edits.set_tag, "复核", colour="#C62828", key=2)
    place, name, text = next(chips.chips())
    assert (name, text) == ("复核", "2 复核")
    at = QPoint(round(place.center().x()), round(place.center().y()))
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=at)
    assert session.store.fact(session.current).tags == ("复核",)
    QTest.mouseClick(chips, Qt.MouseButton.LeftButton, pos=at)
    assert session.store.fact(session.current).tags == ()


def test_the_palette_and_the_menu_name_the_favourites(window: Window) -> None:
    window.session.do(edits.set_tag, "复核", key=2)
    assert "复核" in window.actions_table.by_id["tag2"].text()
    menu = window.desk._menu.made()
    tags = next(action.menu() for action in menu.actions() if action.menu())
    assert next(action.text() for action in tags.actions()) == "复核\t2"
    menu.deleteLater()


def test_a_tag_is_completed_and_a_new_one_told_while_it_is_typed(window: Window) -> None:
    window.session.do(edits.set_tag, "重点核查")
    hands, field = Hands(window), window.review.form.tags
    hands.press(Key.Key_T)
    hands.type("重点")
    assert field.line._completer.currentCompletion() == "重点核查"
    assert "重点" in field.told.text()
    field.line._take("重点核查")
    assert field.line.text().strip() == "重点核查"
    assert field.told.text() == ""
    field.commit()
    assert window.session.store.fact(window.session.current).tags == ("重点核查",)


def test_tags_of_several_facts_change_in_one_edit(window: Window) -> None:
    session, field = window.session, window.review.form.tags
    first, second, third = session.facts[:3]
    session.do(edits.tag, (first, second), "甲")
    session.select(first, (first, second, third))
    assert "甲" in field.line.placeholderText()
    field.line.setText("乙 丙")
    field.line.setModified(True)
    before = session.store.undoable().number
    field.commit()
    assert session.store.undoable().number == before + 1
    assert session.store.fact(third).tags == ("丙", "乙")
    assert session.store.fact(first).tags == ("丙", "乙", "甲")


def test_a_tag_changed_in_the_dialog_is_drawn_anew(window: Window) -> None:
    session = window.session
    session.do(edits.tag, tuple(session.facts[:2]), "复核")
    dialog = TagsDialog(session, window)
    dialog.colour.setCurrentIndex(dialog.colour.findData(theme.TAG_COLOURS["green"]))
    dialog._set_colour()
    dialog.key.setCurrentIndex(4)
    dialog._set_key()
    book = TagBook.of(session)
    assert (book.colour("复核"), book.key("复核"), book.favourite(4)) == (theme.TAG_COLOURS["green"], 4, "复核")
    assert dialog.model.cells[0] == ("复核", "2", "4")
    dialog.deleteLater()
