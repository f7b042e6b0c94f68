"""The tags of the chosen facts in the form: typed in a line, pressed as chips, each change one edit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from core.records import Fact
from desktop import messages, widgets
from desktop.messages import translate, word
from desktop.session import Session
from desktop.tag_book import TagBook
from desktop.tag_line import TagChips, TagLine, words_of


class TagsField(QWidget):
    """Shows the tags that all chosen facts share; those that only some have stand as chips with a broken line."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._facts: tuple[Fact, ...] = ()
        self.book = TagBook.of(session)
        self.line = TagLine(self.book)
        widgets.fitted_name(self.line, "fieldTags", word(messages.FIELD, "tags"))
        self.line.editingFinished.connect(self.commit)
        self.line.returnPressed.connect(lambda: session.requested.emit("focusFacts"))
        self.line.textEdited.connect(self._tell_new)
        self.line.installEventFilter(self)
        self.chips = TagChips(self.book)
        self.chips.toggled.connect(self.toggle)
        self.told = widgets.Elided("good")
        caption = widgets.label(word(messages.FIELD, "tags"), "label")
        caption.setBuddy(self.line)
        top = widgets.row(caption, widgets.label("T", "key"), self.told, gap=6)
        top.setStretch(2, 1)
        below = widgets.row(self.line, self.chips, gap=12)
        below.setStretch(0, 1)
        below.setStretch(1, 2)
        self.setLayout(widgets.column(top, below, gap=3))

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show the tags of other facts, or of the same ones after an edit."""
        self._facts = facts
        shared = self._shared()
        some = frozenset(name for fact in facts for name in fact.tags) - shared
        self.line.setText(" ".join(sorted(shared)))
        told = translate("fact_form", "on some: %1").replace("%1", " ".join(sorted(some)))
        self.line.setPlaceholderText(told if some else "")
        self.chips.show_tags(shared, some)
        self.told.setText("")

    def begin(self) -> None:
        """Let the curator type behind the tags that are there."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.line.text():
            self.line.setText(self.line.text().rstrip() + " ")
        self.line.end(False)

    def _shared(self) -> frozenset[str]:
        return frozenset.intersection(*(frozenset(fact.tags) for fact in self._facts)) if self._facts else frozenset()

    def _tell_new(self) -> None:
        new = " ".join(self.line.new_words())
        self.told.setText(translate("fact_form", "new: %1").replace("%1", new) if new else "")

    def commit(self) -> None:
        """Make the facts carry what the line says."""
        from core import edits

        if not self.line.isModified():
            return
        self.line.setModified(False)
        words, shared = frozenset(words_of(self.line.text())), self._shared()
        if self._facts and words != shared:
            self._session.do(edits.retag, tuple(fact.id for fact in self._facts), on=words - shared, off=shared - words)

    def toggle(self, name: str) -> None:
        """Put a tag on all the facts, or take it off where all have it."""
        from core import edits

        if self._facts:
            on = name in self._shared()
            self._session.do(edits.untag if on else edits.tag, tuple(fact.id for fact in self._facts), name)

    def toggle_favourite(self, key: int) -> None:
        """The same for the tag of a digit."""
        name = self.book.favourite(key)
        if name:
            self.toggle(name)
            return
        text = translate("fact_form", "No tag has the key %1 yet: tags get theirs in the tag list (Ctrl+T)")
        self._session.notified.emit(text.replace("%1", str(key)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape gives up what was typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.line.setModified(False)
            self.show_facts(self._facts)
            self._session.requested.emit("focusFacts")
            return True
        return super().eventFilter(watched, event)
