"""What happens to public debt: the difference alone, since its level is not to be quoted after some years."""

from reports.kinds import BUDGET
from reports.kinds.by_option import OptionDots
from reports.kinds.levels import Differences
from reports.story.balancing import debt_moved
from reports.story.limits import LAST


class Debt(Differences):
    """Paired difference in public debt, in % of annual GDP."""

    section = "budget"
    order = 4
    rests_on = BUDGET
    indicator = "debt_ratio"

    def note(self) -> str:
        """Return how to read it; where a budget was balanced, what moved the ratio."""
        content = self.run.content.get("balancing")
        moved = debt_moved(self.run, self.text, content) if content else ""
        told = self.text("figure.debt.level", year=LAST)
        return " ".join(part for part in (super().note(), told, moved) if part)


class DebtByOption(OptionDots):
    """Paired difference in public debt, by option and world: what those who come later are left with."""

    section = "budget"
    order = 4
    rests_on = BUDGET
    indicator = "debt_ratio"
    lower_is_better = True
