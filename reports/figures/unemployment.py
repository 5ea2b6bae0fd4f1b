"""The unemployment rate (ILO) over time in each role."""

from reports.kinds.levels import Levels


class Unemployment(Levels):
    """ILO unemployment rate, in % of the labour force."""

    section = "jobs"
    order = 1
    rests_on = ("unemployment_rate",)
    indicator = "unemployment_rate"
