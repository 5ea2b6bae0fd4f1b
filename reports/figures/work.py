"""Who keeps or loses work: by sex, age and education, by the occupation of the start and how exposed it is.

The gender gap in employment: over time in each role, and what each option does to it.
"""

from functools import cached_property
from typing import override

from reports.data.run import Run
from reports.draw.units import Scale, scale
from reports.kinds.by_group import ByGroup, OptionGroups
from reports.kinds.by_option import OptionDots
from reports.kinds.levels import SHOWN, Levels
from reports.story.sentences import numbers, outcome
from simulator.findings.effects import Contrast, Effect
from simulator.findings.intervals import Array
from simulator.findings.lives import EXPOSURE, turnover
from simulator.findings.spread import GENDER
from simulator.findings.windows import Months

PEOPLE = ("sex", "age_group", "generation", "education")
UNEMPLOYED = ("unemployment_rate", "youth_unemployment_rate")
OF_GENDER = ("unemployment_rate_female", "unemployment_rate_male")
LEAST, MOST = "1", "5"


class PeopleWork(ByGroup):
    """Effect on the employment rate of women and men, age groups and levels of education."""

    section, order = "people", 3
    rests_on = UNEMPLOYED
    tells_all = True
    by = PEOPLE


class PeopleWorkByOption(OptionGroups):
    """Effect on the employment rate of women and men, age groups and levels of education."""

    section, order = "people", 2
    rests_on = UNEMPLOYED
    by = PEOPLE


class Exposure(ByGroup):
    """Effect on the employment rate by exposure quintile, in percentage points."""

    section, order = "people", 4
    by = (EXPOSURE,)

    def note(self) -> str:
        """Return how to read it; where AI costs the least exposed more than the most exposed, also why."""
        return " ".join(part for part in (super().note(), self._why()) if part)

    def _why(self) -> str:
        """Return how often either loses and finds work, without AI and with it; empty where not asked."""
        ai = next((one for one in self.effects if one.name == "ai"), None)
        if ai is None:
            return ""
        least, most = (self.effects[ai].get(self.group(EXPOSURE, one)) for one in (LEAST, MOST))
        if least is None or most is None or least.high >= most.low:  # no clear difference
            return ""
        told: dict[str, str] = {}
        for role, when in zip(ai.roles, ("ai", "none"), strict=True):
            for group in (LEAST, MOST):
                found = turnover(self.run.lives, role, group)
                if found is None:
                    return ""
                for part, share in vars(found).items():
                    told[f"{part}_{group}_{when}"] = self.text.number(share * 100, 1)
        return self.text("figure.exposure.why", **told)


class ExposureByOption(OptionGroups):
    """Effect on the employment rate by exposure quintile."""

    section, order = "people", 3
    by = (EXPOSURE,)


class Occupation(ByGroup):
    """Effect on the employment rate by major occupational group (ISCO-08) at the start."""

    section, order = "people", 5
    label_width = 20
    by = ("occupation",)


class OccupationByOption(OptionGroups):
    """Effect on the employment rate by major occupational group (ISCO-08) at the start."""

    section, order = "people", 4
    by = ("occupation",)


class GenderGap(Levels):
    """How far the employment rates of women and men lie apart in each role: mean over seeds, once a year."""

    section, order = "people", 10
    rests_on = OF_GENDER
    kind = "gap"
    period = "table.count"

    @cached_property
    def lines(self) -> dict[str, tuple[Months, Array]]:
        """Months and keys × years of each role that the run holds, without the opening state."""
        found = {role: GENDER.series(self.run, role) for role in SHOWN}
        return {
            role: (item.months[item.months > 0], item.values[:, item.months > 0])
            for role, item in found.items()
            if item is not None and item.months[-1] > 0
        }

    @cached_property
    def effect(self) -> Effect | None:
        """What the policy, or else AI, does to the gap."""
        found = [GENDER.effect(self.run, item) for item in self.contrasts]
        return next((item for item in reversed(found) if item is not None), None)

    @cached_property
    def scale(self) -> Scale:
        """Scale of the gaps, in points."""
        means = [float(value) for _, values in self.lines.values() for value in values.mean(axis=0)]
        return scale(self.run, self.text, GENDER.indicator, means, difference=True)

    @override
    def finding(self) -> str:
        assert self.effect is not None
        told = numbers(self.run, self.text, self.effect) | {"what": self.text(f"figure.{self.name}.noun")}
        return self.text.sentence(f"finding.{self.effect.contrast.name}.{outcome(self.effect)}", **told)

    @override
    def traced(self, month: int) -> dict[str, object]:
        told = {"indicator": GENDER.indicator, "by": GENDER.by, "group": GENDER.group}
        return {**told, "month": month, "window": "year"}


class GenderGapByOption(OptionDots):
    """Paired difference in the gap, by option and world; below zero it narrows."""

    section, order = "people", 5
    rests_on = OF_GENDER
    kind = "option_gap"
    lower_is_better = True

    @override
    def effect_in(self, view: Run, contrast: Contrast) -> Effect | None:
        return GENDER.effect(view, contrast)
