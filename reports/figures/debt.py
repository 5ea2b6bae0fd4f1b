"""Public debt over time in each role."""

from reports.kinds.levels import Levels
from reports.story.bill import debt_moved


class Debt(Levels):
    """Public debt, in % of annual GDP."""

    section = "budget"
    order = 4
    rests_on = (
        "public_revenue_share",
        "public_spending_share",
        "income_tax_share",
        "social_contributions_share",
    )
    indicator = "debt_ratio"

    def note(self) -> str:
        """Return how to read it; where a budget was balanced, what moved the ratio."""
        content = self.run.content.get("balancing")
        moved = debt_moved(self.run, self.text, content) if content else ""
        return " ".join(part for part in (super().note(), moved) if part)
