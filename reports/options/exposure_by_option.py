"""Who keeps or loses work under each option, by how exposed to AI their occupation is."""

from reports.kinds.option_groups import OptionGroups


class ExposureByOption(OptionGroups):
    """Effect on the employment rate by exposure quintile."""

    section = "people"
    order = 3
    indicator = "employment_rate"
    by = ("exposure_quintile",)
