"""How often each option ranks first, second, … in jobs."""

from reports.kinds.ranking import Ranking


class RankJobs(Ranking):
    """Share of seeds by rank, in each world."""

    order = 3
    indicator = "employed"
