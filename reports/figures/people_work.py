"""Who gains and who loses work, by sex, age and education."""

from reports.kinds.by_group import ByGroup
from reports.kinds.by_option import OptionGroups


class PeopleWork(ByGroup):
    """Effect on the employment rate of women and men, age groups and levels of education."""

    section = "people"
    order = 3
    rests_on = ("unemployment_rate", "youth_unemployment_rate")
    indicator = "employment_rate"
    tells_all = True
    by = ("sex", "age_group", "generation", "education")


class PeopleWorkByOption(OptionGroups):
    """Effect on the employment rate of women and men, age groups and levels of education."""

    section = "people"
    order = 2
    rests_on = ("unemployment_rate", "youth_unemployment_rate")
    indicator = "employment_rate"
    by = ("sex", "age_group", "generation", "education")
