"""Who keeps or loses work, by the occupation in which a person starts."""

from reports.kinds.by_group import ByGroup
from reports.kinds.by_option import OptionGroups


class Occupation(ByGroup):
    """Effect on the employment rate by major occupational group (ISCO-08) at the start."""

    section = "people"
    order = 5
    label_width = 20
    indicator = "employment_rate"
    by = ("occupation",)


class OccupationByOption(OptionGroups):
    """Effect on the employment rate by major occupational group (ISCO-08) at the start."""

    section = "people"
    order = 4
    indicator = "employment_rate"
    by = ("occupation",)
