"""The gender gap in employment: over time in each role, and what each option does to it."""

from __future__ import annotations

from functools import cached_property
from typing import override

from reports.data.run import Run
from reports.draw.units import Scale, scale
from reports.kinds.by_option import OptionDots
from reports.kinds.levels import SHOWN, Levels
from reports.story.sentences import numbers, outcome
from simulator.findings.effects import Contrast, Effect
from simulator.findings.intervals import Array
from simulator.findings.spread import GENDER
from simulator.findings.windows import Months


class GenderGap(Levels):
    """How far the employment rates of women and men lie apart in each role: mean over seeds, once a year."""

    section = "people"
    order = 10
    rests_on = ("unemployment_rate_female", "unemployment_rate_male")
    kind = "gap"
    period = "table.count"
    gap = GENDER

    @cached_property
    def lines(self) -> dict[str, tuple[Months, Array]]:
        """Months and keys × years of each role that the run holds, without the opening state."""
        found = {role: self.gap.series(self.run, role) for role in SHOWN}
        return {role: (item.months[item.months > 0], item.values[:, item.months > 0])
                for role, item in found.items() if item is not None and item.months[-1] > 0}  # fmt: skip

    @cached_property
    def effect(self) -> Effect | None:
        """What the policy, or else AI, does to the gap."""
        found = [self.gap.effect(self.run, item) for item in self.contrasts]
        return next((item for item in reversed(found) if item is not None), None)

    @cached_property
    def scale(self) -> Scale:
        """Scale of the gaps, in points."""
        means = [float(value) for _, values in self.lines.values() for value in values.mean(axis=0)]
        return scale(self.run, self.text, self.gap.indicator, means, difference=True)

    @override
    def finding(self) -> str:
        assert self.effect is not None
        told = numbers(self.run, self.text, self.effect) | {"what": self.text(f"figure.{self.name}.noun")}
        return self.text.sentence(f"finding.{self.effect.contrast.name}.{outcome(self.effect)}", **told)

    @override
    def traced(self, month: int) -> dict[str, object]:
        gap = self.gap
        return {
            "indicator": gap.indicator,
            "by": gap.by,
            "group": gap.group,
            "month": month,
            "window": "year",
        }


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
