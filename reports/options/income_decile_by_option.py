"""Who gains and who loses income under each option, by the decile a person starts in."""

from reports.kinds.option_groups import OptionGroups


class IncomeDecileByOption(OptionGroups):
    """Effect on real disposable income by income decile, in %."""

    section = "people"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "disposable_income"
    by = ("income_decile",)
    real = True
