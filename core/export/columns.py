"""The columns of an exported table: one row each with its type, its words, and how it is had from a fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from core import gazetteer
from core.errors import ExportProblem
from core.export.record import plain
from core.export.sources import Source
from core.extract.indicators import CATEGORIES, INDICATORS

Value = str | int | float | bool | Decimal | date | None | tuple[str, ...]
Kind = Literal["text", "integer", "number", "decimal", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its words, what it holds, and `get`, which has it from a source.

    `kind` is "decimal" for exact values, "number" for a confidence, "list" for several texts (in tables joined by a
    space).
    """

    name: str
    kind: Kind
    zh: str
    en: str
    description: str
    description_zh: str
    get: Callable[[Source], Value]


def _indicator(source: Source) -> str:
    known = INDICATORS.get(source.fact.indicator)
    return known.zh if known else source.fact.indicator


def _indicator_en(source: Source) -> str:
    known = INDICATORS.get(source.fact.indicator)
    return known.en if known else source.fact.indicator


def _category(source: Source) -> str:
    code = source.fact.indicator.partition(".")[0]
    return CATEGORIES[code].zh if code in CATEGORIES else code


def _names(codes: Sequence[str]) -> str:
    return "、".join(gazetteer.load().label(code) for code in codes)


def _machine(source: Source) -> str | None:
    changed = source.changed
    return json.dumps(plain(changed), ensure_ascii=False, sort_keys=True) if changed else None


def _machine_value(source: Source) -> Decimal | None:
    value = source.changed.get("value")
    return value if isinstance(value, Decimal) else None


def _optional(value: str | None) -> str | None:
    return None if value is None else str(value)


