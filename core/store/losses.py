"""What a rescue could not save, each thing told in one sentence, in Chinese and in English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

#: Things of one kind that are told one by one.
TOLD = 20

SENTENCES: dict[str, dict[str, str]] = {
    "beginning": {
        "en": "The beginning of the file is overwritten: what was written last may be lost.",
        "zh": "文件开头被覆盖：最后写入的内容可能已丢失。",
    },
    "cut_short": {
        "en": "The file has {present} of {whole} bytes: what stood behind is lost.",
        "zh": "文件只有 {present} 字节，应有 {whole} 字节：其后的内容已丢失。",
    },
    "document": {"en": "Document {number} ({name}) is lost.", "zh": "文档 {number}（{name}）已丢失。"},
    "text": {
        "en": "The text of document {number} ({name}) is lost but for what its facts quote.",
        "zh": "文档 {number}（{name}）的文字已丢失，只剩各条数据引用的部分。",
    },
    "documents_gone": {"en": "Lost documents: {numbers}.", "zh": "丢失的文档：{numbers}。"},
    "facts_gone": {"en": "Lost facts: {numbers}.", "zh": "丢失的数据：{numbers}。"},
    "edits_gone": {"en": "Lost edits: {numbers}.", "zh": "丢失的操作：{numbers}。"},
    "link": {
        "en": "Fact {fact} was linked to fact {other}, which is lost.",
        "zh": "数据 {fact} 曾关联数据 {other}，后者已丢失。",
    },
    "fact": {"en": "Fact {fact} is damaged.", "zh": "数据 {fact} 已损坏。"},
    "changes": {
        "en": "Of edit {edit}, {lost} of {touched} changes are lost.",
        "zh": "操作 {edit} 的 {touched} 处改动中有 {lost} 处已丢失。",
    },
    "last": {
        "en": "The last changes of {facts} facts are lost; their values are there.",
        "zh": "{facts} 条数据最后的改动记录已丢失，其现值仍在。",
    },
    "row": {"en": "Row {key} of {table} is damaged: {error}.", "zh": "表 {table} 中的 {key} 已损坏：{error}。"},
    "more": {"en": "… and {count} more of this kind: “{first}”", "zh": "……另有 {count} 条同类：“{first}”"},
    "unsound": {"en": "{complaint}", "zh": "核验：{complaint}"},
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that was not saved; `kind` is a key of `SENTENCES`, `values` fill its sentence."""

    kind: str
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """The sentence in `language` ("zh" or "en")."""
        templates = SENTENCES[self.kind]
        return templates.get(language, templates["en"]).format(**self.values)


def gaps(kind: str, numbers: Iterable[int]) -> Iterator[Loss]:
    """Numbers are given without gaps and never freed, so one that is missing was lost."""
    wanted = 1
    for number in sorted(numbers):
        if number > wanted:
            yield Loss(kind, {"numbers": f"{wanted}" if number == wanted + 1 else f"{wanted}–{number - 1}"})
        wanted = number + 1


def summed(lost: Iterable[Loss]) -> Iterator[Loss]:
    """The losses; of those of which there are very many, the first."""
    alike: dict[str, list[Loss]] = defaultdict(list)
    for one in lost:
        alike[one.kind].append(one)
        if len(alike[one.kind]) <= TOLD:
            yield one
    for kind in alike.values():
        if len(kind) > TOLD:
            yield Loss("more", {"count": len(kind) - TOLD, "first": kind[0].sentence()})
