"""What stands in a document is shown as it stands: no markup is followed, nothing is fetched, no formula is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QTreeWidget, QTreeWidgetItemIterator, QWidget

from core import edits
from core.records import About
from core.store import Store
from desktop import actions
from desktop.window import Window
from tests.core.made_documents import document, fact
from tests.desktop.everyday import settle

MARKED = "<img src=http://unreachable.invalid/x><b>粗</b>&amp;"
TEXT = f"{MARKED}2019年,北京市投入帮扶资金5107.12万元{MARKED},选派教师24名。"


@pytest.fixture
def marked(opened: Callable[..., Window], tmp_path: Path) -> Window:
    """A window on a store where every word that anybody wrote carries markup, with all its panels shown."""
    path = tmp_path / "<b>库<b>&.hedui"
    about = About(title=MARKED, publisher=MARKED, author=MARKED)
    with Store.open(path, curator=MARKED) as store:
        quote = f"5107.12万元{MARKED}"
        made = [
            fact(quote, 1, text=TEXT, value=Decimal(51071200), unit="CNY", indicator="funds.government", label=MARKED)
        ]
        made.append(fact("24名", 2, text=TEXT, value=Decimal(24), unit="person", measure_word=MARKED, label=MARKED))
        store.add(document(TEXT, name=f"{MARKED}.txt".replace("/", ""), about=about), made)
        edits.tag(store, (1,), "<b>标签</b>")
        edits.note(store, (1,), MARKED)
        edits.approve(store, (1, 2))
    window = opened(str(path))
    for action in ("toggleHistory", "showFacts", "showTotals", "showFindings", "showReview"):
        window.actions_table.by_id[action].trigger()
        settle(window)
    window.session.requested.emit("search:粗")
    window.session.notified.emit(MARKED)
    settle(window)
    return window


def tips_of(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    places = [model.index(row, column) for row in range(model.rowCount()) for column in columns]
    for place in places:
        yield str(model.data(place, Qt.ItemDataRole.ToolTipRole) or "")


def every_tip(window: Window) -> Iterator[str]:
    """The tool tips of all widgets, items and actions."""
    for widget in window.findChildren(QWidget):
        yield widget.toolTip()
        if isinstance(widget, QTreeWidget):
            items = QTreeWidgetItemIterator(widget)
            while item := items.value():
                yield from (item.toolTip(column) for column in range(widget.columnCount()))
                items += 1
        elif isinstance(widget, QAbstractItemView) and isinstance(widget.model(), QAbstractItemModel):
            yield from tips_of(widget)
    for made in window.actions_table.by_id.values():
        yield made.toolTip()


def test_no_label_follows_markup(marked: Window) -> None:
    labels = [one for one in marked.findChildren(QLabel) if "<" in one.text()]
    assert any(MARKED in one.text() for one in labels)
    assert [one.text() for one in labels if one.textFormat() != Qt.TextFormat.PlainText] == []


def test_no_tool_tip_follows_markup(marked: Window) -> None:
    tips = [tip for tip in every_tip(marked) if "<" in tip]
    shown = [tip.removeprefix('<div style="white-space: pre-wrap">').removesuffix("</div>") for tip in tips]
    assert shown
    assert [tip for tip in shown if "<" in tip] == []
    assert any(MARKED in unescape(tip) for tip in shown)


def test_lists_and_tables_show_it_as_it_stands(marked: Window) -> None:
    shown: set[str] = set()
    for view in marked.findChildren(QAbstractItemView):
        model = view.model()
        columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount()) if model else ()
        for row in range(model.rowCount()) if model else ():
            shown |= {str(model.index(row, at, QModelIndex()).data()) for at in columns}
    assert any(MARKED in one for one in shown)
    assert not any("&lt;" in one for one in shown)
    boxes = [box.itemText(at) for box in marked.findChildren(QComboBox) for at in range(box.count())]
    assert not any("&lt;" in one for one in boxes)


def test_the_text_of_the_document_is_plain(marked: Window) -> None:
    assert MARKED in marked.review.source.text.toPlainText()


def test_the_report_holds_it_escaped(marked: Window) -> None:
    from core import totals

    page = totals.report_html(marked.session.store, marked.session.filter)
    assert "<img src=http" not in page
    assert "<b>粗" not in page
    assert "&lt;b&gt;粗" in page


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+cmd", "@SUM(1)", "＝1"])
def test_formulas_are_disarmed_in_what_is_copied(marked: Window, formula: str) -> None:
    marked.session.do(edits.note, (1,), formula)
    marked.session.do(edits.tag, (1,), formula)
    marked.actions_table.by_id["showFacts"].trigger()
    settle(marked)
    marked.facts.table.view.selectAll()
    marked.actions_table.by_id["copyTable"].trigger()
    settle(marked)
    cells = [cell for line in QGuiApplication.clipboard().text().split("\n") for cell in line.split("\t")]
    assert len(cells) > len(actions.MENUS)
    assert [cell for cell in cells if cell[:1] in ("=", "+", "@", "＝") or cell.startswith("-1")] == []
