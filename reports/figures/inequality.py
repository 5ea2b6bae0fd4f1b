"""What happens to the Gini coefficient of disposable income."""

from reports.kinds.differences import Differences


class Inequality(Differences):
    """Paired difference in the Gini coefficient."""

    section = "poverty"
    order = 2
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "gini"
