"""The store: one local SQLite file with documents, facts and everything that curators did."""

from core.store.answers import Backup, DocumentRow, Edit, EditStep, HistoryRow, Hit, Tag
from core.store.connection import LOG, LONG_LOG, problem_of
from core.store.copies import backups, restore
from core.store.gradual import applying, redoing, rewind, rewinding, to_undo, touched_since, undoing
from core.store.owner import is_held
from core.store.rescuing import Rescue, RescueStep, rescue, rescue_steps
from core.store.store import Store
from core.store.telling import newest_document

__all__ = [
    "LOG",
    "LONG_LOG",
    "Backup",
    "DocumentRow",
    "Edit",
    "EditStep",
    "HistoryRow",
    "Hit",
    "Rescue",
    "RescueStep",
    "Store",
    "Tag",
    "applying",
    "backups",
    "is_held",
    "newest_document",
    "problem_of",
    "redoing",
    "rescue",
    "rescue_steps",
    "restore",
    "rewind",
    "rewinding",
    "to_undo",
    "touched_since",
    "undoing",
]
