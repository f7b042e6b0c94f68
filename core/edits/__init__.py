"""What a curator does to facts: each call is one edit in the history, and gives what it changed."""

from core.edits.decisions import (
    GROUPS,
    add,
    approve,
    changed_fields,
    note,
    reanchor,
    reject,
    remove,
    reopen,
    restore_field,
    retag,
    set_each,
    set_fields,
    tag,
    untag,
)
from core.edits.dividing import cut, divided, join, joined, measured, pieces, split
from core.edits.gradually import gradually
from core.edits.reading import FIELDS, read_field
from core.edits.surroundings import read_selection
from core.edits.tags import delete_tag, merge_tags, rename_tag, set_tag

__all__ = [
    "FIELDS",
    "GROUPS",
    "add",
    "approve",
    "changed_fields",
    "cut",
    "delete_tag",
    "divided",
    "gradually",
    "join",
    "joined",
    "measured",
    "merge_tags",
    "note",
    "pieces",
    "read_field",
    "read_selection",
    "reanchor",
    "reject",
    "remove",
    "rename_tag",
    "reopen",
    "restore_field",
    "retag",
    "set_each",
    "set_fields",
    "set_tag",
    "split",
    "tag",
    "untag",
]
