"""Public debt over time in each role."""

from reports.kinds.levels import Levels
from reports.story.bill import debt_moved


class Debt(Levels):
    """Public debt, in % of annual GDP."""

    section = "budget"
    order = 4
    indicator = "debt_ratio"

    def note(self) -> str:
        """Return how to read it; where a budget was balanced, what moved the ratio."""
        content = self.run.content.get("balancing")
        moved = debt_moved(self.run, self.text, content) if content else ""
        return " ".join(part for part in (super().note(), moved) if part)
