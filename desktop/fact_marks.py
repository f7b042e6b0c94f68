"""A text with its facts marked: tint by category, underline by status, struck out where rejected."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor

from core.records import Change, Fact, Status
from desktop import messages, theme
from desktop.marked_text import MarkedText, Span
from desktop.session import Session
from desktop.stretches import Stretches

FEW = 100  # facts that differ: so many are marked again one by one, more all together
UNDERLINE = {
    Status.PENDING: QTextCharFormat.UnderlineStyle.DashUnderline,
    Status.APPROVED: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Status.REJECTED: QTextCharFormat.UnderlineStyle.NoUnderline,
}
#: What a mark shows of a fact: where it stands, its category and its status.
Look = tuple[tuple[Span, ...], str, Status]


class FactMarks(MarkedText):
    """Marks the facts of the session; an edit sets the formats of what it touched and no more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._looks: dict[int, Look] = {}
        self._marks: Stretches[int] = Stretches()
        self._seen: dict[int, Fact] = {}
        session.facts_changed.connect(self.mark)
        session.changed.connect(self._changed)

    def forget(self) -> None:
        """Know of no marks: the text is another."""
        self._looks, self._marks, self._seen = {}, Stretches(), {}

    def mark(self) -> None:
        """Mark the facts of the session: those that look different than before, all in one edit block."""
        facts = self._session.facts_of(self._session.facts) if self._session.ready else ()
        seen, self._seen = self._seen, {fact.id: fact for fact in facts}
        looks = {
            number: self._looks[number] if seen.get(number) is fact else self._look(fact)
            for number, fact in self._seen.items()
        }
        differ = {number for number, look in looks.items() if self._looks.get(number) != look}
        gone = [span for number in self._looks.keys() - looks.keys() for span in self._looks[number][0]]
        gone += [span for number in differ & self._looks.keys() for span in self._looks[number][0]]
        self._looks = looks
        self._marks = Stretches((*span, number) for number, look in looks.items() for span in look[0])
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if len(differ) > FEW or len(gone) > FEW:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.setCharFormat(QTextCharFormat())
            differ = set(looks)
        else:
            for span in gone:
                self._choose(cursor, span)
                cursor.setCharFormat(QTextCharFormat())
            differ |= {number for span in gone for *_, number in self._marks.meeting(*span)}
        for number in sorted(differ, key=self._length, reverse=True):
            self._format(cursor, looks[number])
        cursor.endEditBlock()
        self.viewport().update()

    def _length(self, number: int) -> int:
        return sum(end - start for start, end in self._looks[number][0])

    def _look(self, fact: Fact) -> Look:
        return self._shown_span(fact.start, fact.end), messages.category(fact.indicator), fact.status

    def _choose(self, cursor: QTextCursor, span: Span) -> None:
        cursor.setPosition(self._offsets.to_units(span[0]))
        cursor.setPosition(self._offsets.to_units(span[1]), QTextCursor.MoveMode.KeepAnchor)

    def _format(self, cursor: QTextCursor, look: Look) -> None:
        made = QTextCharFormat()
        spans, category, status = look
        rejected = status is Status.REJECTED
        made.setBackground(QColor(theme.current().hover) if rejected else theme.tint(category))
        made.setForeground(QColor(theme.current().muted if rejected else theme.current().text))
        made.setFontStrikeOut(rejected)
        made.setUnderlineStyle(UNDERLINE[status])
        made.setUnderlineColor(theme.ink(category))
        for span in spans:
            self._choose(cursor, span)
            cursor.mergeCharFormat(made)

    def _changed(self, change: Change) -> None:
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for fact in self._session.facts_of(change.facts & self._looks.keys()):
            look = (self._looks[fact.id][0], messages.category(fact.indicator), fact.status)
            if look != self._looks[fact.id]:
                self._looks[fact.id] = look
                self._format(cursor, look)
        cursor.endEditBlock()
        self.viewport().update()

    def _spans(self, number: int) -> tuple[Span, ...]:
        look = self._looks.get(number)
        return look[0] if look else ()
