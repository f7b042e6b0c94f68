"""The one object between core and panels: what is open, what is looked at, and every edit on its way to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from core.errors import Problem
from core.records import Change, Fact, Status
from desktop.messages import translate
from desktop.open_store import PAGE, OpenStore

if TYPE_CHECKING:
    from core.filters import Filter
    from core.store import Store


MANY = 500  # from so many facts on an edit runs in the background


def _told(step: Any) -> str:
    number = len(step.change.facts) if step and step.change else 0
    return translate("session", "Done: %1 facts, one undo takes it back").replace("%1", f"{number:,}")


class Session(OpenStore):
    """The curator's present place in a store; panels know this object and nothing of each other.

    `facts` are the ids of the open document in the order of the queue, `selection` those that the next
    edit touches, `current` the one in view (0 for none), `filter` what Facts and Totals show.
    """

    def _first_document(self) -> None:
        wanted = int(self.settings.get("document"))
        known = self.documents
        if known:
            self.show_document(wanted if known.at(wanted) >= 0 else known.ids[0])
        else:
            self.document_changed.emit(0)
            self.facts_changed.emit()

    # --- where the curator looks ---------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        """What the workspaces Facts and Totals show."""
        if self._filter is None:
            from core.filters import parse

            self._filter = parse("")
        return self._filter

    def set_filter(self, text: str) -> bool:
        """Show the facts that `text` describes; False where it cannot be understood."""
        from core.filters import parse

        try:
            self._filter = parse(text)
        except Problem as failure:
            self.failed.emit(failure)
            return False
        self.filter_changed.emit(self._filter)
        return True

    def show_document(self, document: int, fact: int = 0) -> None:
        """Open a document, with `fact` or its first pending fact as the current one."""
        if self.document is None or self.document.id != document:
            self.document = self.store.document(document)
            self.settings.set("document", document)
            self.current, self.selection = 0, ()
            self.document_changed.emit(document)
        self.arrange()
        self.select(fact or self._pending_from(0) or (self.facts[0] if self.facts else 0))

    def show_fact(self, fact: int) -> None:
        """Go to a fact in its document."""
        self.show_document(self.fact(fact).document, fact)

    def arrange(self) -> None:
        """Order the facts of the document as the queue is set."""
        if self.document is None:
            return
        from desktop.queue import ordered

        self.facts = ordered(self.store, self.document.id, str(self.settings.get("queue")))
        if self.current and self.current not in self.facts:
            self.current, self.selection = 0, ()
        self.facts_changed.emit()

    def select(self, fact: int, others: Sequence[int] = ()) -> None:
        """Make `fact` the current one, and `others` with it the ones that edits touch."""
        selection = tuple(others) or ((fact,) if fact else ())
        moved, chosen = fact != self.current, selection != self.selection
        self.current, self.selection = fact, selection
        if moved:
            self.current_changed.emit(fact)
        if chosen or moved:
            self.selection_changed.emit()

    def step(self, by: int) -> None:
        """Move `by` facts on in the queue."""
        if self.facts:
            at = self._place(self.current)
            self.select(self.facts[max(0, min(len(self.facts) - 1, at + by))] if at >= 0 else self.facts[0])

    def step_document(self, by: int) -> None:
        """Move `by` documents on in the list."""
        known = self.documents
        if self.document and known.at(self.document.id) >= 0:
            at = known.at(self.document.id) + by
            if 0 <= at < len(known):
                self.show_document(known.ids[at])

    def next_pending(self) -> None:
        """Go to the next fact that waits for a decision, in this document or a later one."""
        found = self._pending_from(self._place(self.current) + 1)
        if found:
            self.select(found)
            return
        later = self._waiting_elsewhere()
        if later:
            self.show_document(later)
            self.notified.emit(translate("session", "Next document with facts to check"))
        else:
            self.notified.emit(translate("session", "Nothing is pending: every fact has been decided"))

    def _waiting_elsewhere(self) -> int:
        """The next document with a pending fact, behind the open one or from the start; 0 for none."""
        from core.filters import parse

        pending = parse("status:pending")
        here = self.store.fact_ids(parse(f"document:{self.document.id}")) if self.document else ()
        later = self.store.page(pending, after=here[-1], limit=1) if here else ()
        found = later or self.store.page(pending, limit=1)
        return found[0].document if found and not (self.document and found[0].document == self.document.id) else 0

    def _place(self, fact: int) -> int:
        return self.facts.index(fact) if fact in self.facts else -1

    def _pending_from(self, start: int) -> int:
        ring = self.facts[start:] + self.facts[:start]
        pages = (self.facts_of(ring[at : at + PAGE]) for at in range(0, len(ring), PAGE))
        return next((fact.id for page in pages for fact in page if fact.status is Status.PENDING), 0)

    # --- facts ---------------------------------------------------------------------------------------

    def facts_at(self, start: int, end: int) -> tuple[Fact, ...]:
        """Facts of the open document that stand on any of the code points from `start` to `end`."""
        return tuple(fact for fact in self.facts_of(self.facts) if fact.start < end and start < fact.end)

    # --- edits ---------------------------------------------------------------------------------------

    def do(self, function: Callable[..., Change], *arguments: Any, **values: Any) -> Change | None:
        """Run an edit on the store and tell the panels; None where it failed with a problem or has to wait."""
        change = self._written(function, *arguments, **values)
        if change:
            self._take(change)
        return change

    def _written(self, function: Callable[..., Change], *arguments: Any, **values: Any) -> Change | None:
        if self.busy:
            self.notified.emit(translate("session", "Many facts are being edited: wait for the end, or cancel it"))
            return None
        try:
            change = function(self.store, *arguments, **values)
        except Problem as failure:
            self.failed.emit(failure)
            return None
        for number in change.facts:
            self._cache.pop(number, None)
        return change

    def undo(self, edit: int | None = None, fact: int | None = None) -> None:
        """Reverse the last edit, the one named, or those of one fact; one of many facts in the background."""
        from core.store import Store, to_undo, undoing

        target = to_undo(self.store, edit) if fact is None and not self.busy else None
        if target and target.touched >= MANY:
            self._run_edit(target.touched, lambda own: undoing(own, edit))
        else:
            self._show_change(self.do(Store.undo, edit, fact))

    def undo_since(self, edit: int) -> None:
        """Take back an edit and all after it as one edit, of many facts in the background."""
        from core.store import rewind, rewinding, touched_since

        many = 0 if self.busy else touched_since(self.store, edit)
        if many >= MANY:
            self._run_edit(many, lambda own: rewinding(own, edit))
        else:
            self._show_change(self.do(rewind, edit))

    def redo(self) -> None:
        """Do again what was undone last."""
        from core.store import Store, redoing

        target = self.store.redoable() if not self.busy else None
        if target and target.touched >= MANY:
            self._run_edit(target.touched, redoing)
        else:
            self._show_change(self.do(Store.redo))

    def _run_edit(self, touched: int, work: Callable[[Store], Iterator[Any]]) -> None:
        title = translate("bulk", "Editing facts: %1").replace("%1", f"{touched:,}")
        self.run_edit(title, work)

    def run_edit(self, title: str, work: Callable[[Store], Iterator[Any]]) -> None:
        """Run an edit of many facts in a thread: it can be cancelled, and is all or nothing."""
        if self.busy:
            self.do(lambda _: Change(None, None))
            return
        task = self.run(title, work, alone=True)
        task.ended.connect(lambda step: self.notified.emit(_told(step)))
        task.cancelled.connect(lambda: self.notified.emit(translate("session", "Cancelled: nothing was changed")))

    def decide(self, function: Callable[..., Change], *arguments: Any) -> None:
        """Decide on the selection; a single fact moves on to the next one pending."""
        ids = self.selection
        if not ids:
            return
        at = self._place(self.current)
        change = self._written(function, ids, *arguments)
        if change is None:
            return
        moves = len(ids) == 1 and at >= 0 and self.workspace == "review"
        following = self._pending_from(at + 1) if moves else 0
        if following:
            self.select(following)  # before the panels hear of the edit: each then draws once
        self._take(change)
        if moves and not following:
            self.notified.emit(translate("session", "Everything in this document is decided · N goes on"))

    def _show_change(self, change: Change | None) -> None:
        if change is None or not change.facts or len(change.facts) > 1:
            return
        number = next(iter(change.facts))
        if number in self.facts:
            self.select(number)
        elif self.document and change.documents and self.document.id not in change.documents:
            self.show_document(next(iter(change.documents)), number)

    def _take(self, change: Change) -> None:
        self._version = self.store.version
        if change.documents:
            self._recount(self.documents.refresh(change.documents), change)
        self.changed.emit(change)
        if self.document and self.document.id in change.documents and not change.fields <= {"status", "note", "tags"}:
            self.arrange()

    def _recount(self, decided: int | None, change: Change) -> None:
        """Keep the counts right from the rows of the documents; count all again where those were not known."""
        if decided is None or self.pending is None or "removed" in change.fields:
            self.count()
        else:
            self.pending -= decided
            self.counted.emit()
