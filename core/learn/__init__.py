"""Fix once: from a correction to the other facts that it fits, and to a rule that serves later imports."""

from core.learn.proposing import Proposal, accept, proposals
from core.learn.rules import Rule, apply_rules, delete, rules, switch

__all__ = ["Proposal", "Rule", "accept", "apply_rules", "delete", "proposals", "rules", "switch"]
