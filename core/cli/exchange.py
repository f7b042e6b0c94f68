"""The commands `dump`, `merge`, `agreement` and `sample`."""

from __future__ import annotations

import argparse

from core import exchange
from core.cli.console import Console
from core.cli.stores import existing


def dump(given: argparse.Namespace, console: Console) -> int:
    """Prints the canonical lines of a store."""
    with existing(given.store, console, read_only=True) as store:
        for line in exchange.dump(store):
            console.say(line)
    return 0
