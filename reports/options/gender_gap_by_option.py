"""What each option does to the gender gap in employment."""

from typing import override

from reports.data.run import Run
from reports.kinds.option_dots import OptionDots
from simulator.findings.effects import Contrast, Effect
from simulator.findings.gaps import GENDER


class GenderGapByOption(OptionDots):
    """Paired difference in the gap, by option and world; below zero it narrows."""

    section = "people"
    order = 5
    rests_on = ("unemployment_rate_female", "unemployment_rate_male")
    kind = "option_gap"
    lower_is_better = True

    @override
    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        return GENDER.effect(view, contrast)
