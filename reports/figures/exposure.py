"""Who keeps or loses work, by how exposed to AI the occupation is in which a person starts."""

from collections.abc import Mapping

from reports.effects import Contrast, Effect, effect
from reports.kinds.groups import ByGroup


class Exposure(ByGroup):
    """Effect on the employment rate by exposure quintile, in percentage points."""

    section = "people"
    order = 2

    def effects(self, contrast: Contrast) -> Mapping[str, Effect]:
        """Return the effect of each exposure quintile."""
        found = {}
        for group in self.run.groups("employment_rate", "exposure_quintile"):
            item = effect(self.run, contrast, "employment_rate", by="exposure_quintile", group=group)
            if item is not None:
                found[self.group("exposure_quintile", group)] = item
        return found
