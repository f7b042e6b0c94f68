"""Facts made from, or moved to, the text that the curator selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.records import Change
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.store import Store

Span = tuple[int, int]


def add_fact(session: Session, span: Span | None) -> None:
    """Make the selected text a fact, with all that can be read of it."""
    document = session.document
    if span is None or document is None:
        session.notified.emit(translate("source_view", "Select a quantity in the text first"))
        return
    from core import edits

    def add(store: Store) -> Change:
        return edits.add(store, edits.read_selection(document, *span))

    change = session.do(add)
    if change and change.facts:
        session.arrange()
        session.select(next(iter(change.facts)))


def reanchor(session: Session, span: Span | None) -> None:
    """Let the current fact stand on the selected text."""
    if span is None or not session.current:
        session.notified.emit(translate("source_view", "Select a quantity in the text first"))
        return
    from core import edits

    session.do(edits.reanchor, session.current, *span)
