"""The employment rate over time in each role."""

from reports.kinds.levels import Levels


class Employment(Levels):
    """People in work, in % of the population of working age."""

    section = "jobs"
    order = 2
    rests_on = ("unemployment_rate",)
    indicator = "employment_rate"
