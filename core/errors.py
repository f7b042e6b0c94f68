"""Problems that a curator can act on: each is one sentence, in Chinese and in English.

Anything that is not a `Problem` is a bug and is shown as one.
"""

from __future__ import annotations

from typing import ClassVar


class Problem(Exception):
    """An expected failure, told in one sentence.

    `values` fill the placeholders of the sentence. A subclass that has several sentences lists them by
    `kind`; `kind` is also the stable name of the failure for tests and `--json`.
    """

    sentences: ClassVar[dict[str, dict[str, str]]] = {}

    def __init__(self, kind: str, /, **values: object) -> None:
        self.kind = kind
        self.values = values
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[object, ...]:
        """Problems travel between processes with their kind and values."""
        return _again, (type(self), self.kind, self.values)

    def sentence(self, language: str = "en") -> str:
        """The sentence in `language` ("zh" or "en"); unknown languages give English."""
        templates = self.sentences[self.kind]
        return templates.get(language, templates["en"]).format(**self.values)


def _again(problem: type[Problem], kind: str, values: dict[str, object]) -> Problem:
    return problem(kind, **values)


class UnreadableFile(Problem):
    """A file whose text cannot be had."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "missing": {"en": "{name} is not there.", "zh": "找不到文件：{name}。"},
        "forbidden": {"en": "{name} may not be read: permission is missing.", "zh": "没有读取权限：{name}。"},
        "empty": {"en": "{name} is empty.", "zh": "{name} 是空文件。"},
        "too_large": {
            "en": "{name} is too large: {size} of at most {limit}.",
            "zh": "{name} 太大：{size}，上限为 {limit}。",
        },
        "unknown_format": {
            "en": "{name} is of a kind that cannot be read ({detail}).",
            "zh": "{name} 的格式无法读取（{detail}）。",
        },
        "damaged": {"en": "{name} is damaged: {detail}.", "zh": "{name} 已损坏：{detail}。"},
        "fault": {
            "en": "{name} could not be taken in because of a fault in Hedui ({detail}); the file is unharmed.",
            "zh": "由于核对自身的故障，未能读入 {name}（{detail}）；文件本身没有受损。",
        },
        "locked": {"en": "{name} is protected by a password.", "zh": "{name} 受密码保护。"},
        "no_text": {
            "en": "{name} has no text: it is probably a scan ({detail}).",
            "zh": "{name} 没有文字，可能是扫描件（{detail}）。",
        },
        "too_slow": {
            "en": "{name} took longer than {limit} to read and was left out.",
            "zh": "读取 {name} 超过 {limit}，已跳过。",
        },
        "no_file": {"en": "{name} is no ordinary file.", "zh": "{name} 不是普通文件。"},
        "other_format": {
            "en": "{name} is no text, and of no other kind that can be read.",
            "zh": "{name} 不是文本，也不是其他可以读取的格式。",
        },
        "old_word": {
            "en": "{name} is in an old format ({detail}): save it as .docx or PDF and import that.",
            "zh": "{name} 是旧格式（{detail}）：请另存为 .docx 或 PDF 后再导入。",
        },
        "too_many_pages": {
            "en": "{name} has {count} pages, more than {limit}.",
            "zh": "{name} 有 {count} 页，超过上限 {limit} 页。",
        },
        "too_many_members": {
            "en": "{name} holds more than {limit} files; what came before is in.",
            "zh": "{name} 包含的文件超过 {limit} 个，之前的已导入。",
        },
        "too_deep": {
            "en": "{name} was left out: archives and messages are followed {limit} deep.",
            "zh": "{name} 已跳过：压缩包和邮件最多嵌套 {limit} 层。",
        },
        "bomb": {
            "en": "{name} was left out: it unpacks to more than {limit}.",
            "zh": "{name} 已跳过：解压后超过 {limit}。",
        },
    }


class StoreProblem(Problem):
    """A store that cannot be opened or written."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "missing": {"en": "There is no store at {path}.", "zh": "数据库不存在：{path}。"},
        "text_file": {
            "en": "{path} is a text file, not a Hedui store; a report is brought in by importing it.",
            "zh": "{path} 是文本文件，不是核对数据库；报告请用导入。",
        },
        "foreign": {
            "en": "{path} is an SQLite database of another program, not a Hedui store.",
            "zh": "{path} 是其他程序的 SQLite 数据库，不是核对数据库。",
        },
        "unreadable": {
            "en": "{path} does not begin as a database: encrypted, overwritten, or never one. "
            "What is left of a store is saved by: hedui rescue",
            "zh": "{path} 开头不是数据库：可能已加密、被覆盖，或本来就不是。若曾是核对数据库，"
            "可用 hedui rescue 救出剩余内容。",
        },
        "cut_short": {
            "en": "{path} is cut short: {present} of {whole} bytes. What can be read is saved by: hedui rescue",
            "zh": "{path} 不完整：只有 {present} 字节，应有 {whole} 字节。可用 hedui rescue 救出能读的内容。",
        },
        "long_path": {
            "en": "The path of {path} is too long: {length} bytes of at most {limit}. Move it to a folder higher up.",
            "zh": "路径过长（{length} 字节，上限 {limit}）：{path}。请移到层级更浅的文件夹。",
        },
        "synchronised": {
            "en": "{path} lies in a folder of {service}, which may copy it while it is written and damage it. "
            "Keep it in another folder and put only copies there (hedui backup).",
            "zh": "{path} 位于{service}同步文件夹中，写入时被同步可能损坏。请放到其他文件夹，"
            "同步文件夹里只放备份（hedui backup）。",
        },
        "network": {
            "en": "{path} lies on another computer ({service}), where two people can damage it and a broken line "
            "can lose the last step. Keep it on this computer and put only copies there.",
            "zh": "{path} 位于网络位置（{service}），多人同时打开或断网可能造成损坏。请放在本机，网络位置只放备份。",
        },
        "nothing_to_rescue": {"en": "Nothing of {path} can be read.", "zh": "{path} 中没有能读的内容。"},
        "exists": {"en": "{path} is there already and was not replaced.", "zh": "{path} 已存在，没有覆盖。"},
        "no_folder": {"en": "{path} is a folder, not a store.", "zh": "{path} 是文件夹，不是数据库。"},
        "too_new": {
            "en": "{path} was written by a newer Hedui (version {version} of the store; this one reads up to {known}).",
            "zh": "{path} 由更新版本的核对写入（数据库版本 {version}，本程序最高支持 {known}）。",
        },
        "in_use": {"en": "{path} is open elsewhere ({owner}).", "zh": "{path} 已在别处打开（{owner}）。"},
        "read_only": {
            "en": "{path} is open for reading only, so nothing can be changed.",
            "zh": "{path} 以只读方式打开，不能修改。",
        },
        "disk_full": {
            "en": "The disk is full: the last step was not saved, everything before it is.",
            "zh": "磁盘已满：上一步没有保存，之前的内容都已保存。",
        },
        "forbidden": {"en": "{path} may not be written: permission is missing.", "zh": "没有写入权限：{path}。"},
        "damaged": {
            "en": "{path} is damaged ({detail}). What can be read is saved by: hedui rescue",
            "zh": "{path} 已损坏（{detail}）。可用 hedui rescue 救出能读的内容。",
        },
        "nothing_to_undo": {"en": "There is nothing to undo.", "zh": "没有可撤销的操作。"},
        "nothing_to_redo": {"en": "There is nothing to redo.", "zh": "没有可重做的操作。"},
        "no_such_edit": {"en": "There is no edit {edit}.", "zh": "没有编号为 {edit} 的操作。"},
        "no_such_fact": {"en": "There is no fact {fact}.", "zh": "没有编号为 {fact} 的数据。"},
        "no_such_document": {"en": "There is no document {document}.", "zh": "没有编号为 {document} 的文档。"},
        "changed_since": {
            "en": "Edit {edit} cannot be undone alone: fact {fact} was changed again since (edit {later}).",
            "zh": "操作 {edit} 不能单独撤销：数据 {fact} 之后又被修改（操作 {later}）。",
        },
    }


