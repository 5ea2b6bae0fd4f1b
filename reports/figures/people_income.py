"""Who gains and who loses income, by sex, age and education."""

from reports.kinds.by_group import ByGroup
from reports.kinds.option_groups import OptionGroups


class PeopleIncome(ByGroup):
    """Effect on real disposable income of women and men, age groups and levels of education, in %."""

    section = "people"
    order = 2
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "disposable_income"
    by = ("sex", "age_group", "generation", "education")
    real = True


class IncomeDecileByOption(OptionGroups):
    """Effect on real disposable income by income decile, in %."""

    section = "people"
    order = 1
    rests_on = ("gini_world_bank", "household_deposits")
    indicator = "disposable_income"
    by = ("income_decile",)
    real = True
