"""How many more or fewer people would be in work."""

from reports.kinds.differences import Differences
from reports.kinds.options import OptionFans


class JobsDifference(Differences):
    """Paired difference in the number of people in work."""

    section = "jobs"
    order = 3
    rests_on = ("unemployment_rate",)
    indicator = "employed"


class JobsByOption(OptionFans):
    """Paired difference in the number of people in work, by option and world."""

    section = "jobs"
    order = 1
    rests_on = ("unemployment_rate",)
    indicator = "employed"
