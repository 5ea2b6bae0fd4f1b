"""The unemployment rate (ILO) over time in each role."""

from reports.draw.units import effect_scale
from reports.kinds.levels import Levels
from simulator.findings.effects import slack
from simulator.findings.verdicts import COURSES


class Unemployment(Levels):
    """ILO unemployment rate, in % of the labour force."""

    section = "jobs"
    order = 2
    rests_on = ("unemployment_rate",)
    indicator = "unemployment_rate"

    def finding(self) -> str:
        """Return the effect; where it moves people into courses, what becomes of both numbers together."""
        told = super().finding()
        assert self.effect is not None
        courses, both = self.effect_on(COURSES), slack(self.run, self.effect.contrast)
        if courses is None or both is None or not courses.excludes_zero() or courses.mean <= 0.0:
            return told
        shown = effect_scale(self.run, self.text, both)
        mean, people = shown.show(self.text, both.mean, signed=True), shown.label(self.text, both.mean)
        return self.text("finding.unemployment.courses", told=told, people=people, mean=mean)
