"""The commands `dump`, `merge`, `agreement` and `sample`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from core import agreement as agreeing
from core import exchange
from core import merge as merging
from core.agreement import Agreement
from core.cli.console import Console, counted
from core.cli.facts import where
from core.cli.stores import existing
from core.export import plain
from core.merge import Conflict, Plan
from core.store import Store


def dump(given: argparse.Namespace, console: Console) -> int:
    """Prints the canonical lines of a store."""
    with existing(given.store, console, read_only=True) as store:
        for line in exchange.dump(store):
            console.say(line)
    return 0


@contextmanager
def _opened(paths: Iterable[Path], console: Console) -> Iterator[list[Store]]:
    """Stores, or archives made into stores for the while, opened for reading."""
    with ExitStack() as stack:
        yield [stack.enter_context(exchange.opened(path, console.curator)) for path in paths]


# --- merge ------------------------------------------------------------------------------------------


def merge(given: argparse.Namespace, console: Console) -> int:
    """Takes into a store what others hold; exit code 1 where conflicts stay open."""
    rule = merging.read_rule(given.prefer) if given.prefer else None
    told: list[dict[str, object]] = []
    still_open = 0
    with existing(given.store, console, read_only=given.dry_run) as store, _opened(given.others, console) as others:
        for path, other in zip(given.others, others, strict=True):
            plan = merging.plan(store, other)
            choices = merging.choose(plan, rule) if rule else {}
            change = None if given.dry_run else merging.apply(store, plan, choices)
            still_open += len(plan.conflicts) - len(choices)
            told.append(
                _plan(path, plan, change.edit if change else None, [choices.get(one.fact) for one in plan.conflicts])
            )
            if not console.as_json:
                _say(path, plan, choices, console)
    if console.as_json:
        console.data(told)
    return 1 if still_open and not given.dry_run else 0


def _plan(path: Path, plan: Plan, edit: int | None, sides: list[object]) -> dict[str, object]:
    return {
        "other": str(path),
        "edit": edit,
        "documents": len(plan.documents),
        "added": len(plan.added),
        "joined": list(plan.joined),
        "taken": list(plan.taken),
        "conflicts": [plain(asdict(one)) | {"settled": side} for one, side in zip(plan.conflicts, sides, strict=True)],
    }


def _say(path: Path, plan: Plan, choices: dict[int, merging.Side], console: Console) -> None:
    counts = (len(plan.documents), len(plan.added), len(plan.joined), len(plan.taken), len(plan.conflicts))
    documents, facts, joined, taken, conflicts = counts
    console.words(
        "{}：新增文档 {}，新增数据 {}，意见一致 {}，采纳对方 {}，冲突 {}".format(path, *counts),
        f"{path}: {counted(documents, 'new document')}, {counted(facts, 'new fact')}, {joined:,} decided alike, "
        f"{taken:,} taken over, {counted(conflicts, 'conflict')}",
    )
    for one in plan.conflicts:
        _say_conflict(one, choices.get(one.fact), console)


def _say_conflict(one: Conflict, side: merging.Side | None, console: Console) -> None:
    console.say(f"\n#{one.fact} {one.sentence}")
    machine = one.machine or {}
    for field in one.fields:
        mine, theirs, found = (plain(values.get(field)) for values in (one.mine, one.theirs, machine))
        mine, theirs = f"{mine} ({one.mine_by.who})", f"{theirs} ({one.theirs_by.who})"
        console.words(
            f"  {field}：我方 {mine}，对方 {theirs}，机器 {found}",
            f"  {field}: mine {mine}, theirs {theirs}, the machine's {found}",
        )
    if side is None:
        console.words("  未解决：可用 --prefer 指定规则", "  open: settle it by a rule with --prefer")
    else:
        console.words(f"  采用：{side}", f"  settled: {side}")


# --- agreement --------------------------------------------------------------------------------------

_FIGURES = (
    ("same_decisions", "决定相同", "same decisions"),
    ("decisions", "决定 κ", "kappa of decisions"),
    ("approved", "双方通过", "approved by both"),
    ("same_indicators", "指标相同", "same indicator"),
    ("indicators", "指标 κ", "kappa of indicators"),
    ("same_values", "数值相等", "same value"),
    ("near_values", "数值在精度内相等", "same within stated precision"),
)


def agreement(given: argparse.Namespace, console: Console) -> int:
    """Prints how far curators agree who decided the same facts."""
    with existing(given.store, console, read_only=True) as store, _opened(given.others, console) as others:
        found = agreeing.agreement(store, others)
    if console.as_json:
        console.data(plain(asdict(found)))
    else:
        _print(found, console)
    return 0


def _print(found: Agreement, console: Console) -> None:
    chinese = console.language == "zh"
    heads = ("核对人", "核对人", "数据") if chinese else ("curator", "curator", "facts")
    names = [zh if chinese else en for _, zh, en in _FIGURES]
    rows = ((*one.curators, one.facts, *(_figure(getattr(one, name)) for name, *_ in _FIGURES)) for one in found.pairs)
    console.table((*heads, *names), rows)
    alphas = _figure(found.decisions_alpha), _figure(found.indicators_alpha)
    console.words(
        "Krippendorff α：决定 {}，指标 {}（{} 条数据由多人审核）".format(*alphas, found.facts),
        "Krippendorff's alpha: decisions {}, indicators {} ({} decided by several)".format(
            *alphas, counted(found.facts, "fact")
        ),
    )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def sample(given: argparse.Namespace, console: Console) -> int:
    """Writes a store with a random sample for a second curator."""
    with existing(given.store, console, read_only=True) as store:
        number = agreeing.sample(store, given.out, given.size, blind=given.blind, seed=given.seed, filter=where(given))
    console.words(f"已写出 {number} 条数据：{given.out}", f"{counted(number, 'fact')} written to {given.out}")
    return 0
