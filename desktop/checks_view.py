"""The workspace Findings: what does not fit by kind, with the sentences it rests on, settled in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSplitter, QStackedWidget, QWidget

from core.records import About, Change, Fact
from desktop import language, widgets
from desktop.finding_cards import Cards
from desktop.finding_list import FindingList
from desktop.form_field import FIELDS, FormField
from desktop.messages import translate
from desktop.session import Session
from desktop.working import Working

if TYPE_CHECKING:
    from core.checks import Finding, Way
    from core.store import Store

PANES, EMPTY, WORKING = range(3)  # what the workspace shows
MANY = 3_000  # findings that are read in the background
GO, VALUE, BACK = "G", "E", "B"  # keys besides those of the ways
KEYS = (GO, VALUE, BACK, "D", "S", "U", "P", "C", *"123456789")


LONG = 1000  # facts of new or edited documents that are checked between other questions


class ChecksView(QWidget):
    """Findings at the left; at the right the current one with its sentences and the ways to settle it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._near: frozenset[str] | None = None
        self.view = FindingList(session, KEYS)
        self.view.moved.connect(self._show)
        self.view.asked.connect(self._key)
        self.model = self.view.rows
        self.count = widgets.label("", "muted")
        self.sentence = widgets.label("", "heading", wrap=True)
        self.note = widgets.label("", "muted", wrap=True)
        self.limits = _Limits(session)
        self.cards = Cards(session)
        self.cards.chosen.connect(self._offer_value)
        self.cards.opened.connect(self._open)
        self.value = FormField(FIELDS[0], self._read)
        self.value.committed.connect(self._fix)
        self.value.edit.setObjectName("findingValue")  # the form's field has the name that others rely on
        self.value.left.connect(self.view.setFocus)
        self.reason = QLineEdit()
        widgets.fitted_name(self.reason, "fieldReason", translate("checks_view", "Why is it right as it is?"))
        self.reason.setPlaceholderText(translate("checks_view", "Why is it right as it is? Enter dismisses."))
        self.reason.returnPressed.connect(lambda: self._settle("dismiss", self.reason.text().strip()))
        self.reason.installEventFilter(self)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._panes())
        self.stack.addWidget(_nothing())
        self.working = Working("findings", translate("checks_view", "Looking for what does not fit"), self._check)
        self.stack.addWidget(self.working)
        self.working.ended.connect(self.read)
        self.setLayout(widgets.column(self.stack))
        session.store_changed.connect(self._opened)
        session.changed.connect(self._changed)
        session.requested.connect(self._asked)

    def _panes(self) -> QWidget:
        heading = widgets.row(widgets.label(translate("checks_view", "Findings"), "heading"), self.count, 1)
        heading.setContentsMargins(12, 8, 12, 8)
        self.go = widgets.button(_keyed(translate("checks_view", "Go to the fact"), GO), self._go)
        self.ways = QWidget()
        self._ways_row = widgets.row()
        self.ways.setLayout(self._ways_row)
        buttons = widgets.row(self.ways, 1, self.go)
        detail = widgets.column(
            self.sentence, self.note, self.cards, self.value, buttons, self.reason, margin=16, gap=10
        )  # fmt: skip
        detail.setStretch(2, 1)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.addWidget(widgets.card(widgets.column(heading, widgets.line(), self.view, self.limits, margin=1, gap=0)))
        panes.addWidget(widgets.card(detail))
        return _settled(panes)

    # --- reading ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Look again when the workspace comes into view."""
        super().showEvent(event)
        if self._stale:
            self.read()
        self.view.setFocus()

    def _opened(self) -> None:
        self._near = None
        self.working.forget()
        self._changed()

    def _changed(self, change: Change | None = None) -> None:
        self._stale = True
        if self.isVisible():
            self.read()
        if change is None or change.edit is None:
            self._look_for_copies()

    def _check(self) -> None:
        """Compute findings in the background; the workspace says so meanwhile."""
        from core import checks

        self.stack.setCurrentIndex(WORKING)
        title = translate("checks_view", "Looking for what does not fit")
        self.working.follow(self._session.run(title, checks.steps))

    def read(self, _: object = None) -> None:
        """List the findings of the store."""
        if not self.isVisible() or not self._session.ready or self.working.running:
            return
        from core import checks

        if not checks.ready(self._session.store) and not self.working.stopped:
            self._check()
            return
        if self.working.stopped:
            self.stack.setCurrentIndex(WORKING)
            return
        self._stale = False
        if checks.known(self._session.store) > MANY:
            self._session.questions.ask(self, "findings", _all, self._take)
        else:
            self._take(_all(self._session.store))

    def _take(self, found: tuple[Finding, ...]) -> None:
        self.view.show_findings(found)
        still = sum(one.settled is None for one in found)
        told = translate("checks_view", "%1 open, %2 settled")
        self.count.setText(told.replace("%1", f"{still:,}").replace("%2", f"{len(found) - still:,}"))
        self.stack.setCurrentIndex(PANES if found else EMPTY)
        self.limits.look()

    def _look_for_copies(self) -> None:
        """After an import, tell of documents that have nearly the text of another."""

        def work(own: Store) -> dict[str, str]:
            from core import checks

            if not checks.ready(own) or checks.behind(own, LONG) >= LONG:  # it would hold the lock that decisions need
                return {}
            checks.refresh(own)
            tongue = language.current()
            return {one.key: one.sentence(tongue) for one in checks.near_documents(own) if not one.settled}

        self._session.questions.ask(self, "copies", work, self._tell_copies)

    def _tell_copies(self, found: dict[str, str]) -> None:
        fresh = [sentence for key, sentence in found.items() if self._near is not None and key not in self._near]
        self._near = frozenset(found)
        if fresh:
            told = translate("checks_view", "%1 Findings (Alt+4) offers to link them.")
            self._session.notified.emit(told.replace("%1", fresh[0]))

    def _asked(self, what: str) -> None:
        """Show one finding: who sees its sign beside a fact asks for it by its key."""
        if not what.startswith("finding:"):
            return
        self._session.requested.emit("workspace:findings")
        if self.view.go_to(what.removeprefix("finding:")):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- the current finding ---------------------------------------------------------------------------

    def _current(self) -> Finding | None:
        return self.view.current()

    def _show(self) -> None:
        finding = self._current()
        self.sentence.setText(finding.sentence(language.current()) if finding else "")
        self.note.setText(_told(finding))
        self.note.setVisible(bool(self.note.text()))
        self.reason.hide()
        self.reason.clear()
        self.cards.show_facts(finding.facts if finding else ())
        self.go.setEnabled(finding is not None)
        self._offer(finding)

    def _open(self, fact: int) -> None:
        self._session.requested.emit("workspace:review")
        self._session.show_fact(fact)

    def _go(self) -> None:
        if self.cards.current:
            self._open(self.cards.current)

    def _offered(self) -> list[Way]:
        """The ways that the current finding can be settled in."""
        from core import checks

        finding = self._current()
        if finding is None or finding.settled or not self._session.writable:
            return []
        return [way for way in checks.WAYS.values() if finding.kind in way.kinds]

    def _offer(self, finding: Finding | None) -> None:
        for old in self.ways.findChildren(QPushButton):
            self._ways_row.removeWidget(old)
            old.deleteLater()
        for way in self._offered():
            text = _keyed(way.zh if language.current() == "zh" else way.en, way.key)
            self._ways_row.addWidget(widgets.button(text, partial(self._choose, way)))
        if finding is not None and finding.settled and self._session.writable:
            text = _keyed(translate("checks_view", "Open it again"), BACK)
            self._ways_row.addWidget(widgets.button(text, self._reopen))

    def _offer_value(self, fact: int) -> None:
        """Show the quantity of the chosen fact, to be put right."""
        facts = self._session.facts_of((fact,)) if fact else ()
        self.value.show_facts(facts, self._session.store.original(fact) if facts else None)
        self.value.setEnabled(bool(facts) and self._session.writable)
        self.value.setVisible(bool(facts))

    def _read(self, name: str, text: str, fact: Fact) -> dict[str, object]:
        from core import edits

        return edits.read_field(name, text, fact, About())

    # --- settling --------------------------------------------------------------------------------------

    def _key(self, key: str) -> None:
        """Do what a key of the list asks for."""
        if key.isdigit():
            self.cards.choose_number(int(key))
        elif key == GO:
            self._go()
        elif key == VALUE and self.value.isEnabled():
            self.value.edit.setFocus()
            self.value.edit.selectAll()
        elif key == BACK:
            self._reopen()
        else:
            way = next((way for way in self._offered() if way.key == key), None)
            if way:
                self._choose(way)

    def _choose(self, way: Way) -> None:
        if way.name == "dismiss":
            self.reason.show()
            self.reason.setFocus()
        else:
            self._settle(way.name, "")

    def _settle(self, way: str, reason: str) -> None:
        from core import checks

        finding = self._current()
        if finding is not None:
            self._session.do(checks.settle, finding, way, reason, self.cards.current or None)
            self.view.setFocus()

    def _reopen(self) -> None:
        from core import checks

        finding = self._current()
        if finding is not None and finding.settled:
            self._session.do(checks.reopen, finding)

    def _fix(self, values: dict[str, object]) -> None:
        from core import edits

        self._session.do(edits.set_fields, (self.cards.current,), **values)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape gives up dismissing."""
        escaped = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if escaped and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.reason.hide()
            self.view.setFocus()
            return True
        return super().eventFilter(watched, event)


def _settled(panes: QSplitter) -> QSplitter:
    panes.setSizes([640, 560])
    panes.setHandleWidth(8)
    panes.setChildrenCollapsible(False)
    return panes


class _Limits(QWidget):
    """Says below the list what it cannot hold, where a store has so many figures of one scope."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.label = widgets.label("", "muted", wrap=True)
        self.setLayout(widgets.column(self.label))
        self.setContentsMargins(12, 6, 12, 8)
        self.hide()

    def look(self) -> None:
        """Ask the store, and show or hide the sentence."""
        self._session.questions.ask(self, "limits", _crowded, self._tell)

    def _tell(self, crowded: bool) -> None:
        from core.checks.sentences import LIMITS

        self.label.setText(LIMITS[language.current() == "zh"])
        self.setVisible(crowded)


def _crowded(store: Store) -> bool:
    from core import checks

    return checks.crowded(store)


def _all(store: Store) -> tuple[Finding, ...]:
    from core import checks

    return checks.findings(store)


def _keyed(text: str, key: str) -> str:
    """The words of a button with the key that does the same in the list."""
    return f"{text}  {key}"


def _nothing() -> QWidget:
    return widgets.EmptyState(
        "findings",
        translate("checks_view", "Nothing here that does not fit"),
        translate(
            "checks_view",
            "Sums, contradictions, repeats and slips of scale are looked for after each import and edit.",
        ),
    )


def _told(finding: Finding | None) -> str:
    """How a finding was settled."""
    if finding is None or finding.settled is None:
        return ""
    told = translate("checks_view", "Settled by %1, %2: %3").replace("%1", finding.settled.who)
    return told.replace("%2", finding.settled.at[:10]).replace("%3", finding.settled.reason)
