"""Who gains and who loses work under each option, by sex, age and education."""

from reports.kinds.option_groups import OptionGroups


class PeopleWorkByOption(OptionGroups):
    """Effect on the employment rate of women and men, age groups and levels of education."""

    section = "people"
    order = 2
    rests_on = ("unemployment_rate", "youth_unemployment_rate")
    indicator = "employment_rate"
    by = ("sex", "age_group", "generation", "education")
