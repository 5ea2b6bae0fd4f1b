"""A basic income: the same amount for everybody, whatever they do."""

import numpy as np

from simulator.core.economy import OUTLAY
from simulator.kit import Economy, Sources, Transfer, Typical, param


class BasicIncome(Transfer):
    """The state pays each adult, and for each child; kept in work, so it is no reason to refuse a job.

    It acts through what people spend and through participation: unearned income.
    """

    family = "share"
    about = "an amount a month for every adult and child, with or without work, and without a means test"
    typical = Typical(amount=560.0)

    amount = param(0.0, "paid to each adult", kind="money")
    child_amount = param(
        0.0, "paid for each child under 16, to the adults of its household in equal parts", kind="money"
    )
    taxed = param(0.0, "whether it is part of the income-tax base", kind="flag")
    offset = param(0.0, "part of it by which means-tested assistance is cut", kind="share")
    sources = Sources(
        typical="Finland 2017-18: EUR 560 a month (recalled, high); USA: USD 1,000 a month (OpenResearch, "
        "read)",
        amount="0.1 to 0.35 of median income: Alaska's dividend, Finland's EUR 560 (recalled, high), "
        "OpenResearch's USD 1,000 (read)",
        taxed="trials paid it free of tax",
    )

    def transfers(self, economy: Economy) -> None:
        """Pay adults, and for children; cut assistance by a part of what was paid."""
        amount, child = self._amount(economy), self.money(economy, "child_amount")
        if amount == 0.0 and child == 0.0:
            return
        q, homes = economy.persons, economy.households
        children = homes.children / np.maximum(homes.adults, 1)
        due = np.where(self.recipients(economy), amount + child * children[q.household], 0.0)
        part = self.pay(economy, due, taxed=self.value("taxed") > 0.0, kept=True) / max(due.sum(), 1e-300)
        q.assistance -= np.minimum(q.assistance, self.value("offset") * part * due)

    def _amount(self, economy: Economy) -> float:
        """Each adult's amount this month: the scenario's, or an equal part of what a policy paid out."""
        if economy.spent is None:
            return self.money(economy, "amount")
        adults = max(int(np.count_nonzero(self.recipients(economy))), 1)
        return float(economy.spent[OUTLAY][economy.month]) / economy.weight / adults
