"""Who keeps or loses work, by how exposed to AI the occupation is in which a person starts."""

from __future__ import annotations

from reports.kinds.by_group import ByGroup
from reports.kinds.by_option import OptionGroups
from simulator.findings.lives import EXPOSURE, turnover

LEAST, MOST = "1", "5"


class Exposure(ByGroup):
    """Effect on the employment rate by exposure quintile, in percentage points."""

    section = "people"
    order = 4
    indicator = "employment_rate"
    by = (EXPOSURE,)

    def note(self) -> str:
        """Return how to read it; where AI costs the least exposed more than the most exposed, also why."""
        return " ".join(part for part in (super().note(), self._why()) if part)

    def _why(self) -> str:
        """Return how often either loses and finds work, without AI and with it; empty where not asked."""
        ai = next((panel for panel in self.panels if panel.contrast.name == "ai"), None)
        if ai is None:
            return ""
        least, most = (ai.effects.get(self.group(EXPOSURE, one)) for one in (LEAST, MOST))
        if least is None or most is None or least.high >= most.low:  # not told apart
            return ""
        told: dict[str, str] = {}
        for role, when in zip(ai.contrast.roles, ("ai", "none"), strict=True):
            for group in (LEAST, MOST):
                found = turnover(self.run.lives, role, group)
                if found is None:
                    return ""
                told |= {f"{part}_{group}_{when}": self.text.number(share * 100, 1)
                         for part, share in vars(found).items()}  # fmt: skip
        return self.text("figure.exposure.why", **told)


class ExposureByOption(OptionGroups):
    """Effect on the employment rate by exposure quintile."""

    section = "people"
    order = 3
    indicator = "employment_rate"
    by = ("exposure_quintile",)
