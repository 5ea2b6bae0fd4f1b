"""Claims of unemployment insurance in an experiment: who claims when, and how long they are out of work."""

from typing import TYPE_CHECKING, Any

import numpy as np

from calibration.validate.experiments import people
from simulator.agents.person import UNEMPLOYED, WORKING
from simulator.policies.unemployment_insurance import UnemploymentInsurance

if TYPE_CHECKING:
    from simulator.core.economy import Economy

CLAIMS = 36
"""Months in which claims begin."""
FOLLOWED = 36
"""Months for which each claimant is followed; longer spells count as this."""


class Watched(UnemploymentInsurance):
    """Treats new claims of some people at the law's rates, where the instrument changes the law for all.

    `side` tells the two runs apart in which each person is treated once; `began` holds the month of each
    person's first claim that counts, 0 without one, by row.
    """

    side = True

    def open(self, economy: "Economy") -> None:
        """Nobody has claimed yet."""
        self.began = np.zeros(economy.persons.n, np.int64)

    def law(self, economy: "Economy") -> None:
        """Nothing changes for the others."""

    def training(self, economy: "Economy") -> None:
        """Note and treat what began this month."""
        new = self.counted(economy)
        first = new & (self.began == 0) & (economy.month <= CLAIMS)
        self.began[first] = economy.month
        self.treat(economy, new, first)

    def counted(self, economy: "Economy") -> people.Mask:
        """Which claims that began this month count, by row."""
        return new_claims(economy)

    def treat(self, economy: "Economy", new: people.Mask, first: people.Mask) -> None:
        """Change what the claims `new` of those give who are treated in this run; `first` are followed."""
        raise NotImplementedError


def new_claims(economy: "Economy") -> people.Mask:
    """Who became unemployed this month with a claim that has paid nothing yet, by row."""
    q = economy.persons
    began = (q.active == 1) & (q.status == UNEMPLOYED) & (q.left_month == economy.month)
    return np.asarray(began & (q.benefit_months_paid == 0) & (q.benefit_months_left > 0))


def follow[Kind: Watched](
    kind: type[Kind], country: str, seed: int, persons: int, *, side: bool, **changes: Any
) -> tuple[Kind, people.Array]:
    """The programme, which knows who claimed, and months without work after the claim by row.

    `changes` are for `people.economy_of`.
    """
    setting = people.setting_of("unemployment_insurance")
    economy = people.economy_of(country, seed, persons, CLAIMS + FOLLOWED + 1, policies=[setting], **changes)
    programme, q = kind(economy.instruments[0].setting), economy.persons
    programme.side = side
    programme.open(economy)
    economy.instruments[0] = programme
    without, back = np.zeros(q.n), np.zeros(q.n, np.bool_)
    while economy.month < CLAIMS + FOLLOWED:
        economy.step()
        claimed = programme.began > 0
        back |= claimed & np.isin(q.status, WORKING)
        without += claimed & ~back & (q.active == 1) & (economy.month < programme.began + FOLLOWED)
    return programme, without
