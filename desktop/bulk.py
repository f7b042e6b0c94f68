"""Edits of many facts at once: a look at the evidence first, then one edit, in the background where it is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from core.errors import Problem
from core.records import About, Change
from desktop import messages, widgets
from desktop.dialogs import BulkDialog
from desktop.messages import translate, word
from desktop.session import MANY, Session

if TYPE_CHECKING:
    from core.store import EditStep, Store

FIELDS = ("indicator", "provider", "recipient", "period", "per", "planned", "change")


def decide(session: Session, ids: Sequence[int], function: str, parent: QWidget) -> bool:
    """Approve or reject after a look; False where the curator thought better of it."""
    from core import edits

    what = translate("actions", {"approve": "Approve", "reject": "Reject"}[function])
    if not ids or not BulkDialog(session, ids, what, parent).exec():
        return False
    return apply(session, getattr(edits, function), tuple(ids))


def set_field(session: Session, ids: Sequence[int], parent: QWidget) -> bool:
    """Ask for a field and its value, show the evidence, and set it."""
    from core import edits

    if not ids:
        return False
    dialog = BulkDialog(session, ids, translate("bulk", "Set a field"), parent)
    field, value, problem = QComboBox(), QLineEdit(), widgets.label("", "problem")
    value.setAccessibleName(translate("bulk", "Value"))
    field.setAccessibleName(translate("bulk", "Field"))
    for name in FIELDS:
        field.addItem(word(messages.FIELD, name), name)
    dialog.extra.addRow(translate("bulk", "Field"), field)
    dialog.extra.addRow(translate("bulk", "Value"), value)
    dialog.extra.addRow("", problem)
    first = session.fact(ids[0])
    while dialog.exec():
        try:
            values = edits.read_field(field.currentData(), value.text(), first, About())
        except Problem as failure:
            problem.setText(messages.problem(failure))
            continue
        return apply(session, edits.set_fields, tuple(ids), **values)
    return False


def tag(session: Session, ids: Sequence[int], parent: QWidget) -> bool:
    """Ask for a tag, show the evidence, and put it on."""
    from core import edits

    if not ids:
        return False
    dialog = BulkDialog(session, ids, translate("bulk", "Tag"), parent)
    name = QLineEdit()
    name.setAccessibleName(translate("bulk", "Tag"))
    dialog.extra.addRow(translate("bulk", "Tag"), name)
    if not dialog.exec() or not name.text().strip():
        return False
    return apply(session, edits.tag, tuple(ids), name.text().strip())


def apply(
    session: Session, function: Callable[..., Change], ids: tuple[int, ...], *arguments: Any, **values: Any
) -> bool:
    """One edit of all the facts; of many in the background, with progress and cancel, and still all or nothing."""
    if len(ids) < MANY:
        return session.do(function, ids, *arguments, **values) is not None

    def work(store: Store) -> Iterator[EditStep]:
        from core import edits

        return edits.gradually(store, function, ids, *arguments, **values)

    session.run_edit(translate("bulk", "Editing facts: %1").replace("%1", f"{len(ids):,}"), work)
    return True
