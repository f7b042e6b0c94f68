"""The arguments of every command, as a table."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from core import __version__
from core.cli.console import Console

Run = Callable[[argparse.Namespace, Console], int]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its names and what argparse is told of it."""

    names: tuple[str, ...]
    options: dict[str, Any]


def _argument(*names: str, **options: Any) -> Argument:
    return Argument(names, options)


def _size(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


_STORE = _argument("store", type=Path, help="the store, a .hedui file")
_JSON = _argument("--json", action="store_true", help="print JSON")
_WHERE = _argument(
    "--where", nargs="+", action="extend", default=[], metavar="CONDITION",
    help="which facts, such as: status:approved indicator:funds.* recipient:150000 year:2019 value>1e6",
)  # fmt: skip
_CURATOR = _argument("--curator", help="the name that edits are written under")
_FILES = _argument("files", nargs="+", type=Path, metavar="FILE")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `run` names its function as module:function, loaded when the command is."""

    name: str
    help: str
    run: str
    arguments: tuple[Argument, ...] = ()


COMMANDS: tuple[Command, ...] = (
    Command("demo", "import the sample reports into a new store and open it", "demo:demo", (
        _argument("--out", type=Path, metavar="DIR", help="write data, totals and pictures of the window to DIR"),
    )),
    Command("open", "open the window", "demo:open_window", (
        _argument("store", nargs="?", type=Path, help="the store; by default the last one"),
    )),
    Command("repair", "print the repaired text of a file", "files:repair", (
        _argument("file", type=Path), _JSON,
    )),
    Command("extract", "print the facts of files, without a store", "files:extract", (
        _FILES, _JSON, _argument("--jsonl", action="store_true", help="print one line of JSON a document"),
        _argument("--explain", action="store_true", help="print each sentence with its mentions, rules and scores"),
    )),
    Command("import", "take files and folders into a store", "files:import_files", (
        _STORE, _argument("paths", nargs="+", type=Path, metavar="PATH"), _JSON, _CURATOR,
        _argument("--workers", type=int, help="processes that read and extract"),
    )),
    Command("facts", "print the facts of a store", "facts:facts", (
        _STORE, _WHERE, _JSON, _argument("--csv", action="store_true", help="print CSV"),
        _argument("--limit", type=int, help="print so many at most"),
    )),
    Command("edit", "approve, reject, reopen, set or tag facts", "facts:edit", (
        _STORE,
        _argument("action", choices=("approve", "reject", "reopen", "set", "tag", "untag", "note", "remove")),
        _argument("values", nargs="*", metavar="FIELD=VALUE|TAG|NOTE", help="for set, tag, untag and note"),
        _WHERE, _JSON, _CURATOR,
    )),
    Command("undo", "take back the last edit, or one of them", "history:undo", (
        _STORE, _argument("--edit", type=int, metavar="N", help="the edit to take back"),
        _argument("--since", type=int, metavar="N", help="take back this edit and all after it, as one edit"),
        _argument("--fact", type=int, metavar="ID", help="take back only what was done to this fact"), _JSON, _CURATOR,
    )),
    Command("redo", "bring back what undo took", "history:redo", (_STORE, _JSON, _CURATOR)),
    Command("history", "print who changed what and when", "history:history", (
        _STORE, _argument("--fact", type=int, metavar="ID"), _argument("--document", type=int, metavar="ID"),
        _argument("--text", default="", help="only rows that hold this text"),
        _argument("--limit", type=int, default=200), _JSON,
    )),
    Command("totals", "add up facts", "facts:totals", (
        _STORE, _argument("--by", default="indicator,year", help="one or two of the groupings, such as indicator,year"),
        _WHERE, _argument("--all", action="store_true", help="also facts that are not approved"), _JSON,
    )),
    Command("check", "print what does not fit", "facts:check", (_STORE, _WHERE, _JSON)),
    Command("export", "write approved facts as a data set", "facts:export", (
        _STORE, _argument("out", type=Path), _WHERE,
        _argument("--format", help="by default what the name of OUT says; archive: the whole store, for `import`"),
        _argument("--columns", metavar="NAME,NAME…", help="which columns, in this order; by default all"),
        _argument("--licence", help="what a data package says of its licence: an SPDX name or an address"),
    )),
    Command("dump", "print the whole store as JSON lines, the same for the same contents", "exchange:dump", (_STORE,)),
    Command("merge", "take into a store what other stores or archives hold", "exchange:merge", (
        _STORE, _argument("others", nargs="+", type=Path, metavar="OTHER"),
        _argument("--dry-run", action="store_true", help="only say what would come of it"),
        _argument("--prefer", metavar="RULE", help="settle conflicts: newer, mine, theirs or curator:NAME"),
        _JSON, _CURATOR,
    )),
    Command("agreement", "print how far curators agree who decided the same facts", "exchange:agreement", (
        _STORE, _argument("others", nargs="*", type=Path, metavar="OTHER"), _JSON,
    )),
    Command("sample", "write a store with a random sample of facts for a second curator", "exchange:sample", (
        _STORE, _argument("out", type=Path), _argument("--size", type=_size, default=200),
        _argument("--blind", action="store_true", help="without anything that curators did"),
        _argument("--seed", type=int, default=1, help="the same seed draws the same facts"), _WHERE,
    )),
    Command("verify", "check that a store is whole", "stores:verify", (_STORE, _JSON)),
    Command("backup", "copy a store, in use or not", "stores:backup", (
        _STORE, _argument("out", nargs="?", type=Path, help="by default beside the store, of which the newest stay"),
    )),
    Command("rescue", "save what can be read of a damaged store to a new one, and list what was not", "stores:rescue", (
        _argument("damaged", type=Path), _argument("out", type=Path), _JSON,
    )),
    Command("restore", "put a copy in the place of a store", "stores:restore", (
        _argument("backup", type=Path), _STORE,
    )),
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    made = argparse.ArgumentParser(
        prog="hedui", description="Hedui 核对: turns Chinese reports into figures that a person has checked."
    )
    made.add_argument("--version", action="version", version=f"hedui {__version__}")
    made.add_argument("--language", choices=("zh", "en"), help="the language of messages; by default the system's")
    made.set_defaults(run=_loaded("demo:open_window"), store=None)
    commands = made.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.help, description=command.help.capitalize() + ".")
        for argument in command.arguments:
            one.add_argument(*argument.names, **argument.options)
        one.set_defaults(run=_loaded(command.run))
    return made


def _loaded(where: str) -> Run:
    """A command's function, imported when it runs: `hedui --help` needs none of the library."""
    module, _, function = where.partition(":")

    def run(given: argparse.Namespace, console: Console) -> int:
        command: Run = getattr(import_module(f"core.cli.{module}"), function)
        return command(given, console)

    return run
