"""Fills a new store with the rows that were read of a damaged one, as far as they fit each other."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import groupby
from operator import itemgetter
from typing import Any

from core.records import EditKind
from core.repair.origin import pack
from core.store import history, loading, rows, soundness, texts
from core.store.connection import transaction
from core.store.losses import Loss, gaps, summed

#: A row by the names of its columns.
Row = dict[str, Any]

#: Settings that tell how far something is computed; nothing is, in a new store.
_COMPUTED = ("checked",)
_WHO = "hedui rescue"
_BLANK = "□"  # what stands in a lost text where no fact quotes it


class Planting:
    """One rescue under way: `connection` is the new store's, `losses` those so far, `saved` the rows of each table."""

    def __init__(self, connection: sqlite3.Connection, found: Mapping[str, list[Row]]) -> None:
        self.connection = connection
        self.found = found
        self.losses: list[Loss] = []
        self.saved: dict[str, int] = {}

    def steps(self) -> Iterator[tuple[int, int]]:
        """Writes `found` into the empty store, in one transaction: how much of the work is done after each part."""
        parts = (self.documents, self.facts, self.history, self.the_rest, self.bridge)
        with transaction(self.connection):
            for done, part in enumerate(parts, 1):
                part()
                yield done, len(parts) + 1
        count = "SELECT count(*) FROM {}"
        self.saved = {table: self.connection.execute(count.format(table)).fetchone()[0] for table in self.found}
        complaints = soundness.verify(self.connection)
        self.losses = [*summed(self.losses), *(Loss("unsound", {"complaint": one}) for one in complaints)]

    def _lose(self, kind: str, **values: object) -> None:
        self.losses.append(Loss(kind, values))

    def documents(self) -> None:
        """Documents whose bytes fit their hash; of others, what their facts quote."""
        quoting: dict[int, list[Row]] = defaultdict(list)
        for fact in self.found["facts"]:
            quoting[fact["document"]].append(fact)
        by_id = {row["id"]: row for row in self.found["documents"]}
        self.losses += gaps("documents_gone", by_id.keys() | quoting.keys())
        for number in sorted(by_id.keys() | quoting.keys()):
            row = by_id.get(number)
            if row is not None and _readable(row) and self._put("documents", {**row, "near": self._earlier(row)}):
                continue
            name = row["name"] if row else "?"
            if quoting[number]:
                self._put("documents", _stand_in(number, name, quoting[number]))
                self._lose("text", number=number, name=name)
            else:
                self._lose("document", number=number, name=name)

    def _earlier(self, row: Row) -> int | None:
        query = "SELECT id FROM documents WHERE id = ?"
        found = self.connection.execute(query, (row["near"],)).fetchone()
        return found[0] if found else None

    def facts(self) -> None:
        """Facts that quote their document as it is; a link to a fact that is lost goes."""
        self.losses += gaps("facts_gone", {row["id"] for row in self.found["facts"]})
        words = {row["id"]: rows.text_of(row) for row in self.connection.execute("SELECT id, text FROM documents")}
        good = {row["id"]: row for row in self.found["facts"] if self._fact_fits(row, words)}
        for number, row in sorted(good.items()):
            for link in ("whole", "same_as"):
                if row[link] is not None and row[link] not in good:
                    self._lose("link", fact=number, other=row[link])
                    row = {**row, link: None}
            self._put("facts", {**row, "scaled": rows.scaled(Decimal(row["value"]))})
        for number, text in words.items():
            texts.index(self.connection, number, text)
        places = {
            row[0] for row in self.connection.execute("SELECT provider FROM facts UNION SELECT recipient FROM facts")
        }
        loading.know_places(self.connection, (tuple(text.split()) for text in places))

    def _fact_fits(self, row: Row, words: Mapping[int, str]) -> bool:
        text = words.get(row["document"])
        try:
            fits = text is not None and text[row["start"] : row["end"]] == row["quote"]
            rows.fact_of(tuple(row[name] for name in rows.FACT_COLUMNS))
        except (InvalidOperation, ValueError):
            fits = False
        if not fits:
            self._lose("fact", fact=row["id"])
        return fits

    def history(self) -> None:
        """Edits with what is left of their changes; who and when are unknown where only the changes are left."""
        known = {row[0] for row in self.connection.execute("SELECT id FROM facts")}
        changes = [row for row in self.found["changes"] if row["fact"] in known and _value_reads(row)]
        items = self.found["item_changes"]
        touched: dict[int, int] = defaultdict(int)
        for edit, _ in {(row["edit"], row["fact"]) for row in changes}:
            touched[edit] += 1
        for row in items:
            touched[row["edit"]] += 1
        edits = {row["number"]: row for row in self.found["edits"] if _edit_reads(row)}
        self.losses += gaps("edits_gone", edits.keys() | touched.keys())
        for number in sorted(edits.keys() | touched.keys()):
            row = edits.get(number) or _unknown_edit(number, edits)
            if number in edits and touched[number] < row["touched"]:
                self._lose("changes", edit=number, lost=row["touched"] - touched[number], touched=row["touched"])
            reverses = row["reverses"] if row["reverses"] in edits or row["reverses"] in touched else None
            self._put("edits", {**row, "touched": touched[number], "reverses": reverses})
        brought = [row for row in self.found["brought_changes"] if row["fact"] in known and row["edit"] in touched]
        for table, listed in (("changes", changes), ("item_changes", items), ("brought_changes", brought)):
            for row in listed:
                self._put(table, row)

    def the_rest(self) -> None:
        """Tags, rules, findings and settings: as they were read, then as the history leaves them."""
        for table in ("tags", "findings", "rules", "settings"):
            for row in self.found[table]:
                if table != "settings" or row["name"] not in _COMPUTED:
                    self._put(table, row)
        known = {row[0] for row in self.connection.execute("SELECT id FROM facts")}
        tags: dict[int, set[str]] = defaultdict(set)
        for row in self.found["fact_tags"]:
            tags[row["fact"]].add(row["tag"])
        query = "SELECT fact, after, max(edit) FROM changes WHERE field = 'tags' GROUP BY fact"
        for fact, after, _ in self.connection.execute(query).fetchall():
            tags[fact] = set(json.loads(after))
        for fact in sorted(tags.keys() & known):
            loading.put_tags(self.connection, fact, sorted(tags[fact]))
        query = "SELECT item, name, before, after, max(edit) FROM item_changes GROUP BY item, name"
        history.put_items(self.connection, [tuple(row)[:4] for row in self.connection.execute(query).fetchall()])

    def bridge(self) -> None:
        """One edit from where the history ends to what the facts are, for those of which the last changes are lost."""
        steps = []
        query = "SELECT fact, field, after, max(edit) FROM changes GROUP BY fact, field ORDER BY fact"
        for fact, ends in groupby(self.connection.execute(query).fetchall(), key=itemgetter(0)):
            last = {field: after for _, field, after, _ in ends}
            present = history.present_values(self.connection, (fact,), list(last)).get(fact, {})
            steps += [(fact, field, last[field], value) for field, value in present.items() if value != last[field]]
        if not steps:
            return
        cursor = self.connection.execute(
            "INSERT INTO edits (at, who, kind, detail, touched) VALUES (?, ?, ?, ?, ?)",
            (loading.now(), _WHO, EditKind.SET, "", len({step[0] for step in steps})),
        )
        insert = "INSERT INTO changes VALUES (?, ?, ?, ?, ?)"
        self.connection.executemany(insert, ((cursor.lastrowid, *step) for step in steps))
        self._lose("last", facts=len({step[0] for step in steps}))

    def _put(self, table: str, row: Row) -> bool:
        names = ", ".join(f'"{name}"' for name in row)
        try:
            marks = ", ".join("?" * len(row))
            self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
        except sqlite3.IntegrityError as error:
            key = row.get("id") or row.get("number") or row.get("name") or row.get("edit")
            self._lose("row", key=key, table=table, error=error)
            return False
        return True


