"""How many more or fewer people would be in work."""

from reports.kinds.differences import Differences


class JobsDifference(Differences):
    """Paired difference in the number of people in work."""

    section = "jobs"
    order = 3
    rests_on = ("unemployment_rate",)
    indicator = "employed"