class BadFilter(Problem):
    """A filter that cannot be understood; `start` and `end` point into what was written."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "unknown_field": {
            "en": "“{word}” is not a field; fields are {known}.",
            "zh": "没有“{word}”这个字段；可用字段：{known}。",
        },
        "bad_value": {
            "en": "“{word}” cannot be a value of {field}: {reason}.",
            "zh": "“{word}”不能作为{field}的值：{reason}。",
        },
        "unclosed": {"en": "A quotation mark is not closed.", "zh": "引号没有成对。"},
        "no_value": {"en": "A value is missing after “{word}”.", "zh": "“{word}”后面缺少值。"},
        "number": {"en": "“{word}” is not a number, which {field} needs.", "zh": "{field}需要数字，“{word}”不是。"},
        "choice": {"en": "“{word}” is not one of {choices}.", "zh": "“{word}”不在可选范围：{choices}。"},
        "name": {"en": "“{word}” names nothing known as {field}.", "zh": "{field}中没有“{word}”。"},
        "comparison": {
            "en": "{field} cannot be compared with “{word}”; use “:”.",
            "zh": "{field}不能用“{word}”比较，请用“:”。",
        },
    }


class BadValue(Problem):
    """A value of a fact's field that cannot be read."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "quantity": {"en": "“{text}” is not a quantity.", "zh": "“{text}”不是数量。"},
        "indicator": {"en": "“{text}” is no known indicator.", "zh": "没有“{text}”这个指标。"},
        "place": {"en": "“{text}” is no known place.", "zh": "没有“{text}”这个地名。"},
        "ambiguous_place": {"en": "“{text}” may be {choices}.", "zh": "“{text}”可能是{choices}。"},
        "period": {"en": "“{text}” is not a period.", "zh": "“{text}”不是时期。"},
        "choice": {"en": "“{text}” is not one of {choices}.", "zh": "“{text}”不在可选范围：{choices}。"},
        "field": {"en": "“{text}” is not a field of a fact.", "zh": "没有“{text}”这个字段。"},
        "span": {
            "en": "The span {start} to {end} is outside the document.",
            "zh": "位置 {start} 至 {end} 超出文档范围。",
        },
        "link_itself": {"en": "Fact {fact} cannot be linked to itself.", "zh": "数据 {fact} 不能关联自己。"},
        "link_missing": {"en": "There is no fact {target} to link to.", "zh": "没有可关联的数据 {target}。"},
        "link_elsewhere": {
            "en": "Fact {target} stands in another document than fact {fact}.",
            "zh": "数据 {target} 与数据 {fact} 不在同一文档。",
        },
        "link_circle": {
            "en": "Fact {target} is already a part of fact {fact}.",
            "zh": "数据 {target} 已经是数据 {fact} 的其中项。",
        },
        "reversed_period": {"en": "“{text}” ends before it begins.", "zh": "“{text}”结束早于开始。"},
        "tag": {"en": "A tag needs a name.", "zh": "标签不能没有名称。"},
        "several_quantities": {"en": "“{text}” is not one quantity.", "zh": "“{text}”不是一个数量。"},
        "pieces": {"en": "“{text}” needs a cut into two or more quantities.", "zh": "“{text}”要切成两个以上的数量。"},
        "join_few": {
            "en": "Choose two or more facts of one document to join.",
            "zh": "请选择同一文档的两条以上数据来合并。",
        },
    }