def _readable(row: Row) -> bool:
    """Whether a document's texts can be unpacked and its bytes are those that were imported."""
    try:
        document = rows.document_of(row)  # type: ignore[arg-type] # columns are asked for by name only
        rows.pages_of(row["pages"])
    except (zlib.error, ValueError, KeyError, TypeError, LookupError):
        return False
    return hashlib.sha256(document.data).hexdigest() == document.sha256


def _stand_in(number: int, name: str, facts: Iterable[Row]) -> Row:
    """A document with every quote at its place and nothing else."""
    characters: list[str] = []
    for fact in facts:
        if not 0 <= fact["start"] < fact["end"] < 10**8 or fact["end"] - fact["start"] != len(fact["quote"]):
            continue
        characters += _BLANK * (fact["end"] - len(characters))
        characters[fact["start"] : fact["end"]] = fact["quote"]
    data = "".join(characters).encode()
    packed = zlib.compress(data)
    return {
        "id": number, "name": name, "format": "txt", "encoding": "utf-8",
        "sha256": hashlib.sha256(data).hexdigest(), "imported_at": loading.now(),
        "text": packed, "data": packed, "pieces": pack(()), "repairs": zlib.compress(b"[]"),
    }  # fmt: skip


def _value_reads(row: Row) -> bool:
    try:
        rows.from_json(row["field"], row["before"])
        rows.from_json(row["field"], row["after"])
    except (ValueError, InvalidOperation, TypeError):
        return False
    return True


def _edit_reads(row: Row) -> bool:
    try:
        datetime.fromisoformat(row["at"])
        EditKind(row["kind"])
    except ValueError:
        return False
    return True


def _unknown_edit(number: int, edits: Mapping[int, Row]) -> Row:
    at = max((row["at"] for other, row in edits.items() if other < number), default=loading.now())
    return {"number": number, "at": at, "who": "?", "kind": EditKind.SET.value, "detail": _WHO, "reverses": None}
