"""The keyboard is enough: five reports from import to export, and how many keys everyday tasks take."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.filters import parse
from core.records import Status
from desktop.window import Window
from tests.desktop.everyday import ALT, CONTROL, Hands, counted, scripted, settle

SEEDS = Path(__file__).resolve().parent.parent.parent / "seeds"
Key = Qt.Key


def test_everyday_tasks_take_few_keys(window: Window, tmp_path: Path) -> None:
    for name, keys, worked, most in counted(window, tmp_path / "facts.csv"):
        assert worked, name
        assert len(keys) <= most, (name, keys)
    assert (tmp_path / "facts.csv").read_text("utf-8-sig").startswith("id,")


def test_five_reports_go_from_import_to_export_by_keys_alone(opened: Callable[..., Window], tmp_path: Path) -> None:
    window = opened(str(tmp_path / "new.hedui"))
    session, hands, target = window.session, Hands(window), tmp_path / "facts.csv"
    with scripted(hands, sorted(SEEDS.glob("*.txt")), target):
        hands.press(Key.Key_I, CONTROL)
        settle(window, lambda: len(session.documents) == 5)
        first = session.current
        hands.press(Key.Key_A)
        hands.press(Key.Key_R)
        third = session.current
        for key, text in ((Key.Key_E, "12亿元"), (Key.Key_P, "兴和县"), (Key.Key_T, "复核"), (Key.Key_M, "年鉴")):
            hands.press(key)
            hands.type(text)
            hands.press(Key.Key_Return)
        fact = session.store.fact(third)
        assert (fact.value, fact.recipient, fact.tags, fact.note) == (1_200_000_000, ("150924",), ("复核",), "年鉴")
        hands.press(Key.Key_Z, CONTROL)
        assert session.store.fact(third).note == ""
        before = len(session.facts)
        hands.press(Key.Key_F, CONTROL)
        hands.type("7300余万元")
        hands.press(Key.Key_Return)
        hands.press(Key.Key_Escape)
        hands.press(Key.Key_Insert)
        assert len(session.facts) == before + 1
        hands.press(Key.Key_BracketRight)
        hands.press(Key.Key_Return, CONTROL)
        here = session.store.fact_ids(parse(f"document:{session.document.id}"))
        assert {fact.status for fact in session.store.facts(here)} == {Status.APPROVED}
        hands.press(Key.Key_2, ALT)
        hands.press(Key.Key_F, CONTROL)
        hands.type("status:pending category:funds")
        hands.press(Key.Key_Return)
        hands.press(Key.Key_Return, CONTROL)
        assert session.store.count(parse("status:pending category:funds")) == 0
        approved = session.store.count(parse("status:approved"))
        hands.press(Key.Key_E, CONTROL)
        settle(window, target.exists)
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert len(rows) == approved > 50
    assert session.store.fact(first).status is Status.APPROVED
    assert window.findChild(QWidget, "factTable") is not None
