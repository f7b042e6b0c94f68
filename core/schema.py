"""The tables of a store, as a list of migrations that is only ever added to.

`documents` hold what was read and repaired, `facts` what was found (places as text, `110000 120000`;
values as decimal text and, for sums, as `scaled`, the value times 10^6 where that fits 63 bits).
`place_codes` says which places such a text holds, so that a filter on a place and all within it is a
short list of texts. `edits` and `changes` are the history: triggers refuse to alter them. A fact is
never deleted, only `removed`; the partial indexes leave those out. `texts` is the full-text index, one
token a character, so that a phrase of it is an exact substring from one character up (words cut by a
segmenter miss matches, trigrams find nothing for two characters). It keeps no text of its own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

#: "HEDU" in ASCII: what SQLite's header says of whose file this is.
APPLICATION_ID = 0x48454455

#: Values are stored as integers of 1 / SCALE besides their decimal text.
SCALE = 10**6


# --- the full-text index -----------------------------------------------------------------------------


#: What SQLite's `ascii` tokenizer takes for separators or folds, and what UTF-8 cannot hold.
_SPECIAL = re.compile(r"[\x00-/:-`{-\x7f\ud800-\udfff]")
_PRIVATE = 0xF700


def tokens(text: str) -> str:
    """The text with its characters apart, as the index takes it; the tokenizer keeps all that is beyond ASCII.

    Private characters stand for the others; those of the text itself are told apart when hits are checked.

    >>> tokens("帮扶a1")
    '帮 扶 a 1'
    """
    for special in set(_SPECIAL.findall(text)):
        text = text.replace(special, chr(_PRIVATE + (ord(special) & 0xFF)))
    return " ".join(text)


def phrase(text: str) -> str:
    """The query of the index that finds `text`; each hit must be checked against the text itself."""
    return f'"{tokens(text)}"'


# --- tables -------------------------------------------------------------------------------------------

_TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    title TEXT,
    publisher TEXT,
    author TEXT,
    published_on TEXT,
    provider TEXT NOT NULL DEFAULT '',
    recipient TEXT NOT NULL DEFAULT '',
    near INTEGER REFERENCES documents (id),
    imported_at TEXT NOT NULL,
    -- the long ones last: SQLite reads a row from its front
    text BLOB NOT NULL,
    data BLOB NOT NULL,
    raw BLOB,
    pieces BLOB NOT NULL,
    repairs BLOB NOT NULL,
    pages BLOB
) STRICT;

CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    sentence TEXT NOT NULL,
    value TEXT NOT NULL,
    scaled INTEGER,
    value_high TEXT,
    unit TEXT NOT NULL,
    bound TEXT NOT NULL CHECK (bound IN ('exact', 'about', 'over', 'under')),
    measure_word TEXT,
    indicator TEXT NOT NULL,
    label TEXT NOT NULL,
    provider TEXT NOT NULL,
    recipient TEXT NOT NULL,
    period_start TEXT,
    period_end TEXT,
    period_text TEXT NOT NULL,
    year INTEGER,
    per TEXT,
    planned INTEGER NOT NULL CHECK (planned IN (0, 1)),
    whole INTEGER REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
    change TEXT,
    same_as INTEGER REFERENCES facts (id) DEFERRABLE INITIALLY DEFERRED,
    rule TEXT NOT NULL,
    confidence REAL NOT NULL,
    flags TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
    note TEXT NOT NULL DEFAULT '',
    counting TEXT NOT NULL DEFAULT '' CHECK (counting IN ('', 'count', 'leave')),
    curator TEXT NOT NULL DEFAULT '',
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE place_codes (
    code TEXT NOT NULL,
    places TEXT NOT NULL,
    PRIMARY KEY (code, places)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    name TEXT PRIMARY KEY,
    colour TEXT NOT NULL DEFAULT '',
    key INTEGER CHECK (key BETWEEN 1 AND 9)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_tags (
    tag TEXT NOT NULL REFERENCES tags (name) DEFERRABLE INITIALLY DEFERRED,
    fact INTEGER NOT NULL REFERENCES facts (id),
    PRIMARY KEY (tag, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE edits (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    reverses INTEGER REFERENCES edits (number),
    touched INTEGER NOT NULL
) STRICT;

CREATE TABLE changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    fact INTEGER NOT NULL REFERENCES facts (id),
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, fact, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    item TEXT NOT NULL CHECK (item IN ('findings', 'rules', 'tags')),
    name TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, item, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
    name TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    digest TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rules (
    name TEXT PRIMARY KEY,
    fits TEXT NOT NULL,
    sets TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', columnsize = 0, tokenize = 'ascii');
"""

