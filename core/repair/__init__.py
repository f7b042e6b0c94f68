"""Damaged text put right: every change recorded, every character traced to where it came from."""

from core.repair.origin import Origin, pack, unpack
from core.repair.plan import Repaired, repair

__all__ = ["Origin", "Repaired", "pack", "repair", "unpack"]
