"""Frozen records that are quickly made."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Type checkers hold a record to be frozen and find what would change it.
    from dataclasses import dataclass as record
else:

    def record(*, frozen, slots):
        """A dataclass that is hashed as a frozen one is, but not frozen at run time.

        There a frozen one takes eight times as long to make (a fact 25 µs in place of 3), and an extraction makes
        dozens for each fact.
        """
        return dataclasses.dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["record"]
