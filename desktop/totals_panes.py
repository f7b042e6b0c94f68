"""Beside the chart: what was left out with its reason, and the facts behind a sum with their sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from core.records import Fact
from desktop import language, messages, widgets
from desktop.grid import LazyGrid
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.totals import LeftOut

TITLES = (
    QT_TRANSLATE_NOOP("totals_panes", "Fact"),
    QT_TRANSLATE_NOOP("totals_panes", "Measures"),
    QT_TRANSLATE_NOOP("totals_panes", "Why it is left out"),
    QT_TRANSLATE_NOOP("totals_panes", "Counted in"),
)
IN = 3  # the column that links to what contains the fact
#: What a curator can say of one fact against the rules: value of `counting`, button, question.
RULINGS = {
    "count": (
        QT_TRANSLATE_NOOP("totals_panes", "Count it…"),
        QT_TRANSLATE_NOOP("totals_panes", "Why should it count?"),
    ),
    "leave": (
        QT_TRANSLATE_NOOP("totals_panes", "Leave it out…"),
        QT_TRANSLATE_NOOP("totals_panes", "Why should it not count?"),
    ),
    "": (QT_TRANSLATE_NOOP("totals_panes", "By the rules"), ""),
}
MOST = 2000  # sentences listed at once
LISTED = 5000  # facts that a filter names one by one


def rule(session: Session, parent: QWidget, fact: Fact, counting: str) -> None:
    """Count or leave out a fact by hand, with a reason that is kept in its note; one edit."""
    from core import edits

    reason = ""
    if counting:
        title, question = (translate("totals_panes", text) for text in RULINGS[counting])
        reason, given = QInputDialog.getText(parent, title.rstrip("…"), question)
        if not given:
            return
    note = "\n".join(part for part in (fact.note, reason.strip()) if part)
    session.do(edits.set_fields, (fact.id,), reason.strip(), counting=counting, note=note)


def fact_text(fact: Fact) -> str:
    """A fact in two lines: what it says, and its sentence."""
    period = messages.period(fact.period_start, fact.period_end)
    head = f"{messages.as_written(fact)} · {messages.indicator(fact.indicator)} · {messages.way(fact)} · {period}"
    return f"{head}\n{' '.join(fact.sentence.split())}"


class LeftOutPane(QWidget):
    """The facts that are not counted; `wanted` names the fact that contains one."""

    wanted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = LazyGrid()
        self.view = widgets.table(self.model, "leftOutTable", translate("totals_panes", "Left out, and why"))
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.view.doubleClicked.connect(lambda _: self._go())
        self.view.clicked.connect(self._clicked)
        self.count = widgets.button(translate("totals_panes", RULINGS["count"][0]), partial(self._rule, "count"))
        self.rules = widgets.button(translate("totals_panes", RULINGS[""][0]), partial(self._rule, ""))
        self.inside = widgets.button(translate("totals_panes", "What contains it"), self._inside)
        heading = widgets.row(
            widgets.label(self.view.accessibleName(), "heading"), 1, self.inside, self.count, self.rules
        )
        heading.setContentsMargins(12, 6, 8, 6)
        self.nothing = widgets.label(translate("totals_panes", "Nothing is left out."), "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        box = widgets.card(widgets.column(heading, widgets.line(), self.stack, margin=1, gap=0))
        self.setLayout(widgets.column(box))
        self._enable()

    def show_left_out(self, left: Sequence[LeftOut]) -> None:
        """List facts with their reasons; the row that was current stays it."""
        self.stack.setCurrentWidget(self.view if len(left) else self.nothing)
        kept, first = self._current(), not self.model.titles
        self.model.fill(tuple(translate("totals_panes", text) for text in TITLES), left, self._texts)
        if first:
            widgets.set_widths(self.view, (104, 136, 0, 90), stretched=2)
        place = bisect_left(left, kept.fact, key=lambda one: one.fact) if kept else len(left)
        if kept and place < len(left) and left[place].fact == kept.fact:
            self.view.selectRow(place)
        self._enable()

    def _texts(self, some: Sequence[LeftOut]) -> list[tuple[str, ...]]:
        wanted = {number for one in some for number in (one.fact, one.contained_in) if number}
        facts = {fact.id: fact for fact in self._session.facts_of(wanted)}
        return [self._cells(one, facts) for one in some]

    def _cells(self, one: LeftOut, facts: dict[int, Fact]) -> tuple[str, ...]:
        fact, held = facts.get(one.fact), facts.get(one.contained_in or 0)
        reason = one.reason.sentence(language.current())
        if fact is None:
            return "–", "", reason, ""
        return messages.as_written(fact), messages.indicator(fact.indicator), reason, held.quote if held else ""

    def _current(self) -> LeftOut | None:
        row = self.view.currentIndex().row()
        return cast("LeftOut", self.model.behind[row]) if 0 <= row < len(self.model.behind) else None

    def _enable(self) -> None:
        one, writable = self._current(), self._session.writable
        self.inside.setEnabled(one is not None and one.contained_in is not None)
        self.count.setEnabled(one is not None and writable)
        self.rules.setVisible(bool(one and one.reason.value == "curator"))
        self.rules.setEnabled(writable)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == IN:
            self._inside()

    def _inside(self) -> None:
        one = self._current()
        if one and one.contained_in:
            self.wanted.emit(one.contained_in)

    def _go(self) -> None:
        one = self._current()
        if one:
            self._session.requested.emit("workspace:review")
            self._session.show_fact(one.fact)

    def _rule(self, counting: str) -> None:
        one = self._current()
        if one:
            rule(self._session, self, self._session.fact(one.fact), counting)


class BehindPane(QWidget):
    """The facts behind one sum, each with its sentence; hidden until a sum is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ids: tuple[int, ...] = ()
        self.heading = widgets.Elided("heading")
        self.list = QListWidget()
        widgets.fitted_name(self.list, "behindList", translate("totals_panes", "Facts behind the sum"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.itemActivated.connect(lambda _: self._go())
        go = widgets.button(translate("totals_panes", "Go to the fact"), self._go)
        self.leave = widgets.button(translate("totals_panes", RULINGS["leave"][0]), partial(self._rule, "leave"))
        every = widgets.button(translate("totals_panes", "Show in Facts"), self._all)
        close = widgets.tool("close", translate("totals_panes", "Close"), self.hide)
        top = widgets.row(self.heading, go, self.leave, every, close)
        top.setStretch(0, 1)
        top.setContentsMargins(12, 6, 8, 6)
        self.note = widgets.label("", "muted", wrap=True)
        note = widgets.column(self.note)
        note.setContentsMargins(12, 4, 12, 4)
        inside = widgets.column(top, widgets.line(), self.list, note, margin=1, gap=0)
        self.setLayout(widgets.column(widgets.card(inside)))
        self.hide()

    def show_facts(self, title: str, ids: Sequence[int], current: int = 0) -> None:
        """List the facts of a sum, with `current` or the first as the one chosen."""
        self._ids = tuple(ids)
        self.heading.setText(title)
        self.heading.setToolTip(widgets.verbatim(title))
        self.list.clear()
        for fact in self._session.facts_of(self._ids[:MOST]):
            item = QListWidgetItem(fact_text(fact))
            item.setData(Qt.ItemDataRole.UserRole, fact.id)
            self.list.addItem(item)
        cut = translate("totals_panes", "The first %1 of %2 sentences stand here; “Show in Facts” lists the rest.")
        self.note.setText(cut.replace("%1", f"{MOST:,}").replace("%2", f"{len(self._ids):,}"))
        self.note.setVisible(len(self._ids) > MOST)
        at = self._ids.index(current) if current in self._ids else 0
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.leave.setEnabled(self._session.writable)
        self.show()

    def _fact(self) -> int:
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item else 0

    def _go(self) -> None:
        if self._fact():
            self._session.requested.emit("workspace:review")
            self._session.show_fact(self._fact())

    def _all(self) -> None:
        if len(self._ids) > LISTED:
            cut = translate("totals_panes", "The first %1 of %2 facts of this sum are listed")
            told = cut.replace("%1", f"{LISTED:,}").replace("%2", f"{len(self._ids):,}")
            self._session.notified.emit(told)
        if self._ids and self._session.set_filter("id:" + ",".join(str(number) for number in self._ids[:LISTED])):
            self._session.requested.emit("workspace:facts")

    def _rule(self, counting: str) -> None:
        if self._fact():
            rule(self._session, self, self._session.fact(self._fact()), counting)
