"""Who keeps or loses work, by how exposed to AI the occupation is in which a person starts."""

from reports.kinds.by_group import ByGroup


class Exposure(ByGroup):
    """Effect on the employment rate by exposure quintile, in percentage points."""

    section = "people"
    order = 4
    indicator = "employment_rate"
    by = ("exposure_quintile",)
