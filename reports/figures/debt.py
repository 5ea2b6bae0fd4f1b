"""Public debt over time in each role."""

from reports.kinds.levels import Levels


class Debt(Levels):
    """Public debt, in % of annual GDP."""

    section = "budget"
    order = 3
    indicator = "debt_ratio"
