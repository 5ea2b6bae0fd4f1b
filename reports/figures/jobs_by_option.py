"""How many more or fewer people would be in work, by option."""

from reports.kinds.by_option import OptionFans


class JobsByOption(OptionFans):
    """Paired difference in the number of people in work, by option and world."""

    section = "jobs"
    order = 1
    rests_on = ("unemployment_rate",)
    indicator = "employed"
