"""Opens the file of a store, says plainly what is wrong with it, and runs transactions."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from core import schema
from core.errors import StoreProblem

#: Pages in the log from which on they are copied to the file: SQLite's own limit, and one for much writing. With 66 MB
#: taking documents into a store of 100,000 writes half as many bytes; but a copy takes half a second.
LOG, LONG_LOG = 1000, 16_000
MAGIC = b"SQLite format 3\x00"
_LONGEST = 500  # bytes of a path that SQLite opens on a POSIX system, less those of the names of its logs
_PATIENCE = 10.0  # seconds that a writer waits for another


@contextmanager
def problems(path: Path) -> Iterator[None]:
    """Turns SQLite's expected failures into problems that a curator can act on; others pass as bugs."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what SQLite says may quote a damaged name
        if (problem := problem_of(error, path)) is None:
            raise
        raise problem from error


def problem_of(error: BaseException, path: Path) -> StoreProblem | None:
    """What a failure of SQLite, or of unpacking a text, tells of the store at `path`; None where it is a bug."""
    if isinstance(error, zlib.error | UnicodeDecodeError):
        return StoreProblem("damaged", path=path, detail=error)
    if not isinstance(error, sqlite3.Error):
        return None
    kind = _kind(getattr(error, "sqlite_errorcode", None))
    return StoreProblem(kind, path=path, detail=str(error), owner="SQLite") if kind else None


#: Details of a failed write or read of the system that mean a full disk, and no damage: writes, syncs, sizes.
_NO_ROOM = (
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
)


def _kind(code: int | None) -> str | None:
    """The problem that a code of SQLite tells of; the low byte is the code, the rest its details."""
    if code in _NO_ROOM:
        return "disk_full"
    kinds = {
        sqlite3.SQLITE_FULL: "disk_full",
        sqlite3.SQLITE_READONLY: "read_only",
        sqlite3.SQLITE_CORRUPT: "damaged",
        sqlite3.SQLITE_NOTADB: "unreadable",
        sqlite3.SQLITE_CANTOPEN: "forbidden",
        sqlite3.SQLITE_PERM: "forbidden",
        sqlite3.SQLITE_BUSY: "in_use",
        sqlite3.SQLITE_IOERR: "damaged",
    }
    return None if code is None else kinds.get(code & 0xFF)


def connect(path: Path, *, read_only: bool, few: bool = False) -> sqlite3.Connection:
    """A connection to an existing or new store at `path`, migrated and set up; with `few` it keeps few pages.

    Raises:
        StoreProblem: the file is missing, forbidden, no store, too new or damaged.
    """
    try:
        new = not path.exists() or path.stat().st_size == 0
    except PermissionError:  # the folder may not even be looked into
        raise StoreProblem("forbidden", path=path) from None
    _refuse(path, new=new, read_only=read_only)
    with problems(path):
        connection = sqlite3.connect(_address(path, read_only), uri=True, isolation_level=None, timeout=_PATIENCE)
        try:
            _check(connection, path, new=new)
            if read_only and schema.version(connection) < schema.VERSION:
                connection = _migrated_copy(connection)
            _set_up(connection, read_only=read_only)
            if not read_only:
                _migrate(connection, path, new=new)
            if few:
                spare(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path, *, new: bool) -> None:
    """Brings an older store up to date; a copy of it as it was is kept beside it."""
    if not new and 0 < (before := schema.version(connection)) < schema.VERSION:
        with closing(sqlite3.connect(path.with_name(f"{path.name}-version{before}"))) as copy:
            connection.backup(copy)
    schema.migrate(connection)


def _migrated_copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    """An older store that may not be written is read as a copy in a temporary file, brought up to date there.

    SQLite deletes the file with the connection.
    """
    copy = sqlite3.connect("", isolation_level=None)
    with closing(connection):
        connection.backup(copy)
    schema.migrate(copy)
    return copy


def _address(path: Path, read_only: bool) -> str:
    """A read-only store in a folder that may not be written cannot have a WAL, so nobody else is writing it."""
    address = "file:" + quote(str(path.absolute()))
    if not read_only:
        return address
    return f"{address}?mode=ro" if writable(path.parent) else f"{address}?mode=ro&immutable=1"


def writable(path: Path) -> bool:
    """Whether this process may write there, found by asking the system and not by the mode bits alone."""
    return os.access(path, os.W_OK)


def _refuse(path: Path, *, new: bool, read_only: bool) -> None:
    """Tells of what can be seen before SQLite opens the file."""
    if path.is_dir():
        raise StoreProblem("no_folder", path=path)
    if os.name == "posix" and (length := len(os.fsencode(path.absolute()))) > _LONGEST:
        raise StoreProblem("long_path", path=path, length=length, limit=_LONGEST)
    if not path.parent.is_dir() or (new and read_only):
        raise StoreProblem("missing", path=path)
    if new:
        if not writable(path.parent):
            raise StoreProblem("forbidden", path=path)
        return
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except PermissionError:
        raise StoreProblem("forbidden", path=path) from None
    if not head.startswith(MAGIC):
        raise StoreProblem("text_file" if _is_text(head) else "unreadable", path=path)
    if whole := cut_short(path):
        raise StoreProblem("cut_short", path=path, present=path.stat().st_size, whole=whole)


def _is_text(head: bytes) -> bool:
    """Whether a beginning is text: no control characters but those of lines. Its last character may be cut."""
    return not any(byte < 0x20 and byte not in b"\t\n\r\f\x1b" for byte in head)


def cut_short(path: Path) -> int | None:
    """How many bytes the file should have, where it has fewer and no log that could hold the rest."""
    with path.open("rb") as file:
        head = file.read(100)
    size = int.from_bytes(head[16:18], "big")
    whole = int.from_bytes(head[28:32], "big") * (65536 if size == 1 else size)
    counted = head[24:28] == head[92:96]  # else a program wrote the size that is too old to keep it right
    log = path.with_name(path.name + "-wal")
    if not counted or path.stat().st_size >= whole or (log.exists() and log.stat().st_size):
        return None
    return whole


def _check(connection: sqlite3.Connection, path: Path, *, new: bool) -> None:
    if new:
        return
    if schema.version(connection) == 0 and not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        return  # made, but never filled: the process that made it was killed
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise StoreProblem("foreign", path=path)
    if (version := schema.version(connection)) > schema.VERSION:
        raise StoreProblem("too_new", path=path, version=version, known=schema.VERSION)


def _set_up(connection: sqlite3.Connection, *, read_only: bool) -> None:
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA trusted_schema = OFF")


def spare(connection: sqlite3.Connection) -> None:
    """Keep few pages: who reads what is in view, or writes facts in their order, needs no more."""
    connection.execute("PRAGMA cache_size = -16384")


def keep_log(connection: sqlite3.Connection, pages: int) -> None:
    """From how many `pages` in the log on a transaction copies them to the file, each once however often it changed."""
    with suppress(sqlite3.ProgrammingError):  # closed already
        connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")


@contextmanager
def transaction(connection: sqlite3.Connection, *, durable: bool = True) -> Iterator[None]:
    """All or nothing; joins a transaction that is open. `durable` waits for the disk.

    The write lock is taken at once: a transaction that reads first and writes later could find that
    another process wrote between, and would have to start again.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise
