"""A bridge pension: older people out of work may retire early at a share of their pension."""

from typing import Any

import numpy as np

from simulator.agents.person import RETIRED, UNEMPLOYED, months_to_pension
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Programme, Sources, Typical, param

HORIZON = 12
"""Months that people look ahead when they choose between the bridge and the search for a job."""


class BridgePension(Programme):
    """The state pays until the statutory age; people weigh it against benefits and the chance of work.

    Who retires does not come back. From the statutory age on the pension is full. Who has been granted one
    keeps it when the policy ends. In several countries firms used such pensions to let older people go
    (recalled, high): here they lay off no more because of it, so that the cost is a lower bound.
    """

    family = "compensate"
    about = "older people out of work may retire before the statutory age at a share of their pension"
    typical = Typical(share=0.87, years=8.0)

    share = param(0.0, "pension until the statutory age", share_of="pension")
    years = param(5.0, "earliest retirement before the statutory age", unit="years", bounds=(0, 20))
    wait = param(0.0, "months unemployed before one may claim", kind="months", bounds=(0, 60))
    sources = Sources(
        typical="France, préretraite AS-FNE until 2011: from 57, 65 % of the wage (recalled, medium), "
        "which is 0.87 of the model's pension of 75 % of the wage",
        share="France 0.87; Denmark, efterløn: 91 % of unemployment benefit (recalled, medium)",
        years="Spain, subsidy from 52; Denmark, efterløn: 5 years (recalled, medium)",
    )

    full: Any = 0.0  # pension of those on the bridge (currency/month)
    part: Any = 0.0  # share of it that they were granted

    def separations(self, economy: Economy) -> None:
        """From the statutory age on the pension is the law's; who has died leaves."""
        q = economy.persons
        self.full = self.full * economy.aggregates.pension_index * (q.active == 1)
        of_age = (self.full > 0.0) & (months_to_pension(economy) <= 0)
        q.pension[of_age] = self.full[of_age]
        self.full = np.where(of_age, 0.0, self.full)

    def training(self, economy: Economy) -> None:
        """Grant it to those who want it, as far as there is room in the capacity and the fund."""
        if self.value("share") == 0.0:
            return
        q, s, p = economy.persons, economy.aggregates, economy.parameters
        to_go = months_to_pension(economy)
        near = (to_go > 0) & (to_go <= self.value("years") * MONTHS_PER_YEAR)
        pension = np.maximum(p["pension_rate"] * q.last_wage * q.hours, s.pension_floor * s.last_index)
        chosen = self.value("share") * pension > search_worth(economy)
        wants = self.eligible(
            economy, near & chosen & (q.status == UNEMPLOYED) & (q.months_in_status >= self.value("wait"))
        )
        new = self.first(economy, wants, self.places_left(economy, pension, wants, to_go))
        economy.moves[UNEMPLOYED, RETIRED] += int(new.sum())
        q.status[new], q.months_in_status[new], q.benefit_months_left[new] = RETIRED, 0, 0
        self.full = np.where(new, pension, self.full)
        self.part = np.where(new, self.value("share"), self.part)

    def places_left(self, economy: Economy, pension: Any, wants: Any, to_go: Any) -> int:
        """How many more there is room for."""
        if not wants.any():
            return 0
        on_it = np.broadcast_to(self.full > 0.0, wants.shape)
        monthly = self.value("share") * float(pension[wants].mean())
        promised = float(to_go[on_it].sum())
        money = self.affordable(economy, monthly, float(to_go[wants].mean()), promised)
        return max(0, min(money, self.ceiling(economy) - int(on_it.sum())))

    def transfers(self, economy: Economy) -> None:
        """Pay it."""
        due = self.part * self.full * (economy.persons.active == 1)
        self.pay(economy, due, taxed=True, in_means_test=True)


def search_worth(economy: Economy) -> Any:
    """Monthly income that seekers expect of a year's search, by row (currency/month, before tax).

    Benefits of now, and the lost wage in the months in which they would have found work.
    """
    q, s = economy.persons, economy.aggregates
    find = min(max(s.job_finding, 1e-6), 1.0)
    months = HORIZON - (1.0 - (1.0 - find) ** HORIZON) / find
    idle = q.benefit + q.assistance
    return idle + months / HORIZON * np.maximum(0.0, q.last_wage * q.hours - idle)