#: All columns, in the order of a full export.
COLUMNS: tuple[Column, ...] = (
    Column("id", "integer", "编号", "Number",
           "The fact's number in the store", "数据在库中的编号", lambda s: s.fact.id),
    Column("indicator", "text", "指标代码", "Indicator code",
           "Code of what is measured, see the codebook",
           "所计量内容的代码，见指标表", lambda s: s.fact.indicator),
    Column("indicator_zh", "text", "指标", "Indicator (Chinese)",
           "What is measured, in Chinese", "指标的中文名", _indicator),
    Column("indicator_en", "text", "指标（英文）", "Indicator",
           "What is measured, in English", "指标的英文名", _indicator_en),
    Column("category", "text", "类别", "Category",
           "The indicator's category, in Chinese", "指标所属类别", _category),
    Column("value", "decimal", "数值", "Value",
           "The value in the base unit, exact", "以基本单位计的准确数值",
           lambda s: s.fact.value),
    Column("value_high", "decimal", "数值上限", "Upper value",
           "Upper end where the text gives a range",
           "文中为区间时的上限", lambda s: s.fact.value_high),
    Column("bound", "text", "界限", "Bound",
           "exact, about (约、近), over (余、多、以上) or under (不到、以下)",
           "exact 准确，about 约，over 多于，under 不足", lambda s: str(s.fact.bound)),
    Column("unit", "text", "基本单位", "Base unit",
           "Base unit of the value: CNY, person, household, % …",
           "数值的基本单位", lambda s: s.fact.unit),
    Column("measure_word", "text", "量词", "Measure word",
           "Measure word or unit as written", "文中的量词或单位",
           lambda s: s.fact.measure_word),
    Column("per", "text", "每", "Per",
           "What one of a rate is for: person, household, day, month, year, item",
           "比率的分母：每人、每户、每天、每月、每年、每个", lambda s: _optional(s.fact.per)),
    Column("planned", "boolean", "计划数", "Planned",
           "True for what is expected or planned", "预计或计划的数为真",
           lambda s: s.fact.planned),
    Column("change", "text", "变化", "Change",
           "from, to, increase or decrease where the number tells of a change",
           "变化的起点、终点、增幅或降幅", lambda s: _optional(s.fact.change)),
    Column("provider", "list", "帮扶方代码", "Provider codes",
           "GB/T 2260 codes of the places that assist",
           "帮扶方的行政区划代码", lambda s: s.fact.provider),
    Column("provider_zh", "text", "帮扶方", "Provider",
           "Names of the places that assist", "帮扶方的地名",
           lambda s: _names(s.fact.provider)),
    Column("recipient", "list", "受援方代码", "Recipient codes",
           "GB/T 2260 codes of the places that receive",
           "受援方的行政区划代码", lambda s: s.fact.recipient),
    Column("recipient_zh", "text", "受援方", "Recipient",
           "Names of the places that receive", "受援方的地名",
           lambda s: _names(s.fact.recipient)),
    Column("period_start", "date", "时期起", "First day",
           "First day that the figure covers", "数据涵盖的第一天",
           lambda s: s.fact.period_start),
    Column("period_end", "date", "时期止", "Last day",
           "Last day that the figure covers", "数据涵盖的最后一天",
           lambda s: s.fact.period_end),
    Column("period_text", "text", "时期原文", "Period as written",
           "Words of the text that give the period",
           "文中表示时期的词", lambda s: s.fact.period_text),
    Column("quote", "text", "原文数量", "Quote",
           "The number with its unit, as in the repaired text", "修复文本中的数量",
           lambda s: s.fact.quote),
    Column("sentence", "text", "原句", "Sentence",
           "The sentence that the number stands in", "数量所在的句子",
           lambda s: s.fact.sentence),
    Column("label", "text", "指标用词", "Label",
           "Words of the text that name the indicator", "文中表示指标的词",
           lambda s: s.fact.label),
    Column("whole", "integer", "总数编号", "Whole",
           "Number of the fact of which this one is a stated part",
           "所属总数的编号", lambda s: s.fact.whole),
    Column("same_as", "integer", "重复于", "Same as",
           "Number of the earlier fact that tells the same figure",
           "与之相同的前一数据的编号", lambda s: s.fact.same_as),
    Column("status", "text", "状态", "Status",
           "pending, approved or rejected", "待核、通过或驳回",
           lambda s: str(s.fact.status)),
    Column("decided_by", "text", "核对人", "Decided by",
           "Who approved or rejected it", "通过或驳回的人",
           lambda s: s.decision.who if s.decision else None),
    Column("decided_at", "text", "审核时间", "Decided at",
           "When it was approved or rejected (ISO 8601)",
           "通过或驳回的时间", lambda s: s.decision.at.isoformat() if s.decision else None),
    Column("machine_value", "decimal", "机器数值", "Machine value",
           "The extractor's value where a curator changed it",
           "人工改动前的机器数值", _machine_value),
    Column("machine", "text", "机器原值", "Machine fields",
           "JSON of the extractor's values of all fields that were changed",
           "人工改动过的字段的机器值（JSON）", _machine),
    Column("tags", "list", "标签", "Tags",
           "The curators' tags", "核对人的标签", lambda s: s.fact.tags),
    Column("note", "text", "备注", "Note",
           "The curator's note", "核对人的备注", lambda s: s.fact.note),
    Column("counting", "text", "计入方式", "Counting",
           "count or leave where a curator overrules the totals' rules",
           "人工指定计入（count）或不计（leave）", lambda s: s.fact.counting),
    Column("document", "integer", "文档编号", "Document",
           "The document's number in the store", "文档在库中的编号",
           lambda s: s.fact.document),
    Column("title", "text", "标题", "Title",
           "Title of the document", "文档标题", lambda s: s.document.about.title),
    Column("publisher", "text", "发布者", "Publisher",
           "Who published the document", "文档的发布者",
           lambda s: s.document.about.publisher),
    Column("published_on", "date", "发布日期", "Published on",
           "When the document was published", "文档的发布日期",
           lambda s: s.document.about.published_on),
    Column("file", "text", "文件名", "File",
           "Name of the source file", "来源文件名", lambda s: s.document.name),
    Column("sha256", "text", "SHA-256", "SHA-256",
           "Hash of the source file's bytes", "来源文件的散列值",
           lambda s: s.document.sha256),
    Column("start", "integer", "起", "Start",
           "Where the quote begins in the repaired text (code points from 0)",
           "数量在修复文本中的起点（码点，自 0 起）", lambda s: s.fact.start),
    Column("end", "integer", "止", "End",
           "Where the quote ends in the repaired text (exclusive)",
           "数量在修复文本中的终点（不含）", lambda s: s.fact.end),
    Column("raw_start", "integer", "原文起", "Raw start",
           "Where the quote begins in the raw text (code points from 0)",
           "数量在原始文本中的起点", lambda s: s.raw[0]),
    Column("raw_end", "integer", "原文止", "Raw end",
           "Where the quote ends in the raw text (exclusive)",
           "数量在原始文本中的终点（不含）", lambda s: s.raw[1]),
    Column("rule", "text", "规则", "Rule",
           "The rule of the extractor that found it", "识别所用的规则",
           lambda s: s.fact.rule),
    Column("confidence", "number", "置信度", "Confidence",
           "How sure the extractor was, 0 to 1", "机器的把握，0 至 1",
           lambda s: s.fact.confidence),
    Column("flags", "list", "提示", "Flags",
           "Short codes of things to look at", "需要留意之处的代码",
           lambda s: s.fact.flags),
)  # fmt: skip

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}


def chosen(names: Sequence[str] | None) -> tuple[Column, ...]:
    """The columns of these names in this order, or all.

    Raises:
        ExportProblem: there is no such column.
    """
    if names is None:
        return COLUMNS
    for name in names:
        if name not in BY_NAME:
            raise ExportProblem("column", name=name, known=", ".join(BY_NAME))
    return tuple(BY_NAME[name] for name in names)
