"""The command `hedui`, a thin layer over the library: exit code 0, 1 for a problem, 2 for wrong use."""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import sys
import zlib
from collections.abc import Sequence

from core.cli import log
from core.cli.arguments import parser
from core.cli.console import Console
from core.errors import Problem

__all__ = ["main"]


_NEGATION = re.compile(r"-[^-\s][^\s]*[:：<>=].*", re.S)


def _negations_apart(arguments: Sequence[str]) -> list[str]:
    """`--where -status:pending`: argparse would take the condition for an option, were there no space before it."""
    return [f" {argument}" if _NEGATION.fullmatch(argument) else argument for argument in arguments]


def _damage(error: Exception, given: argparse.Namespace) -> Problem | None:
    from core.store import problem_of

    store = getattr(given, "store", None) or getattr(given, "damaged", None)
    return problem_of(error, store) if store else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    given = parser().parse_args(_negations_apart(sys.argv[1:] if arguments is None else arguments))
    console = Console.of(given)
    try:
        with log.kept():
            code: int = given.run(given, console)
    except Problem as problem:
        console.complain(problem)
        return 1
    except (sqlite3.DatabaseError, zlib.error) as error:  # a damaged page may be met anywhere behind the first ones
        told = _damage(error, given)
        if told is None:
            raise
        console.complain(told)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone (`hedui facts … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code
