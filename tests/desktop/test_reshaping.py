"""Facts are split and joined by keys; what they become is shown while the cuts are set."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from core import edits
from core.records import Document, Fact
from core.store import Store
from desktop.reshape import SplitDialog, cuts_in, with_bars
from desktop.window import Window
from tests.core.made_documents import document, fact
from tests.desktop.everyday import Hands

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
TEXT = "大兴区选派𠮷教师65名、121人次培训😀。\n共投入资金5000\n万元用于教育。"


@pytest.fixture
def window(opened: Callable[..., Window], tmp_path: Path) -> Window:
    """A window on one document with a fact that is two, and two that are one."""
    made: Document = document(TEXT)
    facts: list[Fact] = [fact(quote, at, text=TEXT) for at, quote in enumerate(("65名、121人次", "5000", "万元"), 1)]
    with Store.open(tmp_path / "own.hedui") as store:
        store.add(made, facts)
    return opened(str(tmp_path / "own.hedui"))


@pytest.fixture
def hands(window: Window, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Hands that press Return in each dialog, after what is typed into it."""
    made = Hands(window)
    made.typed = ""  # type: ignore[attr-defined]

    def run(dialog: QDialog) -> int:
        dialog.open()
        if made.typed:  # type: ignore[attr-defined]
            dialog.focusWidget().selectAll()  # type: ignore[union-attr]
            made.type(made.typed)  # type: ignore[attr-defined]
        made.press(Key.Key_Return)
        accepted = dialog.result()
        dialog.done(accepted)
        window.activateWindow()
        QApplication.processEvents()
        return accepted

    monkeypatch.setattr(QDialog, "exec", run)
    return made


def quotes(window: Window) -> list[str]:
    return [one.quote for one in window.session.store.facts(window.session.facts)]


def test_a_fact_is_split_by_two_keys_and_joined_again_by_undo(window: Window, hands: Hands) -> None:
    hands.press(Key.Key_S)
    assert quotes(window) == ["65名", "121人次", "5000", "万元"]
    assert len(window.session.selection) == 2
    assert hands.keys == ["S", "Return"]
    hands.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert quotes(window) == ["65名、121人次", "5000", "万元"]


def test_the_cut_is_where_the_bar_is_typed(window: Window, hands: Hands) -> None:
    hands.typed = "65名、1|21人次"  # type: ignore[attr-defined]
    window.session.select(1)
    hands.press(Key.Key_S)
    assert quotes(window)[:2] != ["65名", "121人次"]


def test_other_words_are_refused_while_they_are_typed(window: Window) -> None:
    session = window.session
    dialog = SplitDialog(session, session.document, session.fact(1), [], window)
    ok = dialog.box.button(dialog.box.StandardButton.Ok)
    assert not ok.isEnabled()
    dialog.line.setText("65名、|122人次")
    assert dialog.problem.text()
    assert not ok.isEnabled()
    dialog.line.setText("65名、|121人次")
    assert ok.isEnabled()
    assert [dialog.understood.item(at).text() for at in range(2)] == [
        "65名  →  65 people",
        "121人次  →  121 person-times",
    ]
    dialog.deleteLater()


def test_a_number_cut_in_two_is_joined_with_the_next_fact(window: Window, hands: Hands) -> None:
    window.session.select(2)
    hands.press(Key.Key_S, SHIFT)
    assert quotes(window) == ["65名、121人次", "5000\n万元"]
    assert window.session.fact(window.session.current).value == 50_000_000


def test_facts_that_are_no_one_quantity_cannot_be_joined(window: Window, hands: Hands) -> None:
    before = quotes(window)
    hands.press(Key.Key_S, SHIFT)
    assert quotes(window) == before


def test_split_and_join_stand_in_the_menu_and_the_palette(window: Window) -> None:
    menu = window.desk._menu.made()
    names = {action.objectName() for action in menu.actions()}
    assert {"approve", "splitFact", "joinFacts", "reanchor", "showDoubt"} <= names
    menu.deleteLater()
    assert window.actions_table.by_id["splitFact"].isEnabled()


@pytest.mark.parametrize("quote", ["65名、121人次", "5000\n万元", "𠮷12和𠮷3", ""])
@pytest.mark.parametrize("cut", [0, 1, 4])
def test_bars_come_back_as_the_cuts_they_stand_for(quote: str, cut: int) -> None:
    cuts = [cut] if cut < len(quote) and not quote[cut].isspace() else []
    assert cuts_in(with_bars(quote, cuts), quote) == cuts


def test_the_marks_of_the_pieces_stand_in_the_source(window: Window) -> None:
    window.session.do(edits.split, 1, TEXT.index("、121"))
    QApplication.processEvents()
    text = window.review.source.text
    for one in window.session.facts_of(window.session.facts):
        assert text._spans(one.id) == ((one.start, one.end),)
        (rect, *_) = text._rects(one.start, one.end)
        assert text.fact_at(rect.center().toPoint()) == one.id
