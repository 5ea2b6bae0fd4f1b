"""A yearly tax on the wealth of people above a multiple of the average."""

import numpy as np

from simulator.core.kernels import sum_of
from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Levy, Sources, Typical, param


class WealthTax(Levy):
    """People pay on deposits and on their share in domestic business, valued by its dividends.

    Those who pay spend less, as income and deposits shrink. A part of the base, growing with the rate,
    escapes: it is not declared, and stays where it is. What is due beyond the deposits lapses. Homes and land
    are not in the model and the top of the distribution is thin in a sample: the yield is rough.
    """

    about = "a yearly tax on deposits and business wealth above a multiple of the average, some of it hidden"
    typical = Typical(rate=0.02, threshold=10.0)

    rate = param(0.0, "tax on wealth above the threshold", unit="per year", kind="share", bounds=(0, 0.2))
    threshold = param(
        10.0, "wealth that is free of tax", unit="multiples of average wealth", bounds=(0, 1000)
    )
    avoidance = param(
        14.0,
        "taxable wealth that escapes: 14 means 13 % at a rate of one per cent",
        unit="log points per unit of the rate",
        bounds=(0, 60),
    )
    sources = Sources(
        typical="minimum tax on billionaires: 2 % a year (Zucman 2024; recalled, high); threshold: choice",
        rate="2 % a year on billionaires (Zucman 2024, for the G20; recalled, high); Spain's wealth tax "
        "0.2 to 3.5 % (recalled, medium)",
        threshold="choice: ten times the mean",
        avoidance="5 (Denmark, Sweden) to 43 % (Switzerland) per point of the rate: Brülhart et al. "
        "2022, Seim 2017 (recalled, low)",
    )

    def wealth(self, economy: Economy) -> np.ndarray:
        """Deposits and what the share in dividends is worth to its owner (currency), by person."""
        q, p = economy.persons, economy.parameters
        dividends = (1.0 - p["foreign_share"]) * float(sum_of(np.maximum(economy.firms.cash_flow, 0.0)))
        dividends += economy.bank.dividends + economy.providers.dividends
        return np.asarray(np.maximum(q.deposits, 0.0) + q.equity_share * dividends / p["required_return"])

    def transfers(self, economy: Economy) -> None:
        """Take a twelfth of the year's tax, as far as there are deposits."""
        rate, q = self.value("rate"), economy.persons
        if rate == 0.0:
            return
        wealth = self.wealth(economy)
        free = self.value("threshold") * float(sum_of(wealth)) / max(float((q.active == 1).sum()), 1.0)
        declared = np.exp(-self.value("avoidance") * rate) * np.maximum(0.0, wealth - free)
        due = rate / MONTHS_PER_YEAR * declared
        self.charge_people(economy, np.minimum(due, np.maximum(q.deposits, 0.0)))