# The first two hold every column that filters, facets and sums ask for, so that neither reads the table (one of them
# goes in `lean_indexes`). `removed`
# is in all because SQLite before 3.41 does not see that a partial index covers the column of its own condition.
_INDEXES = """
CREATE INDEX facts_in_order ON facts (
    document, start, id, status, indicator, year,
    recipient, provider, unit, per, planned, change, scaled, confidence, flags, curator, removed
) WHERE removed = 0;
CREATE INDEX facts_by_status ON facts (
    status, indicator, year, document, start, id,
    recipient, provider, unit, per, planned, change, scaled, confidence, flags, curator, removed
) WHERE removed = 0;
CREATE INDEX facts_by_recipient ON facts (recipient, status, removed) WHERE removed = 0;
CREATE INDEX facts_by_provider ON facts (provider, status, removed) WHERE removed = 0;
CREATE INDEX facts_unscaled ON facts (id) WHERE scaled IS NULL;
CREATE INDEX facts_whole ON facts (whole) WHERE whole IS NOT NULL;
CREATE INDEX facts_same_as ON facts (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX tags_of_fact ON fact_tags (fact, tag);
CREATE INDEX changes_of_fact ON changes (fact, edit);
CREATE INDEX reversals ON edits (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX documents_near ON documents (near) WHERE near IS NOT NULL;
"""

# The year in which the period ends, or else begins. A generated column would do the same, but SQLite does not see that
# an index covers one.
_YEAR = """
CREATE TRIGGER year_of_period AFTER UPDATE OF period_start, period_end ON facts
BEGIN
    UPDATE facts SET year = CAST(substr(coalesce(period_end, period_start), 1, 4) AS INTEGER) WHERE id = new.id;
END
"""

#: The tables of the history and their keys.
_HISTORY = {"edits": ("number",), "changes": ("edit", "fact", "field"), "item_changes": ("edit", "item", "name")}

_KEPT_FOR_EVER = """
CREATE TRIGGER {table}_never_{verb} BEFORE {event} ON {table} {when}
BEGIN SELECT raise(ABORT, 'history is kept for ever'); END
"""


def _statements(script: str) -> list[str]:
    """The statements of a script whose own text holds no semicolon but those between statements."""
    return [statement for part in script.split(";") if (statement := part.strip())]


def first_tables(db: Database) -> None:
    """Documents, facts, history, tags, rules, findings, settings and the full-text index."""
    for statement in _statements(_TABLES) + _statements(_INDEXES):
        db.execute(statement)
    db.execute(_YEAR)
    for table, key in _HISTORY.items():
        same = " AND ".join(f"{column} = new.{column}" for column in key)
        replaced = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # INSERT OR REPLACE fires no DELETE trigger
        db.execute(_KEPT_FOR_EVER.format(table=table, verb="altered", event="UPDATE", when=""))
        db.execute(_KEPT_FOR_EVER.format(table=table, verb="deleted", event="DELETE", when=""))
        db.execute(_KEPT_FOR_EVER.format(table=table, verb="replaced", event="INSERT", when=replaced))


