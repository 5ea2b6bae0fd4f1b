"""A tax credit for people in work with low earnings."""

import numpy as np
from numpy.typing import NDArray

from simulator.agents.person import EMPLOYED, INACTIVE, INFORMAL, OWN_ACCOUNT, SEEKING
from simulator.kit import Economy, Sources, Transfer, Typical, param

Amounts = NDArray[np.float64]


class InWorkCredit(Transfer):
    """The state pays those who work for little; who looks for work, or might, reckons with it.

    A share of earnings up to a most; beyond a level of earnings it is withdrawn. Seekers accept lower wages,
    more people look for work, and what they gain is partly passed on to employers, who find people at lower
    wages (Rothstein 2010, recalled). It goes by the earnings of the person, where laws go by the household's,
    which makes it reach more and cost more; hours do not answer the withdrawal.
    """

    family = "share"
    about = "a credit that tops up low earnings from work, paid with the wage"
    typical = Typical(rate=0.15, most=0.07, from_earnings=0.5, withdrawal=0.25, take_up=0.7)

    rate = param(0.0, "credit on the first earnings", share_of="earnings")
    most = param(0.07, "highest credit", share_of="average wage")
    from_earnings = param(
        0.5, "earnings beyond which the credit is withdrawn", share_of="average wage", bounds=(0, 5)
    )
    withdrawal = param(0.25, "credit lost per earnings beyond that level", share_of="earnings")
    sources = Sources(
        typical="France, prime d'activité since 2019 for a single person: about 0.07 of the average wage "
        "at the minimum wage, which is half of it, and nothing beyond 1.5 times that (recalled, medium); "
        "about 0.7 claim it (recalled, low)",
        rate="USA, EITC: 0.0765 without, 0.34 with a child (recalled, high)",
        most="USA, EITC with one child: 0.06 (recalled, medium); France 0.07",
        from_earnings="USA, EITC: 0.33 (recalled, medium); France: near the minimum wage",
        withdrawal="USA, EITC: 0.16 with one child (recalled, high)",
    )

    def credit(self, economy: Economy, earnings: Amounts) -> Amounts:
        """Credit on earnings (currency/month)."""
        wage = economy.aggregates.average_wage
        full = np.minimum(self.value("rate") * earnings, self.value("most") * wage)
        lost = self.value("withdrawal") * np.maximum(earnings - self.value("from_earnings") * wage, 0.0)
        return np.asarray(np.maximum(full - lost, 0.0))

    def transfers(self, economy: Economy) -> None:
        """Pay those in work; tell the others what it would be at the wage that they would just accept."""
        if self.value("rate") == 0.0:
            return
        q = economy.persons
        works = self.recipients(economy, (q.status == EMPLOYED) | (q.status == OWN_ACCOUNT))
        earned = q.earnings + np.where(q.status == OWN_ACCOUNT, q.sales_income, 0.0)
        self.pay(economy, np.where(works, self.credit(economy, earned), 0.0))
        idle = q.status == INACTIVE
        might = self.eligible(economy, np.isin(q.status, (*SEEKING, INFORMAL)) | idle)
        usual = np.maximum(q.last_wage, economy.aggregates.minimum_wage)
        wage = np.where(idle, usual, q.reservation_wage) * q.hours
        self.promise(economy, np.where(might, self.credit(economy, wage), 0.0))
