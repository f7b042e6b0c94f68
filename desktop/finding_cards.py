"""The sentences of a finding, one card a fact with its figure marked; one card is the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from core.records import Fact
from desktop import messages, theme, widgets
from desktop.messages import translate
from desktop.session import Session

MOST = 30  # cards; a claim told in more places is listed in Facts


def marked(sentence: str, quotes: Sequence[str], strong: str) -> str:
    """A sentence as markup, the figures of the finding on a coloured ground and the card's own in bold."""
    told = escape(" ".join(sentence.split()))
    ground = theme.current().pending_soft
    for quote in sorted({" ".join(one.split()) for one in quotes}, key=len, reverse=True):
        told = told.replace(escape(quote), f"\0{escape(quote)}\1", 1)
    own = escape(" ".join(strong.split()))
    told = told.replace(f"\0{own}\1", f'\0<b style="color:{theme.current().text}">{own}</b>\1')
    return told.replace("\0", f'<span style="background:{ground}">').replace("\1", "</span>")


class Card(QFrame):
    """One fact of a finding: what it says, where, and its sentence."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, number: int, fact: Fact, where: str, quotes: Sequence[str], *, again: bool) -> None:
        """`again`: the sentence stands in the card above."""
        super().__init__()
        self.fact = fact.id
        period = messages.period(fact.period_start, fact.period_end)
        parts = (messages.as_written(fact), messages.indicator(fact.indicator), messages.way(fact), period)
        head = widgets.label(" · ".join(parts), wrap=True)
        key = widgets.label(str(number), "key")
        if number > 9:
            key.hide()  # but never shown here: without a parent it would be a window for a moment
        top = widgets.row(key, head, gap=8)
        top.setStretch(1, 1)
        body = QLabel(marked(fact.sentence, quotes, fact.quote))
        body.setTextFormat(Qt.TextFormat.RichText)
        body.setWordWrap(True)
        told = () if again else (body, widgets.label(where, "muted", wrap=True))
        self.setLayout(widgets.column(top, *told, margin=10, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{messages.as_written(fact)} {messages.indicator(fact.indicator)}")
        self.choose(False)

    def choose(self, on: bool) -> None:
        """Show whether this is the chosen one."""
        now = theme.current()
        edge, width = (now.accent, 2) if on else (now.border, 1)
        self.setStyleSheet(
            f"Card {{ border: {width}px solid {edge}; border-radius: 6px; background: {now.surface}; "
            f"margin: {2 - width}px; }}"
        )

    def mousePressEvent(self, _: QEvent) -> None:
        """A click chooses."""
        self.chosen.emit()

    def mouseDoubleClickEvent(self, _: QEvent) -> None:
        """A double click goes to the fact."""
        self.opened.emit()


class Cards(QScrollArea):
    """The facts of one finding; `chosen` tells which one is meant by what is done next."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._cards: list[Card] = []
        self.current = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        widgets.fitted_name(self, "findingFacts", translate("checks_view", "Sentences of the finding"))
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.addStretch(1)
        self.setWidget(self._holder)
        self.installEventFilter(self)

    def show_facts(self, ids: Sequence[int]) -> None:
        """Show the facts of a finding, the one chosen before or the first as the chosen one."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.deleteLater()
        facts = self._session.facts_of(ids[:MOST])
        quotes = [fact.quote for fact in facts]
        names = self._session.documents
        above = [None, *((fact.document, fact.sentence) for fact in facts)]
        self._cards = [
            Card(at, fact, names.name(fact.document), quotes, again=above[at - 1] == (fact.document, fact.sentence))
            for at, fact in enumerate(facts, 1)
        ]
        for place, card in enumerate(self._cards):
            card.chosen.connect(partial(self.choose, card.fact))
            card.opened.connect(partial(self.opened.emit, card.fact))
            self._column.insertWidget(place, card)
        self.choose(self.current if self.current in ids else (facts[0].id if facts else 0))

    def facts(self) -> list[int]:
        """The ids of the facts that are shown."""
        return [card.fact for card in self._cards]

    def choose(self, fact: int) -> None:
        """Choose a fact."""
        self.current = fact
        for card in self._cards:
            card.choose(card.fact == fact)
            if card.fact == fact:
                self.ensureWidgetVisible(card)
        self.chosen.emit(fact)

    def choose_number(self, number: int) -> None:
        """Choose the fact of a card by its number."""
        if 0 < number <= len(self._cards):
            self.choose(self._cards[number - 1].fact)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose the next card, Enter goes to its fact."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._cards:
            at = self.facts().index(self.current)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.choose(self._cards[max(0, min(len(self._cards) - 1, at + step))].fact)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.opened.emit(self.current)
                return True
        return super().eventFilter(watched, event)
