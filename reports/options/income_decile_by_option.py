"""Who gains and who loses income under each option, by the decile a person starts in."""

from reports.kinds.option_groups import OptionGroups


class IncomeDecileByOption(OptionGroups):
    """Effect on real disposable income by income decile, in %."""

    section = "people"
    order = 1
    indicator = "disposable_income"
    by = ("income_decile",)
    real = True
