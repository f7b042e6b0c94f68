"""The fields of the filter language: their names, how their values are read, and what they ask of the table of facts.

The SQL speaks of `facts f`. Places and text ask in a way that an index can answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.filters import names
from core.filters.names import NONE
from core.schema import SCALE, phrase

#: A condition on `facts f` and its parameters.
Sql = tuple[str, tuple[object, ...]]
Build = Callable[[str, str], Sql]

_LARGEST = 2**63 - 1


def _equal(column: str) -> Build:
    return lambda _sign, value: (f"f.{column} IS NULL", ()) if value == NONE else (f"f.{column} = ?", (value,))


def _text_equal(column: str) -> Build:
    return lambda _sign, value: (f"f.{column} = ?", ("" if value == NONE else value,))


def _contains(column: str) -> Build:
    return lambda _sign, value: (f"instr(f.{column}, ?) > 0", (value,))


def _text(_sign: str, value: str) -> Sql:
    if not value:
        return "1", ()
    documents = "SELECT rowid FROM texts WHERE texts MATCH ?"
    return f"(f.document IN ({documents}) AND instr(f.sentence, ?) > 0)", (phrase(value), value)


def _indicator(_sign: str, value: str) -> Sql:
    head, star, rest = value.partition("*")
    if star and not rest and "?" not in head and "[" not in head and head:
        return "(f.indicator >= ? AND f.indicator < ?)", (head, _after(head))
    return ("f.indicator GLOB ?" if star or "?" in head else "f.indicator = ?"), (value,)


def _category(_sign: str, value: str) -> Sql:
    return _indicator("", f"{value}.*")


def _after(prefix: str) -> str:
    """The least text behind all that begin with `prefix`."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _places(column: str) -> Build:
    def build(_sign: str, code: str) -> Sql:
        if code == NONE:
            return f"f.{column} = ''", ()
        prefix = code.removesuffix("00").removesuffix("00")
        inside = "SELECT places FROM place_codes WHERE code >= ? AND code < ?"
        return f"f.{column} IN ({inside})", (prefix, _after(prefix))

    return build


def _either_place(sign: str, code: str) -> Sql:
    provider, first = _places("provider")(sign, code)
    recipient, second = _places("recipient")(sign, code)
    word = "AND" if code == NONE else "OR"
    return f"({provider} {word} {recipient})", (*first, *second)


def _year(sign: str, value: str) -> Sql:
    if value == NONE:
        return "f.year IS NULL", ()
    first, _, last = value.partition("..")
    if last:
        return "f.year BETWEEN ? AND ?", (int(first), int(last))
    return f"f.year {'=' if sign == ':' else sign} ?", (int(value),)


#: Values that no 63-bit integer of millionths holds; an index keeps them at hand, so that the others need no table.
_UNSCALED = f"SELECT id FROM facts WHERE scaled IS NULL AND CAST(value AS REAL) * {SCALE}"


def _value(sign: str, value: str) -> Sql:
    first, _, last = value.partition("..")
    if last:
        test, ends = "BETWEEN ? AND ?", (millionths(first), millionths(last))
        return f"(f.scaled {test} OR f.id IN ({_UNSCALED} {test}))", (*ends, *ends)
    test = f"{'=' if sign == ':' else sign} ?"
    return f"(f.scaled {test} OR f.id IN ({_UNSCALED} {test}))", (millionths(value), millionths(value))


def millionths(text: str) -> int | float:
    """A number of the filter language as the store counts: an integer where it is one that fits 63 bits."""
    value = Decimal(text) * SCALE
    return int(value) if value == int(value) and abs(value) <= _LARGEST else float(value)


def _confidence(sign: str, value: str) -> Sql:
    first, _, last = value.partition("..")
    if last:
        return "f.confidence BETWEEN ? AND ?", (float(first), float(last))
    return f"f.confidence {'=' if sign == ':' else sign} ?", (float(value),)


