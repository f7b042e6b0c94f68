"""How far curators agree who decided the same facts, and samples for a second curator to decide."""

from core.agreement.measures import Agreement, Pair, agreement, measured
from core.agreement.sampling import sample
from core.agreement.views import View, views

__all__ = ["Agreement", "Pair", "View", "agreement", "measured", "sample", "views"]
