"""How often each option ranks first, second, … in the public balance."""

from reports.kinds.ranking import Ranking


class RankBalance(Ranking):
    """Share of seeds by rank, in each world."""

    order = 4
    indicator = "public_balance"
