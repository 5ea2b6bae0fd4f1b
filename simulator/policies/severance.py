"""Severance pay: firms pay people whom they lay off, by their years with the firm."""

from typing import Any

import numpy as np

from simulator.agents.person import EMPLOYED, LAID_OFF
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Mandate, Sources, Typical, param


class Severance(Mandate):
    """Firms pay; they weigh it against the pay of people who are too many until others quit.

    Comes on top of what the law of month 0 has firms pay, which is in the layoffs of month 0. Openings
    answer it a little (`layoff_caution`), by the tenure of those in the post; whom a firm lays off and
    whether it takes up AI do not answer the cost. A firm that closes pays nothing. The money does not make
    people wait for a better job: in Austria two months of pay lowered job finding by 8-12 % (Card, Chetty,
    Weber 2007, recalled, medium).
    """

    family = "compensate"
    about = "firms pay people whom they lay off by years of tenure, more where AI took the job"
    capacity = None
    typical = Typical(months_per_year=0.66, most=12.0)

    months_per_year = param(0.0, "due at any layoff", unit="months of pay per year of tenure", bounds=(0, 12))
    ai_months_per_year = param(
        0.0, "due besides when AI has taken the job", unit="months of pay per year of tenure", bounds=(0, 12)
    )
    most = param(12.0, "highest payment", unit="months of pay", bounds=(0, 60))
    sources = Sources(
        typical="Spain, dismissal on objective grounds: 20 days a year, at most 12 months (recalled, high)",
        months_per_year="India 15 days, Spain 20 (Estatuto de los Trabajadores art. 53), Türkiye 30 "
        "(Labour Act 1475 art. 14) (recalled, high)",
        ai_months_per_year="choice of the scenario",
        most="Spain: Estatuto de los Trabajadores art. 53, 12 (recalled, high)",
    )

    before: tuple[Any, Any] = (0, 0)  # tenure and employer of everybody before the month's layoffs

    def due(self, tenure: Any, by_ai: Any) -> Any:
        """Months of pay due after a tenure in months; `by_ai`: how surely AI has taken the job (share)."""
        rate = self.value("months_per_year") + by_ai * self.value("ai_months_per_year")
        return np.minimum(rate * tenure / MONTHS_PER_YEAR, self.value("most"))

    def law(self, economy: Economy) -> None:
        """Firms know what a layoff would cost them in each post: the mean of the people in it."""
        q, posts = economy.persons, economy.posts
        staff = self.eligible(economy, q.status == EMPLOYED)
        post = q.post[staff]
        months = self.due(q.tenure[staff], np.minimum(posts.ai_pending[post], 1.0))
        posts.severance += np.bincount(post, months, minlength=posts.n) / np.maximum(posts.heads, 1)

    def separations(self, economy: Economy) -> None:
        """Remember who worked where, and for how long."""
        self.before = (economy.persons.tenure.copy(), economy.persons.firm.copy())

    def transfers(self, economy: Economy) -> None:
        """Have employers pay those whom they laid off this month."""
        q, (tenure, firm) = economy.persons, self.before
        lost = self.eligible(economy, (q.leaving == LAID_OFF) & (q.left_month == economy.month))
        months = self.due(tenure, q.displaced_month == economy.month)
        self.employers_pay(economy, np.where(lost, months * q.last_wage * q.hours, 0.0), firm)
