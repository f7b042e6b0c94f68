"""Writes facts as marks on their documents: for Label Studio, for doccano, and as W3C Web Annotations."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from core.export.columns import Column
from core.export.record import plain, record
from core.export.sources import Source
from core.records import Document

_AROUND = 32  # characters of context in a quote selector


def write_labelstudio(out: Path, _: Sequence[Column], rows: Iterable[Source]) -> int:
    """Tasks of Label Studio with one annotation each: spans labelled by indicator, parts and repeats as relations."""
    tasks, count = [], 0
    for document, facts in _by_document(rows):
        count += len(facts)
        spans = [_span(row) for row in facts]
        here = {row.fact.id for row in facts}
        links = [link for row in facts for link in _links(row, here)]
        data = {"text": document.text, "title": document.about.title, "file": document.name, "sha256": document.sha256}
        tasks.append({"id": document.id, "data": data, "annotations": [{"id": document.id, "result": spans + links}]})
    _write(out, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
    return count


def _span(row: Source) -> dict[str, Any]:
    fact, text = row.fact, row.document.text
    return {
        "id": f"fact-{fact.id}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": fact.start,
            "end": fact.end,
            "text": text[fact.start : fact.end],
            "labels": [fact.indicator],
        },
        "meta": {"fact": record(fact, fact.document, row.changed)},
    }


def _links(row: Source, here: set[int]) -> Iterator[dict[str, Any]]:
    for label, target in (("part_of", row.fact.whole), ("same_as", row.fact.same_as)):
        if target in here:
            yield {
                "from_id": f"fact-{row.fact.id}", "to_id": f"fact-{target}", "type": "relation", "direction": "right",
                "labels": [label],
            }  # fmt: skip


def write_doccano(out: Path, _: Sequence[Column], rows: Iterable[Source]) -> int:
    """JSON lines of doccano's sequence labelling: text and [start, end, label]; other keys become its metadata."""
    lines, count = [], 0
    for document, facts in _by_document(rows):
        count += len(facts)
        labels = [[row.fact.start, row.fact.end, row.fact.indicator] for row in facts]
        line = {"text": document.text, "label": labels, "title": document.about.title, "sha256": document.sha256}
        lines.append(json.dumps(line, ensure_ascii=False) + "\n")
    _write(out, "".join(lines))
    return count


def write_webannotation(out: Path, _: Sequence[Column], rows: Iterable[Source]) -> int:
    """One W3C AnnotationPage (JSON-LD): each fact selected by position and by quote in the raw text of its source."""
    items = [_annotation(row) for row in rows]
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
    _write(out, json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    return len(items)


def _annotation(row: Source) -> dict[str, Any]:
    fact, document, (start, end) = row.fact, row.document, row.raw
    raw = document.raw
    told: dict[str, Any] = {
        "id": f"urn:hedui:{document.sha256}:{fact.start}-{fact.end}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": fact.indicator},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": json.dumps(record(fact, fact.document, row.changed), ensure_ascii=False),
            },
        ],
        "target": {
            "source": {"id": named_information(document.sha256), "type": "Text", "label": document.name},
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": raw[start:end],
                    "prefix": raw[max(0, start - _AROUND) : start],
                    "suffix": raw[end : end + _AROUND],
                },
            ],
        },
    }
    if row.decision is not None:
        told["creator"] = {"type": "Person", "name": row.decision.who}
        told["created"] = plain(row.decision.at)
    return told


def named_information(sha256: str) -> str:
    """The address of a file by its content (RFC 6920).

    >>> named_information("7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def _by_document(rows: Iterable[Source]) -> Iterator[tuple[Document, list[Source]]]:
    for __, group in groupby(rows, key=lambda row: row.document.id):
        facts = list(group)
        yield facts[0].document, facts


def _write(out: Path, text: str) -> None:
    out.write_bytes(text.encode("utf-8", "replace"))
