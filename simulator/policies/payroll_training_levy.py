"""A levy on wages that pays for training: every firm contributes, small ones less or nothing."""

import numpy as np

from simulator.agents.firm import SIZE_FLOORS
from simulator.kit import Economy, Levy, Sources, Typical, param


class PayrollTrainingLevy(Levy):
    """Firms pay a share of their wage bill; labour costs more in prices and where AI is weighed against it.

    It falls on labour, so it makes AI a little more attractive; how much of it ends in lower wages comes
    from rents shared with the staff and from slack, not from a rule of its own. Name the programme that it
    pays for with `earmark:`. Firms that train themselves get nothing back here.
    """

    about = "a levy on firms' wage bill, small ones exempt or at a lower rate, usually kept for training"
    typical = Typical(rate=0.01, small_rate=0.0055)

    rate = param(0.0, "levy of firms above the limit", share_of="wages", bounds=(0, 0.2))
    small_rate = param(0.0, "levy of firms below the limit", share_of="wages", bounds=(0, 0.2))
    small_below = param(
        10.0,
        "firms of a size class that begins below it pay the small rate (classes from 0, 10, 50, 250)",
        unit="employees",
        bounds=(0, 1000),
    )
    sources = Sources(
        typical="France: 1 % of wages, 0.55 % below 11 employees (Code du travail; recalled, high)",
        rate="0.5 % (United Kingdom, apprenticeship levy) to 3 % (Senegal, CFCE) (recalled, high)",
        small_rate="France: 0.55 % below 11 employees (Code du travail L6331-1); exempt below GBP 3 "
        "million of wages (United Kingdom) (recalled, high)",
        small_below="France: 11",
    )

    def rates(self, economy: Economy) -> np.ndarray:
        """Share of wages due, by row of firms."""
        small = np.array(SIZE_FLOORS)[economy.firms.size_class] < self.value("small_below")
        due = np.where(small, self.value("small_rate"), self.value("rate"))
        return np.asarray(due * (economy.firms.public == 0))

    def adoption(self, economy: Economy) -> None:
        """Firms know what labour costs."""
        economy.firms.payroll_levy_rate += self.rates(economy)

    def levies(self, economy: Economy) -> None:
        """Collect on this month's wages."""
        self.charge_firms(economy, self.rates(economy) * economy.firms.wage_bill)
