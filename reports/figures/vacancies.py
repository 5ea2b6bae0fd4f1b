"""The vacancy rate over time in each role."""

from reports.kinds.levels import Levels


class Vacancies(Levels):
    """Open posts, in % of all posts, filled or open."""

    section = "jobs"
    order = 4
    indicator = "vacancy_rate"
