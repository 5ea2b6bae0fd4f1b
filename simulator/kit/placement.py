"""Paying firms for somebody in a job, for some months: hires, and staff that learns another post."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED
from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit.subsidy import Subsidy

Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Placement(Subsidy):
    """A subsidy for people, counted in months: it ends when they are over, or with the job."""

    horizon = param(
        24.0, bounds=(1.0, 240.0), kind="months",
        about="months over which firms reckon a hire; all of its cost for as long adds 1 to its score",
        source="months in which separations fade (separation_fade)", status="assumed",
    )  # fmt: skip

    def __init__(self, setting: Any) -> None:
        super().__init__(setting)
        self.offered: Mask | None = None
        self.usual: Amounts | None = None

    def sponsored(self, economy: Economy) -> Mask:
        """Whose employer this instrument pays, by row."""
        q = economy.persons
        here = (q.status == EMPLOYED) & (q.subsidy_left > 0) & (q.sponsor == self.position(economy))
        return np.asarray(here)

    def offer(self, economy: Economy, who: Mask, share: float, months: float) -> None:
        """Before people search: private firms know that these come with a subsidy, and rank them higher.

        A share of labour cost for so many months, over the months for which a firm reckons (score).
        """
        self.offered = who
        economy.persons.hire_appeal[who] += share * min(months / max(self.value("horizon"), 1.0), 1.0)

    def begin_hires(self, economy: Economy, months: int) -> None:
        """After hiring: nothing more for jobs that ended, and months begin for those whom firms hired."""
        q = economy.persons
        new = (q.status == EMPLOYED) & (q.tenure == 0)
        q.subsidy_left[(new | (q.status != EMPLOYED)) & (q.sponsor == self.position(economy))] = 0
        if self.offered is None:
            return
        hired = np.flatnonzero(new & self.offered & (q.subsidy_left == 0))
        self.begin_months(economy, hired[economy.firms.public[q.firm[hired]] == 0], months)
        self.offered = None

    def begin_months(self, economy: Economy, rows: NDArray[np.int64], months: Any) -> None:
        """Start to count for these people, so many months each."""
        q = economy.persons
        q.subsidy_left[rows] = months
        q.sponsor[rows] = self.position(economy)

    def subsidise_months(self, economy: Economy, amounts: Amounts) -> None:
        """Pay firms an amount for each sponsored person (currency/month, by row), and count the month."""
        q, firms, here = economy.persons, economy.firms, self.sponsored(economy)
        due = self.by_firm(economy, np.where(here, amounts, 0.0))
        self.subsidise(economy, due, int(here.sum()))
        q.subsidy_left[here] -= 1
        if self.usual is None:
            self.usual = np.zeros(firms.n)
        now = due / np.maximum(firms.wage_bill, 1e-300)
        self.usual += (np.minimum(now, 1.0) - self.usual) / MONTHS_PER_YEAR

    def tell_prices(self, economy: Economy) -> None:
        """In the phase `adoption`: firms reckon with a usual month's subsidies, in prices and automation."""
        if self.is_on and self.usual is not None:
            economy.firms.payroll_levy_rate -= self.usual
