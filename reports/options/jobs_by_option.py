"""How many more or fewer people would be in work under each option."""

from reports.kinds.options import OptionLines


class JobsByOption(OptionLines):
    """Paired difference in the number of people in work, by option."""

    section = "jobs"
    order = 1
    indicator = "employed"
