"""A levy on layoffs, or only on those from jobs that AI has taken."""

import numpy as np

from simulator.agents.person import LAID_OFF
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Levy, Sources, Typical, param


class LayoffLevy(Levy):
    """Firms pay a share of the annual wage of each person they lay off.

    They keep people whom quits will absorb for longer, open posts more reluctantly, charge for what a layoff
    costs on average, and save less by AI where it costs layoffs. Nobody is charged when a firm closes. Which
    of two opposite effects on employment is larger is not settled: fewer leave and fewer are taken on.
    """

    about = "a levy on each layoff, or only where AI has taken the job, as a share of the annual wage"
    typical = Typical(rate=0.25)

    rate = param(0.0, "levy on each layoff", unit="share of the annual wage", bounds=(0, 3))
    displaced_only = param(0.0, "whether only layoffs caused by AI pay it", kind="flag")
    memory = param(
        24.0, "months over which firms learn what layoffs cost on average", kind="months", bounds=(1, 120)
    )
    sources = Sources(
        typical="choice: a quarter of a year's pay; severance by law is a part of it for each year of tenure",
        rate="severance by law of 20 days (Spain, Estatuto de los Trabajadores art. 53) to 30 days "
        "(Türkiye, Labour Act 1475 art. 14) a year of tenure (recalled, high)",
        displaced_only="neutral: all layoffs",
        memory="choice: two years",
    )

    cost_share = 0.0
    layoff_share = 0.0

    def law(self, economy: Economy) -> None:
        """Firms know what a layoff costs, in months of pay."""
        months = MONTHS_PER_YEAR * self.value("rate")
        name = "displacement_cost" if self.value("displaced_only") else "layoff_cost"
        self.shift(economy, name, months)

    def adoption(self, economy: Economy) -> None:
        """What labour costs more by the levy on average, and what of AI's saving it takes."""
        if self.value("rate") == 0.0:
            return
        p, firms = economy.parameters, economy.firms
        firms.payroll_levy_rate += self.cost_share * (firms.public == 0)
        months = MONTHS_PER_YEAR * self.value("rate") * self.layoff_share
        firms.saving_levy_rate += min(1.0, months / p["adoption_horizon"])

    def separations(self, economy: Economy) -> None:
        """Remember who works where and for how much."""
        q = economy.persons
        self.employer, self.pay = q.firm.copy(), q.wage * q.hours

    def levies(self, economy: Economy) -> None:
        """Collect on this month's layoffs and learn from them."""
        rate, q, firms = self.value("rate"), economy.persons, economy.firms
        if rate == 0.0:
            return
        displaced = (self.employer >= 0) & (q.displaced_month == economy.month)
        ordinary = (self.employer >= 0) & (q.leaving == LAID_OFF) & ~displaced
        due = [
            rate * MONTHS_PER_YEAR * np.bincount(self.employer[who], self.pay[who], minlength=firms.n)
            for who in (displaced, ordinary)
        ]
        due[1] *= 1.0 - self.value("displaced_only")
        self.charge_firms(economy, due[0] + due[1])
        private, count, step = firms.public == 0, economy.count, 1.0 / self.value("memory")
        share = float(due[1] @ private) / max(float(firms.wage_bill @ private), 1e-9)
        self.cost_share += (share - self.cost_share) * step
        if count["posts_abolished"] > 0.0:
            laid_off = min(1.0, count["posts_abolished_layoffs"] / count["posts_abolished"])
            self.layoff_share += (laid_off - self.layoff_share) * step