_FOUND = """
CREATE TABLE found (
    key TEXT PRIMARY KEY,
    document INTEGER NOT NULL,
    cell TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE found_facts (
    fact INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (fact, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sketches (
    band INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (band, document)
) STRICT, WITHOUT ROWID;

CREATE INDEX found_in_document ON found (document);
CREATE INDEX found_in_cell ON found (cell) WHERE cell <> '';
"""


def computed_findings(db: Database) -> None:
    """Findings as computed last (`core.checks` can make them anew), and sketches that find documents alike."""
    for statement in _statements(_FOUND):
        db.execute(statement)


_BROUGHT = """
CREATE TABLE brought_changes (
    edit INTEGER NOT NULL REFERENCES edits (number),
    fact INTEGER NOT NULL REFERENCES facts (id),
    chain INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    field TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (edit, fact, chain, turn)
) STRICT, WITHOUT ROWID;

CREATE INDEX brought_of_fact ON brought_changes (fact, field, edit);
CREATE INDEX facts_removed ON facts (document) WHERE removed = 1;
"""


def brought_history(db: Database) -> None:
    """What other stores' curators did to facts, as a merge brought it: `chain` is one store's own course of edits."""
    for statement in _statements(_BROUGHT):
        db.execute(statement)
    same = " AND ".join(f"{column} = new.{column}" for column in ("edit", "fact", "chain", "turn"))
    replaced = f"WHEN EXISTS (SELECT 1 FROM brought_changes WHERE {same})"
    for verb, event, when in (("altered", "UPDATE", ""), ("deleted", "DELETE", ""), ("replaced", "INSERT", replaced)):
        db.execute(_KEPT_FOR_EVER.format(table="brought_changes", verb=verb, event=event, when=when))


# Narrow indexes for the document list and for facets by flag and curator, which most facts have none of.
_NARROW = """
CREATE INDEX facts_of_document ON facts (document, status, removed) WHERE removed = 0;
CREATE INDEX facts_by_flags ON facts (flags, status, removed) WHERE removed = 0 AND flags <> '';
CREATE INDEX facts_by_curator ON facts (curator, status, removed) WHERE removed = 0 AND curator <> '';
"""


def narrow_indexes(db: Database) -> None:
    """Lists and facets of a million facts without walking along the wide indexes."""
    for statement in _statements(_NARROW):
        db.execute(statement)


# Columns in memory answer what three indexes were for: they cost half the time of a decision on many facts, a tenth of
# an import and a tenth of the file. Names of documents are sought in an index: their rows are wide.
_LEAN = """
DROP INDEX facts_by_status;
DROP INDEX facts_by_recipient;
DROP INDEX facts_by_provider;
CREATE INDEX documents_named ON documents (name, title, publisher);
"""


def lean_indexes(db: Database) -> None:
    """Fewer indexes of facts, and one of the names of documents."""
    for statement in _statements(_LEAN):
        db.execute(statement)


# Figures that can be told twice lie side by side in it; a decision does not touch it.
_CELLS = """
CREATE INDEX facts_of_cell ON facts (indicator, year, recipient, provider, removed, change)
WHERE removed = 0 AND change IS NULL AND year IS NOT NULL;
"""


def cell_index(db: Database) -> None:
    """An index of the figures of one indicator, year and places, which findings are sought among."""
    for statement in _statements(_CELLS):
        db.execute(statement)


#: Each brings a store from the version of its place in the list to the next. Only ever added to.
MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    first_tables,
    computed_findings,
    brought_history,
    narrow_indexes,
    lean_indexes,
    cell_index,
)

#: The version that this program writes.
VERSION = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of a store: how many migrations it has had; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Brings a store to `VERSION` in one transaction; names of the migrations that ran.

    sqlite-utils is imported here and not above: it takes 0.3 s (it brings numpy), and a store that is
    up to date does not need it.
    """
    missing = MIGRATIONS[version(connection) :]
    if not missing:
        return ()
    from sqlite_utils import Database

    db = Database(connection)
    with db.atomic():
        for migration in missing:
            migration(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
    return tuple(migration.__name__ for migration in missing)