class ExportProblem(Problem):
    """A data set that cannot be written."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "format": {
            "en": "“{name}” is no export format; formats are {known}.",
            "zh": "没有“{name}”这种导出格式；可用：{known}。",
        },
        "column": {"en": "“{name}” is no column; columns are {known}.", "zh": "没有“{name}”这一列；可用：{known}。"},
        "library": {
            "en": "{format} needs the library {library}, which is not installed: pip install hedui[{extra}].",
            "zh": "导出 {format} 需要 {library}，尚未安装：pip install hedui[{extra}]。",
        },
        "forbidden": {"en": "{path} may not be written: permission is missing.", "zh": "没有写入权限：{path}。"},
        "missing": {"en": "The folder of {path} is not there.", "zh": "文件夹不存在：{path}。"},
        "disk_full": {"en": "The disk is full: {path} was not written.", "zh": "磁盘已满：{path} 没有写入。"},
        "not_ours": {
            "en": "{path} holds something that is no data package, so it was not replaced.",
            "zh": "{path} 中不是数据包，没有覆盖。",
        },
        "too_long": {
            "en": "{format} holds at most {limit} rows, and these are {rows}.",
            "zh": "{format} 最多 {limit} 行，现有 {rows} 行。",
        },
    }


class ExchangeProblem(Problem):
    """An archive that no store can be made of, or a merge that cannot be done."""

    sentences: ClassVar[dict[str, dict[str, str]]] = {
        "facts_alone": {
            "en": "{name} holds facts without their documents and history; a store is made of what "
            "“hedui export --format archive” writes.",
            "zh": "{name} 只有数据，没有文档和历史；重建数据库要用“hedui export --format archive”写出的文件。",
        },
        "not_empty": {
            "en": "{path} holds documents already; to bring in {name} as well: hedui merge {path} {name}",
            "zh": "{path} 已有文档；要并入 {name}，请用：hedui merge {path} {name}",
        },
        "too_new": {"en": "{name} was written by a newer Hedui.", "zh": "{name} 由更新版本的核对写入。"},
        "damaged": {"en": "{name} is damaged: {detail}.", "zh": "{name} 已损坏：{detail}。"},
        "changed_since": {
            "en": "{path} was changed since the merge was planned: plan it again.",
            "zh": "制定合并方案之后 {path} 又有改动，请重新制定。",
        },
        "itself": {"en": "{path} cannot be merged with itself.", "zh": "{path} 不能与自身合并。"},
        "rule": {
            "en": "“{text}” is no rule; rules are newer, mine, theirs and curator:NAME.",
            "zh": "没有“{text}”这种规则；可用：newer、mine、theirs、curator:姓名。",
        },
        "exists": {"en": "{path} is there already.", "zh": "{path} 已存在。"},
        "no_facts": {
            "en": "No fact can be drawn: the filter lets none through.",
            "zh": "没有可抽取的数据：筛选结果为空。",
        },
    }
