"""Splitting a fact and joining facts: what each piece will say is shown while the cuts are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from core.errors import Problem
from core.records import Document, Fact, Quantity
from desktop import messages, widgets
from desktop.dialogs import buttons
from desktop.messages import translate
from desktop.session import Session

BAR = "|"


class SplitDialog(QDialog):
    """The fact's words with a bar at each cut; bars are typed and taken away, the words stay as they are."""

    def __init__(self, session: Session, document: Document, fact: Fact, cuts: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._document, self._fact = session, document, fact
        self.spans: tuple[tuple[int, int], ...] = ()
        title = translate("reshape", "Split the fact")
        widgets.fitted_name(self, "splitDialog", title)
        self.setWindowTitle(title)
        self.resize(560, 360)
        self.line = QLineEdit(with_bars(fact.quote, [cut - fact.start for cut in cuts]))
        self.line.setAccessibleName(translate("reshape", "Words of the fact, | at each cut"))
        self.line.textChanged.connect(self.read)
        self.understood = QListWidget()
        self.understood.setAccessibleName(translate("reshape", "What each piece says"))
        self.problem = widgets.label("", "problem", wrap=True)
        self.box = buttons(self, title)
        hint = translate("reshape", "Type | where the words are to be cut. Each piece becomes a fact of its own.")
        self.setLayout(
            widgets.column(
                widgets.label(title, "head"), widgets.label(" ".join(fact.sentence.split()), "muted", wrap=True),
                widgets.label(hint, "label"), self.line, self.problem, self.understood, self.box, margin=24, gap=10,
            )
        )  # fmt: skip
        self.line.setFocus()
        self.read()

    def read(self, _: str = "") -> None:
        """Show what the pieces say, or why they say nothing."""
        from core import edits

        self.spans = ()
        quantities: tuple[Quantity, ...] = ()
        told = translate("reshape", "Only | may be added: the words stay as they are.")
        cuts = cuts_in(self.line.text(), self._fact.quote)
        if cuts is not None:
            spans = edits.cut(self._document, self._fact, [self._fact.start + at for at in cuts])
            try:
                quantities = edits.measured(self._document, self._fact, spans)
                self.spans, told = spans, ""
            except Problem as failure:
                told = messages.problem(failure)
        self.understood.clear()
        for one in quantities:
            self.understood.addItem(f"{self._document.text[one.start : one.end]}  →  {said(self._fact, one)}")
        self.problem.setText(told)
        widgets.restyle(self.line, "state", "problem" if told else "")
        self.box.button(self.box.StandardButton.Ok).setEnabled(not told)


class JoinDialog(QDialog):
    """What the joined fact will say, and the facts it is made of."""

    def __init__(self, session: Session, ids: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        from core import edits

        title = translate("reshape", "Join the facts")
        widgets.fitted_name(self, "joinDialog", title)
        self.setWindowTitle(title)
        self.resize(520, 320)
        self.parts = QListWidget()
        self.parts.setAccessibleName(translate("reshape", "Facts that become one"))
        self.understood, self.problem = widgets.label("", "heading", wrap=True), widgets.label("", "problem", wrap=True)
        self.box = buttons(self, title)
        facts: Sequence[Fact] = session.facts_of(ids)
        try:
            facts, one = edits.joined(session.store, ids)
            where = f"{messages.indicator(one.indicator)} · {messages.way(one)}"
            self.understood.setText(f"{' '.join(one.quote.split())}  →  {messages.exact(one)}\n{where}")
        except Problem as failure:
            self.problem.setText(messages.problem(failure))
            self.box.button(self.box.StandardButton.Ok).setEnabled(False)
        for fact in facts:
            self.parts.addItem(f"#{fact.id}  {messages.as_written(fact)} · {messages.indicator(fact.indicator)}")
        hint = translate("reshape", "The first stays and takes the tags, notes and parts of the others.")
        self.setLayout(
            widgets.column(
                widgets.label(title, "head"), self.understood, self.problem, self.parts, widgets.label(hint, "muted"),
                self.box, margin=24, gap=10,
            )
        )  # fmt: skip


def with_bars(quote: str, cuts: Sequence[int]) -> str:
    """The words with a bar at each cut.

    >>> with_bars("65名、121人", [4])
    '65名、 | 121人'
    """
    edges = [0, *sorted(cuts), len(quote)]
    return f" {BAR} ".join(" ".join(quote[a:b].split()) for a, b in pairwise(edges))


def cuts_in(text: str, quote: str) -> list[int] | None:
    """Where the bars of a typed line stand in the words; None where the words are others. Spaces do not count.

    >>> cuts_in("65名、|121人", "65名、121人")
    [4]
    >>> cuts_in("65|122人", "65名、121人") is None
    True
    """
    letters = [(at, letter) for at, letter in enumerate(quote) if not letter.isspace()]
    cuts, at = [], 0
    for letter in text:
        if letter in (BAR, "｜"):
            cuts.append(letters[at][0] if at < len(letters) else len(quote))
        elif not letter.isspace():
            if at >= len(letters) or letters[at][1] != letter:
                return None
            at += 1
    return cuts if at == len(letters) else None


def said(fact: Fact, quantity: Quantity) -> str:
    """A piece's quantity in full."""
    return messages.exact(
        replace(
            fact,
            value=quantity.value,
            value_high=quantity.value_high,
            bound=quantity.bound,
            unit=quantity.unit,
            measure_word=quantity.measure_word,
        )
    )


def split(session: Session, selected: tuple[int, int] | None, parent: QWidget) -> None:
    """Ask how to split the current fact, and do it; the text selected inside it is a first proposal."""
    from core import edits

    document = session.document
    if document is None or not session.current:
        return
    fact = session.fact(session.current)
    own = [at for at in selected or () if fact.start < at < fact.end]
    cuts = own or [start for start, _ in edits.pieces(document, fact)[1:]]
    dialog = SplitDialog(session, document, fact, cuts, parent)
    if dialog.exec():
        change = session.do(edits.split, fact.id, dialog.spans)
        if change:
            session.select(fact.id, tuple(sorted(change.facts & set(session.facts))))


def join(session: Session, parent: QWidget) -> None:
    """Show what the chosen facts become, or the current one with the next in the text, and join them."""
    from core import edits

    ids = session.selection if len(session.selection) > 1 else _with_next(session)
    if JoinDialog(session, ids, parent).exec():
        change = session.do(edits.join, ids)
        if change:
            session.select(next(number for number in session.facts if number in change.facts))


def _with_next(session: Session) -> tuple[int, ...]:
    current = session.fact(session.current)
    later = [fact for fact in session.facts_of(session.facts) if (fact.start, fact.id) > (current.start, current.id)]
    return (current.id, *(fact.id for fact in sorted(later, key=lambda fact: (fact.start, fact.id))[:1]))
