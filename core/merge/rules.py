"""Settles conflicts by a rule: the newer decision, one side's, or a named curator's."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import ExchangeProblem
from core.merge.planning import Conflict, Plan, Side

#: Whose word holds in a conflict, or None where the rule does not say.
Rule = Callable[[Conflict], Side | None]


def read_rule(text: str) -> Rule:
    """The rule that `newer`, `mine`, `theirs` or `curator:NAME` names.

    Raises:
        ExchangeProblem: no such rule.
    """
    name, _, curator = text.partition(":")
    if name == "curator" and curator:
        return lambda conflict: _of_curator(conflict, curator)
    rule = {"newer": _newer, "mine": lambda _: Side.MINE, "theirs": lambda _: Side.THEIRS}.get(text)
    if rule is None:
        raise ExchangeProblem("rule", text=text)
    return rule


def choose(plan: Plan, rule: Rule) -> dict[int, Side]:
    """What a rule says of each conflict, by my fact's id; what it leaves open is not in it."""
    return {one.fact: side for one in plan.conflicts if (side := rule(one))}


def _newer(conflict: Conflict) -> Side | None:
    if conflict.mine_by.at == conflict.theirs_by.at:
        return None
    return Side.MINE if conflict.mine_by.at > conflict.theirs_by.at else Side.THEIRS


def _of_curator(conflict: Conflict, curator: str) -> Side | None:
    mine, theirs = (signed.who == curator for signed in (conflict.mine_by, conflict.theirs_by))
    if mine == theirs:
        return None
    return Side.MINE if mine else Side.THEIRS
