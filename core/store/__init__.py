"""The store: one local SQLite file with documents, facts and everything that curators did."""

from core.store.answers import Backup, DocumentRow, Edit, HistoryRow, Hit, Tag
from core.store.copies import backups, restore
from core.store.rescuing import Rescue, rescue
from core.store.store import Store

__all__ = [
    "Backup",
    "DocumentRow",
    "Edit",
    "HistoryRow",
    "Hit",
    "Rescue",
    "Store",
    "Tag",
    "backups",
    "rescue",
    "restore",
]
