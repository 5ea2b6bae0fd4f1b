"""Who gains and who loses income, by the decile a person starts in."""

from reports.kinds.by_group import ByGroup


class IncomeDecile(ByGroup):
    """Effect on real disposable income by income decile, in %."""

    section = "people"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "disposable_income"
    by = ("income_decile",)
    real = True
