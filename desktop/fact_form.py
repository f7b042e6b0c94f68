"""The form of the selected facts: every field as people write it, with what was understood beside."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from core.records import Change, Direction, Fact, Per
from desktop import messages, widgets
from desktop.form_field import FIELDS, FormField
from desktop.messages import translate, word
from desktop.read_only import Guard
from desktop.session import Session
from desktop.tags_field import TagsField

FOCUS = {
    "editQuantity": "quantity",
    "editIndicator": "indicator",
    "editPlace": "recipient",
    "editProvider": "provider",
    "editPeriod": "period",
    "editWhole": "whole",
}


class FactForm(QWidget):
    """Reads what the curator types into new values of the selected facts."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._facts: tuple[Fact, ...] = ()
        widgets.fitted_name(self, "factForm", translate("fact_form", "Fields of the fact"))
        self.fields = {field.name: FormField(field, self._read) for field in FIELDS}
        for one in self.fields.values():
            one.committed.connect(self._commit)
            one.restored.connect(self._restore)
            one.refused.connect(self._refuse)
            one.left.connect(lambda: session.requested.emit("focusFacts"))
        self.fields["whole"].entered.connect(self._offer_wholes)
        self.fields["whole"].edit.textEdited.connect(
            lambda _: self._tell_whole(self.fields["whole"].typed_values().get("whole"))
        )
        self.per = self._choice("fieldPer", "per", messages.PER, Per)
        self.change = self._choice("fieldChange", "change", messages.CHANGE, Direction)
        self.planned = QCheckBox(word(messages.FIELD, "planned"))
        widgets.fitted_name(self.planned, "fieldPlanned", word(messages.FIELD, "planned"))
        self.planned.setToolTip(word(messages.FLAG, "planned"))
        self.planned.clicked.connect(lambda on: self._commit({"planned": bool(on)}))
        self.tags = TagsField(session)
        self.note = self._note_line()
        self.setLayout(self._laid_out())
        choices = (self.per, self.change, self.planned, self.tags, self.note)
        Guard(session, *self.fields.values(), *choices, self.approve, self.reject)
        session.selection_changed.connect(self.read)
        session.changed.connect(self._changed)
        session.store_changed.connect(self._new_store)
        session.requested.connect(self._asked)
        self.read()

    # --- building ------------------------------------------------------------------------------------

    def _choice(
        self, object_name: str, field: str, words: dict[Any, str], kind: type[Per] | type[Direction]
    ) -> QComboBox:
        box = QComboBox()
        widgets.fitted_name(box, object_name, word(messages.FIELD, field))
        box.addItem("–", None)
        for value in kind:
            box.addItem(word(words, value), value)
        box.activated.connect(lambda: self._commit({field: box.currentData()}))
        return box

    def _note_line(self) -> QLineEdit:
        line = QLineEdit()
        widgets.fitted_name(line, "fieldNote", word(messages.FIELD, "note"))
        line.editingFinished.connect(self._commit_note)
        line.returnPressed.connect(lambda: self._session.requested.emit("focusFacts"))
        line.installEventFilter(self)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape gives up what was typed into the note."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.note.setModified(False)
            self.read()
            self._session.requested.emit("focusFacts")
            return True
        return super().eventFilter(watched, event)

    def _captioned(self, field: str, keys: str, editor: QWidget) -> QWidget:
        box = QWidget()
        caption = widgets.label(word(messages.FIELD, field), "label")
        caption.setBuddy(editor)
        shown = (widgets.label(keys, "key"),) if keys else ()
        box.setLayout(widgets.column(widgets.row(caption, *shown, 1, gap=6), editor, gap=3))
        return box

    def _laid_out(self) -> Any:
        self.title = widgets.label("", "head")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.chip = widgets.Chip()
        self.evidence = widgets.Elided("muted")
        approve = translate("actions", "Approve")
        reject = translate("actions", "Reject")
        ask = self._session.requested.emit
        self.approve = widgets.button(f"{approve}  A", lambda: ask("run:approve"), kind="approve", icon="approve")
        self.reject = widgets.button(f"{reject}  R", lambda: ask("run:reject"), kind="reject", icon="reject")
        head = widgets.row(self.title, self.chip, 1, self.approve, self.reject)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        planned = widgets.row(self._captioned("change", "", self.change), self.planned, gap=8)
        planned.setStretch(0, 1)
        planned.setAlignment(self.planned, Qt.AlignmentFlag.AlignBottom)
        fields = self.fields
        rows: tuple[tuple[QWidget | QHBoxLayout, ...], ...] = (
            (fields["quantity"], fields["indicator"], fields["period"]),
            (fields["provider"], fields["recipient"], fields["whole"]),
            (self._captioned("per", "", self.per), planned, self._captioned("note", "M", self.note)),
        )
        for at, cells in enumerate(rows):
            for across, cell in enumerate(cells):
                if isinstance(cell, QWidget):
                    grid.addWidget(cell, at, across)
                else:
                    grid.addLayout(cell, at, across)
                grid.setColumnStretch(across, 1)
        grid.addWidget(self.tags, len(rows), 0, 1, 3)
        inside = QWidget()
        inside.setLayout(widgets.column(head, self.evidence, grid, 1, margin=12, gap=8))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(120)
        return widgets.column(scroll, gap=0)

    # --- showing -------------------------------------------------------------------------------------

    def read(self) -> None:
        """Show the selected facts."""
        session = self._session
        self._facts = session.facts_of(session.selection) if session.ready else ()
        one = self._facts[0] if len(self._facts) == 1 else None
        original = session.store.original(one.id) if one else None
        for field in self.fields.values():
            field.show_facts(self._facts, original)
            field.setEnabled(bool(self._facts) and session.writable)
        for box, name in ((self.per, "per"), (self.change, "change")):
            values = {getattr(fact, name) for fact in self._facts}
            box.setCurrentIndex(max(0, box.findData(next(iter(values)))) if len(values) == 1 else -1)
        self.planned.setChecked(bool(self._facts) and all(fact.planned for fact in self._facts))
        self.tags.show_facts(self._facts)
        notes = {fact.note for fact in self._facts}
        self.note.setText(next(iter(notes)) if len(notes) == 1 else "")
        for editor in (
            self.per,
            self.change,
            self.planned,
            self.tags,
            self.note,
            self.approve,
            self.reject,
        ):
            editor.setEnabled(bool(self._facts) and session.writable)
        self._head(one)
        if one:
            self._tell_whole(one.whole)

    def _offer_wholes(self) -> None:
        facts = self._session.facts_of(self._session.facts)
        own = set(self._session.selection)
        words = (
            f"#{fact.id} {fact.quote} {messages.indicator(fact.indicator)}" for fact in facts if fact.id not in own
        )
        self.fields["whole"].complete_from(words)

    def _tell_whole(self, number: object) -> None:
        found = self._session.facts_of((number,)) if isinstance(number, int) else ()
        if found or not self.fields["whole"].edit.text().strip():
            self.fields["whole"].meaning.setText(found[0].quote if found else "")

    def _head(self, one: Fact | None) -> None:
        many = translate("fact_form", "%1 facts selected").replace("%1", str(len(self._facts)))
        none = translate("fact_form", "No fact selected")
        self.title.setText(messages.as_written(one) if one else many if self._facts else none)
        self.chip.setVisible(one is not None)
        if one is None:
            hint = translate("fact_form", "What you type goes to all of them, as one step to undo.")
            self.evidence.setText(
                hint if self._facts else translate("fact_form", "Click a mark in the text, or a row above.")
            )
            return
        self.chip.show_status(one.status)
        why = translate("fact_form", "Certainty %1 · decided by %2")
        by_hand = translate("fact_form", "Added by hand")
        sure = f"{one.confidence:.0%}"
        text = why.replace("%1", sure).replace("%2", messages.evidence(one))
        self.evidence.setText(text if one.rule else by_hand)
        self.evidence.setToolTip(widgets.verbatim("\n".join(part for part in (self.evidence.text(), one.rule) if part)))

    def _refuse(self, reason: str) -> None:
        """Say over the fields, where there is room for the whole sentence, why one cannot be read."""
        widgets.restyle(self.evidence, "role", "problem" if reason else "muted")
        if reason:
            self.evidence.setText(reason)
        else:
            self._head(self._facts[0] if len(self._facts) == 1 else None)

    def _changed(self, change: Change) -> None:
        if change.edit is None or change.facts & set(self._session.selection):
            self.read()

    def _new_store(self) -> None:
        if not self.fields["indicator"].edit.completer():
            self.fields["indicator"].complete_from(messages.all_indicators())
        self.read()

    # --- editing -------------------------------------------------------------------------------------

    def _read(self, field: str, text: str, fact: Fact) -> dict[str, object]:
        from core import edits
        from core.records import About

        if field == "whole":
            text = text.strip().lstrip("#").split(" ")[0]
        document = self._session.document
        return edits.read_field(field, text, fact, document.about if document else About())

    def _commit(self, values: dict[str, object]) -> None:
        from core import edits

        if self._facts:
            self._session.do(edits.set_fields, tuple(fact.id for fact in self._facts), **values)

    def _restore(self, field: str) -> None:
        from core import edits

        if self._facts:
            self._session.do(edits.restore_field, tuple(fact.id for fact in self._facts), field)

    def _commit_note(self) -> None:
        from core import edits

        if self.note.isModified():
            self.note.setModified(False)
            self._session.do(edits.note, tuple(fact.id for fact in self._facts), self.note.text())

    def _asked(self, what: str) -> None:
        editor = self.fields[FOCUS[what]].edit if what in FOCUS else self.note if what == "note" else None
        if editor is not None:
            editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            editor.selectAll()
        elif what == "tag":
            self.tags.begin()
        elif what.startswith("tag:"):
            self.tags.toggle_favourite(int(what.removeprefix("tag:")))
