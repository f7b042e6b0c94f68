"""Two curators' copies of a store become one: same facts recognised, agreement joined, conflicts told fact by fact."""

from core.merge.applying import apply
from core.merge.pairing import pairs
from core.merge.planning import Conflict, Plan, Progress, Side, Signed, plan, planning
from core.merge.rules import Rule, choose, read_rule

__all__ = [
    "Conflict",
    "Plan",
    "Progress",
    "Rule",
    "Side",
    "Signed",
    "apply",
    "choose",
    "pairs",
    "plan",
    "planning",
    "read_rule",
]
