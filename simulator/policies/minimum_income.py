"""A minimum income: tops household incomes up to a threshold."""

import numpy as np

from simulator.agents.person import INACTIVE, INFORMAL, SEEKING
from simulator.kit import Economy, Sources, Transfer, Typical, param
from simulator.markets.households import claims, lacking


class MinimumIncome(Transfer):
    """The state pays poor households what they lack; part of what they earn does not count.

    It stands on top of the assistance that the law of month 0 pays. Seekers reckon with what a job would
    take away; as income out of work it lowers participation. How much is doubtful: in Manitoba, where a
    whole town was covered, participation fell by 11 points (A35). Those in work do not cut their hours.
    A household claims when its eldest adult does; wealth is not tested.
    """

    family = "share"
    about = "tops household incomes up to a threshold by household size; part of earnings does not count"
    capacity = None
    typical = Typical(threshold=0.28, disregard=0.2, take_up=0.45)

    threshold = param(
        0.0,
        "income up to which a household is topped up (modified OECD scale)",
        share_of="average wage per consumption unit",
        bounds=(0, 2),
    )
    disregard = param(0.2, "part of earnings that does not count", share_of="net earnings")
    sources = Sources(
        typical="Spain, ingreso mínimo vital 2025: EUR 659 a month for one adult, 0.28 of the average "
        "wage; fewer than half of those entitled claim it (AIReF 2024); both recalled, medium",
        threshold="Spain 0.28; Germany about 0.25 (recalled, medium)",
        disregard="Germany: 0.1 to 0.3 (recalled, medium)",
    )

    def transfers(self, economy: Economy) -> None:
        """Pay each household in equal parts to its adults; tell those out of work what a job would cost."""
        if self.value("threshold") == 0.0:
            return
        q, homes, s = economy.persons, economy.households, economy.aggregates
        other = q.benefit + q.assistance + q.child_benefit + q.transfer + q.pension + q.capital_income
        other = other + q.policy_income - q.exempt_income  # of those that pay before it
        here = q.active == 1
        gap = lacking(economy, self.value("threshold") * s.average_wage, 1.0 - self.value("disregard"), other)
        due = np.where(claims(economy, self.eligible(economy)), gap, 0.0)
        self.pay(economy, here * due[q.household] / np.maximum(homes.adults, 1)[q.household], kept=True)
        net = economy.parameters["net_of_tax"] * np.maximum(q.last_wage, s.minimum_wage) * q.hours
        lost = np.minimum(due[q.household], (1.0 - self.value("disregard")) * net)
        idle = np.isin(q.status, (*SEEKING, INFORMAL, INACTIVE)) & here
        self.forewarn(economy, np.where(idle, lost, 0.0))
