"""Wage insurance: who takes a job that pays less than the lost one gets part of the difference for a time."""

from typing import Any

import numpy as np

from simulator.agents.person import EMPLOYED, SEEKING
from simulator.kit import Economy, Sources, Transfer, Typical, param


class WageInsurance(Transfer):
    """The state pays a share of the wage lost; job losers know it, and accept jobs that pay less.

    Paid for one job after another, until the months are over or the person is out of work. What is promised
    counts by the months that seekers look ahead (`benefit_horizon`). That it speeds up re-employment is found
    in the USA (Hyman, Kovak, Leive 2024, recalled, medium) and not in Canada's trial (Bloom et al. 2001,
    recalled, low); that people end up in worse jobs is not counted as a loss here.
    """

    family = "compensate"
    about = "job losers who take a job that pays less get part of the difference for some months"
    capacity = None
    typical = Typical(share=0.5, months=24.0, cap=0.08, wage_limit=0.8)

    share = param(0.0, "part that is paid", share_of="the wage lost")
    months = param(24.0, "time from re-employment", kind="months", bounds=(1, 120))
    cap = param(0.08, "most that is paid a month", share_of="average wage", bounds=(0, 5))
    wage_limit = param(0.8, "new wage from which nothing is paid", share_of="average wage", bounds=(0, 20))
    within = param(
        12.0, "months after the job loss in which the new job has to begin", kind="months", bounds=(0, 120)
    )
    sources = Sources(
        typical="USA, Reemployment Trade Adjustment Assistance: 50 % for two years, at most USD 10,000, "
        "new wage below USD 50,000, from 50 years of age (recalled, high); shares of the average wage are "
        "reckoned",
        share="United States: Trade Act, RTAA, 50 % (recalled, high)",
        months="United States: Trade Act, RTAA, two years (recalled, high)",
        cap="USD 10,000 in 24 months, over an average wage of about 5,500 (recalled, medium)",
        wage_limit="USD 50,000 a year, the same",
        within="USA, ATAA: 26 weeks; RTAA: none (recalled, medium)",
    )

    promised: Any = False  # who was told last month
    insured: Any = 0.0  # wage of the lost job, of people who draw it (currency/month)

    def transfers(self, economy: Economy) -> None:
        """Pay those who took a job; tell seekers what they would get at the wage they would just accept."""
        q = economy.persons
        works = (q.status == EMPLOYED) & (q.active == 1)
        begins = works & (q.months_in_status == 0) & self.promised
        self.insured = np.where(begins, q.last_wage, np.where(works, self.insured, 0.0))
        entitled = (self.insured > 0.0) & (q.months_in_status < self.value("months"))
        self.pay(
            economy, np.where(entitled, self.due(economy, self.insured, q.wage) * q.hours, 0.0), taxed=True
        )
        self.promised = self.eligible(
            economy, np.isin(q.status, SEEKING) & (q.last_wage > 0.0) & (q.months_out < self.value("within"))
        )
        weight = min(1.0, self.value("months") / economy.parameters["benefit_horizon"])
        net = np.where(self.promised, self.due(economy, q.last_wage, q.reservation_wage), 0.0)
        self.promise(economy, weight * economy.parameters["net_of_tax"] * net)

    def due(self, economy: Economy, lost: Any, wage: Any) -> Any:
        """Payment on a full-time wage after a lost one (currency/month)."""
        mean = economy.aggregates.average_wage
        gap = np.minimum(self.value("share") * np.maximum(lost - wage, 0.0), self.value("cap") * mean)
        return np.where(wage < self.value("wage_limit") * mean, gap, 0.0)
