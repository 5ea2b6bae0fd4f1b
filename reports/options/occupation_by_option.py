"""Who keeps or loses work under each option, by the occupation in which a person starts."""

from reports.kinds.option_groups import OptionGroups


class OccupationByOption(OptionGroups):
    """Effect on the employment rate by major occupational group (ISCO-08) at the start."""

    section = "people"
    order = 4
    indicator = "employment_rate"
    by = ("occupation",)
