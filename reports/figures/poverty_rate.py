"""The at-risk-of-poverty rate over time in each role."""

from reports.kinds.by_option import OptionDots
from reports.kinds.levels import Levels
from reports.story.sentences import finding


class PovertyRate(Levels):
    """People below 60 % of median equivalised income."""

    section = "people"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "arop"

    def note(self) -> str:
        """Return how to read it, and what happens below a line that the run's own median does not move."""
        item = self.effect_on("arop_anchored")
        if item is None:
            return super().note()
        held = self.text("figure.poverty_rate.anchored", told=finding(self.run, self.text, item))
        return f"{super().note()} {held}"


class PovertyByOption(OptionDots):
    """Paired difference in the at-risk-of-poverty rate, by option and world."""

    section = "people"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "arop"
    lower_is_better = True
