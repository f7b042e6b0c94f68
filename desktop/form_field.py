"""One field of the form: what the facts have, what is typed, what was understood, and whether it is the machine's value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from core.records import Fact
from desktop import messages, widgets
from desktop.messages import translate, word


@dataclass(frozen=True, slots=True)
class Field:
    """A row of the form: name as `edits.read_field` knows it, object name, key, and the record's fields it shows."""

    name: str
    object_name: str
    keys: str
    of: tuple[str, ...]
    text: Callable[[Fact], str]
    meaning: Callable[[Fact], str]

    def understood(self, fact: Fact, typed: str) -> str:
        """What was made of a typed text: its meaning, behind the name where another way of writing it was typed."""
        name, meaning = self.text(fact), self.meaning(fact)
        return f"{name} {meaning}" if self.name in NAMED and name != typed.strip() else meaning


#: Fields whose values have names and codes.
NAMED = ("indicator", "provider", "recipient")


def _whole(fact: Fact) -> str:
    return f"#{fact.whole}" if fact.whole else ""


FIELDS = (
    Field("quantity", "fieldQuantity", "E", ("value", "value_high", "bound", "unit", "measure_word"), messages.as_typed, messages.exact),
    Field("indicator", "fieldIndicator", "I", ("indicator",), lambda fact: messages.indicator(fact.indicator), lambda fact: fact.indicator),
    Field("provider", "fieldProvider", "⇧P", ("provider",), lambda fact: messages.places(fact.provider), lambda fact: " ".join(fact.provider)),
    Field("recipient", "fieldRecipient", "P", ("recipient",), lambda fact: messages.places(fact.recipient), lambda fact: " ".join(fact.recipient)),
    Field("period", "fieldPeriod", "D", ("period_start", "period_end", "period_text"), lambda fact: fact.period_text.strip() or messages.period_as_typed(fact), lambda fact: messages.period(fact.period_start, fact.period_end)),
    Field("whole", "fieldWhole", "W", ("whole",), _whole, lambda _: ""),
)  # fmt: skip


class FormField(QWidget):
    """Label, editor and what was understood; `committed` carries new values, `restored` asks for the machine's.

    `refused` tells why what is typed cannot be read, or nothing once it can.
    """

    committed = Signal(object)
    restored = Signal(str)
    refused = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, read: Callable[[str, str, Fact], dict[str, object]]) -> None:
        super().__init__()
        self.field = field
        self._read = read
        self._facts: tuple[Fact, ...] = ()
        self._shown = ""
        self._values: dict[str, object] | None = None
        self._refuses = False
        name = word(messages.FIELD, field.name)
        self.edit = QLineEdit()
        widgets.fitted_name(self.edit, field.object_name, name)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self.commit)
        self.edit.installEventFilter(self)
        self.meaning = widgets.Elided("muted")
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.restore = widgets.tool(
            "restore", translate("fact_form", "Give back the machine's value (Ctrl+Backspace)"), self._restore
        )
        self.restore.hide()
        caption = widgets.label(name, "label")
        caption.setBuddy(self.edit)
        key = widgets.label(field.keys, "key")
        top = widgets.row(caption, key, self.meaning, gap=6)
        top.setStretch(2, 1)
        self.setLayout(widgets.column(top, widgets.row(self.edit, self.restore, gap=2), gap=3))

    def complete_from(self, words: Iterable[str]) -> None:
        """Offer words while typing."""
        completer = QCompleter(QStringListModel(list(words), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._typed)
        self.edit.setCompleter(completer)

    def show_facts(self, facts: tuple[Fact, ...], original: Fact | None) -> None:
        """Show the value that the facts share, or how many different ones they have."""
        self._facts, self._values = facts, None
        texts = {self.field.text(fact) for fact in facts}
        self._shown = next(iter(texts)) if len(texts) == 1 else ""
        self.edit.setText(self._shown)
        self.edit.setCursorPosition(0)
        different = translate("fact_form", "%1 different values").replace("%1", str(len(texts)))
        self.edit.setPlaceholderText(different if len(texts) > 1 else "")
        self._say(self.field.meaning(facts[0]) if len(facts) == 1 else "")
        self._mark(facts[0] if len(facts) == 1 else None, original)
        self.setEnabled(bool(facts))

    def _mark(self, fact: Fact | None, original: Fact | None) -> None:
        own = tuple(getattr(fact, name) for name in self.field.of) if fact else ()
        machine = tuple(getattr(original, name) for name in self.field.of) if original else own
        self.restore.setVisible(bool(fact) and own != machine)
        widgets.restyle(self.edit, "state", "changed" if fact and own != machine else "")
        if original and own != machine:
            before = translate("fact_form", "The machine read: %1").replace("%1", self.field.text(original) or "–")
            self.edit.setToolTip(widgets.verbatim(before))
        else:
            self.edit.setToolTip("")

    def _say(self, text: str, role: str = "muted") -> None:
        self.meaning.setText(text)
        self.meaning.setToolTip(widgets.verbatim(text))
        widgets.restyle(self.meaning, "role", role)
        if (role == "problem") != self._refuses or role == "problem":
            self._refuses = role == "problem"
            self.refused.emit(text if self._refuses else "")

    def _typed(self, text: str) -> None:
        if not self._facts:
            return
        from core.errors import Problem

        try:
            self._values = self._read(self.field.name, text, self._facts[0])
        except Problem as failure:
            self._values = None
            self._say(messages.problem(failure), "problem")
            widgets.restyle(self.edit, "state", "problem")
            return
        widgets.restyle(self.edit, "state", "")
        self._say(self.field.understood(replace(self._facts[0], **self._known(self._values)), text), "good")

    def _known(self, values: dict[str, object]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name in Fact.__dataclass_fields__}

    def typed_values(self) -> dict[str, object]:
        """What was read from what is typed; nothing where nothing was typed or read."""
        return self._values or {}

    def commit(self) -> None:
        """Hand over what was typed, unless it could not be read."""
        if self.edit.property("state") == "problem":
            return
        values, self._values = self._values, None
        if values is not None and self.edit.text() != self._shown:
            self.committed.emit(values)
        self.left.emit()

    def _restore(self) -> None:
        self.restored.emit(self.field.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape gives up what was typed, Ctrl+Backspace gives back the machine's value, leaving commits."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._values = None
                self.edit.setText(self._shown)
                self._typed(self._shown) if self._shown else self._say("")
                self._values = None
                self.left.emit()
                return True
            gives_back = event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.restore.isVisible()
            if event.key() == Qt.Key.Key_Backspace and gives_back:
                self._restore()
                return True
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        if event.type() == QEvent.Type.FocusOut and self._values is not None:
            values, self._values = self._values, None
            if self.edit.text() != self._shown:
                self.committed.emit(values)
        return super().eventFilter(watched, event)
