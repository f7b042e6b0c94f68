"""The tags of the store for the window: their colours and keys, read again only when a tag changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.records import Change
from desktop.session import Session


class TagBook(QObject):
    """Colour and key of each tag by name; `read_again` tells when they are others."""

    read_again = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._tags: dict[str, tuple[str, int]] = {}
        session.changed.connect(self._changed)
        session.store_changed.connect(self.read)
        if session.ready:
            self.read()

    @classmethod
    def of(cls, session: Session) -> TagBook:
        """The one of a session."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    def names(self) -> tuple[str, ...]:
        """All tags, favourites first, each in the order of its key, then by name."""
        return tuple(sorted(self._tags, key=lambda name: (self.key(name) or 10, name)))

    def colour(self, name: str) -> str:
        """`#rrggbb`, or empty where the tag has none."""
        return self._tags.get(name, ("", 0))[0]

    def key(self, name: str) -> int:
        """The digit that puts the tag on, 0 for none."""
        return self._tags.get(name, ("", 0))[1]

    def favourite(self, key: int) -> str:
        """The tag of a digit, empty where none has it."""
        return next((name for name in self._tags if self.key(name) == key), "")

    def read(self) -> None:
        """Read all tags; they are few."""
        rows = self._session.store.items("tags") if self._session.ready else {}
        tags = {name: (str(row["colour"] or ""), int(str(row["key"] or 0))) for name, row in rows.items()}
        if tags != self._tags:
            self._tags = tags
            self.read_again.emit()

    def _changed(self, change: Change) -> None:
        if change.edit is None or "tags" in change.fields:
            self.read()