def _tag(_sign: str, value: str) -> Sql:
    if value == NONE:
        return "NOT EXISTS (SELECT 1 FROM fact_tags t WHERE t.fact = f.id)", ()
    return "f.id IN (SELECT fact FROM fact_tags WHERE tag = ?)", (value,)


def _flag(_sign: str, value: str) -> Sql:
    if value == NONE:
        return "f.flags = ''", ()
    return "instr(' ' || f.flags || ' ', ?) > 0", (f" {value} ",)


def _document(_sign: str, value: str) -> Sql:
    if value.isdigit():
        return "f.document = ?", (int(value),)
    found = "SELECT id FROM documents INDEXED BY documents_named WHERE instr(name, ?) > 0 OR instr(title, ?) > 0"
    return f"f.document IN ({found})", (value, value)


def _yes(condition: str) -> Build:
    return lambda _sign, value: (condition if value == "yes" else f"NOT ({condition})", ())


def _id(_sign: str, value: str) -> Sql:
    return "f.id = ?", (int(value),)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its names, how a value is read and asked for; `compared` allows `>` and the like."""

    name: str
    zh: str
    read: names.Reader
    sql: Build
    compared: bool = False
    more: tuple[str, ...] = ()


FIELDS: tuple[Field, ...] = (
    Field("status", "状态", names.choice, _text_equal("status")),
    Field("indicator", "指标", names.indicator, _indicator),
    Field("category", "类别", names.category, _category),
    Field("provider", "帮扶方", names.places, _places("provider"), more=("支援方",)),
    Field("recipient", "受援方", names.places, _places("recipient")),
    Field("place", "地区", names.places, _either_place, more=("地名", "地点")),
    Field("year", "年份", names.years, _year, compared=True, more=("年", "年度")),
    Field("value", "数值", names.number, _value, compared=True, more=("值", "数量")),
    Field("unit", "单位", names.unit, _text_equal("unit")),
    Field("bound", "界限", names.choice, _text_equal("bound")),
    Field("per", "每", names.choice, _equal("per")),
    Field("planned", "计划", names.choice, _yes("f.planned = 1")),
    Field("change", "变化", names.choice, _equal("change")),
    Field("whole", "有总数", names.choice, _yes("f.whole IS NOT NULL"), more=("part", "其中")),
    Field("same", "重复", names.choice, _yes("f.same_as IS NOT NULL"), more=("same_as", "repeat")),
    Field("tag", "标签", names.plain_or_none, _tag),
    Field("flag", "提示", names.plain_or_none, _flag),
    Field("curator", "核对人", names.plain_or_none, _text_equal("curator")),
    Field("edited", "改过", names.choice, _yes("EXISTS (SELECT 1 FROM changes c WHERE c.fact = f.id)")),
    Field("confidence", "把握", names.share, _confidence, compared=True, more=("置信度",)),
    Field("document", "文档", names.document, _document),
    Field("rule", "规则", names.plain, _contains("rule")),
    Field("label", "用词", names.plain, _contains("label")),
    Field("note", "备注", names.plain, _contains("note")),
    Field("quote", "原文", names.plain, _contains("quote")),
    Field("text", "文字", names.plain, _text, more=("sentence", "句子")),
    Field("id", "编号", names.numbers, _id),
)

_BY_NAME = {name: field for field in FIELDS for name in (field.name, field.zh, *field.more)}


def named(name: str) -> Field | None:
    """The field of this name, in English or Chinese."""
    return _BY_NAME.get(name.casefold())


def any_of(conditions: Sequence[Sql]) -> Sql:
    """Alternatives as one condition; plain equalities of one column become a list that an index can answer."""
    heads = {condition for condition, _ in conditions}
    parameters = tuple(value for _, values in conditions for value in values)
    if len(heads) == 1 and len(conditions) > 1 and (head := heads.pop()).endswith(" = ?") and " " not in head[:-4]:
        return f"{head[:-4]} IN ({', '.join('?' * len(conditions))})", parameters
    if len(conditions) == 1:
        return conditions[0]
    return f"({' OR '.join(condition for condition, _ in conditions)})", parameters
