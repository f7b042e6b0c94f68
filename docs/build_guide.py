"""Writes the tables of the user guide from the tables in the code: `python docs/build_guide.py [--check]`.

A page marks the place of a table by `<!-- generated: NAME -->` and `<!-- end -->`; what stands between is replaced.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as Tree
from argparse import SUPPRESS
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from core import edits, export, totals  # noqa: E402
from core.checks import TITLES, WAYS  # noqa: E402
from core.cli.arguments import COMMANDS, Argument, parser  # noqa: E402
from core.export.codebook import SOURCES  # noqa: E402
from core.extract.indicators import CATEGORIES, INDICATORS  # noqa: E402
from core.filters.fields import FIELDS  # noqa: E402
from core.filters.names import CHOICES  # noqa: E402
from core.read import limits  # noqa: E402
from core.read.files import READERS  # noqa: E402
from core.totals.records import SENTENCES, Reason  # noqa: E402
from desktop import messages  # noqa: E402
from desktop.actions import ACTIONS, MENUS  # noqa: E402
from docs import guide_words as words  # noqa: E402

GUIDE = ROOT / "docs" / "guide"
LANGUAGES = ("zh", "en")
_MARKED = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.S)


def pick(zh: str, en: str, language: str) -> str:
    """The text of a language."""
    return zh if language == "zh" else en


@cache
def _translations() -> Mapping[tuple[str, str], str]:
    found = Tree.parse(ROOT / "resources" / "translations" / "hedui_zh.ts").getroot()  # noqa: S314 - our own file
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in found.iter("context")
        for message in context.iter("message")
    }


def shown(context: str, text: str, language: str) -> str:
    """A text of the window in a language.

    Raises:
        KeyError: it is not translated.
    """
    return _translations()[context, text] if language == "zh" else text


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def code(text: str) -> str:
    """Text as code, nothing for nothing."""
    return f"`{text}`" if text else ""


# --- the window -------------------------------------------------------------------------------------


def shortcuts(language: str) -> str:
    """All actions by menu."""
    parts = []
    for menu, title in MENUS.items():
        rows = [
            (shown("actions", one.text, language), code(one.keys), shown("actions", one.tip, language))
            for one in ACTIONS
            if one.menu == menu
        ]
        name = re.sub(r"\(&\w\)|&", "", shown("actions", title, language))
        heads = pick("操作,按键,作用", "Action,Keys,What it does", language).split(",")
        parts.append(f"### {name}\n\n{table(heads, rows)}")
    favourites = [one for one in ACTIONS if not one.menu]
    keys = f"{favourites[0].keys}–{favourites[-1].keys}"
    first = shown("actions", favourites[0].tip, language)
    return "\n".join(parts) + f"\n`{keys}`{pick('：', ': ', language)}{first}{pick('。', '.', language)}\n"


def form(language: str) -> str:
    """What can be typed into each field of a fact."""
    rows = [(code(name), pick(*words.TYPED[name], language)) for name in edits.FIELDS]
    return table(pick("字段,可以输入", "Field,What can be typed", language).split(","), rows)


def repairs(language: str) -> str:
    """The kinds of repairs."""
    rows = [
        (code(kind), shown("messages", title, language), pick(*words.REPAIRS[kind], language))
        for kind, title in messages.REPAIR.items()
    ]
    return table(pick("代码,名称,处理什么", "Code,Name,What it deals with", language).split(","), rows)


# --- facts ------------------------------------------------------------------------------------------


def filter_fields(language: str) -> str:
    """The fields of the filter language."""
    rows = []
    for one in FIELDS:
        values = CHOICES.get(one.name)
        told = pick("、", ", ", language).join(
            f"`{value}` {pick(*names[:2], language)}" if names[language != "zh"] != value else code(value)
            for value, names in (values or {}).items()
        )
        names = " ".join(code(name) for name in (one.name, one.zh, *one.more))
        compared = "`:` `>` `>=` `<` `<=`" if one.compared else "`:`"
        rows.append((names, compared, told or pick(*words.FILTERED[one.name], language)))
    return table(pick("字段,比较,值", "Field,Signs,Values", language).split(","), rows)


def indicators(language: str) -> str:
    """The indicators by category."""
    parts = []
    for category in CATEGORIES.values():
        rows = [
            (pick(one.zh, one.en, language), code(one.code), *(pick(*words.CODES[key], language) for key in keys))
            for one in INDICATORS.values()
            if one.category == category.code
            for keys in [(one.measure, one.aggregate)]
        ]
        heads = pick("指标,代码,计量,合计", "Indicator,Code,Measure,In totals", language).split(",")
        parts.append(f"### {pick(category.zh, category.en, language)} `{category.code}`\n\n{table(heads, rows)}")
    return "\n".join(parts)


def reasons(language: str) -> str:
    """Why facts are not counted."""
    rows = [(code(one), SENTENCES[one][language == "zh"]) for one in Reason]
    return table(pick("代码,原因", "Code,Reason", language).split(","), rows)


def groupings(language: str) -> str:
    """What totals can be grouped by."""
    rows = [(code(name), pick(one.zh, one.en, language)) for name, one in totals.GROUPINGS.items()]
    return table(pick("名称,分组", "Name,Grouping", language).split(","), rows)


def findings(language: str) -> str:
    """The kinds of findings."""
    rows = [
        (pick(*titles, language), code(kind), pick(*words.FINDINGS[kind], language)) for kind, titles in TITLES.items()
    ]
    return table(pick("疑点,代码,何时出现", "Finding,Code,When it appears", language).split(","), rows)


def ways(language: str) -> str:
    """The ways to settle a finding."""
    joint = pick("、", ", ", language)
    rows = []
    for way in WAYS.values():
        kinds = [pick(*titles, language) for kind, titles in TITLES.items() if kind in way.kinds]
        offered = pick("全部", "all", language) if len(kinds) == len(TITLES) else joint.join(kinds)
        rows.append((pick(way.zh, way.en, language), offered, pick(*words.WAYS[way.name], language)))
    return table(pick("处理,用于,结果", "Way,Offered for,What it does", language).split(","), rows)


# --- in and out -------------------------------------------------------------------------------------


def readers(language: str) -> str:
    """The formats that can be read, with their limits."""
    rows = [
        (code(name), limits.readable_size(limits.SIZES[name]), pick(*words.READERS[name], language)) for name in READERS
    ]
    return table(pick("格式,最大,读什么", "Format,Largest,What is read", language).split(","), rows)


def reading_limits(language: str) -> str:
    """What a reader takes on beside the size of a file."""
    values = {
        "pages": f"{limits.PDF_PAGES:,}",
        "members": f"{limits.MEMBERS:,}",
        "unpacked": limits.readable_size(limits.UNPACKED),
        "depth": str(limits.DEPTH),
        "seconds": f"{limits.SECONDS:.0f}",
    }
    rows = [(pick(*words.LIMITS[name], language), value) for name, value in values.items()]
    return table(pick("限制,值", "Limit,Value", language).split(","), rows)


def formats(language: str) -> str:
    """The formats of exports."""
    rows = [
        (
            code(one.name),
            pick(one.zh, one.en, language),
            code(one.suffix) or pick("文件夹或 `.zip`", "folder or `.zip`", language),
            pick(*words.FORMATS[one.name], language),
        )
        for one in export.FORMATS.values()
    ]
    return table(pick("名称,格式,后缀,内容", "Name,Format,Suffix,Content", language).split(","), rows)


def columns(language: str) -> str:
    """The columns of an exported table."""
    rows = [
        (
            code(one.name),
            pick(one.zh, one.en, language),
            pick(*words.KINDS[one.kind], language),
            pick(one.description_zh, one.description, language),
        )
        for one in export.COLUMNS
    ]
    return table(pick("列,名称,类型,含义", "Column,Title,Type,Meaning", language).split(","), rows)


def sources(language: str) -> str:
    """The columns of the table of sources."""
    return pick("、", ", ", language).join(code(name) for name in SOURCES) + "\n"


# --- the command line -------------------------------------------------------------------------------


def commands(language: str) -> str:
    """Every command with its arguments, from the table that argparse is made of."""
    actions = next(one for one in parser()._actions if one.dest == SUPPRESS or (one.choices and not one.option_strings))
    usages = actions.choices or {}
    parts = []
    for one in COMMANDS:
        usage = re.sub(r"\s+", " ", usages[one.name].format_usage()).replace("usage: ", "").strip()  # type: ignore[index]
        told = pick(words.COMMANDS[one.name], one.help[0].upper() + one.help[1:], language)
        rows = [_argument(one.name, argument, language) for argument in one.arguments]
        body = table(pick("参数,作用", "Argument,Meaning", language).split(","), rows)
        parts.append(f"### {one.name}\n\n{told}{pick('。', '.', language)}\n\n    {usage}\n\n{body}")
    return "\n".join(parts)


def _argument(command: str, argument: Argument, language: str) -> tuple[str, str]:
    name = argument.names[0]
    zh, en = words.ARGUMENTS.get(f"{command} {name}") or words.ARGUMENTS[name]
    choices = argument.options.get("choices")
    told = pick(zh, str(argument.options.get("help", en)), language)
    if choices:
        told = f"{told}{pick('：', ': ', language)}{pick('、', ', ', language).join(map(code, choices))}"
    default = argument.options.get("default")
    if isinstance(default, (int, str)) and default:
        told = f"{told}{pick(f'（默认 {default}）', f' (default {default})', language)}"
    return code(name if name.startswith("-") else name.upper()), told


TABLES: Mapping[str, Callable[[str], str]] = {
    made.__name__: made
    for made in (
        shortcuts, form, repairs, filter_fields, indicators, reasons, groupings, findings, ways,
        readers, reading_limits, formats, columns, sources, commands,
    )
}  # fmt: skip


def filled(text: str, language: str) -> str:
    """A page with its tables as the code has them now.

    Raises:
        KeyError: the page names a table that there is not, or a row has no words yet.
    """
    return _MARKED.sub(lambda found: f"{found[1]}\n{TABLES[found[2]](language)}\n{found[3]}", text)


def pages() -> Iterable[tuple[Path, str]]:
    """Every page with its language."""
    return ((path, language) for language in LANGUAGES for path in sorted((GUIDE / language).glob("*.md")))


def stale() -> list[Path]:
    """The pages whose tables are not as the code has them."""
    return [path for path, language in pages() if (text := path.read_text("utf-8")) != filled(text, language)]


def main() -> int:
    """Writes the tables anew; with --check only tells which pages would change (exit code 1)."""
    old = stale()
    for path in old:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
        if "--check" not in sys.argv[1:]:
            path.write_text(filled(path.read_text("utf-8"), path.parent.name), "utf-8")
    return 1 if old and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
